/* SPDX-License-Identifier: MIT */
/* Tests of text/encoding.h, against a table-driven reader of UTF-8 and against utf8proc. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/encoding.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

struct sample {
	struct str bytes;
	enum encoding encoding;
	uint32_t offset, code_point;
};

/* Row of table 3-7: first bytes, second bytes, length; further bytes are 80..BF. */
struct row {
	unsigned char first[2], second[2];
	size_t n;
};

static const struct row table_3_7[] = {
	{{0x00, 0x7F}, {0, 0}, 1},       {{0xC2, 0xDF}, {0x80, 0xBF}, 2},
	{{0xE0, 0xE0}, {0xA0, 0xBF}, 3}, {{0xE1, 0xEC}, {0x80, 0xBF}, 3},
	{{0xED, 0xED}, {0x80, 0x9F}, 3}, {{0xEE, 0xEF}, {0x80, 0xBF}, 3},
	{{0xF0, 0xF0}, {0x90, 0xBF}, 4}, {{0xF1, 0xF3}, {0x80, 0xBF}, 4},
	{{0xF4, 0xF4}, {0x80, 0x8F}, 4},
};

/* Bytes at and beside every limit of the table. */
static const unsigned char edges[] = {
	0x00, 0x08, 0x09, 0x0A, 0x0D, 0x1F, 0x20, 0x41, 0x7E, 0x7F, 0x80, 0x85, 0x8F,
	0x90, 0x9F, 0xA0, 0xA8, 0xA9, 0xBB, 0xBE, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xDF,
	0xE0, 0xE2, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
};

static size_t table_length(const unsigned char *p, size_t left)
{
	for (size_t i = 0; i < sizeof table_3_7 / sizeof table_3_7[0]; i++) {
		const struct row *row = &table_3_7[i];

		if (p[0] < row->first[0] || p[0] > row->first[1] || left < row->n)
			continue;
		if (row->n > 1 && (p[1] < row->second[0] || p[1] > row->second[1]))
			continue;
		if (row->n > 2 && (p[2] & 0xC0) != 0x80)
			continue;
		if (row->n > 3 && (p[3] & 0xC0) != 0x80)
			continue;
		return row->n;
	}
	return 0;
}

static bool table_well_formed(const unsigned char *p, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		n = table_length(p + i, len - i);
		if (n == 0)
			return false;
	}
	return true;
}

static void check_against_table(const unsigned char *p, size_t len)
{
	struct encoding_report r = encoding_check((struct str){(const char *)p, len});
	bool bom = len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0;

	switch (r.encoding) {
	case ENCODING_UTF8:
	case ENCODING_UTF8_BOM:
	case ENCODING_FORBIDDEN:
		assert_true(table_well_formed(p, len));
		assert_int_equal(bom, r.encoding == ENCODING_UTF8_BOM ||
					      (bom && r.encoding == ENCODING_FORBIDDEN));
		break;
	case ENCODING_MALFORMED:
	case ENCODING_TRUNCATED:
		assert_true(table_well_formed(p, r.offset));
		assert_int_equal(table_length(p + r.offset, len - r.offset), 0);
		break;
	case ENCODING_UTF16:
	case ENCODING_BINARY:
		break; /* looks at zero bytes and controls, whatever UTF-8 says */
	case ENCODING_GB18030:
		assert_false(table_well_formed(p, len));
	}
}

static void every_short_string_is_judged_as_table_3_7_does(void **state)
{
	unsigned char p[4];

	(void)state;
	for (size_t a = 0; a < 256; a++)
		for (size_t b = 0; b < 256; b++) {
			p[0] = (unsigned char)a;
			p[1] = (unsigned char)b;
			check_against_table(p, 1);
			check_against_table(p, 2);
		}
	for (size_t a = 0; a < sizeof edges; a++)
		for (size_t b = 0; b < sizeof edges; b++)
			for (size_t c = 0; c < sizeof edges; c++) {
				p[0] = edges[a];
				p[1] = edges[b];
				p[2] = edges[c];
				check_against_table(p, 3);
				for (size_t d = 0; d < sizeof edges; d += 3) {
					p[3] = edges[d];
					check_against_table(p, 4);
				}
			}
}

