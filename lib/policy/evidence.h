/* SPDX-License-Identifier: MIT */
/*
 * The evidence of a rule on one subject, whatever its verdict: where its record is, the rows
 * that contributed, and the parameters that the rule reads.
 *
 * All of them, where a finding keeps the first hundred.
 */
#ifndef POLICY_EVIDENCE_H
#define POLICY_EVIDENCE_H

#include "policy/judged.h"
#include "result/grid.h"

struct evidence {
	struct str path; /* of the subject's record; "" if there is none in the store */
	uint32_t line;
	struct grid rows; /* path, line (null where something is missing), then the values */
	struct map parameters; /* names of those that the rule read, the period's too */
	struct arena arena;
};

/* Fills the zeroed evidence from a store that was judged. A value's column has the type of its
 * values, text if they differ. Fails as judge_run. */
int evidence_load(struct evidence *e, const struct pack *pack, const struct rule *rule,
		  const struct kind *kind, struct str subject, struct store *store,
		  struct error *error);

void evidence_release(struct evidence *e);

#endif
