/* SPDX-License-Identifier: MIT */
/* libgit2's own difference of two buffers. */
#include "git/patch.h"

#include <git2.h>
#include <string.h>

static int make(git_buf *text, const char *from, const char *to, const struct str *old,
		const struct str *new)
{
	git_patch *patch = NULL;
	git_diff_options options;
	int status = git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);

	options.flags |= GIT_DIFF_FORCE_TEXT;
	if (status == 0)
		status = git_patch_from_buffers(&patch, old ? old->ptr : NULL,
						old ? old->len : 0, from, new ? new->ptr : NULL,
						new ? new->len : 0, to, &options);
	if (status == 0 && patch)
		status = git_patch_to_buf(text, patch);
	git_patch_free(patch);
	return status;
}

static int difference(struct buf *out, const char *from, const char *to, const struct str *old,
		      const struct str *new, struct error *error)
{
	git_buf text = GIT_BUF_INIT;
	const git_error *why;
	int status = git_libgit2_init();

	if (status >= 0)
		status = make(&text, from, to, old, new);
	if (status >= 0)
		buf_add(out, (struct str){text.ptr, text.size});
	git_buf_dispose(&text);
	if (status < 0) {
		why = git_error_last();
		error_set(error, STATUS_IO, "git.failure", "reason", why ? why->message : "",
			  NULL);
	}
	git_libgit2_shutdown();
	return status < 0 ? STATUS_IO : 0;
}

int patch_write(struct buf *out, const char *path, const struct str *old, const struct str *new,
		struct error *error)
{
	return difference(out, path, path, old, new, error);
}

/* `rename from x`, of `--- a/x`; a name in quotes has them before its `a/`. */
static void add_name(struct buf *out, const char *what, struct str line)
{
	struct str name = str_sub(line, strlen("--- "), line.len);
	bool quoted = str_starts(name, STR("\""));

	buf_printf(out, "%s%s%.*s\n", what, quoted ? "\"" : "",
		   STR_ARG(str_sub(name, quoted + strlen("a/"), name.len)));
}

/* The library takes the file for one that was changed: its head has no word of the rename. */
static void add_moved(struct buf *out, struct str text)
{
	struct str first = str_split(&text, '\n'), rest = text;
	struct str index = str_split(&rest, '\n'), from = str_split(&rest, '\n');
	struct str to = str_split(&rest, '\n');

	buf_printf(out, "%.*s\n", STR_ARG(first));
	add_name(out, "rename from ", from);
	add_name(out, "rename to ", to);
	buf_printf(out, "%.*s\n", STR_ARG(index));
	buf_printf(out, "%.*s\n%.*s\n", STR_ARG(from), STR_ARG(to));
	buf_add(out, rest);
}

int patch_write_moved(struct buf *out, const char *from, const char *to, struct str old,
		      struct str new, struct error *error)
{
	struct buf text = {0};
	int status;

	if (str_eq(old, new)) {
		status = patch_write(out, from, &old, NULL, error);
		return status < 0 ? status : patch_write(out, to, NULL, &new, error);
	}
	status = difference(&text, from, to, &old, &new, error);
	if (status == 0)
		add_moved(out, buf_str(&text));
	buf_release(&text);
	return status;
}