static void faults_are_found_at_every_offset_of_a_word(void **state)
{
	static const char clean[] = "name: tanggu\nnote:\tfine\r\nlast: line of it\n";
	static const unsigned char bad[] = {0x01, 0x08, 0x0B, 0x0C, 0x0E,
					    0x1F, 0x7F, 0x80, 0xC0, 0xFF};
	char text[sizeof clean];

	(void)state;
	for (size_t len = 1; len < sizeof clean; len++) {
		assert_int_equal(encoding_check((struct str){clean, len}).encoding,
				 ENCODING_UTF8);
		assert_true(encoding_check((struct str){clean, len}).ascii);
		for (size_t at = 0; at < len; at++)
			for (size_t k = 0; k < sizeof bad; k++) {
				struct encoding_report r;

				memcpy(text, clean, len);
				text[at] = (char)bad[k];
				r = encoding_check((struct str){text, len});
				assert_int_equal(r.encoding, bad[k] < 0x80
								     ? ENCODING_FORBIDDEN
								     : ENCODING_MALFORMED);
				assert_int_equal(r.offset, at);
				assert_int_equal(r.code_point, bad[k] < 0x80 ? bad[k] : 0);
			}
	}
}

static void every_code_point_is_accepted_or_forbidden_and_survives_a_round_trip(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char text[5] = {0};
		size_t n = encoding_put(text, c), at = 0;
		bool surrogate = c >= 0xD800 && c <= 0xDFFF;
		bool forbidden = (c < 0x20 && c != 9 && c != 10 && c != 13) ||
				 (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
				 c == 0xFFFE || c == 0xFFFF;
		enum encoding e;

		text[n] = '.';
		e = encoding_check((struct str){text, n + 1}).encoding;
		assert_int_equal(encoding_next((struct str){text, n}, &at),
				 surrogate ? ENCODING_NONE : c);
		assert_int_equal(at, surrogate ? 1 : n);
		if (c == 0)
			assert_int_equal(e, ENCODING_BINARY);
		else if (c == 0xFEFF)
			assert_int_equal(e, ENCODING_UTF8_BOM);
		else if (surrogate)
			assert_int_equal(e, ENCODING_MALFORMED);
		else
			assert_int_equal(e, forbidden ? ENCODING_FORBIDDEN : ENCODING_UTF8);
	}
}

