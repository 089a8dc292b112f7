/* SPDX-License-Identifier: MIT */
/*
 * Git LFS: what it leaves in the place of a file.
 *
 * Source: the Git LFS specification, "The Pointer".
 */
#ifndef GIT_LFS_H
#define GIT_LFS_H

#include "base/str.h"

enum { LFS_POINTER_MAX = 1024 }; /* a pointer has fewer bytes */

/* Whether these bytes are a pointer: lines `key value`, of which the first is `version` with an
 * address that the specification gives, and `oid` and `size` are among the others. A carriage
 * return at the ends of lines, which git's conversion may have put there, is no hindrance. */
bool lfs_is_pointer(struct str bytes);

#endif
