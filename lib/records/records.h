/* SPDX-License-Identifier: MIT */
/*
 * A records repository, opened: its snapshot, the kinds and the policy it is judged by.
 *
 * The assembly of the layers below: what joins snapshot, schema, store and policy is here, and
 * here only. Open, ask (validate.h), render, close.
 */
#ifndef RECORDS_RECORDS_H
#define RECORDS_RECORDS_H

#include "git/snapshot.h"
#include "policy/pack.h"
#include "records/policy.h"
#include "store/store.h"

struct records {
	struct policy policy;   /* the files that kinds and pack were made of */
	struct kind_set *kinds; /* with the keys that the pack adds */
	struct pack *pack;
	struct snapshot *snapshot; /* NULL when only the built-in pack was opened */
	struct snapshot *base;     /* of a candidate, else NULL */
	struct buf folder;         /* from where it was opened, without symlinks */
	struct store *store;
	struct guard_limits limits; /* of the pack's SQL, if it is the repository's */
	struct buf source;          /* of the last records_source */
};

/* Which snapshot: the work tree, or one of the others. */
struct records_options {
	const char *folder;     /* in the repository */
	const char *rev;        /* a git revision, or NULL */
	bool staged;            /* git's index, where rev is NULL */
	const char *index_file; /* another than the repository's own, or NULL */
	const char *input_name; /* of a file, as people name it (selection_path), that has the
				   bytes of `input` instead of its own; or NULL */
	struct str input;       /* borrowed until the records are closed */
	const struct snapshot_change *changes; /* put over the snapshot; their bytes are
						  borrowed until the records are closed */
	size_t n_changes;
	const struct guard_limits *limits; /* for SQL of a pack of the repository; NULL: those
					      of the library, without time */
	struct finding_list *findings;     /* what is wrong with such a pack goes here, or NULL
					    */
};

/* The built-in kinds and policy pack and an empty store, without a repository. What is wrong
 * with the pack is in the findings. */
int records_open_pack(struct records **records, struct finding_list *findings,
		      struct error *error);

/* Opens the repository that a folder lies in, and the policy that its sws.yaml names: the
 * options' findings, if any, tell what is wrong with a pack of its own. Fails as the snapshot,
 * policy_collect, kind_set_extend and audit_pack do. */
int records_open(const struct records_options *options, struct records **records,
		 struct error *error);

/* Looks at the SQL of the pack's rules: those from outside, as opening does, or `all`. Fails as
 * audit_pack. */
int records_audit(const struct records *r, bool all, struct finding_list *findings,
		  struct error *error);

void records_close(struct records *r);

/* The bytes of a record, for an excerpt: personal identifiers blanked out, empty if they cannot
 * be read. Valid until the next call. */
struct str records_source(struct records *r, struct str path);

/* Whether the records of a kind lie in a folder of this name. */
bool records_has_folder(const struct records *r, struct str name);

/* The kind whose records lie at the path, or NULL. */
const struct kind *records_kind_at(const struct records *r, struct str path);

#endif
