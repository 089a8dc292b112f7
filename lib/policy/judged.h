/* SPDX-License-Identifier: MIT */
/*
 * What SQL of rules sees of those it judges: the view `judged`, the subjects of one kind, or of
 * those only the ones in focus.
 */
#ifndef POLICY_JUDGED_H
#define POLICY_JUDGED_H

#include "policy/pack.h"
#include "store/query.h"

/* Makes `judged` the rule's subjects of the kind, one of the rule's; all, or those in focus. */
int judged_define(const struct pack *pack, struct store *store, const struct rule *rule,
		  const struct kind *kind, bool focus, struct error *error);

/* Puts the subjects with these ids into focus, and no others. */
int judged_focus(struct store *store, const struct str *ids, size_t n, struct error *error);

/* Makes of the error of SQL that did not run pack.sql {rule, file, line, reason}; returns
 * STATUS_INVALID. */
int judged_sql_error(const struct rule *rule, const struct statement *at, struct error *error);

/* Whether a column of evidence is a value to show: not where the row is or whom it is about. */
bool judged_is_value(struct str name);

#endif
