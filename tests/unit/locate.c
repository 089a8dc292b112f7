/* SPDX-License-Identifier: MIT */
/* Tests of places by pointer (records/locate.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/locate.h"

#include "site.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct finding *add(struct site *s, const char *path, const char *pointer)
{
	struct finding *f = finding_add(&s->findings, "reference.exists", str_of(path), NULL);

	f->column = 0;
	f->pointer = str_of(pointer);
	return f;
}

/* That the value at the pointer is found at this place, and its span is this text. */
static void expect_place(const char *source, const char *pointer, uint32_t line,
			 uint32_t column, const char *marked)
{
	struct site s;
	const struct finding *f;

	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", source);
	site_open(&s);
	f = add(&s, "stations/a.yaml", pointer);
	locate_findings(s.records, &s.findings);
	if (f->line != line || f->column != column)
		fail_msg("%s in\n%s\nis at %u:%u, not %u:%u", pointer, source, f->line,
			 f->column, line, column);
	assert_true(f->start <= f->end && f->end <= strlen(source));
	assert_true(
		str_eq(str_sub(str_of(source), f->start, f->end - f->start), str_of(marked)));
	site_close(&s);
}

static void a_value_is_found_by_its_pointer(void **state)
{
	static const char source[] = "# 注释\n"
				     "id: tang\n"
				     "name: \"塘沽\" # 名称\n"
				     "premises: {地址: 路一号, office: true, rooms: [a, bc]}\n"
				     "contracts:\n"
				     "  - agency: help\n"
				     "    amount: 12.50\n"
				     "  - agency: 'two words'\n"
				     "plans:\n"
				     "  - tasks:\n"
				     "      - title: |\n"
				     "          一\n"
				     "      - title: 二\n"
				     "        due_on: 2023-05-01\n";
	static const struct {
		const char *pointer;
		uint32_t line, column;
		const char *marked;
	} cases[] = {
		{"/id", 2, 5, "tang"},
		{"/name", 3, 7, "\"塘沽\""},
		{"/premises/地址", 4, 16, "路一号"},
		{"/premises/office", 4, 29, "true"},
		{"/premises/rooms/0", 4, 43, "a"},
		{"/premises/rooms/1", 4, 46, "bc"},
		{"/contracts/0/agency", 6, 13, "help"},
		{"/contracts/0/amount", 7, 13, "12.50"},
		{"/contracts/1/agency", 8, 13, "'two words'"},
		{"/plans/0/tasks/1/title", 13, 16, "二"},
		{"/plans/0/tasks/1/due_on", 14, 17, "2023-05-01"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect_place(source, cases[i].pointer, cases[i].line, cases[i].column,
			     cases[i].marked);
}

static void of_a_collection_the_begin_is_the_place(void **state)
{
	static const char source[] = "\n# first\nid: a\nlist:\n  - {x: [1, 2]}\n  - y: 2\n";

	(void)state;
	expect_place(source, "", 3, 1, "");
	expect_place(source, "/list", 5, 3, "");
	expect_place(source, "/list/0", 5, 5, "");
	expect_place(source, "/list/0/x", 5, 9, "");
	expect_place(source, "/list/1", 6, 5, "");
}

static void columns_are_code_points_and_any_line_end_counts(void **state)
{
	(void)state;
	expect_place("{\"𠮷é\": 1, x: \"中\"}\n", "/x", 1, 14, "\"中\"");
	expect_place("id: a\r\nname: b\r\n", "/name", 2, 7, "b");
	expect_place("id: a\rname: b\r", "/name", 2, 7, "b");
	expect_place("id: a\n\n\nname: b", "/name", 4, 7, "b");
	expect_place("\xEF\xBB\xBFid: a\nname: b\n", "/name", 2, 7, "b");
}

static void tokens_of_pointers_are_unescaped(void **state)
{
	(void)state;
	expect_place("a/b: 1\nc~d: 2\n'~1': 3\n", "/a~1b", 1, 6, "1");
	expect_place("a/b: 1\nc~d: 2\n'~1': 3\n", "/c~0d", 2, 6, "2");
	expect_place("a/b: 1\nc~d: 2\n'~1': 3\n", "/~01", 3, 7, "3");
}

static void what_cannot_be_found_keeps_its_line(void **state)
{
	static const char *const pointers[] = {"/name", "/list/2",  "/list/-", "/list/x",
					       "/id/0", "/list/00", "id"};
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "id: a\nlist: [1, 2]\n");
	site_open(&s);
	for (size_t i = 0; i < COUNT(pointers); i++)
		add(&s, "stations/a.yaml", pointers[i])->line = 2;
	locate_findings(s.records, &s.findings);
	for (size_t i = 0; i < COUNT(pointers); i++) {
		const struct finding *f = &s.findings.items.at[i];

		assert_true(f->line == 2 && f->start == f->end);
	}
	site_close(&s);
}

static void a_file_that_cannot_be_read_again_keeps_the_line(void **state)
{
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "id: a\n");
	site_write("stations/b.yaml", "id: b\n");
	site_write("stations/c.yaml", "id: 'c\n");
	site_open(&s);
	assert_int_equal(unlink("stations/b.yaml"), 0);
	add(&s, "", "/id")->line = 9;
	add(&s, "stations/b.yaml", "/id")->line = 9;
	add(&s, "stations/c.yaml", "/id")->line = 9;
	add(&s, "stations/d.yaml", "/id")->line = 9;
	locate_findings(s.records, &s.findings);
	for (size_t i = 0; i < s.findings.items.n; i++)
		assert_int_equal(s.findings.items.at[i].line, 9);
	site_close(&s);
}

