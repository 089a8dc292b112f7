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

enum { REGISTRY_URI_MAX = 4096 }; /* bytes of a resource's URI, resolved */

/* Reads the bytes (copied) and registers what is in them. As schema_set_add. */
int registry_add(struct schema_set *set, struct str uri, struct str name, struct str bytes,
		 struct error *error);

/* The resource with this URI (a fragment is passed over), fetched if the set does not hold it;
 * NULL if nobody has it. Fails when the fetching does, or the adding of what was fetched. */
int registry_resource(struct schema_set *set, struct str uri, struct resource **resource,
		      struct error *error);

/* What `reference` names when it stands in a resource with the URI `base` ("": the reference is
 * absolute), or NULL. Fails as registry_resource. */
int registry_find(struct schema_set *set, struct str base, struct str reference,
		  struct place **place, struct error *error);

/* The place of a node that is a schema, or NULL. */
struct place *registry_place(const struct schema_set *set, const struct node *node);

/* The same, made in this resource if there was none. */
struct place *registry_place_in(struct schema_set *set, const struct node *node,
				struct resource *resource);

#endif
