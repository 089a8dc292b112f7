/* SPDX-License-Identifier: MIT */
/* Keywords for objects: validation, 6.5, and the applicators of core, 10.3.2. */
#ifndef SCHEMA_MEMBERS_H
#define SCHEMA_MEMBERS_H

#include "schema/keyword.h"

bool members_compile_count(struct compile *c, const struct node *value);
bool members_compile(struct compile *c, const struct node *value);
bool members_compile_names(struct compile *c, const struct node *value);
bool members_compile_dependent_required(struct compile *c, const struct node *value);

bool members_check_max_properties(struct check *c, const struct op *op,
				  const struct node *node);
bool members_check_min_properties(struct check *c, const struct op *op,
				  const struct node *node);
bool members_check(struct check *c, const struct op *op, const struct node *node);
bool members_check_names(struct check *c, const struct op *op, const struct node *node);
bool members_check_dependent_required(struct check *c, const struct op *op,
				      const struct node *node);

void members_collect(struct explain *e, const struct op *op, const struct node *node);
void members_collect_names(struct explain *e, const struct op *op, const struct node *node);
void members_collect_dependent_required(struct explain *e, const struct op *op,
					const struct node *node);

/* How far the schemas of one member were gone through; zeroed at first. */
struct members_step {
	bool any, own;
	size_t pattern;
};

/* The next schema that applies to the value of the member, or NULL. */
const struct schema *members_next(struct check *c, const struct members *m,
				  const struct node *key, struct members_step *step);

#endif
