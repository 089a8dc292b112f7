/* SPDX-License-Identifier: MIT */
/* Unit tests of schemas that mean harm (schema/schema.h): each ends soon, by a verdict or by a
 * refusal with its place. Nothing is measured: what takes too long, the test run ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/registry.h"
#include "subject.h"
#include "text/profile.h"

#define COUNT 100000

static const char *argument(const struct error *error, const char *name)
{
	const struct str *value = message_arg(&error->message, str_of(name));

	return value ? value->ptr : "";
}

static void add_times(struct buf *out, const char *text, size_t n)
{
	while (n--)
		buf_add_text(out, text);
}

/* `open` n times, `core`, `close` n times. */
static struct buf nested(const char *open, const char *core, const char *close, size_t n)
{
	struct buf out = {0};

	add_times(&out, open, n);
	buf_add_text(&out, core);
	add_times(&out, close, n);
	return out;
}

/* Compiles the text, which is released; "" or `id line:column`. */
static void expect(struct buf text, const char *error)
{
	struct subject s;
	struct buf got = {0};

	subject_open(&s, SCHEMA_GENERAL, buf_str(&text));
	if (s.status)
		buf_printf(&got, "%s %s:%s", s.error.message.id, argument(&s.error, "line"),
			   argument(&s.error, "column"));
	assert_string_equal(buf_cstr(&got), error);
	subject_close(&s);
	buf_release(&got);
	buf_release(&text);
}

static void deep_schemas_are_read_up_to_the_bound(void **state)
{
	(void)state;
	expect(nested("{\"not\":", "{}", "}", PROFILE_DEPTH_MAX - 1), "");
	expect(nested("{\"not\":", "{}", "}", PROFILE_DEPTH_MAX), "schema.unreadable 1:3585");
	expect(nested("{\"allOf\":[", "true", "]}", PROFILE_DEPTH_MAX / 2), "");
	expect(nested("{\"allOf\":[", "{}", "]}", COUNT), "schema.unreadable 1:2561");
	expect(nested("allOf: [{", "", "}]", COUNT), "schema.unreadable 1:2304");
	expect(nested("{\"items\":", "{}", "}", PROFILE_DEPTH_MAX - 1), "");
	expect(nested("{\"properties\":{\"a\":", "{}", "}}", PROFILE_DEPTH_MAX / 2 - 1), "");
}

/* What a deep schema takes is as deep. */
static void deep_schemas_judge_deep_instances(void **state)
{
	struct buf schema = nested("{\"items\":", "{\"type\":\"null\"}", "}", 400);
	struct buf good = nested("[", "null", "]", 400), bad = nested("[", "1", "]", 400);
	struct subject s;

	(void)state;
	subject_open(&s, SCHEMA_GENERAL, buf_str(&schema));
	assert_int_equal(s.status, 0);
	assert_true(subject_check_any(&s, buf_str(&good)));
	assert_false(subject_check_any(&s, buf_str(&bad)));
	assert_string_equal(s.findings.items.at[0].rule, "schema.type");
	subject_close(&s);
	buf_release(&schema);
	buf_release(&good);
	buf_release(&bad);
}

/* Four schemas a level, and `more` below the last: the deepest of all is at 2045 + more. */
static void expect_depth(size_t more, bool valid)
{
	struct buf schema = {0},
		   chain = nested("{\"allOf\":[", "{\"type\":\"array\"}", "]}", more - 1);
	struct buf instance = nested("[", "", "]", PROFILE_DEPTH_MAX);
	struct subject s;

	buf_printf(&schema,
		   "{\"items\":{\"allOf\":[{\"allOf\":[{\"allOf\":[{\"$ref\":\"#\"}]}]}]},"
		   "\"allOf\":[%s]}",
		   buf_cstr(&chain));
	subject_open(&s, SCHEMA_GENERAL, buf_str(&schema));
	assert_int_equal(s.status, 0);
	assert_int_equal(subject_check_any(&s, buf_str(&instance)), valid);
	if (!valid)
		assert_string_equal(s.findings.items.at[0].rule, "schema.limit-depth");
	subject_close(&s);
	buf_release(&schema);
	buf_release(&chain);
	buf_release(&instance);
}

