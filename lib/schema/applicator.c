/* SPDX-License-Identifier: MIT */
/*
 * Applicators. `anyOf` or `oneOf` whose branches are nothing but different constant strings (a
 * labelled enumeration) becomes one lookup.
 */
#include "schema/applicator.h"

#include "schema/any.h"
#include "schema/compile.h"
#include "schema/explain.h"

/* The branch's constant string if the branch says nothing else of the instance, or NULL. */
static const struct node *branch_constant(const struct compile *c, const struct node *branch)
{
	const struct node *constant = tree_get(branch, STR("const"));

	if (!constant || constant->kind != NODE_STRING)
		return NULL;
	TREE_EACH_MEMBER (key, branch) {
		const struct keyword *keyword = map_get(&c->set->keywords, key->text);

		if (!keyword || (keyword->id != KEYWORD_CONST &&
				 keyword->vocabularies != VOCABULARY_META_DATA))
			return NULL;
	}
	return constant;
}

/* Adds the op of an enumeration if the branches are one. */
static bool compile_enumeration(struct compile *c, const struct node *value)
{
	const struct node **constants = compile_alloc(c, value->count * sizeof *constants);
	struct map seen = {0};
	size_t n = 0;

	if (!(c->schema->resource->vocabularies & VOCABULARY_VALIDATION))
		return false;
	TREE_EACH_ITEM (branch, value) {
		const struct node *constant = branch_constant(c, branch);

		if (!constant || map_find(&seen, constant->text))
			break; /* equal branches can both match, which oneOf forbids */
		map_add(&seen, constant->text);
		constants[n++] = constant;
	}
	map_release(&seen);
	if (n < value->count)
		return false;
	compile_op(c, KEYWORD_CHOICE, KINDS_ANY, value)->enumeration =
		any_enumeration(&c->set->arena, constants, n);
	return true;
}

bool applicator_compile_branches(struct compile *c, const struct node *value)
{
	struct branches *branches;

	if (value->kind != NODE_ARRAY || !value->count)
		return compile_refuse(c, c->keyword, value, "a non-empty array of schemas");
	branches = compile_alloc(c, sizeof *branches + value->count * sizeof *branches->at);
	TREE_EACH_ITEM (branch, value) {
		branches->at[branches->n] = compile_in_place(c, branch);
		if (!branches->at[branches->n++])
			return false;
	}
	if (c->keyword == KEYWORD_ALL_OF || !compile_enumeration(c, value))
		compile_op(c, c->keyword, KINDS_ANY, value)->branches = branches;
	return true;
}

bool applicator_compile_not(struct compile *c, const struct node *value)
{
	const struct schema *schema = compile_in_place(c, value);

	if (schema)
		compile_op(c, KEYWORD_NOT, KINDS_ANY, value)->schema = schema;
	return schema != NULL;
}

/* The schema of a keyword beside `if`, when it is there. */
static bool compile_consequence(struct compile *c, enum keyword_id id,
				const struct schema **schema)
{
	const struct node *value = compile_sibling(c, id);

	if (value)
		*schema = compile_in_place(c, value);
	return !value || *schema;
}

bool applicator_compile_if(struct compile *c, const struct node *value)
{
	struct conditional *conditional = compile_alloc(c, sizeof *conditional);

	conditional->condition = compile_in_place(c, value);
	if (!conditional->condition ||
	    !compile_consequence(c, KEYWORD_THEN, &conditional->then) ||
	    !compile_consequence(c, KEYWORD_ELSE, &conditional->otherwise))
		return false;
	compile_op(c, KEYWORD_IF, KINDS_ANY, value)->conditional = conditional;
	return true;
}

static struct dependents *new_dependents(struct compile *c, const struct node *value)
{
	return compile_alloc(c, sizeof(struct dependents) +
					value->count * sizeof(struct dependent));
}

static bool add_dependent_schema(struct compile *c, struct dependents *dependents,
				 const struct node *key)
{
	const struct schema *schema = compile_in_place(c, key->next);

	dependents->at[dependents->n++] = (struct dependent){.key = key, .schema = schema};
	return schema != NULL;
}

bool applicator_compile_dependent(struct compile *c, const struct node *value)
{
	struct dependents *dependents;

	if (value->kind != NODE_OBJECT)
		return compile_refuse(c, c->keyword, value, "an object");
	dependents = new_dependents(c, value);
	TREE_EACH_MEMBER (key, value)
		if (!add_dependent_schema(c, dependents, key))
			return false;
	compile_op(c, c->keyword, KINDS_OBJECT, value)->dependents = dependents;
	return true;
}

