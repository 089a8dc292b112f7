/* SPDX-License-Identifier: MIT */
/* Excerpts: finding the line, choosing what of it to show, and measuring it. */
#include "out/excerpt.h"

#include "text/encoding.h"
#include "text/unicode.h"

enum {
	COLUMNS_BEFORE = 40, /* of a long line, before the mark */
	GUTTER = 5,
};

/* Byte offsets in the source. */
struct span {
	size_t start, end;
};

static bool ends_line(struct str s, size_t i)
{
	return s.ptr[i] == '\n' || s.ptr[i] == '\r';
}

static bool is_crlf(struct str s, size_t i)
{
	return s.ptr[i] == '\r' && i + 1 < s.len && s.ptr[i + 1] == '\n';
}

/* Where line `number` begins, or past the end if there is none. */
static size_t line_start(struct str source, uint32_t number)
{
	size_t at = 0;

	while (number > 1 && at < source.len) {
		if (ends_line(source, at)) {
			at += is_crlf(source, at);
			number--;
		}
		at++;
	}
	return number == 1 ? at : source.len + 1;
}

/* What the finding marks. Without a span: the code point at its column, or nothing at the
 * line's start. */
static struct span find_mark(struct str source, const struct finding *f)
{
	struct span mark = {f->start, f->end};

	if (f->end > f->start)
		return mark;
	mark.start = line_start(source, f->line);
	if (mark.start == 0 && str_starts(source, STR("\xEF\xBB\xBF")))
		mark.start = 3;
	for (uint32_t i = 1; i < f->column && mark.start < source.len; i++) {
		if (ends_line(source, mark.start))
			break;
		encoding_next(source, &mark.start);
	}
	mark.end = mark.start + (f->column > 0);
	return mark;
}

static struct span find_line(struct str source, size_t at)
{
	struct span line = {at, at};

	while (line.start > 0 && !ends_line(source, line.start - 1))
		line.start--;
	while (line.end < source.len && !ends_line(source, line.end))
		line.end++;
	if (line.start == 0 && line.end >= 3 && str_starts(source, STR("\xEF\xBB\xBF")))
		line.start = 3;
	return line;
}

/* Appends the code point at `*at` as it is shown, and moves on. */
static void add_cell(struct buf *out, struct str source, size_t *at)
{
	size_t start = *at;

	encoding_next(source, at);
	if (source.ptr[start] == '\t')
		buf_add_char(out, ' ');
	else
		unicode_escape(out, str_sub(source, start, *at - start));
}

/* Columns of the bytes [start, end) as they are shown. */
static size_t shown_width(struct str source, size_t start, size_t end)
{
	struct buf shown = {0};
	size_t width;

	while (start < end)
		add_cell(&shown, source, &start);
	width = unicode_width(buf_str(&shown));
	buf_release(&shown);
	return width;
}

/* What a code point takes of the room for an excerpt: also what has no width takes some. */
static size_t cell_cost(struct str source, size_t start, size_t end)
{
	size_t width = shown_width(source, start, end);

	return width ? width : 1;
}

/* The start of the code point that ends at `at`. */
static size_t previous(struct str source, size_t at)
{
	for (size_t n = 1; n <= 4 && n <= at; n++) {
		size_t start = at - n, end = start;

		if (encoding_next(source, &end) != ENCODING_NONE && end == at)
			return start;
	}
	return at - 1;
}

/* Moves the window's start back by what fits into `room`; gives what it took. */
static size_t extend_left(struct str source, struct span *window, size_t least, size_t room)
{
	size_t taken = 0;

	while (window->start > least) {
		size_t start = previous(source, window->start);
		size_t cost = cell_cost(source, start, window->start);

		if (taken + cost > room)
			break;
		taken += cost;
		window->start = start;
	}
	return taken;
}

static size_t extend_right(struct str source, struct span *window, size_t most, size_t room)
{
	size_t taken = 0;

	while (window->end < most) {
		size_t end = window->end, cost;

		encoding_next(source, &end);
		cost = cell_cost(source, window->end, end);
		if (taken + cost > room)
			break;
		taken += cost;
		window->end = end;
	}
	return taken;
}

/* The part of the line to show, around `at`. */
static struct span choose_window(struct str source, struct span line, size_t at)
{
	struct span window = {at, at};
	size_t taken = extend_left(source, &window, line.start, COLUMNS_BEFORE);

	taken += extend_right(source, &window, line.end, EXCERPT_COLUMNS - taken);
	extend_left(source, &window, line.start, EXCERPT_COLUMNS - taken);
	return window;
}

static void add_line(struct buf *out, struct str source, struct span line, struct span window)
{
	if (window.start > line.start)
		buf_add_text(out, "…");
	for (size_t at = window.start; at < window.end;)
		add_cell(out, source, &at);
	if (window.end < line.end)
		buf_add_text(out, "…");
	buf_add_char(out, '\n');
}

static void add_times(struct buf *out, char c, size_t n)
{
	while (n-- > 0)
		buf_add_char(out, c);
}

static void add_carets(struct buf *out, struct str source, struct span mark, struct span window,
		       bool cut, bool colour)
{
	size_t end = mark.end < window.end ? mark.end : window.end;
	size_t carets = shown_width(source, mark.start, end);

	buf_printf(out, "%*s | ", GUTTER, "");
	add_times(out, ' ', cut + shown_width(source, window.start, mark.start));
	buf_add_text(out, colour ? "\x1B[32m" : "");
	add_times(out, '^', carets ? carets : 1);
	buf_add_text(out, colour ? "\x1B[m" : "");
	buf_add_char(out, '\n');
}

void excerpt_add(struct buf *out, struct str source, const struct finding *f, bool colour)
{
	struct span mark = find_mark(source, f), line, window;

	if (source.len == 0 || mark.start > source.len)
		return;
	line = find_line(source, mark.start);
	if (mark.start < line.start)
		mark.start = line.start;
	window = choose_window(source, line, mark.start);
	buf_printf(out, "%*u | ", GUTTER, f->line);
	add_line(out, source, line, window);
	if (mark.end > mark.start)
		add_carets(out, source, mark, window, window.start > line.start, colour);
}
