/* SPDX-License-Identifier: MIT */
/* Wide forms lie at one distance from what they are forms of. */
#include "text/cell_narrow.h"

#include "text/encoding.h"

enum { WIDE_FIRST = 0xFF01, WIDE_LAST = 0xFF5E, WIDE_SPACE = 0x3000, WIDE_DISTANCE = 0xFEE0 };

static uint32_t narrow(uint32_t c)
{
	if (c == WIDE_SPACE)
		return ' ';
	return c >= WIDE_FIRST && c <= WIDE_LAST ? c - WIDE_DISTANCE : c;
}

static bool has_wide(struct str s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = encoding_next(s, &at);

		if (narrow(c) != c)
			return true;
	}
	return false;
}

struct cell cell_narrow(struct str text, struct arena *arena)
{
	struct cell cell = cell_text(text);
	char *copy, *to;

	if (!has_wide(cell.text))
		return cell;
	copy = to = arena_alloc(arena, cell.text.len);
	for (size_t at = 0; at < cell.text.len;) {
		size_t before = at;
		uint32_t c = encoding_next(cell.text, &at);

		if (c == ENCODING_NONE)
			*to++ = cell.text.ptr[before];
		else
			to += encoding_put(to, narrow(c));
	}
	return cell_narrow_as(cell, (struct str){copy, (size_t)(to - copy)}, CELL_NARROWED);
}

struct cell cell_narrow_as(struct cell cell, struct str text, unsigned change)
{
	if (!str_eq(cell.text, text))
		cell.changes |= change;
	cell.text = text;
	return cell;
}

struct cell cell_narrow_refuse(struct str text, const char *reason)
{
	return (struct cell){.text = cell_trim(text), .reason = reason};
}

bool cell_narrow_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t cell_narrow_digits(struct str s)
{
	size_t n = 0;

	while (n < s.len && cell_narrow_is_digit(s.ptr[n]))
		n++;
	return n;
}
