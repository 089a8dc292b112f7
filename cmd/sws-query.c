/* SPDX-License-Identifier: MIT */
/* sws-query: rows of records that meet a condition, or what any SELECT gives. */
#include "basis.h"
#include "cli.h"
#include "complaint.h"
#include "headings.h"
#include "paths.h"
#include "records/ask.h"
#include "records/dictionary.h"
#include "sheet.h"
#include "store/lexis.h"

#include <limits.h>
#include <string.h>

enum {
	OPT_SQL = PATHS_FIRST_OTHER,
	OPT_PARAM,
	OPT_TABLES,
	OPT_COLUMNS,
	OPT_WIDTH,
	OPT_AMBIGUOUS_WIDTH,
	OPT_TIME_LIMIT,
	OPT_MEMORY_LIMIT,
};

enum {
	SECONDS = 5, /* of processor time, by default */
	MEBIBYTES = 256,
	ROWS_MAX = 10000000,
};

static const struct cli_option options[] = {
	{'C', "directory", true},
	{'w', "where", true},
	{'s', "select", true},
	{'g', "group", true},
	{'o', "order", true},
	{'n', "limit", true},
	{'f', "format", true},
	{'O', "output", true},
	{'q', "quiet", false},
	{'z', "null", false},
	{BASIS_REV, "rev", true},
	{BASIS_STAGED, "staged", false},
	{PATHS_STDIN, "stdin", false},
	{PATHS_STDIN_PATH, "stdin-path", true},
	{PATHS_FILES_FROM, "files-from", true},
	{BASIS_YEAR, "year", true},
	{BASIS_AS_OF, "as-of", true},
	{BASIS_SET, "set", true},
	{OPT_SQL, "sql", true},
	{OPT_PARAM, "param", true},
	{OPT_TABLES, "tables", false},
	{OPT_COLUMNS, "columns", true},
	{OPT_WIDTH, "width", true},
	{OPT_AMBIGUOUS_WIDTH, "ambiguous-width", true},
	{OPT_TIME_LIMIT, "time-limit", true},
	{OPT_MEMORY_LIMIT, "memory-limit", true},
	{0, NULL, false},
};

static const char usage[] =
	"[-C DIR] [--rev REV | --staged] [--stdin --stdin-path PATH] [--files-from FILE [-z]]"
	" [-w CONDITION] [-s COLUMNS] [-g COLUMNS] [-o ORDER] [-n ROWS] [--param NAME=VALUE]"
	" [--year Y] [--as-of DATE] [--set NAME=VALUE] [-f FORMAT[:FILE]] [-O FILE] [-q]"
	" [--width N] [--ambiguous-width 1|2] [--time-limit SECONDS] [--memory-limit MIB]"
	" [--lang zh|en] [--color auto|always|never] KIND|TABLE|KIND/ID|PATH... "
	"[FUNCTION(...)...]"
	" | [the same options] --sql SQL | --tables | --columns KIND|TABLE";

struct settings {
	struct basis basis;
	struct paths paths;
	struct sheet sheet;
	const char *output, *columns, *condition; /* -O, --columns; an option not for --sql */
	bool tables, quiet;
	struct phrase phrase;
	struct VEC(struct ask_value) values;
	struct VEC(char *) names; /* operands that are to be looked up, and NULL */
	struct ask_options ask;
};

static bool add_value(struct cli *cli, struct settings *s)
{
	struct str value = str_of(cli->value), name = str_split(&value, '=');

	if (!strchr(cli->value, '=') || !lexis_is_name(name)) {
		cli_refuse(cli, "usage.param", "param", cli->value, NULL);
		return false;
	}
	*vec_add(&s->values) = (struct ask_value){name, value};
	return true;
}

static bool set_number(struct cli *cli, const char *option, int low, int *number)
{
	if (cli_number(cli->value, low, INT_MAX, number))
		return true;
	cli_refuse(cli, "usage.number", "option", option, "value", cli->value, NULL);
	return false;
}

static bool set_limit(struct cli *cli, struct settings *s, int letter)
{
	int number;

	if (letter == OPT_TIME_LIMIT) {
		if (!set_number(cli, "--time-limit", 1, &number))
			return false;
		s->ask.limits.time = number * 1000LL;
	} else {
		if (!set_number(cli, "--memory-limit", 1, &number))
			return false;
		s->ask.limits.memory = (size_t)number << 20;
	}
	return true;
}

/* What the question is made of, and not with --sql. */
static bool set_phrase(struct cli *cli, struct settings *s, int letter)
{
	static const char letters[] = "wsgo";
	int number;

	s->condition = "-w, -s, -g, -o, -n";
	if (letter != 'n') {
		phrase_add(&s->phrase, (enum phrase_part)(strchr(letters, letter) - letters),
			   str_of(cli->value));
		return true;
	}
	s->phrase.limited = set_number(cli, "-n", 0, &number);
	s->phrase.limit = s->phrase.limited ? number : 0;
	return s->phrase.limited;
}

