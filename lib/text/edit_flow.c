/* SPDX-License-Identifier: MIT */
/* The comma is what takes care: it belongs to neither child. */
#include "text/edit_flow.h"

#include "text/extent.h"

/* A key with nothing after it, perhaps not even a colon: a blank that is there is used. */
static void fill(struct edit_step *step, const struct edit_entry *e, const struct node *value)
{
	bool blank = e->head < step->s.len && step->s.ptr[e->head] == ' ' &&
		     !extent_has_comment(step->s, e->head);
	struct buf text = {0};

	buf_add_text(&text, e->headed ? " " : ": ");
	emit_flow(&text, &step->style, value);
	edit_splice_add(step, e->head, e->head + blank, buf_str(&text));
	buf_release(&text);
}

void edit_flow_replace(struct edit_step *step, const struct node *value)
{
	struct edit_entry e = edit_splice_entry(step, step->index);
	struct buf text = {0};

	if (step->old->start == step->old->end) {
		fill(step, &e, value);
		return;
	}
	emit_flow(&text, &step->style, value);
	edit_splice_add(step, step->old->start, step->old->end, buf_str(&text));
	buf_release(&text);
}

static void add_child(const struct edit_step *step, struct buf *out, const struct node *value)
{
	if (step->parent->kind == NODE_ARRAY)
		emit_flow(out, &step->style, value);
	else
		emit_flow_member(out, &step->style, step->key, value);
}

static void add_spaces(struct buf *out, uint32_t column)
{
	while (column--)
		buf_add_char(out, ' ');
}

/* Whether a comma stands next after `at`; where. */
static bool find_comma(struct str s, uint32_t at, uint32_t *comma)
{
	*comma = extent_skip(s, at);
	return *comma < s.len && s.ptr[*comma] == ',';
}

/* After the last child, whose line is its own: on a line below. */
static void append_line(struct edit_step *step, const struct edit_entry *last,
			const struct node *value)
{
	uint32_t comma, rest = last->end;
	bool trailing = find_comma(step->s, last->end, &comma);
	struct buf text = {0};

	if (trailing)
		rest = comma + 1;
	else
		edit_splice_add(step, last->end, last->end, STR(","));
	if (extent_ends(step->s, rest))
		rest = extent_break(step->s, rest);
	buf_add_text(&text, step->style.line_end);
	add_spaces(&text, extent_column(step->s, last->start));
	add_child(step, &text, value);
	if (trailing)
		buf_add_char(&text, ',');
	edit_splice_add(step, rest, rest, buf_str(&text));
	buf_release(&text);
}

static void insert_last(struct edit_step *step, const struct node *value)
{
	struct edit_entry last = edit_splice_entry(step, step->index - 1);
	struct buf text = {0};

	if (extent_begins(step->s, last.start)) {
		append_line(step, &last, value);
		return;
	}
	buf_add_text(&text, ", ");
	add_child(step, &text, value);
	edit_splice_add(step, last.end, last.end, buf_str(&text));
	buf_release(&text);
}

void edit_flow_insert(struct edit_step *step, const struct node *value)
{
	struct edit_entry e;
	struct buf text = {0};
	uint32_t at;

	if (step->index == step->parent->count) {
		insert_last(step, value);
		return;
	}
	e = edit_splice_entry(step, step->index);
	at = e.start;
	if (extent_begins(step->s, at)) {
		uint32_t column = extent_column(step->s, at);

		at = extent_above(step->s, extent_line(step->s, at), column, e.floor);
		add_spaces(&text, column);
		add_child(step, &text, value);
		buf_add_char(&text, ',');
		buf_add_text(&text, step->style.line_end);
	} else {
		add_child(step, &text, value);
		buf_add_text(&text, ", ");
	}
	edit_splice_add(step, at, at, buf_str(&text));
	buf_release(&text);
}

/* The lines of a child that has them to itself. */
static void remove_lines(struct edit_step *step, const struct edit_entry *e, uint32_t end)
{
	uint32_t line = extent_line(step->s, e->start);
	uint32_t column = extent_column(step->s, e->start);

	edit_splice_add(step, extent_above(step->s, line, column, e->floor),
			extent_next(step->s, end), STR(""));
}

/* With the comma after it. */
static void remove_inner(struct edit_step *step, const struct edit_entry *e, uint32_t end)
{
	struct edit_entry next = edit_splice_entry(step, step->index + 1);

	if (extent_begins(step->s, e->start) && extent_ends(step->s, end))
		remove_lines(step, e, end);
	else if (extent_line(step->s, end) == extent_line(step->s, next.start))
		edit_splice_add(step, e->start, next.start, STR(""));
	else
		edit_splice_add(step, e->start, extent_blanks(step->s, end), STR(""));
}

/* With the comma before it, unless one after it can go. */
static void remove_last(struct edit_step *step, const struct edit_entry *e, bool trailing,
			uint32_t end)
{
	struct edit_entry before = edit_splice_entry(step, step->index - 1);
	uint32_t comma;
	bool own = extent_begins(step->s, e->start) && extent_ends(step->s, end);

	if (!find_comma(step->s, before.end, &comma))
		return;
	if (!own && extent_line(step->s, comma) == extent_line(step->s, e->start)) {
		edit_splice_add(step, before.end, e->end, STR(""));
		return;
	}
	if (!trailing)
		edit_splice_add(step, comma, comma + 1, STR(""));
	if (own)
		remove_lines(step, e, end);
	else
		edit_splice_add(step, e->start, end, STR(""));
}

void edit_flow_remove(struct edit_step *step)
{
	struct edit_entry e = edit_splice_entry(step, step->index);
	uint32_t comma;
	bool trailing = find_comma(step->s, e.end, &comma);
	uint32_t end = trailing ? comma + 1 : e.end;

	if (step->index + 1 < step->parent->count)
		remove_inner(step, &e, end);
	else
		remove_last(step, &e, trailing, end);
}
