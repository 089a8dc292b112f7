/* SPDX-License-Identifier: MIT */
/*
 * A tree with changed files: the trees on the way to them are made anew, all others stay.
 *
 * Names are held to what `git fsck --strict` accepts: none that a checkout would take for
 * `.git`, on whatever file system, and none like `.gitmodules`, whose content git obeys. (That
 * a name is UTF-8, in which form, and unlike others but for case, is the caller's to judge.)
 */
#ifndef GIT_GRAFT_H
#define GIT_GRAFT_H

#include "git/deposit.h"
#include "git/repository.h"

/* A file put in, replaced or removed. */
struct graft_change {
	struct str path;  /* from the tree's root, and a NUL */
	struct str bytes; /* ptr is NULL where they are to be read from the repository */
	bool removed;
	/* What was there and what is to be: the mode as in a tree, 0 for nothing. */
	unsigned old_mode, new_mode;
	unsigned char old_id[DEPOSIT_ID_SIZE], new_id[DEPOSIT_ID_SIZE];
};

struct graft {
	const struct repository *repository;
	struct deposit *deposit;      /* gets the new blobs and trees */
	struct graft_change *changes; /* by byte order of their paths, each path once */
	size_t n;
	struct arena arena; /* of the trees, which the deposit borrows */
};

/* Makes the changes to the tree `base` (NULL: an empty one), whose id `root` gets; fills what
 * the changes say of before and after. A file keeps its mode, a new one has 100644.
 *
 * Fails with git.bad-name {path}, git.changed-twice {path}, snapshot.not-a-file {path} (all
 * STATUS_INVALID), snapshot.no-such-file {path} (STATUS_NOT_FOUND), git.corrupt {object,
 * reason} (STATUS_CORRUPT), git.failure {reason}. */
int graft_make(struct graft *g, const unsigned char *base, unsigned char root[DEPOSIT_ID_SIZE],
	       struct error *error);

/* Whether the change makes a difference. */
bool graft_differs(const struct graft_change *change);

#endif
