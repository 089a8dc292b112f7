/* SPDX-License-Identifier: MIT */
/* Unit tests of the settings of editors (records/editor.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/editor.h"
#include "schema/embedded.h"

#include <string.h>

static const char case_kind[] =
	"record: {kind: case, path: 'cases/{on:year}/a-{station}-{id}.yaml', table: cases}\n"
	"type: object\n"
	"properties: {id: {type: string}, on: {type: string, format: date}, station: {type: "
	"string}}\n";
static const char district_kind[] = "record: {kind: district, path: sws.yaml, table: d}\n"
				    "type: object\n"
				    "properties: {}\n";

static struct kind_set *load(void)
{
	const struct pack_file files[] = {{STR("kinds/case.yaml"), str_of(case_kind)},
					  {STR("kinds/district.yaml"), str_of(district_kind)}};
	struct kind_set *set;
	struct error error = {0};

	if (kind_set_load(files, 2, &set, &error))
		fail_msg("%s", error.message.id);
	return set;
}

#define CASE     "\".sws/schema/case.json\": \"cases/*/a-*-*.yaml\""
#define DISTRICT "\".sws/schema/district.json\": \"sws.yaml\""

/* That settings become these, and doing it again changes nothing. */
static void becomes(const char *before, const char *expected)
{
	struct kind_set *kinds = load();
	struct error error = {0};
	struct buf after = {0}, again = {0};

	if (editor_settings(kinds, str_of(before), &after, &error))
		fail_msg("%s: %s", before, error.message.id);
	assert_string_equal(buf_cstr(&after), expected);
	assert_int_equal(editor_settings(kinds, buf_str(&after), &again, &error), 0);
	assert_string_equal(buf_cstr(&again), expected);
	buf_release(&after);
	buf_release(&again);
	kind_set_free(kinds);
}

static void where_there_are_none_settings_are_written(void **state)
{
	const char *const fresh = "{\n"
				  "  \"yaml.schemas\": {\n"
				  "    " CASE ",\n"
				  "    " DISTRICT "\n"
				  "  }\n"
				  "}\n";

	becomes("", fresh);
	becomes(" \n", fresh);
	becomes("{}\n", fresh);
	becomes("{\n}\n", fresh);
}

static void what_is_there_stays_byte_for_byte(void **state)
{
	becomes("{\"a\": [1,2 , {\"b\":  null}]}",
		"{\"a\": [1,2 , {\"b\":  null}], \"yaml.schemas\": { " CASE ", " DISTRICT
		" }}");
	becomes("{\n\t\"a\": 1,\n\t\"b\": 2\n}\n", "{\n\t\"a\": 1,\n\t\"b\": 2,\n"
						   "\t\"yaml.schemas\": {\n"
						   "\t\t" CASE ",\n"
						   "\t\t" DISTRICT "\n"
						   "\t}\n}\n");
	becomes("{\r\n    \"a\": \"\\u00e9\"\r\n}", "{\r\n    \"a\": \"\\u00e9\",\r\n"
						    "    \"yaml.schemas\": {\r\n"
						    "      " CASE ",\r\n"
						    "      " DISTRICT "\r\n"
						    "    }\r\n}");
}

static void entries_join_those_that_are_there(void **state)
{
	becomes("{\"yaml.schemas\": {}}", "{\"yaml.schemas\": { " CASE ", " DISTRICT " }}");
	becomes("{\n  \"yaml.schemas\": { },\n  \"z\": 1\n}\n", "{\n  \"yaml.schemas\": {\n"
								"    " CASE ",\n"
								"    " DISTRICT "\n"
								"  },\n  \"z\": 1\n}\n");
	becomes("{\n  \"yaml.schemas\": {\n    \"x.json\": [\"a\", \"b\"]\n  }\n}\n",
		"{\n  \"yaml.schemas\": {\n    \"x.json\": [\"a\", \"b\"],\n"
		"    " CASE ",\n"
		"    " DISTRICT "\n  }\n}\n");
}

static void an_entry_that_is_there_stays(void **state)
{
	becomes("{\"yaml.schemas\": {\".sws/schema/case.json\": [\"mine/*.yaml\"]}}",
		"{\"yaml.schemas\": {\".sws/schema/case.json\": [\"mine/*.yaml\"], " DISTRICT
		"}}");
	becomes("{\"yaml.schemas\":{" CASE "," DISTRICT "}}",
		"{\"yaml.schemas\":{" CASE "," DISTRICT "}}");
}

static const char *argument(const struct error *error, const char *name)
{
	return message_arg(&error->message, str_of(name))->ptr;
}

static void what_is_no_plain_json_object_is_refused(void **state)
{
	static const struct {
		const char *before, *line, *column;
	} cases[] = {
		{"{\n  // mine\n  \"a\": 1\n}\n", "2", "3"},
		{"{\"a\": 1,}", "1", "9"},
		{"[]", "1", "1"},
		{"null", "1", "1"},
		{"{\"a\": 1", "1", "8"},
		{"{} {}", "1", "4"},
		{"{\"a\": 1, \"a\": 2}", "1", "10"},
		{"{\n\"yaml.schemas\": []}", "2", "17"},
		{"{\"yaml.schemas\": null}", "1", "18"},
	};
	struct kind_set *kinds = load();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error error = {0};
		struct buf after = {0};

		assert_int_equal(
			editor_settings(kinds, str_of(cases[i].before), &after, &error),
			STATUS_INVALID);
		assert_int_equal(after.len, 0);
		assert_string_equal(error.message.id, "editor.settings");
		assert_string_equal(argument(&error, "file"), ".vscode/settings.json");
		assert_string_equal(argument(&error, "line"), cases[i].line);
		assert_string_equal(argument(&error, "column"), cases[i].column);
		assert_string_equal(argument(&error, "entries"), CASE ", " DISTRICT);
		error_release(&error);
		buf_release(&after);
	}
	kind_set_free(kinds);
}

static bool is_chinese(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return true;
	return false;
}

static void check_words(const struct kind *kind, const struct field *field)
{
	if (!is_chinese(field->title))
		fail_msg("%s: %.*s has no title", kind->name.ptr, STR_ARG(field->key));
	for (size_t i = 0; i < field->n_choices; i++)
		if (!is_chinese(field->choices[i].title))
			fail_msg("%s: %.*s: %.*s has no title", kind->name.ptr,
				 STR_ARG(field->key), STR_ARG(field->choices[i].value));
	if (field->item)
		for (size_t i = 0; i < field->item->n_choices; i++)
			assert_true(is_chinese(field->item->choices[i].title));
	for (size_t i = 0; i < field->n_fields; i++)
		check_words(kind, &field->fields[i]);
}

static void every_key_and_value_of_the_pack_has_chinese_words(void **state)
{
	size_t n_files, n;
	const struct pack_file *pack = embedded_files(&n_files);
	struct kind_set *kinds;
	struct error error = {0};
	const struct kind *kind;

	assert_int_equal(kind_set_load(pack, n_files, &kinds, &error), 0);
	for (kind = kind_all(kinds, &n); n--; kind++) {
		assert_true(is_chinese(kind->root.description));
		check_words(kind, &kind->root);
	}
	kind_set_free(kinds);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_there_are_none_settings_are_written),
		cmocka_unit_test(what_is_there_stays_byte_for_byte),
		cmocka_unit_test(entries_join_those_that_are_there),
		cmocka_unit_test(an_entry_that_is_there_stays),
		cmocka_unit_test(what_is_no_plain_json_object_is_refused),
		cmocka_unit_test(every_key_and_value_of_the_pack_has_chinese_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
