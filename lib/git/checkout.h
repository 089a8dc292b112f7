/* SPDX-License-Identifier: MIT */
/*
 * The work tree that has the branch checked out, brought along when the branch moves: files
 * and index entries of what changed, nothing else.
 *
 * A path is clean when the index and the file in the work tree each hold what the old commit
 * has there, or what the new one will have; anything else is somebody's unsaved work. What a
 * sparse checkout leaves out (skip-worktree) is changed in the index only. Symlinks on the way
 * to a file are in the way. A folder does not become a file, nor a file a folder, in one step.
 *
 * All of it is done in our turn (lock.h).
 *
 * Source: gitformat-index(5).
 */
#ifndef GIT_CHECKOUT_H
#define GIT_CHECKOUT_H

#include "git/graft.h"

struct checkout;

/* Whether git's lock on the index can be had, without reading it. Fails with git.locked {file,
 * owner, age}, git.write {file, reason}. */
int checkout_probe(const struct repository *r, const struct lock *lock, int64_t now,
		   struct error *error);

/* Takes git's lock on the index and reads it. The changes, of paths in byte order, are borrowed
 * until the end. What it gives is closed also when it fails, with git.locked {file, owner,
 * age}, git.split-index, git.sparse-index, git.corrupt-index {file, reason}, git.write {file,
 * reason}, read.unreadable {file, reason}. */
int checkout_open(struct checkout **c, const struct repository *r, const struct lock *lock,
		  const struct disk *disk, const struct graft_change *changes, size_t n,
		  int64_t now, struct error *error);

/* Sees whether every change finds its path clean. Fails with git.dirty {paths, n},
 * git.in-the-way {paths, n} (STATUS_INVALID; the first few paths of `n`), git.write. */
int checkout_judge(struct checkout *c, struct error *error);

/* Writes files and index. Fails with git.write {file, reason}; or as checkout_judge, for paths
 * that are not clean now and were left as they are (the others are written). */
int checkout_write(struct checkout *c, struct error *error);

/* Gives up git's lock. Takes NULL. */
void checkout_close(struct checkout *c);

#endif
