/* SPDX-License-Identifier: MIT */
/*
 * A branch moved from one commit to another by compare-and-swap.
 *
 * Source: gitrepository-layout(5), refs and logs; git-reflog(1); git-config(1),
 * core.logAllRefUpdates.
 */
#ifndef GIT_BRANCH_MOVE_H
#define GIT_BRANCH_MOVE_H

#include "git/branch.h"
#include "git/lock.h"

/* A line for the reflog, which is kept as core.logAllRefUpdates says. */
struct branch_move_log {
	const char *committer; /* as in a commit: name, email, date */
	struct str what;       /* `commit: subject`, one line */
};

/* Lets the branch stand on commit `to` if it still stands where `b` says, in our turn: `moved`
 * says whether, and b->tip where it stands now. A branch without commit is made. Fails with
 * git.locked {file, owner, age}, git.write {file, reason}, git.failure, all of them before the
 * branch has moved; and after it (`moved` is true) with git.unconfirmed {commit, file, reason}
 * (STATUS_IO: it may not have reached the disk). */
int branch_move(struct branch *b, const struct repository *r, const struct lock *lock,
		const struct disk *disk, const unsigned char to[DEPOSIT_ID_SIZE],
		const struct branch_move_log *log, int64_t now, bool *moved,
		struct error *error);

#endif
