/* SPDX-License-Identifier: MIT */
/*
 * A snapshot: the files of a records repository at one moment, from a folder or a git revision.
 *
 * Where it came from is decided when it is opened; afterwards all snapshots look alike: entries
 * in byte order of their paths, and their bytes on demand. Nothing is followed out of the tree:
 * symlinks, submodules and special files are entries of their own type and cannot be read.
 * Listed are the entries directly under the root, and everything below the `folders` asked for.
 */
#ifndef GIT_SNAPSHOT_H
#define GIT_SNAPSHOT_H

#include "base/buf.h"
#include "base/error.h"

enum entry_type {
	ENTRY_FILE,
	ENTRY_FOLDER, /* under the root and not among `folders`: not looked into */
	ENTRY_SYMLINK,
	ENTRY_SUBMODULE,  /* in a work tree: a folder below the root that holds a `.git` */
	ENTRY_SPECIAL,    /* FIFO, socket, device */
	ENTRY_UNREADABLE, /* a folder that could not be listed; its errno's text in `reason` */
};

struct entry {
	struct str path; /* relative to the records' root, '/' between; bytes as stored */
	enum entry_type type;
	const char *reason; /* ENTRY_UNREADABLE only */
	bool has_oid;
	unsigned char oid[20]; /* of the blob, for revisions */
};

struct snapshot;

/* The records' root for a folder: the nearest of `dir` and its parents that holds `sws.yaml`,
 * as an absolute path. Fails with snapshot.no-root {dir} (STATUS_NOT_FOUND) or snapshot.open
 * {dir, reason}. */
int snapshot_find_root(const char *dir, struct buf *root, struct error *error);

/* The folder `root` as it is now; no git repository is needed. Sub-second races with a writer
 * show as entries that cannot be read, never as a crash. */
int snapshot_open_folder(const char *root, const struct str *folders, size_t n_folders,
			 struct snapshot **snapshot, struct error *error);

/* The tree of revision `rev` (git's revision syntax) of the repository that `dir` lies in, bare
 * or not, without touching a work tree. The records' root is the nearest of `dir` and its
 * parents, within the repository, whose folder in that tree holds `sws.yaml` (for a bare
 * repository: the tree's root). Fails with git.not-a-repository {dir}, git.unknown-revision
 * {rev}, git.no-root {rev}, git.corrupt {object, reason}, git.failure {reason}. */
int snapshot_open_revision(const char *dir, const char *rev, const struct str *folders,
			   size_t n_folders, struct snapshot **snapshot, struct error *error);

void snapshot_free(struct snapshot *s);

/* Entries in byte order of their paths. */
size_t snapshot_count(const struct snapshot *s);
const struct entry *snapshot_entry(const struct snapshot *s, size_t i);

/* The entry with this path, or NULL. */
const struct entry *snapshot_find(const struct snapshot *s, struct str path);

/* Replaces `bytes` by the content of an ENTRY_FILE, verified against its object id for
 * revisions. A file of more than `max` bytes is not read: STATUS_LIMIT, snapshot.too-large
 * {path, size, max}. Others: snapshot.unreadable {path, reason} (STATUS_IO), git.corrupt {path,
 * object, reason} (STATUS_CORRUPT). */
int snapshot_read(struct snapshot *s, const struct entry *entry, size_t max, struct buf *bytes,
		  struct error *error);

/* Hexadecimal id of the commit, or "" for a folder. */
struct str snapshot_commit(const struct snapshot *s);

/* libgit2's version, e.g. "1.5.1". */
const char *snapshot_library_version(void);

#endif
