/* SPDX-License-Identifier: MIT */
/*
 * Tests of text/csv.h. That cells are those of Python's csv module, tests/differential sees.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/csv.h"

#include <stdio.h>
#include <string.h>

/* All rows: a line `NUMBER LINE:` each, then its cells as `[LINE:COLUMN text]`, with `"` before
 * the text of a quoted one; `! id name=value...` for what ends it. */
static void show_row(struct buf *out, const struct csv_row *row)
{
	buf_printf(out, "%zu %u:", row->number, row->line);
	for (size_t i = 0; i < row->n; i++) {
		const struct csv_cell *cell = &row->cells[i];
		struct position p = csv_place(row, cell->at);

		buf_printf(out, " [%u:%u %s%.*s]", p.line, p.column, cell->quoted ? "\"" : "",
			   STR_ARG(cell->text));
	}
	buf_add_char(out, '\n');
}

static void show_error(struct buf *out, const struct error *error)
{
	buf_printf(out, "! %s", error->message.id);
	for (size_t i = 0; i < error->message.n_args; i++)
		buf_printf(out, " %s=%.*s", error->message.args[i].name,
			   STR_ARG(error->message.args[i].value));
	buf_add_char(out, '\n');
}

static struct buf show(struct str text, char separator)
{
	struct error error = {0};
	struct buf out = {0};
	struct csv_row row;
	struct csv c;
	int status;

	csv_init(&c, text, separator, "f");
	while ((status = csv_next(&c, &row, &error)) == 1)
		show_row(&out, &row);
	if (status < 0)
		show_error(&out, &error);
	assert_int_equal(status, error.status);
	error_release(&error);
	csv_release(&c);
	return out;
}

struct sample {
	struct str text;
	const char *shown;
};

static void expect_all(const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf shown = show(samples[i].text, ',');

		if (strcmp(buf_cstr(&shown), samples[i].shown) != 0)
			fail_msg("row %zu gives\n%s", i, buf_cstr(&shown));
		buf_release(&shown);
	}
}

#define EXPECT_ALL(samples) expect_all(samples, sizeof samples / sizeof samples[0])

static void rows_and_cells_are_placed(void **state)
{
	static const struct sample samples[] = {
		{STR(""), ""},
		{{NULL, 0}, ""},
		{STR("a"), "0 1: [1:1 a]\n"},
		{STR("a,b\nc,d\n"), "0 1: [1:1 a] [1:3 b]\n1 2: [2:1 c] [2:3 d]\n"},
		{STR("a,b\r\nc\r\n"), "0 1: [1:1 a] [1:3 b]\n1 2: [2:1 c]\n"},
		{STR("a\rb"), "0 1: [1:1 a]\n1 2: [2:1 b]\n"},
		{STR("塘沽,x\n"), "0 1: [1:1 塘沽] [1:4 x]\n"},
		{STR(","), "0 1: [1:1 ] [1:2 ]\n"},
		{STR("a,\n"), "0 1: [1:1 a] [1:3 ]\n"},
		{STR(" a , b"), "0 1: [1:1  a ] [1:5  b]\n"},
		/* rows may differ in length */
		{STR("a,b\nc\nd,e,f\n"),
		 "0 1: [1:1 a] [1:3 b]\n1 2: [2:1 c]\n2 3: [3:1 d] [3:3 e] [3:5 f]\n"},
		/* other separators are text */
		{STR("a;b\tc，d；e"), "0 1: [1:1 a;b\tc，d；e]\n"},
	};

	(void)state;
	EXPECT_ALL(samples);
}

static void quotes_hold_separators_line_ends_and_doubled_quotes(void **state)
{
	static const struct sample samples[] = {
		{STR("\"\""), "0 1: [1:1 \"]\n"},
		{STR("\"a,b\",c"), "0 1: [1:1 \"a,b] [1:7 c]\n"},
		{STR("\"a\"\"b\",\"\"\"\""), "0 1: [1:1 \"a\"b] [1:8 \"\"]\n"},
		{STR("\"\"\"a\"\"\""), "0 1: [1:1 \"\"a\"]\n"},
		{STR("\"a\nb\",c\nd"), "0 1: [1:1 \"a\nb] [2:4 c]\n1 3: [3:1 d]\n"},
		{STR("\"a\r\nb\rc\n\",\"\n\"\r\nd"),
		 "0 1: [1:1 \"a\r\nb\rc\n] [4:3 \"\n]\n1 6: [6:1 d]\n"},
		{STR("\"塘\n沽\",x"), "0 1: [1:1 \"塘\n沽] [2:4 x]\n"},
		/* no quotes but text */
		{STR("a\"b,c\"\""), "0 1: [1:1 a\"b] [1:5 c\"\"]\n"},
		{STR(" \"a\""), "0 1: [1:1  \"a\"]\n"},
	};

	(void)state;
	EXPECT_ALL(samples);
}

