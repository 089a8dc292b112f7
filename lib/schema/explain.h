/* SPDX-License-Identifier: MIT */
/*
 * The explanation: which ops fail where. Asked only when the verdict is false.
 *
 * First faults are collected, small and without words; then those that say the same twice are
 * left out, the rest is put into document order, and as many as are wanted become findings
 * (describe.h).
 */
#ifndef SCHEMA_EXPLAIN_H
#define SCHEMA_EXPLAIN_H

#include "schema/check.h"

enum {
	EXPLAIN_FAULTS_MAX = 100000, /* collected; further ones are dropped */
	EXPLAIN_COMPARED_MAX = 1000, /* at one place, with one another */
};

struct fault {
	enum keyword_id keyword;
	uint32_t level; /* how deep in the instance it was found */
	size_t order;   /* in which it was found */
	const struct schema *schema;
	const struct node *source; /* the keyword's value, or the part of it that matters */
	const struct node *node;   /* what is wrong: in the instance, a value or a key */
	const struct node *other;  /* by keyword: see describe.c; or NULL */
	size_t group; /* a number that faults share which make one finding; 0: makes its own */
	size_t alternatives; /* branches beside which this fault's was chosen; 0: none was */
};

struct explain {
	struct check check;
	const struct schema *schema; /* whose ops are being gone through */
	uint32_t level;
	bool personal; /* personal data stands where it is forbidden: quote no such text */
	bool all_branches;
	size_t n_groups; /* of faults, so far */
};

void explain_fault(struct explain *e, enum keyword_id keyword, const struct node *source,
		   const struct node *node, const struct node *other);

/* Makes one group of the faults from the `from`-th on; they are of one node, and of types, of
 * constants, or of `oneOf`. */
void explain_together(struct explain *e, size_t from);

/* Collects the faults of an instance, of a member or item of it. */
void explain_here(struct explain *e, const struct schema *schema, const struct node *node);
void explain_child(struct explain *e, const struct schema *schema, const struct node *node);

/* Collects the faults of that branch which the instance seems to be meant for: the one whose
 * constant or enumerated member matches, else the one with the fewest and deepest faults. When
 * each of several branches of the instance's type has such a constant at the same place and
 * none matches, the constants are the fault; when all branches are of other types, the types.
 * With all_branches, the faults of every branch. */
void explain_branches(struct explain *e, const struct branches *branches,
		      const struct node *node);

/* As schema_explain. */
bool explain_tree(const struct schema *schema, struct tree *tree, struct str path, size_t max,
		  bool all_branches, struct finding_list *findings,
		  struct schema_scratch *scratch);

#endif
