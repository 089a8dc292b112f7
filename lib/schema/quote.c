/* SPDX-License-Identifier: MIT */
/* What is quoted of instances and of schemas. */
#include "schema/quote.h"

#include "base/map.h"
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
		return node->text.len ? node->text : STR("\"\"");
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

/* What is done with each allowed value; `title` may be empty. False ends it. */
typedef bool allow_fn(void *context, const struct fault *fault, const struct node *value,
		      struct str title);

/* The values that the faults would allow, one after the other. */
static void each_allowed(const struct fault *faults, size_t n, allow_fn *allow, void *context)
{
	for (size_t i = 0; i < n; i++) {
		const struct fault *f = &faults[i];

		if (f->keyword == KEYWORD_CONST) {
			if (!allow(context, f, f->source, STR("")))
				return;
			continue;
		}
		TREE_EACH_ITEM (item, f->source) {
			bool labelled = f->keyword == KEYWORD_CHOICE;

			if (!allow(context, f, labelled ? tree_get(item, STR("const")) : item,
				   labelled ? tree_get_text(item, STR("title")) : STR("")))
				return;
		}
	}
}

struct list {
	struct arena *arena;
	struct buf text;
	struct map seen;
};

static bool add_allowed(void *context, const struct fault *fault, const struct node *value,
			struct str title)
{
	struct list *list = context;
	const char *text = quote_schema(list->arena, fault, value);

	(void)title;
	if (map_find(&list->seen, str_of(text)))
		return true;
	map_add(&list->seen, str_of(text));
	if (list->text.len)
		buf_add_text(&list->text, ", ");
	if (list->text.len > QUOTE_LIST_MAX) {
		buf_add_text(&list->text, "…");
		return false;
	}
	buf_add_text(&list->text, text);
	return true;
}

const char *quote_allowed(struct arena *arena, const struct fault *faults, size_t n)
{
	struct list list = {.arena = arena};
	const char *text;

	each_allowed(faults, n, add_allowed, &list);
	text = arena_cstr(arena, buf_str(&list.text));
	buf_release(&list.text);
	map_release(&list.seen);
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
	const size_t third = str_letters(text) / 3;
	const unsigned limit = third > 2 ? (unsigned)third : 2;

	return (struct nearest){.text = text, .distance = limit + 1, .present = present};
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool same_but_for_case(struct str a, struct str b)
{
	for (size_t i = 0; i < a.len && i < b.len; i++)
		if (lower(a.ptr[i]) != lower(b.ptr[i]))
			return false;
	return a.len == b.len;
}

/* A text as far away as it is long has nothing in common with the candidate. */
static void offer(struct nearest *n, struct str candidate, struct str title)
{
	unsigned distance = 0;

	if (n->distance == 0)
		return;
	if (same_but_for_case(n->text, candidate))
		distance = 1;
	else if (!title.len || !str_eq(n->text, title))
		distance = str_distance(n->text, candidate, n->distance - 1);
	if (distance < n->distance && distance < str_letters(n->text) &&
	    !tree_get(n->present, candidate)) {
		n->found = candidate;
		n->distance = distance;
	}
}

static const char *found(struct arena *arena, const struct nearest *n)
{
	return n->found.len ? arena_cstr(arena, n->found) : NULL;
}

/* Offers the keys of an op's `properties`. */
static void offer_members(struct nearest *n, const struct op *op)
{
	const struct members *members = op->members;

	for (uint32_t i = 0; i <= members->mask; i++) {
		const struct member *m = &members->slots[i];

		if (m->key && m->schema)
			offer(n, m->key->text, tree_get_text(m->schema->source, STR("title")));
	}
}

enum { NEAREST_DEPTH = 8 }; /* schemas within schemas */

static void offer_keys(struct nearest *n, const struct schema *schema, int depth);

static void offer_branches(struct nearest *n, const struct branches *branches, int depth)
{
	for (size_t i = 0; i < branches->n; i++)
		offer_keys(n, branches->at[i], depth);
}

/* Offers the keys that a schema and those that it applies in place know. */
static void offer_keys(struct nearest *n, const struct schema *schema, int depth)
{
	if (!schema || depth == NEAREST_DEPTH)
		return;
	for (uint32_t i = 0; i < schema->n_ops; i++) {
		const struct op *op = &schema->ops[i];

		switch (op->keyword) {
		case KEYWORD_PROPERTIES:
			offer_members(n, op);
			break;
		case KEYWORD_REF:
			offer_keys(n, op->schema, depth + 1);
			break;
		case KEYWORD_DYNAMIC_REF:
			offer_keys(n, op->dynamic->initial, depth + 1);
			break;
		case KEYWORD_ALL_OF:
		case KEYWORD_ANY_OF:
		case KEYWORD_ONE_OF:
			offer_branches(n, op->branches, depth + 1);
			break;
		case KEYWORD_IF:
			offer_keys(n, op->conditional->then, depth + 1);
			offer_keys(n, op->conditional->otherwise, depth + 1);
			break;
		default:
			break;
		}
	}
}

const char *quote_nearest_key(struct arena *arena, const struct fault *fault)
{
	struct nearest n = nearest_to(fault->node->text, fault->other);

	offer_keys(&n, fault->schema, 0);
	return found(arena, &n);
}

static bool offer_value(void *context, const struct fault *fault, const struct node *value,
			struct str title)
{
	(void)fault;
	if (value->kind == NODE_STRING)
		offer(context, value->text, title);
	return true;
}

const char *quote_nearest_value(struct arena *arena, const struct fault *faults, size_t n)
{
	struct nearest near;

	if (faults->node->kind != NODE_STRING)
		return NULL;
	near = nearest_to(faults->node->text, NULL);
	each_allowed(faults, n, offer_value, &near);
	return found(arena, &near);
}

/* A text that is looked for among the allowed values. */
struct wanted {
	struct str text;
	bool found;
};

static bool compare_value(void *context, const struct fault *fault, const struct node *value,
			  struct str title)
{
	struct wanted *wanted = context;

	(void)fault;
	(void)title;
	wanted->found |= value->kind == NODE_STRING && str_eq(value->text, wanted->text);
	return !wanted->found;
}

bool quote_would_help(struct str source, const struct fault *faults, size_t n)
{
	const struct node *node = faults->node;
	struct wanted wanted = {.text = str_sub(source, node->start, node->end - node->start)};

	if (node->plain && node->kind != NODE_STRING && wanted.text.len)
		each_allowed(faults, n, compare_value, &wanted);
	return wanted.found;
}
