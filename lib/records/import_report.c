/* SPDX-License-Identifier: MIT */
/* Lists, and what they are shown with. */
#include "records/import_report.h"

#include "records/mask.h"
#include "text/encoding.h"

#include <stdlib.h>
#include <string.h>

uint32_t import_report_row(struct import_report *r, uint32_t input, uint32_t line,
			   size_t number)
{
	*vec_add(&r->rows) = (struct import_origin){
		.input = input, .line = line, .number = number, .record = IMPORT_NO_ROW};
	return (uint32_t)(r->rows.n - 1);
}

struct import_problem *import_report_problem(struct import_report *r, uint32_t row,
					     enum severity severity, const char *rule)
{
	struct import_problem *p = vec_add(&r->problems);

	p->row = row;
	p->line = r->rows.at[row].line;
	p->severity = severity;
	p->rule = rule;
	if (severity == SEVERITY_ERROR)
		r->rows.at[row].rejected = true;
	return p;
}

void import_report_copy(struct import_report *r, struct import_problem *p,
			const struct message *message)
{
	p->message = (struct message){.id = message->id};
	message_add_all(&p->message, &r->arena, message);
}

/* The first code points of a text. */
static struct str cut(struct str text, bool *whole)
{
	size_t at = 0;

	for (int n = 0; n < IMPORT_VALUE_MAX && at < text.len; n++)
		encoding_next(text, &at);
	*whole = at == text.len;
	return str_sub(text, 0, at);
}

const char *import_report_value(struct import_report *r, struct str text)
{
	struct buf masked = {0};
	bool whole;
	const char *value;

	mask_text(&masked, text);
	value = arena_cstr(&r->arena, cut(buf_str(&masked), &whole));
	if (!whole)
		value = arena_printf(&r->arena, "%s...", value);
	buf_release(&masked);
	return value;
}

static size_t find_note(const struct import_report *r, uint32_t input, struct str header,
			const char *id)
{
	size_t i = 0;

	while (i < r->notes.n &&
	       !(r->notes.at[i].input == input && strcmp(r->notes.at[i].id, id) == 0 &&
		 str_eq(r->notes.at[i].header, header)))
		i++;
	return i;
}

void import_report_note(struct import_report *r, uint32_t row, struct str header,
			const char *id, struct str from, struct str to)
{
	const struct import_origin *origin = &r->rows.at[row];
	size_t i = find_note(r, origin->input, header, id);
	bool first = i == r->notes.n, kept = r->every_note && r->noted.n < IMPORT_NOTES_MAX;
	struct str shown_from = {0}, shown_to = {0};

	if (first || kept) {
		shown_from = str_of(import_report_value(r, from));
		shown_to = str_of(import_report_value(r, to));
	}
	if (first)
		*vec_add(&r->notes) = (struct import_note){
			id,       origin->input, arena_str(&r->arena, header), 0, shown_from,
			shown_to, origin->line};
	r->notes.at[i].count++;
	if (kept)
		*vec_add(&r->noted) = (struct import_noted){i, origin->line, origin->number,
							    shown_from, shown_to};
}

static int compare(const void *a, const void *b)
{
	const struct import_problem *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return strcmp(x->rule, y->rule);
}

void import_report_sort(struct import_report *r)
{
	if (r->problems.n)
		qsort(r->problems.at, r->problems.n, sizeof *r->problems.at, compare);
}

bool import_report_rejects(const struct import_report *r)
{
	return r->fates[IMPORT_REJECTED] > 0;
}

void import_report_reset(struct import_report *r)
{
	r->rows.n = r->problems.n = r->notes.n = r->noted.n = 0;
	memset(r->fates, 0, sizeof r->fates);
	memset(r->records, 0, sizeof r->records);
	r->removed = 0;
	arena_reset(&r->arena);
}

void import_report_release(struct import_report *r)
{
	vec_release(&r->rows);
	vec_release(&r->problems);
	vec_release(&r->notes);
	vec_release(&r->noted);
	arena_release(&r->arena);
}
