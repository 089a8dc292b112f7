/* SPDX-License-Identifier: MIT */
/*
 * Compile functions of keywords that make no op (annotations, and what works through another
 * keyword): they see to it that the value has the form that the standard demands.
 *
 * In a set of kinds the subschemas in such a value are compiled too, though nothing applies
 * them: a typing error in `$defs` is found when the pack is loaded.
 */
#ifndef SCHEMA_FORM_H
#define SCHEMA_FORM_H

#include "schema/compile.h"

bool form_anything(struct compile *c, const struct node *value);
bool form_string(struct compile *c, const struct node *value);
bool form_boolean(struct compile *c, const struct node *value);
bool form_array(struct compile *c, const struct node *value);
bool form_object(struct compile *c, const struct node *value);
bool form_count(struct compile *c, const struct node *value);
bool form_schema(struct compile *c, const struct node *value);
bool form_schema_map(struct compile *c, const struct node *value);

#endif
