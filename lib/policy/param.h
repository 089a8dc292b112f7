/* SPDX-License-Identifier: MIT */
/*
 * Parameters in force: the pack's defaults, changed by a repository's sws.yaml, then by --set.
 */
#ifndef POLICY_PARAM_H
#define POLICY_PARAM_H

#include "policy/pack.h"
#include "store/store.h"
#include "text/tree.h"

/* The settings of one run; strings belong to its arena or to the pack. */
struct param_set {
	struct VEC(struct param) items; /* by name */
	struct arena arena;
};

/* The pack's defaults. */
void param_defaults(struct param_set *set, const struct pack *pack);
void param_release(struct param_set *set);

const struct param *param_find(const struct param_set *set, struct str name);

/* Sets NAME from the text of an option, `a,b` for a list. Fails with pack.parameter-unknown
 * {name, nearest} or pack.parameter-value {name, value, type}, -most {most} or -choice
 * {choices}. */
int param_set_text(struct param_set *set, struct str name, struct str text,
		   struct error *error);

/* Sets NAME from a value of sws.yaml; fails likewise. */
int param_set_node(struct param_set *set, struct str name, const struct node *value,
		   struct error *error);

/* Whether a value of a document is one that the parameter can have. */
bool param_takes(const struct param *p, const struct node *value);

/* Appends the value as text, a list as `a, b`. */
void param_format(const struct param *p, struct buf *out);

/* "integer", "decimal", "date", "month-day", "text", "list" */
const char *param_type_name(enum param_type type);
bool param_type_parse(struct str name, enum param_type *type);

/* Gives the store the parameters, with the five of the judged period (RULES.md, "Verdicts"). */
struct param_period {
	int year;
	int32_t as_of; /* day number */
};
int param_store(const struct param_set *set, const struct param_period *period,
		struct store *store, struct error *error);

/* :day, the earlier of as-of and 31 December of the year. */
int32_t param_judged_to(const struct param_period *period);

#endif
