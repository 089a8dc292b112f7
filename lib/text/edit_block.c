/* SPDX-License-Identifier: MIT */
/*
 * Whole lines, where lines are whole; else the rest of one. A file that does not end in a line
 * break goes on doing so.
 */
#include "text/edit_block.h"

#include "text/extent.h"

#include <string.h>

static bool is_dash(const struct edit_step *step)
{
	return step->parent->kind == NODE_ARRAY;
}

static void add_spaces(struct buf *out, uint32_t n)
{
	while (n--)
		buf_add_char(out, ' ');
}

/* Without the line end that the emitter ended it with. */
static void trim_end(const struct edit_step *step, struct buf *text)
{
	struct str end = str_of(step->style.line_end);

	if (str_ends(buf_str(text), end))
		text->len -= end.len;
}

static bool ends_open(struct str s)
{
	return extent_line(s, (uint32_t)s.len) < s.len;
}

/* A block scalar at the end of a text without a last line break has none in its value either:
 * when lines follow, its header has to say so. */
static void seal(struct edit_step *step)
{
	const struct node *leaf = step->root;
	uint32_t at;

	while (extent_is_block(step->s, leaf) && leaf->last)
		leaf = leaf->last;
	if (!extent_is_block_scalar(step->s, leaf) || str_ends(leaf->text, STR("\n")))
		return;
	at = leaf->start + 1;
	while (step->s.ptr[at] >= '0' && step->s.ptr[at] <= '9')
		at++;
	if (step->s.ptr[at] != '-')
		edit_splice_add(step, at, at + (step->s.ptr[at] == '+'), STR("-"));
}

/* Whether the last line break of the written value is part of it. */
static bool needs_end(const struct node *value)
{
	while ((value->kind == NODE_ARRAY || value->kind == NODE_OBJECT) && value->last)
		value = value->last;
	return value->kind == NODE_STRING && str_ends(value->text, STR("\n"));
}

/* The whole lines [start, end) give way to whole lines, those of `value`. */
static void replace_lines(struct edit_step *step, uint32_t start, uint32_t end,
			  struct buf *lines, const struct node *value)
{
	bool open = end == step->s.len && ends_open(step->s);
	struct buf text = {0};

	if (open && start == end && lines->len) {
		seal(step);
		buf_add_text(&text, step->style.line_end);
	}
	if (open && !needs_end(value))
		trim_end(step, lines);
	buf_add(&text, buf_str(lines));
	edit_splice_add(step, start, end, buf_str(&text));
	buf_release(&text);
}

/* The old value: the part of it on a line that others share, [a, b), and whole lines below,
 * [from, to). */
struct shape {
	struct edit_entry entry;
	uint32_t column; /* of the key or dash */
	uint32_t a, b;
	uint32_t from, to;
	bool beside; /* `a` is on the line of the key or dash */
};

/* Past the header of a block scalar. */
static uint32_t header_end(struct str s, uint32_t at)
{
	at++;
	while (at < s.len && s.ptr[at] && strchr("+-123456789", s.ptr[at]))
		at++;
	return at;
}

/* Below its key or dash, with the comment of its first child; or beginning beside it. */
static void shape_block(struct shape *shape, struct str s, const struct node *old)
{
	uint32_t head = shape->entry.head, line = extent_line(s, old->start);

	shape->from = shape->to = extent_after(s, old);
	if (line == extent_line(s, head)) {
		shape->a = old->start;
		shape->b = extent_before(s, shape->to);
		return;
	}
	shape->a = shape->b = head;
	shape->from = extent_above(s, line, extent_column(s, old->start), extent_next(s, head));
}

static struct shape shape_of(const struct edit_step *step)
{
	struct str s = step->s;
	const struct node *old = step->old;
	struct shape shape = {.entry = edit_splice_entry(step, step->index)};