static bool set_option(struct cli *cli, struct settings *s, int letter)
{
	switch (letter) {
	case 'f':
		return sheet_format(&s->sheet, cli, cli->value);
	case OPT_WIDTH:
		return sheet_width(&s->sheet, cli, cli->value);
	case OPT_AMBIGUOUS_WIDTH:
		return sheet_ambiguous(&s->sheet, cli, cli->value);
	case 'O':
		s->output = cli->value;
		return true;
	case OPT_SQL:
		s->ask.sql = str_of(cli->value);
		return true;
	case OPT_PARAM:
		return add_value(cli, s);
	case 'q':
		return s->quiet = true;
	case OPT_TABLES:
		return s->tables = true;
	case OPT_COLUMNS:
		s->columns = cli->value;
		return true;
	case OPT_TIME_LIMIT:
	case OPT_MEMORY_LIMIT:
		return set_limit(cli, s, letter);
	default:
		break;
	}
	if (basis_has(letter))
		return basis_take(&s->basis, cli, letter);
	if (!paths_has(letter))
		return set_phrase(cli, s, letter);
	paths_set(&s->paths, cli, letter);
	return true;
}

/* Options and operands that do not go together. */
static bool check_options(struct cli *cli, const struct settings *s)
{
	int ways = s->tables + (s->columns != NULL) + (s->ask.sql.ptr != NULL);
	bool listed = s->tables || s->columns;

	if (ways > 1 || (listed && s->condition))
		cli_refuse(cli, "usage.one-question", "usage", cli->usage, NULL);
	else if (ways && *cli->args)
		cli_refuse(cli, "usage.operand", "operand", *cli->args, "usage", cli->usage,
			   NULL);
	else if (s->ask.sql.ptr && s->condition)
		cli_refuse(cli, "usage.not-with-sql", "option", s->condition, NULL);
	else if (s->ask.sql.ptr && s->paths.list)
		cli_refuse(cli, "usage.not-with-sql", "option", "--files-from", NULL);
	else if (s->ask.sql.ptr && str_trim(s->ask.sql).len == 0)
		cli_refuse(cli, "query.empty", NULL);
	else
		return basis_settle(&s->basis, cli) && paths_settle(&s->paths, cli);
	return false;
}

static bool read_options(struct cli *cli, struct settings *s)
{
	int letter;

	basis_begin(&s->basis);
	sheet_begin(&s->sheet);
	s->ask.phrase = &s->phrase;
	s->ask.limits = (struct guard_limits){.memory = (size_t)MEBIBYTES << 20,
					      .rows = ROWS_MAX,
					      .time = SECONDS * 1000LL,
					      .clock = cli_processor_time};
	while ((letter = cli_next(cli)) != 0)
		if (!set_option(cli, s, letter))
			return false;
	s->paths.operands = cli->args;
	return !cli->failed && check_options(cli, s) && sheet_settle(&s->sheet, cli, s->output);
}

static int refuse_kind(struct cli *cli, const struct records *r, const char *name)
{
	struct buf nearest = {0};

	dictionary_nearby(r, str_of(name), &nearest);
	if (nearest.len)
		cli_refuse(cli, "query.no-kind-near", "kind", name, "nearest",
			   buf_cstr(&nearest), NULL);
	else
		cli_refuse(cli, "query.no-kind", "kind", name, NULL);
	buf_release(&nearest);
	return CLI_FAILED;
}

static int list(struct cli *cli, const struct settings *s, const struct records *r)
{
	struct dictionary d;
	struct error error = {0};
	size_t rows;
	int status = CLI_DONE;

	if (s->tables)
		dictionary_tables(&d, r);
	else if (!dictionary_columns(&d, r, str_of(s->columns)))
		status = refuse_kind(cli, r, s->columns);
	headings_fill(cli, d.columns, d.table.n_columns);
	if (status == CLI_DONE &&
	    sheet_write(&s->sheet, cli, &d.table, NULL, &rows, &error) < 0)
		status = cli_fail(cli, &error);
	dictionary_release(&d);
	error_release(&error);
	return status;
}

/* The table that a kind or a table is called by, or NULL. */
static const struct store_table *table_called(const struct records *r, struct str name)
{
	const struct kind *kind = kind_find(r->kinds, name);
	const struct table_set *set = store_tables(r->store);

	return kind ? tables_of_kind(set, kind) : tables_find(set, name);
}

static int refuse_tables(struct cli *cli, struct str a, struct str b)
{
	struct arena arena = {0};

	cli_refuse(cli, "query.two-tables", "table", arena_cstr(&arena, a), "other",
		   arena_cstr(&arena, b), NULL);
	arena_release(&arena);
	return CLI_FAILED;
}

