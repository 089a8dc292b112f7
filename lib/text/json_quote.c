/* SPDX-License-Identifier: MIT */
/* Writing JSON strings. */
#include "text/encoding.h"
#include "text/json.h"

/* Bidirectional marks, embeddings, overrides and isolates (UAX #9, 2). */
static bool is_bidi_control(uint32_t c)
{
	return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

static bool needs_escape(uint32_t c)
{
	if (c < 0x80)
		return c < 0x20 || c == '"' || c == '\\' || c == 0x7F;
	return c < 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE ||
	       c == 0xFFFF || is_bidi_control(c) || c == ENCODING_NONE;
}

static void add_escape(struct buf *out, uint32_t c)
{
	switch (c) {
	case '"':
		buf_add_text(out, "\\\"");
		break;
	case '\\':
		buf_add_text(out, "\\\\");
		break;
	case '\n':
		buf_add_text(out, "\\n");
		break;
	case '\r':
		buf_add_text(out, "\\r");
		break;
	case '\t':
		buf_add_text(out, "\\t");
		break;
	case ENCODING_NONE:
		buf_add_text(out, "\xEF\xBF\xBD");
		break;
	default:
		buf_printf(out, "\\u%04x", (unsigned)c);
		break;
	}
}

void json_quote(struct buf *out, struct str s)
{
	size_t written = 0; /* before it, all has been appended */

	buf_add_char(out, '"');
	for (size_t at = 0; at < s.len;) {
		size_t before = at;
		uint32_t c = encoding_next(s, &at);

		if (!needs_escape(c))
			continue;
		buf_add(out, str_sub(s, written, before - written));
		add_escape(out, c);
		written = at;
	}
	buf_add(out, str_sub(s, written, s.len));
	buf_add_char(out, '"');
}
