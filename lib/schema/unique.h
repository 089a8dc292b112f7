/* SPDX-License-Identifier: MIT */
/*
 * Finding equal items of an array, by hash; equality is JSON Schema's (core, 4.2.2).
 *
 * Cost: the nodes of the array, as long as no items are made to collide; if they are, the
 * run's steps bound it.
 */
#ifndef SCHEMA_UNIQUE_H
#define SCHEMA_UNIQUE_H

#include "schema/check.h"

/* Starts with an array: forgets what was added. */
void unique_start(struct check *c, const struct node *array);

/* Adds an item of it; the item added before that is equal, or NULL. After a crossed bound
 * (c->limit) NULL means nothing. */
const struct node *unique_add(struct check *c, const struct node *item);

#endif
