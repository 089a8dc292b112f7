/* SPDX-License-Identifier: MIT */
/*
 * What SQL of rules sees of those it judges: the table `judged`, the subjects of one kind that
 * are in scope, or those in focus.
 */
#ifndef POLICY_JUDGED_H
#define POLICY_JUDGED_H

#include "policy/pack.h"
#include "store/query.h"
#include "store/subjects.h"

/* The scopes of a pack over one state of the store and of the parameters; each is asked once.
 */
struct judged {
	const struct pack *pack;
	struct store *store;
	struct map scopes; /* to struct subjects * */
	struct subjects *focus;
	struct arena arena;
};

void judged_init(struct judged *j, const struct pack *pack, struct store *store);
void judged_release(struct judged *j);

/* Compiles what judged_show asks of the kind's scope, and makes `judged` show the whole kind.
 */
int judged_plan(struct judged *j, const struct rule *rule, const struct kind *kind,
		struct error *error);

/* Makes `judged` the rule's subjects of the kind, one of the rule's. */
int judged_show(struct judged *j, const struct rule *rule, const struct kind *kind,
		struct error *error);

/* The subjects of the rule that are out of its scope; borrowed. After judged_show. */
const struct str *judged_outside(const struct judged *j, const struct rule *rule,
				 const struct kind *kind, size_t *n);

/* Makes `judged` the records with these ids, whatever their scope. */
int judged_focus(struct judged *j, const struct kind *kind, const struct str *ids, size_t n,
		 struct error *error);

/* Puts SQL of the rule under the guard, if it is from outside, by the pack's limits; what runs
 * under it shares their time. Then takes the guard off. */
void judged_guard(const struct judged *j, const struct rule *rule);
void judged_unguard(const struct judged *j);

/* The limits for SQL from outside that is run as judged_guard has it, with bounds of others. */
struct guard_limits judged_limits(const struct guard_limits *bounds);

/* Makes of the error of SQL that did not run pack.sql {rule, file, line, fault} and the error's
 * own arguments: `fault` is its id. Returns STATUS_INVALID. */
int judged_sql_error(const struct rule *rule, const struct statement *at, struct error *error);

/* Whether a column of evidence is a value to show: not where the row is or whom it is about. */
bool judged_is_value(struct str name);

#endif
