/* SPDX-License-Identifier: MIT */
/*
 * What a schema_set holds: documents, the resources in them, and the names of their schemas.
 *
 * `$id`, `$anchor` and `$dynamicAnchor` count only where a schema stands: not within `const` or
 * `enum`, nor within keywords that are not known.
 */
#ifndef SCHEMA_REGISTRY_H
#define SCHEMA_REGISTRY_H

#include "schema/compiled.h"

/* Reads the bytes (copied) and registers what is in them. Fails as schema_set_add. */
int registry_add(struct schema_set *set, struct str uri, struct str bytes, struct error *error);

/* The resource with this URI (a fragment is passed over), or NULL. */
struct resource *registry_resource(const struct schema_set *set, struct str uri);

/* What `reference` names when it stands in a resource with the URI `base` ("": the reference is
 * absolute), or NULL. */
struct place *registry_find(struct schema_set *set, struct str base, struct str reference);

/* The place of a node that is a schema, or NULL. */
struct place *registry_place(const struct schema_set *set, const struct node *node);

/* The same, made in this resource if there was none. */
struct place *registry_place_in(struct schema_set *set, const struct node *node,
				struct resource *resource);

/* Where a node stands, as the arguments that every error of this folder begins with. */
struct where {
	const char *file;
	char line[12], column[12];
};

struct where registry_where(struct document *document, const struct node *node);

#endif
