/* SPDX-License-Identifier: MIT */
/*
 * Compiling: from places in documents to the ops of compiled.h.
 *
 * A keyword's compile function checks its value, asks for the subschemas in it, and adds its
 * op. Asking (compile_subschema and its kin) gives the address of a schema whose ops follow
 * later in the same run: recursion in schemas is no recursion here. Whatever goes wrong sets
 * the run's error with file, line, column and keyword, and ends the run.
 */
#ifndef SCHEMA_COMPILE_H
#define SCHEMA_COMPILE_H

#include "base/vec.h"
#include "schema/keyword.h"

/* Bytes of the schemas that stand where no keyword holds any, all together. */
enum { COMPILE_STRAYS_MAX = 1 << 26 };

/* One schema applies another to the same instance. */
struct compile_edge {
	const struct schema *from, *to;
	const struct node *source; /* of the one that applies */
};

/* One run of schema_compile. */
struct compile {
	struct schema_set *set;
	struct error *error;
	const struct schema *schema; /* the one whose ops are being made */
	enum keyword_id keyword;     /* of it, whose compile function is running */
	struct VEC(struct op) ops;   /* of it, so far */
	struct VEC(struct schema *) wanted;
	struct VEC(struct compile_edge) edges;
	struct VEC(struct resource *) dialects;   /* met, and not verified before */
	struct VEC(const struct place *) strays;  /* that are compiled */
	size_t dynamics_wanted, resources_wanted; /* whose dynamic anchors are wanted already */
	size_t n_dynamics;                        /* names in set->dynamics before the run */
};

/* Compiles the schema at the place and all that it can reach. Cost: each schema once. */
int compile_run(struct schema_set *set, struct place *place, struct error *error);

/* Memory of the compiled form, zeroed. */
void *compile_alloc(struct compile *c, size_t n);

/* The value of a keyword beside the one being compiled; NULL when it is absent or not of the
 * dialect. */
const struct node *compile_sibling(const struct compile *c, enum keyword_id id);

/* Whether the schema has an op of this keyword already. */
bool compile_has(const struct compile *c, enum keyword_id id);

/* Adds an op; the caller fills its operand at once. */
struct op *compile_op(struct compile *c, enum keyword_id id, unsigned kinds,
		      const struct node *source);

/* The schema that a subschema's node will be; NULL when it is none. The second for those that
 * apply to the same instance. */
const struct schema *compile_subschema(struct compile *c, const struct node *node);
const struct schema *compile_in_place(struct compile *c, const struct node *node);

/* The schema at a place that the schema refers to, by a keyword with the value `source`. */
const struct schema *compile_referred(struct compile *c, struct place *place,
				      const struct node *source);

/* The non-negative integer that the node is. */
bool compile_count(struct compile *c, enum keyword_id id, const struct node *node,
		   size_t *count);

/* The number, or NULL. */
const struct decimal *compile_number(struct compile *c, enum keyword_id id,
				     const struct node *node);

/* Whether the node is an array of different strings. */
bool compile_strings(struct compile *c, enum keyword_id id, const struct node *node);

/* The regular expression (compiled once for the set), or NULL. `node` is a string. */
const struct regex *compile_regex(struct compile *c, enum keyword_id id,
				  const struct node *node);

/* Sets the error of a malformed keyword: it would have to be `expected`. Always false. */
bool compile_refuse(struct compile *c, enum keyword_id id, const struct node *node,
		    const char *expected);

#endif
