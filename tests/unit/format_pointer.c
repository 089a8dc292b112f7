/* SPDX-License-Identifier: MIT */
/* Tests of schema/format_pointer.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/format_pointer.h"
#include "sample.h"

static void a_pointer_is_empty_or_begins_with_a_slash(void **state)
{
	static const struct sample samples[] = {
		{"", true},
		{"/", true},
		{"//", true},
		{"/members/0/name", true},
		{"members", false},
		{"0", false},
		{"#", false},
		{"#/members", false},
		{" /members", false},
		{"/ ", true},
		{"/\xE5\x90\x8D", true},
	};

	assert_samples(format_pointer, samples);
	assert_true(format_pointer((struct str){"/\0/\n", 4}));
}

static void a_tilde_is_followed_by_0_or_1(void **state)
{
	static const struct sample samples[] = {
		{"/~0", true},   {"/~1", true},   {"/~01", true},
		{"/~2", false},  {"/~", false},   {"/~/0", false},
		{"/~~0", false}, {"/~0~", false}, {"/a~1b~0", true},
	};

	assert_samples(format_pointer, samples);
	assert_true(check_long(format_pointer, "", "/~0", 1 << 15, ""));
	assert_false(check_long(format_pointer, "", "/~0", 1 << 15, "~"));
}

static void a_relative_pointer_begins_with_a_number(void **state)
{
	static const struct sample samples[] = {
		{"0", true},     {"1", true},    {"10/a", true}, {"0/", true},
		{"01", false},   {"00", false},  {"", false},    {"/a", false},
		{"#", false},    {"-1", false},  {"+1", false},  {"1a", false},
		{"1/~", false},  {"1/~1", true}, {"0#", true},   {"0##", false},
		{"0#/a", false}, {"0 ", false},  {" 0", false},  {"\xEF\xBC\x91", false},
	};

	assert_samples(format_pointer_relative, samples);
	assert_true(check_long(format_pointer_relative, "", "1", 1 << 16, "/a"));
}

static void a_relative_pointer_may_move_along_an_array(void **state)
{
	static const struct sample samples[] = {
		{"0+1", true},   {"0-1", true},   {"0-1#", true},  {"1+10/name", true},
		{"0+", false},   {"0+01", false}, {"0+-1", false}, {"0+1+1", false},
		{"0+1a", false}, {"0+0", true},   {"0*1", false},  {"+1+1", false},
	};

	assert_samples(format_pointer_relative, samples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pointer_is_empty_or_begins_with_a_slash),
		cmocka_unit_test(a_tilde_is_followed_by_0_or_1),
		cmocka_unit_test(a_relative_pointer_begins_with_a_number),
		cmocka_unit_test(a_relative_pointer_may_move_along_an_array),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
