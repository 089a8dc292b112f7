/* SPDX-License-Identifier: MIT */
/* Unit tests of base/nearby.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/nearby.h"

/* Which of the names, with spaces between, are near. */
static void expect(const char *wanted, const char *names, const char *expected)
{
	struct nearby near = {.wanted = str_of(wanted)};
	struct str rest = str_of(names);
	struct buf list = {0};

	while (rest.len)
		nearby_offer(&near, str_split(&rest, ' '));
	nearby_list(&near, &list);
	assert_string_equal(buf_cstr(&list), expected);
	buf_release(&list);
	nearby_release(&near);
}

static void the_nearest_come_first_then_those_offered_first(void **state)
{
	(void)state;
	expect("tanggu", "hangu tanggo tangg dagu", "tanggo, tangg, hangu");
	expect("abcdef", "abcdex abcdefg abcde", "abcdex, abcdefg, abcde");
	expect("abcdef", "abcdxx abcdef", "abcdef, abcdxx");
}

static void there_are_three_at_most_each_once(void **state)
{
	(void)state;
	expect("abcdef", "abcdea abcdeb abcdec abcded", "abcdea, abcdeb, abcdec");
	expect("abcdef", "abcdaa abcdba abcdca abcdex", "abcdex, abcdaa, abcdba");
	expect("abcdef", "abcdex abcdex abcdey", "abcdex, abcdey");
}

static void a_third_of_the_letters_may_differ_and_three_at_most(void **state)
{
	(void)state;
	expect("ab", "ax xx", "ax");
	expect("abc", "abx axx", "abx");
	expect("abcdef", "abcdxx abcxxx", "abcdxx");
	expect("abcdefghijkl", "abcdefghixxx abcdefghxxxx", "abcdefghixxx");
	expect("", "a bb", "a");
	expect("abc", "", "");
}

static void letters_are_counted_and_not_bytes(void **state)
{
	(void)state;
	expect("姓明", "姓名 性名", "姓名");
	expect("证书编好", "证书编号 证书名称", "证书编号");
}

static void another_name_than_the_compared_one_may_be_shown(void **state)
{
	struct nearby near = {.wanted = STR("number")};
	struct buf list = {0};

	(void)state;
	nearby_offer_as(&near, STR("number"), STR("certificates[1].number"));
	nearby_offer_as(&near, STR("numbers"), STR("certificates[1].number"));
	nearby_list(&near, &list);
	assert_string_equal(buf_cstr(&list), "certificates[1].number");
	buf_release(&list);
	nearby_release(&near);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_come_first_then_those_offered_first),
		cmocka_unit_test(there_are_three_at_most_each_once),
		cmocka_unit_test(a_third_of_the_letters_may_differ_and_three_at_most),
		cmocka_unit_test(letters_are_counted_and_not_bytes),
		cmocka_unit_test(another_name_than_the_compared_one_may_be_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
