/* SPDX-License-Identifier: MIT */
/* The fields of a kind, read off its compiled schema. */
#ifndef SCHEMA_FIELD_H
#define SCHEMA_FIELD_H

#include "base/vec.h"
#include "schema/compiled.h"
#include "schema/kind.h"

enum { FIELD_DEPTH_MAX = 16 }; /* objects and lists within one another */

/* A `references`, to be looked at when all kinds are known. */
struct field_reference {
	struct str kind;
	const struct schema *schema; /* whose keyword it is */
	const struct node *node;
};

struct field_builder {
	struct schema_set *set;
	struct arena *arena; /* of the fields */
	struct VEC(struct field_reference) references;
	struct error *error;
};

/* The value of a keyword of the schema, or, when it is absent there, of the schema that its
 * $ref leads to; NULL when no schema on the way has it. */
const struct node *field_keyword(const struct schema *schema, struct str name);

/* The same for a keyword's op. */
const struct op *field_op(const struct schema *schema, enum keyword_id id);

/* Fills the field with everything but its key and whether it is required. Fails with kind.*
 * {file, line, column, ...}. */
int field_build(struct field_builder *b, const struct schema *schema, struct field *field);

#endif
