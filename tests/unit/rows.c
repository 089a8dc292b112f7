/* SPDX-License-Identifier: MIT */
/* Unit tests of rows and their rings (store/rows.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "store/rows.h"

/* The columns of the tests; THIRD is not kept. */
enum { KEY, OTHER, THIRD, LAST, COLUMNS };

static struct rows fresh(void)
{
	static const bool kept[COLUMNS] = {[KEY] = true, [OTHER] = true, [LAST] = true};
	struct rows r = {0};

	rows_init(&r, kept, COLUMNS, KEY);
	return r;
}

static void add(struct rows *r, uint32_t key, uint32_t other, uint32_t last)
{
	uint32_t *cells = rows_add(r);

	assert_int_equal(cells[0], CELL_NULL);
	cells[0] = key;
	cells[1] = other;
	cells[2] = last;
}

/* That the rows with the cell are these, in this order. */
static void expect(struct rows *r, size_t column, uint32_t cell, const uint32_t *rows, size_t n)
{
	uint32_t row, last;
	size_t i = 0;

	if (!rows_find(r, column, cell, &row, &last)) {
		assert_int_equal(n, 0);
		return;
	}
	for (;; row = rows_after(r, column, row)) {
		assert_true(i < n);
		assert_int_equal(row, rows[i++]);
		if (row == last)
			break;
	}
	assert_int_equal(i, n);
}

#define EXPECT(r, column, cell, ...)                                                           \
	do {                                                                                   \
		static const uint32_t rows_[] = {__VA_ARGS__};                                 \
		expect(r, column, cell, rows_, sizeof rows_ / sizeof *rows_);                  \
	} while (0)

static void columns_that_are_kept_have_cells(void **state)
{
	struct rows r = fresh(), none = {0};

	(void)state;
	assert_false(rows_keep(&none, KEY));
	rows_release(&none);
	assert_true(rows_keep(&r, KEY));
	assert_false(rows_keep(&r, THIRD));
	add(&r, 7, CELL_NULL, CELL_SMALL);
	add(&r, 8, UINT32_MAX, 1);
	assert_int_equal(rows_cell(&r, 0, KEY), 7);
	assert_int_equal(rows_cell(&r, 0, OTHER), CELL_NULL);
	assert_int_equal(rows_cell(&r, 0, LAST), CELL_SMALL);
	assert_int_equal(rows_cell(&r, 1, OTHER), UINT32_MAX);
	rows_release(&r);
}

static void a_ring_has_its_rows_in_order(void **state)
{
	struct rows r = fresh();

	(void)state;
	expect(&r, OTHER, 5, NULL, 0);
	add(&r, 1, 5, CELL_NULL);
	add(&r, 1, 6, 5);
	add(&r, 2, 5, CELL_NULL);
	add(&r, 3, CELL_NULL, 5);
	EXPECT(&r, OTHER, 5, 0, 2);
	EXPECT(&r, OTHER, 6, 1);
	EXPECT(&r, LAST, 5, 1, 3);
	EXPECT(&r, KEY, 1, 0, 1);
	expect(&r, OTHER, 7, NULL, 0);
	expect(&r, OTHER, CELL_NULL, NULL, 0);
	add(&r, 4, 5, 5); /* seen by the indexes that are there */
	EXPECT(&r, OTHER, 5, 0, 2, 4);
	EXPECT(&r, LAST, 5, 1, 3, 4);
	rows_release(&r);
}

static void a_column_of_nulls_has_no_rings(void **state)
{
	struct rows r = fresh();

	(void)state;
	add(&r, 1, CELL_NULL, CELL_NULL);
	expect(&r, OTHER, 1, NULL, 0);
	expect(&r, OTHER, CELL_NULL, NULL, 0);
	assert_int_equal(rows_distinct(&r, OTHER), 0);
	rows_release(&r);
}

/* Cells whose places in the index are near each other, the same, or anywhere. */
static const uint32_t strides[] = {1,        2,        8,        1u << 11,
				   1u << 12, 1u << 13, 1u << 16, 0x9e3779b1u};

static void rings_stay_apart_as_the_index_grows(void **state)
{
	enum { CELLS = 3000, EACH = 3 };
	uint32_t cell, row, last;

	(void)state;
	for (size_t s = 0; s < sizeof strides / sizeof *strides; s++) {
		struct rows r = fresh();

		for (uint32_t i = 0; i < CELLS * EACH; i++) {
			cell = (i % CELLS + 1) * strides[s];
			add(&r, i + 1, cell ? cell : 1, CELL_NULL);
			if (i % 1000 == 0)
				rows_find(&r, OTHER, cell, &row, &last);
		}
		for (uint32_t i = 0; i < CELLS; i++) {
			const uint32_t rows[EACH] = {i, i + CELLS, i + 2 * CELLS};

			expect(&r, OTHER, (i + 1) * strides[s], rows, EACH);
			expect(&r, KEY, i + 1, rows, 1);
		}
		assert_int_equal(rows_distinct(&r, OTHER), CELLS);
		rows_release(&r);
	}
}

static void one_value_in_many_rows_is_one_ring(void **state)
{
	enum { ROWS = 100000 };
	struct rows r = fresh();
	uint32_t row, last, n = 1;

	(void)state;
	for (uint32_t i = 0; i < ROWS; i++)
		add(&r, i + 1, 9, CELL_NULL);
	assert_true(rows_find(&r, OTHER, 9, &row, &last));
	assert_int_equal(row, 0);
	assert_int_equal(last, ROWS - 1);
	for (; row != last; n++) {
		assert_true(rows_after(&r, OTHER, row) > row);
		row = rows_after(&r, OTHER, row);
	}
	assert_int_equal(n, ROWS);
	assert_int_equal(rows_distinct(&r, OTHER), 1);
	rows_release(&r);
}

