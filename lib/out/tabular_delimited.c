/* SPDX-License-Identifier: MIT */
/*
 * Comma-separated values (RFC 4180, section 2, with LF for CR LF, as W3C's "Model for Tabular
 * Data" allows): names first, then the rows.
 *
 * Null is an empty field and the empty text `""`; where there is one column only, null is `""`,
 * too: readers pass over empty lines. Tab-separated values (IANA text/tab-separated-values)
 * have no quotes: a tab, a line break or a backslash within a value is \t, \n, \r, \\; unless
 * the options ask for quotes, as spreadsheets write them.
 */
#include "base/mem.h"
#include "out/tabular_out.h"
#include "text/csv.h"

static void add_csv(struct buf *out, struct str s, bool only)
{
	if (s.ptr || only)
		csv_put(out, ',', s);
}

static void add_quoted_tsv(struct buf *out, struct str s, bool only)
{
	if (s.ptr || only)
		csv_put(out, '\t', s);
}

static void add_tsv(struct buf *out, struct str s, bool only)
{
	(void)only;
	for (size_t i = 0; i < s.len; i++) {
		switch (s.ptr[i]) {
		case '\t':
			buf_add_text(out, "\\t");
			break;
		case '\n':
			buf_add_text(out, "\\n");
			break;
		case '\r':
			buf_add_text(out, "\\r");
			break;
		case '\\':
			buf_add_text(out, "\\\\");
			break;
		default:
			buf_add_char(out, s.ptr[i]);
		}
	}
}

/* How one format separates and writes values. */
struct delimited {
	char separator;
	void (*add)(struct buf *out, struct str value, bool only);
};

static void add_row(struct buf *out, const struct delimited *d, const struct str *cells,
		    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_add_char(out, d->separator);
		d->add(out, cells[i], n == 1);
	}
	buf_add_char(out, '\n');
}

static int render(const struct delimited *d, const struct table *t,
		  const struct tabular_options *o, size_t *rows, struct error *error)
{
	struct tabular_out out = {
		.blocks = {.write = o->write, .context = o->context},
		.options = o,
		.error = error,
	};
	struct str *cells = mem_zalloc(t->n_columns, sizeof *cells);
	int status;

	if (o->byte_order_mark)
		buf_add_text(&out.blocks.buf, "\xEF\xBB\xBF");
	for (size_t i = 0; i < t->n_columns; i++)
		cells[i] = t->columns[i].name;
	add_row(&out.blocks.buf, d, cells, t->n_columns);
	while ((status = t->next(t->context, cells, error)) == 1) {
		add_row(&out.blocks.buf, d, cells, t->n_columns);
		if (rows)
			++*rows;
		status = blocks_flush(&out.blocks, out.error);
		if (status < 0)
			break;
	}
	mem_free(cells);
	return blocks_end(&out.blocks, status, out.error);
}

static int render_csv(const struct table *tables, size_t n, const struct tabular_options *o,
		      size_t *rows, struct error *error)
{
	static const struct delimited csv = {',', add_csv};

	return n ? render(&csv, tables, o, rows, error) : 0;
}

static int render_tsv(const struct table *tables, size_t n, const struct tabular_options *o,
		      size_t *rows, struct error *error)
{
	static const struct delimited tsv = {'\t', add_tsv}, quoted = {'\t', add_quoted_tsv};

	return n ? render(o->quotes ? &quoted : &tsv, tables, o, rows, error) : 0;
}

const struct tabular tabular_delimited_csv = {
	.name = "csv",
	.for_machines = true,
	.render = render_csv,
};

const struct tabular tabular_delimited_tsv = {
	.name = "tsv",
	.for_machines = true,
	.render = render_tsv,
};
