/* SPDX-License-Identifier: MIT */
/* Unit tests of the store's values (store/pool.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "store/pool.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MANY = 200000, TEXT_SIZE = 24, LONG = 1 << 16 };

static struct str number_text(char *text, uint32_t i)
{
	return (struct str){text, (size_t)snprintf(text, TEXT_SIZE, "%08x", i * 0x9e3779b1u)};
}

static void a_text_has_one_cell(void **state)
{
	struct pool p = {0};
	char copy[] = "tanggu";
	uint32_t cell = pool_text(&p, STR("tanggu"));

	(void)state;
	assert_int_not_equal(cell, CELL_NULL);
	assert_true(cell < CELL_SMALL);
	assert_int_equal(pool_text(&p, str_of(copy)), cell);
	assert_int_equal(pool_find(&p, str_of(copy)), cell);
	assert_int_not_equal(pool_text(&p, STR("tangg")), cell);
	copy[0] = 'x'; /* it was copied */
	assert_true(str_eq(pool_text_of(&p, cell), STR("tanggu")));
	assert_int_equal(pool_text_of(&p, cell).ptr[6], '\0');
	pool_release(&p);
}

static void what_is_absent_has_no_cell(void **state)
{
	struct pool p = {0};

	(void)state;
	assert_int_equal(pool_find(&p, STR("")), CELL_NULL);
	assert_int_equal(pool_find(&p, (struct str){0}), CELL_NULL);
	assert_int_equal(pool_find(&p, STR("a")), CELL_NULL);
	assert_true(str_eq(pool_text_of(&p, CELL_NULL), STR("")));
	pool_text(&p, STR("a"));
	assert_int_equal(pool_find(&p, STR("b")), CELL_NULL);
	assert_int_equal(pool_find(&p, (struct str){0}), CELL_NULL);
	pool_release(&p);
	assert_int_equal(pool_find(&p, STR("a")), CELL_NULL);
	pool_release(&p);
}

static void texts_are_bytes_of_any_length(void **state)
{
	static char text[LONG + 1];
	static const size_t lengths[] = {0,  1,  7,  8,   9,   15,       16,   17,
					 23, 24, 25, 255, 256, LONG - 1, LONG, LONG + 1};
	uint32_t cells[sizeof lengths / sizeof *lengths];
	struct pool p = {0};

	(void)state;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
		cells[i] = pool_text(&p, (struct str){text, lengths[i]}); /* all NUL */
	assert_int_equal(cells[0], pool_text(&p, (struct str){0}));
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct str got = pool_text_of(&p, cells[i]);

		assert_int_equal(got.len, lengths[i]);
		assert_memory_equal(got.ptr, text, lengths[i]);
		assert_int_equal(got.ptr[got.len], '\0');
		assert_int_equal(pool_find(&p, (struct str){text, lengths[i]}), cells[i]);
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(cells[k], cells[i]);
	}
	pool_release(&p);
}

static void a_text_with_nul_is_not_the_one_before_it(void **state)
{
	struct pool p = {0};
	uint32_t a = pool_text(&p, STR("a")), nul = pool_text(&p, STR("a\0b"));

	(void)state;
	assert_int_not_equal(a, nul);
	assert_int_not_equal(pool_text(&p, STR("a\0")), a);
	assert_int_not_equal(pool_text(&p, STR("a\0")), nul);
	assert_true(str_eq(pool_text_of(&p, nul), STR("a\0b")));
	assert_int_equal(pool_find(&p, STR("a\0b")), nul);
	assert_int_equal(pool_find(&p, STR("a\0c")), CELL_NULL);
	pool_release(&p);
}

/* Of so many texts thousands have the same low bits of any hash. */
static void many_texts_have_a_cell_each(void **state)
{
	uint32_t *cells = mem_alloc(MANY * sizeof *cells);
	char text[TEXT_SIZE];
	struct pool p = {0};

	(void)state;
	for (uint32_t i = 0; i < MANY; i++)
		cells[i] = pool_text(&p, number_text(text, i));
	for (uint32_t i = 0; i < MANY; i++) {
		assert_int_equal(pool_find(&p, number_text(text, i)), cells[i]);
		assert_true(str_eq(pool_text_of(&p, cells[i]), number_text(text, i)));
	}
	assert_int_equal(pool_find(&p, number_text(text, MANY)), CELL_NULL);
	mem_free(cells);
	pool_release(&p);
}

/* Blocks end within small and large texts, which all stay where they are. */
static void values_do_not_move(void **state)
{
	static char text[LONG];
	const char *places[64];
	struct pool p = {0};
	uint32_t cells[64];

	(void)state;
	for (size_t i = 0; i < 64; i++) {
		memset(text, 'a' + (int)(i % 26), LONG);
		cells[i] = pool_text(&p, (struct str){text, LONG - i * 977});
		places[i] = pool_text_of(&p, cells[i]).ptr;
	}
	for (size_t i = 0; i < 64; i++) {
		struct str got = pool_text_of(&p, cells[i]);

		assert_ptr_equal(got.ptr, places[i]);
		assert_int_equal(got.len, LONG - i * 977);
		assert_int_equal(got.ptr[0], 'a' + (int)(i % 26));
		assert_int_equal(got.ptr[got.len - 1], 'a' + (int)(i % 26));
	}
	pool_release(&p);
}

