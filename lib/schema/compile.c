/* SPDX-License-Identifier: MIT */
/* The compiling run, and what the compile functions of the keywords have in common. */
#include "schema/compile.h"

#include "schema/dialect.h"
#include "schema/loop.h"
#include "schema/meta.h"
#include "schema/origin.h"
#include "schema/registry.h"

#include <string.h>

void *compile_alloc(struct compile *c, size_t n)
{
	return arena_zalloc(&c->set->arena, n);
}

bool compile_refuse(struct compile *c, enum keyword_id id, const struct node *node,
		    const char *expected)
{
	struct where at = origin_where(c->schema->resource->document, node);

	error_set(c->error, STATUS_INVALID, "schema.malformed-keyword", "file", at.file, "line",
		  at.line, "column", at.column, "keyword", keyword_table[id].name, "expected",
		  expected, NULL);
	return false;
}

const struct node *compile_sibling(const struct compile *c, enum keyword_id id)
{
	const struct keyword *keyword = &keyword_table[id];

	if (!(keyword->vocabularies & c->schema->resource->vocabularies))
		return NULL;
	return tree_get(c->schema->source, str_of(keyword->name));
}

bool compile_has(const struct compile *c, enum keyword_id id)
{
	for (size_t i = 0; i < c->ops.n; i++)
		if (c->ops.at[i].keyword == id)
			return true;
	return false;
}

struct op *compile_op(struct compile *c, enum keyword_id id, unsigned kinds,
		      const struct node *source)
{
	struct op *op = vec_add(&c->ops);

	op->keyword = (uint8_t)id;
	op->kinds = (uint8_t)kinds;
	op->check = keyword_table[id].check;
	op->source = source;
	return op;
}

static void refuse_node(struct compile *c, const struct place *place)
{
	struct where at = origin_where(place->resource->document, place->node);

	error_set(c->error, STATUS_INVALID, "schema.not-a-schema", "file", at.file, "line",
		  at.line, "column", at.column, NULL);
}

/* Notes that the part of a document is to be verified. */
static void meet_dialect(struct compile *c, struct resource *dialect)
{
	if (dialect->verified)
		return;
	dialect->verified = true;
	*vec_add(&c->dialects) = dialect;
}

/* The schema at the place, made and put on the list of those to compile if it is new. */
static struct schema *want(struct compile *c, struct place *place)
{
	if (place->schema)
		return place->schema;
	if (place->node->kind != NODE_OBJECT && place->node->kind != NODE_BOOLEAN) {
		refuse_node(c, place);
		return NULL;
	}
	if (dialect_resolve(c->set, place->resource, c->error))
		return NULL;
	meet_dialect(c, place->resource->dialect);
	place->schema = compile_alloc(c, sizeof *place->schema);
	place->schema->source = place->node;
	place->schema->resource = place->resource;
	place->schema->number = (uint32_t)c->wanted.n;
	*vec_add(&c->wanted) = place->schema;
	if (place->stray)
		*vec_add(&c->strays) = place;
	return place->schema;
}

const struct schema *compile_subschema(struct compile *c, const struct node *node)
{
	return want(c, registry_place_in(c->set, node, c->schema->resource));
}

const struct schema *compile_referred(struct compile *c, struct place *place,
				      const struct node *source)
{
	const struct schema *schema = want(c, place);

	if (schema)
		*vec_add(&c->edges) = (struct compile_edge){c->schema, schema, source};
	return schema;
}

const struct schema *compile_in_place(struct compile *c, const struct node *node)
{
	return compile_referred(c, registry_place_in(c->set, node, c->schema->resource), node);
}

bool compile_count(struct compile *c, enum keyword_id id, const struct node *node,
		   size_t *count)
{
	struct decimal d;
	size_t value = 0;

	if (node->kind != NODE_NUMBER || decimal_parse(&d, node->text) != DECIMAL_OK ||
	    d.negative || !decimal_is_integer(&d))
		return compile_refuse(c, id, node, "a non-negative integer");
	for (int i = 0; i < d.n + d.exponent; i++) {
		if (value > SIZE_MAX / 16) {
			value = SIZE_MAX; /* as good as infinite */
			break;
		}
		value = value * 10 + (i < d.n ? d.digits[i] : 0);
	}
	*count = value;
	return true;
}

const struct decimal *compile_number(struct compile *c, enum keyword_id id,
				     const struct node *node)
{
	struct decimal *d = compile_alloc(c, sizeof *d);

	if (node->kind == NODE_NUMBER && decimal_parse(d, node->text) == DECIMAL_OK)
		return d;
	compile_refuse(c, id, node, "a number");
	return NULL;
}

