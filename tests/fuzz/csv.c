/* SPDX-License-Identifier: MIT */
/*
 * Delimited text: what is found of an input's encoding writes it back, the rows and what is
 * between them are all of it, and what is written of cells reads as those cells.
 */
#include "holds.h"

#include "text/charset.h"
#include "text/csv.h"
#include "text/encoding.h"

#include <stdlib.h>

/* The text is converted back, and from there to itself. */
static void holds_encoding(const struct charset_text *t)
{
	struct error error = {0};
	struct buf bytes = {0};
	struct charset_text again;

	HOLDS(t->charset != CHARSET_DETECT);
	HOLDS(str_index(t->text, '\0') == t->text.len);
	for (size_t at = 0; at < t->text.len;)
		HOLDS(encoding_next(t->text, &at) != ENCODING_NONE);
	HOLDS(charset_encode(&bytes, t->charset, t->bom, t->text, &error) == 0);
	HOLDS(charset_decode(buf_str(&bytes), t->charset, "x", &again, &error) == 0);
	HOLDS(again.bom == t->bom && str_eq(again.text, t->text));
	charset_release(&again);
	buf_release(&bytes);
}

/* Between rows there are line ends only. */
static void holds_gap(const char *from, const char *to)
{
	HOLDS(from <= to);
	for (; from < to; from++)
		HOLDS(*from == '\n' || *from == '\r');
}

static void holds_places(const struct csv *c, const struct csv_row *row)
{
	const char *end = row->raw.ptr + row->raw.len;
	struct position last = {row->line, 0};

	HOLDS(row->n >= 1 && row->n <= CSV_COLUMNS_MAX);
	HOLDS(row->raw.len > 0 && row->cells[0].at == row->raw.ptr);
	for (size_t i = 0; i < row->n; i++) {
		const struct csv_cell *cell = &row->cells[i];
		struct position p = csv_place(row, cell->at);

		HOLDS(cell->at >= row->raw.ptr && cell->at <= end);
		HOLDS(i == 0 || cell->at[-1] == c->separator);
		HOLDS(cell->quoted == (cell->at < end && *cell->at == '"'));
		HOLDS(p.line > last.line || (p.line == last.line && p.column > last.column));
		last = p;
	}
}

/* The row's cells, written, read as a row of the same cells. */
static void holds_written(const struct csv *c, const struct csv_row *row)
{
	struct error error = {0};
	struct buf text = {0};
	struct csv_row again;
	struct csv reader;

	for (size_t i = 0; i < row->n; i++) {
		if (i)
			buf_add_char(&text, c->separator);
		csv_put(&text, c->separator, row->cells[i].text);
	}
	csv_init(&reader, buf_str(&text), c->separator, "x");
	HOLDS(csv_next(&reader, &again, &error) == 1);
	HOLDS(again.n == row->n && again.number == 0 && again.line == 1);
	for (size_t i = 0; i < row->n; i++)
		HOLDS(str_eq(again.cells[i].text, row->cells[i].text));
	HOLDS(csv_next(&reader, &again, &error) == 0);
	csv_release(&reader);
	buf_release(&text);
}

static void holds_failure(const struct error *error, uint32_t line)
{
	const struct str *at = message_arg(&error->message, STR("line"));

	HOLDS(error->message.id != NULL);
	HOLDS(at && strtoul(at->ptr, NULL, 10) >= line);
}

static void holds_rows(struct str text)
{
	const char *from = text.ptr, *end = text.ptr + text.len;
	struct error error = {0};
	uint32_t line = 1;
	struct csv_row row;
	size_t n = 0;
	struct csv c;
	int status;

	csv_init(&c, text, 0, "x");
	for (; (status = csv_next(&c, &row, &error)) == 1; n++) {
		holds_gap(from, row.raw.ptr);
		holds_places(&c, &row);
		holds_written(&c, &row);
		HOLDS(row.number == n && row.line >= line);
		line = row.line;
		from = row.raw.ptr + row.raw.len;
	}
	if (status == 0)
		holds_gap(from, end);
	else
		holds_failure(&error, line);
	error_release(&error);
	csv_release(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = holds_input(data, size);
	struct error error = {0};

	for (enum charset told = CHARSET_DETECT; told <= CHARSET_GB18030; told++) {
		struct charset_text t;

		if (charset_decode(input, told, "x", &t, &error) == 0) {
			holds_encoding(&t);
			holds_rows(t.text.ptr ? t.text : STR(""));
		} else {
			HOLDS(error.message.id != NULL);
		}
		charset_release(&t);
	}
	error_release(&error);
	return 0;
}
