/* SPDX-License-Identifier: MIT */
/* Tests of schema/format_uri.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/format_uri.h"
#include "sample.h"

static void a_uri_has_a_scheme(void **state)
{
	static const struct sample samples[] = {
		{"https://example.com/", true},
		{"a:", true},
		{"a+b-c.1:x", true},
		{"A:x", true},
		{"1a:x", false},
		{"+a:x", false},
		{"a_b:x", false},
		{":x", false},
		{"a", false},
		{"//example.com/", false},
		{"/a", false},
		{"?a", false},
		{"#a", false},
		{"", false},
		{"a/b:c", false},
		{" a:x", false},
		{"a:x ", false},
		{"a:x\n", false},
		{"urn:a:b", true},
		{"mailto:a@b", true},
		{"a:#b", true},
		{"a:?b", true},
		{"a:/b//c", true},
		{"a:b//c", true},
		{"%61:x", false},
	};

	assert_samples(format_uri, samples);
}

static void a_reference_need_not_have_one(void **state)
{
	static const struct sample samples[] = {
		{"", true},       {"a", true},     {"/a", true},    {"//example.com", true},
		{"?a", true},     {"#a", true},    {"../a", true},  {"a/b:c", true},
		{"./a:b", true},  {"1a:b", false}, {"a b", false},  {"1/a:b", true},
		{":a", false},    {"?a:b", true},  {"#a:b", true},  {"a:b", true},
		{"//", true},     {"///", true},   {"//:80", true}, {"%61:b", false},
		{"a#b#c", false},
	};

	assert_samples(format_uri_reference, samples);
}

static void components_have_their_own_characters(void **state)
{
	static const struct sample samples[] = {
		{"a:/-._~!$&'()*+,;=:@", true},
		{"a:/?-._~!$&'()*+,;=:@/?", true},
		{"a:/#-._~!$&'()*+,;=:@/?", true},
		{"a:/[", false},
		{"a:/?[", false},
		{"a:/#[", false},
		{"a:/\"", false},
		{"a:/<", false},
		{"a:/>", false},
		{"a:/\\", false},
		{"a:/^", false},
		{"a:/`", false},
		{"a:/{", false},
		{"a:/|", false},
		{"a:/}", false},
		{"a:/\x7F", false},
		{"a:/\x01", false},
		{"a:/\xC3\xA9", false},
		{"a:/#a#b", false},
		{"a:/?a?b", true},
	};

	assert_samples(format_uri, samples);
	assert_false(format_uri((struct str){"a:/\0", 4}));
}

static void a_percent_sign_has_two_hexadecimal_digits(void **state)
{
	static const struct sample samples[] = {
		{"a:%00", true},   {"a:%fF", true},        {"a:%", false},
		{"a:%4", false},   {"a:%4g", false},       {"a:%g4", false},
		{"a:%%41", false}, {"a:?%41", true},       {"a:?%4", false},
		{"a:#%41", true},  {"a:#%4", false},       {"a://%41", true},
		{"a://%4", false}, {"a://%41@b", true},    {"a://%4@b", false},
		{"a:%4/1", false}, {"a:%\xC3\xA9", false},
	};

	assert_samples(format_uri, samples);
}

static void an_authority_is_user_host_and_port(void **state)
{
	static const struct sample samples[] = {
		{"a://b", true},
		{"a://", true},
		{"a:///b", true},
		{"a://b:80", true},
		{"a://b:", true},
		{"a://:80", true},
		{"a://b:8080000000000", true},
		{"a://b:8x", false},
		{"a://b:-1", false},
		{"a://b:80:80", false},
		{"a://u@b", true},
		{"a://u:p:q@b:80", true},
		{"a://@b", true},
		{"a://u@v@b", false},
		{"a://u/@b", true}, /* the authority ends before the slash */
		{"a://u?@b", true},
		{"a://u[@b", false},
		{"a://b c", false},
		{"a://b_c~!", true},
		{"a://999.999.999.999", true}, /* a name, by the grammar */
	};

	assert_samples(format_uri, samples);
}

static void an_address_stands_in_brackets(void **state)
{
	static const struct sample samples[] = {
		{"a://[::1]", true},
		{"a://[::1]:80", true},
		{"a://u@[::1]:80/b", true},
		{"a://[::192.0.2.1]", true},
		{"a://[::192.0.2.01]", false},
		{"a://[::1", false},
		{"a://::1]", false},
		{"a://[]", false},
		{"a://[", false},
		{"a://[192.0.2.1]", false},
		{"a://[::1]b", false},
		{"a://[::1]8", false},
		{"a://b[::1]", false},
		{"a://[fe80::1%25eth0]", false},
		{"a://[v1.b]", true},
		{"a://[V1F.b:c!]", true},
		{"a://[v1.]", false},
		{"a://[v.b]", false},
		{"a://[vg.b]", false},
		{"a://[v1]", false},
		{"a://[v1.b@c]", false},
		{"a://[v1.%41]", false},
	};

	assert_samples(format_uri, samples);
}