bool compile_strings(struct compile *c, enum keyword_id id, const struct node *node)
{
	struct map seen = {0};
	bool different = node->kind == NODE_ARRAY;

	for (const struct node *item = different ? node->first : NULL; item;
	     item = item->next) {
		different = item->kind == NODE_STRING && !map_find(&seen, item->text);
		if (!different)
			break;
		map_add(&seen, item->text);
	}
	map_release(&seen);
	return different || compile_refuse(c, id, node, "an array of different strings");
}

/* The value of an argument of the error so far, a C string. */
static const char *error_text(const struct compile *c, const char *name)
{
	const struct str *value = message_arg(&c->error->message, str_of(name));

	return value ? value->ptr : "";
}

/* Gives regex.h's error its place. */
static void refuse_pattern(struct compile *c, enum keyword_id id, const struct node *node)
{
	struct where at = origin_where(c->schema->resource->document, node);

	error_set(c->error, STATUS_INVALID, "schema.malformed-pattern", "file", at.file, "line",
		  at.line, "column", at.column, "keyword", keyword_table[id].name, "pattern",
		  error_text(c, "pattern"), "offset", error_text(c, "offset"), "reason",
		  error_text(c, "reason"), NULL);
}

const struct regex *compile_regex(struct compile *c, enum keyword_id id,
				  const struct node *node)
{
	struct regex *regex = map_get(&c->set->regexes, node->text);

	if (regex)
		return regex;
	if (regex_compile(node->text, &regex, c->error)) {
		refuse_pattern(c, id, node);
		return NULL;
	}
	map_put(&c->set->regexes, node->text, regex);
	return regex;
}

static bool refuse_unknown(struct compile *c, const struct node *key)
{
	struct where at = origin_where(c->schema->resource->document, key);

	error_set(c->error, STATUS_INVALID, "schema.unknown-keyword", "file", at.file, "line",
		  at.line, "column", at.column, "keyword",
		  arena_cstr(&c->set->arena, key->text), NULL);
	return false;
}

/* A keyword that the dialect does not have is an annotation, but for our own kinds. */
static bool compile_member(struct compile *c, const struct node *key)
{
	const struct keyword *keyword = map_get(&c->set->keywords, key->text);

	if (keyword && keyword->vocabularies & c->schema->resource->vocabularies) {
		c->keyword = keyword->id;
		return keyword->compile(c, key->next);
	}
	return c->set->options.mode == SCHEMA_GENERAL || refuse_unknown(c, key);
}

/* Stable, by keyword; a schema has few ops. */
static void sort_ops(struct op *ops, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct op op = ops[i];
		size_t at = i;

		for (; at && ops[at - 1].keyword > op.keyword; at--)
			ops[at] = ops[at - 1];
		ops[at] = op;
	}
}

static void finish(struct compile *c, struct schema *schema)
{
	size_t size = c->ops.n * sizeof *c->ops.at;
	struct op *ops = compile_alloc(c, size);

	if (size) {
		sort_ops(c->ops.at, c->ops.n);
		memcpy(ops, c->ops.at, size);
	}
	schema->ops = ops;
	schema->n_ops = (uint32_t)c->ops.n;
	while (schema->n_plain < schema->n_ops &&
	       ops[schema->n_plain].keyword < KEYWORD_UNEVALUATED_ITEMS)
		schema->n_plain++;
}

static bool compile_ops(struct compile *c, struct schema *schema)
{
	c->schema = schema;
	c->ops.n = 0;
	if (schema->source->kind == NODE_OBJECT) {
		TREE_EACH_MEMBER (key, schema->source)
			if (!compile_member(c, key))
				return false;
	} else if (str_eq(schema->source->text, STR("false"))) {
		compile_op(c, KEYWORD_FALSE, KINDS_ANY, schema->source);
	}
	finish(c, schema);
	return true;
}

static bool want_anchors(struct compile *c, struct str name)
{
	struct anchor *anchor = map_get(&c->set->dynamic_anchors, name);

	for (; anchor; anchor = anchor->next) {
		if (!anchor->schema)
			anchor->schema = want(c, registry_place(c->set, anchor->node));
		if (!anchor->schema)
			return false;
	}
	return true;
}

/* Wants what a $dynamicRef may come upon: every dynamic anchor with a name that one asks for.
 * Documents that came in between may have more of those that were asked for before. */
