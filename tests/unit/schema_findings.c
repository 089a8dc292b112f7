/* SPDX-License-Identifier: MIT */
/* Unit tests of what JSON Schema finds (schema/schema.h): messages, places, order, privacy. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "subject.h"

#include <string.h>

struct finding_case {
	const char *schema, *instance, *findings;
};

static void check_findings(const struct finding_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct subject s;
		struct buf got = {0};

		subject_open(&s, SCHEMA_KINDS, str_of(cases[i].schema));
		if (s.status)
			fail_msg("%s: %s", cases[i].schema, s.error.message.id);
		subject_check(&s, str_of(cases[i].instance));
		subject_dump(&s, &got);
		assert_string_equal(buf_cstr(&got), cases[i].findings);
		buf_release(&got);
		subject_close(&s);
	}
}

#define FIND(cases) check_findings(cases, sizeof(cases) / sizeof *(cases))

static void values_of_another_type_are_named(void **state)
{
	static const struct finding_case cases[] = {
		{"type: string", "[1]",
		 "schema.type 1:1  expected=string expected_title=type.string actual=array "
		 "actual_title=type.array value=[…]\n"},
		{"type: [integer, 'null']", "x",
		 "schema.type 1:1  expected=integer, null expected_title=type.integer "
		 "type.null "
		 "actual=string actual_title=type.string value=x\n"},
		{"type: integer", "1.5",
		 "schema.type 1:1  expected=integer expected_title=type.integer actual=number "
		 "actual_title=type.number value=1.5\n"},
		{"false", "x", "schema.false 1:1 \n"},
	};

	(void)state;
	FIND(cases);
}

static void text_that_lacks_quotes_is_told_so(void **state)
{
	static const struct finding_case cases[] = {
		{"items: {type: string}", "[0123, true, null, 1.50, no, 12:30]",
		 "schema.type-quote 1:2 /0 value=0123\n"
		 "schema.type-quote 1:8 /1 value=true\n"
		 "schema.type-quote 1:14 /2 value=null\n"
		 "schema.type-quote 1:20 /3 value=1.50\n"},
		{"{properties: {a: {type: string}}}", "a:\n",
		 "schema.type-empty 1:3 /a expected=string expected_title=type.string\n"},
		{"{type: string, oneOf: [{const: '14-17'}, {const: '14'}]}", "14",
		 "schema.type-quote 1:1  value=14\n"},
	};

	(void)state;
	FIND(cases);
}

static void numbers_out_of_bounds_show_the_bound(void **state)
{
	static const struct finding_case cases[] = {
		{"{minimum: 1, multipleOf: 2}", "-1",
		 "schema.multiple-of 1:1  value=-1 divisor=2\n"
		 "schema.minimum 1:1  value=-1 limit=1\n"},
		{"{maximum: 1.50, exclusiveMaximum: 2}", "2",
		 "schema.maximum 1:1  value=2 limit=1.50\n"
		 "schema.exclusive-maximum 1:1  value=2 limit=2\n"},
		{"exclusiveMinimum: 0", "0", "schema.exclusive-minimum 1:1  value=0 limit=0\n"},
		{"decimal: 2", "1.005", "schema.decimal 1:1  value=1.005 places=2\n"},
		{"decimal: 2", "1.500", ""},
		{"decimal: 0", "1.0e3", ""},
	};

	(void)state;
	FIND(cases);
}

static void texts_are_quoted_as_far_as_sensible(void **state)
{
	static const struct finding_case cases[] = {
		{"maxLength: 2", "社工站", "schema.max-length 1:1  value=社工站 limit=2\n"},
		{"{minLength: 2}", "x", "schema.min-length 1:1  value=x limit=2\n"},
		{"{minLength: 2}", "''", "schema.min-length-empty 1:1 \n"},
		{"pattern: '^a'", "b", "schema.pattern 1:1  value=b pattern=^a\n"},
		{"{pattern: '^a', description: begins with a}", "b",
		 "schema.pattern-described 1:1  value=b pattern=^a description=begins with "
		 "a\n"},
		{"pattern: '^a'",
		 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb社社",
		 "schema.pattern 1:1  "
		 "value=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb社… "
		 "pattern=^a\n"},
	};

	(void)state;
	FIND(cases);
}

static void each_format_has_its_own_finding(void **state)
{
	static const struct finding_case cases[] = {
		{"{format: date, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'}", "2023-02-30",
		 "schema.format-date 1:1  value=2023-02-30\n"},
		{"{format: date, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'}", "1 March",
		 "schema.format-date 1:1  value=1 March\n"},
		{"format: uscc", "'91'", "schema.format-uscc 1:1  value=91\n"},
		{"format: division-code", "'91'",
		 "schema.format-division-code 1:1  value=91\n"},
		{"format: community-code", "'91'",
		 "schema.format-community-code 1:1  value=91\n"},
		{"format: date-time", "'x'", "schema.format-date-time 1:1  value=x\n"},
		{"format: duration", "'x'", "schema.format-duration 1:1  value=x\n"},
		{"format: email", "'x'", "schema.format-email 1:1  value=x\n"},
		{"format: hostname", "'-'", "schema.format-hostname 1:1  value=-\n"},
		{"format: idn-email", "'x'", "schema.format-idn-email 1:1  value=x\n"},
		{"format: idn-hostname", "'-'", "schema.format-idn-hostname 1:1  value=-\n"},
		{"format: ipv4", "'x'", "schema.format-ipv4 1:1  value=x\n"},
		{"format: ipv6", "'x'", "schema.format-ipv6 1:1  value=x\n"},
		{"format: iri", "'a'", "schema.format-iri 1:1  value=a\n"},
		{"format: iri-reference", "'^'", "schema.format-iri-reference 1:1  value=^\n"},
		{"format: json-pointer", "'a'", "schema.format-json-pointer 1:1  value=a\n"},
		{"format: regex", "'('", "schema.format-regex 1:1  value=(\n"},
		{"format: relative-json-pointer", "'x'",
		 "schema.format-relative-json-pointer 1:1  value=x\n"},
		{"format: time", "'x'", "schema.format-time 1:1  value=x\n"},
		{"format: uri", "'x'", "schema.format-uri 1:1  value=x\n"},
		{"format: uri-reference", "'^'", "schema.format-uri-reference 1:1  value=^\n"},
		{"format: uri-template", "'{'", "schema.format-uri-template 1:1  value={\n"},
		{"format: uuid", "'x'", "schema.format-uuid 1:1  value=x\n"},
	};

	(void)state;
	FIND(cases);
}

static void enumerations_say_what_is_allowed(void **state)
{
	static const struct finding_case cases[] = {
		{"enum: [casework, 2, [1]]", "none",
		 "schema.enum 1:1  value=none allowed=casework, 2, […]\n"},
		{"enum: [casework, groupwork]", "case-work",
		 "schema.enum-near 1:1  value=case-work allowed=casework, groupwork "
		 "nearest=casework\n"},
		{"oneOf: [{const: visit, title: 探访}, {const: group, title: 小组}]", "小组",
		 "schema.enum-near 1:1  value=小组 allowed=visit, group nearest=group\n"},
		{"anyOf: [{const: a}, {const: b}]", "xyz",
		 "schema.enum 1:1  value=xyz allowed=a, b\n"},
		{"const: 1", "2", "schema.const 1:1  value=2 expected=1\n"},
	};

	(void)state;
	FIND(cases);
}

static void long_lists_of_allowed_values_are_cut(void **state)
{
	struct subject s;
	struct buf schema = {0};
	const struct str *allowed;

	(void)state;
	buf_add_text(&schema, "enum: [a");
	for (int i = 0; i < 100; i++)
		buf_printf(&schema, ", value-%d", i);
	buf_add_char(&schema, ']');
	subject_open(&s, SCHEMA_KINDS, buf_str(&schema));
	assert_false(subject_check(&s, STR("x")));
	allowed = message_arg(&s.findings.items.at[0].message, STR("allowed"));
	assert_true(allowed->len < 220);
	assert_true(str_ends(*allowed, STR(", …")));
	subject_close(&s);
	buf_release(&schema);
}

static void lists_are_explained(void **state)
{
	static const struct finding_case cases[] = {
		{"{minItems: 2}", "[1]", "schema.min-items 1:1  count=1 limit=2\n"},
		{"{maxItems: 1}", "[1, 2]", "schema.max-items 1:1  count=2 limit=1\n"},
		{"uniqueItems: true", "- a\n- b\n- a\n- a\n",
		 "schema.unique-items 3:3 /2 value=a first_line=1\n"
		 "schema.unique-items 4:3 /3 value=a first_line=1\n"},
		{"contains: {const: 1}", "[2]", "schema.contains 1:1 \n"},
		{"{contains: {const: 1}, minContains: 2}", "[1]",
		 "schema.min-contains 1:1  limit=2\n"},
		{"{contains: {const: 1}, maxContains: 1}", "[1, 1]",
		 "schema.max-contains 1:1  limit=1\n"},
		{"{prefixItems: [true], unevaluatedItems: false}", "[1, x]",
		 "schema.unevaluated-items 1:5 /1 value=x\n"},
		{"{prefixItems: [true], items: false}", "[1, x]", "schema.false 1:5 /1\n"},
	};

	(void)state;
	FIND(cases);
}

static void keys_are_explained(void **state)
{
	static const struct finding_case cases[] = {
		{"required: [a, b]", "c: 1\nd: 1\n",
		 "schema.required 1:1  key=a\nschema.required 1:1  key=b\n"},
		{"required: [a]", "{}", "schema.required 1:1  key=a\n"},
		{"properties: {p: {required: [a]}}", "p: {c: 1}",
		 "schema.required 1:5 /p key=a\n"},
		{"{properties: {starts_on: {title: 起始日期}, id: true}, additionalProperties: "
		 "false}",
		 "start_on: 1\n起始日期: 2\nxyz: 3\nd: 4\n",
		 "schema.additional-properties-near 1:1 /start_on key=start_on "
		 "nearest=starts_on\n"
		 "schema.additional-properties-near 2:1 /起始日期 key=起始日期 "
		 "nearest=starts_on\n"
		 "schema.additional-properties 3:1 /xyz key=xyz\n"
		 "schema.additional-properties 4:1 /d key=d\n"},
		{"{properties: {name: true}, additionalProperties: false}",
		 "nmae: 1\nname: 2\n", "schema.additional-properties 1:1 /nmae key=nmae\n"},
		{"{unevaluatedProperties: false}", "a: 1",
		 "schema.unevaluated-properties 1:1 /a key=a\n"},
		{"{minProperties: 1}", "{}", "schema.min-properties 1:1  count=0 limit=1\n"},
		{"{maxProperties: 0}", "a: 1", "schema.max-properties 1:1  count=1 limit=0\n"},
		{"dependentRequired: {a: [b]}", "x: 1\na: 1\n",
		 "schema.dependent-required 2:1 /a key=b present=a\n"},
		{"propertyNames: {pattern: '^a'}", "b: 1",
		 "schema.pattern 1:1 /b value=b pattern=^a\n"},
	};

	(void)state;
	FIND(cases);
}

static void alternatives_are_explained_by_the_nearest(void **state)
{
	static const struct finding_case cases[] = {
		{"oneOf: [{type: string}, {properties: {n: {type: integer}}, required: [n]}]",
		 "n: x",
		 "schema.type 1:4 /n expected=integer expected_title=type.integer "
		 "actual=string actual_title=type.string value=x alternatives=2\n"},
		{"oneOf: [{properties: {kind: {const: a}, x: {const: 1}}}, {properties: {kind: "
		 "{const: b}, x: {minimum: 2}, y: {minimum: 2}}}]",
		 "kind: b\nx: 0\ny: 0\n",
		 "schema.minimum 2:4 /x value=0 limit=2 alternatives=2\n"
		 "schema.minimum 3:4 /y value=0 limit=2 alternatives=2\n"},
		{"anyOf: [{minimum: 5}]", "3", "schema.minimum 1:1  value=3 limit=5\n"},
		{"oneOf: [{minimum: 1}, {minimum: 2}]", "3",
		 "schema.one-of 1:1  fitting=0, 1\n"},
		{"'not': {const: 1}", "1", "schema.not 1:1 \n"},
		{"{if: {minimum: 5}, then: {multipleOf: 5}, else: {maximum: 1}}", "7",
		 "schema.multiple-of 1:1  value=7 divisor=5\n"},
		{"dependentSchemas: {a: {required: [b]}}", "a: 1",
		 "schema.required 1:1  key=b\n"},
	};

	(void)state;
	FIND(cases);
}

static void what_tells_alternatives_apart_is_asked_for(void **state)
{
	static const char *const pets =
		"oneOf: [{properties: {kind: {const: cat}, n: {type: integer}}}, {properties: "
		"{kind: {enum: [dog, wolf, cat]}, n: {type: integer}}}, {properties: {n: "
		"{type: "
		"string}, kind: {oneOf: [{const: bee, title: Biene}, {const: fly}]}}}]";
	static const struct finding_case cases[] = {
		{pets, "kind: horse",
		 "schema.enum 1:7 /kind value=horse allowed=cat, dog, wolf, bee, fly\n"},
		{pets, "{n: [], kind: wulf}",
		 "schema.enum-near 1:15 /kind value=wulf allowed=cat, dog, wolf, bee, fly "
		 "nearest=wolf\n"},
		{pets, "kind: Biene",
		 "schema.enum-near 1:7 /kind value=Biene allowed=cat, dog, wolf, bee, fly "
		 "nearest=bee\n"},
		{pets, "{kind: fly, n: 1}",
		 "schema.type-quote 1:16 /n value=1 alternatives=3\n"},
		{"oneOf: [{const: 1}, {const: '2'}]", "3",
		 "schema.enum 1:1  value=3 allowed=1, 2\n"},
		{"oneOf: [{const: 1}, {const: '2'}]", "2", "schema.enum-quote 1:1  value=2\n"},
		{"enum: ['007']", "007", "schema.enum-quote 1:1  value=007\n"},
		{"const: 'no'", "no", ""},
		{"const: 'true'", "true", "schema.enum-quote 1:1  value=true\n"},
		/* a constant of one branch alone decides nothing */
		{"anyOf: [{const: a}, {minLength: 3}]", "b",
		 "schema.min-length 1:1  value=b limit=3 alternatives=2\n"},
	};

	(void)state;
	FIND(cases);
}

