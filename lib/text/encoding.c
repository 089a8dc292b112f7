/* SPDX-License-Identifier: MIT */
/*
 * The check that every byte of every file goes through. ASCII is looked at eight bytes at a
 * time, all else one code point at a time; the first fault ends the pass, and encoding_guess
 * finds out what it means.
 */
#include "text/encoding.h"

#include "text/encoding_guess.h"

#include <string.h>

#define EACH_BYTE UINT64_C(0x0101010101010101)
#define HIGH_BITS UINT64_C(0x8080808080808080)

/* Marks (by its high bit) each byte whose low seven bits are less than `n`, n <= 0x80. */
static uint64_t less_than(uint64_t word, unsigned n)
{
	return ~((word | HIGH_BITS) - n * EACH_BYTE) & HIGH_BITS;
}

/* Marks each byte that is not ASCII text: high bit set, DEL, controls but TAB, LF, CR. */
static uint64_t mark_odd(uint64_t word)
{
	uint64_t tab_lf = less_than(word, 0x0B) & ~less_than(word, 0x09);
	uint64_t cr = less_than(word, 0x0E) & ~less_than(word, 0x0D);
	uint64_t del = ((word & ~HIGH_BITS) + EACH_BYTE) & HIGH_BITS;

	return (less_than(word, 0x20) & ~tab_lf & ~cr) | del | (word & HIGH_BITS);
}

/* The index in memory of the first marked byte. */
static size_t first_mark(uint64_t marks)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return (size_t)__builtin_clzll(marks) / 8;
#else
	return (size_t)__builtin_ctzll(marks) / 8;
#endif
}

static bool is_odd(unsigned char c)
{
	return c >= 0x7F || (c < 0x20 && c != '\t' && c != '\n' && c != '\r');
}

/* The first byte from `p` on that is not ASCII text, or `end`. */
static const unsigned char *skip_ascii(const unsigned char *p, const unsigned char *end)
{
	for (; end - p >= 8; p += 8) {
		uint64_t word, odd;

		memcpy(&word, p, sizeof word);
		odd = mark_odd(word);
		if (odd)
			return p + first_mark(odd);
	}
	while (p < end && !is_odd(*p))
		p++;
	return p;
}

static bool is_continuation(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Decodes one code point, whose bytes are counted in `n`, or gives ENCODING_NONE. The ranges of
 * code points exclude just what table 3-7 excludes by ranges of second bytes. */
static inline uint32_t decode(const unsigned char *p, const unsigned char *end, unsigned *n)
{
	ptrdiff_t left = end - p;
	uint32_t c;

	if (p[0] < 0x80) {
		*n = 1;
		return p[0];
	}
	if (p[0] >= 0xE0 && p[0] < 0xF0 && left >= 3 && is_continuation(p[1]) &&
	    is_continuation(p[2])) {
		*n = 3;
		c = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
		    (p[2] & 0x3F);
		return c >= 0x800 && (c < 0xD800 || c > 0xDFFF) ? c : ENCODING_NONE;
	}
	if (p[0] >= 0xC2 && p[0] < 0xE0 && left >= 2 && is_continuation(p[1])) {
		*n = 2;
		return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
	}
	if (p[0] >= 0xF0 && p[0] < 0xF5 && left >= 4 && is_continuation(p[1]) &&
	    is_continuation(p[2]) && is_continuation(p[3])) {
		*n = 4;
		c = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
		    (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
		return c >= 0x10000 && c <= 0x10FFFF ? c : ENCODING_NONE;
	}
	return ENCODING_NONE;
}

/* Of code points beyond ASCII text. */
static bool is_forbidden(uint32_t c)
{
	return c < 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE ||
	       c == 0xFFFF;
}

/* Whether the code point, wherever it stands, cannot keep a text from being in NFC: combining
 * class 0 and NFC_Quick_Check=Yes (UAX #15, 9). Only what is common in records is listed; for
 * the rest the answer no only costs time. */
static bool is_plainly_nfc(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) ||                /* ideographs */
	       (c >= 0x3000 && c <= 0x3029) ||                /* CJK punctuation ... */
	       (c >= 0x3030 && c <= 0x3096) ||                /* ... on to hiragana */
	       (c >= 0xFF01 && c <= 0xFFEF) || c < 0x300 ||   /* full width; Latin */
	       (c >= 0x2010 && c <= 0x205E) ||                /* punctuation */
	       (c >= 0x2460 && c <= 0x25FF) ||                /* ①, boxes, shapes */
	       (c >= 0x30A0 && c <= 0x30FF) || c == 0x2103 || /* katakana; ℃ */
	       (c >= 0x3400 && c <= 0x4DBF) ||                /* ideographs, extension A */
	       (c >= 0x20000 && c <= 0x2A6DF) ||              /* ... and B */
	       (c >= 0x2190 && c <= 0x2199);                  /* arrows */
}

struct encoding_report encoding_check(struct str bytes)
{
	static const unsigned char bom[] = {0xEF, 0xBB, 0xBF};
	const unsigned char *start = (const unsigned char *)bytes.ptr, *p = start, *end;
	struct encoding_report report = {.encoding = ENCODING_UTF8, .ascii = true};

	if (bytes.len == 0)
		return report;
	end = start + bytes.len;
	if (bytes.len >= sizeof bom && memcmp(p, bom, sizeof bom) == 0) {
		report.encoding = ENCODING_UTF8_BOM;
		report.ascii = false;
		p += sizeof bom;
	}
	while ((p = skip_ascii(p, end)) < end) {
		report.ascii = report.ascii && *p < 0x80;
		do {
			unsigned n = 1;
			uint32_t c = decode(p, end, &n);

			if (c == ENCODING_NONE || is_forbidden(c)) {
				report.encoding = c == ENCODING_NONE ? ENCODING_MALFORMED
								     : ENCODING_FORBIDDEN;
				report.offset = (uint32_t)(p - start);
				report.code_point = c == ENCODING_NONE ? 0 : c;
				return encoding_guess(bytes, report);
			}
			report.maybe_not_nfc |= !is_plainly_nfc(c);
			p += n;
		} while (p < end && *p >= 0x80);
	}
	return report;
}

uint32_t encoding_next(struct str utf8, size_t *offset)
{
	const unsigned char *p = (const unsigned char *)utf8.ptr;
	unsigned n = 1;
	uint32_t c = decode(p + *offset, p + utf8.len, &n);

	*offset += c == ENCODING_NONE ? 1 : n;
	return c;
}

size_t encoding_put(char out[4], uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}
