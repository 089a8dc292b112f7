/* SPDX-License-Identifier: MIT */
/* Keywords for arrays: validation, 6.4, and the applicators of core, 10.3.1. */
#ifndef SCHEMA_ARRAYS_H
#define SCHEMA_ARRAYS_H

#include "schema/keyword.h"

bool arrays_compile_count(struct compile *c, const struct node *value);
bool arrays_compile_unique(struct compile *c, const struct node *value);
bool arrays_compile_items(struct compile *c, const struct node *value);
bool arrays_compile_contains(struct compile *c, const struct node *value);

bool arrays_check_max_items(struct check *c, const struct op *op, const struct node *node);
bool arrays_check_min_items(struct check *c, const struct op *op, const struct node *node);
bool arrays_check_unique(struct check *c, const struct op *op, const struct node *node);
bool arrays_check_items(struct check *c, const struct op *op, const struct node *node);
bool arrays_check_contains(struct check *c, const struct op *op, const struct node *node);

void arrays_collect_unique(struct explain *e, const struct op *op, const struct node *node);
void arrays_collect_items(struct explain *e, const struct op *op, const struct node *node);
void arrays_collect_contains(struct explain *e, const struct op *op, const struct node *node);

#endif
