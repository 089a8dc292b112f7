/* SPDX-License-Identifier: MIT */
/* Rows written again as they were, and what is wrong with each beside it. */
#include "records/import_job.h"
#include "text/cell.h"
#include "text/edit.h"

#include <stdio.h>

/* A file's rejected rows on their way out. */
struct rejects {
	struct import *im;
	uint32_t input;
	import_words *words;
	void *context;
	struct import_reader reader;
	struct buf text;           /* in UTF-8 */
	size_t at;                 /* the next row of the report that may be of this file */
	size_t problem;            /* the next problem */
	struct buf rules, message; /* of one row */
};

/* Gathers what rejected a row; problems come in the rows' order. */
static void gather(struct rejects *r, uint32_t row)
{
	const struct import_report *report = &r->im->report;

	buf_reset(&r->rules);
	buf_reset(&r->message);
	for (; r->problem < report->problems.n && report->problems.at[r->problem].row <= row;
	     r->problem++) {
		const struct import_problem *p = &report->problems.at[r->problem];

		if (p->row < row || p->severity != SEVERITY_ERROR)
			continue;
		buf_printf(&r->rules, "%s%s", r->rules.len ? " " : "", p->rule);
		buf_add_text(&r->message, r->message.len ? "; " : "");
		r->words(r->context, p, &r->message);
	}
	if (r->rules.len == 0) { /* it is another row of the record that is at fault */
		struct import_problem other = {.row = row, .rule = "import.other-row"};

		message_set(&other.message, &r->im->report.arena, "import.other-row", NULL);
		buf_add_text(&r->rules, other.rule);
		r->words(r->context, &other, &r->message);
	}
}

/* The row's index in the report; false: it is not rejected. */
static bool find_row(struct rejects *r, const struct import_row *row, uint32_t *index)
{
	const struct import_report *report = &r->im->report;

	while (r->at < report->rows.n && (report->rows.at[r->at].input != r->input ||
					  report->rows.at[r->at].number < row->number))
		r->at++;
	*index = (uint32_t)r->at;
	return r->at < report->rows.n && report->rows.at[r->at].number == row->number &&
	       report->rows.at[r->at].fate == IMPORT_REJECTED;
}

static bool is_added(const struct csv_cell *header)
{
	return import_columns_is_reject(cell_trim(header->text));
}

static bool has_added(const struct csv_row *header)
{
	for (size_t i = 0; i < header->n; i++)
		if (is_added(&header->cells[i]))
			return true;
	return false;
}

/* A row's own cells: as they were written, or, where some of them are of an earlier file of
 * rejects, without those. */
static void put_cells(struct rejects *r, const struct csv_row *row)
{
	const struct csv_row *header = &r->reader.header;
	const char separator = r->reader.csv.separator;
	bool first = true;

	if (!has_added(header)) {
		buf_add(&r->text, row->raw);
		for (size_t i = row->n; i < header->n; i++)
			buf_add_char(&r->text, separator);
		return;
	}
	for (size_t i = 0; i < row->n || i < header->n; i++) {
		if (i < header->n && is_added(&header->cells[i]))
			continue;
		if (!first)
			buf_add_char(&r->text, separator);
		first = false;
		if (i < row->n && (row->cells[i].text.len || row->cells[i].quoted))
			csv_put(&r->text, separator, row->cells[i].text);
	}
}

static void put_added(struct rejects *r, struct str number, struct str rules,
		      struct str message)
{
	const struct str cells[] = {number, rules, message};

	for (int i = 0; i < 3; i++) {
		buf_add_char(&r->text, r->reader.csv.separator);
		csv_put(&r->text, r->reader.csv.separator, cells[i]);
	}
	buf_add(&r->text, r->reader.csv.line_end);
}

static void put_row(struct rejects *r, const struct import_row *row)
{
	char number[24];

	if (r->text.len == 0) {
		put_cells(r, &r->reader.header);
		put_added(r, STR("sws_row"), STR("sws_rule"), STR("sws_message"));
	}
	snprintf(number, sizeof number, "%zu", row->number);
	put_cells(r, &row->cells);
	put_added(r, str_of(number), buf_str(&r->rules), buf_str(&r->message));
}

static void put_document(struct rejects *r, const struct import_row *row)
{
	struct arena arena = {0};
	const char *number = arena_printf(&arena, "%zu", row->number);
	const struct edit edits[] = {
		{EDIT_SET, STR("/sws_row"), value_number(&arena, str_of(number))},
		{EDIT_SET, STR("/sws_rule"), value_string(&arena, buf_str(&r->rules))},
		{EDIT_SET, STR("/sws_message"), value_string(&arena, buf_str(&r->message))},
	};
	struct error error = {0};
	struct str raw = row->raw;

	if (r->im->inputs.at[r->input].format == IMPORT_STREAM && !str_starts(raw, STR("---")))
		buf_add_text(&r->text, "---\n");
	if (edit_text(&r->text, raw, edits, 3, NULL, &error) < 0)
		buf_add(&r->text, raw);
	if (!str_ends(buf_str(&r->text), STR("\n")))
		buf_add_char(&r->text, '\n');
	error_release(&error);
	arena_release(&arena);
}

static int put_rows(struct rejects *r, struct error *error)
{
	bool table = import_input_is_table(&r->im->inputs.at[r->input]);
	struct import_row row;
	uint32_t index;
	int status;

	while ((status = import_reader_next(&r->reader, &row, error)) > 0) {
		if (!find_row(r, &row, &index))
			continue;
		gather(r, index);
		if (table)
			put_row(r, &row);
		else
			put_document(r, &row);
	}
	return status;
}

int import_rejects(struct import *im, size_t input, import_words *words, void *context,
		   struct buf *out, struct error *error)
{
	const struct import_input *file = &im->inputs.at[input];
	struct rejects r = {
		.im = im, .input = (uint32_t)input, .words = words, .context = context};
	int status = import_reader_begin(&r.reader, file, error);

	if (status == 0)
		status = put_rows(&r, error);
	if (status == 0 && r.text.len)
		status = charset_encode(out, file->text.charset, file->text.bom,
					buf_str(&r.text), error);
	import_reader_end(&r.reader);
	buf_release(&r.text);
	buf_release(&r.rules);
	buf_release(&r.message);
	return status;
}
