/* SPDX-License-Identifier: MIT */
/* Git's index, opened as a file of its own; for index.c and checkout.c. */
#ifndef GIT_INDEX_H
#define GIT_INDEX_H

#include "base/error.h"

struct git_index;

/* Opens an index file, which need not be there; errors call it `shown`. Fails with
 * git.split-index, git.sparse-index, git.corrupt-index {file, reason}, git.failure {reason}. */
int index_open(const char *file, const char *shown, struct git_index **index,
	       struct error *error);

/* Says in the same words why libgit2 could not read an index, as it failed last. */
int index_failure(const char *shown, struct error *error);

#endif
