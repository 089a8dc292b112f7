/* SPDX-License-Identifier: MIT */
/* Unit tests of lib/base. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/map.h"
#include "base/vec.h"

#include <stdio.h>
#include <string.h>

static void strs_compare_by_bytes_and_a_prefix_comes_first(void **state)
{
	(void)state;
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("b"), STR("ab")) > 0);
	assert_true(str_cmp(STR("\xff"), STR("z")) > 0);
	assert_int_equal(str_cmp((struct str){0}, STR("")), 0);
	assert_true(str_starts(STR("stations/a"), STR("stations/")));
	assert_false(str_starts(STR("st"), STR("stations/")));
	assert_true(str_ends(STR("a.yaml"), STR(".yaml")));
	assert_false(str_ends(STR("yaml"), STR(".yaml")));
}

static void splitting_leaves_what_is_after_the_byte(void **state)
{
	struct str s = STR("a,,b");

	(void)state;
	assert_true(str_eq(str_split(&s, ','), STR("a")));
	assert_true(str_eq(str_split(&s, ','), STR("")));
	assert_true(str_eq(str_split(&s, ','), STR("b")));
	assert_int_equal(s.len, 0);
	assert_true(str_eq(str_trim(STR(" \t a b\n")), STR("a b")));
}

static void distance_counts_edits_and_swaps_up_to_its_limit(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned limit, distance;
	} cases[] = {
		{"", "", 3, 0},
		{"assessment", "asessment", 3, 1},
		{"station", "satation", 3, 1},
		{"station", "sttaion", 3, 1},
		{"abc", "xyz", 3, 3},
		{"abc", "wxyz", 3, 4},
		{"a", "abcdef", 2, 3},
		{"kitten", "sitting", 5, 3},
		{"姓明", "姓名", 3, 1},
		{"证书编好", "证书号编", 3, 2},
		{"\xe5\xbc", "\xe5", 3, 1}, /* what is no letter is taken by bytes */
		{"\xff\xbc", "\xbc", 3, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(
			str_distance(str_of(cases[i].a), str_of(cases[i].b), cases[i].limit),
			cases[i].distance);
}

static void an_arena_reuses_its_blocks_after_a_reset(void **state)
{
	struct arena a = {0};
	char *first = arena_alloc(&a, 100), *again;

	(void)state;
	memset(arena_alloc(&a, 200000), 1, 200000); /* more than a block */
	assert_string_equal(arena_printf(&a, "%d-%s", 7, "x"), "7-x");
	arena_reset(&a);
	again = arena_alloc(&a, 100);
	assert_ptr_equal(first, again);
	for (int i = 0; i < 1000; i++)
		assert_int_equal((uintptr_t)arena_zalloc(&a, 3) % sizeof(void *), 0);
	arena_release(&a);
}