static void schemas_within_schemas_are_applied_up_to_the_bound(void **state)
{
	(void)state;
	expect_depth(SCHEMA_DEPTH_MAX - 2045, true);
	expect_depth(SCHEMA_DEPTH_MAX - 2045 + 1, false);
}

/* Definitions d0 to d(n-1), each of what `format` makes of the number of the next. */
static struct buf chain(const char *before, const char *format, size_t n, const char *after)
{
	struct buf out = {0};

	buf_add_text(&out, before);
	for (size_t i = 0; i < n; i++) {
		buf_printf(&out, "%s\"d%zu\":{", i ? "," : "", i);
		buf_printf(&out, format, i + 1);
		buf_add_char(&out, '}');
	}
	buf_add_text(&out, after);
	return out;
}

#define TO_DEFS "{\"$ref\":\"#/$defs/d0\",\"$defs\":{"

static void long_chains_of_references_are_followed(void **state)
{
	const char *const to_next = "\"$ref\":\"#/$defs/d%zu\"";
	const char *const end = ",\"d100000\":{\"type\":\"null\"}}}";
	const char *const round = ",\"d100000\":{\"not\":{\"$ref\":\"#/$defs/d0\"}}}}";
	struct buf text = chain(TO_DEFS, to_next, COUNT, end);
	struct subject s;

	(void)state;
	subject_open(&s, SCHEMA_GENERAL, buf_str(&text));
	assert_true(subject_check(&s, STR("null")));
	assert_false(subject_check(&s, STR("1"))); /* lone references have no depth */
	assert_string_equal(s.findings.items.at[0].rule, "schema.type");
	subject_close(&s);
	buf_release(&text);
	expect(chain(TO_DEFS, to_next, COUNT, round), "schema.reference-loop 1:3477841");
	expect(chain(TO_DEFS, to_next, COUNT, "}}"), "schema.unknown-reference 1:3477797");
}

/* Each of many references goes to the last of many. */
static void many_references_into_large_collections_are_resolved(void **state)
{
	struct buf list = {0};

	(void)state;
	buf_add_text(&list, "},\"x-list\":[");
	add_times(&list, "true,", COUNT - 1);
	buf_add_text(&list, "{}]}");
	expect(chain("{\"properties\":{", "\"$ref\":\"#/x-list/99999\"", COUNT,
		     buf_cstr(&list)),
	       "");
	buf_release(&list);
	expect(chain("{\"properties\":{", "\"$ref\":\"#/properties/d99999/not\",\"not\":{}",
		     COUNT, "}}"),
	       "");
	expect(chain("{\"properties\":{",
		     "\"$id\":\"k%1$zu\",\"$dynamicAnchor\":\"a%1$zu\","
		     "\"items\":{\"$dynamicRef\":\"#a%1$zu\"}",
		     20000, "}}"),
	       "");
}

/* A part that only a reference makes a schema is judged for itself; parts within parts are so
 * again and again. */
static void strays_within_strays_are_bounded(void **state)
{
	struct buf text = nested("{\"x\":", "\"", "", 400);

	(void)state;
	add_times(&text, "0123456789abcdef", 1 << 14);
	buf_add_char(&text, '"');
	add_times(&text, "}", 399);
	buf_add_text(&text, ",\"allOf\":[");
	for (size_t i = 1; i < 400; i++) {
		buf_printf(&text, "%s{\"$ref\":\"#", i > 1 ? "," : "");
		add_times(&text, "/x", i);
		buf_add_text(&text, "\"}");
	}
	buf_add_text(&text, "]}");
	expect(text, "schema.too-many-strays 1:1276");
}

static void identifiers_that_would_multiply_are_refused(void **state)
{
	struct buf good = {0}, bad = {0};

	(void)state;
	buf_add_text(&good, "{\"$id\":\"urn:");
	add_times(&good, "x", REGISTRY_URI_MAX - 4);
	buf_add(&bad, buf_str(&good));
	buf_add_text(&good, "\"}");
	buf_add_text(&bad, "x\"}");
	expect(good, "");
	expect(bad, "schema.malformed-identifier 1:8");
}

