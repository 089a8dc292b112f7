/* SPDX-License-Identifier: MIT */
/*
 * A snapshot: the files of a records repository at one moment, from a folder or a git revision.
 *
 * Where it came from is decided when it is opened; afterwards all snapshots look alike: entries
 * in byte order of their paths, and their bytes on demand. Nothing is followed out of the tree:
 * symlinks, submodules and special files are entries of their own type and cannot be read.
 * Listed are the entries directly under the root, and everything below those of them that are
 * among `folders` (names without '/'); a folder looked into is no entry itself. A `.git` at the
 * root is never listed.
 *
 * Once open, a snapshot is read-only and may be used by several threads at once. It costs some
 * 100 bytes an entry.
 */
#ifndef GIT_SNAPSHOT_H
#define GIT_SNAPSHOT_H

#include "base/buf.h"
#include "base/error.h"

/* Bounds against hostile trees: opening fails beyond the first two, a folder beyond the third
 * is ENTRY_UNREADABLE. */
enum {
	SNAPSHOT_ENTRIES_MAX = 1 << 20, /* entries, and folders looked into */
	SNAPSHOT_PATH_MAX = 1024,       /* bytes of a path */
	SNAPSHOT_DEPTH_MAX = 64,        /* folders within folders below the root */
};

enum entry_type {
	ENTRY_FILE,
	ENTRY_FOLDER, /* under the root and not among `folders`: not looked into */
	ENTRY_SYMLINK,
	ENTRY_SUBMODULE,  /* in a work tree: a folder below the root that holds a `.git` */
	ENTRY_SPECIAL,    /* FIFO, socket, device */
	ENTRY_UNREADABLE, /* a folder that could not be listed, or is too deep */
};

struct entry {
	struct str path; /* from the records' root, '/' between; as stored, and a NUL */
	enum entry_type type;
	const char *reason; /* ENTRY_UNREADABLE only: why, mostly the system's text */
	bool has_oid;
	unsigned char oid[20]; /* of the blob, for revisions */
};

struct snapshot;

/* The records' root for a folder: the nearest of `dir` and its parents that holds `sws.yaml`,
 * of whatever type, as an absolute path without symlinks. Fails with snapshot.no-root {dir}
 * (STATUS_NOT_FOUND) or snapshot.open {dir, reason}. */
int snapshot_find_root(const char *dir, struct buf *root, struct error *error);

/* The folder `root` as it is now; no git repository is needed. Races with a writer show as
 * entries that cannot be read, never as a crash. Fails with snapshot.open {dir, reason},
 * snapshot.too-many {max}, snapshot.path-too-long {folder, max} (STATUS_LIMIT). */
int snapshot_open_folder(const char *root, const struct str *folders, size_t n_folders,
			 struct snapshot **snapshot, struct error *error);

/* The tree of revision `rev` (git's revision syntax for one commit) of the repository that
 * `dir` lies in, bare or not, without touching a work tree. The records' root is the nearest of
 * `dir` and its parents, within the repository, whose folder in that tree holds `sws.yaml` (for
 * a bare repository: the tree's root).
 *
 * Fails with snapshot.open {dir, reason}, git.not-a-repository {dir}, git.wrong-owner {dir};
 * git.unknown-revision {rev}, git.ambiguous-revision {rev}, git.shallow {rev} (not there
 * because the clone is), git.not-a-commit {rev, type}, git.no-root {rev} (all
 * STATUS_NOT_FOUND but the owner's, STATUS_INVALID); git.corrupt {object, reason}
 * (STATUS_CORRUPT); git.failure {reason}; and the bounds as for a folder.
 *
 * Source of what counts as corrupt beside libgit2's own judgement: names no checkout can make,
 * as in git fsck's fullPathname, hasDot, hasDotdot, hasDotgit, emptyName, duplicateEntries. */
int snapshot_open_revision(const char *dir, const char *rev, const struct str *folders,
			   size_t n_folders, struct snapshot **snapshot, struct error *error);

/* Takes NULL. */
void snapshot_free(struct snapshot *s);

/* Entries in byte order of their paths, each path once. */
size_t snapshot_count(const struct snapshot *s);
const struct entry *snapshot_entry(const struct snapshot *s, size_t i);

/* The entry with this path, or NULL. */
const struct entry *snapshot_find(const struct snapshot *s, struct str path);

/* Replaces `bytes` by the content of an ENTRY_FILE of this snapshot, verified against its
 * object id for revisions. A file of more than `max` bytes is not read: STATUS_LIMIT,
 * snapshot.too-large {path, size, max}, both in bytes. Others: snapshot.unreadable {path,
 * reason} (STATUS_IO), git.corrupt-file {path, object, reason} (STATUS_CORRUPT). After a
 * failure `bytes` is empty. */
int snapshot_read(struct snapshot *s, const struct entry *entry, size_t max, struct buf *bytes,
		  struct error *error);

/* Hexadecimal id of the commit, or "" for a folder. */
struct str snapshot_commit(const struct snapshot *s);

/* The version of libgit2 that this was built with, e.g. "1.5.1". */
const char *snapshot_library_version(void);

#endif
