/* SPDX-License-Identifier: MIT */
/*
 * Whether attributes could convert files at all, looked at once for many files: asking
 * libgit2 costs some twenty microseconds for each, and most repositories name no attribute that
 * converts.
 *
 * Source: gitattributes(5), where git looks: $GIT_DIR/info/attributes, .gitattributes in each
 * folder (of the work tree, else of the index), core.attributesFile, the system's file.
 */
#ifndef GIT_ATTRIBUTES_H
#define GIT_ATTRIBUTES_H

#include "git/graft.h"

/* Whether any place where git looks for attributes of these paths, in a repository with a work
 * tree, has one of the words filter, working-tree-encoding, ident or crlf, be it only in a
 * comment; true, too, where that could not be found out. Without them git changes nothing but
 * the ends of lines. The changes are in byte order of their paths. */
bool attributes_convert(const struct repository *r, const struct graft_change *changes,
			size_t n);

#endif
