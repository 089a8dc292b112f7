/* SPDX-License-Identifier: MIT */
/*
 * Files in a work tree, looked at, replaced and removed without following a symlink; for
 * checkout.c. Paths are as in git's index, with a NUL.
 *
 * What fails is said with git.write {file, reason} (STATUS_IO).
 */
#ifndef GIT_WORKTREE_H
#define GIT_WORKTREE_H

#include "base/buf.h"
#include "base/error.h"

struct stat;

struct worktree {
	int top;
	const char *git;   /* the git directory, where files are written first; borrowed */
	struct buf folder; /* the one that was used last, `a/b/`, and its descriptor */
	int fd;            /* -1: none */
};

enum worktree_kind {
	WORKTREE_NOTHING,
	WORKTREE_FILE,
	WORKTREE_OTHER,   /* a folder, symlink, ... */
	WORKTREE_BLOCKED, /* a folder on the way is none, or a symlink */
};

int worktree_open(struct worktree *w, const char *top, const char *git, struct error *error);
void worktree_close(struct worktree *w);

/* What has this path; of a file also what lstat says. */
int worktree_look(struct worktree *w, const char *path, enum worktree_kind *kind,
		  struct stat *st, struct error *error);

/* Appends the file's bytes: at most `max`, for a file may grow. */
int worktree_read(struct worktree *w, const char *path, size_t max, struct buf *bytes,
		  struct error *error);

/* Writes the file and the folders on the way to it: under another name, then renamed. What had
 * the path is gone. `st` is what lstat says of it afterwards. */
int worktree_replace(struct worktree *w, const char *path, struct str bytes, bool executable,
		     struct stat *st, struct error *error);

/* Removes the file, if it is there, and the folders that it leaves empty. */
int worktree_remove(struct worktree *w, const char *path, struct error *error);

#endif
