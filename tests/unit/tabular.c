/* SPDX-License-Identifier: MIT */
/* Unit tests of the renderers of tables (out/tabular.h), byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "out/tabular.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define TEST(name)   cmocka_unit_test(name)

static const struct table_column columns[] = {
	{{"id", 2}, {{"编号", 6}, {"Id", 2}}, TABLE_TEXT, {{0}, {0}}},
	{{"hours", 5}, {{"时数", 6}, {"", 0}}, TABLE_DECIMAL, {{"小时", 6}, {"hours", 5}}},
	{{"done", 4}, {{"", 0}, {"", 0}}, TABLE_BOOLEAN, {{0}, {0}}},
};

/* Rows out of an array of C strings, NULL for null; it ends with a failure if asked. */
struct rows {
	const char *const *cells;
	size_t n, columns, at;
	bool fails;
};

static int next_row(void *context, struct str *cells, struct error *error)
{
	struct rows *r = context;

	if (r->at == r->n)
		return r->fails ? error_set(error, STATUS_IO, "test.failed", NULL) : 0;
	for (size_t i = 0; i < r->columns; i++) {
		const char *text = r->cells[r->at * r->columns + i];

		cells[i] = text ? str_of(text) : (struct str){NULL, 0};
	}
	r->at++;
	return 1;
}

struct sink {
	struct buf got;
	size_t calls, most; /* bytes of one call */
	bool full;
};

static int take(void *context, struct str bytes, struct error *error)
{
	struct sink *sink = context;

	if (sink->full)
		return error_set(error, STATUS_IO, "test.full", NULL);
	buf_add(&sink->got, bytes);
	sink->calls++;
	if (bytes.len > sink->most)
		sink->most = bytes.len;
	return 0;
}

static int render(const char *format, struct rows *rows, size_t n_columns,
		  struct tabular_options o, struct sink *sink, size_t *n)
{
	const struct tabular *tabular = tabular_find(str_of(format));
	const struct table table = {.name = STR("t"),
				    .columns = columns,
				    .n_columns = n_columns,
				    .next = next_row,
				    .context = rows};
	struct error error = {0};
	int status;

	assert_non_null(tabular);
	rows->columns = n_columns;
	rows->at = 0;
	o.write = take;
	o.context = sink;
	if (!o.ambiguous_width)
		o.ambiguous_width = 1;
	status = tabular->render(&table, 1, &o, n, &error);
	error_release(&error);
	return status;
}

static void expect(const char *format, const char *const *cells, size_t n, size_t n_columns,
		   struct tabular_options o, const char *expected)
{
	struct rows rows = {.cells = cells, .n = n};
	struct sink sink = {0};
	size_t counted = 0;

	assert_int_equal(render(format, &rows, n_columns, o, &sink, &counted), 0);
	assert_string_equal(buf_cstr(&sink.got), expected);
	assert_int_equal(counted, n);
	buf_release(&sink.got);
}

static const char *const odd[] = {
	"a,b",   "1.50", "true",    "say \"x\"", NULL,   NULL, "",   "-3",
	"false", " s",   "0.00001", "maybe",     "l\nm", "x",  NULL, "\xE7\xA4\xBE\t\\",
	"7",     "true",
};

static void csv_quotes_what_needs_it(void **state)
{
	(void)state;
	expect("csv", odd, 6, 3, (struct tabular_options){0},
	       "id,hours,done\n\"a,b\",1.50,true\n\"say \"\"x\"\"\",,\n\"\",-3,false\n"
	       "\" s\",0.00001,maybe\n\"l\nm\",x,\n\xE7\xA4\xBE\t\\,7,true\n");
	expect("csv", NULL, 0, 3, (struct tabular_options){0}, "id,hours,done\n");
}

static void no_row_of_csv_is_an_empty_line(void **state)
{
	static const char *const cells[] = {"a", NULL, ""};

	(void)state;
	expect("csv", cells, 3, 1, (struct tabular_options){0}, "id\na\n\"\"\n\"\"\n");
}

static void tsv_escapes_what_would_end_a_value(void **state)
{
	(void)state;
	expect("tsv", odd, 6, 3, (struct tabular_options){0},
	       "id\thours\tdone\na,b\t1.50\ttrue\nsay \"x\"\t\t\n\t-3\tfalse\n "
	       "s\t0.00001\tmaybe\n"
	       "l\\nm\tx\t\n\xE7\xA4\xBE\\t\\\\\t7\ttrue\n");
}

