/* SPDX-License-Identifier: MIT */
/* Tests of schema/format_host.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/format_host.h"
#include "sample.h"

static void a_host_name_is_labels_of_letters_digits_and_hyphens(void **state)
{
	static const struct sample samples[] = {
		{"example", true},
		{"www.example.com", true},
		{"EXAMPLE.com", true},
		{"3com.example", true},
		{"a-b.example", true},
		{"a--b.example", true},
		{"ab--cd", true},
		{"-a.example", false},
		{"a-.example", false},
		{"-", false},
		{"a_b.example", false},
		{"a b.example", false},
		{"a..example", false},
		{".example", false},
		{"example.", false},
		{".", false},
		{"", false},
		{"a/b", false},
		{"a:80", false},
		{"\xC3\xA9.example", false},
		{"a\xE3\x80\x82"
		 "b",
		 false},
	};

	assert_samples(format_host_name, samples);
	assert_false(format_host_name((struct str){"a\0b", 3}));
}

static void the_form_of_an_address_is_no_host_name(void **state)
{
	static const struct sample samples[] = {
		{"192.0.2.1", false}, {"1.2.3", true},      {"1.2.3.4.5", true},
		{"1.2.3.4a", true},   {"999.0.0.0", false}, {"1", true},
	};

	assert_samples(format_host_name, samples);
	assert_samples(format_host_idn, samples);
	assert_false(format_host_idn(STR("1\xE3\x80\x82"
					 "2.3.4")));
	assert_true(format_host_domain(STR("192.0.2.1")));
	assert_true(format_host_idn_domain(STR("192.0.2.1")));
}

static void labels_have_at_most_63_octets_and_names_253(void **state)
{
	static format_check *const checks[] = {format_host_name, format_host_idn,
					       format_host_domain, format_host_idn_domain};

	for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
		assert_true(check_long(checks[i], "b.", "a", 63, ".c"));
		assert_false(check_long(checks[i], "b.", "a", 64, ".c"));
		assert_true(check_long(checks[i], "", "a.", 126, "c"));
		assert_false(check_long(checks[i], "", "a.", 126, "cd"));
		assert_false(check_long(checks[i], "", "a.", 1 << 15, "c"));
		assert_false(check_long(checks[i], "", "a", 1 << 16, ""));
		assert_false(check_long(checks[i], "", "\xE4\xBE\x8B", 1 << 14, ""));
	}
	/* In the form of an A-label, which has 4 + 1 + 4 octets for one ideograph. */
	assert_true(check_long(format_host_idn, "a.", "\xE4\xBE\x8B.", 31, "b"));
	assert_false(check_long(format_host_idn, "a.", "\xE4\xBE\x8B.", 32, "b"));
}

static void a_label_with_the_prefix_is_an_a_label(void **state)
{
	static const struct sample samples[] = {
		{"xn--fsqu00a.xn--0zwm56d", true},
		{"XN--FSQU00A", true},
		{"xn--", false},
		{"xn---", false},
		{"xn--a", false},
		{"xn--abc-", false}, /* all ASCII */
		{"xn--fsqu00", false},
		{"xn--lzg", false},    /* U+20AC, not for names */
		{"xn--l-fda", false},  /* a middle dot before l alone */
		{"xn--ll-0ea", true},  /* between two */
		{"xn--0ca24w", false}, /* breaks the Bidi rule */
	};

	assert_samples(format_host_name, samples);
	assert_samples(format_host_idn, samples);
	assert_samples(format_host_idn_domain, samples);
	assert_true(format_host_domain(STR("xn--a"))); /* to RFC 5321, a name like any */
}

static void a_u_label_is_for_names_in_any_script(void **state)
{
	static const struct sample samples[] = {
		{"\xE4\xBE\x8B\xE5\xAD\x90.example", true},
		{"\xE4\xBE\x8B\xE5\xAD\x90.\xE5\x85\xAC\xE5\x8F\xB8", true},
		{"b\xC3\xBC"
		 "cher.example",
		 true},
		{"B\xC3\xBC"
		 "cher.example",
		 false}, /* a capital */
		{"b\xC3\x9C"
		 "cher.example",
		 false},
		{"bu\xCC\x88"
		 "cher.example",
		 true}, /* brought into NFC */
		{"-\xE4\xBE\x8B", false},
		{"\xE4\xBE\x8B-", false},
		{"\xE4\xBE\x8B_", false},
		{"ab--\xC3\xBC", false},        /* reserved */
		{"ab--cd.\xE4\xBE\x8B", false}, /* beside a U-label, too */
		{"ab-cd.\xE4\xBE\x8B", true},
		{"ab--cd", true}, /* a hostname */
		{"\xCC\x88"
		 "a",
		 false},                     /* a mark first */
		{"\xF0\x9F\x98\x80", false}, /* a symbol */
		{"\xEF\xBD\x81", false},     /* a full-width letter, which only NFKC maps */
		{"\xE4\xBE\x8B..b", false},
		{"\xE4\xBE\x8B.", false},
		{".\xE4\xBE\x8B", false},
		{"\xE4\xBE\x8B \xE4\xBE\x8B", false},
		{"\xFF", false},
	};

	assert_samples(format_host_idn, samples);
	assert_false(format_host_idn((struct str){"\xE4\xBE\x8B\0", 4}));
	assert_false(format_host_domain(STR("\xE4\xBE\x8B")));
	assert_true(format_host_idn_domain(STR("\xE4\xBE\x8B")));
}

static void three_more_characters_are_dots(void **state)
{
	static const struct sample samples[] = {
		{"\xE4\xBE\x8B\xE3\x80\x82"
		 "b",
		 true},
		{"\xE4\xBE\x8B\xEF\xBC\x8E"
		 "b",
		 true},
		{"\xE4\xBE\x8B\xEF\xBD\xA1"
		 "b",
		 true},
		{"a\xE3\x80\x82"
		 "b",
		 true},
		{"a\xE3\x80\x81"
		 "b",
		 false}, /* U+3001, a comma */
		{"a\xE3\x80\x82\xE3\x80\x82"
		 "b",
		 false},
		{"a\xE3\x80\x82", false},
		{"\xE3\x80\x82"
		 "a",
		 false},
		{"\xE3\x80\x82", false},
	};

	assert_samples(format_host_idn, samples);
	assert_false(format_host_idn_domain(STR("a\xE3\x80\x82"
						"b")));
}

static void all_labels_obey_the_bidi_rule_if_one_is_written_from_the_right(void **state)
{
	static const struct sample samples[] = {
		{"\xD7\x90.a", true}, {"\xD7\x90.0a", false}, {"0a.b", true},
		{"xn--4db.a", true},  {"xn--4db.0a", false},  {"0a.xn--4db", false},
	};

	assert_samples(format_host_idn, samples);
	assert_false(format_host_name(STR("0a.xn--4db")));
	assert_true(format_host_name(STR("a.xn--4db")));
	assert_false(format_host_idn_domain(STR("0a.\xD7\x90")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_host_name_is_labels_of_letters_digits_and_hyphens),
		cmocka_unit_test(the_form_of_an_address_is_no_host_name),
		cmocka_unit_test(labels_have_at_most_63_octets_and_names_253),
		cmocka_unit_test(a_label_with_the_prefix_is_an_a_label),
		cmocka_unit_test(a_u_label_is_for_names_in_any_script),
		cmocka_unit_test(three_more_characters_are_dots),
		cmocka_unit_test(
			all_labels_obey_the_bidi_rule_if_one_is_written_from_the_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
