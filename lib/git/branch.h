/* SPDX-License-Identifier: MIT */
/*
 * One branch of a repository: found, and read.
 *
 * Source: gitglossary(7), "ref"; gitrepository-layout(5).
 */
#ifndef GIT_BRANCH_H
#define GIT_BRANCH_H

#include "git/deposit.h"
#include "git/repository.h"

struct branch {
	struct buf name;  /* `refs/heads/x`, after symbolic references */
	bool checked_out; /* HEAD of the work tree, or of the bare repository, names it */
	bool born;        /* has a commit, `tip` */
	unsigned char tip[DEPOSIT_ID_SIZE];
};

/* Finds the branch, by its name with or without `refs/heads/`, or that of HEAD (NULL). HEAD's
 * may have no commit yet.
 *
 * Fails with git.detached, git.in-progress {operation} (of a merge, rebase, cherry-pick,
 * revert or am in this work tree that ends on the branch), git.checked-out-elsewhere {branch,
 * dir}, git.branch-name-taken {branch, other} (of one without commit: `a` is in the way of
 * `a/b`; all STATUS_INVALID), git.unknown-branch {branch}, git.unknown-branch-near {branch,
 * nearest} (STATUS_NOT_FOUND), git.failure {reason}. */
int branch_find(struct branch *b, const struct repository *r, const char *name,
		struct error *error);

/* Reads the tip again. Fails with git.failure. */
int branch_read(struct branch *b, const struct repository *r, struct error *error);

void branch_release(struct branch *b);

#endif
