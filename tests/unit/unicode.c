/* SPDX-License-Identifier: MIT */
/* Tests of text/unicode.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/encoding.h"
#include "text/unicode.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void text_is_told_to_be_nfc_or_not(void **state)
{
	static const struct {
		struct str text;
		bool nfc;
	} cases[] = {
		{STR(""), true},
		{STR("tanggu"), true},
		{STR("塘沽街道社会工作服务站"), true},
		{STR("\xC3\xA9"), true},                  /* é */
		{STR("e\xCC\x81"), false},                /* e, acute */
		{STR("q\xCC\x81"), true},                 /* composes with nothing */
		{STR("\xCC\x81"), true},                  /* a mark alone */
		{STR("q\xCC\xA3\xCC\x87"), true},         /* dot below (220), dot above (230) */
		{STR("q\xCC\x87\xCC\xA3"), false},        /* the other way round */
		{STR("\xE2\x84\xAB"), false},             /* U+212B ångström */
		{STR("\xEF\xA4\x80"), false},             /* U+F900 compatibility ideograph */
		{STR("\xEA\xB0\x80"), true},              /* 가 */
		{STR("\xE1\x84\x80\xE1\x85\xA1"), false}, /* the same in jamo */
		{STR("\xE3\x81\x8B\xE3\x82\x99"), false}, /* か with voiced mark */
		{STR("\xE3\x81\x8C"), true},              /* が */
		{STR("\xEF\xBC\xA1"), true},              /* full-width A: NFKC only */
		{STR("\xE0\xA5\x98"), false},             /* excluded from composition */
		{STR("\xE0\xA4\x95\xE0\xA4\xBC"), true},  /* its decomposition */
		{STR("\xC3\xA1\xCC\xA3"), false},         /* á with a dot below */
		{STR("\xE1\xBA\xA1\xCC\x81"), true},      /* ạ with an acute */
		{STR("\xFF"), true},                      /* counts as U+FFFD */
		{STR("\xFF"
		     "e\xCC\x81"),
		 false},
		{STR("\x1B"
		     "e\xCC\x81"),
		 false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (unicode_is_nfc(cases[i].text) != cases[i].nfc)
			fail_msg("case %zu", i);
}

static void a_long_run_of_marks_is_checked_in_linear_time(void **state)
{
	struct buf marks = {0};

	(void)state;
	buf_add_char(&marks, 'q');
	for (int i = 0; i < 100000; i++)
		buf_add_text(&marks, "\xCC\xA3");
	for (int i = 0; i < 100000; i++)
		buf_add_text(&marks, "\xCC\x87");
	assert_true(unicode_is_nfc(buf_str(&marks)));
	buf_add_text(&marks, "\xCC\xA3");
	assert_false(unicode_is_nfc(buf_str(&marks)));
	buf_release(&marks);
}

static void names_that_a_file_system_confuses_fold_to_the_same(void **state)
{
	static const struct {
		const char *name, *folded;
	} cases[] = {
		{"", ""},
		{"Tanggu-01.YAML", "tanggu-01.yaml"},
		{"塘沽", "塘沽"},
		{"\xC3\x89", "\xC3\xA9"},
		{"E\xCC\x81", "\xC3\xA9"},
		{"Stra\xC3\x9F"
		 "e",
		 "strasse"},
		{"STRA\xE1\xBA\x9E"
		 "E",
		 "strasse"},
		{"\xCE\xA3\xCF\x82", "\xCF\x83\xCF\x83"},
		{"\xE2\x84\xAA", "k"},
		{"\xEF\xBC\xA1", "\xEF\xBD\x81"},
		{"sws\xE2\x80\x8B.yaml", "sws.yaml"},
		{"sws\xEF\xB8\x8F.yaml", "sws.yaml"},
		{"a\xFF", "a\xEF\xBF\xBD"},
		{"\xCD\x85\xCC\x81", "\xCC\x81\xCE\xB9"},
		{"\xCC\x81\xCD\x85", "\xCC\x81\xCE\xB9"},
	};
	struct buf out = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_reset(&out);
		unicode_fold(&out, str_of(cases[i].name));
		assert_string_equal(buf_cstr(&out), cases[i].folded);
	}
	buf_release(&out);
}

