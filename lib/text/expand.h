/* SPDX-License-Identifier: MIT */
/*
 * What YAML has beyond trees, made into trees: aliases and merge keys. For build.c only.
 */
#ifndef TEXT_EXPAND_H
#define TEXT_EXPAND_H

#include "text/build.h"

/* A copy of a node with all below it, for the place where the build is. NULL when a bound would
 * be crossed: the finding is added and the build stopped. Spans stay those of the original. */
struct node *expand_copy(struct build *b, const struct node *node, uint32_t start,
			 uint32_t end);

/* Replaces the members of the object whose key is a plain `<<` by the members of their values
 * (objects, or arrays of objects) whose keys it does not have itself; of several the first one
 * counts. Duplicate keys of its own have been dropped before. Cost: n log n. */
void expand_merge(struct build *b, struct node *object);

#endif
