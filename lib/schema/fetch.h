/* SPDX-License-Identifier: MIT */
/* Documents that a set does not hold, and where they come from. */
#ifndef SCHEMA_FETCH_H
#define SCHEMA_FETCH_H

#include "schema/compiled.h"

/* Adds the document with this URI (without fragment): of the set that owns this one, of the
 * meta-schemas that are built in, or what the set's callback gives. STATUS_NOT_FOUND: nobody
 * has it, and the error need not be set. */
int fetch_document(struct schema_set *set, struct str uri, struct error *error);

#endif
