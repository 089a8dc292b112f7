/* SPDX-License-Identifier: MIT */
/* Nodes and their lists of siblings. */
#include "text/value.h"

static struct node *value_new(struct arena *arena, enum node_kind kind, struct str text)
{
	struct node *node = arena_alloc(arena, sizeof *node);

	*node = (struct node){.kind = (uint8_t)kind, .text = text};
	return node;
}

struct node *value_null(struct arena *arena)
{
	return value_new(arena, NODE_NULL, STR(""));
}

struct node *value_boolean(struct arena *arena, bool truth)
{
	return value_new(arena, NODE_BOOLEAN, truth ? STR("true") : STR("false"));
}

struct node *value_number(struct arena *arena, struct str text)
{
	return value_new(arena, NODE_NUMBER, text);
}

struct node *value_string(struct arena *arena, struct str text)
{
	struct node *node = value_new(arena, NODE_STRING, text);

	node->hash = str_hash(text);
	return node;
}

static struct node *value_collection(struct arena *arena, enum node_kind kind)
{
	struct node *node = arena_alloc(arena, sizeof *node);

	*node = (struct node){.kind = (uint8_t)kind, .first = NULL};
	return node;
}

struct node *value_array(struct arena *arena)
{
	return value_collection(arena, NODE_ARRAY);
}

struct node *value_object(struct arena *arena)
{
	return value_collection(arena, NODE_OBJECT);
}

/* How many siblings are one child: an item, or a key and its value. */
static size_t siblings(const struct node *parent)
{
	return parent->kind == NODE_OBJECT ? 2 : 1;
}

/* The last sibling of the child before the one at `index`, or NULL. */
static struct node *before(const struct node *parent, size_t index)
{
	struct node *node = NULL, *next = parent->first;

	for (size_t n = index * siblings(parent); n; n--) {
		node = next;
		next = next->next;
	}
	return node;
}

/* Hangs the siblings `first` to `last`, one child, into the parent. */
static void link_child(struct node *parent, size_t index, struct node *first, struct node *last)
{
	struct node *left = before(parent, index);

	last->next = left ? left->next : parent->first;
	if (left)
		left->next = first;
	else
		parent->first = first;
	if (!last->next)
		parent->last = last;
	parent->count++;
}

void value_insert(struct node *array, size_t index, struct node *item)
{
	link_child(array, index, item, item);
}

void value_add(struct node *array, struct node *item)
{
	tree_append(array, item);
}

void value_put_at(struct arena *arena, struct node *object, size_t index, struct str key,
		  struct node *value)
{
	struct node *name = value_string(arena, key);

	name->next = value;
	link_child(object, index, name, value);
}

void value_put(struct arena *arena, struct node *object, struct str key, struct node *value)
{
	tree_append(object, value_string(arena, key));
	tree_append(object, value);
	object->count--; /* a member counts once */
}

void value_remove(struct node *parent, size_t index)
{
	struct node *left = before(parent, index);
	struct node *right = left ? left->next : parent->first;

	for (size_t n = siblings(parent); n; n--)
		right = right->next;
	if (left)
		left->next = right;
	else
		parent->first = right;
	if (!right)
		parent->last = left;
	parent->count--;
}

struct node *value_copy(struct arena *arena, const struct node *node)
{
	struct node *copy = arena_alloc(arena, sizeof *copy);

	*copy = *node;
	copy->next = NULL;
	if (node->kind != NODE_ARRAY && node->kind != NODE_OBJECT)
		return copy;
	copy->first = copy->last = NULL;
	for (const struct node *child = node->first; child; child = child->next)
		tree_append(copy, value_copy(arena, child));
	copy->count = node->count;
	return copy;
}
