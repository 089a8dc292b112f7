/* SPDX-License-Identifier: MIT */
/* Tests of text/ecma.h: what is a pattern, translated or not (regex.c has what one matches). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/ecma.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static bool translates(struct str pattern, struct ecma_fault *fault)
{
	struct buf out = {0};
	struct ecma_shape shape;
	bool good = ecma_translate(pattern, ECMA_PLAIN, &out, &shape, fault);

	buf_release(&out);
	return good;
}

static void a_pattern_that_cannot_be_translated_is_a_pattern(void **state)
{
	static const struct {
		const char *pattern, *reason;
	} cases[] = {
		{"(a)*\\1", "regex.reference-to-repeated"},
		{"(?<n>a)+\\k<n>", "regex.reference-to-repeated"},
		{"(a)(?<=\\1)", "regex.reference-in-lookbehind"},
		{"a{65536}", "regex.count-too-large"},
		{"a{0,65536}", "regex.count-too-large"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ecma_fault fault = {0};

		assert_false(translates(str_of(cases[i].pattern), &fault));
		assert_string_equal(fault.reason, cases[i].reason);
		assert_true(ecma_check(str_of(cases[i].pattern), &fault));
	}
}

static void what_comes_after_it_is_still_read(void **state)
{
	static const struct {
		const char *pattern, *reason;
	} cases[] = {
		{"(a)*\\1(", "regex.unclosed-group"},
		{"(a)(?<=\\1[)", "regex.unclosed-class"},
		{"a{70000,60000}", "regex.count-order"},
		{"a{65536}+", "regex.nothing-to-repeat"},
		{"(a)*\\2", "regex.no-such-group"},
		{"\\p{sc=Nowhere}", "regex.unknown-property"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ecma_fault fault = {0};

		assert_false(ecma_check(str_of(cases[i].pattern), &fault));
		assert_string_equal(fault.reason, cases[i].reason);
	}
}

static void names_of_groups_are_identifiers(void **state)
{
	static const struct {
		const char *pattern;
		bool good;
	} cases[] = {
		{"(?<a>x)", true},
		{"(?<$_1>x)", true},
		{"(?<1>x)", false},
		{"(?<>x)", false},
		{"(?<a", false},
		{"(?<a>", false},
		{"(?<a-b>x)", false},
		{"(?<\xE4\xBE\x8B>x)\\k<\xE4\xBE\x8B>", true},
		{"(?<\xE2\x82\xAC>x)", false}, /* the euro sign */
		{"(?<a\xCC\x81>x)", true},
		{"(?<\xCC\x81>x)", false},
		{"(?<a\xE2\x80\x8D>x)", true}, /* a joiner */
		{"(?<\xE2\x80\x8D>x)", false},
		{"(?<a\xFF>x)", false},
		{"(?<\\u0061>x)", false}, /* of ECMA-262, but not read */
		{"(?<a>x)(?<a>y)", false},
		{"(?<a>x)(?<b>y)\\k<a>\\k<b>", true},
		{"\\k<b>(?<a>x)(y)(?<b>z)", true},
		{"(?<a>x)\\k<b>", false},
		{"(?<a>x)\\k<>", false},
		{"(?<a>x)\\ka", false},
	};
	struct ecma_fault fault;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (ecma_check(str_of(cases[i].pattern), &fault) != cases[i].good ||
		    translates(str_of(cases[i].pattern), &fault) != cases[i].good)
			fail_msg("%s", cases[i].pattern);
}

static void depth_is_bounded(void **state)
{
	struct buf pattern = {0};
	struct ecma_fault fault;

	(void)state;
	for (int i = 0; i < ECMA_DEPTH_MAX; i++)
		buf_add_char(&pattern, '(');
	for (int i = 0; i < ECMA_DEPTH_MAX; i++)
		buf_add_char(&pattern, ')');
	assert_true(ecma_check(buf_str(&pattern), &fault));
	buf_reset(&pattern);
	for (int i = 0; i <= ECMA_DEPTH_MAX; i++)
		buf_add_char(&pattern, '(');
	assert_false(ecma_check(buf_str(&pattern), &fault));
	assert_string_equal(fault.reason, "regex.too-deep");
	assert_int_equal(fault.offset, ECMA_DEPTH_MAX);
	buf_release(&pattern);
}

/* Quadratic time would be minutes here. */
static void names_are_found_in_linear_time(void **state)
{
	enum { NAMES = 200000 };
	struct buf pattern = {0};
	struct ecma_fault fault;

	(void)state;
	for (int i = 0; i < NAMES; i++)
		buf_printf(&pattern, "(?<n%d>)\\k<n%d>", i, i);
	assert_true(ecma_check(buf_str(&pattern), &fault));
	buf_reset(&pattern);
	for (int i = 0; i < NAMES; i++)
		buf_add_text(&pattern, "(?<");
	assert_false(ecma_check(buf_str(&pattern), &fault));
	buf_release(&pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_that_cannot_be_translated_is_a_pattern),
		cmocka_unit_test(what_comes_after_it_is_still_read),
		cmocka_unit_test(names_of_groups_are_identifiers),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(names_are_found_in_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
