/* SPDX-License-Identifier: MIT */
/*
 * A snapshot: the files of a records repository at one moment, from a folder, a git revision,
 * git's index, or another snapshot with changes (a candidate).
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
	ENTRY_UNMERGED,   /* in an index: git holds several versions, to be merged */
};

struct entry {
	struct str path; /* from the records' root, '/' between; as stored, and a NUL */
	enum entry_type type;
	const char *reason; /* ENTRY_UNREADABLE only: why, mostly the system's text */
	bool has_oid;
	unsigned char oid[20]; /* of the blob, for revisions and indexes */
};

struct snapshot;

/* The absolute path of `dir` without symlinks. Fails with snapshot.open {dir, reason}. */
int snapshot_realpath(const char *dir, struct buf *path, struct error *error);

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

/* What is staged in the repository that `dir` lies in: its index (gitformat-index(5), versions
 * 2 to 4), without looking at the work tree. `file` is another index file in place of the
 * repository's own, relative to the top of the work tree, or NULL. The records' root is the
 * nearest of `dir` and its parents, within the repository, below which the index has
 * `sws.yaml`. An index that is not there is empty, as for git. What is only meant to be added
 * (git add -N) is not in it; what a sparse checkout leaves out of the work tree is.
 *
 * Costs the reading of the index, some 100 ms for 100,000 entries. Fails with snapshot.open
 * {dir, reason}, git.not-a-repository {dir}, git.wrong-owner {dir}; git.bare {dir} and
 * git.no-index-root {dir} (STATUS_NOT_FOUND); git.split-index, git.sparse-index
 * (STATUS_INVALID: indexes in parts, which libgit2 does not read); git.corrupt-index {file,
 * reason} (STATUS_CORRUPT: also a name that no checkout can make); git.failure {reason}; and
 * the bounds as for a folder. */
int snapshot_open_index(const char *dir, const char *file, const struct str *folders,
			size_t n_folders, struct snapshot **snapshot, struct error *error);

/* A file put in, replaced or removed. */
struct snapshot_change {
	struct str path;  /* from the records' root */
	struct str bytes; /* its content from now on */
	bool removed;
};

/* `base` with these changes, each of another path: what a writer is about to commit, or an
 * editor holds. Base and bytes are borrowed until the candidate is freed, the rest is copied.
 * Its entries have no object id where they are changed. Costs a copy of the base's entries.
 *
 * Fails with snapshot.bad-path {path} (STATUS_INVALID: not a path of names from the root),
 * snapshot.not-a-file {path} (STATUS_INVALID: something else than a file, as a folder or a
 * link, is where the file should go, or a folder on the way to it should be),
 * snapshot.no-such-file {path} (STATUS_NOT_FOUND: to be removed); and the bounds as for a
 * folder. */
int snapshot_open_candidate(struct snapshot *base, const struct snapshot_change *changes,
			    size_t n_changes, const struct str *folders, size_t n_folders,
			    struct snapshot **snapshot, struct error *error);

/* Takes NULL. */
void snapshot_free(struct snapshot *s);

/* Entries in byte order of their paths, each path once. */
size_t snapshot_count(const struct snapshot *s);
const struct entry *snapshot_entry(const struct snapshot *s, size_t i);

/* The entry with this path, or NULL. */
const struct entry *snapshot_find(const struct snapshot *s, struct str path);

/* The index of the first entry whose path is not before `path`; the count if there is none. */
size_t snapshot_lower(const struct snapshot *s, struct str path);

/* Whether a folder with this path ("": the root) holds an entry. */
bool snapshot_has_folder(const struct snapshot *s, struct str path);

/* Replaces `bytes` by the content of an ENTRY_FILE of this snapshot, verified against its
 * object id where it has one. A file of more than `max` bytes is not read: STATUS_LIMIT,
 * snapshot.too-large {path, size, max}, both in bytes. Others: snapshot.unreadable {path,
 * reason} (STATUS_IO), git.corrupt-file {path, object, reason} (STATUS_CORRUPT). After a
 * failure `bytes` is empty. */
int snapshot_read(struct snapshot *s, const struct entry *entry, size_t max, struct buf *bytes,
		  struct error *error);

/* "worktree", "revision", "index" or "candidate" */
struct str snapshot_source(const struct snapshot *s);

/* Hexadecimal id of the commit, of a candidate that of its base, or "" where there is none. */
struct str snapshot_commit(const struct snapshot *s);

/* The folder that the records' root is in the work tree, as an absolute path without symlinks,
 * whether it is there or not; "" for a bare repository. */
struct str snapshot_root(const struct snapshot *s);

/* Where the records' root lies in its git repository, `a/b/`; "" at its top, or where there is
 * no repository. */
struct str snapshot_prefix(const struct snapshot *s);

/* The version of libgit2 that this was built with, e.g. "1.5.1". */
const char *snapshot_library_version(void);

#endif
