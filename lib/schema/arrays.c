/* SPDX-License-Identifier: MIT */
/* Arrays. `prefixItems` and `items` are one op, and so are `contains` and its two counts. */
#include "schema/arrays.h"

#include "schema/compile.h"
#include "schema/explain.h"
#include "schema/unique.h"

bool arrays_compile_count(struct compile *c, const struct node *value)
{
	size_t count;

	if (!compile_count(c, c->keyword, value, &count))
		return false;
	compile_op(c, c->keyword, KINDS_ARRAY, value)->count = count;
	return true;
}

bool arrays_compile_unique(struct compile *c, const struct node *value)
{
	if (value->kind != NODE_BOOLEAN)
		return compile_refuse(c, KEYWORD_UNIQUE_ITEMS, value, "a boolean");
	if (str_eq(value->text, STR("true")))
		compile_op(c, KEYWORD_UNIQUE_ITEMS, KINDS_ARRAY, value);
	return true;
}

static bool compile_prefix(struct compile *c, enum keyword_id id, const struct node *prefix,
			   struct items *items)
{
	if (prefix->kind != NODE_ARRAY || !prefix->count)
		return compile_refuse(c, id, prefix, "a non-empty array of schemas");
	TREE_EACH_ITEM (item, prefix) {
		items->prefix[items->n] = compile_subschema(c, item);
		if (!items->prefix[items->n++])
			return false;
	}
	return true;
}

/* In 2019-09 an array in `items` is what became `prefixItems`, and `additionalItems` the rest.
 */
bool arrays_compile_items(struct compile *c, const struct node *value)
{
	const struct node *prefix = compile_sibling(c, KEYWORD_PREFIX_ITEMS);
	const struct node *rest = compile_sibling(c, KEYWORD_ITEMS);
	enum keyword_id id = KEYWORD_PREFIX_ITEMS;
	struct items *items;
	size_t n;

	if (compile_has(c, KEYWORD_ITEMS))
		return true;
	if (c->schema->resource->vocabularies & VOCABULARY_APPLICATOR_2019 && rest &&
	    rest->kind == NODE_ARRAY) {
		prefix = rest;
		rest = compile_sibling(c, KEYWORD_ADDITIONAL_ITEMS);
		id = KEYWORD_ITEMS;
	}
	n = prefix && prefix->kind == NODE_ARRAY ? prefix->count : 0;
	items = compile_alloc(c, sizeof *items + n * sizeof *items->prefix);
	if (prefix && !compile_prefix(c, id, prefix, items))
		return false;
	if (rest) {
		items->rest = compile_subschema(c, rest);
		if (!items->rest)
			return false;
	}
	compile_op(c, KEYWORD_ITEMS, KINDS_ARRAY, value)->items = items;
	return true;
}

bool arrays_compile_contains(struct compile *c, const struct node *value)
{
	const struct node *min = compile_sibling(c, KEYWORD_MIN_CONTAINS);
	const struct node *max = compile_sibling(c, KEYWORD_MAX_CONTAINS);
	struct contains *contains = compile_alloc(c, sizeof *contains);

	contains->evaluates = !(c->schema->resource->vocabularies & VOCABULARY_APPLICATOR_2019);
	contains->min = 1;
	contains->max = SIZE_MAX;
	contains->schema = compile_subschema(c, value);
	if (!contains->schema ||
	    (min && !compile_count(c, KEYWORD_MIN_CONTAINS, min, &contains->min)) ||
	    (max && !compile_count(c, KEYWORD_MAX_CONTAINS, max, &contains->max)))
		return false;
	contains->min_node = min;
	contains->max_node = max;
	compile_op(c, KEYWORD_CONTAINS, KINDS_ARRAY, value)->contains = contains;
	return true;
}

bool arrays_check_max_items(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	return node->count <= op->count;
}

bool arrays_check_min_items(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	return node->count >= op->count;
}

bool arrays_check_unique(struct check *c, const struct op *op, const struct node *node)
{
	(void)op;
	if (node->count < 2)
		return true;
	unique_start(c, node);
	TREE_EACH_ITEM (item, node)
		if (unique_add(c, item) || c->limit)
			return false;
	return true;
}

void arrays_collect_unique(struct explain *e, const struct op *op, const struct node *node)
{
	unique_start(&e->check, node);
	TREE_EACH_ITEM (item, node) {
		const struct node *first = unique_add(&e->check, item);

		if (first)
			explain_fault(e, KEYWORD_UNIQUE_ITEMS, op->source, item, first);
		if (e->check.limit)
			break;
	}
}

static const struct schema *item_schema(const struct items *items, size_t i)
{
	return i < items->n ? items->prefix[i] : items->rest;
}

bool arrays_check_items(struct check *c, const struct op *op, const struct node *node)
{
	const struct items *items = op->items;
	size_t i = 0;

	TREE_EACH_ITEM (item, node) {
		const struct schema *schema = item_schema(items, i);

		if (!schema)
			break;
		if (!check_child(c, schema, item))
			return false;
		check_mark(c, i++);
	}
	return true;
}

void arrays_collect_items(struct explain *e, const struct op *op, const struct node *node)
{
	size_t i = 0;

	TREE_EACH_ITEM (item, node) {
		const struct schema *schema = item_schema(op->items, i++);

		if (!schema)
			break;
		explain_child(e, schema, item);
	}
}

/* How many items match. Stops at `enough` when nobody asks which. */
static size_t count_matches(struct check *c, const struct contains *contains,
			    const struct node *node, size_t enough)
{
	size_t i = 0, matches = 0;

	TREE_EACH_ITEM (item, node) {
		if (check_child(c, contains->schema, item)) {
			if (contains->evaluates)
				check_mark(c, i);
			if (++matches == enough && !check_marks(c))
				break;
		}
		i++;
	}
	return matches;
}

bool arrays_check_contains(struct check *c, const struct op *op, const struct node *node)
{
	const struct contains *contains = op->contains;
	size_t enough = contains->max < SIZE_MAX ? contains->max + 1 : contains->min;
	size_t matches = count_matches(c, contains, node, enough);

	return matches >= contains->min && matches <= contains->max;
}

void arrays_collect_contains(struct explain *e, const struct op *op, const struct node *node)
{
	const struct contains *contains = op->contains;
	size_t matches = count_matches(&e->check, contains, node, SIZE_MAX);

	if (matches > contains->max)
		explain_fault(e, KEYWORD_MAX_CONTAINS, contains->max_node, node, NULL);
	else if (matches < contains->min && contains->min_node)
		explain_fault(e, KEYWORD_MIN_CONTAINS, contains->min_node, node, NULL);
	else if (matches < contains->min)
		explain_fault(e, KEYWORD_CONTAINS, op->source, node, NULL);
}