static void an_iri_goes_beyond_ascii(void **state)
{
	static const struct sample samples[] = {
		{"https://\xE4\xBE\x8B.example/\xE4\xBE\x8B?\xE4\xBE\x8B#\xE4\xBE\x8B", true},
		{"a://\xE4\xBE\x8B@b", true},
		{"\xC3\xA9:b", false}, /* the scheme stays in ASCII */
		{"a://b:\xEF\xBC\x98", false},
		{"a:\xC2\x9F", false},         /* U+009F, the last control */
		{"a:\xC2\xA0", true},          /* U+00A0 */
		{"a:\xED\x9F\xBF", true},      /* U+D7FF */
		{"a:\xEE\x80\x80", false},     /* U+E000, for private use */
		{"a:?\xEE\x80\x80", true},     /* that is for the query */
		{"a:#\xEE\x80\x80", false},    /* alone */
		{"a:?\xEF\xA3\xBF", true},     /* U+F8FF */
		{"a:\xEF\xA4\x80", true},      /* U+F900 */
		{"a:\xEF\xB7\x8F", true},      /* U+FDCF */
		{"a:\xEF\xB7\x90", false},     /* U+FDD0, a noncharacter */
		{"a:\xEF\xB7\xAF", false},     /* U+FDEF, the last of them */
		{"a:\xEF\xB7\xB0", true},      /* U+FDF0 */
		{"a:\xEF\xBF\xAF", true},      /* U+FFEF */
		{"a:\xEF\xBF\xBD", false},     /* U+FFFD */
		{"a:\xF0\x90\x80\x80", true},  /* U+10000 */
		{"a:\xF0\x9F\xBF\xBD", true},  /* U+1FFFD */
		{"a:\xF0\x9F\xBF\xBE", false}, /* U+1FFFE */
		{"a:\xF3\xA0\xBF\xBF", false}, /* U+E0FFF */
		{"a:\xF3\xA1\x80\x80", true},  /* U+E1000 */
		{"a:\xF3\xAF\xBF\xBD", true},  /* U+EFFFD */
		{"a:\xF3\xB0\x80\x80", false}, /* U+F0000, for private use */
		{"a:?\xF3\xB0\x80\x80", true},
		{"a:?\xF3\xBF\xBF\xBE", false}, /* U+FFFFE */
		{"a:?\xF4\x8F\xBF\xBD", true},  /* U+10FFFD */
		{"a:?\xF4\x8F\xBF\xBF", false}, /* U+10FFFF */
		{"a:\xFF", false},
		{"\xC3\xA9", false},
	};

	assert_samples(format_uri_iri, samples);
	assert_true(format_uri_iri_reference(STR("\xC3\xA9")));
	assert_true(format_uri_iri_reference(STR("#\xC3\xA9")));
	assert_false(format_uri_iri_reference(STR("\xC3\xA9:b")));
	assert_false(format_uri_iri_reference(STR("\\")));
}

static void an_iri_does_not_set_a_direction(void **state)
{
	static const struct sample samples[] = {
		{"a:\xE2\x80\x8D", true},  /* U+200D */
		{"a:\xE2\x80\x8E", false}, /* U+200E */
		{"a:\xE2\x80\x8F", false}, /* U+200F */
		{"a:\xE2\x80\x90", true},  /* U+2010 */
		{"a:\xE2\x80\xA9", true},  /* U+2029 */
		{"a:\xE2\x80\xAA", false}, /* U+202A */
		{"a:\xE2\x80\xAE", false}, /* U+202E */
		{"a:\xE2\x80\xAF", true},  /* U+202F */
		{"a:#\xE2\x80\xAE"
		 "b",
		 false},
	};

	assert_samples(format_uri_iri, samples);
	assert_samples(format_uri_iri_reference, samples);
}

static void long_ones_are_read_once(void **state)
{
	assert_true(check_long(format_uri, "a:", "/b", 1 << 15, ""));
	assert_false(check_long(format_uri, "a://", "b@", 1 << 15, ""));
	assert_false(check_long(format_uri, "a://[", ":", 1 << 16, "]"));
	assert_true(check_long(format_uri_reference, "", "a", 1 << 16, ""));
	assert_true(check_long(format_uri_iri, "a:", "\xC3\xA9", 1 << 15, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_uri_has_a_scheme),
		cmocka_unit_test(a_reference_need_not_have_one),
		cmocka_unit_test(components_have_their_own_characters),
		cmocka_unit_test(a_percent_sign_has_two_hexadecimal_digits),
		cmocka_unit_test(an_authority_is_user_host_and_port),
		cmocka_unit_test(an_address_stands_in_brackets),
		cmocka_unit_test(an_iri_goes_beyond_ascii),
		cmocka_unit_test(an_iri_does_not_set_a_direction),
		cmocka_unit_test(long_ones_are_read_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
