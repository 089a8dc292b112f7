/* SPDX-License-Identifier: MIT */
/* Which vocabularies a resource is written in: `$schema`, and `$vocabulary` of what it names.
 */
#ifndef SCHEMA_DIALECT_H
#define SCHEMA_DIALECT_H

#include "schema/compiled.h"

/* Sets the resource's vocabularies. Without a `$schema` they are those of the resource around
 * it, at last those of 2020-12; a set of kinds adds ours to all. Fails when the meta-schema is
 * not in the set, or requires a vocabulary that is not known here. */
int dialect_resolve(struct schema_set *set, struct resource *resource, struct error *error);

#endif
