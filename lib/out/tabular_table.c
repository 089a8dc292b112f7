/* SPDX-License-Identifier: MIT */
/*
 * The format for people: columns aligned by the columns of a terminal, numbers to the right,
 * long texts wrapped.
 *
 * Widths follow from the titles and the first SAMPLE_ROWS rows, which are held; further rows
 * are laid out by the same widths. Of a table that is too wide the widest columns give way
 * first.
 */
#include "base/mem.h"
#include "base/vec.h"
#include "out/tabular_out.h"
#include "text/encoding.h"
#include "text/unicode.h"

enum {
	SAMPLE_ROWS = 1000,
	GAP = 2,       /* between columns */
	WIDTH_MIN = 6, /* of a column that gives way */
};

struct layout {
	const struct table *table;
	const struct tabular_options *options;
	size_t *widths;
	struct arena arena; /* of the sample */
	struct VEC(struct str *) sample;
	struct buf *lines; /* what is left of each cell of the row being written, made safe */
	size_t *at;        /* how far it is written */
};

static struct str title_of(const struct table_title *title, struct str name, enum language l)
{
	struct str text = l == LANGUAGE_ZH ? title->zh : title->en;

	return text.len ? text : name;
}

static size_t width_of(const struct layout *l, struct str safe)
{
	return unicode_width_as(safe, l->options->ambiguous_width);
}

static void measure(struct layout *l, size_t column, struct str text)
{
	struct buf safe = {0};
	size_t width;

	unicode_escape(&safe, text);
	width = width_of(l, buf_str(&safe));
	if (width > l->widths[column])
		l->widths[column] = width;
	buf_release(&safe);
}

static void measure_titles(struct layout *l)
{
	for (size_t i = 0; i < l->table->n_columns; i++) {
		const struct table_column *c = &l->table->columns[i];

		measure(l, i, title_of(&c->title, c->name, l->options->language));
	}
}

/* Holds and measures the first rows; 1 when there may be more. */
static int take_sample(struct layout *l, struct error *error)
{
	const struct table *t = l->table;
	struct str *cells = mem_zalloc(t->n_columns, sizeof *cells);
	int status = 1;

	while (l->sample.n < SAMPLE_ROWS && (status = t->next(t->context, cells, error)) == 1) {
		struct str *kept = arena_alloc(&l->arena, t->n_columns * sizeof *kept);

		for (size_t i = 0; i < t->n_columns; i++) {
			kept[i] = arena_str(&l->arena, cells[i]);
			measure(l, i, kept[i]);
		}
		*vec_add(&l->sample) = kept;
	}
	mem_free(cells);
	return status;
}

static size_t widest(const struct layout *l)
{
	size_t at = 0;

	for (size_t i = 1; i < l->table->n_columns; i++)
		if (l->widths[i] > l->widths[at])
			at = i;
	return at;
}

/* Numbers are never wrapped: their columns keep their widths. */
static void fit(struct layout *l)
{
	size_t n = l->table->n_columns, total = n ? GAP * (n - 1) : 0;

	for (size_t i = 0; i < n; i++)
		total += l->widths[i];
	while (l->options->width && total > l->options->width) {
		size_t at = widest(l);

		if (l->widths[at] <= WIDTH_MIN || table_is_number(l->table->columns[at].type))
			return;
		l->widths[at]--;
		total--;
	}
}

/* The end of the part of `text` from `from` on that fits: at a space if there is one, never
 * before something that has no width of its own. */
static size_t fitting(const struct layout *l, struct str text, size_t from, size_t width)
{
	size_t at = from, used = 0, space = from;

	while (at < text.len) {
		size_t next = at, one;

		encoding_next(text, &next);
		one = width_of(l, str_sub(text, at, next - at));
		if (used + one > width && at > from)
			return space > from ? space : at;
		used += one;
		if (text.ptr[at] == ' ')
			space = next;
		at = next;
	}
	return text.len;
}

static void add_spaces(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_add_char(out, ' ');
}

