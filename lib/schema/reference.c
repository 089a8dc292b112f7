/* SPDX-License-Identifier: MIT */
/* References are resolved when they are compiled; a dynamic one chooses among what was. */
#include "schema/reference.h"

#include "schema/compile.h"
#include "schema/explain.h"
#include "schema/origin.h"
#include "schema/registry.h"
#include "schema/uri.h"

static bool refuse(struct compile *c, const struct node *value)
{
	struct where at = origin_where(c->schema->resource->document, value);

	error_set(c->error, STATUS_INVALID, "schema.unknown-reference", "file", at.file, "line",
		  at.line, "column", at.column, "keyword", keyword_table[c->keyword].name,
		  "reference", arena_cstr(&c->set->arena, value->text), NULL);
	return false;
}

/* The place that the value names; NULL with the error set if it names none. */
static struct place *resolve(struct compile *c, const struct node *value)
{
	struct place *place;

	if (value->kind != NODE_STRING) {
		compile_refuse(c, c->keyword, value, "a string");
		return NULL;
	}
	if (registry_find(c->set, c->schema->resource->uri, value->text, &place, c->error))
		return NULL;
	if (!place)
		refuse(c, value);
	return place;
}

static bool compile_to(struct compile *c, struct place *place, const struct node *value)
{
	const struct schema *schema = place ? compile_referred(c, place, value) : NULL;

	if (schema)
		compile_op(c, KEYWORD_REF, KINDS_ANY, value)->schema = schema;
	return schema != NULL;
}

bool reference_compile(struct compile *c, const struct node *value)
{
	return compile_to(c, resolve(c, value), value);
}

/* In 2019-09 the one value that there may be is "#", and `$recursiveAnchor` makes a dynamic
 * anchor without name. */
bool reference_compile_recursive(struct compile *c, const struct node *value)
{
	if (value->kind != NODE_STRING || !str_eq(value->text, STR("#")))
		return compile_refuse(c, c->keyword, value, "\"#\"");
	return reference_compile_dynamic(c, value);
}

/* Unless it leads to a dynamic anchor by the anchor's name, it is an ordinary reference. */
bool reference_compile_dynamic(struct compile *c, const struct node *value)
{
	struct place *place = resolve(c, value);
	struct str name = place ? uri_fragment(value->text) : STR("");
	const struct anchor *anchor = place ? map_get(&place->resource->anchors, name) : NULL;
	struct dynamic *dynamic;

	if (!anchor || !anchor->dynamic || anchor->node != place->node)
		return compile_to(c, place, value);
	dynamic = compile_alloc(c, sizeof *dynamic);
	dynamic->anchor = anchor->name;
	dynamic->initial = compile_referred(c, place, value);
	map_add(&c->set->dynamics, anchor->name);
	if (dynamic->initial)
		compile_op(c, c->keyword, KINDS_ANY, value)->dynamic = dynamic;
	return dynamic->initial != NULL;
}

/* One reference deeper on this instance location; false when it is too deep. */
static bool enter(struct check *c, const struct node *node)
{
	if (c->references == SCHEMA_REF_DEPTH_MAX)
		return check_exceeded(c, LIMIT_REFERENCES, node);
	c->references++;
	return true;
}

static bool follow(struct check *c, const struct schema *schema, const struct node *node)
{
	bool passed;

	if (!enter(c, node))
		return false;
	passed = check_here(c, schema, node);
	c->references--;
	return passed;
}

static void explain(struct explain *e, const struct schema *schema, const struct node *node)
{
	if (!enter(&e->check, node))
		return;
	explain_here(e, schema, node);
	e->check.references--;
}

bool reference_check(struct check *c, const struct op *op, const struct node *node)
{
	return follow(c, op->schema, node);
}

void reference_collect(struct explain *e, const struct op *op, const struct node *node)
{
	explain(e, op->schema, node);
}

const struct schema *reference_target(const struct check *c, const struct dynamic *dynamic)
{
	const struct schema *schema = dynamic->initial;

	for (const struct scope *scope = c->scope; scope; scope = scope->outer) {
		const struct anchor *anchor =
			map_get(&scope->resource->anchors, dynamic->anchor);

		if (anchor && anchor->dynamic && anchor->schema)
			schema = anchor->schema;
	}
	return schema;
}

bool reference_check_dynamic(struct check *c, const struct op *op, const struct node *node)
{
	return check_steps(c, c->depth / 8, node) &&
	       follow(c, reference_target(c, op->dynamic), node);
}

void reference_collect_dynamic(struct explain *e, const struct op *op, const struct node *node)
{
	explain(e, reference_target(&e->check, op->dynamic), node);
}
