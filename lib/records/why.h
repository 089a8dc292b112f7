/* SPDX-License-Identifier: MIT */
/*
 * Why a subject got its verdict of a rule, passing or not, as three tables: the verdict with
 * what was measured and required and where the record is; the parameters that the rule read;
 * the records that contributed. Of a rule that a keyword enforces the last are the places of
 * its findings.
 */
#ifndef RECORDS_WHY_H
#define RECORDS_WHY_H

#include "policy/evidence.h"
#include "records/records.h"
#include "result/judgement.h"

enum { WHY_TABLES = 3 };

/* Filled by why_ask; zero it first, release it in any case. */
struct why {
	struct grid verdict, parameters;
	struct evidence evidence;
	struct table tables[WHY_TABLES];
};

struct why_question {
	struct str subject; /* an id, or kind/id */
	struct str rule;
	bool chinese; /* the meaning of parameters, which is in one language */
};

/* Answers from a judgement that lists and the records it was made of. Fails with
 * report.unknown-rule {rule}, report.unknown-subject {subject, rule} (STATUS_NOT_FOUND), each
 * with the ending -near and {nearest}, report.several-subjects {subject, subjects}
 * (STATUS_INVALID) where an id is one of several kinds, or as judge_run. */
int why_ask(struct why *w, const struct records *r, const struct judgement *judgement,
	    const struct why_question *question, struct error *error);

void why_release(struct why *w);

#endif
