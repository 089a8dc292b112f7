/* SPDX-License-Identifier: MIT */
/* libgit2's own difference of two buffers. */
#include "git/patch.h"

#include <git2.h>

static int make(git_buf *text, const char *path, const struct str *old, const struct str *new)
{
	git_patch *patch = NULL;
	git_diff_options options;
	int status = git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);

	options.flags |= GIT_DIFF_FORCE_TEXT;
	if (status == 0)
		status = git_patch_from_buffers(&patch, old ? old->ptr : NULL,
						old ? old->len : 0, path, new ? new->ptr : NULL,
						new ? new->len : 0, path, &options);
	if (status == 0 && patch)
		status = git_patch_to_buf(text, patch);
	git_patch_free(patch);
	return status;
}

int patch_write(struct buf *out, const char *path, const struct str *old, const struct str *new,
		struct error *error)
{
	git_buf text = GIT_BUF_INIT;
	const git_error *why;
	int status = git_libgit2_init();

	if (status >= 0)
		status = make(&text, path, old, new);
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
