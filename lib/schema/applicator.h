/* SPDX-License-Identifier: MIT */
/* Applicators to the same instance: core, 10.2. */
#ifndef SCHEMA_APPLICATOR_H
#define SCHEMA_APPLICATOR_H

#include "schema/keyword.h"

bool applicator_compile_branches(struct compile *c, const struct node *value);
bool applicator_compile_not(struct compile *c, const struct node *value);
bool applicator_compile_if(struct compile *c, const struct node *value);
bool applicator_compile_dependent(struct compile *c, const struct node *value);
bool applicator_compile_dependencies(struct compile *c, const struct node *value);

bool applicator_check_all_of(struct check *c, const struct op *op, const struct node *node);
bool applicator_check_any_of(struct check *c, const struct op *op, const struct node *node);
bool applicator_check_one_of(struct check *c, const struct op *op, const struct node *node);
bool applicator_check_not(struct check *c, const struct op *op, const struct node *node);
bool applicator_check_if(struct check *c, const struct op *op, const struct node *node);
bool applicator_check_dependent(struct check *c, const struct op *op, const struct node *node);

void applicator_collect_all_of(struct explain *e, const struct op *op, const struct node *node);
void applicator_collect_any_of(struct explain *e, const struct op *op, const struct node *node);
void applicator_collect_one_of(struct explain *e, const struct op *op, const struct node *node);
void applicator_collect_if(struct explain *e, const struct op *op, const struct node *node);
void applicator_collect_dependent(struct explain *e, const struct op *op,
				  const struct node *node);

#endif