static void lines_without_a_character_are_passed_over_and_counted(void **state)
{
	static const struct sample samples[] = {
		{STR("\n\r\n\r"), ""},
		{STR("\n\na\n\r\n\rb\n\n"), "0 3: [3:1 a]\n1 6: [6:1 b]\n"},
		{STR("a\r\n\n\nb"), "0 1: [1:1 a]\n1 4: [4:1 b]\n"},
		{STR(" \n"), "0 1: [1:1  ]\n"},
		{STR("\"\"\n"), "0 1: [1:1 \"]\n"},
	};

	(void)state;
	EXPECT_ALL(samples);
}

static void what_is_no_row_is_refused_at_its_place(void **state)
{
	static const struct sample samples[] = {
		{STR("\""), "! csv.unclosed-quote file=f line=1 column=1\n"},
		{STR("a\n塘,\"b\nc,d\n"),
		 "0 1: [1:1 a]\n! csv.unclosed-quote file=f line=2 column=3\n"},
		{STR("\"a\"\""), "! csv.unclosed-quote file=f line=1 column=1\n"},
		{STR("\n\"x\ny\",\"a"), "! csv.unclosed-quote file=f line=3 column=4\n"},
		{STR("\"a\"b,c"), "! csv.after-quote file=f line=1 column=4 opened=1\n"},
		{STR("\"a\" ,c"), "! csv.after-quote file=f line=1 column=4 opened=1\n"},
		{STR("a\nb,\"塘\n沽\"x"),
		 "0 1: [1:1 a]\n! csv.after-quote file=f line=3 column=3 opened=2\n"},
		{STR("\"a\";"), "! csv.after-quote file=f line=1 column=4 opened=1\n"},
	};

	(void)state;
	EXPECT_ALL(samples);
}

static void the_same_failure_comes_again(void **state)
{
	struct error error = {0};
	struct csv_row row;
	struct csv c;

	(void)state;
	csv_init(&c, STR("a\n\nb,\"\n"), 0, "f");
	assert_int_equal(csv_next(&c, &row, &error), 1);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(csv_next(&c, &row, &error), STATUS_INVALID);
		assert_string_equal(message_arg(&error.message, STR("line"))->ptr, "3");
	}
	error_release(&error);
	csv_release(&c);
}

static void the_separator_is_that_of_most_columns_in_the_first_row(void **state)
{
	static const struct {
		struct str text;
		char separator;
	} samples[] = {
		{STR(""), ','},
		{STR("a"), ','},
		{STR("a;b\n1,2,3"), ';'},
		{STR("\n\na\tb"), '\t'},
		{STR("a;b;c,d"), ';'},
		{STR("a;b,c"), ','},
		{STR("a\tb;c"), ';'},
		{STR("a\tb,c"), ','},
		{STR("\"a,b,c\";d"), ';'},
		{STR("\"a;b;c\",d"), ','},
		{STR("\"a\";\"b\""), ';'},
		{STR("\"a\n;b;c\"\td"), '\t'},
		{STR("名称，编号；x,y"), ','},
		/* none can read it */
		{STR("\"a;b"), ','},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct csv c;

		csv_init(&c, samples[i].text, 0, "f");
		if (c.separator != samples[i].separator)
			fail_msg("row %zu: '%c'", i, c.separator);
		csv_release(&c);
		csv_init(&c, samples[i].text, '|', "f");
		assert_int_equal(c.separator, '|');
		csv_release(&c);
	}
}

