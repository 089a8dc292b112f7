/* SPDX-License-Identifier: MIT */
/*
 * What a file's bytes are: well-formed UTF-8 text fit for records, or what else.
 *
 * Source: The Unicode Standard, table 3-7 (well-formed UTF-8); GB 18030-2022. Offsets are in
 * bytes: files of 4 GiB and more are not for this (records are bounded far below).
 */
#ifndef TEXT_ENCODING_H
#define TEXT_ENCODING_H

#include "base/str.h"

enum encoding {
	ENCODING_UTF8,      /* well-formed, nothing forbidden */
	ENCODING_UTF8_BOM,  /* the same after a byte order mark of three bytes */
	ENCODING_UTF16,     /* by its byte order mark, or zero bytes in a regular pattern */
	ENCODING_GB18030,   /* not UTF-8, but text in GB 18030 (or GBK, GB 2312) throughout */
	ENCODING_BINARY,    /* NUL bytes, or mostly controls: not text at all */
	ENCODING_MALFORMED, /* not UTF-8 at `offset`, and none of the above */
	ENCODING_TRUNCATED, /* ends within a UTF-8 sequence that begins at `offset` */
	ENCODING_FORBIDDEN, /* well-formed throughout, but holds at `offset` a code point that
			       records may not hold */
};

/* Forbidden in record text: C0 controls but TAB, LF, CR; DEL; C1 controls (U+0080..U+009F, so
 * also NEL); U+2028 LS and U+2029 PS; U+FEFF within; U+FFFE, U+FFFF. */
struct encoding_report {
	enum encoding encoding;
	uint32_t offset;     /* of the fault */
	uint32_t code_point; /* the forbidden one */
	/* Both only of what was read, which is all of it unless there is a fault: */
	bool ascii;         /* every byte is ASCII */
	bool maybe_not_nfc; /* has a code point that some NFC text does not contain: check it */
};

/* One pass over the bytes; a second one where there is a fault. */
struct encoding_report encoding_check(struct str bytes);

/* No code point. */
#define ENCODING_NONE UINT32_MAX

/* Decodes the code point at `*offset`, which is within the bytes, and moves past it. Where the
 * bytes are not well-formed UTF-8 it gives ENCODING_NONE and moves by one byte. */
uint32_t encoding_next(struct str utf8, size_t *offset);

/* Writes the UTF-8 of a Unicode scalar value; returns its 1 to 4 bytes. */
size_t encoding_put(char out[4], uint32_t code_point);

#endif
