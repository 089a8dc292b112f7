/* SPDX-License-Identifier: MIT */
/* Equality of instances (core, 4.2.2), its work counted. */
#ifndef SCHEMA_EQUAL_H
#define SCHEMA_EQUAL_H

#include "schema/check.h"

/* As tree_equal; false at a bound, too (c->limit). Cost: linear where members come in the same
 * order, as in most lists. */
bool equal_nodes(struct check *c, const struct node *a, const struct node *b);

#endif
