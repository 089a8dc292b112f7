/* SPDX-License-Identifier: MIT */
/* References: $ref and $dynamicRef (core, 8.2.3), and $recursiveRef (2019-09 core, 8.2.4.2). */
#ifndef SCHEMA_REFERENCE_H
#define SCHEMA_REFERENCE_H

#include "schema/keyword.h"

bool reference_compile(struct compile *c, const struct node *value);
bool reference_compile_dynamic(struct compile *c, const struct node *value);
bool reference_compile_recursive(struct compile *c, const struct node *value);

bool reference_check(struct check *c, const struct op *op, const struct node *node);
bool reference_check_dynamic(struct check *c, const struct op *op, const struct node *node);

void reference_collect(struct explain *e, const struct op *op, const struct node *node);
void reference_collect_dynamic(struct explain *e, const struct op *op, const struct node *node);

/* The dynamic anchor of the outermost scope that has it. */
const struct schema *reference_target(const struct check *c, const struct dynamic *dynamic);

#endif