static void all_alternatives_are_explained_when_asked(void **state)
{
	struct subject s;

	(void)state;
	subject_open(
		&s, SCHEMA_GENERAL,
		STR("anyOf: [{const: a}, {minLength: 3}, {anyOf: [{const: c}, {const: d}]}]"));
	subject_check(&s, STR("b"));
	assert_int_equal(s.findings.items.n, 1);
	finding_reset(&s.findings);
	schema_explain(s.schema, &s.tree, STR("x.yaml"), 100, true, &s.findings, s.scratch);
	assert_int_equal(s.findings.items.n, 3); /* the last two are one enumeration */
	for (size_t i = 0; i < s.findings.items.n; i++)
		assert_null(message_arg(&s.findings.items.at[i].message, STR("alternatives")));
	subject_close(&s);
}

static void intervals_that_end_before_they_begin_are_found(void **state)
{
	static const char *const schema =
		"{interval: [starts_on, ends_on], properties: {ends_on: {format: date}}}";
	const struct finding_case cases[] = {
		{schema, "starts_on: 2023-02-02\nends_on: 2023-02-01\n",
		 "schema.interval 2:10 /ends_on start_key=starts_on start=2023-02-02 "
		 "end_key=ends_on end=2023-02-01\n"},
		{schema, "starts_on: 2023-02-02\nends_on: 2023-02-02\n", ""},
		{schema, "starts_on: 2023-02-02\n", ""},
		{schema, "starts_on: 2023-02-02\nends_on: 2023-02-00\n",
		 "schema.format-date 2:10 /ends_on value=2023-02-00\n"},
	};

	(void)state;
	FIND(cases);
}

