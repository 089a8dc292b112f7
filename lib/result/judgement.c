/* SPDX-License-Identifier: MIT */
/* Verdict names, and the end of a judgement. */
#include "result/judgement.h"

static const char *const verdict_names[VERDICTS] = {
	[VERDICT_PASS] = "pass",       [VERDICT_FAIL] = "fail",
	[VERDICT_PENDING] = "pending", [VERDICT_NOT_APPLICABLE] = "not-applicable",
	[VERDICT_WAIVED] = "waived",
};

const char *judgement_verdict_name(enum verdict verdict)
{
	return verdict_names[verdict];
}

bool judgement_is_clean(const struct judgement *j, enum severity fail_on)
{
	for (size_t i = 0; i < j->findings.items.n; i++)
		if (j->findings.items.at[i].severity <= fail_on)
			return false;
	return true;
}

void judgement_release(struct judgement *j)
{
	finding_release(&j->findings);
	vec_release(&j->tallies);
	vec_release(&j->settings);
	vec_release(&j->failures);
	vec_release(&j->records);
	vec_release(&j->verdicts);
	vec_release(&j->source.paths);
	arena_release(&j->arena);
	*j = (struct judgement){0};
}
