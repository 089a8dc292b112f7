/* SPDX-License-Identifier: MIT */
/*
 * Unicode properties of UTF-8 text (utf8proc behind it): normal form, case folding, width,
 * safety.
 *
 * Malformed bytes are never an error here: each counts as one U+FFFD.
 */
#ifndef TEXT_UNICODE_H
#define TEXT_UNICODE_H

#include "base/buf.h"

/* Whether the text is in Normalization Form C (UAX #15). Linear. */
bool unicode_is_nfc(struct str s);

/* Appends the text in Normalization Form C. Cost as of unicode_fold. */
void unicode_compose(struct buf *out, struct str s);

/* Appends the text case-folded (Unicode full case folding) and normalised, without default
 * ignorable code points: two names that some file system takes for the same give the same
 * bytes. For names: cost is quadratic in the length of a run of combining marks. */
void unicode_fold(struct buf *out, struct str s);

/* Code points. */
size_t unicode_length(struct str s);

/* Columns on a terminal (UAX #11): wide and full-width characters take 2, controls and
 * combining ones 0; ambiguous ones take 1. */
size_t unicode_width(struct str s);

/* The same where characters of ambiguous width take `ambiguous` columns, 1 or 2. */
size_t unicode_width_as(struct str s, unsigned ambiguous);

/* Appends the text made safe to show: control characters, bidirectional and other invisible
 * format characters, line and paragraph separators, noncharacters and malformed bytes become
 * visible escapes (`\n`, `\x1B`, `\u202E`, `\u{E0001}`; a malformed byte is `\xHH`). All else,
 * backslashes too, is as it was. Text that came from a record goes through here before a
 * terminal sees it. */
void unicode_escape(struct buf *out, struct str s);

/* Whether an identifier may begin with the code point, and go on with it (ID_Start, ID_Continue
 * of UAX #31). What is no code point may neither. */
bool unicode_is_id_start(uint32_t c);
bool unicode_is_id_continue(uint32_t c);

/* utf8proc's version, e.g. "2.8.0". */
const char *unicode_library_version(void);

#endif
