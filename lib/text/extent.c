/* SPDX-License-Identifier: MIT */
/* Looking around in text that is known to be well-formed YAML. */
#include "text/extent.h"

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static uint32_t after_mark(struct str s)
{
	return str_starts(s, STR("\xEF\xBB\xBF")) ? 3 : 0;
}

uint32_t extent_line(struct str s, uint32_t at)
{
	uint32_t first = after_mark(s);

	while (at > first && !is_break(s.ptr[at - 1]))
		at--;
	return at > first ? at : first;
}

uint32_t extent_break(struct str s, uint32_t at)
{
	while (at < s.len && !is_break(s.ptr[at]))
		at++;
	return at;
}

uint32_t extent_next(struct str s, uint32_t at)
{
	at = extent_break(s, at);
	if (at + 1 < s.len && s.ptr[at] == '\r' && s.ptr[at + 1] == '\n')
		return at + 2;
	return at < s.len ? at + 1 : at;
}

uint32_t extent_before(struct str s, uint32_t line)
{
	if (line == 0 || !is_break(s.ptr[line - 1]))
		return line;
	if (line > 1 && s.ptr[line - 1] == '\n' && s.ptr[line - 2] == '\r')
		return line - 2;
	return line - 1;
}

uint32_t extent_column(struct str s, uint32_t at)
{
	return at - extent_line(s, at);
}

bool extent_begins(struct str s, uint32_t at)
{
	uint32_t line = extent_line(s, at);

	while (at > line && s.ptr[at - 1] == ' ')
		at--;
	return at == line;
}

uint32_t extent_blanks(struct str s, uint32_t at)
{
	while (at < s.len && is_blank(s.ptr[at]))
		at++;
	return at;
}

uint32_t extent_skip(struct str s, uint32_t at)
{
	while (at < s.len && (is_blank(s.ptr[at]) || is_break(s.ptr[at]) || s.ptr[at] == '#'))
		at = s.ptr[at] == '#' ? extent_break(s, at) : at + 1;
	return at;
}

bool extent_has_comment(struct str s, uint32_t at)
{
	at = extent_blanks(s, at);
	return at < s.len && s.ptr[at] == '#';
}

bool extent_ends(struct str s, uint32_t at)
{
	return extent_has_comment(s, at) || extent_blanks(s, at) == extent_break(s, at);
}

static bool is_collection(const struct node *node)
{
	return node->kind == NODE_ARRAY || node->kind == NODE_OBJECT;
}

static bool starts_with(struct str s, const struct node *node, char one, char other)
{
	return node->start < node->end &&
	       (s.ptr[node->start] == one || s.ptr[node->start] == other);
}

bool extent_is_flow(struct str s, const struct node *node)
{
	return is_collection(node) && starts_with(s, node, '[', '{');
}

bool extent_is_block_scalar(struct str s, const struct node *node)
{
	return node->kind == NODE_STRING && !node->plain && starts_with(s, node, '|', '>');
}

bool extent_is_block(struct str s, const struct node *node)
{
	return is_collection(node) && !extent_is_flow(s, node);
}

static uint32_t spaces(struct str s, uint32_t line)
{
	uint32_t at = line;

	while (at < s.len && s.ptr[at] == ' ')
		at++;
	return at - line;
}

static bool is_empty(struct str s, uint32_t line)
{
	return extent_blanks(s, line) == extent_break(s, line);
}

/* Whether the block scalar keeps the empty lines at its end: `|+`, `>2+`. */
static bool keeps_breaks(struct str s, const struct node *node)
{
	uint32_t at = node->start + 1;

	while (at < s.len && ((s.ptr[at] >= '0' && s.ptr[at] <= '9') || s.ptr[at] == '-'))
		at++;
	return at < s.len && s.ptr[at] == '+';
}

/* The indentation of a block scalar's text, as its first line has it that is not empty. */
static uint32_t text_column(struct str s, const struct node *node)
{
	uint32_t line = extent_next(s, node->start);

	while (line < node->end && is_empty(s, line))
		line = extent_next(s, line);
	return line < node->end ? spaces(s, line) : UINT32_MAX;
}

/* Lines of spaces are text where they reach further in than the text does. */
static uint32_t after_block_scalar(struct str s, const struct node *node)
{
	uint32_t after = extent_next(s, node->end), column = text_column(s, node);
	bool keep = keeps_breaks(s, node);

	for (uint32_t line = after; line < s.len && is_empty(s, line);) {
		bool text = keep || spaces(s, line) > column;

		line = extent_next(s, line);
		if (text)
			after = line;
	}
	return after;
}

static const struct node *last_leaf(struct str s, const struct node *node)
{
	while (extent_is_block(s, node) && node->last)
		node = node->last;
	return node;
}

uint32_t extent_after(struct str s, const struct node *node)
{
	const struct node *leaf = last_leaf(s, node);

	if (leaf->end == node->end && extent_is_block_scalar(s, leaf))
		return after_block_scalar(s, leaf);
	return extent_next(s, node->end);
}

static bool is_comment(struct str s, uint32_t line)
{
	return extent_has_comment(s, line);
}

uint32_t extent_above(struct str s, uint32_t line, uint32_t column, uint32_t floor)
{
	while (line > floor && extent_before(s, line) < line) {
		uint32_t above = extent_line(s, extent_before(s, line));

		if (above < floor || !is_comment(s, above) || spaces(s, above) > column)
			break;
		line = above;
	}
	return line;
}

uint32_t extent_below(struct str s, uint32_t line, uint32_t column)
{
	uint32_t below = line;

	while (line < s.len && (is_empty(s, line) || is_comment(s, line))) {
		bool comment = !is_empty(s, line);

		if (comment && spaces(s, line) <= column)
			break;
		line = extent_next(s, line);
		if (comment)
			below = line;
	}
	return below;
}
