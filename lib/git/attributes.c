/* SPDX-License-Identifier: MIT */
/* Files of attributes, searched for words and not understood. */
#include "git/attributes.h"

#include "base/map.h"
#include "base/read.h"

#include <git2.h>
#include <string.h>

enum { FILE_MAX = 1 << 20 }; /* bytes of a file that is searched */

/* What is looked for, and what it is looked at with. */
struct search {
	const struct repository *r;
	struct buf bytes;   /* of one file */
	struct map folders; /* those that were looked at */
	struct arena arena; /* of their names */
	bool found;
};

static bool has_word(struct str bytes)
{
	static const char *const words[] = {"filter", "working-tree-encoding", "ident", "crlf"};

	for (size_t at = 0; at < bytes.len; at++)
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (str_starts(str_sub(bytes, at, bytes.len), str_of(words[i])))
				return true;
	return false;
}

/* Of what is there and cannot be read nothing is known. */
static void look_at_file(struct search *s, const char *file)
{
	struct error error = {0};

	buf_reset(&s->bytes);
	if (read_file(file, READ_REGULAR, FILE_MAX, &s->bytes, &error) == 0)
		s->found |= has_word(buf_str(&s->bytes));
	else
		s->found |= error.status != STATUS_NOT_FOUND;
	error_release(&error);
}

static void look_in(struct search *s, struct str folder, const char *name)
{
	struct buf file = {0};

	buf_add(&file, folder);
	if (folder.len && !str_ends(folder, STR("/")))
		buf_add_char(&file, '/');
	buf_add_text(&file, name);
	look_at_file(s, file.ptr);
	buf_release(&file);
}

/* The folders in which libgit2 looks for configuration of a level, with `:` between. */
static void look_on_level(struct search *s, git_config_level_t level, const char *name)
{
	git_buf folders = {0};
	struct str rest;

	if (git_libgit2_opts(GIT_OPT_GET_SEARCH_PATH, level, &folders) < 0) {
		s->found = true;
		return;
	}
	rest = str_of(folders.ptr);
	while (rest.len)
		look_in(s, str_split(&rest, GIT_PATH_LIST_SEPARATOR), name);
	git_buf_dispose(&folders);
}

static void look_at_settings(struct search *s)
{
	git_config *config;
	git_buf file = {0};

	if (git_repository_config_snapshot(&config, s->r->git) < 0) {
		s->found = true;
		return;
	}
	if (git_config_get_path(&file, config, "core.attributesfile") == 0)
		look_at_file(s, file.ptr);
	git_buf_dispose(&file);
	git_config_free(config);
}

static bool is_attributes(struct str path)
{
	return str_eq(path, STR(".gitattributes")) || str_ends(path, STR("/.gitattributes"));
}

/* All that the index has, wherever: they are few. */
static void look_in_index(struct search *s)
{
	git_index *index;
	git_blob *blob;

	if (git_repository_index(&index, s->r->git) < 0) {
		s->found = true;
		return;
	}
	for (size_t i = 0; i < git_index_entrycount(index) && !s->found; i++) {
		const git_index_entry *entry = git_index_get_byindex(index, i);

		if (!is_attributes(str_of(entry->path)))
			continue;
		if (git_blob_lookup(&blob, s->r->git, &entry->id) < 0) {
			s->found = true;
			break;
		}
		s->found |= has_word((struct str){git_blob_rawcontent(blob),
						  (size_t)git_blob_rawsize(blob)});
		git_blob_free(blob);
	}
	git_index_free(index);
}

/* The folder of the work tree, `a/b/` or "", and those around it, each once. */
static void look_in_folders(struct search *s, struct str folder)
{
	struct buf name = {0};

	while (!s->found && !map_find(&s->folders, folder)) {
		map_add(&s->folders, arena_str(&s->arena, folder));
		buf_reset(&name);
		buf_add_text(&name, git_repository_workdir(s->r->git));
		buf_add(&name, folder);
		look_in(s, buf_str(&name), ".gitattributes");
		if (folder.len)
			folder.len--;
		while (folder.len && folder.ptr[folder.len - 1] != '/')
			folder.len--;
	}
	buf_release(&name);
}

static void look_at_paths(struct search *s, const struct graft_change *changes, size_t n)
{
	struct str last = {0};

	look_in_folders(s, STR(""));
	for (size_t i = 0; i < n && !s->found; i++) {
		struct str folder = changes[i].path;

		while (folder.len && folder.ptr[folder.len - 1] != '/')
			folder.len--;
		if (!str_eq(folder, last))
			look_in_folders(s, folder);
		last = folder;
	}
}

bool attributes_convert(const struct repository *r, const struct graft_change *changes,
			size_t n)
{
	struct search s = {.r = r};

	look_in(&s, str_of(git_repository_path(r->git)), "info/attributes");
	look_in(&s, str_of(git_repository_commondir(r->git)), "info/attributes");
	look_on_level(&s, GIT_CONFIG_LEVEL_SYSTEM, "gitattributes");
	look_on_level(&s, GIT_CONFIG_LEVEL_XDG, "attributes");
	look_at_settings(&s);
	look_in_index(&s);
	look_at_paths(&s, changes, n);
	buf_release(&s.bytes);
	map_release(&s.folders);
	arena_release(&s.arena);
	return s.found;
}
