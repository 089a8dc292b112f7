/* SPDX-License-Identifier: MIT */
/* Properties of trees and findings that the fuzz targets share. */
#include "holds.h"

#include "text/json.h"

#include <stdio.h>
#include <stdlib.h>

enum { POINTERS_MAX = 64 }; /* nodes of a tree whose pointers are followed: each costs a walk */

void holds_broken(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

struct str holds_split(struct str input, struct str *rest)
{
	struct str left = input;

	while (left.len) {
		size_t before = input.len - left.len;

		if (!str_eq(str_split(&left, '\n'), STR("===")))
			continue;
		*rest = left;
		return str_sub(input, 0, before);
	}
	*rest = input;
	return input;
}

static bool is_collection(const struct node *node)
{
	return node->kind == NODE_ARRAY || node->kind == NODE_OBJECT;
}

/* A key that stands twice names its first value. */
static bool has_key_twice(const struct node *object)
{
	TREE_EACH_MEMBER (key, object)
		if (tree_get(object, key->text) != key->next)
			return true;
	return false;
}

/* A walk through a tree. */
struct walk {
	const struct tree *tree;
	bool in_order; /* no node stands elsewhere than in the source */
	int pointers;  /* still to be followed */
};

static void holds_pointer(const struct tree *t, const struct node *node)
{
	struct buf pointer = {0};

	tree_pointer(t, node, &pointer);
	HOLDS(tree_find(t, buf_str(&pointer)) == node);
	buf_release(&pointer);
}

static void holds_children(struct walk *w, const struct node *parent);

static void holds_node(struct walk *w, const struct node *node)
{
	HOLDS(node->kind <= NODE_OBJECT);
	HOLDS(node->start <= node->end);
	HOLDS(node->end <= w->tree->source.len);
	HOLDS(node->kind != NODE_STRING || node->hash == str_hash(node->text));
	if (node->kind == NODE_OBJECT)
		HOLDS(!has_key_twice(node));
	if (w->pointers > 0) {
		w->pointers--;
		holds_pointer(w->tree, node);
	}
	if (is_collection(node))
		holds_children(w, node);
}

static void holds_children(struct walk *w, const struct node *parent)
{
	bool is_object = parent->kind == NODE_OBJECT;
	uint32_t at = parent->start, children = 0;

	for (const struct node *child = parent->first; child; child = child->next, children++) {
		HOLDS(!w->in_order || (child->start >= at && child->end <= parent->end));
		HOLDS(child->next || child == parent->last);
		at = child->end;
		if (is_object && children % 2 == 0)
			HOLDS(child->kind == NODE_STRING);
		else
			holds_node(w, child);
	}
	HOLDS(children == parent->count * (is_object ? 2 : 1));
}

void holds_tree(struct tree *t)
{
	struct walk w = {.tree = t,
			 .in_order = str_index(t->source, '*') == t->source.len &&
				     str_index(t->source, '<') == t->source.len,
			 .pointers = POINTERS_MAX};

	if (t->root)
		holds_node(&w, t->root);
}

void holds_findings(struct tree *t, const struct finding_list *findings, size_t from)
{
	for (size_t i = from; i < findings->items.n; i++) {
		const struct finding *f = &findings->items.at[i];
		struct position p = tree_position(t, f->start);

		HOLDS(f->rule && f->message.id);
		HOLDS(f->start <= f->end);
		HOLDS(f->end <= t->source.len);
		HOLDS(f->line == p.line);
		HOLDS(f->column == p.column);
	}
}

static bool add_children(struct buf *out, const struct node *node)
{
	bool is_object = node->kind == NODE_OBJECT;
	size_t i = 0;

	buf_add_char(out, is_object ? '{' : '[');
	for (const struct node *child = node->first; child; child = child->next, i++) {
		if (i)
			buf_add_char(out, is_object && i % 2 ? ':' : ',');
		if (!holds_json(out, child))
			return false;
	}
	buf_add_char(out, is_object ? '}' : ']');
	return true;
}

bool holds_json(struct buf *out, const struct node *node)
{
	switch ((enum node_kind)node->kind) {
	case NODE_ABSENT:
		return false;
	case NODE_NULL:
		buf_add_text(out, "null");
		return true;
	case NODE_BOOLEAN:
	case NODE_NUMBER:
		buf_add(out, node->text);
		return true;
	case NODE_STRING:
		json_quote(out, node->text);
		return true;
	case NODE_ARRAY:
	case NODE_OBJECT:
		return add_children(out, node);
	}
	return false;
}