static void the_schema_is_named_by_uri_and_pointer(void **state)
{
	struct subject s;
	const struct finding *f;

	(void)state;
	subject_open(&s, SCHEMA_KINDS, STR("properties: {a/b: {items: {minimum: 1}}}"));
	assert_false(subject_check(&s, STR("x: 1\na/b:\n  - 1\n  - 0\n")));
	f = &s.findings.items.at[0];
	assert_string_equal(message_arg(&f->message, STR("schema"))->ptr,
			    "urn:example:schema#/properties/a~1b/items/minimum");
	assert_string_equal(f->pointer.ptr, "/a~1b/1");
	assert_int_equal(f->start, 20);
	assert_int_equal(f->end, 21);
	assert_int_equal(f->severity, SEVERITY_ERROR);
	assert_int_equal(f->class, FINDING_RECORD);
	subject_close(&s);
}

static void findings_come_in_document_order_and_are_cut(void **state)
{
	struct subject s;
	struct buf got = {0};

	(void)state;
	subject_open(&s, SCHEMA_KINDS,
		     STR("{allOf: [{properties: {c: {minimum: 1}, a: {minimum: 1}}}, "
			 "{properties: {b: {minimum: 1}, a: {minimum: 2}}}, {$ref: "
			 "'#/allOf/0'}]}"));
	assert_false(subject_check(&s, STR("{a: 0, b: 0, c: 0}")));
	subject_dump(&s, &got);
	assert_string_equal(buf_cstr(&got), "schema.minimum 1:5 /a value=0 limit=1\n"
					    "schema.minimum 1:5 /a value=0 limit=2\n"
					    "schema.minimum 1:11 /b value=0 limit=1\n"
					    "schema.minimum 1:17 /c value=0 limit=1\n");
	finding_reset(&s.findings);
	schema_explain(s.schema, &s.tree, STR("x.yaml"), 3, false, &s.findings, s.scratch);
	assert_int_equal(s.findings.items.n, 3);
	assert_int_equal(s.findings.items.at[2].column, 11);
	buf_release(&got);
	subject_close(&s);
}

