/* SPDX-License-Identifier: MIT */
/* Tests of text/idna.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "text/idna.h"

#include <string.h>

static bool is_u_label(const char *text)
{
	struct idna name = {0};

	return idna_add_u_label(&name, str_of(text));
}

static bool is_a_label(const char *text)
{
	struct idna name = {0};

	return idna_add_a_label(&name, str_of(text));
}

static void the_prefix_is_of_either_case(void **state)
{
	(void)state;
	assert_true(idna_has_prefix(STR("xn--a")));
	assert_true(idna_has_prefix(STR("Xn--")));
	assert_false(idna_has_prefix(STR("xn-a")));
	assert_false(idna_has_prefix(STR("xn-")));
	assert_false(idna_has_prefix(STR("yn--a")));
	assert_false(idna_has_prefix(STR("")));
}

/* RFC 5892 appendix A, each rule on both sides. */
static void characters_that_need_a_context_have_it(void **state)
{
	static const struct {
		const char *with, *without;
	} cases[] = {
		{"\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8C", "a\xE2\x80\x8C"}, /* non-joiner */
		{"\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D", "a\xE2\x80\x8D"}, /* joiner */
		{"l\xC2\xB7l", "l\xC2\xB7m"},                              /* middle dot */
		{"\xCD\xB5\xCE\xB1", "\xCD\xB5"
				     "a"},         /* keraia */
		{"\xD7\x90\xD7\xB3", "a\xD7\xB3"}, /* geresh */
		{"\xD7\x90\xD7\xB4", "a\xD7\xB4"}, /* gershayim */
		{"a\xE3\x83\xBB\xE4\xBE\x8B", "a\xE3\x83\xBB"
					      "b"},                       /* katakana dot */
		{"\xD8\xA8\xD9\xA0\xD9\xA1", "\xD8\xA8\xD9\xA0\xDB\xB1"}, /* arabic digits */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (!is_u_label(cases[i].with) || is_u_label(cases[i].without))
			fail_msg("case %zu", i);
}

static void a_u_label_is_not_all_ascii(void **state)
{
	(void)state;
	assert_true(is_u_label("\xC3\xBC"));
	assert_false(is_u_label("a"));
	assert_false(is_u_label("xn--tda"));
	assert_false(is_u_label("\xE2\x84\xAA")); /* the Kelvin sign, K in NFC */
	assert_false(is_u_label(""));
}

static void an_a_label_is_what_its_u_label_encodes_to(void **state)
{
	(void)state;
	assert_true(is_a_label("xn--tda"));
	assert_true(is_a_label("XN--TDA"));
	assert_false(is_a_label("xn--tdb-"));
	assert_false(is_a_label("xn--tda-"));
	assert_false(is_a_label("xn--"));
	assert_false(is_a_label("tda"));
	assert_false(is_a_label("xn--td\xC3\xBC"));
	assert_false(is_a_label("xn--99999999"));
}

/* U+00E4 takes 2 octets more than the ASCII before it, the prefix and the hyphen apart. */
static void an_a_label_has_at_most_63_octets(void **state)
{
	char label[64] = {0};
	struct idna name = {0};

	(void)state;
	for (size_t i = 0; i < 60; i++)
		label[i] = 'a';
	label[54] = '\xC3';
	label[55] = '\xA4';
	assert_true(idna_add_u_label(&name, (struct str){label, 56}));
	assert_int_equal(name.length, 4 + 54 + 1 + 3);
	memmove(label + 55, label + 54, 2);
	label[54] = 'a';
	assert_true(idna_add_u_label(&name, (struct str){label, 57}));
	assert_int_equal(name.length, 62 + 1 + 63);
	memmove(label + 56, label + 55, 2);
	label[55] = 'a';
	assert_false(idna_add_u_label(&name, (struct str){label, 58}));
}

static void marks_without_end_are_refused_at_once(void **state)
{
	struct buf marks = {0};
	struct idna name = {0};

	(void)state;
	for (int i = 0; i < 1 << 15; i++)
		buf_add_text(&marks, i % 2 ? "\xCC\x80" : "\xCC\xA3");
	assert_false(idna_add_u_label(&name, buf_str(&marks)));
	assert_false(idna_add_a_label(&name, buf_str(&marks)));
	buf_release(&marks);
}

static void names_add_up(void **state)
{
	struct idna name = {0};

	(void)state;
	assert_true(idna_obeys_bidi(&name));
	idna_add_ascii(&name, STR("0a"));
	assert_int_equal(name.length, 2);
	assert_true(idna_obeys_bidi(&name));
	assert_true(idna_add_u_label(&name, STR("\xD7\x90"))); /* xn--4db */
	assert_int_equal(name.length, 2 + 1 + 7);
	assert_false(idna_obeys_bidi(&name));
	assert_true(idna_library_version()[0] == '2');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_prefix_is_of_either_case),
		cmocka_unit_test(characters_that_need_a_context_have_it),
		cmocka_unit_test(a_u_label_is_not_all_ascii),
		cmocka_unit_test(an_a_label_is_what_its_u_label_encodes_to),
		cmocka_unit_test(an_a_label_has_at_most_63_octets),
		cmocka_unit_test(marks_without_end_are_refused_at_once),
		cmocka_unit_test(names_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