static void composing_gives_normal_form_c(void **state)
{
	static const struct {
		const char *text, *composed;
	} cases[] = {
		{"", ""},
		{"abc 甲", "abc 甲"},
		{"e\xCC\x81", "\xC3\xA9"},                  /* U+0065 U+0301 */
		{"\xE2\x84\xAB", "\xC3\x85"},               /* U+212B, a singleton */
		{"q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87"}, /* marks in order */
		{"\xEF\xA4\x80", "\xE8\xB1\x88"},           /* U+F900 */
		{"\xEF\xBC\xA1", "\xEF\xBC\xA1"},           /* full width stays */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};

		unicode_compose(&out, str_of(cases[i].text));
		assert_string_equal(buf_cstr(&out), cases[i].composed);
		assert_true(unicode_is_nfc(buf_str(&out)));
		buf_release(&out);
	}
}

static void folding_appends(void **state)
{
	struct buf out = {0};

	(void)state;
	buf_add_text(&out, "X");
	unicode_fold(&out, STR("A"));
	unicode_fold(&out, STR("\xC3\x89"));
	assert_string_equal(buf_cstr(&out), "Xa\xC3\xA9");
	buf_release(&out);
}

static void length_and_width_are_counted(void **state)
{
	static const struct {
		struct str text;
		size_t length, width;
	} cases[] = {
		{STR(""), 0, 0},
		{STR("abc"), 3, 3},
		{STR("塘沽"), 2, 4},
		{STR("（ａ）"), 3, 6},
		{STR("“—…”"), 4, 4}, /* ambiguous */
		{STR("e\xCC\x81"), 2, 1},
		{STR("\xF0\x9F\x98\x80"), 1, 2},
		{STR("\xF0\xA0\x80\x80"), 1, 2},
		{STR("\xE1\x84\x80\xE1\x85\xA1"), 2, 2},
		{STR("\xE2\x80\x8B"), 1, 0},
		{STR("a\tb\n"), 4, 2},
		{STR("\xFF\xFE"), 2, 2},
		{STR("\xE5\xA1"), 2, 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (unicode_length(cases[i].text) != cases[i].length)
			fail_msg("case %zu: length %zu", i, unicode_length(cases[i].text));
		if (unicode_width(cases[i].text) != cases[i].width)
			fail_msg("case %zu: width %zu", i, unicode_width(cases[i].text));
	}
}

static void what_could_mislead_a_reader_is_shown_escaped(void **state)
{
	static const struct {
		struct str text;
		const char *shown;
	} cases[] = {
		{STR(""), ""},
		{STR("塘沽 “A” \\d+"), "塘沽 “A” \\d+"},
		{STR("a\nb\r\tc"), "a\\nb\\r\\tc"},
		{STR("\x1B[31mred"), "\\x1B[31mred"},
		{STR("\0\x7F"), "\\x00\\x7F"},
		{STR("\xC2\x80\xC2\x9B\xC2\x9F"), "\\u0080\\u009B\\u009F"},
		{STR("\xC2\xA0"), "\xC2\xA0"},
		{STR("\xE2\x80\xAE"
		     "drow\xE2\x80\xAC"),
		 "\\u202Edrow\\u202C"},
		{STR("\xE2\x81\xA6\xE2\x81\xA9\xD8\x9C"), "\\u2066\\u2069\\u061C"},
		{STR("\xE2\x80\xA8\xE2\x80\xA9\xEF\xBB\xBF"), "\\u2028\\u2029\\uFEFF"},
		{STR("\xE2\x80\x8B\xE2\x80\x8D\xEF\xB8\x8F\xC2\xAD"),
		 "\\u200B\\u200D\\uFE0F\\u00AD"},
		{STR("\xE3\x85\xA4"), "\\u3164"},
		{STR("\xF3\xA0\x80\x81"), "\\u{E0001}"},
		{STR("\xEF\xBF\xBF\xEF\xB7\x90"), "\\uFFFF\\uFDD0"},
		{STR("\xE5\xA1x\xFF"), "\\xE5\\xA1x\\xFF"},
		{STR("\xED\xA0\x80"), "\\xED\\xA0\\x80"},
		{STR("\xEE\x80\x80\xEF\xBF\xBD"), "\xEE\x80\x80\xEF\xBF\xBD"},
	};
	struct buf out = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_reset(&out);
		unicode_escape(&out, cases[i].text);
		assert_string_equal(buf_cstr(&out), cases[i].shown);
	}
	buf_release(&out);
}