static const struct sample samples[] = {
	{STR(""), ENCODING_UTF8, 0, 0},
	{STR("\xEF\xBB\xBF"), ENCODING_UTF8_BOM, 0, 0},
	{STR("\xEF\xBB\xBFname: x\n"), ENCODING_UTF8_BOM, 0, 0},
	{STR("name: 塘沽\n"), ENCODING_UTF8, 0, 0},
	{STR("a\xEF\xBB\xBF"), ENCODING_FORBIDDEN, 1, 0xFEFF},
	{STR("\xEF\xBB\xBF\xEF\xBB\xBF"), ENCODING_FORBIDDEN, 3, 0xFEFF},
	{STR("塘\xE2\x80\xA8"), ENCODING_FORBIDDEN, 3, 0x2028},
	{STR("塘\xC2\x85"), ENCODING_FORBIDDEN, 3, 0x85},
	{STR("a\x1B[31m"), ENCODING_FORBIDDEN, 1, 0x1B},
	/* ends within a sequence */
	{STR("a\xE5\xA1"), ENCODING_TRUNCATED, 1, 0},
	{STR("塘\xE6"), ENCODING_TRUNCATED, 3, 0},
	{STR("\xF0\x9F\x98"), ENCODING_TRUNCATED, 0, 0},
	{STR("\x07\xE5\xA1"), ENCODING_TRUNCATED, 1, 0},
	{STR("a\xED\xA0"), ENCODING_MALFORMED, 1, 0},
	{STR("a\xF4\x90"), ENCODING_MALFORMED, 1, 0},
	{STR("a\xF5"), ENCODING_MALFORMED, 1, 0},
	{STR("a\xC0"), ENCODING_MALFORMED, 1, 0},
	/* not UTF-8; a code point that is forbidden before it does not matter */
	{STR("\x07塘\xFF"), ENCODING_MALFORMED, 4, 0},
	{STR("\xC0\x80"), ENCODING_MALFORMED, 0, 0},
	{STR("Bj\xF6rn M\xFCller, 12 Stra\xDF"
	     "e\n"),
	 ENCODING_MALFORMED, 2, 0},
	/* UTF-16: with a mark, and without */
	{STR("\xFF\xFEn\0a\0"), ENCODING_UTF16, 0, 0},
	{STR("\xFE\xFF\0n\0a"), ENCODING_UTF16, 0, 0},
	{STR("n\0a\0m\0e\0:\0 \0\x58\x58\x7D\x6C\n\0"), ENCODING_UTF16, 1, 0},
	{STR("\0n\0a\0m\0e\0:\0 \x58\x58\x6C\x7D\0\n"), ENCODING_UTF16, 0, 0},
	{STR("a\0b\0\x3D\xD8\x00\xDE"), ENCODING_UTF16, 1, 0},
	{STR("a\0b\0\x3D\xD8"), ENCODING_BINARY, 1, 0},
	{STR("a\0b\0c"), ENCODING_BINARY, 1, 0},
	/* not text */
	{STR("name: a\0b\n"), ENCODING_BINARY, 7, 0},
	{STR("\0\0\0\0\0\0\0\0"), ENCODING_BINARY, 0, 0},
	{STR("\xFF\xFE\0\0a\0\0\0"), ENCODING_BINARY, 0, 0},
	{STR("\x7F"
	     "ELF\2\1\1\0\0\0\0\0"),
	 ENCODING_BINARY, 0, 0},
	{STR("\x01\x02\x03\x04\x05\x06\x07\x08"
	     "aaaaaaaa"),
	 ENCODING_BINARY, 0, 0},
	{STR("\x01\x02\x03\x04\x05\x06\x07"
	     "aaaaaaaa"),
	 ENCODING_FORBIDDEN, 0, 1},
	/* GB 18030: 塘沽街道, with punctuation, with a four-byte form (㐀 U+3400) */
	{STR("name: \xCC\xC1\xB9\xC1\xBD\xD6\xB5\xC0\n"), ENCODING_GB18030, 6, 0},
	{STR("\xCC\xC1\xB9\xC1\xA3\xAC\xC4\xE3\xBA\xC3\xA1\xA3"), ENCODING_GB18030, 0, 0},
	{STR("\xC1\xAA\xCD\xA8"), ENCODING_GB18030, 0, 0},
	{STR("\x81\x39\xEE\x39\xCC\xC1\xB9\xC1\xBD\xD6"), ENCODING_GB18030, 0, 0},
	{STR("\xC2\x80\xCC\xC1\xB9\xC1"), ENCODING_GB18030, 0, 0},
	/* almost: half a character at the end, a byte that leads nothing, a code beyond Unicode
	 */
	{STR("\xCC\xC1\xB9\xC1\xBD"), ENCODING_MALFORMED, 0, 0},
	{STR("\xCC\xC1\xB9\xC1\xFF\xC0"), ENCODING_MALFORMED, 0, 0},
	{STR("\xCC\xC1\xB9\xC1\xBD\xD6\x84\x31\xA5\x30"), ENCODING_MALFORMED, 0, 0},
	{STR("\xCC\xC1\xB9\xC1\xBD\xD6\xE3\x32\x9A\x36"), ENCODING_MALFORMED, 0, 0},
};

