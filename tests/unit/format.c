/* SPDX-License-Identifier: MIT */
/* Tests of schema/format.h. All codes but the standard's own sample are computed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/format.h"

struct sample {
	const char *text;
	bool valid;
};

#define assert_samples(name, samples)                                                          \
	check_samples(name, samples, sizeof(samples) / sizeof(samples)[0])

static void check_samples(const char *name, const struct sample *samples, size_t n)
{
	format_check *check = format_find(str_of(name));

	assert_non_null(check);
	for (size_t i = 0; i < n; i++)
		if (check(str_of(samples[i].text)) != samples[i].valid)
			fail_msg("%s: \"%s\"", name, samples[i].text);
}

static void dates_are_full_dates_that_exist(void **state)
{
	static const struct sample samples[] = {
		{"2022-03-01", true},   {"2024-02-29", true},   {"2000-02-29", true},
		{"0001-01-01", true},   {"9999-12-31", true},   {"2023-02-29", false},
		{"1900-02-29", false},  {"2024-02-30", false},  {"2022-04-31", false},
		{"2022-00-01", false},  {"2022-13-01", false},  {"2022-01-00", false},
		{"0000-01-01", false},  {"2022-3-1", false},    {"20220301", false},
		{"2022/03/01", false},  {"2022-03-01T", false}, {" 2022-03-01", false},
		{"2022-03-01 ", false}, {"22-03-01", false},    {"", false},
		{"-022-03-01", false},  {"2022-03-0１", false},
	};

	assert_samples("date", samples);
}

static void credit_codes_have_the_right_alphabet_and_check_character(void **state)
{
	static const struct sample samples[] = {
		{"91350100M000100Y43", true}, /* GB 32100-2015, the sample */
		{"52120116MJ0000001M", true},
		{"91120116000000000X", true},
		{"91120116000000010Y", true}, /* the last character of the alphabet */
		{"111201160000000006", true},
		{"911201160000000200", true}, /* the remainder is 0 */
		{"91350100M000100Y44", false},
		{"91350100M000100Y4", false},
		{"91350100M000100Y433", false},
		{"19350100M000100Y43", false}, /* two characters swapped */
		{"91350100M00010OY43", false}, /* letter O */
		{"91350100M00010IY43", false},
		{"91350100m000100y43", false},
		{"9135O100M000100Y43", false},
		{"91A50100M000100Y42", false}, /* letters in the division */
		{"9135010AM000100Y4K", false},
		{"91350100M000100Y4３", false},
		{"91350100 M000100Y43", false},
		{"", false},
	};

	assert_samples("uscc", samples);
	assert_true(format_uscc(STR("91350100M000100Y43")));
	assert_false(format_uscc((struct str){"91350100M000100Y43", 17}));
	assert_false(format_uscc((struct str){"91350100M000100\0Y43", 18}));
}

static void a_check_character_catches_every_single_change(void **state)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	char code[] = "52120116MJ0000001M";

	for (size_t i = 0; i < 18; i++) {
		const char right = code[i];

		for (const char *p = alphabet; *p; p++) {
			code[i] = *p;
			assert_int_equal(format_uscc(str_of(code)), *p == right);
		}
		code[i] = right;
	}
}

static void division_codes_are_9_digits(void **state)
{
	static const struct sample samples[] = {
		{"120116001", true},   {"12011600", false},   {"1201160011", false},
		{"12011600A", false},  {"120116 01", false},  {"-12011600", false},
		{"12011600１", false}, {"120116001 ", false}, {"", false},
	};

	assert_samples("division-code", samples);
}

static void community_codes_are_12_digits(void **state)
{
	static const struct sample samples[] = {
		{"120116051004", true},   {"12011605100", false},    {"1201160510040", false},
		{"12011605100X", false},  {"120116-51004", false},   {"12011605100 ", false},
		{"1201160５1004", false}, {"120116051004\n", false}, {"", false},
	};

	assert_samples("community-code", samples);
}

static void other_names_are_unknown(void **state)
{
	static const char *const names[] = {"", "dat", "dates", "Date", "email", "date-time"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		assert_null(format_find(str_of(names[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_full_dates_that_exist),
		cmocka_unit_test(credit_codes_have_the_right_alphabet_and_check_character),
		cmocka_unit_test(a_check_character_catches_every_single_change),
		cmocka_unit_test(division_codes_are_9_digits),
		cmocka_unit_test(community_codes_are_12_digits),
		cmocka_unit_test(other_names_are_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
