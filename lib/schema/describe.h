/* SPDX-License-Identifier: MIT */
/* From a fault to a finding: message id, arguments, place. */
#ifndef SCHEMA_DESCRIBE_H
#define SCHEMA_DESCRIBE_H

#include "schema/explain.h"

struct description {
	struct tree *tree;
	struct str path;
	struct finding_list *findings;
	struct arena *arena; /* of the arguments, until the finding has copied them */
	bool personal;       /* a text that holds personal data is shown as "…" */
};

/* Where a fault is shown: for an object that lacks something, at its first key. */
const struct node *describe_place(const struct fault *fault);

/* Appends the finding of the first of `n` faults; with it are told those behind it that are of
 * its group. Returns how many were told. */
size_t describe_faults_at(const struct description *d, const struct fault *faults, size_t n);

/* Appends the finding of one fault. */
void describe_fault(const struct description *d, const struct fault *fault);

/* Appends the finding that says that a bound was crossed at the node. */
void describe_limit(const struct description *d, enum limit limit, const struct node *node);

#endif
