/* SPDX-License-Identifier: MIT */
/* Our own keywords that assert (schema/vocabulary.yaml): interval and forbidText. */
#ifndef SCHEMA_VOCABULARY_H
#define SCHEMA_VOCABULARY_H

#include "schema/keyword.h"

bool vocabulary_compile_interval(struct compile *c, const struct node *value);
bool vocabulary_compile_forbid_text(struct compile *c, const struct node *value);

bool vocabulary_check_interval(struct check *c, const struct op *op, const struct node *node);
bool vocabulary_check_forbid_text(struct check *c, const struct op *op,
				  const struct node *node);

void vocabulary_collect_interval(struct explain *e, const struct op *op,
				 const struct node *node);
void vocabulary_collect_forbid_text(struct explain *e, const struct op *op,
				    const struct node *node);

#endif