static void values_that_could_not_be_read_are_passed_over(void **state)
{
	struct subject s;

	(void)state;
	subject_open(&s, SCHEMA_KINDS,
		     STR("{properties: {a: {type: integer}}, required: [a]}"));
	assert_true(subject_check(&s, STR("a: *alias")));
	subject_close(&s);
}

/* Identifiers made up for the purpose; no finding may repeat them. */
#define MOBILE "13800138000"

static void personal_data_is_found_and_never_quoted(void **state)
{
	static const char *const schema =
		"{forbidText: personal-data, properties: {a: {pattern: '^x'}, b: {type: "
		"string}, c: {additionalProperties: false}, d: {uniqueItems: true}, e: {enum: "
		"[x]}}, additionalProperties: {type: integer}}";
	const struct finding_case cases[] = {
		{schema, "a: y " MOBILE,
		 "schema.pattern 1:4 /a value=… pattern=^x\n"
		 "privacy.personal-data 1:4 /a what=mobile what_title=privacy.mobile\n"},
		{schema, "b: " MOBILE,
		 "schema.type-quote 1:4 /b value=…\n"
		 "privacy.personal-data 1:4 /b what=mobile what_title=privacy.mobile\n"},
		{"{forbidText: personal-data, items: {maximum: 1}}",
		 "[0." MOBILE ", " MOBILE "]",
		 "schema.maximum 1:17 /1 value=… limit=1\n"
		 "privacy.personal-data 1:17 /1 what=mobile what_title=privacy.mobile\n"},
		{schema, "c: {tel: 1, 电话 " MOBILE ": 1}",
		 "schema.additional-properties 1:5 /c/tel key=tel\n"
		 "schema.additional-properties 1:13 /c key=…\n"
		 "privacy.personal-data 1:13 /c what=mobile what_title=privacy.mobile\n"},
		{schema, "d: [[{x: '" MOBILE "'}]]",
		 "privacy.personal-data 1:10 /d/0/0/x what=mobile what_title=privacy.mobile\n"},
		{schema, "d: ['" MOBILE "', '" MOBILE "']",
		 "privacy.personal-data 1:5 /d/0 what=mobile what_title=privacy.mobile\n"
		 "schema.unique-items 1:20 /d/1 value=… first_line=1\n"
		 "privacy.personal-data 1:20 /d/1 what=mobile what_title=privacy.mobile\n"},
		{schema, "a: x＠y.cn",
		 "privacy.personal-data 1:4 /a what=e-mail what_title=privacy.e-mail\n"},
		{schema, "e: x@example.org\nb: 1",
		 "schema.enum 1:4 /e value=… allowed=x\n"
		 "privacy.personal-data 1:4 /e what=e-mail what_title=privacy.e-mail\n"
		 "schema.type-quote 2:4 /b value=1\n"},
	};

	(void)state;
	FIND(cases);
}