/* One line of a cell, and the room it leaves; the last column leaves none. */
static void add_part(struct layout *l, struct buf *out, size_t i)
{
	bool last = i + 1 == l->table->n_columns;
	bool right = table_is_number(l->table->columns[i].type);
	struct str text = buf_str(&l->lines[i]), part;
	size_t end = fitting(l, text, l->at[i], l->widths[i]), width;

	part = str_sub(text, l->at[i], end - l->at[i]);
	while (part.len && part.ptr[part.len - 1] == ' ' && end < text.len)
		part.len--;
	width = width_of(l, part);
	if (right && width < l->widths[i])
		add_spaces(out, l->widths[i] - width);
	buf_add(out, part);
	if (!last)
		add_spaces(out,
			   GAP + (right || width > l->widths[i] ? 0 : l->widths[i] - width));
	l->at[i] = end;
}

static bool is_written(const struct layout *l)
{
	for (size_t i = 0; i < l->table->n_columns; i++)
		if (l->at[i] < l->lines[i].len)
			return false;
	return true;
}

/* Takes the spaces at the end of the line away, and ends it. */
static void end_line(struct buf *out, size_t start)
{
	while (out->len > start && out->ptr[out->len - 1] == ' ')
		out->len--;
	buf_add_char(out, '\n');
}

/* A row, on as many lines as its longest cell takes. */
static void add_row(struct layout *l, struct buf *out, const struct str *cells)
{
	for (size_t i = 0; i < l->table->n_columns; i++) {
		buf_reset(&l->lines[i]);
		l->at[i] = 0;
		unicode_escape(&l->lines[i], cells[i]);
	}
	do {
		size_t start = out->len;

		for (size_t i = 0; i < l->table->n_columns; i++)
			add_part(l, out, i);
		end_line(out, start);
	} while (!is_written(l));
}

static void add_head(struct layout *l, struct buf *out)
{
	size_t n = l->table->n_columns;
	struct str *titles = mem_zalloc(n, sizeof *titles);

	for (size_t i = 0; i < n; i++)
		titles[i] = title_of(&l->table->columns[i].title, l->table->columns[i].name,
				     l->options->language);
	buf_add_text(out, l->options->colour ? "\x1B[1m" : "");
	add_row(l, out, titles);
	if (l->options->colour) {
		out->len--; /* before the line's end */
		buf_add_text(out, "\x1B[m\n");
	}
	mem_free(titles);
}

static int add_rows(struct layout *l, struct tabular_out *out, bool more, size_t *rows)
{
	const struct table *t = l->table;
	struct str *cells = mem_zalloc(t->n_columns, sizeof *cells);
	size_t n = l->sample.n;
	int status = 0;

	for (size_t i = 0; i < l->sample.n; i++)
		add_row(l, &out->buf, l->sample.at[i]);
	while (more && (status = t->next(t->context, cells, out->error)) == 1) {
		add_row(l, &out->buf, cells);
		n++;
		status = tabular_out_flush(out);
		if (status < 0)
			break;
	}
	if (rows)
		*rows += n;
	mem_free(cells);
	return status;
}

static void release(struct layout *l)
{
	for (size_t i = 0; i < l->table->n_columns; i++)
		buf_release(&l->lines[i]);
	mem_free(l->widths);
	mem_free(l->lines);
	mem_free(l->at);
	vec_release(&l->sample);
	arena_release(&l->arena);
}

static int add_table(struct tabular_out *out, const struct table *t, size_t *rows)
{
	struct layout l = {.table = t, .options = out->options};
	int status;

	l.widths = mem_zalloc(t->n_columns, sizeof *l.widths);
	l.lines = mem_zalloc(t->n_columns, sizeof *l.lines);
	l.at = mem_zalloc(t->n_columns, sizeof *l.at);
	measure_titles(&l);
	status = take_sample(&l, out->error);
	if (status >= 0) {
		fit(&l);
		add_head(&l, &out->buf);
		status = add_rows(&l, out, status == 1, rows);
	}
	release(&l);
	return status;
}

static int render(const struct table *tables, size_t n, const struct tabular_options *o,
		  size_t *rows, struct error *error)
{
	struct tabular_out out = {.options = o, .error = error};
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++) {
		if (n > 1) {
			struct str title =
				title_of(&tables[i].title, tables[i].name, o->language);

			buf_add_text(&out.buf, i ? "\n" : "");
			unicode_escape(&out.buf, title);
			buf_add_text(&out.buf, "\n\n");
		}
		status = add_table(&out, &tables[i], rows);
	}
	return tabular_out_end(&out, status);
}

const struct tabular tabular_table = {
	.name = "table",
	.several = true,
	.render = render,
};
