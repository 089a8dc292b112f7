/* SPDX-License-Identifier: MIT */
/* Unit tests of JSON Schema (schema/schema.h): verdicts and references. What is refused, and
 * the bounds, are in schema_compile.c; what is found, and how it is said, in schema_findings.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "subject.h"

static void assertions_hold_for_their_own_type_only(void **state)
{
	static const struct subject_case cases[] = {
		{"true", {"1", "x", "[]"}, {0}},
		{"false", {0}, {"1", "x", "null"}},
		{"{type: integer}", {"1", "1.0", "-1e2", "0x1F"}, {"1.5", "'1'", "1e-1"}},
		{"{type: [string, 'null']}", {"x", "null", "''"}, {"1", "true", "[]", "{}"}},
		{"{type: number}", {"1", "1.5"}, {"x", "null"}},
		{"{type: object}", {"{}"}, {"[]", "x"}},
		{"{const: 1.0}", {"1", "1.00", "10e-1"}, {"1.01", "'1'", "true"}},
		{"{const: {a: [1, x]}}", {"{a: [1.0, x]}"}, {"{a: [x, 1]}", "{}", "x"}},
		{"{enum: [a, 1, null]}", {"a", "1", "null", "1.0"}, {"b", "2", "false", "[]"}},
		{"{enum: []}", {0}, {"a", "[]"}},
		{"{minimum: 0.1}", {"0.1", "x", "1e-1"}, {"0.0999999999999999999999", "-1"}},
		{"{maximum: 9007199254740993}",
		 {"9007199254740993", "1"},
		 {"9007199254740993.5", "9007199254740994"}},
		{"{exclusiveMinimum: 0}", {"0.1"}, {"0", "-0", "0.0"}},
		{"{exclusiveMaximum: 5}", {"4.99"}, {"5", "5.0"}},
		{"{multipleOf: 0.01}", {"0.29", "4.35", "x"}, {"0.295"}},
		{"{minLength: 2, maxLength: 3}",
		 {"ab", "社工站", "1"},
		 {"社", "社会工作", "''"}},
		{"{minLength: 0, maxLength: 0}", {"''"}, {"a"}},
		{"{maxLength: 2.0}", {"ab"}, {"abc"}},
		{"{pattern: '^[a-z]+$'}", {"abc", "1"}, {"'1'", "aB", "''"}},
		{"{pattern: b}", {"abc"}, {"ac"}},
		{"{format: date}", {"x", "2022-02-30"}, {0}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

static void arrays_are_checked(void **state)
{
	static const struct subject_case cases[] = {
		{"{minItems: 1, maxItems: 2}", {"[1]", "[1, 2]", "x"}, {"[]", "[1, 2, 3]"}},
		{"{uniqueItems: true}",
		 {"[1, 2]", "[1, '1', true, null]", "[{a: 1, b: 2}, {a: 2, b: 1}]", "[]",
		  "[[], {}]"},
		 {"[1, 2, 1.0]", "[x, x]", "[{a: 1, b: 2}, {b: 2, a: 1}]", "[[1], [1]]"}},
		{"{uniqueItems: false}", {"[1, 1]"}, {0}},
		{"{prefixItems: [{type: string}], items: {type: integer}}",
		 {"[a, 1, 2]", "[]", "[a]"},
		 {"[1]", "[a, b]", "[a, 1, b]"}},
		{"{prefixItems: [true], items: false}", {"[1]", "[]"}, {"[1, 2]"}},
		{"{items: {items: {type: integer}}}", {"[[1], []]"}, {"[[1], [x]]"}},
		{"{contains: {const: 1}}", {"[2, 1]", "x"}, {"[]", "[2]"}},
		{"{contains: {const: 1}, minContains: 2, maxContains: 3}",
		 {"[1, 1]", "[1, 2, 1, 1]"},
		 {"[1]", "[1, 1, 1, 1]"}},
		{"{contains: {const: 1}, minContains: 0}", {"[]", "[2]"}, {0}},
		{"{minContains: 2}", {"[]"}, {0}},
		{"{unevaluatedItems: false, prefixItems: [true]}", {"[1]"}, {"[1, 2]"}},
		{"{unevaluatedItems: false, contains: {const: 1}}",
		 {"[1, 1]"},
		 {"[1, 2]", "[]"}},
		{"{unevaluatedItems: {type: string}, anyOf: [{prefixItems: [{const: 1}]}, "
		 "{prefixItems: [true, {const: 2}]}]}",
		 {"[1, x]", "[1, 2]", "[0, 2]"},
		 {"[1, 3]", "[1, 2, 3]"}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

static void objects_are_checked(void **state)
{
	static const struct subject_case cases[] = {
		{"{minProperties: 1, maxProperties: 2}",
		 {"{a: 1}", "{a: 1, b: 2}"},
		 {"{}", "{a: 1, b: 2, c: 3}"}},
		{"{required: [a, b]}", {"{a: 1, b: 2, c: 3}", "x"}, {"{a: 1}", "{}"}},
		{"{properties: {a: {type: integer}}, required: [b]}",
		 {"{b: 1}", "{a: 1, b: x}"},
		 {"{a: 1}", "{a: x, b: 1}"}},
		{"{properties: {a: true}, additionalProperties: false}",
		 {"{a: 1}", "{}"},
		 {"{b: 1}"}},
		{"{properties: {a: false}}", {"{b: 1}"}, {"{a: 1}"}},
		{"{patternProperties: {'^x': {type: integer}, 'y$': {minimum: 5}}, "
		 "additionalProperties: {type: string}}",
		 {"{x: 1, zy: 5, xy: 6, other: text}"},
		 {"{x: text}", "{xy: 4}", "{other: 1}"}},
		{"{propertyNames: {maxLength: 2}}", {"{ab: 1}", "{}"}, {"{abc: 1}"}},
		{"{dependentRequired: {a: [b, c]}}",
		 {"{a: 1, b: 1, c: 1}", "{b: 1}"},
		 {"{a: 1, b: 1}", "{a: 1}"}},
		{"{dependentSchemas: {a: {required: [b]}, c: false}}",
		 {"{a: 1, b: 1}", "{b: 1}"},
		 {"{a: 1}", "{c: 1}"}},
		{"{unevaluatedProperties: false, properties: {a: true}, allOf: [{properties: "
		 "{b: true}}], if: {required: [c]}, then: {properties: {c: true, d: true}}}",
		 {"{a: 1, b: 1}", "{c: 1, d: 1}"},
		 {"{d: 1}", "{x: 1}"}},
		{"{allOf: [{properties: {a: true}, unevaluatedProperties: false}], properties: "
		 "{b: true}}",
		 {"{a: 1}"},
		 {"{b: 1}"}},
		{"{unevaluatedProperties: false, 'not': {'not': {properties: {a: true}}}}",
		 {"{}"},
		 {"{a: 1}"}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

static void schemas_combine(void **state)
{
	static const struct subject_case cases[] = {
		{"{allOf: [{minimum: 1}, {maximum: 3}]}", {"2", "x"}, {"0", "4"}},
		{"{anyOf: [{type: string}, {minimum: 5}]}", {"x", "5"}, {"4"}},
		{"{oneOf: [{multipleOf: 2}, {multipleOf: 3}]}", {"2", "9"}, {"6", "7"}},
		{"{oneOf: [{const: a, title: A}, {const: b}]}", {"a", "b"}, {"c", "1", "[]"}},
		{"{oneOf: [{const: a}, {const: a}]}", {0}, {"a", "b"}},
		{"{anyOf: [{const: a}, {const: a}]}", {"a"}, {"b"}},
		{"{oneOf: [{const: a}, {const: b, minLength: 2}]}", {"a"}, {"b"}},
		{"{'not': {type: string}}", {"1", "[]"}, {"x"}},
		{"{if: {type: string}, then: {minLength: 2}, else: {minimum: 2}}",
		 {"ab", "2"},
		 {"a", "1"}},
		{"{then: false, else: false}", {"1"}, {0}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

static void references_are_followed(void **state)
{
	static const struct subject_case cases[] = {
		{"{$ref: '#/$defs/a~1b%25', $defs: {'a/b%': {type: string}}}", {"x"}, {"1"}},
		{"{properties: {next: {$ref: '#'}, v: {type: integer}}}",
		 {"{next: {next: {v: 1}}}"},
		 {"{next: {next: {v: x}}}"}},
		{"{$ref: '#here', $defs: {x: {$anchor: here, type: integer}}}", {"1"}, {"x"}},
		{"{$ref: inner, $defs: {x: {$id: inner, $ref: '#/$defs/y', $defs: {y: {type: "
		 "integer}}}}}",
		 {"1"},
		 {"x"}},
		{"{$id: 'http://example.test/a/b', $ref: '../c', $defs: {x: {$id: /c, type: "
		 "integer}}}",
		 {"1"},
		 {"x"}},
		{"{$ref: '#/$defs/a', minLength: 2, $defs: {a: {maxLength: 3}}}",
		 {"ab"},
		 {"a", "abcd"}},
		{"{const: {$ref: nowhere}}", {"{$ref: nowhere}"}, {"x"}},
		{"{enum: [{$id: '#x'}]}", {"{$id: '#x'}"}, {"x"}},
		{"{properties: {$ref: {type: string}}}", {"{$ref: x}"}, {"{$ref: 1}"}},
		{"{some: {thing: {type: integer}}, $ref: '#/some/thing'}", {"1"}, {"x"}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

static void a_dynamic_reference_finds_the_outermost_anchor(void **state)
{
	static const struct subject_case cases[] = {
		{"{$ref: list, $defs: {foo: {$dynamicAnchor: items, type: string}, list: {$id: "
		 "list, type: array, items: {$dynamicRef: '#items'}, $defs: {items: "
		 "{$dynamicAnchor: items}}}}}",
		 {"[a, b]"},
		 {"[a, 1]"}},
		{"{$ref: list, $defs: {foo: {$dynamicAnchor: items, type: string}, list: {$id: "
		 "list, type: array, items: {$dynamicRef: '#items'}, $defs: {items: {$anchor: "
		 "items}}}}}",
		 {"[a, 1]"},
		 {"x"}},
		{"{$id: 'urn:example:tree', $dynamicAnchor: node, properties: {children: "
		 "{items: {$dynamicRef: '#node'}}}, unevaluatedProperties: false}",
		 {"{children: [{children: []}]}"},
		 {"{children: [{kids: []}]}"}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

static void another_document_is_found_by_either_of_its_names(void **state)
{
	static const char *const references[] = {"urn:example:retrieved",
						 "http://example.test/named",
						 "http://example.test/named#/$defs/n"};
	const struct schema_options options = {.mode = SCHEMA_GENERAL};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct error error = {0};
		struct schema_set *set = schema_set_new(&options);
		const struct schema *schema = NULL, *again = NULL;

		assert_int_equal(
			schema_set_add(set, STR("urn:example:retrieved"), STR(""),
				       STR("{$id: 'http://example.test/named', $defs: {n: "
					   "{}}}"),
				       &error),
			0);
		assert_int_equal(schema_compile(set, str_of(references[i]), &schema, &error),
				 0);
		assert_int_equal(schema_compile(set, str_of(references[i]), &again, &error), 0);
		assert_ptr_equal(schema, again);
		schema_set_free(set);
		error_release(&error);
	}
}

static void json_documents_are_read_as_json(void **state)
{
	static const struct subject_case cases[] = {
		{"{\"const\": \"\\ud83d\\ude00\"}", {"'\xF0\x9F\x98\x80'"}, {"x"}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

static void an_absent_node_is_valid_against_everything(void **state)
{
	struct subject s;
	struct node absent = {.kind = NODE_ABSENT};

	(void)state;
	subject_open(&s, SCHEMA_GENERAL, STR("{type: object, 'not': {}}"));
	assert_true(schema_valid(s.schema, &absent, s.scratch));
	assert_true(schema_valid(s.schema, NULL, s.scratch));
	subject_close(&s);
}

/* FNV-1a collides for these: the items have the same hash. */
static void unique_items_with_colliding_hashes_are_told_apart(void **state)
{
	struct subject s;

	(void)state;
	assert_int_equal(str_hash(STR("costarring")), str_hash(STR("liquid")));
	subject_open(&s, SCHEMA_GENERAL, STR("uniqueItems: true"));
	assert_true(subject_check(&s, STR("[costarring, liquid]")));
	assert_true(subject_check(&s, STR("[{costarring: 1}, {liquid: 1}]")));
	assert_false(subject_check(&s, STR("[costarring, liquid, costarring]")));
	subject_close(&s);
}

static void an_object_schema_tells_colliding_keys_apart(void **state)
{
	static const struct subject_case cases[] = {
		{"{properties: {costarring: {type: string}, liquid: {type: integer}}}",
		 {"{liquid: 1, costarring: x}"},
		 {"{liquid: x}", "{costarring: 1}"}},
		{"{enum: [costarring]}", {"costarring"}, {"liquid"}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(assertions_hold_for_their_own_type_only),
		cmocka_unit_test(arrays_are_checked),
		cmocka_unit_test(objects_are_checked),
		cmocka_unit_test(schemas_combine),
		cmocka_unit_test(references_are_followed),
		cmocka_unit_test(a_dynamic_reference_finds_the_outermost_anchor),
		cmocka_unit_test(another_document_is_found_by_either_of_its_names),
		cmocka_unit_test(json_documents_are_read_as_json),
		cmocka_unit_test(an_absent_node_is_valid_against_everything),
		cmocka_unit_test(unique_items_with_colliding_hashes_are_told_apart),
		cmocka_unit_test(an_object_schema_tells_colliding_keys_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
