/* SPDX-License-Identifier: MIT */
/* Unit tests of JSON Schema (schema/schema.h): schemas that are refused, dialects, bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "subject.h"

#include <string.h>

struct refusal_case {
	enum schema_mode mode;
	const char *schema, *error; /* `id line:column keyword` */
};

static const char *argument(const struct error *error, const char *name)
{
	const struct str *value = message_arg(&error->message, str_of(name));

	return value ? value->ptr : "";
}

static void check_refusals(const struct refusal_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct subject s;
		struct buf got = {0};

		subject_open(&s, cases[i].mode, str_of(cases[i].schema));
		if (s.status != STATUS_INVALID)
			fail_msg("taken: %s", cases[i].schema);
		buf_printf(&got, "%s %s:%s %s", s.error.message.id, argument(&s.error, "line"),
			   argument(&s.error, "column"), argument(&s.error, "keyword"));
		assert_string_equal(buf_cstr(&got), cases[i].error);
		buf_release(&got);
		subject_close(&s);
	}
}

#define REFUSE(cases) check_refusals(cases, sizeof(cases) / sizeof *(cases))

static void malformed_keywords_are_refused_with_their_place(void **state)
{
	static const struct refusal_case cases[] = {
		{0, "type: text", "schema.malformed-keyword 1:7 type"},
		{0, "type: [string, string]", "schema.malformed-keyword 1:7 type"},
		{0, "a: b\nminLength: -1", "schema.malformed-keyword 2:12 minLength"},
		{0, "maxItems: 1.5", "schema.malformed-keyword 1:11 maxItems"},
		{0, "minimum: '1'", "schema.malformed-keyword 1:10 minimum"},
		{0, "multipleOf: 0", "schema.malformed-keyword 1:13 multipleOf"},
		{0, "required: [a, 1]", "schema.malformed-keyword 1:11 required"},
		{0, "properties: [a]", "schema.malformed-keyword 1:13 properties"},
		{0, "allOf: []", "schema.malformed-keyword 1:8 allOf"},
		{0, "uniqueItems: 1", "schema.malformed-keyword 1:14 uniqueItems"},
		{0, "title: 1", "schema.malformed-keyword 1:8 title"},
		{0, "$ref: 1", "schema.malformed-keyword 1:7 $ref"},
		{0, "items: [{}]", "schema.not-a-schema 1:8 "},
		{0, "properties: {a: 1}", "schema.not-a-schema 1:17 "},
		{0, "42", "schema.not-a-schema 1:1 "},
		{0, "pattern: '('", "schema.malformed-pattern 1:10 pattern"},
		{0, "patternProperties: {'[': true}",
		 "schema.malformed-pattern 1:21 patternProperties"},
		{0, "a: [", "schema.unreadable 1:5 "},
		{0, "{}\n---\n{}", "schema.unreadable 3:1 "},
		{0, "", "schema.unreadable 1:1 "},
		{0, "# nothing", "schema.unreadable 1:1 "},
		{SCHEMA_KINDS, "", "schema.unreadable 1:1 "},
		{0, "$anchor: '1a'", "schema.malformed-identifier 1:10 $anchor"},
		{0, "$id: 'x#y'", "schema.malformed-identifier 1:6 $id"},
		{0, "$defs: {a: {$anchor: x}, b: {$anchor: x}}", "schema.duplicate-name 1:39 "},
		{0, "$defs: {a: {$id: x}, b: {$id: x}}", "schema.duplicate-name 1:31 "},
	};

	(void)state;
	REFUSE(cases);
}

static void references_that_lead_nowhere_are_refused(void **state)
{
	static const struct refusal_case cases[] = {
		{0, "$ref: '#/$defs/a'", "schema.unknown-reference 1:7 $ref"},
		{0, "$ref: '#a'", "schema.unknown-reference 1:7 $ref"},
		{0, "$dynamicRef: other", "schema.unknown-reference 1:14 $dynamicRef"},
		{0, "$ref: '#'", "schema.reference-loop 1:7 "},
		{0, "anyOf: [{type: string}, {'not': {$ref: '#'}}]",
		 "schema.reference-loop 1:40 "},
		{0,
		 "$ref: '#/$defs/a'\n$defs: {a: {$ref: '#/$defs/b'}, b: {allOf: [{$ref: "
		 "'#/$defs/a'}]}}",
		 "schema.reference-loop 2:52 "},
	};

	(void)state;
	REFUSE(cases);
}

