/* SPDX-License-Identifier: MIT */
/* One walk over the tree; the first sample of each kind decides. */
#include "text/edit_style.h"

#include "text/extent.h"

#include <string.h>

struct look {
	struct str s;
	struct emit_style style;
	bool map, list, dash;           /* seen one */
	size_t flow_lists, block_lists; /* of scalars */
};

static bool is_collection(const struct node *node)
{
	return node->kind == NODE_ARRAY || node->kind == NODE_OBJECT;
}

static const char *line_end(struct str s)
{
	uint32_t at = extent_break(s, 0);

	if (at == s.len || s.ptr[at] == '\n')
		return "\n";
	return at + 1 < s.len && s.ptr[at + 1] == '\n' ? "\r\n" : "\r";
}

static void look_at_list(struct look *l, const struct node *list)
{
	if (!list->count || is_collection(list->first))
		return;
	if (extent_is_flow(l->s, list))
		l->flow_lists++;
	else
		l->block_lists++;
}

/* A sample of `step`, unless there was one. */
static void sample(bool *seen, uint32_t *step, uint32_t outer, uint32_t inner, uint32_t least)
{
	if (*seen || inner < outer + least || inner > outer + 16)
		return;
	*seen = true;
	*step = inner - outer;
}

/* A collection within a block collection, or a scalar in a list. */
static void look_at_child(struct look *l, const struct node *parent, uint32_t column,
			  const struct node *child)
{
	uint32_t at = extent_column(l->s, child->start);
	bool begins = extent_begins(l->s, child->start);

	if (parent->kind == NODE_ARRAY && !begins && child->start < child->end)
		sample(&l->dash, &l->style.dash_step, column, at, 2);
	if (parent->kind == NODE_ARRAY || !begins || !extent_is_block(l->s, child))
		return;
	if (child->kind == NODE_ARRAY)
		sample(&l->list, &l->style.list_step, column, at, 0);
	else
		sample(&l->map, &l->style.map_step, column, at, 1);
}

static void look_into(struct look *l, const struct node *parent)
{
	bool block = extent_is_block(l->s, parent);
	uint32_t column = block ? extent_column(l->s, parent->start) : 0;

	if (parent->kind == NODE_ARRAY)
		look_at_list(l, parent);
	for (const struct node *child = parent->first; child; child = child->next) {
		if (parent->kind == NODE_OBJECT)
			child = child->next;
		if (block)
			look_at_child(l, parent, column, child);
		if (is_collection(child))
			look_into(l, child);
	}
}

/* Brackets around all, and keys in double quotes. */
static bool is_json(struct str s, const struct node *root)
{
	while (extent_is_flow(s, root) && root->count) {
		if (root->kind == NODE_OBJECT)
			return s.ptr[root->first->start] == '"';
		root = root->first;
	}
	return false;
}

struct emit_style edit_style_of(const struct tree *t)
{
	struct look l = {.s = t->source, .style = emit_record_style};

	l.style.line_end = line_end(t->source);
	if (is_collection(t->root))
		look_into(&l, t->root);
	if (l.list && !l.map && l.style.list_step > 0)
		l.style.map_step = l.style.list_step;
	l.style.flow_lists = l.flow_lists > l.block_lists;
	l.style.json = is_json(t->source, t->root);
	return l.style;
}

enum scalar_style edit_style_of_scalar(struct str s, const struct node *node)
{
	if (node->kind != NODE_STRING || node->plain || node->start == node->end)
		return SCALAR_PLAIN;
	switch (s.ptr[node->start]) {
	case '\'':
		return SCALAR_SINGLE;
	case '"':
		return SCALAR_DOUBLE;
	case '|':
		return SCALAR_LITERAL;
	case '>':
		return SCALAR_FOLDED;
	default:
		return SCALAR_PLAIN;
	}
}