/* What was read before, of another file, does not stand for one that cannot be read. */
static void a_place_is_never_taken_from_another_file(void **state)
{
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "name: a\nid: a\n");
	site_write("stations/b.yaml", "name: b\nid: b\n");
	site_open(&s);
	assert_int_equal(unlink("stations/b.yaml"), 0);
	add(&s, "stations/a.yaml", "/id");
	add(&s, "stations/b.yaml", "/id")->line = 9;
	add(&s, "stations/b.yaml", "/name")->line = 9;
	locate_findings(s.records, &s.findings);
	assert_int_equal(s.findings.items.at[0].line, 2);
	assert_int_equal(s.findings.items.at[1].line, 9);
	assert_int_equal(s.findings.items.at[2].line, 9);
	site_close(&s);
}

static void a_place_that_is_known_stays(void **state)
{
	struct site s;
	struct finding *f;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "name: a\nid: a\n");
	site_open(&s);
	f = add(&s, "stations/a.yaml", "/id");
	f->line = 7;
	f->column = 3;
	f->start = 1;
	f->end = 4;
	locate_findings(s.records, &s.findings);
	f = &s.findings.items.at[0];
	assert_true(f->line == 7 && f->column == 3 && f->start == 1 && f->end == 4);
	site_close(&s);
}

static void findings_of_several_files_are_each_found_in_theirs(void **state)
{
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "id: a\nname: x\n");
	site_write("stations/b.yaml", "\nname: y\n\nid: b\n");
	site_open(&s);
	add(&s, "stations/b.yaml", "/id");
	add(&s, "stations/a.yaml", "/name");
	add(&s, "sws.yaml", "/format");
	add(&s, "stations/b.yaml", "/name");
	add(&s, "stations/a.yaml", "/id");
	locate_findings(s.records, &s.findings);
	finding_sort(&s.findings);
	site_expect(&s.findings, "reference.exists stations/a.yaml:1:5 /id\n"
				 "reference.exists stations/a.yaml:2:7 /name\n"
				 "reference.exists stations/b.yaml:2:7 /name\n"
				 "reference.exists stations/b.yaml:4:5 /id\n"
				 "reference.exists sws.yaml:1:9 /format\n");
	site_close(&s);
}

static void a_file_of_a_revision_is_read_there(void **state)
{
	struct site s = {0};

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "\n\nid: a\n");
	shell("git init -q -b main && git add . && git commit -q -m one");
	site_write("stations/a.yaml", "id: a\n");
	assert_int_equal(records_open(&(struct records_options){.folder = ".", .rev = "HEAD"},
				      &s.records, &s.error),
			 0);
	add(&s, "stations/a.yaml", "/id");
	locate_findings(s.records, &s.findings);
	site_expect(&s.findings, "reference.exists stations/a.yaml:3:5 /id\n");
	site_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(a_value_is_found_by_its_pointer),
		sandbox_test(of_a_collection_the_begin_is_the_place),
		sandbox_test(columns_are_code_points_and_any_line_end_counts),
		sandbox_test(tokens_of_pointers_are_unescaped),
		sandbox_test(what_cannot_be_found_keeps_its_line),
		sandbox_test(a_file_that_cannot_be_read_again_keeps_the_line),
		sandbox_test(a_place_is_never_taken_from_another_file),
		sandbox_test(a_place_that_is_known_stays),
		sandbox_test(findings_of_several_files_are_each_found_in_theirs),
		sandbox_test(a_file_of_a_revision_is_read_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
