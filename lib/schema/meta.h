/* SPDX-License-Identifier: MIT */
/*
 * Schemas as instances of their meta-schemas (core, 8.1.1).
 *
 * Meta-schemas are compiled in a set of their own, so that compiling them changes nothing of
 * the set whose schemas they judge. Each part of a document that names a meta-schema is judged
 * by the one that it names, without the parts in it that name another (core, 9.3.3). What is
 * built in is taken to be good; the tests see to it.
 */
#ifndef SCHEMA_META_H
#define SCHEMA_META_H

#include "schema/compiled.h"

/* Whether a node of the resource, and what is below it and in the same dialect, is valid
 * against its meta-schema: the root of what names the dialect, or what only a reference makes a
 * schema. If not, or when the meta-schema itself cannot be used, the status is not 0 and the
 * error says what is wrong where: schema.invalid {file, line, column, dialect, reason, and the
 * arguments of the finding}. The dialect was resolved. */
int meta_verify(struct schema_set *set, const struct resource *resource,
		const struct node *node, struct error *error);

#endif
