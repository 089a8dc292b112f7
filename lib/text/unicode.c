/* SPDX-License-Identifier: MIT */
/* Normal form, folding, width and safe display, on utf8proc's tables. */
#include "text/unicode.h"

#include "text/ambiguous.h"

#include "base/mem.h"
#include "text/encoding.h"

#include <utf8proc.h>

enum {
	REPLACEMENT = 0xFFFD,
	DECOMPOSITION_MAX = 32, /* code points of one; the longest canonical one has 4 */
};

/* Code points in heap memory. */
struct points {
	utf8proc_int32_t *at;
	utf8proc_ssize_t n;
};

static bool is_clean_ascii(struct str s)
{
	struct encoding_report report = encoding_check(s);

	return report.ascii && report.encoding == ENCODING_UTF8;
}

static uint32_t next_or_replacement(struct str s, size_t *at)
{
	uint32_t c = encoding_next(s, at);

	return c == ENCODING_NONE ? REPLACEMENT : c;
}

static void add_point(struct buf *out, uint32_t c)
{
	out->len += encoding_put(buf_reserve(out, 4), c);
	out->ptr[out->len] = '\0';
}

static void add_points(struct buf *out, struct points points)
{
	for (utf8proc_ssize_t i = 0; i < points.n; i++)
		add_point(out, (uint32_t)points.at[i]);
}

/* The text with U+FFFD for each malformed byte: what utf8proc takes without complaint. */
static struct buf well_formed(struct str s)
{
	struct buf out = {0};

	for (size_t at = 0; at < s.len;)
		add_point(&out, next_or_replacement(s, &at));
	return out;
}

/* The canonical decomposition (with what else `options` ask for) of well-formed text. */
static struct points decompose(struct str s, unsigned options)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.ptr;
	utf8proc_option_t all =
		(utf8proc_option_t)(options | UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
	utf8proc_ssize_t len = (utf8proc_ssize_t)s.len;
	struct points points = {.n = utf8proc_decompose(bytes, len, NULL, 0, all)};

	if (points.n < 0)
		points.n = 0; /* no such options or bytes come here */
	points.at = mem_alloc((size_t)points.n * sizeof *points.at);
	points.n = utf8proc_decompose(bytes, len, points.at, points.n, all);
	return points;
}

static void compose(struct points *points)
{
	points->n = utf8proc_normalize_utf32(points->at, points->n,
					     UTF8PROC_COMPOSE | UTF8PROC_STABLE);
}

/* Whether NFC leaves the code point as it is when it stands alone. */
static bool is_nfc_alone(uint32_t c)
{
	const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)c);
	utf8proc_int32_t parts[DECOMPOSITION_MAX];
	struct points points = {.at = parts};
	int boundary = 0;

	if (property->decomp_seqindex == UINT16_MAX || property->decomp_type != 0)
		return true;
	points.n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, DECOMPOSITION_MAX,
					   UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &boundary);
	compose(&points);
	return points.n == 1 && parts[0] == (utf8proc_int32_t)c;
}

/* Whether each code point may stand in NFC and combining marks are in order. What passes takes
 * utf8proc, which sorts marks by insertion, linear time. */
static bool is_ordered(struct str s)
{
	int last = 0;

	for (size_t at = 0; at < s.len;) {
		uint32_t c = next_or_replacement(s, &at);
		int class = utf8proc_get_property((utf8proc_int32_t)c)->combining_class;

		if ((class != 0 && class < last) || !is_nfc_alone(c))
			return false;
		last = class;
	}
	return true;
}

static bool equals_points(struct str s, struct points points)
{
	utf8proc_ssize_t i = 0;

	for (size_t at = 0; at < s.len; i++)
		if (i == points.n || next_or_replacement(s, &at) != (uint32_t)points.at[i])
			return false;
	return i == points.n;
}

bool unicode_is_nfc(struct str s)
{
	struct encoding_report report = encoding_check(s);
	struct points points;
	struct buf text;
	bool same;

	if (report.encoding == ENCODING_UTF8 && !report.maybe_not_nfc)
		return true;
	if (!is_ordered(s))
		return false;
	text = well_formed(s);
	points = decompose(buf_str(&text), 0);
	compose(&points);
	same = equals_points(buf_str(&text), points);
	mem_free(points.at);
	buf_release(&text);
	return same;
}

