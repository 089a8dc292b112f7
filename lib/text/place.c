/* SPDX-License-Identifier: MIT */
/* Places, computed in one place. */
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

static size_t spaces(struct str text)
{
	size_t n = 0;

	while (n < text.len && text.ptr[n] == ' ')
		n++;
	return n;
}

/* Of a literal block, from its `|` on: the first line that is not blank, in the source and in
 * the value, tells how far all are set in. */
static struct position place_block(struct tree *t, const struct node *scalar)
{
	struct str source = str_sub(t->source, scalar->start, scalar->end - scalar->start);
	struct str text = scalar->text, line, value;
	struct position at = {tree_line(t, scalar->start) + 1, 1};

	str_split(&source, '\n');
	while (source.len && text.len) {
		line = str_split(&source, '\n');
		value = str_split(&text, '\n');
		if (str_trim(value).len == 0)
			continue;
		at.column += (uint32_t)(spaces(line) - spaces(value));
		break;
	}
	return at;
}

struct position place_text(struct tree *t, const struct node *scalar, bool *exact)
{
	uint32_t start = scalar->start;
	struct str source = str_sub(t->source, start, t->source.len);

	*exact = true;
	if (scalar->kind == NODE_STRING && str_starts(source, STR("|")))
		return place_block(t, scalar);
	if (str_starts(source, STR("'")) || str_starts(source, STR("\"")))
		source = str_sub(t->source, ++start, t->source.len);
	*exact = str_starts(source, scalar->text) &&
		 str_index(scalar->text, '\n') == scalar->text.len;
	return tree_position(t, *exact ? start : scalar->start);
}

static bool ends_line(struct str text, size_t at)
{
	bool lf_follows = at + 1 < text.len && text.ptr[at + 1] == '\n';

	return text.ptr[at] == '\n' || (text.ptr[at] == '\r' && !lf_follows);
}

struct position place_of(struct str text, size_t offset)
{
	struct position p = {.line = 1, .column = 1};
	size_t at = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;

	for (; at < offset && at < text.len; at++) {
		if (ends_line(text, at))
			p = (struct position){.line = p.line + 1, .column = 1};
		else /* bytes that continue a code point are not counted */
			p.column += (text.ptr[at] & 0xC0) != 0x80;
	}
	return p;
}