static void quotes_within_quotes_are_doubled(void **state)
{
	static const char *const cases[][2] = {
		{"", "''"},          {"a", "'a'"},          {"'", "''''"},
		{"it's", "'it''s'"}, {"''a'", "'''''a'''"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf b = {0};

		buf_add_quoted(&b, '\'', str_of(cases[i][0]));
		assert_string_equal(buf_cstr(&b), cases[i][1]);
		buf_release(&b);
	}
}

static void a_buf_is_always_a_c_string(void **state)
{
	struct buf b = {0};

	(void)state;
	assert_string_equal(buf_cstr(&b), "");
	buf_add(&b, STR("ab"));
	buf_add_char(&b, 'c');
	for (int i = 0; i < 100; i++)
		buf_printf(&b, "%03d", i);
	assert_int_equal(b.len, 303);
	assert_int_equal(strlen(buf_cstr(&b)), 303);
	buf_reset(&b);
	assert_string_equal(buf_cstr(&b), "");
	buf_release(&b);
}

static void a_map_keeps_insertion_order_and_finds_what_was_put(void **state)
{
	struct map m = {0};
	struct arena a = {0};

	(void)state;
	assert_null(map_get(&m, STR("x")));
	for (int i = 0; i < 1000; i++)
		map_put(&m, str_of(arena_printf(&a, "key-%d", i)), arena_printf(&a, "%d", i));
	map_put(&m, STR("key-3"), "three");
	assert_int_equal(m.n, 1000);
	assert_string_equal(map_get(&m, STR("key-3")), "three");
	assert_string_equal(map_get(&m, STR("key-999")), "999");
	assert_null(map_find(&m, STR("key-1000")));
	assert_true(str_eq(m.entries[500].key, STR("key-500")));
	map_reset(&m);
	assert_null(map_get(&m, STR("key-3")));
	map_release(&m);
	arena_release(&a);
}

static void a_vec_grows_and_zeroes_new_elements(void **state)
{
	struct VEC(int) v = {0};

	(void)state;
	for (int i = 0; i < 100; i++) {
		int *p = vec_add(&v);

		assert_int_equal(*p, 0);
		*p = i;
	}
	assert_int_equal(v.n, 100);
	assert_int_equal(v.at[99], 99);
	vec_release(&v);
}

static void an_error_may_be_refilled_from_its_own_arguments(void **state)
{
	struct error e = {0};

	(void)state;
	assert_int_equal(
		error_set(&e, STATUS_IO, "usage.write", "file", "x", "reason", "full", NULL),
		STATUS_IO);
	error_set(&e, STATUS_INVALID, "usage.operand", "operand",
		  message_arg(&e.message, STR("reason"))->ptr, "usage", "u", NULL);
	assert_int_equal(e.status, STATUS_INVALID);
	assert_true(str_eq(*message_arg(&e.message, STR("operand")), STR("full")));
	assert_null(message_arg(&e.message, STR("file")));
	error_release(&e);
}

static void dates_exist_or_are_refused(void **state)
{
	static const char *const bad[] = {
		"2023-02-29", "2023-02-30",  "1900-02-29", "2023-00-10",
		"2023-13-01", "2023-04-31",  "2023-1-01",  "2023-01-1",
		"20230101",   "2023/01/01",  "0000-01-01", "2023-01-00",
		"",           "2023-01-011", "2023-01-0x", "+023-01-01",
	};
	int32_t day;
	char text[DATE_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(date_parse(str_of(bad[i]), NULL));
	assert_true(date_parse(STR("1970-01-01"), &day));
	assert_int_equal(day, 0);
	assert_true(date_parse(STR("2024-02-29"), &day));
	date_format(day + 1, text);
	assert_string_equal(text, "2024-03-01");
	assert_true(date_parse(STR("2000-02-29"), NULL));
}

static void every_day_of_four_centuries_round_trips(void **state)
{
	char text[DATE_TEXT_SIZE], before[DATE_TEXT_SIZE] = "";
	int32_t first = date_day(1, 1, 1), last = date_day(2401, 1, 1), day;

	(void)state;
	for (int32_t d = first; d < last; d++) {
		date_format(d, text);
		assert_true(strcmp(before, text) < 0);
		if (!date_parse(str_of(text), &day) || day != d)
			fail_msg("%s", text);
		memcpy(before, text, sizeof text);
	}
	assert_int_equal(date_year(date_day(2022, 12, 31)), 2022);
	assert_int_equal(date_year(date_day(2023, 1, 1)), 2023);
}

static struct decimal decimal(const char *text)
{
	struct decimal d;

	if (decimal_parse(&d, str_of(text)) != DECIMAL_OK)
		fail_msg("%s", text);
	return d;
}

static void decimals_parse_the_json_grammar(void **state)
{
	static const char *const bad[] = {"",    "-",  ".5",    "1.", "01",  "1e",  "1e+",
					  "0x1", "1 ", "1.2.3", "e5", "--1", "1,5", "NaN"};
	static const struct {
		const char *text, *shortest;
	} good[] = {
		{"0", "0"},
		{"-0", "0"},
		{"0.0e5", "0"},
		{"30.0", "30"},
		{"0.10", "0.1"},
		{"-2.50", "-2.5"},
		{"1e3", "1000"},
		{"12E-3", "0.012"},
		{"+7", "7"},
		{"100.001", "100.001"},
		{"1234567890123456789", "1234567890123456789"},
	};
	struct decimal d;
	struct buf b = {0};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(decimal_parse(&d, str_of(bad[i])), DECIMAL_SYNTAX);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		d = decimal(good[i].text);
		buf_reset(&b);
		decimal_format(&b, &d);
		assert_string_equal(buf_cstr(&b), good[i].shortest);
	}
	buf_release(&b);
}

static void decimals_are_bounded_in_digits_and_exponent(void **state)
{
	char text[DECIMAL_DIGITS + 2];
	struct decimal d;

	(void)state;
	memset(text, '9', sizeof text);
	assert_int_equal(decimal_parse(&d, (struct str){text, DECIMAL_DIGITS}), DECIMAL_OK);
	assert_int_equal(decimal_parse(&d, (struct str){text, DECIMAL_DIGITS + 1}),
			 DECIMAL_RANGE);
	assert_int_equal(decimal_parse(&d, STR("1e400")), DECIMAL_OK);
	assert_int_equal(decimal_parse(&d, STR("1e401")), DECIMAL_RANGE);
	assert_int_equal(decimal_parse(&d, STR("1e-400")), DECIMAL_OK);
	assert_int_equal(decimal_parse(&d, STR("1e-401")), DECIMAL_RANGE);
	assert_int_equal(decimal_parse(&d, STR("1e999999999999999999999")), DECIMAL_RANGE);
}

static void decimals_compare_by_value(void **state)
{
	static const char *const rising[] = {"-1e400", "-10", "-9.99", "-0.1", "0",   "1e-400",
					     "0.099",  "0.1", "29.99", "30",   "300", "1e400"};

	(void)state;
	for (size_t i = 0; i < sizeof rising / sizeof *rising; i++) {
		for (size_t k = 0; k < sizeof rising / sizeof *rising; k++) {
			struct decimal a = decimal(rising[i]), b = decimal(rising[k]);

			assert_int_equal(decimal_cmp(&a, &b), (i > k) - (i < k));
		}
	}
	assert_true(decimal_is_integer(&(struct decimal){0}));
	assert_int_equal(
		decimal_places(&(struct decimal){.n = 1, .exponent = -2, .digits = {1}}), 2);
}

static void sums_of_decimals_are_exact(void **state)
{
	struct decimal sum = {0}, tenth = decimal("0.1"), minus = decimal("-30"), big, d;
	struct buf b = {0};

	(void)state;
	for (int i = 0; i < 300; i++)
		assert_true(decimal_add(&sum, &tenth));
	decimal_format(&b, &sum);
	assert_string_equal(buf_cstr(&b), "30");
	assert_true(decimal_add(&sum, &minus));
	assert_int_equal(sum.n, 0);
	d = decimal("99.99");
	minus = decimal("-100");
	assert_true(decimal_add(&d, &minus));
	buf_reset(&b);
	decimal_format(&b, &d);
	assert_string_equal(buf_cstr(&b), "-0.01");
	big = decimal("1e400");
	assert_false(decimal_add(&big, &tenth)); /* 402 digits */
	minus = decimal("1e400");
	assert_int_equal(decimal_cmp(&big, &minus), 0);
	buf_release(&b);
}

static void multiples_are_told_exactly(void **state)
{
	static const struct {
		const char *a, *b;
		bool multiple;
	} cases[] = {
		{"0", "0.01", true},
		{"0.3", "0.1", true},
		{"0.0075", "0.0001", true},
		{"0.35", "0.1", false},
		{"7", "2", false},
		{"1e400", "3", false},
		{"1e300", "0.5", true},
		{"-9", "3", true},
		{"1", "1e400", false},
		{"0.25", "0.5", false},
		{"123456789123456789", "9", true},
		{"4.5", "1.5", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct decimal a = decimal(cases[i].a), b = decimal(cases[i].b);

		if (decimal_is_multiple(&a, &b) != cases[i].multiple)
			fail_msg("%s %s", cases[i].a, cases[i].b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strs_compare_by_bytes_and_a_prefix_comes_first),
		cmocka_unit_test(splitting_leaves_what_is_after_the_byte),
		cmocka_unit_test(distance_counts_edits_and_swaps_up_to_its_limit),
		cmocka_unit_test(an_arena_reuses_its_blocks_after_a_reset),
		cmocka_unit_test(quotes_within_quotes_are_doubled),
		cmocka_unit_test(a_buf_is_always_a_c_string),
		cmocka_unit_test(a_map_keeps_insertion_order_and_finds_what_was_put),
		cmocka_unit_test(a_vec_grows_and_zeroes_new_elements),
		cmocka_unit_test(an_error_may_be_refilled_from_its_own_arguments),
		cmocka_unit_test(dates_exist_or_are_refused),
		cmocka_unit_test(every_day_of_four_centuries_round_trips),
		cmocka_unit_test(decimals_parse_the_json_grammar),
		cmocka_unit_test(decimals_are_bounded_in_digits_and_exponent),
		cmocka_unit_test(decimals_compare_by_value),
		cmocka_unit_test(sums_of_decimals_are_exact),
		cmocka_unit_test(multiples_are_told_exactly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
