/* SPDX-License-Identifier: MIT */
/* Unit tests of result/grid.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "result/grid.h"

#include <string.h>

static void a_grid_is_read_as_a_table_from_the_start_each_time(void **state)
{
	struct grid g = {0};
	struct error error = {0};
	struct str cells[2];
	char text[] = "one";

	(void)state;
	grid_column(&g, STR("a"), TABLE_TEXT);
	grid_column(&g, STR("b"), TABLE_INTEGER);
	grid_row(&g);
	grid_set(&g, 0, str_of(text));
	memset(text, 'x', 3);
	grid_row(&g);
	grid_set(&g, 0, STR(""));
	grid_put(&g, 1, STR(""));
	assert_int_equal(grid_rows(&g), 2);
	for (int pass = 0; pass < 2; pass++) {
		struct table t = grid_table(&g, STR("t"), (struct table_title){{0}, {0}});

		assert_int_equal(t.n_columns, 2);
		assert_int_equal(t.columns[1].type, TABLE_INTEGER);
		assert_int_equal(t.next(t.context, cells, &error), 1);
		assert_true(str_eq(cells[0], STR("one")));
		assert_null(cells[1].ptr);
		assert_int_equal(t.next(t.context, cells, &error), 1);
		assert_non_null(cells[0].ptr);
		assert_int_equal(cells[0].len, 0);
		assert_null(cells[1].ptr);
		assert_int_equal(t.next(t.context, cells, &error), 0);
	}
	grid_release(&g);
}

static void a_grid_may_have_no_rows_or_nothing_at_all(void **state)
{
	struct grid g = {0};
	struct error error = {0};
	struct table t;

	(void)state;
	assert_int_equal(grid_rows(&g), 0);
	t = grid_table(&g, STR("t"), (struct table_title){{0}, {0}});
	assert_int_equal(t.next(t.context, NULL, &error), 0);
	grid_column(&g, STR("a"), TABLE_TEXT);
	t = grid_table(&g, STR("t"), (struct table_title){{0}, {0}});
	assert_int_equal(grid_rows(&g), 0);
	assert_int_equal(t.next(t.context, NULL, &error), 0);
	grid_release(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_grid_is_read_as_a_table_from_the_start_each_time),
		cmocka_unit_test(a_grid_may_have_no_rows_or_nothing_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
