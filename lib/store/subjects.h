/* SPDX-License-Identifier: MIT */
/*
 * The subjects of a rule: some records of one kind, which SQL sees as the table `judged`, with
 * the columns of the kind's table and `in_scope`, which is true of each.
 */
#ifndef STORE_SUBJECTS_H
#define STORE_SUBJECTS_H

#include "store/store.h"

struct subjects;

/* The records of which a SELECT of `id` and `in_scope` says that they are in scope. Fails as
 * query_open and query_next do. The caller frees the set, before the store is closed. */
int subjects_load(struct store *s, const struct kind *kind, struct str sql,
		  struct subjects **subjects, struct error *error);

/* The records with these ids, as far as there are any. */
struct subjects *subjects_of(struct store *s, const struct kind *kind, const struct str *ids,
			     size_t n);

void subjects_free(struct subjects *subjects);

/* The ids that subjects_load was told of that are not in scope; borrowed from the set. */
const struct str *subjects_outside(const struct subjects *subjects, size_t *n);

/* Makes `judged` show the set, which must live until the next call, or, with NULL, all records
 * of the kind. Fails with store.failure {reason}. */
int subjects_show(struct store *s, const struct kind *kind, const struct subjects *subjects,
		  struct error *error);

#endif
