/* SPDX-License-Identifier: MIT */
/*
 * Files that git changes on their way between repository and work tree.
 *
 * What we judge and commit are the bytes that git would have in the repository. Where git
 * would write others into a work tree, or make others of them when the file is added, the file
 * is refused by name rather than written with bytes that nobody judged.
 *
 * Source: gitattributes(5): text, eol, crlf, working-tree-encoding, ident, filter;
 * git-config(1): core.autocrlf, core.eol.
 */
#ifndef GIT_CONVERSION_H
#define GIT_CONVERSION_H

#include "git/graft.h"

/* Refuses changes whose bytes git would change: in adding them, wherever; and in writing them,
 * with `work_tree`. Attributes are those of the work tree and what its index has beside, else
 * those of the commit (NULL: of none yet). Fails with git.converted {path, by},
 * git.split-index, git.sparse-index (STATUS_INVALID), git.corrupt-index {file, reason},
 * git.failure {reason}. */
int conversion_check(const struct repository *r, const unsigned char *commit,
		     const struct graft_change *changes, size_t n, bool work_tree,
		     struct error *error);

#endif
