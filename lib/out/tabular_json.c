/* SPDX-License-Identifier: MIT */
/*
 * JSON: `{"columns": [...], "rows": [{...}], "source": {...}}` with a row on each line; several
 * tables are members of "tables", each with its name and titles. ndjson: the rows alone.
 *
 * Numbers stand as they are, exact; a value of a column of numbers that is none is a string.
 */
#include "base/decimal.h"
#include "base/mem.h"
#include "out/tabular_out.h"
#include "text/json.h"

static void add_member(struct buf *out, const char *before, const char *key, struct str value)
{
	buf_add_text(out, before);
	json_quote(out, str_of(key));
	buf_add_text(out, ": ");
	if (value.len)
		json_quote(out, value);
	else
		buf_add_text(out, "null");
}

static void add_titles(struct buf *out, const struct table_title *title)
{
	add_member(out, "\"titles\": {", "zh", title->zh);
	add_member(out, ", ", "en", title->en);
	buf_add_char(out, '}');
}

static void add_columns(struct buf *out, const struct table *t)
{
	buf_add_text(out, "\"columns\": [");
	for (size_t i = 0; i < t->n_columns; i++) {
		const struct table_column *c = &t->columns[i];

		add_member(out, i ? ",\n    {" : "\n    {", "name", c->name);
		buf_add_text(out, ", ");
		add_titles(out, &c->title);
		add_member(out, ", ", "type", str_of(table_type_name(c->type)));
		if (c->unit.en.len || c->unit.zh.len) {
			add_member(out, ", \"unit\": {", "zh", c->unit.zh);
			add_member(out, ", ", "en", c->unit.en);
			buf_add_char(out, '}');
		}
		buf_add_char(out, '}');
	}
	buf_add_text(out, t->n_columns ? "\n  ]" : "]");
}

static bool is_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len > 0 && (s.len == 1 || s.ptr[0] != '0');
}

static bool is_number(struct str s)
{
	struct decimal d;

	return is_digits(s) || (s.len && s.ptr[0] != '+' && decimal_parse(&d, s) == DECIMAL_OK);
}

static void add_value(struct buf *out, enum table_type type, struct str value)
{
	bool plain = (table_is_number(type) && is_number(value)) ||
		     (type == TABLE_BOOLEAN &&
		      (str_eq(value, STR("true")) || str_eq(value, STR("false"))));

	if (!value.ptr)
		buf_add_text(out, "null");
	else if (plain)
		buf_add(out, value);
	else
		json_quote(out, value);
}

static void add_row(struct buf *out, const struct table *t, const struct str *cells)
{
	buf_add_char(out, '{');
	for (size_t i = 0; i < t->n_columns; i++) {
		if (i)
			buf_add_text(out, ", ");
		json_quote(out, t->columns[i].name);
		buf_add_text(out, ": ");
		add_value(out, t->columns[i].type, cells[i]);
	}
	buf_add_char(out, '}');
}

/* All rows, with what stands before the first, between two, and at the end of each. */
static int add_rows(struct tabular_out *out, const struct table *t, const char *first,
		    const char *between, const char *end, size_t *rows)
{
	struct str *cells = mem_zalloc(t->n_columns, sizeof *cells);
	size_t n = 0;
	int status;

	while ((status = t->next(t->context, cells, out->error)) == 1) {
		buf_add_text(&out->blocks.buf, n++ ? between : first);
		add_row(&out->blocks.buf, t, cells);
		buf_add_text(&out->blocks.buf, end);
		status = blocks_flush(&out->blocks, out->error);
		if (status < 0)
			break;
	}
	if (rows)
		*rows += n;
	mem_free(cells);
	return status;
}

static int add_table(struct tabular_out *out, const struct table *t, size_t *rows)
{
	size_t before = rows ? *rows : 0, n = before;
	int status;

	add_columns(&out->blocks.buf, t);
	buf_add_text(&out->blocks.buf, ",\n  \"rows\": [");
	status = add_rows(out, t, "\n    ", ",\n    ", "", &n);
	buf_add_text(&out->blocks.buf, n > before ? "\n  ]" : "]");
	if (rows)
		*rows = n;
	return status;
}

static void add_parameters(struct buf *out, const struct table_source *s)
{
	buf_add_text(out, ",\n    \"parameters\": {");
	for (size_t i = 0; i < s->n_parameters; i++) {
		buf_add_text(out, i ? ",\n      " : "\n      ");
		json_quote(out, s->parameters[i].name);
		buf_add_text(out, ": ");
		json_quote(out, s->parameters[i].value);
	}
	buf_add_text(out, s->n_parameters ? "\n    }" : "}");
}

static void add_source(struct buf *out, const struct table_source *s)
{
	buf_add_text(out, ",\n  \"source\": ");
	if (!s) {
		buf_add_text(out, "null");
		return;
	}
	add_member(out, "{\n    ", "program", s->program);
	add_member(out, ",\n    ", "snapshot", s->snapshot);
	add_member(out, ",\n    ", "commit", s->commit);
	add_member(out, ",\n    ", "pack", s->pack);
	add_member(out, ",\n    ", "pack_digest", s->pack_digest);
	buf_add_text(out, ",\n    \"year\": ");
	if (s->year)
		buf_printf(out, "%d", s->year);
	else
		buf_add_text(out, "null");
	add_member(out, ",\n    ", "as_of", s->as_of);
	add_parameters(out, s);
	buf_add_text(out, "\n  }");
}

static int add_tables(struct tabular_out *out, const struct table *tables, size_t n,
		      size_t *rows)
{
	int status = 0;

	buf_add_text(&out->blocks.buf, "\"tables\": [");
	for (size_t i = 0; i < n && status == 0; i++) {
		add_member(&out->blocks.buf, i ? ", {" : "{", "name", tables[i].name);
		buf_add_text(&out->blocks.buf, ", ");
		add_titles(&out->blocks.buf, &tables[i].title);
		buf_add_text(&out->blocks.buf, ",\n  ");
		status = add_table(out, &tables[i], rows);
		buf_add_char(&out->blocks.buf, '}');
	}
	buf_add_char(&out->blocks.buf, ']');
	return status;
}

static int render_json(const struct table *tables, size_t n, const struct tabular_options *o,
		       size_t *rows, struct error *error)
{
	struct tabular_out out = {
		.blocks = {.write = o->write, .context = o->context},
		.options = o,
		.error = error,
	};
	int status;

	buf_add_text(&out.blocks.buf, "{\n  ");
	status = n == 1 ? add_table(&out, tables, rows) : add_tables(&out, tables, n, rows);
	add_source(&out.blocks.buf, o->source);
	buf_add_text(&out.blocks.buf, "\n}\n");
	return blocks_end(&out.blocks, status, out.error);
}

static int render_ndjson(const struct table *tables, size_t n, const struct tabular_options *o,
			 size_t *rows, struct error *error)
{
	struct tabular_out out = {
		.blocks = {.write = o->write, .context = o->context},
		.options = o,
		.error = error,
	};
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++)
		status = add_rows(&out, &tables[i], "", "", "\n", rows);
	return blocks_end(&out.blocks, status, out.error);
}

const struct tabular tabular_json = {
	.name = "json",
	.for_machines = true,
	.several = true,
	.render = render_json,
};

const struct tabular tabular_json_lines = {
	.name = "ndjson",
	.for_machines = true,
	.render = render_ndjson,
};