static void bytes_that_are_no_record_text_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct encoding_report r = encoding_check(samples[i].bytes);

		if (r.encoding != samples[i].encoding || r.offset != samples[i].offset ||
		    r.code_point != samples[i].code_point)
			fail_msg("sample %zu: encoding %d at %u, U+%04X", i, (int)r.encoding,
				 r.offset, r.code_point);
	}
}

static void long_chinese_text_in_gb18030_is_recognised(void **state)
{
	/* 社会工作服务站, in running text with letters between */
	static const char line[] =
		"- \xC9\xE7\xBB\xE1\xB9\xA4\xD7\xF7\xB7\xFE\xCE\xF1\xD5\xBE: x\n";
	char text[(sizeof line - 1) * 50];

	(void)state;
	for (size_t i = 0; i < 50; i++)
		memcpy(text + i * (sizeof line - 1), line, sizeof line - 1);
	assert_int_equal(encoding_check((struct str){text, sizeof text}).encoding,
			 ENCODING_GB18030);
}

static void ascii_is_told(void **state)
{
	(void)state;
	assert_true(encoding_check(STR("")).ascii);
	assert_true(encoding_check(STR("name: tanggu\n")).ascii);
	assert_false(encoding_check(STR("name: 塘\n")).ascii);
	assert_false(encoding_check(STR("\xEF\xBB\xBFname")).ascii);
}

/* Marks what can ever follow the first code point of a canonical decomposition: only that, what
 * has a combining class, and what NFC replaces, keep a text from being in NFC. */
static void mark_suspects(unsigned char *suspect)
{
	for (int32_t c = 0; c <= 0x10FFFF; c++) {
		int32_t parts[32];
		int bound = 0;
		utf8proc_ssize_t n = utf8proc_decompose_char(
			c, parts, 32, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &bound);

		assert_in_range(n, 1, 32);
		for (utf8proc_ssize_t i = 1; i < n; i++)
			suspect[parts[i]] = 1;
		if (utf8proc_get_property(c)->combining_class)
			suspect[c] = 1;
		n = utf8proc_normalize_utf32(parts, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
		if (n != 1 || parts[0] != c)
			suspect[c] = 1;
	}
}

static void no_code_point_that_may_break_nfc_passes_the_quick_check(void **state)
{
	static unsigned char suspect[0x110000];

	(void)state;
	mark_suspects(suspect);
	assert_true(suspect[0x301] && suspect[0x212B] && suspect[0x3099] && suspect[0x1161]);
	for (uint32_t c = 0x20; c <= 0x10FFFF; c++) {
		char text[4];
		struct encoding_report r =
			encoding_check((struct str){text, encoding_put(text, c)});

		if (r.encoding == ENCODING_UTF8 && !r.maybe_not_nfc && suspect[c])
			fail_msg("U+%04X passes", c);
	}
}

static void common_text_passes_the_quick_check(void **state)
{
	(void)state;
	assert_false(encoding_check(STR("name: tanggu")).maybe_not_nfc);
	assert_false(encoding_check(STR("社会工作服务站，“滨海新区”（2024）——三、·…①℃"))
			     .maybe_not_nfc);
	assert_false(encoding_check(STR("é")).maybe_not_nfc);
	assert_true(encoding_check(STR("e\xCC\x81")).maybe_not_nfc);
	assert_true(encoding_check(STR("\xE2\x84\xAB")).maybe_not_nfc);
	assert_true(encoding_check(STR("塘\xE3\x80\xAA")).maybe_not_nfc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_short_string_is_judged_as_table_3_7_does),
		cmocka_unit_test(faults_are_found_at_every_offset_of_a_word),
		cmocka_unit_test(
			every_code_point_is_accepted_or_forbidden_and_survives_a_round_trip),
		cmocka_unit_test(bytes_that_are_no_record_text_are_told_apart),
		cmocka_unit_test(long_chinese_text_in_gb18030_is_recognised),
		cmocka_unit_test(ascii_is_told),
		cmocka_unit_test(no_code_point_that_may_break_nfc_passes_the_quick_check),
		cmocka_unit_test(common_text_passes_the_quick_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
