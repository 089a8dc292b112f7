/* SPDX-License-Identifier: MIT */
/* Unit tests of schemas without references (schema/bundle.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/bundle.h"

#include <string.h>

#define URI  "https://schema.sws.example/kinds/k.yaml"
#define HEAD "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\""

static const char common[] =
	"$defs:\n"
	"  date: {title: Date, description: A day, type: string, $comment: x}\n"
	"  day: {title: Day, $ref: '#/$defs/date', references: k}\n"
	"  any: true\n"
	"  none: false\n";

static const struct schema_options kinds = {.mode = SCHEMA_KINDS};

/* A compiled schema of this text, beside `common`. */
static const struct schema *compile(struct schema_set *set, const char *text)
{
	const struct schema *schema;
	struct error error = {0};

	if (schema_set_add(set, STR("https://schema.sws.example/kinds/common.yaml"), STR(""),
			   str_of(common), &error) ||
	    schema_set_add(set, STR(URI), STR(""), str_of(text), &error) ||
	    schema_compile(set, STR(URI), &schema, &error))
		fail_msg("%s: %s", text, error.message.id);
	return schema;
}

/* Takes the line breaks and what indents off. */
static void fold(struct buf *json)
{
	size_t n = 0;

	for (size_t i = 0; i < json->len; i++) {
		if (json->ptr[i] == '\n') {
			while (json->ptr[i + 1] == ' ')
				i++;
			continue;
		}
		json->ptr[n++] = json->ptr[i];
		if (json->ptr[i] == ':' && json->ptr[i + 1] == ' ' && json->ptr[i - 1] == '"')
			i++;
	}
	json->len = n;
	json->ptr[n] = '\0';
}

/* That the schema is written so, behind `$schema`. */
static void bundles(const char *text, const char *expected)
{
	struct schema_set *set = schema_set_new(&kinds);
	struct error error = {0};
	struct buf json = {0}, want = {0};

	if (bundle_write(set, compile(set, text), &json, &error))
		fail_msg("%s: %s", text, error.message.id);
	fold(&json);
	buf_printf(&want, "%s%s}", HEAD, expected);
	assert_string_equal(buf_cstr(&json), buf_cstr(&want));
	buf_release(&json);
	buf_release(&want);
	schema_set_free(set);
}

static void a_reference_gives_way_to_what_it_leads_to(void **state)
{
	bundles("{properties: {on: {title: Opened, $ref: common.yaml#/$defs/date}}}",
		",\"properties\":{\"on\":{\"description\":\"Opened\\nA "
		"day\",\"type\":\"string\"}}");
	bundles("{items: {$ref: common.yaml#/$defs/day}}",
		",\"items\":{\"description\":\"Day\\nA day\",\"references\":\"k\",\"type\":"
		"\"string\"}");
	bundles("{items: {$ref: common.yaml#/$defs/day, description: Mine, references: l}}",
		",\"items\":{\"description\":\"Day\\nMine\",\"references\":\"l\",\"type\":"
		"\"string\"}");
	bundles("{title: Root, $ref: common.yaml#/$defs/date}",
		",\"title\":\"Root\",\"description\":\"A day\",\"type\":\"string\"");
}

static void a_reference_beside_assertions_holds_as_well(void **state)
{
	bundles("{items: {$ref: common.yaml#/$defs/date, maxLength: 3}}",
		",\"items\":{\"description\":\"Date\\nA day\",\"maxLength\":3,\"allOf\":[{"
		"\"description\":\"Date\\nA day\",\"type\":\"string\"}]}");
	bundles("{$ref: common.yaml#/$defs/date, allOf: [{minLength: 1}]}",
		",\"allOf\":[{\"minLength\":1},{\"description\":\"Date\\nA day\",\"type\":"
		"\"string\"}]");
	bundles("{items: {title: None, $ref: common.yaml#/$defs/none}}",
		",\"items\":{\"description\":\"None\",\"allOf\":[false]}");
	bundles("{not: {$ref: common.yaml#/$defs/any}}", ",\"not\":{\"allOf\":[true]}");
}