/* Larger than the blocks that values usually lie in. */
static void a_very_long_text_is_kept_whole(void **state)
{
	enum { VERY_LONG = 3 << 20 };
	char *text = mem_zalloc(VERY_LONG, 1);
	struct pool p = {0};
	uint32_t first, before, after;

	(void)state;
	first = pool_text(&p, (struct str){text, VERY_LONG - 1}); /* first of all */
	before = pool_text(&p, STR("before"));
	text[VERY_LONG - 1] = 'x';
	assert_int_not_equal(pool_text(&p, (struct str){text, VERY_LONG}), first);
	after = pool_text(&p, STR("after"));
	assert_true(str_eq(pool_text_of(&p, before), STR("before")));
	assert_true(str_eq(pool_text_of(&p, after), STR("after")));
	assert_int_equal(pool_text_of(&p, first).len, VERY_LONG - 1);
	assert_int_equal(pool_find(&p, (struct str){text, VERY_LONG - 1}), first);
	mem_free(text);
	pool_release(&p);
}

static void small_integers_are_their_cells(void **state)
{
	struct pool p = {0};

	(void)state;
	assert_int_equal(pool_integer(&p, 0), CELL_SMALL);
	assert_int_equal(pool_integer(&p, 7), CELL_SMALL + 7);
	assert_int_equal(pool_integer(&p, INT_MAX), UINT32_MAX);
	pool_release(&p);
}

static void other_numbers_have_values(void **state)
{
	static const long long integers[] = {-1, CELL_SMALL, UINT_MAX, LLONG_MAX, LLONG_MIN};
	static const double reals[] = {0.1, -0.5, 1e300, 0x1p63, 5e-324};
	struct pool p = {0};

	(void)state;
	for (int again = 0; again < 2; again++) {
		for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
			uint32_t cell = pool_integer(&p, integers[i]);

			assert_true(cell < CELL_SMALL);
			assert_int_equal(pool_show(&p, cell)->type, VALUE_INTEGER);
			assert_true(pool_show(&p, cell)->integer == integers[i]);
			assert_int_equal(pool_integer(&p, integers[i]), cell);
		}
		for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
			uint32_t cell = pool_real(&p, reals[i]);

			assert_int_equal(pool_show(&p, cell)->type, VALUE_REAL);
			assert_memory_equal(&pool_show(&p, cell)->real, &reals[i],
					    sizeof reals[i]);
			assert_int_equal(pool_real(&p, reals[i]), cell);
		}
	}
	pool_release(&p);
}

/* Eight bytes that are all three. */
static void values_of_the_same_bytes_differ_by_type(void **state)
{
	struct pool p = {0};
	long long integer;
	double real;
	uint32_t cells[3];

	(void)state;
	memcpy(&integer, "abcdefgh", sizeof integer);
	memcpy(&real, "abcdefgh", sizeof real);
	cells[0] = pool_text(&p, STR("abcdefgh"));
	cells[1] = pool_integer(&p, integer);
	cells[2] = pool_real(&p, real);
	assert_int_not_equal(cells[0], cells[1]);
	assert_int_not_equal(cells[1], cells[2]);
	assert_int_not_equal(cells[0], cells[2]);
	assert_int_equal(pool_find(&p, STR("abcdefgh")), cells[0]);
	pool_release(&p);
}

/* By its address: as long as it is the whole text, and not a part of it. */
static void a_text_of_its_own_is_found(void **state)
{
	struct pool p = {0};
	char text[TEXT_SIZE];
	struct str shown;
	uint32_t cell;

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		cell = pool_text(&p, number_text(text, i));
		shown = (struct str){pool_show(&p, cell)->text, pool_show(&p, cell)->len};
		assert_int_equal(pool_find(&p, shown), cell);
		assert_int_equal(pool_find(&p, str_sub(shown, 0, 7)), CELL_NULL);
		assert_int_equal(pool_find(&p, number_text(text, i / 2)),
				 pool_text(&p, number_text(text, i / 2)));
	}
	pool_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_has_one_cell),
		cmocka_unit_test(what_is_absent_has_no_cell),
		cmocka_unit_test(texts_are_bytes_of_any_length),
		cmocka_unit_test(a_text_with_nul_is_not_the_one_before_it),
		cmocka_unit_test(many_texts_have_a_cell_each),
		cmocka_unit_test(values_do_not_move),
		cmocka_unit_test(a_very_long_text_is_kept_whole),
		cmocka_unit_test(small_integers_are_their_cells),
		cmocka_unit_test(other_numbers_have_values),
		cmocka_unit_test(values_of_the_same_bytes_differ_by_type),
		cmocka_unit_test(a_text_of_its_own_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