static void personal_data_is_nobody_s_business_without_the_keyword(void **state)
{
	static const struct finding_case cases[] = {
		{"maxLength: 1", "call " MOBILE,
		 "schema.max-length 1:1  value=call " MOBILE " limit=1\n"},
	};

	(void)state;
	FIND(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_of_another_type_are_named),
		cmocka_unit_test(text_that_lacks_quotes_is_told_so),
		cmocka_unit_test(numbers_out_of_bounds_show_the_bound),
		cmocka_unit_test(texts_are_quoted_as_far_as_sensible),
		cmocka_unit_test(each_format_has_its_own_finding),
		cmocka_unit_test(enumerations_say_what_is_allowed),
		cmocka_unit_test(long_lists_of_allowed_values_are_cut),
		cmocka_unit_test(lists_are_explained),
		cmocka_unit_test(keys_are_explained),
		cmocka_unit_test(alternatives_are_explained_by_the_nearest),
		cmocka_unit_test(what_tells_alternatives_apart_is_asked_for),
		cmocka_unit_test(all_alternatives_are_explained_when_asked),
		cmocka_unit_test(intervals_that_end_before_they_begin_are_found),
		cmocka_unit_test(the_schema_is_named_by_uri_and_pointer),
		cmocka_unit_test(findings_come_in_document_order_and_are_cut),
		cmocka_unit_test(values_that_could_not_be_read_are_passed_over),
		cmocka_unit_test(personal_data_is_found_and_never_quoted),
		cmocka_unit_test(personal_data_is_nobody_s_business_without_the_keyword),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