static void identifiers_and_definitions_are_left_out(void **state)
{
	bundles("$schema: https://json-schema.org/draft/2020-12/schema\n"
		"$id: " URI "\n"
		"$anchor: here\n"
		"$comment: c\n"
		"$defs: {a: {type: string}}\n"
		"items: {$id: other.yaml, $ref: 'k.yaml#/$defs/a', default: x}\n"
		"required: [a]\n",
		",\"items\":{\"default\":\"x\",\"type\":\"string\"},\"required\":[\"a\"]");
}

static void data_is_no_schema(void **state)
{
	bundles("{const: {$ref: x, title: y, $id: z}}",
		",\"const\":{\"$ref\":\"x\",\"title\":\"y\",\"$id\":\"z\"}");
	bundles("{enum: [1, -2.50, 1e3, null, true, {}, [], \"a\\\"b\\tc\"]}",
		",\"enum\":[1,-2.50,1e3,null,true,{},[],\"a\\\"b\\tc\"]");
	bundles("{properties: {title: {type: string}, $ref: {title: R}, description: true}}",
		",\"properties\":{\"title\":{\"type\":\"string\"},\"$ref\":{\"description\":"
		"\"R\"},"
		"\"description\":true}");
}

static void every_keyword_that_holds_schemas_is_followed(void **state)
{
	static const char *const forms[][2] = {{"'%s': &", "\"%s\":&"},
					       {"'%s': [&]", "\"%s\":[&]"},
					       {"'%s': {a: &}", "\"%s\":{\"a\":&}"}};
	static const struct {
		const char *keyword;
		int form;
	} cases[] = {
		{"not", 0},
		{"if", 0},
		{"then", 0},
		{"else", 0},
		{"items", 0},
		{"contains", 0},
		{"propertyNames", 0},
		{"additionalProperties", 0},
		{"unevaluatedItems", 0},
		{"unevaluatedProperties", 0},
		{"contentSchema", 0},
		{"allOf", 1},
		{"anyOf", 1},
		{"oneOf", 1},
		{"prefixItems", 1},
		{"properties", 2},
		{"patternProperties", 2},
		{"dependentSchemas", 2},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf text[2] = {{0}, {0}};

		for (int k = 0; k < 2; k++) {
			const char *form = forms[cases[i].form][k];
			const char *schema = k ? "{\"description\":\"Date\\nA day\",\"type\":"
						 "\"string\"}"
					       : "{$ref: common.yaml#/$defs/date}";

			buf_add_text(&text[k], k ? "," : "{");
			for (const char *c = form; *c; c++) {
				if (*c == '%')
					buf_add_text(&text[k], cases[i].keyword), c++;
				else if (*c == '&')
					buf_add_text(&text[k], schema);
				else
					buf_add_char(&text[k], *c);
			}
			buf_add_text(&text[k], k ? "" : "}");
		}
		bundles(buf_cstr(&text[0]), buf_cstr(&text[1]));
		buf_release(&text[0]);
		buf_release(&text[1]);
	}
}

static void labelled_constants_become_an_enumeration_with_descriptions(void **state)
{
	bundles("{items: {title: T, type: string, oneOf: [{const: a, title: A}, {const: b}]}}",
		",\"items\":{\"description\":\"T\",\"type\":\"string\",\"enum\":[\"a\",\"b\"],"
		"\"enumDescriptions\":[\"A\",\"\"]}");
	bundles("{anyOf: [{const: a, title: A}]}",
		",\"enum\":[\"a\"],\"enumDescriptions\":[\"A\"]");
}

static void other_branches_stay(void **state)
{
	bundles("{oneOf: [{const: 1, title: One}, {const: a}]}",
		",\"oneOf\":[{\"description\":\"One\",\"const\":1},{\"const\":\"a\"}]");
	bundles("{oneOf: [{const: a}, {const: a}]}",
		",\"oneOf\":[{\"const\":\"a\"},{\"const\":\"a\"}]");
	bundles("{enum: [a], oneOf: [{const: a}]}",
		",\"enum\":[\"a\"],\"oneOf\":[{\"const\":\"a\"}]");
	bundles("{allOf: [{const: a}]}", ",\"allOf\":[{\"const\":\"a\"}]");
}

