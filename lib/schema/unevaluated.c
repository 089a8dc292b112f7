/* SPDX-License-Identifier: MIT */
/* The marks of the current schema say which items or members are still to be looked at. */
#include "schema/unevaluated.h"

#include "schema/compile.h"
#include "schema/explain.h"

bool unevaluated_compile(struct compile *c, const struct node *value)
{
	const struct schema *schema = compile_subschema(c, value);
	unsigned kinds = c->keyword == KEYWORD_UNEVALUATED_ITEMS ? KINDS_ARRAY : KINDS_OBJECT;

	if (schema)
		compile_op(c, c->keyword, kinds, value)->schema = schema;
	return schema != NULL;
}

bool unevaluated_check_items(struct check *c, const struct op *op, const struct node *node)
{
	size_t i = 0;

	TREE_EACH_ITEM (item, node) {
		if (!check_is_marked(c, i) && !check_child(c, op->schema, item))
			return false;
		check_mark(c, i++);
	}
	return true;
}

bool unevaluated_check_properties(struct check *c, const struct op *op, const struct node *node)
{
	size_t i = 0;

	TREE_EACH_MEMBER (key, node) {
		if (!check_is_marked(c, i) && !check_child(c, op->schema, key->next))
			return false;
		check_mark(c, i++);
	}
	return true;
}

/* `value` is what nothing has evaluated in `whole`, `shown` where it begins. */
static void collect(struct explain *e, const struct op *op, const struct node *whole,
		    const struct node *shown, const struct node *value)
{
	if (compiled_is_false(op->schema))
		explain_fault(e, op->keyword, op->source, shown, whole);
	else
		explain_child(e, op->schema, value);
}

void unevaluated_collect_items(struct explain *e, const struct op *op, const struct node *node)
{
	size_t i = 0;

	TREE_EACH_ITEM (item, node)
		if (!check_is_marked(&e->check, i++))
			collect(e, op, node, item, item);
}

void unevaluated_collect_properties(struct explain *e, const struct op *op,
				    const struct node *node)
{
	size_t i = 0;

	TREE_EACH_MEMBER (key, node)
		if (!check_is_marked(&e->check, i++))
			collect(e, op, node, key, key->next);
}