static void the_line_end_is_that_of_the_first_row(void **state)
{
	static const char *const samples[][2] = {
		{"", "\n"},
		{"a", "\n"},
		{"a\nb\r\n", "\n"},
		{"a\r\nb\n", "\r\n"},
		{"a\rb\n", "\r"},
		{"a\r", "\r"},
		{"\"a\nb\"\r\nc", "\r\n"},
		{"\n\na\r\n", "\r\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct csv c;

		csv_init(&c, str_of(samples[i][0]), 0, "f");
		if (!str_eq(c.line_end, str_of(samples[i][1])))
			fail_msg("row %zu: %zu bytes", i, c.line_end.len);
		csv_release(&c);
	}
}

static void a_row_is_kept_as_it_is_written(void **state)
{
	struct error error = {0};
	struct csv_row row;
	struct csv c;

	(void)state;
	csv_init(&c, STR("\na,\"b\"\"\r\n\"\r\n\r\n\"\",x"), 0, "f");
	assert_int_equal(csv_next(&c, &row, &error), 1);
	assert_true(str_eq(row.raw, STR("a,\"b\"\"\r\n\"")));
	assert_int_equal(csv_next(&c, &row, &error), 1);
	assert_true(str_eq(row.raw, STR("\"\",x")));
	assert_int_equal(csv_next(&c, &row, &error), 0);
	assert_int_equal(csv_next(&c, &row, &error), 0);
	csv_release(&c);
}

/* `before`, `n` times `unit`, `after`; what ends the reading, or "" */
static void expect_bound(const char *before, const char *unit, size_t n, const char *after,
			 const char *shown)
{
	struct error error = {0};
	struct buf text = {0}, got = {0};
	struct csv_row row;
	struct csv c;
	int status;

	buf_add_text(&text, before);
	for (size_t i = 0; i < n; i++)
		buf_add_text(&text, unit);
	buf_add_text(&text, after);
	csv_init(&c, buf_str(&text), ',', "f");
	while ((status = csv_next(&c, &row, &error)) == 1)
		;
	if (status < 0)
		show_error(&got, &error);
	assert_string_equal(buf_cstr(&got), shown);
	csv_release(&c);
	error_release(&error);
	buf_release(&got);
	buf_release(&text);
}

static void cells_and_their_number_are_bounded(void **state)
{
	(void)state;
	expect_bound("a\nb,", "x", CSV_CELL_MAX, ",c", "");
	expect_bound("a\nb,", "x", CSV_CELL_MAX + 1, ",c",
		     "! csv.cell-size file=f line=2 column=3 number=2 max=1048576\n");
	expect_bound("a\nb,\"", "x", CSV_CELL_MAX, "\",c", "");
	expect_bound("a\nb,\"", "x", CSV_CELL_MAX + 1, "\",c",
		     "! csv.cell-size file=f line=2 column=3 number=2 max=1048576\n");
	/* what is not closed is said to be so, however long it is */
	expect_bound("a\nb,\"", "x", 10 << 20, "",
		     "! csv.unclosed-quote file=f line=2 column=3\n");
	expect_bound("a\n", ",", CSV_COLUMNS_MAX - 1, "\nb", "");
	expect_bound("a\n", ",", CSV_COLUMNS_MAX, "\nb",
		     "! csv.columns file=f line=2 max=16384\n");
}

static void cells_are_written_with_the_quotes_they_need(void **state)
{
	static const struct {
		char separator;
		struct str text, written;
	} samples[] = {
		{',', STR("a b;c\td"), STR("a b;c\td")},
		{',', STR("a,b"), STR("\"a,b\"")},
		{';', STR("a,b"), STR("a,b")},
		{';', STR("a;b"), STR("\"a;b\"")},
		{'\t', STR("a\tb"), STR("\"a\tb\"")},
		{',', STR("\"a\""), STR("\"\"\"a\"\"\"")},
		{',', STR("5\""), STR("\"5\"\"\"")},
		{',', STR("a\nb"), STR("\"a\nb\"")},
		{',', STR("a\rb"), STR("\"a\rb\"")},
		{',', STR(""), STR("\"\"")},
		{',', STR(" a"), STR("\" a\"")},
		{',', STR("a "), STR("\"a \"")},
		{',', STR("塘沽，"), STR("塘沽，")},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct buf out = {0};

		csv_put(&out, samples[i].separator, samples[i].text);
		if (!str_eq(buf_str(&out), samples[i].written))
			fail_msg("row %zu: %s", i, buf_cstr(&out));
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_and_cells_are_placed),
		cmocka_unit_test(quotes_hold_separators_line_ends_and_doubled_quotes),
		cmocka_unit_test(lines_without_a_character_are_passed_over_and_counted),
		cmocka_unit_test(what_is_no_row_is_refused_at_its_place),
		cmocka_unit_test(the_same_failure_comes_again),
		cmocka_unit_test(the_separator_is_that_of_most_columns_in_the_first_row),
		cmocka_unit_test(the_line_end_is_that_of_the_first_row),
		cmocka_unit_test(a_row_is_kept_as_it_is_written),
		cmocka_unit_test(cells_and_their_number_are_bounded),
		cmocka_unit_test(cells_are_written_with_the_quotes_they_need),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
