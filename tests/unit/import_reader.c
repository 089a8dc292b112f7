/* SPDX-License-Identifier: MIT */
/* Unit tests of files and their rows (records/import_input.h, records/import_reader.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/import_reader.h"

#include "site.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The rows of a file as `number line [raw]`. */
static void assert_rows(const char *name, const char *text, const char *expected)
{
	struct import_input input;
	struct import_reader reader;
	struct import_row row;
	struct error error = {0};
	struct buf got = {0};

	site_write(name, text);
	assert_int_equal(
		import_input_open(&input, name, IMPORT_BY_NAME, 0, CHARSET_DETECT, &error), 0);
	assert_int_equal(import_reader_begin(&reader, &input, &error), 0);
	while (import_reader_next(&reader, &row, &error) > 0)
		buf_printf(&got, "%zu %u [%.*s]\n", row.number, (unsigned)row.line,
			   STR_ARG(row.raw));
	assert_string_equal(buf_cstr(&got), expected);
	buf_release(&got);
	import_reader_end(&reader);
	import_input_release(&input);
}

static void rows_of_tables_count_from_the_header(void **state)
{
	(void)state;
	assert_rows("a.csv", "id,name\r\n\r\na,\"x\r\ny\"\r\nb,z",
		    "1 3 [a,\"x\r\ny\"]\n2 5 [b,z]\n");
	assert_rows("a.tsv", "id\tname\na,b\tc\n", "1 2 [a,b\tc]\n");
	assert_rows("a.csv", "\xEF\xBB\xBFid\na\n", "1 2 [a]\n");
	assert_rows("a.csv", "", "");
}

static void lines_without_text_are_no_rows(void **state)
{
	(void)state;
	assert_rows("a.jsonl", "{}\n\n  \n{\"a\":1}\r\n[]",
		    "1 1 [{}]\n2 4 [{\"a\":1}]\n3 5 [[]]\n");
	assert_rows("a.ndjson", "\n", "");
}

static void documents_of_a_stream_are_rows(void **state)
{
	static const struct {
		const char *stream, *rows;
	} cases[] = {
		{"a: 1\n", "1 1 [a: 1]\n"},
		{"a: 1", "1 1 [a: 1]\n"},
		{"---\na: 1\n---\nb: 2\n", "1 1 [---\na: 1]\n2 3 [---\nb: 2]\n"},
		{"# c\n\n---\na: 1\n", "1 3 [---\na: 1]\n"},
		{"--- {a: 1}\n--- # c\n---\t\n---\nb: 2\n",
		 "1 1 [--- {a: 1}]\n2 4 [---\nb: 2]\n"},
		{"a: 1\n...\n# c\n---\nb: 2\n...\n", "1 1 [a: 1]\n2 4 [---\nb: 2]\n"},
		{"a: 1\n...\nb: 2\n", "1 1 [a: 1]\n2 3 [b: 2]\n"},
		{"a: |\n ---\n  x\n---b: 2\n", "1 1 [a: |\n ---\n  x\n---b: 2]\n"},
		{"---\r\na: 1\r\n---\r\nb: 2\r\n", "1 1 [---\r\na: 1]\n2 3 [---\r\nb: 2]\n"},
		{"---\n...\n", ""},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_rows("a.yaml", cases[i].stream, cases[i].rows);
}

static void a_name_says_what_a_file_is(void **state)
{
	static const struct {
		const char *name;
		enum import_format format;
	} cases[] = {
		{"a.csv", IMPORT_CSV}, {"a.b.CSV", IMPORT_CSV},   {"a.txt", IMPORT_CSV},
		{"a.tab", IMPORT_TSV}, {"a.JSONL", IMPORT_LINES}, {"a.yml", IMPORT_STREAM},
	};
	struct import_input input;
	struct error error = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		site_write(cases[i].name, "a\n");
		assert_int_equal(import_input_open(&input, cases[i].name, IMPORT_BY_NAME, 0,
						   CHARSET_DETECT, &error),
				 0);
		assert_int_equal(input.format, cases[i].format);
		import_input_release(&input);
	}
	assert_int_equal(
		import_input_open(&input, "a.json", IMPORT_BY_NAME, 0, CHARSET_DETECT, &error),
		STATUS_INVALID);
	assert_string_equal(error.message.id, "import.format");
	import_input_release(&input);
	assert_int_equal(
		import_input_open(&input, "csv", IMPORT_BY_NAME, 0, CHARSET_DETECT, &error),
		STATUS_INVALID);
	import_input_release(&input);
	error_release(&error);
}

static void the_digest_is_of_the_bytes(void **state)
{
	struct import_input input;
	struct error error = {0};

	(void)state;
	site_write("a.csv", "\xEF\xBB\xBFid\n");
	assert_int_equal(
		import_input_open(&input, "a.csv", IMPORT_BY_NAME, 0, CHARSET_DETECT, &error),
		0);
	assert_string_equal(shell_line("sha256sum <a.csv | cut -c 1-64"), input.digest);
	import_input_release(&input);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(rows_of_tables_count_from_the_header),
		sandbox_test(lines_without_text_are_no_rows),
		sandbox_test(documents_of_a_stream_are_rows),
		sandbox_test(a_name_says_what_a_file_is),
		sandbox_test(the_digest_is_of_the_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
