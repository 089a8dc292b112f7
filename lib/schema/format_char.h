/* SPDX-License-Identifier: MIT */
/*
 * The characters that the grammars of formats are made of, as sets that can be joined with `|`.
 *
 * ASCII is told by its bytes, whatever the locale. Of text beyond ASCII whole code points
 * count; malformed UTF-8 is in no set.
 */
#ifndef SCHEMA_FORMAT_CHAR_H
#define SCHEMA_FORMAT_CHAR_H

#include "base/str.h"

enum format_char {
	FORMAT_DIGIT = 1 << 0,
	FORMAT_ALPHA = 1 << 1,
	FORMAT_HEX = 1 << 2, /* hexadecimal digits, either case */
	FORMAT_HYPHEN = 1 << 3,
	FORMAT_COLON = 1 << 4,
	FORMAT_SLASH = 1 << 5,
	FORMAT_QUESTION = 1 << 6,
	FORMAT_AT = 1 << 7,
	FORMAT_UNDERSCORE = 1 << 8,
	FORMAT_UNRESERVED = 1 << 9, /* RFC 3986 section 2.3 */
	FORMAT_SUB_DELIM = 1 << 10, /* RFC 3986 section 2.2 */
	FORMAT_SCHEME = 1 << 11,    /* RFC 3986 section 3.1, after the first letter */
	FORMAT_ATEXT = 1 << 12,     /* RFC 5322 section 3.2.3 */
	FORMAT_LITERAL = 1 << 13, /* RFC 6570 section 2.1, with erratum 6937 (the apostrophe) */

	FORMAT_PERCENT = 1 << 14,   /* '%' with two hexadecimal digits (RFC 3986 section 2.1) */
	FORMAT_UCSCHAR = 1 << 15,   /* RFC 3987 section 2.2 */
	FORMAT_IPRIVATE = 1 << 16,  /* RFC 3987 section 2.2 */
	FORMAT_NON_ASCII = 1 << 17, /* RFC 6532 section 3.1: all beyond ASCII */
};

/* How many bytes at the start of the text are of these sets. */
size_t format_char_span(struct str text, unsigned sets);

/* Whether all of the text is. */
bool format_char_all(struct str text, unsigned sets);

#endif
