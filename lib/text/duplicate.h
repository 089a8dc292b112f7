/* SPDX-License-Identifier: MIT */
/*
 * Duplicate keys of an object, for the readers of lib/text.
 */
#ifndef TEXT_DUPLICATE_H
#define TEXT_DUPLICATE_H

#include "text/tree.h"

/* Takes every second and later member with the same key out of the object, and tells of each.
 * Nodes from the arena of the tree. Cost: n log n whatever the keys are. */
void duplicate_drop(struct node *object, struct arena *arena,
		    void (*found)(void *context, const struct node *first,
				  const struct node *again),
		    void *context);

#endif
