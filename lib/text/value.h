/* SPDX-License-Identifier: MIT */
/*
 * Values that come from no text: nodes of tree.h made one by one, to be written (emit.h) or to
 * be put into a record (edit.h).
 *
 * Nodes live in the arena that they are made in. Texts and keys are borrowed: they outlive the
 * value. Spans are empty. A value hangs in at most one place.
 */
#ifndef TEXT_VALUE_H
#define TEXT_VALUE_H

#include "text/tree.h"

struct node *value_null(struct arena *arena);
struct node *value_boolean(struct arena *arena, bool truth);

/* `text` as it is to be written, in JSON's grammar (RFC 8259, 6): `1.50` stays `1.50`. */
struct node *value_number(struct arena *arena, struct str text);

struct node *value_string(struct arena *arena, struct str text);

/* An empty array, to be filled with value_add or value_insert. */
struct node *value_array(struct arena *arena);

/* An empty object, to be filled with value_put or value_put_at. */
struct node *value_object(struct arena *arena);

/* Appends an item to an array. */
void value_add(struct node *array, struct node *item);

/* Puts an item before the one at `index`, at most the count. */
void value_insert(struct node *array, size_t index, struct node *item);

/* Appends a member to an object, which has none of this key. */
void value_put(struct arena *arena, struct node *object, struct str key, struct node *value);

/* The same before the member at `index`, at most the count. */
void value_put_at(struct arena *arena, struct node *object, size_t index, struct str key,
		  struct node *value);

/* Takes out the item, or the member, at `index`. */
void value_remove(struct node *parent, size_t index);

/* A deep copy, its texts borrowed; spans as they were. */
struct node *value_copy(struct arena *arena, const struct node *node);

#endif
