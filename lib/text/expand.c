/* SPDX-License-Identifier: MIT */
/* Copying, and splicing lists of members. */
#include "text/expand.h"

#include "text/duplicate.h"

/* Where an alias stands, and what it may still stand for. */
struct expansion {
	struct build *build;
	uint32_t start, end;
};

static struct finding *add(const struct build *b, const char *rule, uint32_t max)
{
	return finding_add(b->findings, rule, b->path, "max",
			   arena_printf(b->tree->arena, "%u", max), NULL);
}

static struct node *stop(const struct expansion *x, struct finding *f)
{
	build_place(x->build, f, x->start, x->end, NULL);
	x->build->stopped = true;
	return NULL;
}

/* `depth`: of collections around the copy. */
static struct node *copy(const struct expansion *x, const struct node *node, size_t depth)
{
	struct build *b = x->build;
	bool collection = node->kind == NODE_ARRAY || node->kind == NODE_OBJECT;
	struct node *made;

	if (++b->n_expanded > b->profile->expanded_max)
		return stop(x, add(b, "yaml.expansion", b->profile->expanded_max));
	if (collection && depth == b->profile->depth_max)
		return stop(x, add(b, "yaml.depth", b->profile->depth_max));
	made = build_node(b, (enum node_kind)node->kind, node->start, node->end);
	*made = *node;
	made->next = NULL;
	if (!collection || b->stopped)
		return made;
	made->first = made->last = NULL;
	for (const struct node *child = node->first; child; child = child->next) {
		struct node *below = copy(x, child, depth + 1);

		if (!below)
			return NULL;
		tree_append(made, below);
	}
	made->count = node->count;
	return made;
}

struct node *expand_copy(struct build *b, const struct node *node, uint32_t start, uint32_t end)
{
	const struct expansion x = {b, start, end};

	return copy(&x, node, b->depth);
}

static bool is_merge_key(const struct node *key)
{
	return key->plain && str_eq(key->text, STR("<<"));
}

static void append_members(struct node *object, const struct node *from)
{
	if (!from->first)
		return;
	if (object->last)
		object->last->next = from->first;
	else
		object->first = from->first;
	object->last = from->last;
	object->count += from->count;
}

/* Takes the member with this key out; `before` is the value before it, or NULL. */
static void remove_member(struct node *object, struct node *before, struct node *key)
{
	struct node *next = key->next->next;

	if (before)
		before->next = next;
	else
		object->first = next;
	if (!next)
		object->last = before;
	object->count--;
	key->next->next = NULL;
}

/* The member `<<`, taken out, or NULL. */
static struct node *take_merge(struct node *object)
{
	struct node *before = NULL;

	TREE_EACH_MEMBER (key, object) {
		if (is_merge_key(key)) {
			remove_member(object, before, key);
			return key;
		}
		before = key->next;
	}
	return NULL;
}

static bool is_mergeable(const struct node *value)
{
	if (value->kind == NODE_ARRAY)
		TREE_EACH_ITEM (item, value)
			if (item->kind != NODE_OBJECT && item->kind != NODE_ABSENT)
				return false;
	return value->kind == NODE_OBJECT || value->kind == NODE_ARRAY ||
	       value->kind == NODE_ABSENT;
}

static void ignore(void *context, const struct node *first, const struct node *again)
{
	(void)context;
	(void)first;
	(void)again;
}

void expand_merge(struct build *b, struct node *object)
{
	struct node *key = take_merge(object), *value = key ? key->next : NULL;

	if (!key)
		return;
	if (!is_mergeable(value)) {
		build_place(b, finding_add(b->findings, "yaml.merge-value", b->path, NULL),
			    value->start, value->end, NULL);
		return;
	}
	if (value->kind == NODE_OBJECT)
		append_members(object, value);
	if (value->kind == NODE_ARRAY)
		TREE_EACH_ITEM (item, value)
			if (item->kind == NODE_OBJECT)
				append_members(object, item);
	duplicate_drop(object, b->tree->arena, ignore, NULL);
}
