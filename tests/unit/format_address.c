/* SPDX-License-Identifier: MIT */
/* Tests of schema/format_address.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/format_address.h"
#include "sample.h"

static void an_ipv4_address_is_four_octets(void **state)
{
	static const struct sample samples[] = {
		{"0.0.0.0", true},       {"255.255.255.255", true},
		{"256.0.0.1", false},    {"0.0.0.256", false},
		{"192.0.2.1", true},     {"192.0.2", false},
		{"192.0.2.1.1", false},  {"192.0.2.", false},
		{".192.0.2", false},     {"192..2.1", false},
		{"192.0.002.010", true}, {"192.0.2.0001", false},
		{"192.0.2.-1", false},   {"192.0.2.+1", false},
		{"192.0.2.1 ", false},   {" 192.0.2.1", false},
		{"192.0.2.0x1", false},  {"192.0.2.1/24", false},
		{"192,0,2,1", false},    {"192.0.2.a", false},
		{"3221225985", false},   {"192.0.2.\xEF\xBC\x91", false},
		{"...", false},          {"", false},
	};

	assert_samples(format_address_ipv4, samples);
	assert_false(format_address_ipv4((struct str){"192.0.2.1\0", 10}));
	assert_false(check_long(format_address_ipv4, "192.0.2.", "1", 1 << 16, ""));
	assert_false(check_long(format_address_ipv4, "", "1.", 1 << 15, "1"));
}

static void an_ipv6_address_is_eight_groups(void **state)
{
	static const struct sample samples[] = {
		{"1:2:3:4:5:6:7:8", true},
		{"1:2:3:4:5:6:7", false},
		{"1:2:3:4:5:6:7:8:9", false},
		{"2001:0DB8:0000:0000:0000:ff00:0042:8329", true},
		{"1:2:3:4:5:6:7:10000", false},
		{"1:2:3:4:5:6:7:g", false},
		{"1:2:3:4:5:6:7:", false},
		{":1:2:3:4:5:6:7", false},
		{"1:2:3:4:5:6:7:8 ", false},
		{"[::1]", false},
		{"fe80::1%eth0", false},
		{"fe80::1%25eth0", false},
		{"::1/128", false},
		{"12345678", false},
		{"", false},
		{":", false},
	};

	assert_samples(format_address_ipv6, samples);
	assert_false(check_long(format_address_ipv6, "", "1:", 1 << 15, "1"));
	assert_false(check_long(format_address_ipv6, "::", "1", 1 << 16, ""));
}

static void two_colons_stand_once_for_a_group_or_more(void **state)
{
	static const struct sample samples[] = {
		{"::", true},
		{"::1", true},
		{"1::", true},
		{"1::8", true},
		{"::2:3:4:5:6:7:8", true},
		{"1:2:3:4:5:6:7::", true},
		{"1:2:3::5:6:7:8", true},
		{"::1:2:3:4:5:6:7:8", false},
		{"1:2:3:4::5:6:7:8", false},
		{"1:2:3:4:5:6:7:8::", false},
		{"1::2::3", false},
		{"::1::", false},
		{":::", false},
		{"1:::2", false},
		{"::1:", false},
		{":1::", false},
	};

	assert_samples(format_address_ipv6, samples);
}

static void an_ipv4_address_may_be_the_last_two_groups(void **state)
{
	static const struct sample samples[] = {
		{"1:2:3:4:5:6:192.0.2.1", true},
		{"1:2:3:4:5:192.0.2.1", false},
		{"1:2:3:4:5:6:7:192.0.2.1", false},
		{"::192.0.2.1", true},
		{"::ffff:192.0.2.1", true},
		{"1:2:3:4:5::192.0.2.1", true},
		{"1:2:3:4:5:6::192.0.2.1", false},
		{"::192.0.2.1:1", false},
		{"192.0.2.1::", false},
		{"192.0.2.1", false},
		{"::192.0.2.256", false},
		{"::192.0.2", false},
		{"::192.0.2.01", false},
		{"::ff.0.2.1", false},
		{"::192.0.2.1.", false},
	};

	assert_samples(format_address_ipv6, samples);
}

static void literals_of_mail_have_a_tag_for_ipv6(void **state)
{
	static const struct sample samples[] = {
		{"192.0.2.1", true},
		{"192.0.02.001", true},
		{"192.0.2.256", false},
		{"IPv6:2001:db8::1", true},
		{"ipV6:::1", true},
		{"IPv6:1:2:3:4:5:6:7:8", true},
		{"IPv6:::3:4:5:6:7:8", true},
		{"IPv6:::2:3:4:5:6:7:8", false}, /* for one group alone */
		{"IPv6:::1.2.3.004", true},
		{"IPv6:1:2:3:4::1.2.3.4", true},
		{"IPv6:1:2:3:4:5::1.2.3.4", false},
		{"IPv6:", false},
		{"IPv6", false},
		{"IPv7:x", false},
		{"x400:c=cn", false},
		{"::1", false},
		{"", false},
	};

	assert_samples(format_address_literal, samples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_ipv4_address_is_four_octets),
		cmocka_unit_test(an_ipv6_address_is_eight_groups),
		cmocka_unit_test(two_colons_stand_once_for_a_group_or_more),
		cmocka_unit_test(an_ipv4_address_may_be_the_last_two_groups),
		cmocka_unit_test(literals_of_mail_have_a_tag_for_ipv6),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
