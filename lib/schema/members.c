/* SPDX-License-Identifier: MIT */
/*
 * Objects. `properties`, `patternProperties`, `additionalProperties` and `required` are one op,
 * which goes over the instance's members once and looks each key up in one table.
 */
#include "schema/members.h"

#include "schema/compile.h"
#include "schema/explain.h"

#include <string.h>

bool members_compile_count(struct compile *c, const struct node *value)
{
	size_t count;

	if (!compile_count(c, c->keyword, value, &count))
		return false;
	compile_op(c, c->keyword, KINDS_OBJECT, value)->count = count;
	return true;
}

static bool is_same(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* The member known by this key, or the free slot where it would be. */
static struct member *find_slot(const struct members *m, const struct node *key)
{
	for (uint32_t at = key->hash & m->mask;; at = (at + 1) & m->mask) {
		struct member *slot = &m->slots[at];

		if (!slot->key ||
		    (slot->hash == key->hash && is_same(slot->key->text, key->text)))
			return slot;
	}
}

static struct member *add_slot(struct members *m, const struct node *key)
{
	struct member *slot = find_slot(m, key);

	slot->key = key;
	slot->hash = key->hash;
	return slot;
}

static bool compile_properties(struct compile *c, const struct node *properties,
			       struct members *m)
{
	if (properties->kind != NODE_OBJECT)
		return compile_refuse(c, KEYWORD_PROPERTIES, properties, "an object");
	TREE_EACH_MEMBER (key, properties) {
		const struct schema *schema = compile_subschema(c, key->next);

		if (!schema)
			return false;
		add_slot(m, key)->schema = schema;
	}
	return true;
}

static bool compile_required(struct compile *c, const struct node *required, struct members *m)
{
	if (!compile_strings(c, KEYWORD_REQUIRED, required))
		return false;
	TREE_EACH_ITEM (key, required) {
		struct member *slot = find_slot(m, key);

		if (!slot->key)
			slot = add_slot(m, key);
		slot->required = true;
	}
	m->n_required = required->count;
	m->required = required;
	return true;
}

static bool compile_patterns(struct compile *c, const struct node *patterns, struct members *m)
{
	if (patterns->kind != NODE_OBJECT)
		return compile_refuse(c, KEYWORD_PATTERN_PROPERTIES, patterns, "an object");
	TREE_EACH_MEMBER (key, patterns) {
		struct pattern_member *p = &m->patterns[m->n_patterns++];

		p->regex = compile_regex(c, KEYWORD_PATTERN_PROPERTIES, key);
		p->schema = p->regex ? compile_subschema(c, key->next) : NULL;
		if (!p->schema)
			return false;
	}
	return true;
}

static bool compile_additional(struct compile *c, const struct node *value, struct members *m)
{
	m->additional_node = value;
	m->additional = compile_subschema(c, value);
	return m->additional != NULL;
}

/* An op's worth of members, with room for what the four keywords will put in. */
static struct members *new_members(struct compile *c, const struct node *properties,
				   const struct node *required, const struct node *patterns)
{
	bool has_patterns = patterns && patterns->kind == NODE_OBJECT;
	size_t n = 0, size = 4;
	struct members *m = compile_alloc(c, sizeof *m + (has_patterns ? patterns->count : 0) *
								 sizeof *m->patterns);

	if (properties && properties->kind == NODE_OBJECT)
		n += properties->count;
	if (required && required->kind == NODE_ARRAY)
		n += required->count;
	while (size < n * 2)
		size *= 2;
	m->slots = compile_alloc(c, size * sizeof *m->slots);
	m->mask = (uint32_t)size - 1;
	return m;
}

bool members_compile(struct compile *c, const struct node *value)
{
	const struct node *properties = compile_sibling(c, KEYWORD_PROPERTIES);
	const struct node *patterns = compile_sibling(c, KEYWORD_PATTERN_PROPERTIES);
	const struct node *additional = compile_sibling(c, KEYWORD_ADDITIONAL_PROPERTIES);
	const struct node *required = compile_sibling(c, KEYWORD_REQUIRED);
	struct members *m;

	if (compile_has(c, KEYWORD_PROPERTIES))
		return true;
	m = new_members(c, properties, required, patterns);
	if ((properties && !compile_properties(c, properties, m)) ||
	    (required && !compile_required(c, required, m)) ||
	    (patterns && !compile_patterns(c, patterns, m)) ||
	    (additional && !compile_additional(c, additional, m)))
		return false;
	compile_op(c, KEYWORD_PROPERTIES, KINDS_OBJECT, value)->members = m;
	return true;
}

bool members_compile_names(struct compile *c, const struct node *value)
{
	const struct schema *schema = compile_subschema(c, value);

	if (schema)
		compile_op(c, KEYWORD_PROPERTY_NAMES, KINDS_OBJECT, value)->schema = schema;
	return schema != NULL;
}

bool members_compile_dependent_required(struct compile *c, const struct node *value)
{
	struct dependents *dependents;

	if (value->kind != NODE_OBJECT)
		return compile_refuse(c, c->keyword, value, "an object");
	dependents =
		compile_alloc(c, sizeof *dependents + value->count * sizeof *dependents->at);
	TREE_EACH_MEMBER (key, value) {
		if (!compile_strings(c, c->keyword, key->next))
			return false;
		dependents->at[dependents->n++] =
			(struct dependent){.key = key, .required = key->next};
	}
	compile_op(c, c->keyword, KINDS_OBJECT, value)->dependents = dependents;
	return true;
}

bool members_check_max_properties(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	return node->count <= op->count;
}

bool members_check_min_properties(struct check *c, const struct op *op, const struct node *node)
{
	(void)c;
	return node->count >= op->count;
}

static bool is_match(struct check *c, const struct pattern_member *p, const struct node *key)
{
	enum regex_match match;

	match = regex_search(p->regex, key->text, c->scratch->regex);
	if (match == REGEX_LIMIT)
		return check_exceeded(c, LIMIT_REGEX, key);
	return check_steps(c, regex_steps(c->scratch->regex), key) && match == REGEX_MATCH;
}

/* Goes on from the `*next`-th pattern to the first that matches the key; its schema, or NULL.
 */
static const struct schema *match_pattern(struct check *c, const struct members *m,
					  const struct node *key, size_t *next)
{
	while (*next < m->n_patterns) {
		const struct pattern_member *p = &m->patterns[(*next)++];

		if (is_match(c, p, key))
			return p->schema;
	}
	return NULL;
}

const struct schema *members_next(struct check *c, const struct members *m,
				  const struct node *key, struct members_step *step)
{
	const struct schema *schema = step->own ? NULL : find_slot(m, key)->schema;

	step->own = true;
	if (!schema)
		schema = match_pattern(c, m, key, &step->pattern);
	if (!schema && !step->any)
		schema = m->additional;
	step->any |= schema != NULL;
	return schema;
}

/* Whether the member's value passes; whether any schema applied to it goes to `evaluated`. */
static bool check_member(struct check *c, const struct members *m, const struct schema *own,
			 const struct node *key, bool *evaluated)
{
	const struct schema *schema;
	size_t next = 0;

	*evaluated = own != NULL;
	if (own && !check_child(c, own, key->next))
		return false;
	while ((schema = match_pattern(c, m, key, &next)) != NULL) {
		*evaluated = true;
		if (!check_child(c, schema, key->next))
			return false;
	}
	if (*evaluated || !m->additional)
		return true;
	*evaluated = true;
	return check_child(c, m->additional, key->next);
}

bool members_check(struct check *c, const struct op *op, const struct node *node)
{
	const struct members *m = op->members;
	uint32_t required = 0;
	size_t i = 0;

	TREE_EACH_MEMBER (key, node) {
		const struct member *slot = find_slot(m, key);
		bool evaluated;

		if (!check_member(c, m, slot->schema, key, &evaluated))
			return false;
		required += slot->required;
		if (evaluated)
			check_mark(c, i);
		i++;
	}
	return required == m->n_required;
}

static void collect_member(struct explain *e, const struct members *m,
			   const struct node *object, const struct node *key)
{
	const struct schema *own = find_slot(m, key)->schema;
	const struct schema *schema;
	bool evaluated = own != NULL;
	size_t next = 0;

	if (own)
		explain_child(e, own, key->next);
	while ((schema = match_pattern(&e->check, m, key, &next)) != NULL) {
		evaluated = true;
		explain_child(e, schema, key->next);
	}
	if (evaluated || !m->additional)
		return;
	if (compiled_is_false(m->additional))
		explain_fault(e, KEYWORD_ADDITIONAL_PROPERTIES, m->additional_node, key,
			      object);
	else
		explain_child(e, m->additional, key->next);
}

static bool is_missing(struct check *c, const struct node *object, const struct node *name)
{
	return !check_find(c, object, name) && !c->limit;
}

void members_collect(struct explain *e, const struct op *op, const struct node *node)
{
	const struct members *m = op->members;

	if (m->required)
		TREE_EACH_ITEM (name, m->required)
			if (is_missing(&e->check, node, name))
				explain_fault(e, KEYWORD_REQUIRED, m->required, node, name);
	TREE_EACH_MEMBER (key, node)
		collect_member(e, m, node, key);
}

bool members_check_names(struct check *c, const struct op *op, const struct node *node)
{
	TREE_EACH_MEMBER (key, node)
		if (!check_child(c, op->schema, key))
			return false;
	return true;
}

void members_collect_names(struct explain *e, const struct op *op, const struct node *node)
{
	TREE_EACH_MEMBER (key, node)
		explain_child(e, op->schema, key);
}

bool members_check_dependent_required(struct check *c, const struct op *op,
				      const struct node *node)
{
	const struct dependents *dependents = op->dependents;

	for (size_t i = 0; i < dependents->n; i++) {
		if (!check_find(c, node, dependents->at[i].key))
			continue;
		TREE_EACH_ITEM (name, dependents->at[i].required)
			if (!check_find(c, node, name))
				return false;
	}
	return true;
}

void members_collect_dependent_required(struct explain *e, const struct op *op,
					const struct node *node)
{
	const struct dependents *dependents = op->dependents;

	for (size_t i = 0; i < dependents->n; i++) {
		const struct node *present = check_find(&e->check, node, dependents->at[i].key);

		if (!present)
			continue;
		TREE_EACH_ITEM (name, dependents->at[i].required)
			if (is_missing(&e->check, node, name))
				explain_fault(e, KEYWORD_DEPENDENT_REQUIRED,
					      dependents->at[i].required, present, name);
	}
}
