/* SPDX-License-Identifier: MIT */
/*
 * Who may write: one of our writers at a time, and it takes git's own lock files.
 *
 * Our writers queue for a lock of the system on a file of ours, `sws-writers` in the
 * repository, which ends with the process that holds it. The lock files by which git's programs
 * keep each other out (`index.lock`, `refs/heads/x.lock`) are hard links of that file while one
 * of our writers holds them. One found by the writer whose turn it is was therefore left behind
 * by another that was killed, and is taken over; one of git's is waited for, then reported.
 *
 * fcntl's locks are the process's: of one repository a process may write one branch at a time.
 */
#ifndef GIT_LOCK_H
#define GIT_LOCK_H

#include "git/disk.h"

enum {
	LOCK_WAIT_STEP = 10,     /* ms between two looks */
	LOCK_WAIT_GIT = 1000,    /* ms for a lock file of git's */
	LOCK_WAIT_TURN = 120000, /* ms for the other writers, each of which has its turn for
				    the time of a rename, or of filling a work tree */
};

struct lock {
	int fd; /* of `sws-writers`; -1: not our turn */
	struct buf file;
};

/* Whether the job is to be given up (NULL: never). */
struct lock_stop {
	bool (*ask)(void *data);
	void *data;
};
bool lock_stops(const struct lock_stop *stop);

/* Waits for our turn in the repository whose common folder (which ends with '/') this is.
 * `taken` is false when the job was given up meanwhile. Fails with git.read-only {dir, reason}
 * (STATUS_IO), git.busy {dir} (STATUS_IO: other writers have it all the time). */
int lock_wait(struct lock *lock, const char *common, const struct disk *disk,
	      const struct lock_stop *stop, bool *taken, struct error *error);
void lock_leave(struct lock *lock);

/* Makes the lock file `name`, in our turn. Fails with git.locked {file, owner, age}, the age of
 * the file at `now` (seconds since 1970), or git.write {file, reason}. */
int lock_take(const struct lock *lock, const char *name, int64_t now, struct error *error);
void lock_drop(const char *name);

#endif
