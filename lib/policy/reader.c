/* SPDX-License-Identifier: MIT */
/* Pieces of a pack's files. */
#include "policy/reader.h"

#include "text/place.h"

struct str reader_keep(struct reader *r, struct str s)
{
	return arena_str(&r->pack->arena, s);
}

struct texts reader_texts(struct reader *r, const struct node *node)
{
	return (struct texts){reader_keep(r, tree_get_text(node, STR("zh"))),
			      reader_keep(r, tree_get_text(node, STR("en")))};
}

const struct str *reader_values(struct reader *r, const struct node *node, size_t *n)
{
	struct str *values;

	*n = 0;
	if (!node)
		return NULL;
	if (node->kind != NODE_ARRAY) {
		values = arena_alloc(&r->pack->arena, sizeof *values);
		values[(*n)++] = reader_keep(r, node->text);
		return values;
	}
	values = arena_alloc(&r->pack->arena, (node->count + 1) * sizeof *values);
	TREE_EACH_ITEM (item, node)
		values[(*n)++] = reader_keep(r, item->text);
	return values;
}

struct label *reader_labels(struct reader *r, const struct node *node, size_t *n)
{
	struct label *labels;

	*n = 0;
	if (!node)
		return NULL;
	labels = arena_alloc(&r->pack->arena, (node->count + 1) * sizeof *labels);
	TREE_EACH_MEMBER (name, node)
		labels[(*n)++] =
			(struct label){reader_keep(r, name->text), reader_texts(r, name->next)};
	return labels;
}

struct statement reader_statement(struct reader *r, const struct node *node)
{
	struct statement s = {0};
	struct position at;

	if (!node)
		return s;
	at = place_text(&r->tree, node, &s.exact);
	s.sql = reader_keep(r, node->text);
	s.line = at.line;
	s.column = at.column;
	return s;
}

void reader_place(struct reader *r, struct finding *f, const struct node *at)
{
	place_finding(&r->tree, f, at->start, at->end);
}