static void json_keeps_numbers_exact_and_what_is_none_a_string(void **state)
{
	const struct setting hours = {STR("hours"), STR("30")};
	const struct table_source source = {.program = STR("sws-query 9"),
					    .snapshot = STR("worktree"),
					    .year = 2023,
					    .as_of = STR("2023-06-30"),
					    .parameters = &hours,
					    .n_parameters = 1};

	(void)state;
	expect("json", odd, 6, 3, (struct tabular_options){.source = &source},
	       "{\n  \"columns\": [\n"
	       "    {\"name\": \"id\", \"titles\": {\"zh\": \"编号\", \"en\": \"Id\"}, "
	       "\"type\": "
	       "\"text\"},\n"
	       "    {\"name\": \"hours\", \"titles\": {\"zh\": \"时数\", \"en\": null}, "
	       "\"type\": "
	       "\"decimal\", \"unit\": {\"zh\": \"小时\", \"en\": \"hours\"}},\n"
	       "    {\"name\": \"done\", \"titles\": {\"zh\": null, \"en\": null}, \"type\": "
	       "\"boolean\"}\n  ],\n  \"rows\": [\n"
	       "    {\"id\": \"a,b\", \"hours\": 1.50, \"done\": true},\n"
	       "    {\"id\": \"say \\\"x\\\"\", \"hours\": null, \"done\": null},\n"
	       "    {\"id\": \"\", \"hours\": -3, \"done\": false},\n"
	       "    {\"id\": \" s\", \"hours\": 0.00001, \"done\": \"maybe\"},\n"
	       "    {\"id\": \"l\\nm\", \"hours\": \"x\", \"done\": null},\n"
	       "    {\"id\": \"\xE7\xA4\xBE\\t\\\\\", \"hours\": 7, \"done\": true}\n  ],\n"
	       "  \"source\": {\n    \"program\": \"sws-query 9\",\n    \"snapshot\": "
	       "\"worktree\",\n    \"commit\": null,\n    \"pack\": null,\n    "
	       "\"pack_digest\": "
	       "null,\n    \"year\": 2023,\n    \"as_of\": \"2023-06-30\",\n    "
	       "\"parameters\": {\n      \"hours\": \"30\"\n    }\n  }\n}\n");
	expect("ndjson", odd, 2, 3, (struct tabular_options){0},
	       "{\"id\": \"a,b\", \"hours\": 1.50, \"done\": true}\n"
	       "{\"id\": \"say \\\"x\\\"\", \"hours\": null, \"done\": null}\n");
}

static void json_without_rows_is_complete(void **state)
{
	(void)state;
	expect("json", NULL, 0, 1, (struct tabular_options){0},
	       "{\n  \"columns\": [\n    {\"name\": \"id\", \"titles\": {\"zh\": \"编号\", "
	       "\"en\": "
	       "\"Id\"}, \"type\": \"text\"}\n  ],\n  \"rows\": [],\n  \"source\": null\n}\n");
	expect("ndjson", NULL, 0, 1, (struct tabular_options){0}, "");
}

static void people_see_columns_aligned_and_nothing_harmful(void **state)
{
	static const char *const cells[] = {"塘沽", "1.5", "true", "a\x1B[2Jb", "30",
					    NULL,   "x",   NULL,   "false"};

	(void)state;
	expect("table", cells, 3, 3, (struct tabular_options){.language = LANGUAGE_EN},
	       "Id         hours  done\n塘沽         1.5  true\na\\x1B[2Jb     30\n"
	       "x                 false\n");
	expect("table", cells, 1, 3, (struct tabular_options){.language = LANGUAGE_ZH},
	       "编号  时数  done\n塘沽   1.5  true\n");
	expect("table", NULL, 0, 3, (struct tabular_options){.language = LANGUAGE_EN},
	       "Id  hours  done\n");
	expect("table", cells, 1, 2, (struct tabular_options){.colour = true},
	       "\x1B[1mId    hours\x1B[m\n塘沽    1.5\n");
}

static void long_texts_are_wrapped_to_the_width_of_the_terminal(void **state)
{
	static const char *const cells[] = {"the quick brown fox",  "1",  NULL,
					    "社会工作服务站在街道", "22", "true"};

	(void)state;
	expect("table", cells, 2, 3, (struct tabular_options){.width = 24},
	       "Id           hours  done\nthe quick        1\nbrown fox\n"
	       "社会工作服      22  true\n务站在街道\n");
	/* never narrower than a few columns */
	expect("table", cells, 1, 1, (struct tabular_options){.width = 1},
	       "Id\nthe\nquick\nbrown\nfox\n");
}

