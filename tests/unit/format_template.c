/* SPDX-License-Identifier: MIT */
/* Tests of schema/format_template.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/format_template.h"
#include "sample.h"

static void literals_are_what_a_uri_or_iri_may_hold(void **state)
{
	static const struct sample samples[] = {
		{"", true},
		{"https://example.com/a?b=c#d", true},
		{"~!#$&'()*+,-./:;=?@[]_", true},
		{"a b", false},
		{"a\"b", false},
		{"a<b", false},
		{"a>b", false},
		{"a\\b", false},
		{"a^b", false},
		{"a`b", false},
		{"a|b", false},
		{"a\tb", false},
		{"a\x7F"
		 "b",
		 false},
		{"%20", true},
		{"%2", false},
		{"%", false},
		{"%GG", false},
		{"\xE6\x9C\x8D\xE5\x8A\xA1", true},
		{"\xEE\x80\x80", true}, /* U+E000, for private use */
		{"\xC2\x80", false},    /* U+0080, a control */
		{"\xC2\xA0", true},
		{"\xEF\xBF\xBE", false},     /* U+FFFE */
		{"\xF0\xA0\x80\x80", true},  /* U+20000 */
		{"\xF0\x9F\xBF\xBE", false}, /* U+1FFFE */
		{"\xF3\xA0\x80\x81", false}, /* U+E0001, a tag */
	};

	assert_samples(format_template, samples);
}

static void expressions_are_in_braces(void **state)
{
	static const struct sample samples[] = {
		{"{a}", true},     {"/{a}/{b}", true}, {"{a}{b}", true}, {"{}", false},
		{"{a", false},     {"a}", false},      {"{{a}}", false}, {"{a}}", false},
		{"{a {b}", false}, {"{a b}", false},   {"{ a}", false},  {"}{", false},
		{"{", false},
	};

	assert_samples(format_template, samples);
}

static void an_expression_may_begin_with_an_operator(void **state)
{
	static const struct sample samples[] = {
		{"{+a}", true},  {"{#a}", true},  {"{.a}", true},  {"{/a}", true},
		{"{;a}", true},  {"{?a}", true},  {"{&a}", true},  {"{=a}", true},
		{"{,a}", true},  {"{!a}", true},  {"{@a}", true},  {"{|a}", true},
		{"{$a}", false}, {"{(a}", false}, {"{-a}", false}, {"{++a}", false},
		{"{+}", false},  {"{a+}", false},
	};

	assert_samples(format_template, samples);
}

static void names_are_words_with_dots_between(void **state)
{
	static const struct sample samples[] = {
		{"{a_1}", true},   {"{_}", true},    {"{1}", true},         {"{a.b.c}", true},
		{"{a..b}", false}, {"{a.}", false},  {"{a.b.}", false},     {"{%E4a}", true},
		{"{%4}", false},   {"{a-b}", false}, {"{\xC3\xA9}", false}, {"{a,b,c}", true},
		{"{a,,b}", false}, {"{a,}", false},  {"{,a,b}", true},
	};

	assert_samples(format_template, samples);
}

static void a_name_may_have_one_modifier(void **state)
{
	static const struct sample samples[] = {
		{"{a*}", true},    {"{a:1}", true},    {"{a:9999}", true}, {"{a:10000}", false},
		{"{a:0}", false},  {"{a:01}", false},  {"{a:}", false},    {"{a:x}", false},
		{"{a:1*}", false}, {"{a*:1}", false},  {"{a**}", false},   {"{*}", false},
		{"{:1}", false},   {"{a*,b:2}", true}, {"{a:1:1}", false},
	};

	assert_samples(format_template, samples);
	assert_true(check_long(format_template, "", "{a}", 1 << 15, ""));
	assert_true(check_long(format_template, "{", "a,", 1 << 15, "a}"));
	assert_false(check_long(format_template, "", "{", 1 << 16, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(literals_are_what_a_uri_or_iri_may_hold),
		cmocka_unit_test(expressions_are_in_braces),
		cmocka_unit_test(an_expression_may_begin_with_an_operator),
		cmocka_unit_test(names_are_words_with_dots_between),
		cmocka_unit_test(a_name_may_have_one_modifier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
