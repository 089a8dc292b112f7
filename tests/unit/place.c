/* SPDX-License-Identifier: MIT */
/* Tests of text/place.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/place.h"

static void expect_place(struct str source, uint32_t start, uint32_t end, uint32_t line,
			 uint32_t column, uint32_t end_line, uint32_t end_column)
{
	struct arena arena = {0};
	struct tree tree = {.source = source, .arena = &arena};
	struct finding f = {.line = 0};

	place_finding(&tree, &f, start, end);
	assert_int_equal(f.line, line);
	assert_int_equal(f.column, column);
	assert_int_equal(f.end_line, end_line);
	assert_int_equal(f.end_column, end_column);
	assert_int_equal(f.start, start);
	assert_int_equal(f.end, end);
	arena_release(&arena);
}

static void both_ends_have_line_and_column(void **state)
{
	expect_place(STR("a: bc\n"), 3, 5, 1, 4, 1, 6);
	expect_place(STR("a: bc\nd: e\n"), 0, 10, 1, 1, 2, 5);
	expect_place(STR("a\r\nb\rc"), 3, 6, 2, 1, 3, 2);
	/* no span; the end of the source */
	expect_place(STR("a: bc\n"), 3, 3, 1, 4, 1, 4);
	expect_place(STR("a: |\n  b\r\n\nc: d\n"), 3, 11, 1, 4, 2, 4);
	expect_place(STR("a: bc\n"), 0, 6, 1, 1, 1, 6);
	expect_place(STR(""), 0, 0, 1, 1, 1, 1);
}

static void columns_count_code_points(void **state)
{
	expect_place(STR("名: 塘沽\n"), 5, 11, 1, 4, 1, 6);
	expect_place(STR("\xF0\x9F\x98\x80x"), 4, 5, 1, 2, 1, 3);
}

static void a_finding_that_was_not_placed_is_about_the_whole_file(void **state)
{
	struct finding_list list = {0};
	const struct finding *f = finding_add(&list, "x.y", STR("a"), NULL);

	assert_int_equal(f->line, 1);
	assert_int_equal(f->column, 1);
	assert_int_equal(f->end_line, 1);
	assert_int_equal(f->end_column, 1);
	finding_release(&list);
}

static void expect_in(struct str text, size_t offset, uint32_t line, uint32_t column)
{
	struct position p = place_of(text, offset);

	assert_int_equal(p.line, line);
	assert_int_equal(p.column, column);
}

static void a_place_in_text_without_a_tree_is_the_same(void **state)
{
	expect_in(STR(""), 0, 1, 1);
	expect_in(STR("a\nb"), 2, 2, 1);
	expect_in(STR("a\r\nb\rc"), 3, 2, 1);
	expect_in(STR("a\r\nb\rc"), 5, 3, 1);
	expect_in(STR("塘沽x"), 6, 1, 3);
	expect_in(STR("\xEF\xBB\xBF塘x"), 6, 1, 2);
	/* at the end, and beyond */
	expect_in(STR("a\n"), 2, 2, 1);
	expect_in(STR("ab"), 9, 1, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_ends_have_line_and_column),
		cmocka_unit_test(columns_count_code_points),
		cmocka_unit_test(a_place_in_text_without_a_tree_is_the_same),
		cmocka_unit_test(a_finding_that_was_not_placed_is_about_the_whole_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
