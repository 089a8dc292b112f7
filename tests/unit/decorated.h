/* SPDX-License-Identifier: MIT */
/*
 * A value written in all the ways that people write YAML, at random: the same seed gives the
 * same text. For tests of edits: comments, each with a number of its own, empty lines, block
 * and flow collections, in one line and in several, every kind of scalar, every indentation.
 */
#ifndef TESTS_DECORATED_H
#define TESTS_DECORATED_H

#include "text/emit.h"

#include <stdint.h>
#include <string.h>

struct decorated {
	struct buf text;
	uint64_t random;
	const char *line_end;
	uint32_t map_step, list_step, dash_step;
	int n_comments;
};

/* splitmix64: the same sequence everywhere. */
static inline size_t decorated_below(uint64_t *state, size_t n)
{
	uint64_t z = (*state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return (size_t)((z ^ (z >> 31)) % n);
}

/* One time in `n`. */
static inline bool decorated_one_in(struct decorated *d, size_t n)
{
	return decorated_below(&d->random, n) == 0;
}

static inline void decorated_spaces(struct decorated *d, uint32_t n)
{
	while (n--)
		buf_add_char(&d->text, ' ');
}

static inline void decorated_end(struct decorated *d)
{
	if (decorated_one_in(d, 8))
		buf_printf(&d->text, " # 注 %d", ++d->n_comments);
	buf_add_text(&d->text, d->line_end);
}

/* What may stand above an entry. */
static inline void decorated_above(struct decorated *d, uint32_t column)
{
	if (decorated_one_in(d, 9))
		buf_add_text(&d->text, d->line_end);
	for (size_t n = decorated_one_in(d, 6) ? 1 + decorated_one_in(d, 3) : 0; n; n--) {
		decorated_spaces(d, column);
		buf_printf(&d->text, "# 注 %d: [x]%s", ++d->n_comments, d->line_end);
	}
	if (decorated_one_in(d, 30))
		buf_add_text(&d->text, d->line_end);
}

/* In one line. */
static inline void decorated_text(struct decorated *d, struct str text, bool flow)
{
	enum scalar_style style = (enum scalar_style)decorated_below(&d->random, 3);

	if (decorated_one_in(d, 2) || !scalar_fits(text, style, flow))
		style = SCALAR_PLAIN;
	scalar_write(&d->text, text, scalar_fits(text, style, flow) ? style : SCALAR_DOUBLE);
}

static inline void decorated_scalar(struct decorated *d, const struct node *value, bool flow)
{
	static const char *const nulls[] = {"null", "~", "Null"};

	if (value->kind == NODE_NULL)
		buf_add_text(&d->text, nulls[decorated_below(&d->random, 3)]);
	else if (value->kind == NODE_STRING)
		decorated_text(d, value->text, flow);
	else
		buf_add(&d->text, value->text);
}

/* Two lines for what has a space in it. */
static inline bool decorated_folded(struct decorated *d, struct str text, uint32_t column)
{
	size_t at = str_index(text, ' ');
	bool quoted = decorated_one_in(d, 2);

	if (!scalar_fits(text, SCALAR_PLAIN, false) || at + 1 >= text.len ||
	    strchr(" #\"\\", text.ptr[at + 1]))
		return false;
	buf_add_text(&d->text, quoted ? " \"" : " ");
	buf_add(&d->text, str_sub(text, 0, at));
	buf_add_text(&d->text, d->line_end);
	decorated_spaces(d, column + 4);
	buf_add(&d->text, str_sub(text, at + 1, text.len));
	if (quoted)
		buf_add_char(&d->text, '"');
	decorated_end(d);
	return true;
}

static inline bool decorated_literal(struct decorated *d, struct str text, uint32_t column)
{
	enum scalar_style style = decorated_one_in(d, 2) ? SCALAR_LITERAL : SCALAR_FOLDED;

	if (!scalar_fits(text, style, false))
		style = SCALAR_LITERAL;
	if (!scalar_fits(text, style, false))
		return false;
	buf_add_char(&d->text, ' ');
	scalar_write_header(&d->text, text, style);
	decorated_end(d);
	while (text.len) {
		struct str line = str_split(&text, '\n');

		if (line.len)
			decorated_spaces(d, column + 3);
		buf_add(&d->text, line);
		buf_add_text(&d->text, d->line_end);
	}
	return true;
}

static inline void decorated_flow(struct decorated *d, const struct node *value, bool lines,
				  uint32_t column);

/* Before a child of a flow collection, or its end. */
static inline void decorated_flow_gap(struct decorated *d, bool lines, uint32_t column)
{
	if (!lines)
		return;
	decorated_end(d);
	if (decorated_one_in(d, 6)) {
		decorated_spaces(d, column);
		buf_printf(&d->text, "# 注 %d%s", ++d->n_comments, d->line_end);
	}
	decorated_spaces(d, column);
}

static inline void decorated_flow_child(struct decorated *d, const struct node *parent,
					const struct node *child, uint32_t column)
{
	bool lines = decorated_one_in(d, 6);

	if (parent->kind == NODE_OBJECT) {
		decorated_text(d, child->text, true);
		buf_add_text(&d->text, ": ");
		child = child->next;
	}
	decorated_flow(d, child, lines, column + 2);
}

static inline void decorated_flow(struct decorated *d, const struct node *value, bool lines,
				  uint32_t column)
{
	bool object = value->kind == NODE_OBJECT, last;

	if (!object && value->kind != NODE_ARRAY) {
		decorated_scalar(d, value, true);
		return;
	}
	buf_add_char(&d->text, object ? '{' : '[');
	for (const struct node *child = value->first; child; child = child->next) {
		decorated_flow_gap(d, lines, column);
		decorated_flow_child(d, value, child, column);
		if (object)
			child = child->next;
		last = !child->next;
		if (!last || decorated_one_in(d, 8))
			buf_add_text(&d->text, last || lines ? "," : ", ");
	}
	if (value->count)
		decorated_flow_gap(d, lines, column - 1);
	buf_add_char(&d->text, object ? '}' : ']');
}

static inline void decorated_entries(struct decorated *d, const struct node *value,
				     uint32_t column, bool first_is_there);

/* On lines of its own, or beside its dash. */
static inline void decorated_block(struct decorated *d, const struct node *value,
				   uint32_t column, bool dash)
{
	uint32_t step = value->kind == NODE_ARRAY ? d->list_step : d->map_step;

	if (dash && !decorated_one_in(d, 6)) {
		decorated_spaces(d, d->dash_step - 1);
		decorated_entries(d, value, column + d->dash_step, true);
		return;
	}
	decorated_end(d);
	decorated_entries(d, value, column + (dash ? d->dash_step : step), false);
}

/* After a colon or a dash. */
static inline void decorated_value(struct decorated *d, const struct node *value,
				   uint32_t column, bool dash)
{
	bool collection = value->kind == NODE_OBJECT || value->kind == NODE_ARRAY;

	if (collection && value->count && !decorated_one_in(d, 5)) {
		decorated_block(d, value, column, dash);
		return;
	}
	if (value->kind == NODE_NULL && decorated_one_in(d, 2)) {
		decorated_end(d);
		return;
	}
	if (value->kind == NODE_STRING &&
	    ((decorated_one_in(d, 12) && decorated_folded(d, value->text, column)) ||
	     (decorated_one_in(d, 12) && decorated_literal(d, value->text, column))))
		return;
	if (decorated_one_in(d, 25)) {
		decorated_end(d);
		decorated_spaces(d, column + 3);
	} else {
		decorated_spaces(d, decorated_one_in(d, 10) ? 2 : 1);
	}
	decorated_flow(d, value, decorated_one_in(d, 3), column + 4);
	decorated_end(d);
}

static inline void decorated_entries(struct decorated *d, const struct node *value,
				     uint32_t column, bool first_is_there)
{
	for (const struct node *child = value->first; child; child = child->next) {
		if (!first_is_there) {
			decorated_above(d, column);
			decorated_spaces(d, column);
		}
		first_is_there = false;
		if (value->kind == NODE_ARRAY) {
			buf_add_char(&d->text, '-');
			decorated_value(d, child, column, true);
			continue;
		}
		decorated_text(d, child->text, false);
		buf_add_char(&d->text, ':');
		child = child->next;
		decorated_value(d, child, column, false);
	}
	if (decorated_one_in(d, 15)) {
		decorated_spaces(d, column + decorated_one_in(d, 2));
		buf_printf(&d->text, "# 注 %d%s", ++d->n_comments, d->line_end);
	}
}

/* The document; d->random is the seed, all else of `d` zeroed. The caller releases d->text. */
static inline void decorated_write(struct decorated *d, const struct node *root)
{
	static const char *const ends[] = {"\n", "\n", "\n", "\r\n", "\r"};
	bool marks = decorated_one_in(d, 6);

	d->line_end = ends[decorated_below(&d->random, 5)];
	d->map_step = decorated_one_in(d, 3) ? 4 : 2;
	d->list_step = (uint32_t)decorated_below(&d->random, 3) * 2;
	d->dash_step = decorated_one_in(d, 5) ? 4 : 2;
	if (decorated_one_in(d, 8))
		buf_add_text(&d->text, "\xEF\xBB\xBF");
	if (marks)
		buf_printf(&d->text, "---%s", d->line_end);
	if (root->count && (root->kind == NODE_OBJECT || root->kind == NODE_ARRAY)) {
		decorated_entries(d, root, 0, false);
	} else {
		decorated_flow(d, root, false, 2);
		decorated_end(d);
	}
	if (marks)
		buf_printf(&d->text, "...%s", d->line_end);
	else if (decorated_one_in(d, 5))
		d->text.len -= strlen(d->line_end);
}

#endif
