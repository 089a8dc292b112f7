/* SPDX-License-Identifier: MIT */
/*
 * Git's index as a snapshot: its entries from libgit2, which reads the file whole and checks it
 * against its checksum, their bytes from the object database. No file of the work tree is
 * looked at, nor is the index written.
 */
#include "git/index.h"

#include "git/backend.h"
#include "git/repository.h"

#include <git2.h>
#include <git2/sys/repository.h>
#include <string.h>
#include <sys/stat.h>

struct listing {
	struct snapshot *s;
	const struct snapshot_scope *scope;
	const char *file; /* of the index */
	git_index *index;
	struct str root; /* what the paths of the records begin with: "" or `a/b/` */
	struct error *error;
};

static int corrupt(const char *file, const char *reason, struct error *error)
{
	return error_set(error, STATUS_CORRUPT, "git.corrupt-index", "file", file, "reason",
			 reason, NULL);
}

/* The path of the index file. */
static int find_file(const struct repository *r, const char *given, struct buf *file,
		     struct error *error)
{
	git_buf own = {0};

	if (given && given[0] == '/')
		buf_add_text(file, given);
	else if (given)
		buf_printf(file, "%s%s", git_repository_workdir(r->git), given);
	else if (git_repository_item_path(&own, r->git, GIT_REPOSITORY_ITEM_INDEX) < 0)
		return repository_failure(error);
	else
		buf_add_text(file, own.ptr);
	git_buf_dispose(&own);
	return 0;
}

/* libgit2 names the extension that it would have to understand, link or sdir
 * (gitformat-index(5), "Split index", "Sparse Directory Entries"), in its text only. */
int index_failure(const char *file, struct error *error)
{
	const char *reason = repository_reason();
	const git_error *last = git_error_last();

	if (strstr(reason, "'link'"))
		return error_set(error, STATUS_INVALID, "git.split-index", NULL);
	if (strstr(reason, "'sdir'"))
		return error_set(error, STATUS_INVALID, "git.sparse-index", NULL);
	if (last && last->klass == GIT_ERROR_INDEX)
		return corrupt(file, reason, error);
	return repository_failure(error);
}

int index_open(const char *file, const char *shown, git_index **index, struct error *error)
{
	struct stat st;

	if (stat(file, &st) == 0 && !S_ISREG(st.st_mode)) /* opening a FIFO would wait */
		return corrupt(shown, "object.no-file", error);
	git_error_clear();
	return git_index_open(index, file) < 0 ? index_failure(shown, error) : 0;
}

/* Whether the folder with this path ("" or `a/b/`) has an entry sws.yaml, of whatever type. */
static bool holds_district_file(git_index *index, struct str folder)
{
	struct buf path = {0};
	bool holds;

	buf_printf(&path, "%.*s" SNAPSHOT_DISTRICT_FILE, STR_ARG(folder));
	holds = git_index_find(NULL, index, buf_cstr(&path)) == 0;
	buf_add_char(&path, '/');
	holds = holds || git_index_find_prefix(NULL, index, buf_cstr(&path)) == 0;
	buf_release(&path);
	return holds;
}

/* Shortens `path` (`a/b/`, or "") to the records' root; whether there is one. */
static bool find_root(git_index *index, struct buf *path)
{
	while (!holds_district_file(index, buf_str(path))) {
		if (path->len == 0)
			return false;
		do
			path->len--;
		while (path->len && path->ptr[path->len - 1] != '/');
		path->ptr[path->len] = '\0';
	}
	return true;
}

static enum entry_type type_of_entry(const git_index_entry *entry)
{
	if (git_index_entry_stage(entry) != 0)
		return ENTRY_UNMERGED;
	switch (entry->mode) {
	case GIT_FILEMODE_LINK:
		return ENTRY_SYMLINK;
	case GIT_FILEMODE_COMMIT:
		return ENTRY_SUBMODULE;
	default:
		return ENTRY_FILE;
	}
}

static int add_entry(struct listing *l, const git_index_entry *entry)
{
	struct str path = str_of(entry->path);
	struct entry *added;
	int status;

	if (!str_starts(path, l->root) ||
	    (entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0)
		return 0;
	if (!snapshot_is_path(path))
		return corrupt(l->file, "object.index-path", l->error);
	path = str_sub(path, l->root.len, path.len);
	status =
		snapshot_add_path(l->s, l->scope, path, type_of_entry(entry), &added, l->error);
	if (status == 0 && added && added->type == ENTRY_FILE) {
		added->has_oid = true;
		memcpy(added->oid, entry->id.id, sizeof added->oid);
	}
	return status;
}

static int add_entries(struct listing *l)
{
	size_t n = git_index_entrycount(l->index);
	int status = 0;

	for (size_t i = 0; status == 0 && i < n; i++)
		status = add_entry(l, git_index_get_byindex(l->index, i));
	return status;
}

/* Lists what lies under the records' root for the folder `dir`. */
static int list(struct listing *l, const struct repository *r, const char *dir)
{
	struct buf root = {0};
	int status;

	buf_add(&root, repository_path(r, str_of(dir)));
	if (root.len)
		buf_add_char(&root, '/');
	if (find_root(l->index, &root)) {
		l->root = buf_str(&root);
		repository_set_place(r, l->s, l->root);
		status = add_entries(l);
	} else {
		status = error_set(l->error, STATUS_NOT_FOUND, "git.no-index-root", "dir", dir,
				   NULL);
	}
	buf_release(&root);
	return status;
}

static int fill(struct snapshot *s, const struct repository *r, const char *dir,
		const char *given, const struct snapshot_scope *scope, struct error *error)
{
	struct listing l = {.s = s, .scope = scope, .error = error};
	struct buf file = {0};
	int status;

	if (git_repository_is_bare(r->git))
		return error_set(error, STATUS_NOT_FOUND, "git.bare", "dir", dir, NULL);
	status = find_file(r, given, &file, error);
	l.file = buf_cstr(&file);
	if (status == 0)
		status = index_open(l.file, l.file, &l.index, error);
	if (status == 0)
		status = list(&l, r, dir);
	git_index_free(l.index);
	buf_release(&file);
	return status;
}

int index_fill(struct snapshot *s, const char *dir, const char *file,
	       const struct snapshot_scope *scope, struct error *error)
{
	static const struct backend backend = {"index", repository_read, repository_close};
	struct repository *r = NULL;
	struct buf path = {0};
	int status = snapshot_realpath(dir, &path, error);

	s->backend = &backend;
	if (!status)
		status = repository_open(&r, buf_cstr(&path), error);
	s->state = r;
	if (!status)
		status = fill(s, r, buf_cstr(&path), file, scope, error);
	buf_release(&path);
	return status;
}
