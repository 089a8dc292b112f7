/* SPDX-License-Identifier: MIT */
/*
 * A schema and all that it refers to as one JSON document, for editors and other people's
 * tools.
 *
 * Nothing in the document refers to anything: where a `$ref` stood, there is what it leads to.
 * It gives the same verdicts as the schema, and our own keywords stay in it. Words are where
 * yaml-language-server (1.25 and before) looks for them, in completion and hover alike: below
 * the root the title is the first line of the `description`, the title of a key instead of that
 * of the common definition; and labelled constants (`oneOf` of `const` and `title`) become
 * `enum` with `enumDescriptions`.
 */
#ifndef SCHEMA_BUNDLE_H
#define SCHEMA_BUNDLE_H

#include "schema/schema.h"

enum {
	BUNDLE_DEPTH_MAX = 128, /* schemas within schemas: one that holds itself has no end */
	BUNDLE_BYTES_MAX = 4 << 20,
};

/* Appends the document, which ends in a newline, of a schema compiled in mode SCHEMA_KINDS.
 * Fails with bundle.dynamic (STATUS_INVALID: a `$dynamicRef` leads elsewhere each time),
 * bundle.too-deep or bundle.too-large (STATUS_LIMIT) {file, line, column}. */
int bundle_write(const struct schema_set *set, const struct schema *schema, struct buf *json,
		 struct error *error);

#endif
