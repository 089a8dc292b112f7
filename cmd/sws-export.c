/* SPDX-License-Identifier: MIT */
/* sws-export: the records of a snapshot as tables, lines of JSON, YAML or SQL. */
#include "base/nearby.h"
#include "basis.h"
#include "fileset.h"
#include "omissions.h"
#include "out/tabular.h"
#include "records/dump.h"
#include "records/stream.h"

#include <string.h>

enum {
	OPT_TABLE = BASIS_FIRST_OTHER,
	OPT_PUBLIC,
	OPT_BOM,
	OPT_REPLACE,
};

static const struct cli_option options[] = {
	{'C', "directory", true},        {'f', "format", true},
	{'O', "output", true},           {BASIS_REV, "rev", true},
	{BASIS_STAGED, "staged", false}, {OPT_TABLE, "table", true},
	{OPT_PUBLIC, "public", false},   {OPT_BOM, "bom", false},
	{OPT_REPLACE, "replace", false}, {0, NULL, false},
};

static const char usage[] =
	"[-C DIR] [--rev REV | --staged] [-f csv|tsv|ndjson|yaml|sql[:FILE]]"
	" [-O FILE|FOLDER] [--replace] [--bom] [--public] [--lang zh|en]"
	" [--color auto|always|never] [KIND... | --table TABLE]";

/* How the records are written. */
static const struct format {
	const char *name;
	bool tables;    /* reads them */
	bool delimited; /* writes each by itself */
	int (*write)(struct export *, blocks_write *, void *context, struct error *);
} formats[] = {
	{"csv", true, true, NULL},
	{"tsv", true, true, NULL},
	{"ndjson", false, false, stream_json},
	{"yaml", false, false, stream_yaml},
	{"sql", true, false, dump_write},
};

enum { FORMATS = sizeof formats / sizeof *formats };

struct settings {
	struct basis basis;
	const struct format *format;
	const char *file, *output, *table; /* of -f, -O, --table */
	bool bom, replace;
	struct export_options export;
	struct VEC(const struct kind *) kinds;
};

static bool set_format(struct cli *cli, struct settings *s)
{
	const char *colon = strchr(cli->value, ':');
	struct str rest = str_of(cli->value), name = str_split(&rest, ':');

	for (size_t i = 0; i < FORMATS; i++)
		if (str_eq(name, str_of(formats[i].name)))
			s->format = &formats[i];
	if (!str_eq(name, str_of(s->format->name)))
		cli_refuse(cli, "usage.format", "format", cli->value, "known",
			   "csv, tsv, ndjson, yaml, sql", NULL);
	else if (colon && !colon[1])
		cli_refuse(cli, "usage.format-file", "format", cli->value, NULL);
	else
		return s->file = colon ? colon + 1 : s->file, true;
	return false;
}

static bool set_option(struct cli *cli, struct settings *s, int letter)
{
	switch (letter) {
	case 'f':
		return set_format(cli, s);
	case 'O':
		s->output = cli->value;
		return true;
	case OPT_TABLE:
		s->table = cli->value;
		return true;
	case OPT_PUBLIC:
		return s->export.reduced = true;
	case OPT_BOM:
		return s->bom = true;
	case OPT_REPLACE:
		return s->replace = true;
	default:
		return basis_take(&s->basis, cli, letter);
	}
}

/* Whether the files go into a folder. */
static bool is_folder(const struct settings *s)
{
	return s->format->delimited && !s->table && s->file;
}

/* Options and operands that do not go together. */
static bool check_options(struct cli *cli, struct settings *s)
{
	if (s->output && s->file) {
		cli_refuse(cli, "usage.output-unused", "file", s->output, NULL);
		return false;
	}
	s->file = s->output ? s->output : s->file;
	if (s->file && strcmp(s->file, "-") == 0)
		s->file = NULL;
	if (s->table && *cli->args)
		cli_refuse(cli, "usage.operand", "operand", *cli->args, "usage", cli->usage,
			   NULL);
	else if (s->table && !s->format->tables)
		cli_refuse(cli, "export.no-tables", "option", "--table", "format",
			   s->format->name, NULL);
	else if (s->bom && !s->format->delimited)
		cli_refuse(cli, "export.only-delimited", "option", "--bom", NULL);
	else if (s->replace && !is_folder(s))
		cli_refuse(cli, "export.only-folder", "option", "--replace", NULL);
	else
		return basis_settle(&s->basis, cli);
	return false;
}

static bool read_options(struct cli *cli, struct settings *s)
{
	int letter;

	basis_begin(&s->basis);
	s->format = &formats[0];
	while ((letter = cli_next(cli)) != 0)
		if (!set_option(cli, s, letter))
			return false;
	return !cli->failed && check_options(cli, s);
}

static int refuse_kind(struct cli *cli, const struct records *r, const char *name)
{
	struct nearby near = {.wanted = str_of(name)};
	struct buf nearest = {0};
	size_t n;
	const struct kind *kinds = kind_all(r->kinds, &n);

	for (size_t i = 0; i < n; i++)
		nearby_offer(&near, kinds[i].name);
	nearby_list(&near, &nearest);
	if (nearest.len)
		cli_refuse(cli, "export.no-kind-near", "kind", name, "nearest",
			   buf_cstr(&nearest), NULL);
	else
		cli_refuse(cli, "export.no-kind", "kind", name, NULL);
	nearby_release(&near);
	buf_release(&nearest);
	return CLI_FAILED;
}