	shape.column = extent_column(s, shape.entry.start);
	if (extent_is_block(s, old)) {
		shape_block(&shape, s, old);
	} else if (extent_is_block_scalar(s, old)) {
		shape.a = old->start;
		shape.b = header_end(s, old->start);
		shape.from = extent_next(s, old->start);
		shape.to = extent_after(s, old);
	} else {
		shape.a = old->start < old->end ? old->start : shape.entry.head;
		shape.b = shape.entry.end;
		shape.from = shape.to = extent_next(s, shape.b);
	}
	shape.beside = extent_line(s, shape.a) == extent_line(s, shape.entry.head);
	return shape;
}

/* A comment that only the bracket or quote before it lets be one: `[]# c`. */
static bool is_close_comment(const struct edit_step *step, uint32_t at)
{
	return at < step->s.len && step->s.ptr[at] == '#';
}

/* A scalar, an empty collection or one in brackets. */
static void replace_by_head(struct edit_step *step, const struct shape *shape,
			    const struct node *value)
{
	struct buf head = {0}, lines = {0};

	if (shape->a == shape->entry.head)
		buf_add_char(&head, ' ');
	emit_head(&head, &step->style, value);
	emit_lines(&lines, &step->style, value, shape->column, is_dash(step));
	if (is_close_comment(step, shape->b))
		buf_add_char(&head, ' ');
	edit_splice_add(step, shape->a, shape->b, buf_str(&head));
	replace_lines(step, shape->from, shape->to, &lines, value);
	buf_release(&head);
	buf_release(&lines);
}

/* A block collection that begins on the line of its dash. */
static void replace_beside_dash(struct edit_step *step, const struct shape *shape,
				const struct node *value)
{
	uint32_t column = extent_column(step->s, shape->a);
	struct buf text = {0}, none = {0};

	if (shape->a == shape->entry.head) {
		column = shape->column + step->style.dash_step;
		add_spaces(&text, step->style.dash_step - 1);
	}
	emit_entries(&text, &step->style, value, column);
	trim_end(step, &text);
	edit_splice_add(step, shape->a, extent_break(step->s, shape->b), buf_str(&text));
	replace_lines(step, shape->from, shape->to, &none, value);
	buf_release(&text);
}

/* A block collection on lines of its own. What stood beside the key goes, a comment stays. */
static void replace_below(struct edit_step *step, const struct shape *shape,
			  const struct node *value)
{
	struct str s = step->s;
	uint32_t from = shape->from, end = shape->b;
	struct buf lines = {0};

	if (!extent_has_comment(s, end))
		end = extent_break(s, end);
	if (shape->beside)
		edit_splice_add(step, shape->entry.head, end,
				is_close_comment(step, end) ? STR(" ") : STR(""));
	else if (end > shape->b || end == extent_break(s, shape->a))
		from = extent_line(s, shape->a);
	else
		edit_splice_add(step, shape->a, extent_blanks(s, shape->b), STR(""));
	emit_lines(&lines, &step->style, value, shape->column, is_dash(step));
	replace_lines(step, from, shape->to, &lines, value);
	buf_release(&lines);
}

/* An announced key without a value, `? a`: a colon on a line of its own. */
static void replace_nothing(struct edit_step *step, const struct shape *shape,
			    const struct node *value)
{
	uint32_t at = extent_next(step->s, shape->entry.head);
	struct buf lines = {0};

	add_spaces(&lines, shape->column);
	buf_add_text(&lines, emit_is_block(&step->style, value) ? ":" : ": ");
	emit_head(&lines, &step->style, value);
	buf_add_text(&lines, step->style.line_end);
	emit_lines(&lines, &step->style, value, shape->column, false);
	replace_lines(step, at, at, &lines, value);
	buf_release(&lines);
}

