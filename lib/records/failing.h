/* SPDX-License-Identifier: MIT */
/*
 * Who fails a rule and did not: the failures that one judgement names and an earlier one did
 * not, counted by rule, the first few by name. Whether the rule is failed further, or for
 * another reason, is no matter.
 */
#ifndef RECORDS_FAILING_H
#define RECORDS_FAILING_H

#include "base/map.h"
#include "result/judgement.h"

enum { FAILING_NAMED_MAX = 5 }; /* subjects of a rule that are kept by name */

/* What a judgement names, to be known again. The zeroed struct knows nothing. */
struct failing_known {
	struct map keys;
	struct arena arena;
	struct str now, then; /* who is called `now` was called `then`; "": nobody. Borrowed */
};

/* A rule, and who fails it newly. */
struct failing {
	struct str rule;
	size_t n; /* subjects; of these there are min(n, FAILING_NAMED_MAX) names */
	struct str named[FAILING_NAMED_MAX]; /* in the judgement's order */
};

struct failing_list {
	struct VEC(struct failing) items; /* in the pack's order */
	struct arena arena;               /* of their texts */
};

/* Fills `known`, forgetting what it knew, with the failures that the judgement names. */
void failing_note(struct failing_known *known, const struct judgement *judgement);

/* Whether the subject failed the rule, under this name or the one that it had. */
bool failing_knows(const struct failing_known *known, struct str rule, struct str kind,
		   struct str subject);

/* Fills the list, forgetting what was in it, with what the judgement names and `known` does
 * not; with `warnings_only` not of rules whose failures are errors. Personal identifiers are
 * masked. */
void failing_find(struct failing_list *list, const struct judgement *judgement,
		  const struct failing_known *known, bool warnings_only);

void failing_forget(struct failing_known *known);
void failing_release(struct failing_list *list);

#endif