/* That the schema cannot be written, and where that is found. */
static void refuses(const char *text, int status, const char *id, const char *line)
{
	struct schema_set *set = schema_set_new(&kinds);
	struct error error = {0};
	struct buf json = {0};

	assert_int_equal(bundle_write(set, compile(set, text), &json, &error), status);
	assert_string_equal(error.message.id, id);
	assert_true(str_eq(*message_arg(&error.message, STR("line")), str_of(line)));
	assert_true(str_eq(*message_arg(&error.message, STR("file")), STR(URI)));
	error_release(&error);
	buf_release(&json);
	schema_set_free(set);
}

static void what_has_no_end_is_refused(void **state)
{
	refuses("not:\n  properties: {a: {$ref: '#/not'}}\n", STATUS_LIMIT, "bundle.too-deep",
		"2");
	refuses("items: {$ref: '#'}\n", STATUS_LIMIT, "bundle.too-deep", "1");
	refuses("items:\n  $dynamicRef: '#here'\n$defs: {a: {$dynamicAnchor: here}}\n",
		STATUS_INVALID, "bundle.dynamic", "2");
}

/* Definitions d1 ... dn, each of which refers to the next, and the last to nothing. */
static void add_chain(struct buf *text, int n, const char *form)
{
	buf_add_text(text, "$ref: '#/$defs/d1'\n$defs:\n");
	for (int i = 1; i < n; i++) {
		buf_printf(text, "  d%d: ", i);
		for (const char *c = form; *c; c++) {
			if (*c == '&')
				buf_printf(text, "{$ref: '#/$defs/d%d'}", i + 1);
			else
				buf_add_char(text, *c);
		}
		buf_add_char(text, '\n');
	}
	buf_printf(text, "  d%d: {type: string}\n", n);
}

static int write_chain(int n, const char *form)
{
	struct schema_set *set = schema_set_new(&kinds);
	struct error error = {0};
	struct buf text = {0}, json = {0};
	int status;

	add_chain(&text, n, form);
	status = bundle_write(set, compile(set, buf_cstr(&text)), &json, &error);
	error_release(&error);
	buf_release(&json);
	buf_release(&text);
	schema_set_free(set);
	return status;
}

static void depth_and_size_are_bounded(void **state)
{
	assert_int_equal(write_chain(BUNDLE_DEPTH_MAX - 1, "&"), 0);
	assert_int_equal(write_chain(BUNDLE_DEPTH_MAX, "&"), STATUS_LIMIT);
	/* each is two of the next: doubled a dozen times it fits, and thirty times it never
	 * would */
	assert_int_equal(write_chain(12, "{prefixItems: [&, &]}"), 0);
	assert_int_equal(write_chain(30, "{prefixItems: [&, &]}"), STATUS_LIMIT);
}

static void lines_are_indented_and_what_was_in_the_buffer_stays(void **state)
{
	struct schema_set *set = schema_set_new(&kinds);
	struct error error = {0};
	struct buf json = {0};

	buf_add_text(&json, "{");
	assert_int_equal(bundle_write(set, compile(set, "{required: [a], properties: {}}"),
				      &json, &error),
			 0);
	assert_string_equal(buf_cstr(&json),
			    "{{\n"
			    "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
			    "  \"required\": [\n"
			    "    \"a\"\n"
			    "  ],\n"
			    "  \"properties\": {}\n"
			    "}\n");
	buf_release(&json);
	schema_set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reference_gives_way_to_what_it_leads_to),
		cmocka_unit_test(a_reference_beside_assertions_holds_as_well),
		cmocka_unit_test(identifiers_and_definitions_are_left_out),
		cmocka_unit_test(data_is_no_schema),
		cmocka_unit_test(every_keyword_that_holds_schemas_is_followed),
		cmocka_unit_test(labelled_constants_become_an_enumeration_with_descriptions),
		cmocka_unit_test(other_branches_stay),
		cmocka_unit_test(what_has_no_end_is_refused),
		cmocka_unit_test(depth_and_size_are_bounded),
		cmocka_unit_test(lines_are_indented_and_what_was_in_the_buffer_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
