/* SPDX-License-Identifier: MIT */
/*
 * What the backends that libgit2 serves, revision.c and index.c, have in common: a repository
 * opened with its objects, the reading of blobs, libgit2's failures in our words.
 *
 * No work tree and no GIT_* variable is looked at. Of configuration libgit2 reads what opening
 * needs (repository format, safe.directory). It verifies every object against its id (its
 * default, which nothing here turns off), and is initialised when a repository is asked for,
 * not before: that takes some milliseconds.
 */
#ifndef GIT_REPOSITORY_H
#define GIT_REPOSITORY_H

#include "git/backend.h"

struct git_oid;
struct git_odb;
struct git_repository;

/* The state of a snapshot out of a repository. */
struct repository {
	struct git_repository *git;
	struct git_odb *odb;
};

/* Opens the repository that `dir` (absolute, without symlinks) lies in. What it gives, even
 * when it fails later than at libgit2's start, is closed by repository_close. Fails with
 * git.not-a-repository {dir}, git.wrong-owner {dir}, git.failure {reason}. */
int repository_open(struct repository **r, const char *dir, struct error *error);
void repository_close(void *r);

/* As snapshot_read, of an entry with an object id; for struct backend. */
int repository_read(void *r, const struct entry *entry, size_t max, struct buf *bytes,
		    struct error *error);

/* Where the folder `dir` (absolute) lies in the work tree; "" at its top, outside it, and in a
 * bare repository. */
struct str repository_path(const struct repository *r, struct str dir);

/* Sets the snapshot's root and prefix: the records' root has this path in the repository. */
void repository_set_place(const struct repository *r, struct snapshot *s, struct str path);

/* libgit2's text for what failed last in this thread. */
const char *repository_reason(void);

/* Fills the error with git.failure and that text. */
int repository_failure(struct error *error);

/* Fills the error with git.corrupt. */
int repository_corrupt(const char *object, const char *reason, struct error *error);
int repository_corrupt_object(const struct git_oid *id, const char *reason,
			      struct error *error);

#endif
