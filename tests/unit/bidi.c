/* SPDX-License-Identifier: MIT */
/* Tests of text/bidi.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/bidi.h"

enum { POINTS_MAX = 8 };

/* Points of a table's row end with 0. */
static struct bidi_label label_of(const uint32_t points[POINTS_MAX])
{
	size_t n = 0;

	while (n < POINTS_MAX && points[n])
		n++;
	return bidi_label(points, n);
}

static void labels_from_right_to_left_have_a_character_of_that_kind(void **state)
{
	static const struct {
		uint32_t points[POINTS_MAX];
		bool right_to_left;
	} cases[] = {
		{{'a', 'b'}, false},  {{'0'}, false},   {{0x4F8B}, false},
		{{0x5D0}, true},      {{0x628}, true},  /* Hebrew R, Arabic AL */
		{{'a', 0x660}, true}, {{0x6F0}, false}, /* digits: AN, EN */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(label_of(cases[i].points).right_to_left,
				 cases[i].right_to_left);
}

static void each_of_the_six_conditions_can_fail(void **state)
{
	static const struct {
		uint32_t points[POINTS_MAX];
		bool obeys;
	} cases[] = {
		{{'a'}, true}, /* 1: the first is a letter */
		{{0x5D0}, true},
		{{0x628}, true},
		{{'0', 'a'}, false},
		{{0x660, 0x628}, false},
		{{0x300, 'a'}, false},
		{{0x5D0, 'a', 0x5D0}, false}, /* 2: no letters of the other kind */
		{{0x5D0, '0', '-', 0x5B0, 0x5D0}, true},
		{{0x5D0, '-'}, false}, /* 3: how it ends */
		{{0x5D0, '0'}, true},
		{{0x628, 0x660}, true},
		{{0x5D0, 0x5B0, 0x5B0}, true},
		{{0x5D0, '-', 0x5B0}, false},
		{{0x628, '0', 0x660, 0x628}, false}, /* 4: one kind of digits */
		{{0x628, 0x6F0, 0x628}, true},
		{{'a', 0x5D0, 'a'}, false}, /* 5 */
		{{'a', 0x660, 'a'}, false},
		{{'a', '0', '-', 0x300, 'a'}, true},
		{{'a', '-'}, false}, /* 6 */
		{{'a', '0'}, true},
		{{'a', 0x300, 0x300}, true},
		{{'a', '-', 0x300}, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (label_of(cases[i].points).obeys != cases[i].obeys)
			fail_msg("case %zu", i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_from_right_to_left_have_a_character_of_that_kind),
		cmocka_unit_test(each_of_the_six_conditions_can_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
