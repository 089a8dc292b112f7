/* SPDX-License-Identifier: MIT */
/*
 * The checker: a false verdict has a finding with its place in the instance, a true one has
 * none; and what wraps a schema without changing it, or turns it round, does so to its verdict.
 *
 * An input is a schema, a line `===`, and an instance.
 */
#include "holds.h"

#include "schema/schema.h"
#include "text/json.h"
#include "text/yaml.h"

#include <stdio.h>

#define URI   "https://fuzz.example/schema"
#define OUTER "https://fuzz.example/outer"

enum { FINDINGS_MAX = 1000 };

struct instance {
	struct arena arena;
	struct tree tree;
	struct finding_list findings;
	struct schema_scratch *scratch;
};

static bool holds_absent(const struct node *node)
{
	if (node->kind == NODE_ABSENT)
		return true;
	if (node->kind == NODE_ARRAY || node->kind == NODE_OBJECT)
		for (const struct node *child = node->first; child; child = child->next)
			if (holds_absent(child))
				return true;
	return false;
}

static bool is_limit(const struct finding *f)
{
	return str_starts(str_of(f->rule), STR("schema.limit-"));
}

/* Whether a bound was crossed: then there is no verdict. */
static bool has_limit(const struct finding_list *findings, size_t from)
{
	for (size_t i = from; i < findings->items.n; i++)
		if (is_limit(&findings->items.at[i]))
			return true;
	return false;
}

static bool explain(struct instance *i, const struct schema *schema, size_t max,
		    bool all_branches)
{
	return schema_explain(schema, &i->tree, STR("x.yaml"), max, all_branches, &i->findings,
			      i->scratch);
}

/* The findings, with those of one branch or of all; returns how many. */
static size_t holds_explanation(struct instance *i, const struct schema *schema,
				bool all_branches)
{
	size_t before = i->findings.items.n;
	bool more = explain(i, schema, FINDINGS_MAX, all_branches);
	size_t n = i->findings.items.n - before;

	HOLDS(n <= FINDINGS_MAX);
	HOLDS(!more || n == FINDINGS_MAX);
	holds_findings(&i->tree, &i->findings, before);
	for (size_t k = before; k < i->findings.items.n; k++) {
		const struct finding *f = &i->findings.items.at[k];

		HOLDS(tree_find(&i->tree, f->pointer));
		HOLDS(is_limit(f) || message_arg(&f->message, STR("schema")));
	}
	return n;
}

static void holds_explained(struct instance *i, const struct schema *schema, bool valid)
{
	size_t n = holds_explanation(i, schema, false), before;

	HOLDS(valid == (n == 0));
	HOLDS(valid == (holds_explanation(i, schema, true) == 0));
	before = i->findings.items.n;
	HOLDS(explain(i, schema, 1, false) == (n > 1));
	HOLDS(i->findings.items.n == before + (n > 0));
}

/* The verdict of a schema that stands around the first one; `unknown` where it has none. */
static bool verdict_of(struct schema_set *set, struct instance *i, const char *outer,
		       bool unknown)
{
	struct error error = {0};
	const struct schema *schema;
	size_t before = i->findings.items.n;
	char uri[64];
	bool valid = unknown;

	snprintf(uri, sizeof uri, OUTER "#/$defs/%s", outer);
	if (schema_compile(set, str_of(uri), &schema, &error) == STATUS_OK) {
		valid = schema_valid(schema, i->tree.root, i->scratch);
		holds_explained(i, schema, valid);
		if (has_limit(&i->findings, before))
			valid = unknown;
	}
	error_release(&error);
	return valid;
}

static void holds_around(struct schema_set *set, struct instance *i, bool valid)
{
	static const char document[] =
		"{\"$defs\": {\"not\": {\"not\": {\"$ref\": \"" URI "\"}},"
		"\"all\": {\"allOf\": [true, {\"$ref\": \"" URI "\"}]},"
		"\"any\": {\"anyOf\": [false, {\"$ref\": \"" URI "\"}]},"
		"\"one\": {\"oneOf\": [{\"$ref\": \"" URI "\"}, false]},"
		"\"two\": {\"oneOf\": [{\"$ref\": \"" URI "\"}, {\"$ref\": \"" URI "\"}]},"
		"\"then\": {\"if\": {\"$ref\": \"" URI "\"}, \"then\": false}}}";
	struct error error = {0};

	/* the schema itself may have taken the URI */
	if (!schema_set_add(set, STR(OUTER), STR(""), str_of(document), &error)) {
		HOLDS(verdict_of(set, i, "not", !valid) == !valid);
		HOLDS(verdict_of(set, i, "all", valid) == valid);
		HOLDS(verdict_of(set, i, "any", valid) == valid);
		HOLDS(verdict_of(set, i, "one", valid) == valid);
		HOLDS(!verdict_of(set, i, "two", false));
		HOLDS(verdict_of(set, i, "then", !valid) == !valid);
	}
	error_release(&error);
}

/* The instance written anew as JSON has the same verdict. */
static void holds_as_json(struct instance *i, const struct schema *schema, bool valid)
{
	struct buf text = {0};
	struct instance again = {.scratch = i->scratch};

	if (holds_json(&text, i->tree.root) &&
	    json_read_as(&profile_general, &again.tree, buf_str(&text), &again.arena,
			 STR("x.json"), &again.findings))
		HOLDS(schema_valid(schema, again.tree.root, i->scratch) == valid);
	buf_release(&text);
	finding_release(&again.findings);
	arena_release(&again.arena);
}

static void holds_instance(struct schema_set *set, const struct schema *schema,
			   struct str source)
{
	struct instance i = {.scratch = schema_scratch_new()};
	size_t before;
	bool valid;

	if (yaml_read_as(&profile_general, &i.tree, source, &i.arena, STR("x.yaml"),
			 &i.findings)) {
		before = i.findings.items.n;
		valid = schema_valid(schema, i.tree.root, i.scratch);
		HOLDS(schema_valid(schema, i.tree.root, i.scratch) == valid);
		holds_explained(&i, schema, valid);
		if (!has_limit(&i.findings, before) && !holds_absent(i.tree.root)) {
			holds_as_json(&i, schema, valid);
			holds_around(set, &i, valid);
		}
	}
	finding_release(&i.findings);
	arena_release(&i.arena);
	schema_scratch_free(i.scratch);
}

static void holds_mode(struct str source, struct str instance,
		       const struct schema_options *options)
{
	struct schema_set *set = schema_set_new(options);
	struct error error = {0};
	const struct schema *schema;

	if (!schema_set_add(set, STR(URI), STR(""), source, &error) &&
	    !schema_compile(set, STR(URI), &schema, &error))
		holds_instance(set, schema, instance);
	error_release(&error);
	schema_set_free(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct schema_options options[] = {
		{.mode = SCHEMA_GENERAL, .assert_formats = true},
		{.mode = SCHEMA_KINDS},
	};
	struct str instance, schema = holds_split(holds_input(data, size), &instance);

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		holds_mode(schema, instance, &options[i]);
	return 0;
}
