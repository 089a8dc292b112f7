/* SPDX-License-Identifier: MIT */
/* Tests of text/charset.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/charset.h"

#define TANGGU    "塘沽"
#define GB_TANGGU "\xCC\xC1\xB9\xC1"
#define BOM       "\xEF\xBB\xBF"

struct decoded {
	struct str bytes;
	enum charset told, charset;
	bool bom;
	struct str text;
};

static const struct decoded good[] = {
	{STR(""), CHARSET_DETECT, CHARSET_UTF8, false, STR("")},
	{{NULL, 0}, CHARSET_DETECT, CHARSET_UTF8, false, STR("")},
	{{NULL, 0}, CHARSET_GB18030, CHARSET_GB18030, false, STR("")},
	{STR("id,x\n"), CHARSET_DETECT, CHARSET_UTF8, false, STR("id,x\n")},
	{STR(TANGGU), CHARSET_DETECT, CHARSET_UTF8, false, STR(TANGGU)},
	{STR(BOM TANGGU), CHARSET_DETECT, CHARSET_UTF8, true, STR(TANGGU)},
	{STR(BOM TANGGU), CHARSET_UTF8, CHARSET_UTF8, true, STR(TANGGU)},
	{STR(BOM BOM "a"), CHARSET_DETECT, CHARSET_UTF8, true, STR(BOM "a")},
	/* what records may not hold, and damage of before, is for the cells' reader */
	{STR("\x01\xEF\xBF\xBD"), CHARSET_DETECT, CHARSET_UTF8, false, STR("\x01\xEF\xBF\xBD")},
	{STR("\1\2\3\4\5\6\7\x08"), CHARSET_UTF8, CHARSET_UTF8, false,
	 STR("\1\2\3\4\5\6\7\x08")},
	{STR("\xFF\xFE\x58\x58\x7D\x6C,\0\n\0"), CHARSET_DETECT, CHARSET_UTF16LE, true,
	 STR("塘汽"
	     ",\n")},
	{STR("\xFE\xFF\0a\xD8\x3D\xDE\0"), CHARSET_DETECT, CHARSET_UTF16BE, true,
	 STR("a\xF0\x9F\x98\x80")},
	{STR("a\0,\0"), CHARSET_UTF16LE, CHARSET_UTF16LE, false, STR("a,")},
	{STR("\xFF\xFE"
	     "a\0"),
	 CHARSET_UTF16LE, CHARSET_UTF16LE, true, STR("a")},
	{STR("\0a\0,"), CHARSET_UTF16BE, CHARSET_UTF16BE, false, STR("a,")},
	{STR("id\r\n" GB_TANGGU "\r\n"), CHARSET_DETECT, CHARSET_GB18030, false,
	 STR("id\r\n" TANGGU "\r\n")},
	/* four bytes: U+3400, and U+20000, beyond GBK */
	{STR("\x81\x39\xEE\x39" GB_TANGGU GB_TANGGU), CHARSET_DETECT, CHARSET_GB18030, false,
	 STR("\xE3\x90\x80" TANGGU TANGGU)},
	{STR("\x95\x32\x82\x36"), CHARSET_GB18030, CHARSET_GB18030, false,
	 STR("\xF0\xA0\x80\x80")},
	{STR("\x84\x31\x95\x33" GB_TANGGU), CHARSET_GB18030, CHARSET_GB18030, true,
	 STR(TANGGU)},
	/* the bytes of a few characters are both: UTF-8 comes first, unless told otherwise */
	{STR("\xC2\xA9"), CHARSET_DETECT, CHARSET_UTF8, false, STR("\xC2\xA9")},
	{STR("\xC2\xA9"), CHARSET_GB18030, CHARSET_GB18030, false, STR("漏")},
};

static void text_is_converted_from_what_it_is_in(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		const struct decoded *d = &good[i];
		struct charset_text t;
		struct error error = {0};
		struct buf back = {0};

		if (charset_decode(d->bytes, d->told, "f", &t, &error) < 0)
			fail_msg("row %zu: %s", i, error.message.id);
		if (t.charset != d->charset || t.bom != d->bom || !str_eq(t.text, d->text))
			fail_msg("row %zu: %s, %d, %.*s", i, charset_name(t.charset), t.bom,
				 STR_ARG(t.text));
		assert_int_equal(charset_encode(&back, t.charset, t.bom, t.text, &error), 0);
		if (!str_eq(buf_str(&back), d->bytes))
			fail_msg("row %zu is not written back as it was", i);
		buf_release(&back);
		charset_release(&t);
	}
}

struct refused {
	struct str bytes;
	enum charset told;
	const char *id, *name, *value, *line, *column;
};

