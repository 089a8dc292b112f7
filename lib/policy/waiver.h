/* SPDX-License-Identifier: MIT */
/*
 * Waivers of sws.yaml: what turns a verdict of fail or pending into waived (RULES.md,
 * "Verdicts").
 */
#ifndef POLICY_WAIVER_H
#define POLICY_WAIVER_H

#include "policy/pack.h"
#include "store/store.h"

struct waivers;

/* Tells the store what waiver_load will read. */
int waiver_plan(struct store *store, struct error *error);

/* Reads the district's waivers. One that has expired by `as_of` (YYYY-MM-DD), names an unknown
 * rule or subject, or a rule that cannot be waived, is a finding pack.waiver-* and covers
 * nothing. */
int waiver_load(const struct pack *pack, struct store *store, const char *as_of,
		struct waivers **waivers, struct finding_list *findings, struct error *error);
void waiver_free(struct waivers *w);

/* The last day of the running waiver that covers the rule for the subject, of several the
 * last; "" if there is none. */
struct str waiver_end(const struct waivers *w, const struct rule *rule, struct str subject);

#endif
