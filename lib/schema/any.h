/* SPDX-License-Identifier: MIT */
/* Keywords for any instance: type, const, enum (validation, 6.1), and the schema `false`. */
#ifndef SCHEMA_ANY_H
#define SCHEMA_ANY_H

#include "schema/keyword.h"

bool any_compile_type(struct compile *c, const struct node *value);
bool any_compile_const(struct compile *c, const struct node *value);
bool any_compile_enum(struct compile *c, const struct node *value);

/* The enumeration of these nodes, in the arena. */
const struct enumeration *any_enumeration(struct arena *arena, const struct node *const *nodes,
					  size_t n);

bool any_check_false(struct check *c, const struct op *op, const struct node *node);
bool any_check_type(struct check *c, const struct op *op, const struct node *node);
bool any_check_const(struct check *c, const struct op *op, const struct node *node);
bool any_check_enum(struct check *c, const struct op *op, const struct node *node);

#endif