/* Whether that is meant as a kind or a table rather than as a path. */
static bool is_misspelt(const struct records *r, struct str name)
{
	struct buf nearest = {0};
	bool near;

	if (!lexis_is_name(name) || snapshot_find(r->snapshot, name))
		return false;
	dictionary_nearby(r, name, &nearest);
	near = nearest.len > 0;
	buf_release(&nearest);
	return near;
}

/* Sorts the operands: a table, expressions to show, and names of records. */
static int sort_operands(struct cli *cli, struct settings *s, const struct records *r)
{
	for (char **operand = cli->args; *operand; operand++) {
		struct str name = str_of(*operand);
		const struct store_table *table = table_called(r, name);

		if (table && s->phrase.table && table != s->phrase.table)
			return refuse_tables(cli, s->phrase.table->name, table->name);
		if (table)
			s->phrase.table = table;
		else if (lexis_is_call(name))
			phrase_add(&s->phrase, PHRASE_SELECT, name);
		else
			*vec_add(&s->names) = *operand;
	}
	if (s->names.n == 1 && !s->phrase.table && is_misspelt(r, str_of(s->names.at[0])))
		return refuse_kind(cli, r, s->names.at[0]);
	*vec_add(&s->names) = NULL;
	s->paths.operands = s->names.at;
	return CLI_DONE;
}

/* The table follows from the records named, where it was not. */
static int settle_table(struct cli *cli, struct settings *s, const struct records *r)
{
	const struct kind *kind = NULL;
	struct error error = {0};
	int status = CLI_DONE;

	if (selection_kind(&s->paths.selection, r, &kind, &error) < 0)
		status = cli_fail(cli, &error);
	else if (!kind && !s->phrase.table)
		status = cli_refuse(cli, "query.no-table-named", "usage", cli->usage, NULL);
	else if (kind && s->phrase.table && s->phrase.table->kind != kind)
		status = refuse_tables(cli, s->phrase.table->name, kind->name);
	else if (!s->phrase.table)
		s->phrase.table = tables_of_kind(store_tables(r->store), kind);
	error_release(&error);
	return status;
}

static int choose(struct cli *cli, struct settings *s, struct records *r)
{
	int status = sort_operands(cli, s, r);
	bool limits = status == CLI_DONE && paths_limit(&s->paths);

	if (status == CLI_DONE)
		status = paths_take(&s->paths, cli, r);
	if (status == CLI_DONE && !s->ask.sql.ptr)
		status = settle_table(cli, s, r);
	if (limits && !s->ask.sql.ptr) {
		s->ask.selection = &s->paths.selection;
		s->phrase.selected = true;
	}
	return status;
}

static int answer(struct cli *cli, struct settings *s, struct records *r)
{
	struct ask *ask = NULL;
	struct error error = {0};
	size_t rows = 0;
	int status;

	s->ask.terms = basis_terms(&s->basis);
	s->ask.values = s->values.at;
	s->ask.n_values = s->values.n;
	status = ask_open(r, &s->ask, &ask, &error);
	if (status == 0) {
		struct table_source source = *ask_source(ask);

		source.program = STR("sws-query " SWS_VERSION);
		if (!s->quiet)
			complaint_missing(cli, ask_findings(ask));
		headings_fill(cli, ask_columns(ask), ask_table(ask)->n_columns);
		status = sheet_write(&s->sheet, cli, ask_table(ask), &source, &rows, &error);
	}
	ask_close(ask);
	status = status < 0 ? complaint_sql(cli, &error) : rows ? CLI_DONE : CLI_NO;
	error_release(&error);
	return status;
}

static int run(struct cli *cli, struct settings *s)
{
	struct records *r = NULL;
	bool lists = s->tables || s->columns;
	int status = CLI_FAILED;

	if (lists)
		status = basis_open_policy(&s->basis, cli, &r);
	else if (paths_read_input(&s->paths, cli, &s->basis.snapshot))
		status = basis_open(&s->basis, cli, &r);
	if (status == CLI_DONE)
		status = lists ? list(cli, s, r) : choose(cli, s, r);
	if (status == CLI_DONE && !lists)
		status = answer(cli, s, r);
	records_close(r);
	return status;
}

int main(int argc, char **argv)
{
	struct settings s = {0};
	struct cli cli;
	int status = CLI_FAILED;

	(void)argc;
	cli_begin(&cli, argv, usage, options);
	if (read_options(&cli, &s))
		status = run(&cli, &s);
	vec_release(&s.values);
	vec_release(&s.names);
	phrase_release(&s.phrase);
	basis_release(&s.basis);
	paths_release(&s.paths);
	return cli_end(&cli, status);
}
