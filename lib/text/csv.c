/* SPDX-License-Identifier: MIT */
/* Rows are read where they lie: only cells with "" in them are copied. */
#include "text/csv.h"

#include "text/place.h"

#include <stdio.h>
#include <string.h>

/* One row being read. */
struct scan {
	struct csv *csv;
	const char *start, *p, *end;
	struct error *error;
};

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* The bytes of the line end at `p`, or 0. */
static size_t line_end_length(const char *p, const char *end)
{
	if (p == end || !is_line_end(*p))
		return 0;
	return *p == '\r' && end - p > 1 && p[1] == '\n' ? 2 : 1;
}

static struct position place_at(const struct scan *s, const char *at)
{
	struct str row = {s->start, (size_t)(s->end - s->start)};
	struct position p = place_of(row, (size_t)(at - s->start));

	p.line += s->csv->line - 1;
	return p;
}

/* The numbers of an error, as words. */
struct words {
	char line[24], column[24], number[24];
};

static struct words words_of(struct position p, size_t number)
{
	struct words w;

	snprintf(w.line, sizeof w.line, "%u", p.line);
	snprintf(w.column, sizeof w.column, "%u", p.column);
	snprintf(w.number, sizeof w.number, "%zu", number);
	return w;
}

static int refuse_unclosed(const struct scan *s, const char *quote)
{
	struct words w = words_of(place_at(s, quote), 0);

	return error_set(s->error, STATUS_INVALID, "csv.unclosed-quote", "file", s->csv->file,
			 "line", w.line, "column", w.column, NULL);
}

static int refuse_after_quote(const struct scan *s, const char *quote)
{
	struct words w = words_of(place_at(s, s->p), place_at(s, quote).line);

	return error_set(s->error, STATUS_INVALID, "csv.after-quote", "file", s->csv->file,
			 "line", w.line, "column", w.column, "opened", w.number, NULL);
}

static int refuse_size(const struct scan *s, const char *cell)
{
	struct words w = words_of(place_at(s, cell), s->csv->cells.n);
	char max[24];

	snprintf(max, sizeof max, "%d", CSV_CELL_MAX);
	return error_set(s->error, STATUS_LIMIT, "csv.cell-size", "file", s->csv->file, "line",
			 w.line, "column", w.column, "number", w.number, "max", max, NULL);
}

static int refuse_columns(const struct scan *s)
{
	struct words w = words_of(place_at(s, s->start), CSV_COLUMNS_MAX);

	return error_set(s->error, STATUS_LIMIT, "csv.columns", "file", s->csv->file, "line",
			 w.line, "max", w.number, NULL);
}

/* The text with each "" made ", in the arena. */
static struct str undouble(struct arena *arena, struct str written)
{
	char *copy = arena_alloc(arena, written.len), *to = copy;

	while (written.len) {
		size_t n = str_index(written, '"');

		memcpy(to, written.ptr, n);
		to += n;
		if (n < written.len)
			*to++ = '"';
		written = str_sub(written, n + 2, written.len);
	}
	return (struct str){copy, (size_t)(to - copy)};
}

/* The closing quote of the cell whose text begins at `p`, or NULL. */
static const char *closing_quote(const char *p, const char *end, bool *doubled)
{
	*doubled = false;
	while (p < end && (p = memchr(p, '"', (size_t)(end - p))) != NULL) {
		if (end - p < 2 || p[1] != '"')
			return p;
		*doubled = true;
		p += 2;
	}
	return NULL;
}

static int read_quoted(struct scan *s, struct csv_cell *cell)
{
	const char *quote = s->p, *close;
	bool doubled;

	close = closing_quote(quote + 1, s->end, &doubled);
	if (!close)
		return refuse_unclosed(s, quote);
	cell->quoted = true;
	cell->text = (struct str){quote + 1, (size_t)(close - quote - 1)};
	if (cell->text.len > CSV_CELL_MAX)
		return refuse_size(s, quote);
	if (doubled)
		cell->text = undouble(&s->csv->arena, cell->text);
	s->p = close + 1;
	if (s->p < s->end && *s->p != s->csv->separator && !is_line_end(*s->p))
		return refuse_after_quote(s, quote);
	return 0;
}

static int read_plain(struct scan *s, struct csv_cell *cell)
{
	const char *p = s->p, *end = s->end;
	const char separator = s->csv->separator;

	while (p < end && *p != separator && !is_line_end(*p))
		p++;
	cell->text = (struct str){s->p, (size_t)(p - s->p)};
	if (cell->text.len > CSV_CELL_MAX)
		return refuse_size(s, s->p);
	s->p = p;
	return 0;
}

