/* SPDX-License-Identifier: MIT */
/*
 * Writing: changes to the tip of a branch, judged as sws-validate judges, become exactly one
 * commit, or nothing.
 *
 * Who writes hands in a function that makes the changes for a base. It is called once for the
 * branch's tip and again for the new tip each time that another writer came first. What it made
 * is a candidate, judged whole. Findings of records (git, yaml, path, schema, reference,
 * privacy) that the base does not have refuse it; new failures of rules are told, and refuse it
 * only where the caller wants that: data must be able to grow towards compliance. What was
 * wrong with a file or a record before it had another name is not new.
 */
#ifndef RECORDS_WRITE_H
#define RECORDS_WRITE_H

#include "git/commit.h"
#include "records/failing.h"
#include "records/records.h"
#include "records/terms.h"
#include "result/judgement.h"

enum { WRITE_ATTEMPTS = 20 }; /* before the branch is held for the last one */

/* What has another name at the base: a path, or an id. */
struct write_move {
	struct str from, to;
};

struct write_changes {
	struct VEC(struct snapshot_change) items; /* each of another path */
	struct VEC(struct write_move) moves; /* files: among the items, `from` is removed and
						`to` put */
	struct write_move id;                /* of a record, if one gets another; else "" */
	struct arena arena;                  /* for what their paths and bytes need */
	struct str
		message; /* of the commit, where it follows from the base; "": the options' */
	bool held; /* they are to be judged, but not committed: all is to be said that is wrong,
		      and something was already when they were made */
};

/* What a writer does. */
struct write_work {
	/* Makes the changes for the base, which is open and has nothing in its store. 0, or an
	 * error, which ends the job. */
	int (*make)(void *data, struct records *base, struct write_changes *changes,
		    struct error *error);
	/* Asked when the candidate is refused for the findings that are new, or NULL: 1 when
	 * the writer has given up what they are about, and changes are to be made again; 0: no.
	 */
	int (*give_up)(void *data, const struct finding_list *refusing);
	void *data;
};

struct write_options {
	const char *folder; /* in the repository */
	const char *branch; /* NULL: HEAD's */
	int64_t now;        /* in seconds since 1970, to tell the age of locks by */
	const struct guard_limits *limits;
	struct terms_options terms;
	bool gate_rules; /* new failures of rules refuse, too */
	bool dry_run;    /* all but the commit */
	bool no_fsync;
	struct commit_person author, committer;
	struct str message;
	const struct commit_trailer *trailers;
	size_t n_trailers;
	const struct commit_stop *stop; /* or NULL */
};

enum write_outcome {
	WRITE_NONE,      /* failed */
	WRITE_MADE,      /* one commit; with dry_run, or held, it would be */
	WRITE_UNCHANGED, /* the changes make no difference */
	WRITE_REFUSED,   /* for the findings in `refusing` */
	WRITE_STOPPED,
};

struct write_result {
	enum write_outcome outcome;
	char commit[COMMIT_ID_SIZE];  /* of WRITE_MADE, but for a dry run */
	struct buf branch;            /* its full name */
	struct finding_list refusing; /* that the base does not have */
	struct failing_list failing;  /* rules newly failed, that do not refuse */
	struct judgement judgement;   /* of the candidate as it was judged last; its findings
					 are gone, failures of rules are there by name */
	struct records *candidate; /* likewise, for its words and excerpts, and with its base;
				      or NULL */
	struct write_changes changes; /* likewise */
};

/* Fails as commit_open, records_open, validate_run, the work's own function and commit_write
 * do; git.work-tree-behind and git.work-tree-changed come with WRITE_MADE. The caller releases
 * the result in every case. */
int write_run(const struct write_options *options, const struct write_work *work,
	      struct write_result *result, struct error *error);

void write_release(struct write_result *result);

#endif