/* Its arrays are a `dependentRequired`, the rest is a `dependentSchemas`. */
bool applicator_compile_dependencies(struct compile *c, const struct node *value)
{
	struct dependents *required, *schemas;

	if (value->kind != NODE_OBJECT)
		return compile_refuse(c, c->keyword, value, "an object");
	required = new_dependents(c, value);
	schemas = new_dependents(c, value);
	TREE_EACH_MEMBER (key, value) {
		if (key->next->kind != NODE_ARRAY) {
			if (!add_dependent_schema(c, schemas, key))
				return false;
			continue;
		}
		if (!compile_strings(c, c->keyword, key->next))
			return false;
		required->at[required->n++] =
			(struct dependent){.key = key, .required = key->next};
	}
	compile_op(c, KEYWORD_DEPENDENT_REQUIRED, KINDS_OBJECT, value)->dependents = required;
	compile_op(c, KEYWORD_DEPENDENT_SCHEMAS, KINDS_OBJECT, value)->dependents = schemas;
	return true;
}

bool applicator_check_all_of(struct check *c, const struct op *op, const struct node *node)
{
	for (size_t i = 0; i < op->branches->n; i++)
		if (!check_here(c, op->branches->at[i], node))
			return false;
	return true;
}

void applicator_collect_all_of(struct explain *e, const struct op *op, const struct node *node)
{
	for (size_t i = 0; i < op->branches->n; i++)
		explain_here(e, op->branches->at[i], node);
}

/* Goes on after the first that passes only for its marks. */
bool applicator_check_any_of(struct check *c, const struct op *op, const struct node *node)
{
	bool passed = false;

	for (size_t i = 0; i < op->branches->n; i++) {
		if (check_branch(c, op->branches->at[i], node))
			passed = true;
		if (passed && !check_marks(c))
			return true;
	}
	return passed;
}

void applicator_collect_any_of(struct explain *e, const struct op *op, const struct node *node)
{
	if (!applicator_check_any_of(&e->check, op, node))
		explain_branches(e, op->branches, node);
}

/* How many branches pass, up to 2. */
static int count_passed(struct check *c, const struct branches *branches,
			const struct node *node)
{
	int passed = 0;

	for (size_t i = 0; i < branches->n && passed < 2; i++)
		passed += check_branch(c, branches->at[i], node);
	return passed;
}

bool applicator_check_one_of(struct check *c, const struct op *op, const struct node *node)
{
	return count_passed(c, op->branches, node) == 1;
}

/* A fault of each branch that passes. */
static void collect_overlap(struct explain *e, const struct op *op, const struct node *node)
{
	size_t from = e->check.scratch->faults.n;

	for (size_t i = 0; i < op->branches->n; i++)
		if (check_branch(&e->check, op->branches->at[i], node))
			explain_fault(e, KEYWORD_ONE_OF, op->source, node,
				      op->branches->at[i]->source);
	explain_together(e, from);
}

void applicator_collect_one_of(struct explain *e, const struct op *op, const struct node *node)
{
	int passed = count_passed(&e->check, op->branches, node);

	if (passed > 1)
		collect_overlap(e, op, node);
	else if (passed == 0)
		explain_branches(e, op->branches, node);
}

/* What a schema that must not match evaluates is nobody's concern. */
bool applicator_check_not(struct check *c, const struct op *op, const struct node *node)
{
	size_t marks = c->marks;
	bool passed;

	c->marks = CHECK_NO_MARKS;
	passed = check_here(c, op->schema, node);
	c->marks = marks;
	return !passed;
}

/* The schema that applies, or NULL. */
static const struct schema *consequence(struct check *c, const struct conditional *conditional,
					const struct node *node)
{
	return check_branch(c, conditional->condition, node) ? conditional->then
							     : conditional->otherwise;
}

bool applicator_check_if(struct check *c, const struct op *op, const struct node *node)
{
	const struct schema *schema = consequence(c, op->conditional, node);

	return !schema || check_here(c, schema, node);
}

void applicator_collect_if(struct explain *e, const struct op *op, const struct node *node)
{
	const struct schema *schema = consequence(&e->check, op->conditional, node);

	if (schema)
		explain_here(e, schema, node);
}

bool applicator_check_dependent(struct check *c, const struct op *op, const struct node *node)
{
	const struct dependents *dependents = op->dependents;

	for (size_t i = 0; i < dependents->n; i++)
		if (check_find(c, node, dependents->at[i].key) &&
		    !check_here(c, dependents->at[i].schema, node))
			return false;
	return true;
}

void applicator_collect_dependent(struct explain *e, const struct op *op,
				  const struct node *node)
{
	const struct dependents *dependents = op->dependents;

	for (size_t i = 0; i < dependents->n; i++)
		if (check_find(&e->check, node, dependents->at[i].key))
			explain_here(e, dependents->at[i].schema, node);
}
