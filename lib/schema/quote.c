/* SPDX-License-Identifier: MIT */
/* What is quoted of instances and of schemas. */
#include "schema/quote.h"

#include "schema/personal.h"

#include <stdio.h>

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Bytes of the first `n` code points. */
static size_t prefix(struct str s, size_t n)
{
	size_t i = 0;

	while (i < s.len && (n > 0 || is_continuation(s.ptr[i]))) {
		i++;
		if (i == s.len || !is_continuation(s.ptr[i]))
			n--;
	}
	return i;
}

static const char *cut(struct arena *arena, struct str text)
{
	size_t length = prefix(text, QUOTE_LENGTH_MAX);

	return length == text.len ? arena_cstr(arena, text)
				  : arena_printf(arena, "%.*s…", (int)length, text.ptr);
}

const char *quote_text(const struct quote *q, struct str text)
{
	size_t start, end;

	if (q->personal && personal_find(text, 0, &start, &end) != PERSONAL_NONE)
		return "…";
	return cut(q->arena, text);
}

static struct str written(struct str source, const struct node *node)
{
	switch ((enum node_kind)node->kind) {
	case NODE_STRING:
		return node->text;
	case NODE_ARRAY:
		return STR("[…]");
	case NODE_OBJECT:
		return STR("{…}");
	default:
		return str_sub(source, node->start, node->end - node->start);
	}
}

const char *quote_value(const struct quote *q, struct str source, const struct node *node)
{
	return quote_text(q, written(source, node));
}

static struct str schema_source(const struct fault *fault)
{
	return fault->schema->resource->document->tree.source;
}

const char *quote_schema(struct arena *arena, const struct fault *fault,
			 const struct node *node)
{
	return cut(arena, written(schema_source(fault), node));
}

/* The value that an item of the source allows. */
static const struct node *allowed(const struct fault *fault, const struct node *item)
{
	return fault->keyword == KEYWORD_CHOICE ? tree_get(item, STR("const")) : item;
}

const char *quote_allowed(struct arena *arena, const struct fault *fault)
{
	struct buf list = {0};
	const char *text;

	TREE_EACH_ITEM (item, fault->source) {
		if (list.len)
			buf_add_text(&list, ", ");
		if (list.len > QUOTE_LIST_MAX) {
			buf_add_text(&list, "…");
			break;
		}
		buf_add_text(&list, quote_schema(arena, fault, allowed(fault, item)));
	}
	text = arena_cstr(arena, buf_str(&list));
	buf_release(&list);
	return text;
}

const char *quote_location(struct arena *arena, const struct fault *fault)
{
	const struct document *document = fault->schema->resource->document;
	struct buf pointer = {0};
	const char *text;

	tree_pointer(&document->tree, fault->source, &pointer);
	text = arena_printf(arena, "%s#%s", document->name.ptr, buf_cstr(&pointer));
	buf_release(&pointer);
	return text;
}

/* The best of the candidates offered so far. */
struct nearest {
	struct str text, found;
	unsigned distance;
	const struct node *present; /* an object whose keys are no candidates, or NULL */
};

static struct nearest nearest_to(struct str text, const struct node *present)
{
	unsigned limit = text.len / 3 > 2 ? (unsigned)text.len / 3 : 2;

	return (struct nearest){.text = text, .distance = limit + 1, .present = present};
}

/* A text as far away as it is long has nothing in common with the candidate. */
static void offer(struct nearest *n, struct str candidate, struct str title)
{
	unsigned distance = 0;

	if (n->distance == 0)
		return;
	if (!title.len || !str_eq(n->text, title))
		distance = str_distance(n->text, candidate, n->distance - 1);
	if (distance < n->distance && distance < n->text.len &&
	    !tree_get(n->present, candidate)) {
		n->found = candidate;
		n->distance = distance;
	}
}

static const char *found(struct arena *arena, const struct nearest *n)
{
	return n->found.len ? arena_cstr(arena, n->found) : NULL;
}

const char *quote_nearest_key(struct arena *arena, const struct fault *fault)
{
	const struct node *properties = tree_get(fault->schema->source, STR("properties"));
	struct nearest n = nearest_to(fault->node->text, fault->other);

	if (properties && properties->kind == NODE_OBJECT)
		TREE_EACH_MEMBER (key, properties)
			offer(&n, key->text, tree_get_text(key->next, STR("title")));
	return found(arena, &n);
}

const char *quote_nearest_value(struct arena *arena, const struct fault *fault)
{
	struct nearest n = nearest_to(fault->node->text, NULL);

	if (fault->node->kind != NODE_STRING)
		return NULL;
	TREE_EACH_ITEM (item, fault->source) {
		const struct node *value = allowed(fault, item);

		if (value->kind == NODE_STRING)
			offer(&n, value->text, tree_get_text(item, STR("title")));
	}
	return found(arena, &n);
}
