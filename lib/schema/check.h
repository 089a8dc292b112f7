/* SPDX-License-Identifier: MIT */
/*
 * The verdict: ops applied to instances.
 *
 * Bounds: crossing one is remembered in `limit` and makes everything after it false, so that
 * the run ends soon. Its result is then no verdict: whoever started the run looks at `limit`.
 */
#ifndef SCHEMA_CHECK_H
#define SCHEMA_CHECK_H

#include "base/vec.h"
#include "schema/keyword.h"

enum limit {
	LIMIT_NONE,
	LIMIT_REGEX,      /* regex.h's */
	LIMIT_REFERENCES, /* SCHEMA_REF_DEPTH_MAX */
	LIMIT_DEPTH,      /* SCHEMA_DEPTH_MAX */
	LIMIT_STEPS,      /* SCHEMA_STEPS_MAX */
};

/* The dynamic scope (core, 7.1): resources that were entered, the innermost first. */
struct scope {
	const struct resource *resource;
	const struct scope *outer;
};

#define CHECK_NO_MARKS SIZE_MAX

struct check {
	struct schema_scratch *scratch;
	const struct scope *scope;
	size_t marks; /* where in scratch->words the members or items of the current instance
			 are marked that were evaluated, a bit each; or CHECK_NO_MARKS */
	uint32_t depth, references;
	uint64_t steps, steps_max;
	enum limit limit;
	const struct node *limit_node;
};

/* An item of an array whose items are compared. */
struct unique_slot {
	const struct node *item; /* NULL: free */
	uint64_t hash;
};

struct schema_scratch {
	struct regex_scratch *regex;
	struct VEC(uint64_t) words;           /* a stack of marks */
	struct VEC(struct unique_slot) slots; /* a hash table, for uniqueItems */
	struct VEC(struct fault) faults;      /* of an explanation */
	struct arena arena;                   /* of an explanation */
};

/* A check of this instance: as much work is allowed as its size deserves. */
struct check check_begin(struct schema_scratch *scratch, const struct node *instance);

/* Goes one schema deeper, `scope` being the new innermost one; false at a bound. */
bool check_enter(struct check *c, const struct schema *schema, const struct node *node,
		 struct scope *scope);
void check_leave(struct check *c, const struct scope *scope);

/* Whether the instance passes all ops of the schema. check_here is for a schema that applies to
 * the instance of the one that asks, check_branch for one of those whose failing does not fail
 * the whole (its marks count only when it passes), check_child for a member or an item. */
bool check_here(struct check *c, const struct schema *schema, const struct node *node);
bool check_branch(struct check *c, const struct schema *schema, const struct node *node);
bool check_child(struct check *c, const struct schema *schema, const struct node *node);

/* As check_here, but the unevaluated... keywords aside, with marks of its own from `marks` on.
 */
bool check_marked(struct check *c, const struct schema *schema, const struct node *node,
		  size_t *marks);
void check_drop_marks(struct check *c, size_t marks);

/* Whether someone will ask which members or items were evaluated. */
static inline bool check_marks(const struct check *c)
{
	return c->marks != CHECK_NO_MARKS;
}

/* Marks the i-th member or item, when someone will ask. */
static inline void check_mark(struct check *c, size_t i)
{
	if (check_marks(c))
		c->scratch->words.at[c->marks + i / 64] |= (uint64_t)1 << i % 64;
}

/* Whether the i-th one is marked; asked only when marks are made. */
static inline bool check_is_marked(const struct check *c, size_t i)
{
	return c->scratch->words.at[c->marks + i / 64] >> i % 64 & 1;
}

/* Counts steps of work beyond the ordinary one; false when there were too many. */
bool check_steps(struct check *c, size_t n, const struct node *node);

/* The member whose key is this string, as its key, or NULL: at a bound, too (c->limit). As much
 * work as the object is large. */
const struct node *check_find(struct check *c, const struct node *object,
			      const struct node *key);

/* Remembers that a bound was crossed at the node. Always false. */
bool check_exceeded(struct check *c, enum limit limit, const struct node *node);

#endif