/* The root gives way as a whole. */
static void replace_root(struct edit_step *step, const struct node *value)
{
	struct str s = step->s;
	uint32_t start = step->old->start, end = step->old->end;
	struct buf text = {0};

	if (extent_is_block_scalar(s, step->old) || extent_is_block(s, step->old))
		end = extent_before(s, extent_after(s, step->old));
	if (emit_is_block(&step->style, value)) {
		if (!extent_begins(s, start)) {
			while (s.ptr[start - 1] == ' ')
				start--;
			buf_add_text(&text, step->style.line_end);
		}
		emit_entries(&text, &step->style, value, 0);
	} else {
		emit_head(&text, &step->style, value);
		buf_add_text(&text, step->style.line_end);
		emit_lines(&text, &step->style, value, 0, false);
	}
	if (!needs_end(value) || end < s.len)
		trim_end(step, &text);
	edit_splice_add(step, start, end, buf_str(&text));
	buf_release(&text);
}

void edit_block_replace(struct edit_step *step, const struct node *value)
{
	struct shape shape;

	if (!step->parent) {
		replace_root(step, value);
		return;
	}
	shape = shape_of(step);
	if (!shape.entry.headed)
		replace_nothing(step, &shape, value);
	else if (!emit_is_block(&step->style, value))
		replace_by_head(step, &shape, value);
	else if (is_dash(step) && shape.beside && !extent_has_comment(step->s, shape.b))
		replace_beside_dash(step, &shape, value);
	else
		replace_below(step, &shape, value);
}

/* The lines of a new child, the first one without its indentation. */
static void add_child(const struct edit_step *step, struct buf *out, const struct node *value,
		      uint32_t column)
{
	if (is_dash(step))
		emit_item(out, &step->style, value, column);
	else
		emit_member(out, &step->style, step->key, value, column);
}

/* Where what belongs to an entry is over, comments further in included. */
static uint32_t below_entry(const struct edit_step *step, const struct edit_entry *e,
			    uint32_t column)
{
	bool empty = e->value->start == e->value->end;
	uint32_t after = empty ? extent_next(step->s, e->end) : extent_after(step->s, e->value);

	return extent_below(step->s, after, column);
}

void edit_block_insert(struct edit_step *step, const struct node *value)
{
	struct edit_entry e = edit_splice_entry(step, step->index ? step->index - 1 : 0);
	uint32_t column = extent_column(step->s, e.start), at = e.start;
	struct buf lines = {0};

	if (step->index || extent_begins(step->s, e.start))
		add_spaces(&lines, column);
	add_child(step, &lines, value, column);
	if (step->index) {
		at = below_entry(step, &e, column);
		replace_lines(step, at, at, &lines, value);
	} else if (extent_begins(step->s, e.start)) {
		at = extent_above(step->s, extent_line(step->s, at), column, 0);
		edit_splice_add(step, at, at, buf_str(&lines));
	} else {
		add_spaces(&lines, column);
		edit_splice_add(step, at, at, buf_str(&lines));
	}
	buf_release(&lines);
}

/* Past empty lines. */
static uint32_t skip_empty(struct str s, uint32_t line)
{
	while (line < s.len && extent_blanks(s, line) == extent_break(s, line))
		line = extent_next(s, line);
	return line;
}

/* The first child, beside the dash of the collection around it: the second takes its place, or
 * the dash stands alone above what is between them. */
static void remove_beside(struct edit_step *step, const struct edit_entry *e, uint32_t after)
{
	struct edit_entry next = edit_splice_entry(step, step->index + 1);
	uint32_t start = e->start;

	if (extent_line(step->s, next.start) == after) {
		edit_splice_add(step, start, next.start, STR(""));
		return;
	}
	while (step->s.ptr[start - 1] == ' ')
		start--;
	edit_splice_add(step, start, extent_before(step->s, after), STR(""));
}

void edit_block_remove(struct edit_step *step)
{
	struct edit_entry e = edit_splice_entry(step, step->index);
	uint32_t column = extent_column(step->s, e.start);
	uint32_t after = below_entry(step, &e, column), from;

	if (step->careful)
		after = skip_empty(step->s, after);
	if (!extent_begins(step->s, e.start)) {
		if (step->index + 1 < step->parent->count) /* else it is behind an anchor */
			remove_beside(step, &e, after);
	} else {
		from = extent_above(step->s, extent_line(step->s, e.start), column, e.floor);
		edit_splice_add(step, from, after, STR(""));
	}
}
