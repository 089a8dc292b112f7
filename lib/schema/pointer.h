/* SPDX-License-Identifier: MIT */
/*
 * Steps of JSON Pointers (RFC 6901) in the documents of a set.
 *
 * A schema may refer a hundred thousand times to members of one object: large collections are
 * indexed when they are first stepped into.
 */
#ifndef SCHEMA_POINTER_H
#define SCHEMA_POINTER_H

#include "schema/compiled.h"

enum { POINTER_INDEX_FROM = 32 }; /* members or items that are worth an index */

/* The child that the reference token (still escaped) names, or NULL. */
const struct node *pointer_step(struct schema_set *set, const struct node *node,
				struct str token);

/* Frees the indexes. */
void pointer_release(struct schema_set *set);

#endif
