/* SPDX-License-Identifier: MIT */
/* Sets of characters: a table of ASCII punctuation, ranges for all else. */
#include "schema/format_char.h"

#include "text/encoding.h"

enum {
	WORD = FORMAT_UNRESERVED | FORMAT_SCHEME | FORMAT_ATEXT | FORMAT_LITERAL,
	PLANE = 0x10000,
};

static const unsigned punctuation[0x80] = {
	['!'] = FORMAT_SUB_DELIM | FORMAT_ATEXT | FORMAT_LITERAL,
	['#'] = FORMAT_ATEXT | FORMAT_LITERAL,
	['$'] = FORMAT_SUB_DELIM | FORMAT_ATEXT | FORMAT_LITERAL,
	['%'] = FORMAT_ATEXT,
	['&'] = FORMAT_SUB_DELIM | FORMAT_ATEXT | FORMAT_LITERAL,
	['\''] = FORMAT_SUB_DELIM | FORMAT_ATEXT | FORMAT_LITERAL,
	['('] = FORMAT_SUB_DELIM | FORMAT_LITERAL,
	[')'] = FORMAT_SUB_DELIM | FORMAT_LITERAL,
	['*'] = FORMAT_SUB_DELIM | FORMAT_ATEXT | FORMAT_LITERAL,
	['+'] = FORMAT_SUB_DELIM | FORMAT_SCHEME | FORMAT_ATEXT | FORMAT_LITERAL,
	[','] = FORMAT_SUB_DELIM | FORMAT_LITERAL,
	['-'] = FORMAT_HYPHEN | FORMAT_UNRESERVED | FORMAT_SCHEME | FORMAT_ATEXT |
		FORMAT_LITERAL,
	['.'] = FORMAT_UNRESERVED | FORMAT_SCHEME | FORMAT_LITERAL,
	['/'] = FORMAT_SLASH | FORMAT_ATEXT | FORMAT_LITERAL,
	[':'] = FORMAT_COLON | FORMAT_LITERAL,
	[';'] = FORMAT_SUB_DELIM | FORMAT_LITERAL,
	['='] = FORMAT_SUB_DELIM | FORMAT_ATEXT | FORMAT_LITERAL,
	['?'] = FORMAT_QUESTION | FORMAT_ATEXT | FORMAT_LITERAL,
	['@'] = FORMAT_AT | FORMAT_LITERAL,
	['['] = FORMAT_LITERAL,
	[']'] = FORMAT_LITERAL,
	['^'] = FORMAT_ATEXT,
	['_'] = FORMAT_UNDERSCORE | FORMAT_UNRESERVED | FORMAT_ATEXT | FORMAT_LITERAL,
	['`'] = FORMAT_ATEXT,
	['{'] = FORMAT_ATEXT,
	['|'] = FORMAT_ATEXT,
	['}'] = FORMAT_ATEXT,
	['~'] = FORMAT_UNRESERVED | FORMAT_ATEXT | FORMAT_LITERAL,
};

/* The sets that a character is in, if it is of ASCII. */
static unsigned sets_of(char c)
{
	if (c >= '0' && c <= '9')
		return FORMAT_DIGIT | FORMAT_HEX | WORD;
	if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
		return FORMAT_ALPHA | FORMAT_HEX | WORD;
	if ((c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z'))
		return FORMAT_ALPHA | WORD;
	return (unsigned char)c < 0x80 ? punctuation[(unsigned char)c] : 0;
}

/* In the planes above the first, all but the noncharacters at their ends; of plane 14 not the
 * tags at its start. */
static bool is_ucschar(uint32_t c)
{
	if (c >= PLANE)
		return c < 0xF0000 && c % PLANE < 0xFFFE && (c < 0xE0000 || c >= 0xE1000);
	return (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
	       (c >= 0xFDF0 && c <= 0xFFEF);
}

static bool is_private(uint32_t c)
{
	return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c % PLANE < 0xFFFE);
}

/* The bytes of the code point beyond ASCII that stands at `at`, or 0. */
static size_t wide_length(struct str text, size_t at, unsigned sets)
{
	size_t next = at;
	uint32_t c = encoding_next(text, &next);

	if (c == ENCODING_NONE)
		return 0;
	if (sets & FORMAT_NON_ASCII || (sets & FORMAT_UCSCHAR && is_ucschar(c)) ||
	    (sets & FORMAT_IPRIVATE && is_private(c)))
		return next - at;
	return 0;
}

static bool has_two_digits(struct str text, size_t at)
{
	return at + 1 < text.len && sets_of(text.ptr[at]) & FORMAT_HEX &&
	       sets_of(text.ptr[at + 1]) & FORMAT_HEX;
}

/* The bytes of the character at `at`, or 0 when it is not of these sets. */
static size_t length_at(struct str text, size_t at, unsigned sets)
{
	char c = text.ptr[at];

	if ((unsigned char)c >= 0x80)
		return wide_length(text, at, sets);
	if (c == '%' && sets & FORMAT_PERCENT)
		return has_two_digits(text, at + 1) ? 3 : 0;
	return sets_of(c) & sets ? 1 : 0;
}

size_t format_char_span(struct str text, unsigned sets)
{
	size_t at = 0, n = 1;

	for (; at < text.len && n; at += n)
		n = length_at(text, at, sets);
	return at;
}

bool format_char_all(struct str text, unsigned sets)
{
	return format_char_span(text, sets) == text.len;
}
