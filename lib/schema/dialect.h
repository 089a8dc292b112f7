/* SPDX-License-Identifier: MIT */
/*
 * Which dialect a resource is written in: `$schema`, and `$vocabulary` of what it names.
 *
 * A resource without `$schema` is in the dialect of the one around it, a document's root
 * without it in that of 2020-12. 2019-09 is known, too; older drafts are refused by name.
 */
#ifndef SCHEMA_DIALECT_H
#define SCHEMA_DIALECT_H

#include "schema/compiled.h"

/* Fills what is known of a new resource's dialect before its meta-schema is: `root` and
 * `parent` are set. */
void dialect_place(struct resource *resource);

/* The URI of the resource's meta-schema, as it is written. */
struct str dialect_uri(const struct resource *resource);

/* Sets the resource's vocabularies; a set of kinds adds ours to all. Fails when the meta-schema
 * is found nowhere, or requires a vocabulary that is not known here. */
int dialect_resolve(struct schema_set *set, struct resource *resource, struct error *error);

#endif