static const struct refused bad[] = {
	{STR("a\r\nb\rc" TANGGU "\xFFx"), CHARSET_UTF8, "charset.malformed", "encoding",
	 "UTF-8", "3", "4"},
	{STR("a\n" TANGGU "\xE5\xA1"), CHARSET_DETECT, "charset.truncated", "encoding", "UTF-8",
	 "2", "3"},
	{STR(BOM TANGGU "\xE5\xA1"), CHARSET_DETECT, "charset.truncated", "encoding", "UTF-8",
	 "1", "3"},
	{STR(BOM "a\xFF" TANGGU), CHARSET_DETECT, "charset.malformed", "encoding", "UTF-8", "1",
	 "2"},
	{STR(GB_TANGGU), CHARSET_UTF8, "charset.malformed", "encoding", "UTF-8", "1", "1"},
	{STR("\xFF\xFE"
	     "a\0\n\0b"),
	 CHARSET_DETECT, "charset.truncated", "encoding", "UTF-16LE", "2", "1"},
	{STR("\xFF\xFE"
	     "a\0\0\xDC"
	     "b\0"),
	 CHARSET_DETECT, "charset.malformed", "encoding", "UTF-16LE", "1", "2"},
	{STR("a\0b\0\n\0"), CHARSET_DETECT, "charset.utf-16", "file", "f", NULL, NULL},
	{STR("id\n" GB_TANGGU ",\n" GB_TANGGU "\xBD\n"), CHARSET_DETECT, "charset.unknown",
	 "gb18030", "3:3", NULL, NULL},
	{STR("id\n" GB_TANGGU ",\n" GB_TANGGU "\xBD\n"), CHARSET_DETECT, "charset.unknown",
	 "utf-8", "2:1", NULL, NULL},
	{STR("id\n" GB_TANGGU "\n" GB_TANGGU "\xBD\n"), CHARSET_GB18030, "charset.malformed",
	 "encoding", "GB18030", "3", "3"},
	{STR("id\n" GB_TANGGU "\n" GB_TANGGU "\xBD"), CHARSET_GB18030, "charset.truncated",
	 "encoding", "GB18030", "3", "3"},
	{STR(GB_TANGGU "\x80"), CHARSET_GB18030, "charset.malformed", "encoding", "GB18030",
	 "1", "3"},
	{STR("id\nBj\xF6rn M\xFCller\n"), CHARSET_DETECT, "charset.doubtful", "file", "f", "2",
	 "3"},
	{STR("\1\2\3\4\5\6\7\x08"), CHARSET_DETECT, "charset.binary", "file", "f", NULL, NULL},
	{STR("a\n" TANGGU ",\0"), CHARSET_DETECT, "charset.nul", "file", "f", "2", "4"},
	{STR("a\n" TANGGU ",\0"), CHARSET_UTF8, "charset.nul", "file", "f", "2", "4"},
	{STR(BOM TANGGU ",\0"), CHARSET_DETECT, "charset.nul", "file", "f", "1", "4"},
	{STR("a\r\n" GB_TANGGU "\0"), CHARSET_GB18030, "charset.nul", "file", "f", "2", "3"},
	{STR("\xFF\xFE\0\0a\0\0\0"), CHARSET_DETECT, "charset.nul", "file", "f", "1", NULL},
};

static void expect_argument(size_t row, const struct error *error, const char *name,
			    const char *value)
{
	const struct str *got = message_arg(&error->message, str_of(name));

	if (value && (!got || !str_eq(*got, str_of(value))))
		fail_msg("row %zu: %s is %s", row, name, got ? got->ptr : "not there");
}

static void what_is_in_no_encoding_is_refused_at_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct charset_text t;
		struct error error = {0};

		assert_int_equal(charset_decode(bad[i].bytes, bad[i].told, "f", &t, &error),
				 STATUS_INVALID);
		if (!str_eq(str_of(error.message.id), str_of(bad[i].id)))
			fail_msg("row %zu: %s", i, error.message.id);
		expect_argument(i, &error, bad[i].name, bad[i].value);
		expect_argument(i, &error, "line", bad[i].line);
		expect_argument(i, &error, "column", bad[i].column);
		charset_release(&t);
		error_release(&error);
	}
}

/* The bytes are not looked at. */
static void more_than_the_bound_is_refused(void **state)
{
	struct str much = {"a", (size_t)CHARSET_BYTES_MAX + 1};
	struct charset_text t;
	struct error error = {0};

	(void)state;
	assert_int_equal(charset_decode(much, CHARSET_DETECT, "f", &t, &error), STATUS_LIMIT);
	assert_string_equal(error.message.id, "charset.too-large");
	charset_release(&t);
	error_release(&error);
}

/* Longer than what is converted at a time, so that characters lie across the steps. */
static void long_text_is_converted_whole(void **state)
{
	static const enum charset charsets[] = {CHARSET_GB18030, CHARSET_UTF16LE,
						CHARSET_UTF16BE};
	struct error error = {0};
	struct buf text = {0};

	(void)state;
	for (int i = 0; i < 40000; i++)
		buf_add(&text, STR("塘a沽\xF0\xA0\x80\x80\n"));
	for (size_t i = 0; i < 3; i++) {
		struct buf bytes = {0};
		struct charset_text t;

		assert_int_equal(
			charset_encode(&bytes, charsets[i], false, buf_str(&text), &error), 0);
		assert_int_equal(charset_decode(buf_str(&bytes), charsets[i], "f", &t, &error),
				 0);
		assert_true(str_eq(t.text, buf_str(&text)));
		charset_release(&t);
		buf_release(&bytes);
	}
	buf_release(&text);
}

static void encodings_are_found_by_name(void **state)
{
	enum charset c;

	(void)state;
	assert_true(charset_find(STR("UTF-8"), &c) && c == CHARSET_UTF8);
	assert_true(charset_find(STR("utf-16LE"), &c) && c == CHARSET_UTF16LE);
	assert_true(charset_find(STR("utf-16be"), &c) && c == CHARSET_UTF16BE);
	assert_true(charset_find(STR("GB18030"), &c) && c == CHARSET_GB18030);
	assert_true(charset_find(STR("gbk"), &c) && c == CHARSET_GB18030);
	assert_true(charset_find(STR("GB2312"), &c) && c == CHARSET_GB18030);
	assert_false(charset_find(STR("utf-16"), &c));
	assert_false(charset_find(STR("latin1"), &c));
	assert_false(charset_find(STR(""), &c));
	assert_string_equal(charset_name(CHARSET_GB18030), "GB18030");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_converted_from_what_it_is_in),
		cmocka_unit_test(what_is_in_no_encoding_is_refused_at_its_place),
		cmocka_unit_test(more_than_the_bound_is_refused),
		cmocka_unit_test(long_text_is_converted_whole),
		cmocka_unit_test(encodings_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
