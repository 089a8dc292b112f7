/* SPDX-License-Identifier: MIT */
/* Unit tests of names by schema (schema/named.h): wherever a schema says that a string is one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/named.h"

#include "reading.h"
#include "text/yaml.h"

/* What stands for the schemas of the cases. */
static const char common[] = "$id: https://example.org/common\n"
			     "$defs:\n"
			     "  id: {type: string, pattern: '^[a-z-]+$'}\n"
			     "  station: {$ref: '#/$defs/id', references: station}\n";

static void dump(const struct named_list *list, const struct tree *t, struct buf *out)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct named *n = &list->at[i];

		buf_add_text(out, i ? ", " : "");
		tree_pointer(t, n->node, out);
		buf_printf(out, "%s=%.*s %.*s", n->is_key ? "(key)" : "",
			   STR_ARG(n->node->text), STR_ARG(n->kind));
	}
}

/* What the schema says of the instance is `expected`, and all of it is said. */
static void says(const char *schema_text, const char *instance, const char *expected)
{
	const struct schema_options options = {.mode = SCHEMA_KINDS};
	struct schema_set *set = schema_set_new(&options);
	struct schema_scratch *scratch = schema_scratch_new();
	const struct schema *schema;
	struct reading reading;
	struct named_list list = {0};
	struct error error = {0};
	struct buf got = {0};

	assert_int_equal(schema_set_add(set, STR("https://example.org/common"), STR(""),
					str_of(common), &error),
			 0);
	if (schema_set_add(set, STR("https://example.org/schema"), STR(""), str_of(schema_text),
			   &error) ||
	    schema_compile(set, STR("https://example.org/schema"), &schema, &error))
		fail_msg("%s: %s", schema_text, error.message.id);
	reading_open(&reading, yaml_read, str_of(instance), STR("x.yaml"));
	assert_true(reading.read);
	assert_true(named_find(schema, reading.tree.root, scratch, &list));
	dump(&list, &reading.tree, &got);
	assert_string_equal(buf_cstr(&got), expected);
	vec_release(&list);
	buf_release(&got);
	reading_close(&reading);
	schema_scratch_free(scratch);
	schema_set_free(set);
}

static void references_are_found_in_members_and_items(void **state)
{
	(void)state;
	says("properties: {a: {references: x}, b: {references: y}, c: {type: string}}",
	     "{a: i, b: j, c: k}", "/a=i x, /b=j y");
	says("items: {references: x}", "[i, 1, j]", "/0=i x, /2=j x");
	says("prefixItems: [{references: x}, true]\nitems: {references: y}", "[i, j, k]",
	     "/0=i x, /2=k y");
	says("items: {properties: {a: {items: {references: x}}}}", "[{a: [i]}, {a: [j, k]}]",
	     "/0/a/0=i x, /1/a/0=j x, /1/a/1=k x");
}

static void references_are_found_under_free_keys_and_in_them(void **state)
{
	(void)state;
	says("properties: {a: true}\nadditionalProperties: {references: x}", "{a: i, b: j}",
	     "/b=j x");
	says("patternProperties: {'^s-': {references: x}, '-t$': {references: y}}\n"
	     "additionalProperties: {references: z}",
	     "{s-t: i, s-u: j, v: k}", "/s-t=i x, /s-t=i y, /s-u=j x, /v=k z");
	says("propertyNames: {references: x}", "{i: 1, j: {k: 2}}", "/i(key)=i x, /j(key)=j x");
	says("properties: {a: {references: x}}\nunevaluatedProperties: {references: y}",
	     "{a: i, b: j}", "/a=i x, /b=j y");
	says("prefixItems: [true]\nunevaluatedItems: {references: y}", "[i, j]", "/1=j y");
	says("contains: {pattern: '^a', references: x}", "[a, b, ab]", "/0=a x, /2=ab x");
}

static void a_schema_speaks_through_others(void **state)
{
	(void)state;
	says("properties: {a: {$ref: common#/$defs/station}}", "{a: i}", "/a=i station");
	says("$ref: '#/$defs/l'\n"
	     "$defs: {l: {properties: {next: {$ref: '#/$defs/l'}, a: {references: x}}}}",
	     "{a: i, next: {a: j, next: {a: k}}}", "/a=i x, /next/a=j x, /next/next/a=k x");
	says("$dynamicRef: '#l'\n"
	     "$defs: {l: {$dynamicAnchor: l, additionalProperties: {references: x}}}",
	     "{a: i}", "/a=i x");
	says("allOf: [{properties: {a: {references: x}}}, {properties: {b: {references: y}}}]",
	     "{a: i, b: j}", "/a=i x, /b=j y");
	says("dependentSchemas: {b: {properties: {a: {references: x}}}}", "{a: i, b: 1}",
	     "/a=i x");
	says("dependentSchemas: {b: {properties: {a: {references: x}}}}", "{a: i}", "");
}

static const char by_kind[] = "if: {properties: {kind: {const: worker}}, required: [kind]}\n"
			      "then: {properties: {subject: {references: worker}}}\n"
			      "else: {properties: {subject: {references: station}}}";

static const char one_of[] =
	"oneOf:\n"
	"  - {properties: {kind: {const: w}, subject: {type: string, references: worker}}}\n"
	"  - {properties: {kind: {const: s}, subject: {type: string, references: station}}}\n";

static void branches_speak_if_the_value_passes_them_or_none(void **state)
{
	(void)state;
	says(by_kind, "{kind: worker, subject: i}", "/subject=i worker");
	says(by_kind, "{kind: other, subject: i}", "/subject=i station");
	says("if: {properties: {a: {references: x}}}", "{a: i}", "/a=i x");
	says(one_of, "{kind: s, subject: i}", "/subject=i station");
	says(one_of, "{kind: v, subject: i}", "/subject=i worker, /subject=i station");
	says("anyOf: [{items: {references: x}}, {items: {references: y}}, {type: object}]",
	     "[i]", "/0=i x, /0=i y");
	says("not: {properties: {a: {references: x}}, required: [b]}", "{a: i}", "");
}

static void values_of_enumerations_are_told_from_text(void **state)
{
	(void)state;
	says("properties: {a: {enum: [i, 1]}, b: {oneOf: [{const: i, title: I}, {const: j}]},"
	     " c: {type: string}, d: {enum: [1]}}",
	     "{a: i, b: j, c: i, d: 1}", "/a=i , /b=j ");
}

/* All of it is looked at, though the first of it is wrong already. */
static void what_is_wrong_speaks_all_the_same(void **state)
{
	(void)state;
	says("type: array\nmaxItems: 1\nitems: {$ref: common#/$defs/station}",
	     "[NO, i, {a: j}, k]", "/0=NO station, /1=i station, /3=k station");
	says("required: [z]\nproperties: {a: {references: x}}\n"
	     "unevaluatedProperties: {references: y}",
	     "{b: i}", "/b=i y");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_are_found_in_members_and_items),
		cmocka_unit_test(references_are_found_under_free_keys_and_in_them),
		cmocka_unit_test(a_schema_speaks_through_others),
		cmocka_unit_test(branches_speak_if_the_value_passes_them_or_none),
		cmocka_unit_test(values_of_enumerations_are_told_from_text),
		cmocka_unit_test(what_is_wrong_speaks_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