static int refuse_table(struct cli *cli, const struct records *r, const char *name)
{
	const struct table_set *set = store_tables(r->store);
	struct nearby near = {.wanted = str_of(name)};
	struct buf nearest = {0};

	for (size_t i = 0; i < set->tables.n; i++)
		nearby_offer(&near, set->tables.at[i].name);
	nearby_list(&near, &nearest);
	if (nearest.len)
		cli_refuse(cli, "query.no-table-near", "table", name, "nearest",
			   buf_cstr(&nearest), NULL);
	else
		cli_refuse(cli, "query.no-table", "table", name, NULL);
	nearby_release(&near);
	buf_release(&nearest);
	return CLI_FAILED;
}

/* Looks up what operands and --table name. */
static int choose(struct cli *cli, struct settings *s, const struct records *r)
{
	for (char **operand = cli->args; *operand; operand++) {
		const struct kind *kind = kind_find(r->kinds, str_of(*operand));

		if (!kind)
			return refuse_kind(cli, r, *operand);
		*vec_add(&s->kinds) = kind;
	}
	s->export.kinds = s->kinds.at;
	s->export.n_kinds = s->kinds.n;
	s->export.derived = !s->format->delimited;
	if (s->table) {
		s->export.table = tables_find(store_tables(r->store), str_of(s->table));
		if (!s->export.table)
			return refuse_table(cli, r, s->table);
	}
	return CLI_DONE;
}

static int write_table(const struct settings *s, const struct table *table, struct sink *sink,
		       struct error *error)
{
	const struct tabular_options how = {
		.byte_order_mark = s->bom,
		.quotes = true,
		.write = sink_send,
		.context = sink,
	};

	return tabular_find(str_of(s->format->name))->render(table, 1, &how, NULL, error);
}

static int write_one(const struct settings *s, struct export *e, struct sink *sink,
		     struct error *error)
{
	size_t n;
	struct export_table *t = export_tables(e, &n);
	int status;

	if (!s->format->delimited)
		return s->format->write(e, sink_send, sink, error);
	status = export_read(t, error);
	return status < 0 ? status : write_table(s, &t->table, sink, error);
}

static int write_removed(const struct settings *s, struct export *e, struct fileset *folder,
			 struct error *error)
{
	struct arena arena = {0};
	struct grid grid = {0};
	struct table table;
	struct sink *sink;
	int status = fileset_add(folder, arena_printf(&arena, "removed.%s", s->format->name),
				 &sink, error);

	omissions_list(&grid, export_removed(e));
	table = grid_table(&grid, STR("removed"), (struct table_title){STR(""), STR("")});
	if (status == 0)
		status = write_table(s, &table, sink, error);
	grid_release(&grid);
	arena_release(&arena);
	return status;
}

/* A file for each table. */
static int write_all(const struct settings *s, struct export *e, struct error *error)
{
	size_t n;
	struct export_table *tables = export_tables(e, &n);
	struct fileset folder;
	int status = fileset_begin(&folder, s->file, s->replace, error);

	for (size_t i = 0; i < n && status == 0; i++) {
		struct sink *sink;
		char *name = arena_printf(&folder.arena, "%.*s.%s", STR_ARG(tables[i].of->name),
					  s->format->name);

		status = fileset_add(&folder, name, &sink, error);
		if (status == 0)
			status = export_read(&tables[i], error);
		if (status == 0)
			status = write_table(s, &tables[i].table, sink, error);
	}
	if (status == 0 && s->export.reduced)
		status = write_removed(s, e, &folder, error);
	return fileset_end(&folder, status, error);
}

static int write_out(const struct settings *s, struct export *e, struct error *error)
{
	struct sink sink;
	int status = s->format->tables ? export_load(e, error) : 0;

	if (status < 0)
		return status;
	if (is_folder(s))
		return write_all(s, e, error);
	if (sink_begin(&sink, s->file, error) < 0)
		return error->status;
	return sink_end(&sink, write_one(s, e, &sink, error), error);
}

/* Whether the tables can go where they are to go. */
static int check_tables(struct cli *cli, const struct settings *s, struct export *e)
{
	struct buf number = {0};
	size_t n;

	export_tables(e, &n);
	buf_printf(&number, "%zu", n);
	if (s->table && n == 0)
		cli_refuse(cli, "export.not-public", "table", s->table, NULL);
	else if (s->format->delimited && !is_folder(s) && n != 1)
		cli_refuse(cli, "export.several", "n", buf_cstr(&number), NULL);
	else
		n = SIZE_MAX;
	buf_release(&number);
	return n == SIZE_MAX ? CLI_DONE : CLI_FAILED;
}

static int export(struct cli *cli, const struct settings *s, struct records *r)
{
	struct export *e = export_new(r, &s->export);
	struct error error = {0};
	int status = check_tables(cli, s, e);

	if (status == CLI_DONE && write_out(s, e, &error) < 0)
		status = cli_fail(cli, &error);
	if (status == CLI_DONE) {
		omissions_say_removed(cli, export_removed(e));
		status = omissions_say_broken(cli, export_findings(e));
	}
	export_free(e);
	error_release(&error);
	return status;
}

int main(int argc, char **argv)
{
	struct settings s = {.format = NULL};
	struct records *r = NULL;
	struct cli cli;
	int status = CLI_FAILED;

	(void)argc;
	cli_begin(&cli, argv, usage, options);
	if (read_options(&cli, &s))
		status = basis_open(&s.basis, &cli, &r);
	if (r && status == CLI_DONE)
		status = choose(&cli, &s, r);
	if (r && status == CLI_DONE)
		status = export(&cli, &s, r);
	records_close(r);
	vec_release(&s.kinds);
	basis_release(&s.basis);
	return cli_end(&cli, status);
}