static void fold_ascii(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		buf_add_char(out, c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c);
	}
}

void unicode_fold(struct buf *out, struct str s)
{
	struct points points;
	struct buf text;

	if (is_clean_ascii(s)) {
		fold_ascii(out, s);
		return;
	}
	/* Decomposed first: the folding of U+0345 depends on the order of marks (Unicode 3.13,
	 * D145). */
	text = well_formed(s);
	points = decompose(buf_str(&text), 0);
	buf_reset(&text);
	add_points(&text, points);
	mem_free(points.at);
	points = decompose(buf_str(&text), UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	compose(&points);
	add_points(out, points);
	mem_free(points.at);
	buf_release(&text);
}

void unicode_compose(struct buf *out, struct str s)
{
	struct buf text = well_formed(s);
	struct points points = decompose(buf_str(&text), 0);

	compose(&points);
	add_points(out, points);
	mem_free(points.at);
	buf_release(&text);
}

size_t unicode_length(struct str s)
{
	size_t n = 0;

	for (size_t at = 0; at < s.len; n++)
		encoding_next(s, &at);
	return n;
}

/* Vowels and final consonants that join the syllable before them. */
static bool is_joining_jamo(uint32_t c)
{
	return (c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FB);
}

static size_t point_width(uint32_t c)
{
	if (c < 0x7F)
		return c >= 0x20;
	return is_joining_jamo(c) ? 0 : (size_t)utf8proc_charwidth((utf8proc_int32_t)c);
}

size_t unicode_width(struct str s)
{
	return unicode_width_as(s, 1);
}

size_t unicode_width_as(struct str s, unsigned ambiguous)
{
	size_t width = 0;

	for (size_t at = 0; at < s.len;) {
		uint32_t c = next_or_replacement(s, &at);
		size_t one = point_width(c);

		width += one == 1 && ambiguous == 2 && c >= 0x80 && ambiguous_has(c) ? 2 : one;
	}
	return width;
}

static bool is_noncharacter(uint32_t c)
{
	return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

static bool is_invisible(uint32_t c)
{
	const utf8proc_property_t *property;

	if (c < 0x80)
		return c < 0x20 || c == 0x7F;
	property = utf8proc_get_property((utf8proc_int32_t)c);
	switch (property->category) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return property->ignorable || is_noncharacter(c);
	}
}

static void add_escape(struct buf *out, uint32_t c)
{
	if (c == '\n')
		buf_add_text(out, "\\n");
	else if (c == '\r')
		buf_add_text(out, "\\r");
	else if (c == '\t')
		buf_add_text(out, "\\t");
	else if (c < 0x80)
		buf_printf(out, "\\x%02X", (unsigned)c);
	else
		buf_printf(out, c < 0x10000 ? "\\u%04X" : "\\u{%X}", (unsigned)c);
}

void unicode_escape(struct buf *out, struct str s)
{
	size_t shown = 0; /* before it, all has been appended */

	for (size_t at = 0; at < s.len;) {
		size_t before = at;
		uint32_t c = encoding_next(s, &at);

		if (c != ENCODING_NONE && !is_invisible(c))
			continue;
		buf_add(out, str_sub(s, shown, before - shown));
		shown = at;
		if (c == ENCODING_NONE)
			buf_printf(out, "\\x%02X", (unsigned)(unsigned char)s.ptr[before]);
		else
			add_escape(out, c);
	}
	buf_add(out, str_sub(s, shown, s.len));
}

/* Letters and numbers by letters, less the one letter that is Pattern_Syntax; and the few that
 * once were letters (Other_ID_Start). */
bool unicode_is_id_start(uint32_t c)
{
	switch (utf8proc_get_property((utf8proc_int32_t)c)->category) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
		return c != 0x2E2F;
	default:
		return c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212E ||
		       c == 0x309B || c == 0x309C;
	}
}

/* Marks, digits and connectors too, and Other_ID_Continue. */
bool unicode_is_id_continue(uint32_t c)
{
	switch (utf8proc_get_property((utf8proc_int32_t)c)->category) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_PC:
		return true;
	default:
		return unicode_is_id_start(c) || c == 0xB7 || c == 0x387 ||
		       (c >= 0x1369 && c <= 0x1371) || c == 0x19DA;
	}
}

const char *unicode_library_version(void)
{
	return utf8proc_version();
}
