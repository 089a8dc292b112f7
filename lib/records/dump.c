/* SPDX-License-Identifier: MIT */
/* Tables in an order in which each follows those it refers to, each with its rows. */
#include "records/dump.h"

#include "base/mem.h"
#include "base/blocks.h"

enum { STATEMENT_BYTES = 1 << 15 }; /* of rows; then a new INSERT begins */

enum progress { WAITING, BEGUN, WRITTEN };

struct dump {
	struct export_table *tables;
	size_t n;
	enum progress *progress; /* of each */
	struct blocks out;
	struct error *error;
};

/* The columns that tell a table's rows apart, by its depth. */
static const char *const keys[] = {
	"\"id\"",
	"\"_record\", \"_n\"",
	"\"_record\", \"_n\", \"_n2\"",
};

static bool is_key(struct str name)
{
	return str_eq(name, STR("id")) || str_eq(name, STR("_record")) ||
	       str_eq(name, STR("_n")) || str_eq(name, STR("_n2"));
}

static const char *type_name(enum table_type type)
{
	static const char *const names[] = {
		[TABLE_TEXT] = "TEXT",       [TABLE_INTEGER] = "BIGINT",
		[TABLE_DECIMAL] = "NUMERIC", [TABLE_BOOLEAN] = "BOOLEAN",
		[TABLE_DATE] = "TEXT",
	};

	return names[type];
}

/* The table of the records that the column names, or `n`. */
static size_t target_of(const struct dump *d, const struct column *column)
{
	struct str kind = column->field ? column->field->references : STR("");
	size_t i = kind.len ? 0 : d->n;

	while (i < d->n &&
	       (d->tables[i].of->depth || !str_eq(d->tables[i].of->kind->name, kind)))
		i++;
	return i;
}

static void add_columns(struct dump *d, const struct export_table *t)
{
	struct buf *out = &d->out.buf;

	buf_printf(out, "CREATE TABLE \"%.*s\" (\n", STR_ARG(t->of->name));
	for (size_t i = 0; i < t->table.n_columns; i++)
		buf_printf(out, "  \"%.*s\" %s%s,\n", STR_ARG(t->columns[i].name),
			   type_name(t->columns[i].type),
			   is_key(t->columns[i].name) ? " NOT NULL" : "");
	buf_printf(out, "  PRIMARY KEY (%s)", keys[t->of->depth]);
}

static void add_owner(struct dump *d, const struct export_table *t)
{
	const struct export_table *owner;

	if (t->owner == SIZE_MAX)
		return;
	owner = &d->tables[t->owner];
	buf_printf(&d->out.buf, ",\n  FOREIGN KEY (%s) REFERENCES \"%.*s\" (%s)",
		   owner->of->depth ? keys[owner->of->depth] : "\"_record\"",
		   STR_ARG(owner->of->name), keys[owner->of->depth]);
}

/* A foreign key, or in `remarks` why it is none. */
static int add_reference(struct dump *d, struct export_table *t, size_t column,
			 struct buf *remarks)
{
	size_t target = target_of(d, t->from[column]);
	const struct export_table *to = &d->tables[target];
	struct str name = t->columns[column].name;
	bool all, before;

	if (target == d->n)
		return 0;
	before = to == t || d->progress[target] == WRITTEN;
	if (export_refers(t, column, to, &all, d->error) < 0)
		return d->error->status;
	if (all && before)
		buf_printf(&d->out.buf,
			   ",\n  FOREIGN KEY (\"%.*s\") REFERENCES \"%.*s\" (\"id\")%s",
			   STR_ARG(name), STR_ARG(to->of->name),
			   to == t ? " DEFERRABLE INITIALLY DEFERRED" : "");
	else
		buf_printf(remarks, "-- no foreign key of \"%.*s\" to \"%.*s\": %s\n",
			   STR_ARG(name), STR_ARG(to->of->name),
			   all ? "the tables refer to each other in a circle"
			       : "some values are no id there");
	return 0;
}

static int add_definition(struct dump *d, struct export_table *t)
{
	struct buf remarks = {0};
	int status = 0;

	buf_add_char(&d->out.buf, '\n');
	add_columns(d, t);
	add_owner(d, t);
	for (size_t i = 0; i < t->table.n_columns && status == 0; i++)
		status = add_reference(d, t, i, &remarks);
	buf_add_text(&d->out.buf, "\n);\n");
	buf_add(&d->out.buf, buf_str(&remarks));
	buf_release(&remarks);
	return status;
}

static void add_row(struct buf *out, const struct table *t, const struct str *cells)
{
	buf_add_char(out, '(');
	for (size_t i = 0; i < t->n_columns; i++) {
		enum table_type type = t->columns[i].type;

		if (i)
			buf_add_text(out, ", ");
		if (!cells[i].ptr)
			buf_add_text(out, "NULL");
		else if (type == TABLE_TEXT || type == TABLE_DATE)
			buf_add_quoted(out, '\'', cells[i]);
		else
			buf_add(out, cells[i]);
	}
	buf_add_char(out, ')');
}

static int add_rows(struct dump *d, struct export_table *t)
{
	struct str *cells = mem_zalloc(t->table.n_columns, sizeof *cells);
	struct buf row = {0};
	size_t bytes = 0; /* of the statement */
	int status = export_read(t, d->error);

	while (status == 0 &&
	       (status = t->table.next(t->table.context, cells, d->error)) == 1) {
		buf_reset(&row);
		add_row(&row, &t->table, cells);
		if (bytes == 0)
			buf_printf(&d->out.buf, "INSERT INTO \"%.*s\" VALUES\n",
				   STR_ARG(t->of->name));
		else
			buf_add_text(&d->out.buf, ",\n");
		buf_add(&d->out.buf, buf_str(&row));
		bytes += row.len;
		if (bytes > STATEMENT_BYTES) {
			buf_add_text(&d->out.buf, ";\n");
			bytes = 0;
		}
		status = blocks_flush(&d->out, d->error);
	}
	buf_add_text(&d->out.buf, bytes ? ";\n" : "");
	buf_release(&row);
	mem_free(cells);
	return status;
}

/* The table and before it, where they wait, those it refers to. */
static int write_table(struct dump *d, size_t table)
{
	struct export_table *t = &d->tables[table];
	int status = 0;

	if (table >= d->n || d->progress[table] != WAITING)
		return 0;
	d->progress[table] = BEGUN;
	if (t->owner != SIZE_MAX)
		status = write_table(d, t->owner);
	for (size_t i = 0; i < t->table.n_columns && status == 0; i++)
		status = write_table(d, target_of(d, t->from[i]));
	if (status == 0)
		status = add_definition(d, t);
	if (status == 0)
		status = add_rows(d, t);
	d->progress[table] = WRITTEN;
	return status;
}

int dump_write(struct export *e, blocks_write *write, void *context, struct error *error)
{
	struct dump d = {.out = {.write = write, .context = context}, .error = error};
	int status = 0;

	d.tables = export_tables(e, &d.n);
	d.progress = mem_zalloc(d.n, sizeof *d.progress);
	buf_add_text(&d.out.buf, "BEGIN;\n");
	for (size_t i = 0; i < d.n && status == 0; i++)
		status = write_table(&d, i);
	buf_add_text(&d.out.buf, "\nCOMMIT;\n");
	mem_free(d.progress);
	return blocks_end(&d.out, status, error);
}