static void whatever_goes_in_only_well_formed_text_comes_out(void **state)
{
	struct buf out = {0};

	(void)state;
	for (int a = 0; a < 256; a++)
		for (int b = 0; b < 256; b++) {
			char text[3] = {(char)a, (char)b, 'x'};
			struct str s = {text, 3};

			buf_reset(&out);
			unicode_escape(&out, s);
			assert_int_equal(encoding_check(buf_str(&out)).encoding, ENCODING_UTF8);
			buf_reset(&out);
			unicode_fold(&out, s);
			assert_true(unicode_is_nfc(buf_str(&out)));
		}
	buf_release(&out);
}

static void identifiers_begin_with_letters_and_go_on_with_more(void **state)
{
	static const uint32_t start[] = {'a',    'Z',    0xAA,   0x4F8B, 0x1F2,  0x2B0, 0x2160,
					 0x1885, 0x1886, 0x2118, 0x212E, 0x309B, 0x309C};
	static const uint32_t further[] = {'0',  0x300, 0x903,  0x660,  '_',
					   0xB7, 0x387, 0x1369, 0x1371, 0x19DA};
	static const uint32_t never[] = {' ',    '-',    '$',     0x2E2F, 0x20AC,   0x1368,
					 0x1372, 0x200D, 0x1F600, 0xE000, 0x110000, UINT32_MAX};

	(void)state;
	for (size_t i = 0; i < COUNT(start); i++)
		assert_true(unicode_is_id_start(start[i]) && unicode_is_id_continue(start[i]));
	for (size_t i = 0; i < COUNT(further); i++)
		assert_true(!unicode_is_id_start(further[i]) &&
			    unicode_is_id_continue(further[i]));
	for (size_t i = 0; i < COUNT(never); i++)
		assert_false(unicode_is_id_start(never[i]) || unicode_is_id_continue(never[i]));
}

static void ambiguous_characters_take_what_is_asked(void **state)
{
	static const struct {
		const char *text;
		size_t narrow, wide;
	} cases[] = {
		{"a", 1, 1},         {"±", 1, 2},
		{"…", 1, 2},         {"α", 1, 2},
		{"社", 2, 2},        {"é", 1, 2},
		{"\xC2\xA1", 1, 2},  /* the first of them */ {"\xC2\xA2", 1, 1},
		{"e\xCC\x81", 1, 1}, /* what combines takes none */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(unicode_width_as(str_of(cases[i].text), 1), cases[i].narrow);
		assert_int_equal(unicode_width_as(str_of(cases[i].text), 2), cases[i].wide);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_told_to_be_nfc_or_not),
		cmocka_unit_test(a_long_run_of_marks_is_checked_in_linear_time),
		cmocka_unit_test(names_that_a_file_system_confuses_fold_to_the_same),
		cmocka_unit_test(composing_gives_normal_form_c),
		cmocka_unit_test(folding_appends),
		cmocka_unit_test(length_and_width_are_counted),
		cmocka_unit_test(what_could_mislead_a_reader_is_shown_escaped),
		cmocka_unit_test(identifiers_begin_with_letters_and_go_on_with_more),
		cmocka_unit_test(whatever_goes_in_only_well_formed_text_comes_out),
		cmocka_unit_test(ambiguous_characters_take_what_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
