/* SPDX-License-Identifier: MIT */
/*
 * What a killed writer left undone in a work tree: while the branch has moved and the work tree
 * has not yet, a note in the git directory (`sws-pending`) says from which commit to which; who
 * finds it later finishes the work. All of it is done in our turn (lock.h).
 */
#ifndef GIT_PENDING_H
#define GIT_PENDING_H

#include "git/branch.h"
#include "git/lock.h"

/* Notes that the branch is about to move to `to`. Fails with git.write {file, reason}. */
int pending_note(const struct repository *r, const struct disk *disk, const struct branch *b,
		 const unsigned char to[DEPOSIT_ID_SIZE], struct error *error);

/* Removes the note: nothing is left to be done. */
void pending_forget(const struct repository *r);

/* Finishes what a note says of the branch, which is checked out: paths that are clean still
 * (checkout.h) are written, others left to their owner. Fails as checkout_open and
 * checkout_write, but not for paths that are not clean; with git.corrupt {object, reason},
 * git.failure {reason}. */
int pending_finish(const struct repository *r, const struct branch *b, const struct lock *lock,
		   const struct disk *disk, int64_t now, struct error *error);

#endif
