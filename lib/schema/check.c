/* SPDX-License-Identifier: MIT */
/* Walking schemas and instances together; the keywords' own checks are in their files. */
#include "schema/check.h"

bool check_exceeded(struct check *c, enum limit limit, const struct node *node)
{
	if (!c->limit) {
		c->limit = limit;
		c->limit_node = node;
	}
	return false;
}

struct check check_begin(struct schema_scratch *scratch, const struct node *instance)
{
	uint64_t bytes = instance->end - instance->start;

	return (struct check){
		.scratch = scratch,
		.marks = CHECK_NO_MARKS,
		.steps_max = SCHEMA_STEPS_MAX + bytes * SCHEMA_STEPS_PER_BYTE,
	};
}

bool check_steps(struct check *c, size_t n, const struct node *node)
{
	if (n > c->steps_max - c->steps)
		return check_exceeded(c, LIMIT_STEPS, node);
	c->steps += n;
	return true;
}

const struct node *check_find(struct check *c, const struct node *object,
			      const struct node *key)
{
	if (!check_steps(c, object->count / 8, key))
		return NULL;
	TREE_EACH_MEMBER (other, object)
		if (other->hash == key->hash && str_eq(other->text, key->text))
			return other;
	return NULL;
}

static bool run_ops(struct check *c, const struct op *op, const struct op *end,
		    const struct node *node)
{
	for (; op < end; op++)
		if (op->kinds >> node->kind & 1 && !op->check(c, op, node))
			return false;
	return true;
}

static size_t words_of(const struct node *node)
{
	return ((size_t)node->count + 63) / 64;
}

/* Puts the node's marks, all clear, on top of the stack of words. */
static size_t push_marks(struct check *c, const struct node *node)
{
	struct schema_scratch *s = c->scratch;
	size_t marks = s->words.n, n = words_of(node);

	for (size_t i = 0; i < n; i++)
		*vec_add(&s->words) = 0;
	return marks;
}

void check_drop_marks(struct check *c, size_t marks)
{
	c->scratch->words.n = marks;
}

/* Adds the marks at `from` to those that are being made, if any are. */
static void merge_marks(struct check *c, size_t from, const struct node *node)
{
	if (check_marks(c))
		for (size_t i = 0; i < words_of(node); i++)
			c->scratch->words.at[c->marks + i] |= c->scratch->words.at[from + i];
}

bool check_marked(struct check *c, const struct schema *schema, const struct node *node,
		  size_t *marks)
{
	size_t outer = c->marks;
	bool passed;

	*marks = c->marks = push_marks(c, node);
	passed = run_ops(c, schema->ops, schema->ops + schema->n_plain, node);
	c->marks = outer;
	return passed;
}

/* The ops that need the others' marks come after them and see these, not those of the schema
 * around. */
static bool run_unevaluated(struct check *c, const struct schema *schema,
			    const struct node *node)
{
	size_t outer = c->marks, marks;
	bool passed = check_marked(c, schema, node, &marks);

	if (passed) {
		c->marks = marks;
		passed = run_ops(c, schema->ops + schema->n_plain, schema->ops + schema->n_ops,
				 node);
		c->marks = outer;
	}
	if (passed)
		merge_marks(c, marks, node);
	check_drop_marks(c, marks);
	return passed;
}

static bool run_schema(struct check *c, const struct schema *schema, const struct node *node)
{
	if (schema->n_plain < schema->n_ops &&
	    (node->kind == NODE_ARRAY || node->kind == NODE_OBJECT))
		return run_unevaluated(c, schema, node);
	return run_ops(c, schema->ops, schema->ops + schema->n_plain, node);
}

bool check_enter(struct check *c, const struct schema *schema, const struct node *node,
		 struct scope *scope)
{
	if (c->limit)
		return false;
	if (c->steps == c->steps_max)
		return check_exceeded(c, LIMIT_STEPS, node);
	c->steps++;
	if (c->depth == SCHEMA_DEPTH_MAX)
		return check_exceeded(c, LIMIT_DEPTH, node);
	c->depth++;
	*scope = (struct scope){schema->resource, c->scope};
	c->scope = scope;
	return true;
}

void check_leave(struct check *c, const struct scope *scope)
{
	c->scope = scope->outer;
	c->depth--;
}

bool check_here(struct check *c, const struct schema *schema, const struct node *node)
{
	struct scope scope;
	bool passed;

	schema = schema->alias;
	if (schema->n_ops == 0 || node->kind == NODE_ABSENT)
		return true;
	if (!check_enter(c, schema, node, &scope))
		return false;
	passed = run_schema(c, schema, node);
	check_leave(c, &scope);
	return passed;
}

bool check_branch(struct check *c, const struct schema *schema, const struct node *node)
{
	size_t outer = c->marks, marks;
	bool passed;

	if (!check_marks(c) || (node->kind != NODE_ARRAY && node->kind != NODE_OBJECT))
		return check_here(c, schema, node);
	marks = c->marks = push_marks(c, node);
	passed = check_here(c, schema, node);
	c->marks = outer;
	if (passed)
		merge_marks(c, marks, node);
	check_drop_marks(c, marks);
	return passed;
}

bool check_child(struct check *c, const struct schema *schema, const struct node *node)
{
	size_t marks = c->marks;
	uint32_t references = c->references;
	bool passed;

	c->marks = CHECK_NO_MARKS;
	c->references = 0;
	passed = check_here(c, schema, node);
	c->marks = marks;
	c->references = references;
	return passed;
}