/* Reads the cells of a row, and leaves `p` at its line end. */
static int read_cells(struct scan *s)
{
	struct csv *c = s->csv;
	int status;

	for (;;) {
		struct csv_cell *cell;

		if (c->cells.n == CSV_COLUMNS_MAX)
			return refuse_columns(s);
		cell = vec_add(&c->cells);
		*cell = (struct csv_cell){.at = s->p};
		status = s->p < s->end && *s->p == '"' ? read_quoted(s, cell)
						       : read_plain(s, cell);
		if (status < 0)
			return status;
		if (s->p == s->end || *s->p != c->separator)
			return 0;
		s->p++;
	}
}

static uint32_t count_line_ends(struct str s)
{
	const char *p = s.ptr, *end = p + s.len;
	uint32_t n = 0;

	for (; p < end; p++)
		if (is_line_end(*p)) {
			p += line_end_length(p, end) - 1;
			n++;
		}
	return n;
}

/* Passes over lines that are no rows. */
static void skip_empty(struct csv *c)
{
	const char *end = c->text.ptr + c->text.len;
	size_t n;

	while (c->at < c->text.len && (n = line_end_length(c->text.ptr + c->at, end)) > 0) {
		c->at += n;
		c->line++;
	}
}

/* The row's breaks of lines can only lie in its quoted cells. */
static void move_past(struct csv *c, const struct scan *s)
{
	size_t n = line_end_length(s->p, s->end);

	for (size_t i = 0; i < c->cells.n; i++)
		if (c->cells.at[i].quoted)
			c->line += count_line_ends(c->cells.at[i].text);
	c->line += n > 0;
	c->at = (size_t)(s->p - c->text.ptr) + n;
	c->number++;
}

int csv_next(struct csv *c, struct csv_row *row, struct error *error)
{
	struct scan s = {.csv = c, .error = error};
	int status;

	skip_empty(c);
	if (c->at >= c->text.len)
		return 0;
	s.start = s.p = c->text.ptr + c->at;
	s.end = c->text.ptr + c->text.len;
	c->cells.n = 0;
	arena_reset(&c->arena);
	status = read_cells(&s);
	if (status < 0)
		return status;
	*row = (struct csv_row){.number = c->number,
				.line = c->line,
				.raw = {s.start, (size_t)(s.p - s.start)},
				.cells = c->cells.at,
				.n = c->cells.n};
	move_past(c, &s);
	return 1;
}

struct position csv_place(const struct csv_row *row, const char *at)
{
	struct position p = place_of(row->raw, (size_t)(at - row->raw.ptr));

	p.line += row->line - 1;
	return p;
}

static void begin(struct csv *c)
{
	c->at = c->number = 0;
	c->line = 1;
}

/* The cells that the separator makes of the first row, 0 if it cannot be read so. Notes how its
 * line ends. */
static size_t try_separator(struct csv *c, char separator)
{
	const char *end = c->text.ptr + c->text.len;
	struct error error = {0};
	struct csv_row row = {0};

	c->separator = separator;
	c->line_end = STR("\n");
	begin(c);
	if (csv_next(c, &row, &error) == 1) {
		const char *p = row.raw.ptr + row.raw.len;
		size_t n = line_end_length(p, end);

		if (n)
			c->line_end = (struct str){p, n};
	}
	error_release(&error);
	return row.n;
}

static char find_separator(struct csv *c)
{
	static const char known[] = {',', ';', '\t'};
	size_t most = 0, found = 0;

	for (size_t i = 0; i < sizeof known; i++) {
		size_t n = try_separator(c, known[i]);

		if (n > most) {
			most = n;
			found = i;
		}
	}
	return known[found];
}

void csv_init(struct csv *c, struct str text, char separator, const char *file)
{
	*c = (struct csv){.text = text.ptr ? text : STR(""), .file = file};
	try_separator(c, separator ? separator : find_separator(c));
	begin(c);
}

void csv_release(struct csv *c)
{
	vec_release(&c->cells);
	arena_release(&c->arena);
	*c = (struct csv){0};
}

static bool wants_quotes(struct str s, char separator)
{
	if (s.len == 0 || s.ptr[0] == ' ' || s.ptr[s.len - 1] == ' ')
		return true;
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '"' || s.ptr[i] == separator || is_line_end(s.ptr[i]))
			return true;
	return false;
}

void csv_put(struct buf *out, char separator, struct str text)
{
	if (wants_quotes(text, separator))
		buf_add_quoted(out, '"', text);
	else
		buf_add(out, text);
}
