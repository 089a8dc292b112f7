/* SPDX-License-Identifier: MIT */
/* A finding's place, computed in one place. */
#include "text/place.h"

/* A block scalar ends with its last line's text, not on the line after it. */
static uint32_t without_line_ends(struct str source, uint32_t start, uint32_t end)
{
	while (end > start && end <= source.len &&
	       (source.ptr[end - 1] == '\n' || source.ptr[end - 1] == '\r'))
		end--;
	return end;
}

void place_finding(struct tree *t, struct finding *f, uint32_t start, uint32_t end)
{
	struct position from = tree_position(t, start);
	struct position to = tree_position(t, without_line_ends(t->source, start, end));

	f->line = from.line;
	f->column = from.column;
	f->end_line = to.line;
	f->end_column = to.column;
	f->start = start;
	f->end = end;
}
