/* SPDX-License-Identifier: MIT */
/*
 * The format for people: columns aligned by the columns of a terminal, numbers to the right,
 * long texts wrapped.
 *
 * Widths follow from the titles and the first SAMPLE_ROWS rows, which are held; further rows
 * are laid out by the same widths. Of a table that is too wide the widest columns give way
 * first; of one that is too wide even so each cell has a line, after its column's title, and an
 * empty line stands between two rows.
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
	/* Of a table too wide: two columns, titles and cells; else NULL. */
	struct layout *pair;
	bool begun; /* the first row is written */
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

/* The widest column that may give way, or NULL. */
static size_t *widest(const struct layout *l)
{
	size_t *width = NULL;

	for (size_t i = 0; i < l->table->n_columns; i++)
		if (!table_is_number(l->table->columns[i].type) &&
		    l->widths[i] > (width ? *width : WIDTH_MIN))
			width = &l->widths[i];
	return width;
}

/* Numbers are never wrapped: their columns keep their widths. Whether it is narrow enough. */
static bool fit(struct layout *l)
{
	size_t n = l->table->n_columns, total = n ? GAP * (n - 1) : 0;

	for (size_t i = 0; i < n; i++)
		total += l->widths[i];
	while (l->options->width && total > l->options->width) {
		size_t *width = widest(l);

		if (!width)
			return false;
		--*width;
		total--;
	}
	return true;
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

/* A row as lines of title and cell. */
static void add_pairs(struct layout *l, struct buf *out, const struct str *cells)
{
	if (l->begun)
		buf_add_char(out, '\n');
	for (size_t i = 0; i < l->table->n_columns; i++) {
		const struct table_column *c = &l->table->columns[i];
		const struct str pair[] = {title_of(&c->title, c->name, l->options->language),
					   cells[i]};

		add_row(l->pair, out, pair);
	}
	l->begun = true;
}

static void put_row(struct layout *l, struct buf *out, const struct str *cells)
{
	if (l->pair)
		add_pairs(l, out, cells);
	else
		add_row(l, out, cells);
}

static int add_rows(struct layout *l, struct tabular_out *out, bool more, size_t *rows)
{
	const struct table *t = l->table;
	struct str *cells = mem_zalloc(t->n_columns, sizeof *cells);
	size_t n = l->sample.n;
	int status = 0;

	for (size_t i = 0; i < l->sample.n; i++)
		put_row(l, &out->blocks.buf, l->sample.at[i]);
	while (more && (status = t->next(t->context, cells, out->error)) == 1) {
		put_row(l, &out->blocks.buf, cells);
		n++;
		status = blocks_flush(&out->blocks, out->error);
		if (status < 0)
			break;
	}
	if (rows)
		*rows += n;
	mem_free(cells);
	return status;
}

static void init(struct layout *l)
{
	size_t n = l->table->n_columns;

	l->widths = mem_zalloc(n, sizeof *l->widths);
	l->lines = mem_zalloc(n, sizeof *l->lines);
	l->at = mem_zalloc(n, sizeof *l->at);
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

/* A column alone, or hardly any width, is best left as it is. */
static bool gains_by_pairs(const struct layout *l)
{
	return l->table->n_columns > 1 && l->options->width >= 2 * WIDTH_MIN + GAP;
}

/* Titles take half of the width at most. */
static void measure_pair(const struct layout *l, struct layout *pair)
{
	size_t width = l->options->width, most = width / 2;

	for (size_t i = 0; i < l->table->n_columns; i++) {
		const struct table_column *c = &l->table->columns[i];

		measure(pair, 0, title_of(&c->title, c->name, l->options->language));
	}
	if (pair->widths[0] > most)
		pair->widths[0] = most;
	pair->widths[1] = width > pair->widths[0] + GAP ? width - pair->widths[0] - GAP : 1;
}

static int add_in_pairs(struct layout *l, struct tabular_out *out, bool more, size_t *rows)
{
	static const struct table_column columns[2] = {{.type = TABLE_TEXT},
						       {.type = TABLE_TEXT}};
	const struct table two = {.columns = columns, .n_columns = 2};
	struct layout pair = {.table = &two, .options = l->options};
	int status;

	init(&pair);
	measure_pair(l, &pair);
	l->pair = &pair;
	status = add_rows(l, out, more, rows);
	l->pair = NULL;
	release(&pair);
	return status;
}

static int add_table(struct tabular_out *out, const struct table *t, size_t *rows)
{
	struct layout l = {.table = t, .options = out->options};
	int status;

	init(&l);
	measure_titles(&l);
	status = take_sample(&l, out->error);
	if (status >= 0 && (fit(&l) || !gains_by_pairs(&l))) {
		add_head(&l, &out->blocks.buf);
		status = add_rows(&l, out, status == 1, rows);
	} else if (status >= 0) {
		status = add_in_pairs(&l, out, status == 1, rows);
	}
	release(&l);
	return status;
}

static int render(const struct table *tables, size_t n, const struct tabular_options *o,
		  size_t *rows, struct error *error)
{
	struct tabular_out out = {
		.blocks = {.write = o->write, .context = o->context},
		.options = o,
		.error = error,
	};
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++) {
		if (n > 1) {
			struct str title =
				title_of(&tables[i].title, tables[i].name, o->language);

			buf_add_text(&out.blocks.buf, i ? "\n" : "");
			unicode_escape(&out.blocks.buf, title);
			buf_add_text(&out.blocks.buf, "\n\n");
		}
		status = add_table(&out, &tables[i], rows);
	}
	return blocks_end(&out.blocks, status, out.error);
}

const struct tabular tabular_table = {
	.name = "table",
	.several = true,
	.render = render,
};
