/* SPDX-License-Identifier: MIT */
/*
 * Who fails a rule: where the record is, and which rows or gaps made it fail.
 */
#ifndef POLICY_FAILURES_H
#define POLICY_FAILURES_H

#include "policy/judged.h"
#include "result/finding.h"

enum { FAILURES_ROWS_MAX = 100 }; /* kept for one finding; all are counted */

/* Gives the rule's findings, the list's last ones from `first` on, their places (paths and
 * lines; columns are 0) and the rows of the rule's evidence as contributions. Shows other
 * subjects as `judged`. Fails with pack.sql {rule, file, line, reason}. */
int failures_explain(struct judged *judged, const struct rule *rule,
		     struct finding_list *findings, size_t first, struct error *error);

#endif
