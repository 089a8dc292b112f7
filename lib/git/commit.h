/* SPDX-License-Identifier: MIT */
/*
 * From a base commit and changed files to exactly one commit, or nothing.
 *
 * A writer opens one branch of a repository and says on which commit it stands. Who has judged
 * changes to that commit hands them in; they become one commit on it, and the branch moves, by
 * compare-and-swap: if it stands elsewhere by then, nothing is done and the caller is told, so
 * as to look again, judge again and write again.
 *
 *	commit_open(".", NULL, now, NULL, &writer, &error);
 *	do {
 *		commit_look(writer, &error);
 *		... snapshot of commit_tip(writer), candidate, judgement ...
 *		commit_write(writer, &request, &result, &error);
 *	} while (result.outcome == COMMIT_OVERTAKEN && ++n < bound);
 *
 * All objects are on the disk, synced, before the branch moves, and appear in the repository
 * only then: what is overtaken, refused, stopped or fails before leaves nothing behind. Killed
 * at any point, the repository is whole, the branch on the old commit or the new one, and the
 * next writer puts right what was left undone. Temporary files of the killed one have names
 * that git's gc removes, or that the next writer uses again.
 *
 * Several processes may write one repository; they queue for the last step, which is short. In
 * one process, one writer of a repository at a time.
 *
 * Where HEAD of the repository's work tree names the branch, the work tree is brought along
 * (checkout.h): a changed path in it that is not clean refuses the commit. A bare repository
 * has none. No hook runs, nothing is signed, and no program is started; replace references
 * (git-replace(1)) are not followed.
 *
 * Not supported, and refused by name: object formats other than SHA-1, references kept
 * otherwise than in files, indexes in parts (split, sparse), files that git would convert.
 */
#ifndef GIT_COMMIT_H
#define GIT_COMMIT_H

#include "git/snapshot.h"

enum { COMMIT_ID_SIZE = 41 }; /* 40 hexadecimal digits and a NUL */

struct commit_writer;

/* Asked between steps whether to give the job up, as after SIGINT; NULL: never. */
struct commit_stop {
	bool (*ask)(void *data);
	void *data;
};

/* 0, or git.stopped (STATUS_IO) if `stop`, which may be NULL, says so. */
int commit_check_stop(const struct commit_stop *stop, struct error *error);

/* Opens a branch, by its name with or without `refs/heads/`, or the one that HEAD names (NULL),
 * of the repository that `dir` lies in, a work tree (of several, too) or a bare repository.
 * HEAD's branch may have no commit yet: its first is then written. What a killed writer left
 * undone is done. `now` is the time, in seconds since 1970, to tell ages by. `stop` is asked
 * while other writers are waited for, and kept.
 *
 * Fails with snapshot.open {dir, reason}, git.not-a-repository {dir}, git.unknown-branch
 * {branch}, git.unknown-branch-near {branch, nearest} (STATUS_NOT_FOUND); git.wrong-owner
 * {dir}, git.detached, git.in-progress {operation} (a merge, rebase, cherry-pick, revert or am
 * in the work tree), git.checked-out-elsewhere {branch, dir}, git.branch-name-taken {branch,
 * other} (of a branch without commit), git.unsupported {what} (object or reference format; all
 * STATUS_INVALID); git.read-only {dir, reason}, git.locked {file, owner, age}, git.busy {dir},
 * git.stopped (STATUS_IO); git.failure {reason}. */
int commit_open(const char *dir, const char *branch, int64_t now,
		const struct commit_stop *stop, struct commit_writer **writer,
		struct error *error);

/* Takes NULL. */
void commit_close(struct commit_writer *w);

/* Looks where the branch stands now. Fails with git.failure. */
int commit_look(struct commit_writer *w, struct error *error);

/* Keeps our turn (from before the next look) until the next commit_write or the end: then only
 * git itself can overtake us. For a caller that was overtaken often; what others wait for is
 * its judging. Fails with git.busy, git.read-only, git.stopped. */
int commit_hold(struct commit_writer *w, struct error *error);

/* The full name of the branch, `refs/heads/x`, and the id of the commit that it stood on when
 * looked at last, "" without one. */
struct str commit_branch(const struct commit_writer *w);
struct str commit_tip(const struct commit_writer *w);

struct commit_person {
	const char *name,
		*email;  /* NULL: git's configuration, author.* or committer.*, user.* */
	int64_t seconds; /* the date, since 1970 */
	int offset;      /* of its time zone, in minutes east */
};

struct commit_trailer {
	struct str key; /* letters, digits and '-' */
	struct str value;
};

/* All is borrowed during the call. */
struct commit_request {
	struct str prefix; /* as snapshot_prefix: where the changes' paths begin */
	const struct snapshot_change *changes; /* each of another path, in any order */
	size_t n_changes;
	struct commit_person author, committer;
	struct str message; /* cleaned as git does, and of control characters; UTF-8 */
	const struct commit_trailer *trailers;
	size_t n_trailers;
	bool no_fsync; /* for throw-away runs: nothing is waited for to be on the disk */
};

enum commit_outcome {
	COMMIT_NONE,      /* failed */
	COMMIT_MADE,      /* `id` */
	COMMIT_UNCHANGED, /* the changes make no difference: no commit */
	COMMIT_OVERTAKEN, /* the branch stands elsewhere: look, judge and write again */
	COMMIT_STOPPED,   /* given up, as `stop` asked for */
};

struct commit_result {
	enum commit_outcome outcome;
	char id[COMMIT_ID_SIZE]; /* of the new commit, or "" */
};

/* Writes the commit. Same base, changes, persons, dates and message, same id.
 *
 * Costs some 2 ms for each of up to sixty objects (files, and the folders they are in), beyond
 * that some 40 µs an object; beside the changes it needs some 100 bytes for each.
 *
 * Fails, with outcome COMMIT_NONE, with
 *   git.bad-name {path}, git.changed-twice {path}, snapshot.not-a-file {path},
 *   snapshot.no-such-file {path}: the changes do not fit the tree (graft.h);
 *   git.converted {path, by}: git would change the file's bytes (conversion.h);
 *   git.dirty {paths, n}, git.in-the-way {paths, n}: unsaved work in the work tree;
 *   git.split-index, git.sparse-index, git.corrupt-index {file, reason};
 *   git.no-identity {key}, git.bad-identity {value}, git.bad-date {date}, git.no-message,
 *   git.bad-trailer {key}: what the commit says (wording.h);
 *   git.write {file, reason}, git.corrupt {object, reason}, git.failure {reason}, and those of
 *   commit_open that concern locks.
 * Fails, with outcome COMMIT_MADE, with git.work-tree-behind {commit, file, reason}: the branch
 * has moved, the work tree could not follow, and git status shows the commit undone there,
 * until the next writer has brought it along; git.work-tree-changed {commit, paths}: these
 * files were changed meanwhile, and left as they are; git.unconfirmed {commit, file, reason}:
 * the branch has moved, but the disk did not confirm it. */
int commit_write(struct commit_writer *w, const struct commit_request *request,
		 struct commit_result *result, struct error *error);

#endif