static bool want_dynamics(struct compile *c)
{
	const struct map *names = &c->set->dynamics;

	if (c->resources_wanted != c->set->resources.n)
		c->dynamics_wanted = 0;
	c->resources_wanted = c->set->resources.n;
	for (; c->dynamics_wanted < names->n; c->dynamics_wanted++)
		if (!want_anchors(c, names->entries[c->dynamics_wanted].key))
			return false;
	return true;
}

static bool compile_wanted(struct compile *c)
{
	size_t done = 0;

	do {
		for (; done < c->wanted.n; done++)
			if (!compile_ops(c, c->wanted.at[done]))
				return false;
		if (!want_dynamics(c))
			return false;
	} while (done < c->wanted.n);
	return loop_check(c);
}

/* Where a schema is nothing but a $ref, its verdict is that of what it refers to. This leaves a
 * resource out of the dynamic scope: not where there are dynamic references. */
static bool has_alias(const struct compile *c, const struct schema *schema)
{
	return c->set->dynamics.n == 0 && schema->n_ops == 1 &&
	       schema->ops[0].keyword == KEYWORD_REF;
}

/* Of all schemas on the way from one to the last: chains may be long. */
static void set_alias(const struct compile *c, struct schema *schema)
{
	const struct schema *last = schema;

	while (!last->alias && has_alias(c, last))
		last = last->ops[0].schema;
	if (last->alias)
		last = last->alias;
	while (!schema->alias && schema != last) {
		schema->alias = last;
		schema = (struct schema *)schema->ops[0].schema;
	}
	if (!schema->alias)
		schema->alias = schema;
}

static void set_aliases(struct compile *c)
{
	for (size_t i = 0; i < c->wanted.n; i++)
		set_alias(c, c->wanted.at[i]);
}

/* Forgets the names that the run's dynamic references asked for. */
static void forget_dynamics(struct compile *c)
{
	struct map kept = {0};

	for (size_t i = 0; i < c->n_dynamics; i++)
		map_add(&kept, c->set->dynamics.entries[i].key);
	map_release(&c->set->dynamics);
	c->set->dynamics = kept;
}

/* Forgets the schemas of a run that failed: some have no ops yet. */
static void forget(struct compile *c)
{
	forget_dynamics(c);
	for (size_t i = 0; i < c->dialects.n; i++)
		c->dialects.at[i]->verified = false;
	for (size_t i = 0; i < c->wanted.n; i++)
		registry_place(c->set, c->wanted.at[i]->source)->schema = NULL;
	for (size_t i = 0; i < c->set->dynamic_anchors.n; i++) {
		struct anchor *anchor = c->set->dynamic_anchors.entries[i].value;

		for (; anchor; anchor = anchor->next)
			anchor->schema = registry_place(c->set, anchor->node)->schema;
	}
}

static bool refuse_stray(struct compile *c, const struct place *place)
{
	struct where at = origin_where(place->resource->document, place->node);

	error_set(c->error, STATUS_LIMIT, "schema.too-many-strays", "file", at.file, "line",
		  at.line, "column", at.column, NULL);
	return false;
}

/* Strays may lie within one another: what is verified of them has a bound. */
static bool verify_strays(struct compile *c)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < c->strays.n; i++) {
		const struct place *place = c->strays.at[i];

		bytes += place->node->end - place->node->start;
		if (bytes > COMPILE_STRAYS_MAX)
			return refuse_stray(c, place);
		if (meta_verify(c->set, place->resource, place->node, c->error))
			return false;
	}
	return true;
}

/* Holds what was met against its meta-schemas. The set may be one of meta-schemas and this be
 * the compiling of one of them: its own run is complete by now. */
static bool verify(struct compile *c)
{
	for (size_t i = 0; i < c->dialects.n; i++)
		if (meta_verify(c->set, c->dialects.at[i], c->dialects.at[i]->root, c->error))
			return false;
	return verify_strays(c);
}

int compile_run(struct schema_set *set, struct place *place, struct error *error)
{
	struct compile c = {.set = set, .error = error, .n_dynamics = set->dynamics.n};
	bool compiled = want(&c, place) && compile_wanted(&c);

	if (compiled) {
		set_aliases(&c);
		compiled = verify(&c);
	}
	if (!compiled)
		forget(&c);
	vec_release(&c.ops);
	vec_release(&c.wanted);
	vec_release(&c.edges);
	vec_release(&c.dialects);
	vec_release(&c.strays);
	return compiled ? 0 : (int)error->status;
}
