/* SPDX-License-Identifier: MIT */
/*
 * What a schema says of the strings of a record: which are ids of records (`references`), and
 * which are values of an enumeration, and so no text.
 *
 * Wherever the schema says it: of items, of free keys and their names, behind `$ref`, in
 * branches. Annotations hold where the value passes (core, 7.7.1); of `anyOf`, `oneOf` and
 * `unevaluated...` all count where it passes none, since a wrong record names others, too.
 */
#ifndef SCHEMA_NAMED_H
#define SCHEMA_NAMED_H

#include "base/vec.h"
#include "schema/schema.h"

struct named {
	const struct node *node; /* a string */
	bool is_key;             /* of a member */
	struct str kind;         /* of the record that it is the id of; "": an enumeration's */
};

struct named_list VEC(struct named);

/* Appends what the schema says of the instance's strings; of one it may say the same twice.
 * False: a bound was crossed (schema.h), and some may be missing. */
bool named_find(const struct schema *schema, const struct node *instance,
		struct schema_scratch *scratch, struct named_list *list);

#endif