static void distinct_values_are_counted_with_the_rows_that_came_since(void **state)
{
	struct rows r = fresh();

	(void)state;
	add(&r, 1, 5, CELL_NULL);
	assert_int_equal(rows_distinct(&r, OTHER), 1);
	for (uint32_t i = 2; i < 100; i++)
		add(&r, i, i, CELL_NULL);
	assert_int_equal(rows_distinct(&r, OTHER), 98);
	rows_release(&r);
}

static void what_was_removed_is_dead_and_may_come_again(void **state)
{
	struct rows r = fresh();

	(void)state;
	add(&r, 1, 5, 1);
	add(&r, 2, 5, 2);
	add(&r, 2, 6, 2);
	add(&r, 3, 5, 3);
	EXPECT(&r, OTHER, 5, 0, 1, 3);
	rows_remove(&r, 2);
	rows_remove(&r, 2);
	rows_remove(&r, 99);
	assert_int_equal(r.n, 4);
	assert_int_equal(r.alive, 2);
	assert_false(rows_is_dead(&r, 0));
	assert_true(rows_is_dead(&r, 1));
	assert_true(rows_is_dead(&r, 2));
	expect(&r, KEY, 2, NULL, 0);
	EXPECT(&r, KEY, 3, 3);
	EXPECT(&r, LAST, 3, 3); /* an index made now does not know them, */
	expect(&r, LAST, 2, NULL, 0);
	EXPECT(&r, OTHER, 5, 0, 1, 3); /* an older one goes by them */
	add(&r, 2, 5, 4);
	EXPECT(&r, KEY, 2, 4);
	EXPECT(&r, OTHER, 5, 0, 1, 3, 4);
	rows_remove(&r, 2);
	rows_remove(&r, 1);
	rows_remove(&r, 3);
	assert_int_equal(r.alive, 0);
	expect(&r, KEY, 1, NULL, 0);
	rows_release(&r);
}

/* Else a query that is open would never end. */
static void who_stands_on_a_row_that_is_removed_gets_to_the_last(void **state)
{
	struct rows r = fresh();
	uint32_t row, last, n = 0;

	(void)state;
	for (uint32_t i = 0; i < 1000; i++)
		add(&r, 1 + i / 2, 5, CELL_NULL);
	assert_true(rows_find(&r, OTHER, 5, &row, &last));
	for (; row != last; row = rows_after(&r, OTHER, row)) {
		uint32_t first, end;

		rows_remove(&r, 500 - n++ / 2);
		add(&r, 1000 + n, 5, CELL_NULL);
		assert_true(rows_find(&r, OTHER, 5, &first, &end));
		assert_int_equal(first, 0);
		assert_int_equal(end, r.n - 1);
	}
	assert_int_equal(n, 999);
	rows_release(&r);
}

/* Rows are removed one by one: nothing may be looked at anew for each. */
static void removing_many_costs_only_their_rows(void **state)
{
	enum { ROWS = 200000 };
	struct rows r = fresh();

	(void)state;
	for (uint32_t i = 1; i <= ROWS; i++)
		add(&r, i, i % 7 + 1, CELL_NULL);
	for (uint32_t i = 1; i <= ROWS; i++) {
		rows_remove(&r, i);
		add(&r, i, i % 7 + 1, CELL_NULL);
	}
	assert_int_equal(r.alive, ROWS);
	for (uint32_t i = 1; i <= ROWS; i += 777) {
		const uint32_t row = ROWS + i - 1;

		expect(&r, KEY, i, &row, 1);
	}
	rows_release(&r);
}

/* One record after another, as they are mostly asked for: of one row, of many, of none,
 * removed. */
static void records_are_found_in_their_order(void **state)
{
	enum { RECORDS = 40, GONE = 7 };
	struct rows r = fresh();
	uint32_t begin[RECORDS + 1] = {0}, first, last;

	(void)state;
	for (uint32_t key = 1; key <= RECORDS; key++) {
		for (uint32_t i = 0; i < key - 1; i++)
			add(&r, key, CELL_NULL, CELL_NULL);
		begin[key] = r.n;
	}
	for (int pass = 0; pass < 3; pass++) {
		for (uint32_t key = 1; key <= RECORDS; key++) {
			bool there = key > 1 && !(pass > 0 && key == GONE);

			for (int again = 0; again < 2; again++) {
				assert_int_equal(rows_find(&r, KEY, key, &first, &last), there);
				assert_true(!there || first == begin[key - 1]);
				assert_true(!there || last == begin[key] - 1);
			}
			if (pass == 0 && key == GONE)
				rows_remove(&r, key);
		}
	}
	add(&r, GONE, CELL_NULL, CELL_NULL);
	EXPECT(&r, KEY, GONE, RECORDS * (RECORDS - 1) / 2);
	rows_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_that_are_kept_have_cells),
		cmocka_unit_test(a_ring_has_its_rows_in_order),
		cmocka_unit_test(a_column_of_nulls_has_no_rings),
		cmocka_unit_test(rings_stay_apart_as_the_index_grows),
		cmocka_unit_test(one_value_in_many_rows_is_one_ring),
		cmocka_unit_test(distinct_values_are_counted_with_the_rows_that_came_since),
		cmocka_unit_test(what_was_removed_is_dead_and_may_come_again),
		cmocka_unit_test(who_stands_on_a_row_that_is_removed_gets_to_the_last),
		cmocka_unit_test(removing_many_costs_only_their_rows),
		cmocka_unit_test(records_are_found_in_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
