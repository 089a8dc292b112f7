/* SPDX-License-Identifier: MIT */
/* Keywords for strings: maxLength, minLength, pattern (validation, 6.3) and format (7). */
#ifndef SCHEMA_TEXTUAL_H
#define SCHEMA_TEXTUAL_H

#include "schema/keyword.h"

bool textual_compile_length(struct compile *c, const struct node *value);
bool textual_compile_pattern(struct compile *c, const struct node *value);
bool textual_compile_format(struct compile *c, const struct node *value);

bool textual_check_max_length(struct check *c, const struct op *op, const struct node *node);
bool textual_check_min_length(struct check *c, const struct op *op, const struct node *node);
bool textual_check_pattern(struct check *c, const struct op *op, const struct node *node);
bool textual_check_format(struct check *c, const struct op *op, const struct node *node);

#endif
