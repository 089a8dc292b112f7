/* SPDX-License-Identifier: MIT */
/*
 * Guessing at bytes that are not record text: which message helps their owner? In this order:
 * UTF-16, binary, UTF-8 with its end cut off, GB 18030, UTF-8 with a forbidden code point,
 * UTF-8 with an error.
 */
#include "text/encoding_guess.h"

#include <string.h>

enum {
	CONTROLS_MIN = 8,   /* fewer controls do not make a text binary ... */
	CONTROLS_SHARE = 4, /* ... nor do fewer than a quarter of the bytes */
	UTF16_ASCII_MIN = 2,
	UTF16_ASCII_SHARE = 4, /* a quarter of the code units, without a byte order mark */
};

static unsigned byte_at(struct str s, size_t i)
{
	return (unsigned char)s.ptr[i];
}

static bool is_control(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

static bool has_nul(struct str s)
{
	return str_index(s, '\0') < s.len;
}

static bool is_binary(struct str s)
{
	size_t controls = 0;

	for (size_t i = 0; i < s.len; i++)
		controls += is_control(byte_at(s, i));
	return has_nul(s) || (controls >= CONTROLS_MIN && controls >= s.len / CONTROLS_SHARE);
}

/* Whether code unit `unit` may follow a high surrogate (`paired`) or anything else. */
static bool utf16_follows(unsigned unit, bool paired)
{
	bool low = unit >= 0xDC00 && unit <= 0xDFFF;

	return low == paired && unit != 0xFFFE && unit != 0xFFFF && !is_control(unit);
}

/* Whether the bytes read as UTF-16 text with much ASCII in it, as files of keys and values
 * have. */
static bool is_utf16_text(struct str s, bool big_endian)
{
	size_t ascii = 0;
	bool paired = false;

	if (s.len % 2 != 0)
		return false;
	for (size_t i = 0; i < s.len; i += 2) {
		unsigned unit = byte_at(s, i + !big_endian) << 8 | byte_at(s, i + big_endian);

		if (!utf16_follows(unit, paired))
			return false;
		paired = unit >= 0xD800 && unit <= 0xDBFF;
		ascii += unit < 0x80;
	}
	return !paired && ascii >= UTF16_ASCII_MIN && ascii >= s.len / 2 / UTF16_ASCII_SHARE;
}

static bool is_utf16(struct str s)
{
	if (str_starts(s, STR("\xFF\xFE\0\0")) || str_starts(s, STR("\0\0\xFE\xFF")))
		return false; /* UTF-32 */
	if (str_starts(s, STR("\xFF\xFE")) || str_starts(s, STR("\xFE\xFF")))
		return true;
	return has_nul(s) && (is_utf16_text(s, false) || is_utf16_text(s, true));
}

/* Offset of the first byte from `from` on that is not of well-formed UTF-8, or s.len. */
static size_t utf8_fault(struct str s, size_t from)
{
	size_t at = from;

	while (at < s.len) {
		size_t before = at;

		if (encoding_next(s, &at) == ENCODING_NONE)
			return before;
	}
	return s.len;
}

/* Whether the bytes from `at` on are the beginning of a UTF-8 sequence: some end completes it.
 */
static bool is_cut(struct str s, size_t at)
{
	static const char *const ends[] = {"\x80",     "\xBF",         "\x80\x80",
					   "\xBF\xBF", "\x80\x80\x80", "\xBF\xBF\xBF"};
	size_t left = s.len - at;

	for (size_t i = 0; left <= 3 && i < sizeof ends / sizeof ends[0]; i++) {
		char whole[8] = {0};
		size_t n = left + strlen(ends[i]), used = 0;

		memcpy(whole, s.ptr + at, left);
		memcpy(whole + left, ends[i], n - left);
		if (encoding_next((struct str){whole, n}, &used) != ENCODING_NONE && used == n)
			return true;
	}
	return false;
}

static bool is_within(unsigned c, unsigned first, unsigned last)
{
	return c >= first && c <= last;
}

/* The bytes of the GB 18030 character at `i`: 1, 2 or 4, or 0 if there is none. */
static size_t gb18030_length(struct str s, size_t i)
{
	size_t left = s.len - i;
	unsigned b1 = byte_at(s, i), b2 = left > 1 ? byte_at(s, i + 1) : 0, linear;

	if (b1 < 0x80)
		return 1;
	if (!is_within(b1, 0x81, 0xFE))
		return 0;
	if (is_within(b2, 0x40, 0xFE) && b2 != 0x7F)
		return 2;
	if (left < 4 || !is_within(b2, 0x30, 0x39) ||
	    !is_within(byte_at(s, i + 2), 0x81, 0xFE) ||
	    !is_within(byte_at(s, i + 3), 0x30, 0x39))
		return 0;
	linear = (((b1 - 0x81) * 10 + b2 - 0x30) * 126 + byte_at(s, i + 2) - 0x81) * 10 +
		 byte_at(s, i + 3) - 0x30;
	/* 0x8431A439 is U+FFFF; 0x90308130 to 0xE3329A35 are U+10000 to U+10FFFF. */
	return linear <= 39419 || is_within(linear, 189000, 1237575) ? 4 : 0;
}

/* Whether a two-byte character is one that Chinese text is made of: GB 2312's punctuation, full
 * width forms, and its first level of ideographs. */
static bool is_common_chinese(unsigned b1, unsigned b2)
{
	return b2 >= 0xA1 && (b1 == 0xA1 || b1 == 0xA3 || is_within(b1, 0xB0, 0xD7));
}

/* Strictly GB 18030, and more than half of what is not ASCII is common Chinese. */
static bool is_gb18030(struct str s)
{
	size_t foreign = 0, common = 0, n;

	for (size_t i = 0; i < s.len; i += n) {
		n = gb18030_length(s, i);
		if (n == 0)
			return false;
		if (n == 1)
			continue;
		foreign += n;
		if (n == 2 && is_common_chinese(byte_at(s, i), byte_at(s, i + 1)))
			common += n;
	}
	return common * 2 > foreign;
}

struct encoding_report encoding_guess(struct str bytes, struct encoding_report fault)
{
	struct encoding_report guess = fault;
	size_t at;

	guess.code_point = 0;
	if (is_utf16(bytes)) {
		guess.encoding = ENCODING_UTF16;
		return guess;
	}
	if (is_binary(bytes)) {
		guess.encoding = ENCODING_BINARY;
		return guess;
	}
	at = utf8_fault(bytes, fault.offset);
	if (at == bytes.len)
		return fault;
	if (is_cut(bytes, at))
		guess.encoding = ENCODING_TRUNCATED;
	else
		guess.encoding = is_gb18030(bytes) ? ENCODING_GB18030 : ENCODING_MALFORMED;
	if (guess.encoding != ENCODING_GB18030)
		guess.offset = (uint32_t)at;
	return guess;
}
