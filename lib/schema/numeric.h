/* SPDX-License-Identifier: MIT */
/* Keywords for numbers (validation, 6.2), and our `decimal`. All arithmetic is exact. */
#ifndef SCHEMA_NUMERIC_H
#define SCHEMA_NUMERIC_H

#include "schema/keyword.h"

bool numeric_compile_multiple_of(struct compile *c, const struct node *value);
bool numeric_compile_limit(struct compile *c, const struct node *value);
bool numeric_compile_decimal(struct compile *c, const struct node *value);

bool numeric_check_multiple_of(struct check *c, const struct op *op, const struct node *node);
bool numeric_check_maximum(struct check *c, const struct op *op, const struct node *node);
bool numeric_check_exclusive_maximum(struct check *c, const struct op *op,
				     const struct node *node);
bool numeric_check_minimum(struct check *c, const struct op *op, const struct node *node);
bool numeric_check_exclusive_minimum(struct check *c, const struct op *op,
				     const struct node *node);
bool numeric_check_decimal(struct check *c, const struct op *op, const struct node *node);

#endif
