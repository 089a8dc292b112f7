/* SPDX-License-Identifier: MIT */
/* unevaluatedItems and unevaluatedProperties (core, 11): what no other keyword has looked at.
 */
#ifndef SCHEMA_UNEVALUATED_H
#define SCHEMA_UNEVALUATED_H

#include "schema/keyword.h"

bool unevaluated_compile(struct compile *c, const struct node *value);

/* Of items and of members; run when all other ops of the schema have left their marks. */
bool unevaluated_check_items(struct check *c, const struct op *op, const struct node *node);
bool unevaluated_check_properties(struct check *c, const struct op *op,
				  const struct node *node);
void unevaluated_collect_items(struct explain *e, const struct op *op, const struct node *node);
void unevaluated_collect_properties(struct explain *e, const struct op *op,
				    const struct node *node);

#endif