static void the_standard_dialect_is_known(void **state)
{
	static const struct subject_case cases[] = {
		{"{$schema: 'https://json-schema.org/draft/2020-12/schema', minimum: 1}",
		 {"1"},
		 {"0"}},
		{"{$schema: 'https://json-schema.org/draft/2020-12/schema#', minimum: 1}",
		 {"1"},
		 {"0"}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

static void dialects_that_are_not_known_are_refused(void **state)
{
	static const struct refusal_case cases[] = {
		{0, "$schema: urn:example:mine", "schema.unknown-dialect 1:10 "},
		{0, "$schema: http://json-schema.org/draft-07/schema#\n$id: '#older'",
		 "schema.older-dialect 1:10 "},
		{0,
		 "$ref: older\n$defs: {a: {$id: older, $schema: "
		 "'http://json-schema.org/draft-04/schema', definitions: {x: {$id: '#x'}}}}",
		 "schema.older-dialect 2:34 "},
		{0, "$schema: 'urn:example:schema'\n$vocabulary: {'urn:example:strange': true}",
		 "schema.unknown-vocabulary 2:15 "},
	};

	(void)state;
	REFUSE(cases);
}

static void a_dialect_has_the_keywords_of_its_vocabularies_only(void **state)
{
	static const struct subject_case cases[] = {
		{"{$schema: 'urn:example:schema', $vocabulary: "
		 "{'https://json-schema.org/draft/2020-12/vocab/applicator': true, "
		 "'urn:example:strange': false}, type: string, properties: {a: false}}",
		 {"1", "{b: 1}"},
		 {"{a: 1}"}},
		{"{$schema: 'urn:example:schema', $vocabulary: "
		 "{'https://json-schema.org/draft/2020-12/vocab/format-assertion': true}, "
		 "format: date}",
		 {"1", "2022-02-28"},
		 {"2022-02-30"}},
	};

	(void)state;
	SUBJECT_CHECK(cases);
}

static void kinds_know_every_keyword_they_use(void **state)
{
	static const struct refusal_case cases[] = {
		{SCHEMA_KINDS, "type: object\ntittle: X", "schema.unknown-keyword 2:1 tittle"},
		{SCHEMA_KINDS, "$defs: {a: {minLenght: 1}}",
		 "schema.unknown-keyword 1:13 minLenght"},
		{SCHEMA_KINDS, "format: dates", "schema.unknown-format 1:9 format"},
		{SCHEMA_KINDS, "decimal: -1", "schema.malformed-keyword 1:10 decimal"},
		{SCHEMA_KINDS, "interval: [a]", "schema.malformed-keyword 1:11 interval"},
		{SCHEMA_KINDS, "forbidText: all", "schema.malformed-keyword 1:13 forbidText"},
		{SCHEMA_KINDS, "unique: yes", "schema.malformed-keyword 1:9 unique"},
		{SCHEMA_KINDS, "references: 1", "schema.malformed-keyword 1:13 references"},
	};
	static const struct subject_case general[] = {
		{"{tittle: X, minLenght: 9, decimal: -1, format: dates}", {"a"}, {0}},
	};

	(void)state;
	REFUSE(cases);
	SUBJECT_CHECK(general);
}

static void formats_assert_where_the_options_say_so_and_they_are_known(void **state)
{
	const struct schema_options options = {.assert_formats = true};
	struct subject s = {.set = schema_set_new(&options), .scratch = schema_scratch_new()};

	(void)state;
	s.status = schema_set_add(s.set, SUBJECT_URI, STR(""),
				  STR("items: {format: date}\nmaxItems: 2\n"
				      "allOf: [{items: {format: colour}}]"),
				  &s.error);
	assert_int_equal(s.status, 0);
	s.status = schema_compile(s.set, SUBJECT_URI, &s.schema, &s.error);
	assert_true(subject_check(&s, STR("[2023-01-31]")));
	assert_false(subject_check(&s, STR("[2023-01-32]")));
	subject_close(&s);
}

static void a_refused_schema_leaves_the_set_usable(void **state)
{
	struct subject s;

	(void)state;
	subject_open(
		&s, SCHEMA_GENERAL,
		STR("{$ref: '#/$defs/good/items', $defs: {good: {items: {$anchor: i, "
		    "minimum: 1}}, bad: {allOf: [{$ref: '#/$defs/good'}, {$ref: '#x'}]}}}"));
	assert_int_equal(s.status, 0);
	assert_int_equal(schema_compile(s.set, STR("urn:example:schema#/$defs/bad"), &s.schema,
					&s.error),
			 STATUS_INVALID);
	assert_int_equal(schema_compile(s.set, STR("urn:example:schema#/$defs/bad"), &s.schema,
					&s.error),
			 STATUS_INVALID);
	s.status = schema_compile(s.set, STR("urn:example:schema#/$defs/good"), &s.schema,
				  &s.error);
	assert_true(subject_check(&s, STR("[1]")));
	assert_false(subject_check(&s, STR("[0]")));
	assert_int_equal(schema_compile(s.set, STR("urn:example:none"), &s.schema, &s.error),
			 STATUS_INVALID);
	assert_string_equal(s.error.message.id, "schema.unknown-uri");
	subject_close(&s);
}

static void a_refused_dynamic_reference_does_not_haunt_the_set(void **state)
{
	struct subject s;

	(void)state;
	subject_open(
		&s, SCHEMA_GENERAL,
		STR("{$defs: {good: {type: integer}, bad: {$dynamicRef: '#here', $defs: {x: "
		    "{$dynamicAnchor: here, pattern: '('}}}}}"));
	assert_int_equal(schema_compile(s.set, STR("urn:example:schema#/$defs/bad"), &s.schema,
					&s.error),
			 STATUS_INVALID);
	s.status = schema_compile(s.set, STR("urn:example:schema#/$defs/good"), &s.schema,
				  &s.error);
	assert_true(subject_check(&s, STR("1")));
	subject_close(&s);
}

/* A schema that refers to d1, and that, with a sibling, to d2 ... up to dn, which is a type. A
 * $ref that stands alone costs nothing: the depth is n - 1. */
static void chain(struct buf *schema, int n)
{
	buf_reset(schema);
	buf_add_text(schema, "$ref: '#/$defs/d1'\n$defs:\n");
	for (int i = 1; i < n; i++)
		buf_printf(schema, "  d%d: {$ref: '#/$defs/d%d', minLength: 1}\n", i, i + 1);
	buf_printf(schema, "  d%d: {type: string}\n", n);
}

static void references_within_references_are_bounded(void **state)
{
	struct subject s;
	struct buf schema = {0};

	(void)state;
	chain(&schema, SCHEMA_REF_DEPTH_MAX + 1);
	subject_open(&s, SCHEMA_GENERAL, buf_str(&schema));
	assert_false(subject_check(&s, STR("[]")));
	assert_string_equal(s.findings.items.at[0].rule, "schema.type");
	assert_true(subject_check(&s, STR("x")));
	subject_close(&s);
	chain(&schema, SCHEMA_REF_DEPTH_MAX + 2);
	subject_open(&s, SCHEMA_GENERAL, buf_str(&schema));
	assert_false(subject_check(&s, STR("x")));
	assert_int_equal(s.findings.items.n, 1);
	assert_string_equal(s.findings.items.at[0].rule, "schema.limit-references");
	subject_close(&s);
	buf_release(&schema);
}

static void a_crossed_bound_is_no_verdict_even_within_not(void **state)
{
	struct subject s;
	struct buf schema = {0};

	(void)state;
	chain(&schema, SCHEMA_REF_DEPTH_MAX + 2);
	buf_add_text(&schema, "  negated: {not: {$ref: '#'}}\n");
	subject_open(&s, SCHEMA_GENERAL, buf_str(&schema));
	s.status = schema_compile(s.set, STR("urn:example:schema#/$defs/negated"), &s.schema,
				  &s.error);
	assert_false(subject_check(&s, STR("x")));
	assert_string_equal(s.findings.items.at[0].rule, "schema.limit-references");
	subject_close(&s);
	buf_release(&schema);
}

static void add_nested(struct buf *out, int depth)
{
	for (int i = 0; i < depth; i++)
		buf_add_char(out, '[');
	buf_add_text(out, "1");
	for (int i = 0; i < depth; i++)
		buf_add_char(out, ']');
}

static void schemas_within_schemas_are_bounded(void **state)
{
	struct subject s;
	struct buf schema = {0}, instance = {0};

	(void)state;
	chain(&schema, 60); /* 60 schemas on each of 60 levels are more than 2048 */
	buf_add_text(&schema, "  d61: {type: array, items: {$ref: '#'}}\n");
	memcpy(strstr(schema.ptr, "d60: {type: string}"), "d60: {$ref: '#d61'}", 19);
	buf_add_text(&schema, "  d62: {$anchor: d61, $ref: '#/$defs/d61'}\n");
	subject_open(&s, SCHEMA_GENERAL, buf_str(&schema));
	add_nested(&instance, 20);
	assert_false(subject_check(&s, buf_str(&instance)));
	assert_string_equal(s.findings.items.at[0].rule, "schema.type");
	buf_reset(&instance);
	add_nested(&instance, 60);
	assert_false(subject_check(&s, buf_str(&instance)));
	assert_string_equal(s.findings.items.at[0].rule, "schema.limit-depth");
	subject_close(&s);
	buf_release(&schema);
	buf_release(&instance);
}

static void a_schema_that_multiplies_its_work_is_given_up(void **state)
{
	struct subject s;
	struct buf instance = {0};

	(void)state;
	subject_open(&s, SCHEMA_GENERAL,
		     STR("anyOf: [{items: {$ref: '#'}, minItems: 2}, {items: {$ref: '#'}, "
			 "maxItems: 0}]"));
	add_nested(&instance, 60);
	assert_false(subject_check(&s, buf_str(&instance)));
	assert_string_equal(s.findings.items.at[0].rule, "schema.limit-steps");
	subject_close(&s);
	buf_release(&instance);
}

static void a_pattern_that_takes_too_long_is_no_verdict(void **state)
{
	struct subject s;

	(void)state;
	subject_open(&s, SCHEMA_GENERAL, STR("'not': {pattern: '^(a|a)*$'}"));
	assert_true(subject_check(&s, STR("aaaaaab")));
	assert_false(subject_check(&s, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")));
	assert_int_equal(s.findings.items.n, 1);
	assert_string_equal(s.findings.items.at[0].rule, "schema.limit-regex");
	subject_close(&s);
}

static void adding_a_document_twice_is_refused(void **state)
{
	struct subject s;

	(void)state;
	subject_open(&s, SCHEMA_GENERAL, STR("{}"));
	assert_int_equal(schema_set_add(s.set, SUBJECT_URI, STR(""), STR("{}"), &s.error),
			 STATUS_INVALID);
	assert_string_equal(s.error.message.id, "schema.duplicate-name");
	subject_close(&s);
	schema_set_free(NULL);
	schema_scratch_free(NULL);
}

/* What the tests' fetch hands out, by URI; a NULL text is a failure of the system's. */
static const struct {
	const char *uri, *text;
} fetched[] = {
	{"http://example.test/number", "type: number\nminimum: {}\n"},
	{"http://example.test/list", "items: {$ref: item}"},
	{"http://example.test/item", "{\"type\": \"integer\", \"minimum\": 2}"},
	{"http://example.test/self.yaml",
	 "$id: http://example.test/self\nproperties: {next: {$ref: self.yaml}}"},
	{"http://example.test/broken", "$defs: {a: {$id: 'http://example.test/free'}}\nb: ["},
	{"http://example.test/locked", NULL},
};

static int fetch(void *context, struct str uri, struct buf *bytes, struct buf *name,
		 struct error *error)
{
	int *asked = context;

	(*asked)++;
	assert_int_equal(bytes->len + name->len, 0);
	for (size_t i = 0; i < sizeof fetched / sizeof *fetched; i++) {
		if (!str_eq(uri, str_of(fetched[i].uri)))
			continue;
		if (!fetched[i].text)
			return error_set(error, STATUS_IO, "snapshot.open", NULL);
		buf_add_text(bytes, fetched[i].text);
		buf_printf(name, "dir/%s", strrchr(fetched[i].uri, '/') + 1);
		return 0;
	}
	return STATUS_NOT_FOUND;
}

static void open_fetching(struct subject *s, int *asked, const char *schema)
{
	const struct schema_options options = {.fetch = fetch, .fetch_context = asked};

	*s = (struct subject){.set = schema_set_new(&options), .scratch = schema_scratch_new()};
	s->status =
		schema_set_add(s->set, SUBJECT_URI, STR("my.yaml"), str_of(schema), &s->error);
	if (!s->status)
		s->status = schema_compile(s->set, SUBJECT_URI, &s->schema, &s->error);
}

static void what_the_set_does_not_hold_is_fetched(void **state)
{
	struct subject s;
	int asked = 0;

	(void)state;
	open_fetching(&s, &asked, "properties: {a: {$ref: 'http://example.test/list#'}}");
	assert_true(subject_check(&s, STR("a: [2]")));
	assert_false(subject_check(&s, STR("a: [1]")));
	assert_string_equal(message_arg(&s.findings.items.at[0].message, STR("schema"))->ptr,
			    "dir/item#/minimum");
	assert_int_equal(asked, 2);
	subject_close(&s);
}

/* The file refers to itself by the URI that it came from, which is not its `$id`. */
static void the_same_bytes_under_a_second_uri_are_the_same_document(void **state)
{
	struct subject s;
	int asked = 0;

	(void)state;
	open_fetching(&s, &asked, "{}");
	assert_int_equal(schema_set_add(s.set, STR("urn:example:copy"), STR(""),
					str_of(fetched[3].text), &s.error),
			 0);
	s.status = schema_compile(s.set, STR("urn:example:copy"), &s.schema, &s.error);
	assert_int_equal(asked, 1);
	assert_true(subject_check(&s, STR("next: {next: {}}")));
	subject_close(&s);
}

static void what_was_fetched_is_called_by_its_name_in_errors(void **state)
{
	static const struct {
		const char *schema;
		enum status status;
		const char *error, *file;
	} cases[] = {
		{"$ref: http://example.test/number", STATUS_INVALID, "schema.malformed-keyword",
		 "dir/number"},
		{"$ref: http://example.test/broken", STATUS_INVALID, "schema.unreadable",
		 "dir/broken"},
		{"$ref: http://example.test/none", STATUS_INVALID, "schema.unknown-reference",
		 "my.yaml"},
		{"$schema: http://example.test/none", STATUS_INVALID, "schema.unknown-dialect",
		 "my.yaml"},
		{"$ref: http://example.test/locked", STATUS_IO, "snapshot.open", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct subject s;
		int asked = 0;

		open_fetching(&s, &asked, cases[i].schema);
		assert_int_equal(s.status, cases[i].status);
		assert_string_equal(s.error.message.id, cases[i].error);
		assert_string_equal(argument(&s.error, "file"), cases[i].file);
		assert_int_equal(asked, 1);
		subject_close(&s);
	}
}

static void a_document_that_is_refused_leaves_no_name_behind(void **state)
{
	struct subject s;

	(void)state;
	subject_open(&s, SCHEMA_GENERAL, STR("{}"));
	assert_int_equal(schema_set_add(s.set, STR("urn:example:a"), STR(""),
					STR("$defs: {a: {$id: 'urn:example:b', $anchor: x}, "
					    "c: {$anchor: 1}}"),
					&s.error),
			 STATUS_INVALID);
	assert_int_equal(
		schema_set_add(s.set, STR("urn:example:a"), STR(""), STR("{}"), &s.error), 0);
	assert_int_equal(
		schema_set_add(s.set, STR("urn:example:b"), STR(""), STR("{}"), &s.error), 0);
	subject_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(malformed_keywords_are_refused_with_their_place),
		cmocka_unit_test(references_that_lead_nowhere_are_refused),
		cmocka_unit_test(the_standard_dialect_is_known),
		cmocka_unit_test(dialects_that_are_not_known_are_refused),
		cmocka_unit_test(a_dialect_has_the_keywords_of_its_vocabularies_only),
		cmocka_unit_test(kinds_know_every_keyword_they_use),
		cmocka_unit_test(formats_assert_where_the_options_say_so_and_they_are_known),
		cmocka_unit_test(a_refused_schema_leaves_the_set_usable),
		cmocka_unit_test(a_refused_dynamic_reference_does_not_haunt_the_set),
		cmocka_unit_test(references_within_references_are_bounded),
		cmocka_unit_test(a_crossed_bound_is_no_verdict_even_within_not),
		cmocka_unit_test(schemas_within_schemas_are_bounded),
		cmocka_unit_test(a_schema_that_multiplies_its_work_is_given_up),
		cmocka_unit_test(a_pattern_that_takes_too_long_is_no_verdict),
		cmocka_unit_test(adding_a_document_twice_is_refused),
		cmocka_unit_test(what_the_set_does_not_hold_is_fetched),
		cmocka_unit_test(the_same_bytes_under_a_second_uri_are_the_same_document),
		cmocka_unit_test(what_was_fetched_is_called_by_its_name_in_errors),
		cmocka_unit_test(a_document_that_is_refused_leaves_no_name_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
