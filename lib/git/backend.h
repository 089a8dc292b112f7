/* SPDX-License-Identifier: MIT */
/*
 * What snapshot.c shares with the backends that fill a snapshot, folder.c, revision.c, index.c
 * and candidate.c; for nobody else.
 *
 * A backend's `fill` sets `backend` and `state` and adds entries in any order, each path once
 * as far as it can tell. If it fails, snapshot.c closes the state that it set.
 */
#ifndef GIT_BACKEND_H
#define GIT_BACKEND_H

#include "base/vec.h"
#include "git/snapshot.h"

#define SNAPSHOT_DISTRICT_FILE "sws.yaml" /* what makes a folder the records' root */

#define SNAPSHOT_TOO_DEEP      "object.too-deep" /* the reason of a folder beyond the bound */

enum { SNAPSHOT_COMMIT_SIZE = 41 }; /* 40 hexadecimal digits and a NUL */

struct backend {
	const char *source; /* as snapshot_source */
	/* As snapshot_read, on an empty buf; by several threads at once. */
	int (*read)(void *state, const struct entry *entry, size_t max, struct buf *bytes,
		    struct error *error);
	void (*close)(void *state);
};

struct snapshot {
	const struct backend *backend;
	void *state;
	struct VEC(struct entry) entries;
	struct arena arena; /* of paths and reasons */
	size_t n_names;     /* paths made so far */
	char commit[SNAPSHOT_COMMIT_SIZE];
	struct buf root;   /* as snapshot_root */
	struct buf prefix; /* as snapshot_prefix */
};

/* What of a tree is wanted, while a snapshot is being filled. */
struct snapshot_scope {
	const struct str *folders;
	size_t n_folders;
};

/* Whether a folder of this name directly under the root is looked into. */
bool snapshot_wants(const struct snapshot_scope *scope, struct str name);

/* The path of `name` in `folder` ("": the root), kept by the snapshot and NUL-terminated. Fails
 * with the bounds of snapshot.h. */
int snapshot_path(struct snapshot *s, struct str folder, struct str name, struct str *path,
		  struct error *error);

/* Whether a work tree could hold this path: names with '/' between, none of them "", "." or
 * "..", nor `.git` in any case. */
bool snapshot_is_path(struct str path);

/* Appends an entry; its address is good until the next one. */
struct entry *snapshot_add(struct snapshot *s, struct str path, enum entry_type type);

/* Appends the entry of a folder that could not be listed; the reason is copied. */
void snapshot_add_unreadable(struct snapshot *s, struct str path, const char *reason);

/* Adds what a flat list (an index, changes) says by the path of one file: its entry, or that of
 * a folder that is not looked into, or lies too deep. `added` is the file's entry, or NULL.
 * Fails with the bounds of snapshot.h. */
int snapshot_add_path(struct snapshot *s, const struct snapshot_scope *scope, struct str path,
		      enum entry_type type, struct entry **added, struct error *error);

/* Says that a file of `size` bytes is larger than it may be; returns STATUS_LIMIT. */
int snapshot_too_large(const struct entry *entry, uint64_t size, size_t max,
		       struct error *error);

int folder_fill(struct snapshot *s, const char *root, const struct snapshot_scope *scope,
		struct error *error);

int revision_fill(struct snapshot *s, const char *dir, const char *rev,
		  const struct snapshot_scope *scope, struct error *error);
const char *revision_library_version(void);

int index_fill(struct snapshot *s, const char *dir, const char *file,
	       const struct snapshot_scope *scope, struct error *error);

int candidate_fill(struct snapshot *s, struct snapshot *base,
		   const struct snapshot_change *changes, size_t n,
		   const struct snapshot_scope *scope, struct error *error);

/* Whether the files that were put into a candidate, its entries now in order, can stand beside
 * the others. */
int candidate_check(struct snapshot *s, struct error *error);

#endif
