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
#include "store/store.h"

struct records {
	struct kind_set *kinds;
	struct pack *pack;
	struct snapshot *snapshot; /* NULL when only the built-in pack was opened */
	struct store *store;
	struct buf source; /* of the last records_source */
};

/* The built-in kinds and policy pack and an empty store, without a repository. What is wrong
 * with the pack is in the findings. */
int records_open_pack(struct records **records, struct finding_list *findings,
		      struct error *error);

/* The repository that `dir` lies in: its work tree, or revision `rev` if that is not NULL. */
int records_open(const char *dir, const char *rev, struct records **records,
		 struct error *error);
void records_close(struct records *r);

/* The bytes of a record, for an excerpt: personal identifiers blanked out, empty if they cannot
 * be read. Valid until the next call. */
struct str records_source(struct records *r, struct str path);

/* The kind whose records lie at the path, or NULL. */
const struct kind *records_kind_at(const struct records *r, struct str path);

#endif
