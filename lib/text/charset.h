/* SPDX-License-Identifier: MIT */
/*
 * The encoding of a text that somebody hands in: found out or told, and converted to UTF-8; and
 * back, for what is written beside it.
 *
 * Detection is strict. A byte order mark decides for UTF-8 and UTF-16. Without one the text is
 * UTF-8 if all of it is well-formed; else GB 18030 (of which GBK and GB 2312 are parts) if all
 * of it is well-formed there and most of what is not ASCII is common Chinese (encoding_check):
 * a text in Latin-1 is well-formed GB 18030 more often than not, and would be read as rare
 * ideographs without a word. All else is refused with the place of the fault, and can be told
 * (`--encoding`). UTF-16 is converted, since it is what spreadsheets call "Unicode text".
 *
 * Source: The Unicode Standard, 3.10 (encoding schemes, byte order marks); GB 18030. The tables
 * are the system's (iconv).
 */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include "base/buf.h"
#include "base/error.h"

enum charset {
	CHARSET_DETECT,
	CHARSET_UTF8,
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_GB18030,
};

enum { CHARSET_BYTES_MAX = 1 << 30 }; /* of an input; for read_file, too */

struct charset_text {
	enum charset charset; /* as found or told, never CHARSET_DETECT */
	bool bom;             /* began with a byte order mark, in that encoding */
	/* The text: well-formed UTF-8 without the mark and without NUL. It lies in the input's
	 * bytes or in `converted`. Its lines are those of the input: no encoding has another
	 * line break. */
	struct str text;
	struct buf converted;
};

/* Makes UTF-8 of the bytes, which must outlive `t`. `file` is what errors call them; their
 * lines and columns (in code points) count from 1, and no byte order mark is counted. Control
 * characters and U+FFFD are let through: each cell is its reader's to judge.
 *
 * STATUS_INVALID:
 *   charset.malformed {file, line, column, encoding}   what was told is not so
 *   charset.truncated {file, line, column, encoding}   it ends with half a character
 *   charset.unknown {file, utf-8, gb18030}   neither: the `line:column` where each ends
 *   charset.doubtful {file, line, column}    GB 18030, but of hardly any common Chinese
 *   charset.utf-16 {file}                    without the mark, so of unknown byte order
 *   charset.binary {file}                    mostly control characters
 *   charset.nul {file, line, column}
 * STATUS_LIMIT: charset.too-large {file, max}, in bytes. STATUS_NOT_FOUND:
 * charset.unsupported {encoding}, an iconv without GB 18030. `t` is to be released in any case.
 */
int charset_decode(struct str bytes, enum charset told, const char *file,
		   struct charset_text *t, struct error *error);

void charset_release(struct charset_text *t);

/* Appends well-formed UTF-8 in the encoding, after a byte order mark if `bom`. A text may come
 * in pieces of whole characters. STATUS_NOT_FOUND: charset.unsupported {encoding}. */
int charset_encode(struct buf *out, enum charset charset, bool bom, struct str utf8,
		   struct error *error);

/* By a name that --encoding takes, in capitals or small letters: utf-8, utf-16le, utf-16be,
 * gb18030, and its parts gbk and gb2312. `charset` is anything where there is none. */
bool charset_find(struct str name, enum charset *charset);

/* The name, for people and for charset_find: "UTF-8". */
const char *charset_name(enum charset charset);

#endif
