/* SPDX-License-Identifier: MIT */
/* A walk over schema and instance that stops at nothing: `check` only chooses branches. */
#include "schema/named.h"

#include "schema/check.h"
#include "schema/members.h"
#include "schema/reference.h"

struct walk {
	struct check check;
	bool in_key;
	struct named_list *list;
};

static void visit(struct walk *w, const struct schema *schema, const struct node *node);

static void visit_child(struct walk *w, const struct schema *schema, const struct node *node)
{
	uint32_t references = w->check.references;

	w->check.references = 0;
	visit(w, schema, node);
	w->check.references = references;
}

static void add(struct walk *w, const struct node *node, struct str kind)
{
	if (node->kind == NODE_STRING)
		*vec_add(w->list) = (struct named){node, w->in_key, kind};
}

/* Those that the instance passes, or all. */
static void visit_branches(struct walk *w, const struct branches *branches,
			   const struct node *node)
{
	bool any = false;

	for (size_t i = 0; i < branches->n; i++)
		if (check_here(&w->check, branches->at[i], node)) {
			visit(w, branches->at[i], node);
			any = true;
		}
	for (size_t i = 0; i < branches->n && !any; i++)
		visit(w, branches->at[i], node);
}

static void visit_all(struct walk *w, const struct branches *branches, const struct node *node)
{
	for (size_t i = 0; i < branches->n; i++)
		visit(w, branches->at[i], node);
}

static void visit_conditional(struct walk *w, const struct conditional *conditional,
			      const struct node *node)
{
	bool passed = check_here(&w->check, conditional->condition, node);
	const struct schema *next = passed ? conditional->then : conditional->otherwise;

	if (passed)
		visit(w, conditional->condition, node);
	if (next)
		visit(w, next, node);
}

static void visit_dependent(struct walk *w, const struct dependents *dependents,
			    const struct node *node)
{
	for (size_t i = 0; i < dependents->n; i++)
		if (check_find(&w->check, node, dependents->at[i].key))
			visit(w, dependents->at[i].schema, node);
}

static void visit_members(struct walk *w, const struct members *members,
			  const struct node *node)
{
	TREE_EACH_MEMBER (key, node) {
		struct members_step step = {0};
		const struct schema *schema;

		while ((schema = members_next(&w->check, members, key, &step)) != NULL)
			visit_child(w, schema, key->next);
	}
}

static void visit_keys(struct walk *w, const struct schema *schema, const struct node *node)
{
	w->in_key = true;
	TREE_EACH_MEMBER (key, node)
		visit_child(w, schema, key);
	w->in_key = false;
}

static void visit_items(struct walk *w, const struct items *items, const struct node *node)
{
	size_t i = 0;

	TREE_EACH_ITEM (item, node) {
		const struct schema *schema = i < items->n ? items->prefix[i] : items->rest;

		if (schema)
			visit_child(w, schema, item);
		i++;
	}
}

static void visit_contained(struct walk *w, const struct contains *contains,
			    const struct node *node)
{
	TREE_EACH_ITEM (item, node)
		if (check_child(&w->check, contains->schema, item))
			visit_child(w, contains->schema, item);
}

static void visit_op(struct walk *w, const struct op *op, const struct node *node)
{
	switch (op->keyword) {
	case KEYWORD_ENUM:
	case KEYWORD_CHOICE:
		add(w, node, STR(""));
		break;
	case KEYWORD_REF:
		visit(w, op->schema, node);
		break;
	case KEYWORD_DYNAMIC_REF:
	case KEYWORD_RECURSIVE_REF:
		visit(w, reference_target(&w->check, op->dynamic), node);
		break;
	case KEYWORD_ITEMS:
		visit_items(w, op->items, node);
		break;
	case KEYWORD_CONTAINS:
		visit_contained(w, op->contains, node);
		break;
	case KEYWORD_PROPERTIES:
		visit_members(w, op->members, node);
		break;
	case KEYWORD_PROPERTY_NAMES:
		visit_keys(w, op->schema, node);
		break;
	case KEYWORD_DEPENDENT_SCHEMAS:
		visit_dependent(w, op->dependents, node);
		break;
	case KEYWORD_ALL_OF:
		visit_all(w, op->branches, node);
		break;
	case KEYWORD_ANY_OF:
	case KEYWORD_ONE_OF:
		visit_branches(w, op->branches, node);
		break;
	case KEYWORD_IF:
		visit_conditional(w, op->conditional, node);
		break;
	default: /* says nothing of strings, or is their denial */
		break;
	}
}

/* What the others have left over; all, where they fail. */
static void visit_rest(struct walk *w, const struct op *op, const struct node *node,
		       const struct check *marked)
{
	size_t i = 0;

	for (const struct node *child = node->first; child; child = child->next) {
		if (node->kind == NODE_OBJECT)
			child = child->next;
		if (!marked || !check_is_marked(marked, i))
			visit_child(w, op->schema, child);
		i++;
	}
}

static void visit_unevaluated(struct walk *w, const struct schema *schema,
			      const struct node *node)
{
	size_t marks;
	bool passed = check_marked(&w->check, schema, node, &marks);
	struct check marked = w->check;

	marked.marks = marks;
	for (uint32_t i = schema->n_plain; i < schema->n_ops; i++)
		if (schema->ops[i].kinds >> node->kind & 1)
			visit_rest(w, &schema->ops[i], node, passed ? &marked : NULL);
	check_drop_marks(&w->check, marks);
}

static void visit(struct walk *w, const struct schema *schema, const struct node *node)
{
	struct str kind = tree_get_text(schema->source, STR("references"));
	struct scope scope;

	if (node->kind == NODE_ABSENT || !check_enter(&w->check, schema, node, &scope))
		return;
	if (kind.len)
		add(w, node, kind);
	for (uint32_t i = 0; i < schema->n_plain; i++)
		if (schema->ops[i].kinds >> node->kind & 1)
			visit_op(w, &schema->ops[i], node);
	if (schema->n_plain < schema->n_ops &&
	    (node->kind == NODE_ARRAY || node->kind == NODE_OBJECT))
		visit_unevaluated(w, schema, node);
	check_leave(&w->check, &scope);
}

bool named_find(const struct schema *schema, const struct node *instance,
		struct schema_scratch *scratch, struct named_list *list)
{
	struct walk w = {.check = check_begin(scratch, instance), .list = list};

	visit(&w, schema, instance);
	return !w.check.limit;
}