static void values_that_nobody_can_mean_are_refused(void **state)
{
	static const struct {
		const char *schema, *error;
	} cases[] = {
		{"{\"minimum\": 1e999999999}", "schema.unreadable 1:13"},
		{"minimum: 1e999999999", "schema.unreadable 1:10"},
		{"{\"multipleOf\": 1e-999999999}", "schema.unreadable 1:16"},
		{"{\"maxLength\": 1e400}", ""},
		{"{\"maxLength\": 1e401}", "schema.unreadable 1:15"},
		{"{\"$id\": \"a\\u0000b\", \"$ref\": \"a\\u0000b#x\"}",
		 "schema.unknown-reference 1:29"},
		{"{\"$ref\": \"#/%00\"}", "schema.unknown-reference 1:10"},
		{"{\"$ref\": \"#/~\"}", "schema.unknown-reference 1:10"},
		{"{\"$ref\": \"#/allOf/00\", \"allOf\": [true]}",
		 "schema.unknown-reference 1:10"},
		{"{\"$ref\": \"#/allOf/-\", \"allOf\": [true]}",
		 "schema.unknown-reference 1:10"},
		{"{\"pattern\": \"^(a+)+$\"}", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf text = {0};

		buf_add_text(&text, cases[i].schema);
		expect(text, cases[i].error);
	}
}

/* Ten megabytes of one keyword each. */
static void large_schemas_are_compiled(void **state)
{
	(void)state;
	expect(chain("{\"properties\":{", "\"type\":\"string\",\"minLength\":%zu", 250000,
		     "}}"),
	       "");
	expect(nested("", "{\"enum\":[0", ",0", 1000000), "schema.unreadable 1:2000011");
	expect(nested(" ", "{}", " ", 5000000), "");
}

/* What a keyword compares has a budget for the instance as a whole. */
static void comparisons_are_bounded(void **state)
{
	static const struct {
		const char *schema, *open, *close;
	} cases[] = {
		/* Each of many keys is looked for among all the others. */
		{"{\"dependentRequired\":{", "\"d%zu\":[\"d1\",\"d2\"]", "}}"},
		{"{\"dependentSchemas\":{", "\"d%zu\":{\"required\":[\"d1\"]}", "}}"},
		{"{\"not\":{\"const\":{", "\"d%zu\":1", "}}}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf schema = {0}, instance = {0};
		struct subject s;

		buf_add_text(&schema, cases[i].schema);
		for (size_t k = 0; k < 20000; k++) {
			buf_add_text(&schema, k ? "," : "");
			buf_printf(&schema, cases[i].open, k);
			buf_printf(&instance, "%s\"d%zu\":1", k ? "," : "{", 19999 - k);
		}
		buf_add_text(&schema, cases[i].close);
		buf_add_char(&instance, '}');
		subject_open(&s, SCHEMA_GENERAL, buf_str(&schema));
		assert_false(subject_check_any(&s, buf_str(&instance)));
		assert_string_equal(s.findings.items.at[s.findings.items.n - 1].rule,
				    "schema.limit-steps");
		subject_close(&s);
		buf_release(&schema);
		buf_release(&instance);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deep_schemas_are_read_up_to_the_bound),
		cmocka_unit_test(deep_schemas_judge_deep_instances),
		cmocka_unit_test(schemas_within_schemas_are_applied_up_to_the_bound),
		cmocka_unit_test(long_chains_of_references_are_followed),
		cmocka_unit_test(many_references_into_large_collections_are_resolved),
		cmocka_unit_test(strays_within_strays_are_bounded),
		cmocka_unit_test(identifiers_that_would_multiply_are_refused),
		cmocka_unit_test(values_that_nobody_can_mean_are_refused),
		cmocka_unit_test(large_schemas_are_compiled),
		cmocka_unit_test(comparisons_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
