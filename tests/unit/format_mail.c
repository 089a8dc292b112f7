/* SPDX-License-Identifier: MIT */
/* Tests of schema/format_mail.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/format_mail.h"
#include "sample.h"

static void an_address_is_a_local_part_and_a_domain(void **state)
{
	static const struct sample samples[] = {
		{"station@example.com", true},
		{"station@localhost", true},
		{"station", false},
		{"@example.com", false},
		{"station@", false},
		{"a@b@example.com", false},
		{"<station@example.com>", false},
		{"station@example.com ", false},
		{" station@example.com", false},
		{"station(x)@example.com", false},
		{"station@example.com\n", false},
		{"", false},
		{"@", false},
	};

	assert_samples(format_mail, samples);
	assert_false(format_mail((struct str){"a\0@example.com", 14}));
}

static void a_local_part_is_atoms_with_dots_between(void **state)
{
	static const struct sample samples[] = {
		{"a.b.c@example.com", true},     {"a..b@example.com", false},
		{".a@example.com", false},       {"a.@example.com", false},
		{"a b@example.com", false},      {"!#$%&'*+-/=?^_`{|}~@example.com", true},
		{"a,b@example.com", false},      {"a:b@example.com", false},
		{"a;b@example.com", false},      {"a[b]@example.com", false},
		{"a\\b@example.com", false},     {"a\"b\"@example.com", false},
		{"a(b@example.com", false},      {"1@example.com", true},
		{"\xC3\xA9@example.com", false},
	};

	assert_samples(format_mail, samples);
}

static void a_local_part_may_be_quoted(void **state)
{
	static const struct sample samples[] = {
		{"\"a b\"@example.com", true},
		{"\"\"@example.com", true},
		{"\"a@b\"@example.com", true},
		{"\"a..b.\"@example.com", true},
		{"\"a\\\"b\"@example.com", true},
		{"\"a\\\\\"@example.com", true},
		{"\"a\\\"@example.com", false}, /* the quote is quoted */
		{"\"a\"b\"@example.com", false},
		{"\"a\"b@example.com", false},
		{"\"a\".b@example.com", false},
		{"\"a@example.com", false},
		{"\"a\tb\"@example.com", false},
		{"\"a\\\tb\"@example.com", false},
		{"\"a\x7F\"@example.com", false},
		{"\"\xC3\xA9\"@example.com", false},
		{"\"a\"", false},
		{"\"", false},
		{"\"\\", false},
	};

	assert_samples(format_mail, samples);
}

static void a_domain_is_a_name_or_an_address_in_brackets(void **state)
{
	static const struct sample samples[] = {
		{"a@b-c.example", true},
		{"a@-b.example", false},
		{"a@b-.example", false},
		{"a@b..example", false},
		{"a@example.com.", false},
		{"a@.example", false},
		{"a@b_c.example", false},
		{"a@192.0.2.1", true},
		{"a@[192.0.2.1]", true},
		{"a@[192.0.2.256]", false},
		{"a@[IPv6:2001:db8::1]", true},
		{"a@[2001:db8::1]", false},
		{"a@[192.0.2.1", false},
		{"a@192.0.2.1]", false},
		{"a@[]", false},
		{"a@[", false},
		{"a@[[192.0.2.1]]", false},
		{"a@\xE4\xBE\x8B.example", false},
		{"a@xn--X.example", true}, /* RFC 5321 knows no A-labels */
	};

	assert_samples(format_mail, samples);
}

static void a_local_part_has_at_most_64_octets(void **state)
{
	assert_true(check_long(format_mail, "", "a", 64, "@example.com"));
	assert_false(check_long(format_mail, "", "a", 65, "@example.com"));
	assert_true(check_long(format_mail, "\"", "a", 62, "\"@example.com"));
	assert_false(check_long(format_mail, "\"", "a", 63, "\"@example.com"));
	assert_true(check_long(format_mail_idn, "", "\xC3\xA9", 32, "@example.com"));
	assert_false(check_long(format_mail_idn, "a", "\xC3\xA9", 32, "@example.com"));
}

static void an_address_has_at_most_254_octets(void **state)
{
	assert_true(check_long(format_mail, "aa@", "b.", 125, "c"));
	assert_false(check_long(format_mail, "aaa@", "b.", 125, "c"));
	assert_false(check_long(format_mail, "\"", "\\\\", 1 << 15, ""));
	assert_false(check_long(format_mail, "", "a.", 1 << 15, "a@example.com"));
}

static void beyond_ascii_the_local_part_is_free_and_the_domain_is_not(void **state)
{
	static const struct sample samples[] = {
		{"station@example.com", true},
		{"\xE7\xAB\x99@example.com", true},
		{"\"\xE7\xAB\x99 a\"@example.com", true},
		{"\xE7\xAB\x99..a@example.com", false},
		{"\xE7\xAB\x99@\xE4\xBE\x8B\xE5\xAD\x90.example", true},
		{"\xE7\xAB\x99@\xE4\xBE\x8B\xE3\x80\x82\xE4\xBE\x8B", false}, /* U+3002 */
		{"a@\xE2\x82\xAC.example", false}, /* the euro sign */
		{"a@e\xCC\x81.example", true},     /* not in NFC, but it is brought there */
		{"a@xn--fsq.example", true},
		{"a@xn--X.example", false},
		{"a@ab--cd.example", true},
		{"\xE7\xAB\x99@[192.0.2.1]", true},
		{"\xE7\xAB\x99@[192.0.2.256]", false},
		{"\xE7\xAB\x99", false},
	};

	assert_samples(format_mail_idn, samples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_a_local_part_and_a_domain),
		cmocka_unit_test(a_local_part_is_atoms_with_dots_between),
		cmocka_unit_test(a_local_part_may_be_quoted),
		cmocka_unit_test(a_domain_is_a_name_or_an_address_in_brackets),
		cmocka_unit_test(a_local_part_has_at_most_64_octets),
		cmocka_unit_test(an_address_has_at_most_254_octets),
		cmocka_unit_test(beyond_ascii_the_local_part_is_free_and_the_domain_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
