/* SPDX-License-Identifier: MIT */
/*
 * The difference of two versions of a file, as a patch that git apply takes.
 */
#ifndef GIT_PATCH_H
#define GIT_PATCH_H

#include "base/buf.h"
#include "base/error.h"

/* Appends the patch that makes `new` of `old`, with three lines of context; NULL is no file.
 * Nothing where they are the same. The path is from the repository's top. Fails with
 * git.failure {reason}. */
int patch_write(struct buf *out, const char *path, const struct str *old, const struct str *new,
		struct error *error);

/* The same of a file that goes from one path to another, as git shows a rename. Where nothing
 * else changes, one that is removed and one that is added. */
int patch_write_moved(struct buf *out, const char *from, const char *to, struct str old,
		      struct str new, struct error *error);

#endif
