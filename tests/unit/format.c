/* SPDX-License-Identifier: MIT */
/* Tests of schema/format.h. All codes but the standard's own sample are computed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/format.h"
#include "sample.h"

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

	assert_samples(format_uscc, samples);
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

	assert_samples(format_find(STR("division-code")), samples);
}

static void community_codes_are_12_digits(void **state)
{
	static const struct sample samples[] = {
		{"120116051004", true},   {"12011605100", false},    {"1201160510040", false},
		{"12011605100X", false},  {"120116-51004", false},   {"12011605100 ", false},
		{"1201160５1004", false}, {"120116051004\n", false}, {"", false},
	};

	assert_samples(format_find(STR("community-code")), samples);
}

static void uuids_are_32_hexadecimal_digits_in_five_groups(void **state)
{
	static const struct sample samples[] = {
		{"2eb8aa08-aa98-11ea-b4aa-73b441d16380", true},
		{"2EB8AA08-AA98-11EA-B4AA-73B441D16380", true},
		{"00000000-0000-0000-0000-000000000000", true},
		{"ffffffff-ffff-ffff-ffff-ffffffffffff", true},
		{"gfffffff-ffff-ffff-ffff-ffffffffffff", false},
		{"ffffffff-ffff-ffff-ffff-fffffffffff", false},
		{"ffffffff-ffff-ffff-ffff-fffffffffffff", false},
		{"ffffffff-ffff-ffff-fffff-fffffffffff", false},
		{"fffffffff-fff-ffff-ffff-ffffffffffff", false},
		{"ffffffffffffffffffffffffffffffffffff", false},
		{"------------------------------------", false},
		{"ffffffff_ffff_ffff_ffff_ffffffffffff", false},
		{"{fffffff-ffff-ffff-ffff-fffffffffff}", false},
		{"urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380", false},
		{"", false},
	};

	assert_samples(format_find(STR("uuid")), samples);
}

static void regular_expressions_are_those_of_ecma_262(void **state)
{
	static const struct sample samples[] = {
		{"", true},        {"^[a-z]+$", true}, {"(?<=a+)b", true},
		{"(a)*\\1", true}, {"a{70000}", true}, {"\\p{Lu}", true},
		{"(", false},      {"[", false},       {"*", false},
		{"\\a", false},    {"a{2,1}", false},  {"\\p{Nothing}", false},
		{"(?i)a", false},  {"a++", false},     {"\\Aa\\z", false},
	};

	assert_samples(format_find(STR("regex")), samples);
}

static void the_names_are_those_of_the_standard_and_ours(void **state)
{
	static const char *const names[] = {
		"date",          "time",          "date-time",
		"duration",      "email",         "idn-email",
		"hostname",      "idn-hostname",  "ipv4",
		"ipv6",          "uri",           "uri-reference",
		"iri",           "iri-reference", "uri-template",
		"uuid",          "json-pointer",  "relative-json-pointer",
		"regex",         "uscc",          "division-code",
		"community-code"};
	static const struct sample samples[] = {{"2023-06-30", true}, {"2023-06-31", false}};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		assert_non_null(format_find(str_of(names[i])));
	assert_samples(format_find(STR("date")), samples);
}

static void other_names_are_unknown(void **state)
{
	static const char *const names[] = {"",      "dat",      "dates", "Date",
					    "phone", "datetime", "uri ",  "ip-address"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		assert_null(format_find(str_of(names[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(credit_codes_have_the_right_alphabet_and_check_character),
		cmocka_unit_test(a_check_character_catches_every_single_change),
		cmocka_unit_test(division_codes_are_9_digits),
		cmocka_unit_test(community_codes_are_12_digits),
		cmocka_unit_test(uuids_are_32_hexadecimal_digits_in_five_groups),
		cmocka_unit_test(regular_expressions_are_those_of_ecma_262),
		cmocka_unit_test(the_names_are_those_of_the_standard_and_ours),
		cmocka_unit_test(other_names_are_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
