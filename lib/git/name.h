/* SPDX-License-Identifier: MIT */
/*
 * Names that may stand in a tree.
 *
 * Source: git fsck's hasDot, hasDotdot, hasDotgit, emptyName, fullPathname, with what git's
 * core.protectHFS and core.protectNTFS say of names that HFS+ and NTFS take for `.git`.
 */
#ifndef GIT_NAME_H
#define GIT_NAME_H

#include "base/str.h"

/* Whether a path of names with '/' between may be written: no name is empty, `.`, `..`, or one
 * that some file system takes for `.git` or `.gitmodules`; none holds a NUL. */
bool name_is_path(struct str path);

#endif
