/* SPDX-License-Identifier: MIT */
/* Kinds of values, and comparison with given ones. Strings are compared by hash first. */
#include "schema/any.h"

#include "schema/compile.h"
#include "schema/equal.h"

static const struct type {
	const char *name;
	unsigned kinds;
} types[] = {
	{"null", KINDS_NULL},       {"boolean", KINDS_BOOLEAN}, {"number", KINDS_NUMBER},
	{"string", KINDS_STRING},   {"array", KINDS_ARRAY},     {"object", KINDS_OBJECT},
	{"integer", KINDS_INTEGER},
};

static unsigned type_kinds(const struct node *name)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (name->kind == NODE_STRING && str_eq(name->text, str_of(types[i].name)))
			return types[i].kinds;
	return 0;
}

bool any_compile_type(struct compile *c, const struct node *value)
{
	unsigned kinds = 0;

	if (value->kind != NODE_ARRAY) {
		kinds = type_kinds(value);
		if (!kinds)
			return compile_refuse(c, KEYWORD_TYPE, value, "a type");
	} else {
		if (!compile_strings(c, KEYWORD_TYPE, value))
			return false;
		TREE_EACH_ITEM (name, value) {
			if (!type_kinds(name))
				return compile_refuse(c, KEYWORD_TYPE, name, "a type");
			kinds |= type_kinds(name);
		}
	}
	compile_op(c, KEYWORD_TYPE, KINDS_ANY, value)->types = kinds;
	return true;
}

bool any_compile_const(struct compile *c, const struct node *value)
{
	compile_op(c, KEYWORD_CONST, KINDS_ANY, value);
	return true;
}

static void add_string(struct enumeration *e, const struct node *string)
{
	uint32_t at = string->hash & e->mask;

	while (e->slots[at])
		at = (at + 1) & e->mask;
	e->slots[at] = string;
}

const struct enumeration *any_enumeration(struct arena *arena, const struct node *const *nodes,
					  size_t n)
{
	struct enumeration *e = arena_zalloc(arena, sizeof *e);
	size_t size = 4;

	while (size < n * 2)
		size *= 2;
	e->mask = (uint32_t)size - 1;
	e->slots = arena_zalloc(arena, size * sizeof *e->slots);
	e->others = arena_zalloc(arena, n * sizeof *e->others);
	for (size_t i = 0; i < n; i++) {
		if (nodes[i]->kind == NODE_STRING)
			add_string(e, nodes[i]);
		else
			e->others[e->n_others++] = nodes[i];
	}
	return e;
}

bool any_compile_enum(struct compile *c, const struct node *value)
{
	const struct node **nodes;
	size_t n = 0;

	if (value->kind != NODE_ARRAY)
		return compile_refuse(c, KEYWORD_ENUM, value, "an array");
	nodes = compile_alloc(c, value->count * sizeof *nodes);
	TREE_EACH_ITEM (item, value)
		nodes[n++] = item;
	compile_op(c, KEYWORD_ENUM, KINDS_ANY, value)->enumeration =
		any_enumeration(&c->set->arena, nodes, n);
	return true;
}

bool any_check_false(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	(void)op;
	(void)node;
	return false;
}

/* An integer is a number with a zero fractional part, however written (core, 4.2.3). */
static bool is_integer(struct str text)
{
	struct decimal d;
	size_t digits = 0;

	while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9')
		digits++;
	if (digits && digits == text.len)
		return true;
	return decimal_parse(&d, text) == DECIMAL_OK && decimal_is_integer(&d);
}

bool any_check_type(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	if (op->types >> node->kind & 1)
		return true;
	return node->kind == NODE_NUMBER && op->types & KINDS_INTEGER && is_integer(node->text);
}

static bool is_same_string(const struct node *a, const struct node *b)
{
	return a->hash == b->hash && str_eq(a->text, b->text);
}

bool any_check_const(struct check *c, const struct op *op, const struct node *node)
{
	if (node->kind != op->source->kind)
		return false;
	return node->kind == NODE_STRING ? is_same_string(node, op->source)
					 : equal_nodes(c, node, op->source);
}

bool any_check_enum(struct check *c, const struct op *op, const struct node *node)
{
	const struct enumeration *e = op->enumeration;

	if (node->kind == NODE_STRING) {
		for (uint32_t at = node->hash & e->mask; e->slots[at]; at = (at + 1) & e->mask)
			if (is_same_string(node, e->slots[at]))
				return true;
		return false;
	}
	for (size_t i = 0; i < e->n_others; i++)
		if (equal_nodes(c, node, e->others[i]))
			return true;
	return false;
}