static void a_table_too_wide_has_a_line_for_each_cell(void **state)
{
	static const char *const cells[] = {"the quick brown fox", "1",   NULL, "街道站",
					    "123456789",           "true"};

	(void)state;
	expect("table", cells, 2, 3, (struct tabular_options){.width = 18},
	       "Id     the quick\n       brown fox\nhours  1\ndone\n"
	       "\n"
	       "Id     街道站\nhours  123456789\ndone   true\n");
	expect("table", cells, 2, 3, (struct tabular_options){.width = 23},
	       "Id          hours  done\nthe             1\nquick\nbrown\nfox\n"
	       "街道站  123456789  true\n");
	expect("table", NULL, 0, 3, (struct tabular_options){.width = 12}, "Id  hours  done\n");
}

static void ambiguous_characters_take_one_column_or_two(void **state)
{
	static const char *const cells[] = {"±1…", "1", "αβ", "2"};

	(void)state;
	expect("table", cells, 2, 2, (struct tabular_options){.ambiguous_width = 1},
	       "Id   hours\n±1…      1\nαβ       2\n");
	expect("table", cells, 2, 2, (struct tabular_options){.ambiguous_width = 2},
	       "Id     hours\n±1…      1\nαβ       2\n");
}

/* What was held to measure is a thousand rows; those behind it are laid out alike. */
static void rows_beyond_the_sample_keep_its_widths(void **state)
{
	static const char *cells[1002];
	struct rows rows = {.cells = cells, .n = COUNT(cells)};
	struct sink sink = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cells); i++)
		cells[i] = i < 1000 ? "abcd" : "abcdef gh";
	assert_int_equal(render("table", &rows, 1, (struct tabular_options){0}, &sink, NULL),
			 0);
	assert_true(str_ends(buf_str(&sink.got), STR("\nabcd\nabcd\nef\ngh\nabcd\nef\ngh\n")));
	buf_release(&sink.got);
}

static void rows_leave_in_blocks(void **state)
{
	static const char *const formats[] = {"csv", "tsv", "json", "ndjson", "table"};
	static const char *cells[20000];

	(void)state;
	for (size_t i = 0; i < COUNT(cells); i++)
		cells[i] = "0123456789";
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct rows rows = {.cells = cells, .n = COUNT(cells)};
		struct sink sink = {0};

		assert_int_equal(
			render(formats[i], &rows, 1, (struct tabular_options){0}, &sink, NULL),
			0);
		assert_true(sink.calls > 2);
		assert_true(sink.most < 1 << 17);
		buf_release(&sink.got);
	}
}

static void failures_of_either_end_are_told(void **state)
{
	static const char *const formats[] = {"csv", "tsv", "json", "ndjson", "table"};
	static const char *const cells[] = {"a", "b"};

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct rows rows = {.cells = cells, .n = 2, .fails = true};
		struct sink sink = {0};

		assert_int_equal(
			render(formats[i], &rows, 1, (struct tabular_options){0}, &sink, NULL),
			STATUS_IO);
		assert_int_equal(sink.got.len, 0);
		rows.fails = false;
		sink.full = true;
		assert_int_equal(
			render(formats[i], &rows, 1, (struct tabular_options){0}, &sink, NULL),
			STATUS_IO);
		buf_release(&sink.got);
	}
}

static void formats_are_found_by_name(void **state)
{
	struct buf names = {0};

	(void)state;
	tabular_names(&names);
	assert_string_equal(buf_cstr(&names), "table, csv, tsv, json, ndjson");
	assert_null(tabular_find(STR("xml")));
	assert_null(tabular_find(STR("")));
	buf_release(&names);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(csv_quotes_what_needs_it),
		TEST(no_row_of_csv_is_an_empty_line),
		TEST(tsv_escapes_what_would_end_a_value),
		TEST(json_keeps_numbers_exact_and_what_is_none_a_string),
		TEST(json_without_rows_is_complete),
		TEST(people_see_columns_aligned_and_nothing_harmful),
		TEST(long_texts_are_wrapped_to_the_width_of_the_terminal),
		TEST(a_table_too_wide_has_a_line_for_each_cell),
		TEST(ambiguous_characters_take_one_column_or_two),
		TEST(rows_beyond_the_sample_keep_its_widths),
		TEST(rows_leave_in_blocks),
		TEST(failures_of_either_end_are_told),
		TEST(formats_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
