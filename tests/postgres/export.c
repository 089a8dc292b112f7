/* SPDX-License-Identifier: MIT */
/*
 * export DIR YEAR AS_OF SQL ROWS
 *
 * Judges the repository in DIR and writes two files: SQL, a script for psql that, behind the
 * tables which sws-export writes, runs all SQL of the pack unchanged; and ROWS, what SQLite
 * answered, as the script prints it: of each measure `rule subject applies measured required
 * holds due`, of evidence and of `affects` how many rows there were. Sorted, both are to be the
 * same (DESIGN.md, "The store": SQL of packs runs unchanged on SQLite and PostgreSQL).
 */
#include "base/date.h"
#include "policy/judged.h"
#include "records/validate.h"
#include "store/query.h"

#include <stdio.h>
#include <stdlib.h>

struct export
{
	struct records *r;
	FILE *sql, *rows;
	struct judged judged;
	struct error error;
};

static _Noreturn void fail(const struct export *x, const char *what)
{
	const struct message *m = &x->error.message;

	fprintf(stderr, "export: %s: %s", what, m->id ? m->id : "");
	for (size_t i = 0; i < m->n_args; i++)
		fprintf(stderr, " %s=%.*s", m->args[i].name, STR_ARG(m->args[i].value));
	fputc('\n', stderr);
	exit(2);
}

static struct query *open_query(struct export *x, struct str sql)
{
	struct query *q;

	if (query_open(x->r->store, sql, &q, &x->error) < 0)
		fail(x, sql.ptr);
	return q;
}

static bool next_row(struct export *x, struct query *q)
{
	int status = query_next(q, &x->error);

	if (status < 0)
		fail(x, "query");
	return status == 1;
}

/* A value in the text format of COPY. */
static void put_value(FILE *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '\\' || c == '\t' || c == '\n' || c == '\r')
			fputc('\\', out);
		fputc(c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c, out);
	}
}

static void put_cell(FILE *out, struct query *q, int column, bool boolean)
{
	if (column < 0 || query_is_null(q, column))
		fputs("\\N", out);
	else if (boolean)
		fputs(query_integer(q, column) ? "true" : "false", out);
	else
		put_value(out, query_text(q, column));
}

/* The rows of a table behind its COPY. */
static void copy_rows(struct export *x, const char *name)
{
	struct buf sql = {0};
	struct query *q;

	buf_printf(&sql, "SELECT * FROM \"%s\"", name);
	q = open_query(x, buf_str(&sql));
	fprintf(x->sql, "COPY \"%s\" FROM STDIN;\n", name);
	while (next_row(x, q)) {
		for (int i = 0; i < query_columns(q); i++) {
			if (i)
				fputc('\t', x->sql);
			put_cell(x->sql, q, i, false);
		}
		fputc('\n', x->sql);
	}
	fputs("\\.\n", x->sql);
	query_close(q);
	buf_release(&sql);
}

static const struct param *find_param(const struct export *x, struct str name)
{
	for (size_t i = 0; i < x->r->pack->params.n; i++)
		if (str_eq(x->r->pack->params.at[i].name, name))
			return &x->r->pack->params.at[i];
	return NULL;
}

static const char *param_type(const struct export *x, struct str name)
{
	const struct param *p = find_param(x, name);

	if (p && p->type == PARAM_DECIMAL)
		return "numeric";
	return str_eq(name, STR("year")) || (p && p->type == PARAM_INTEGER) ? "bigint" : "text";
}

static void export_params(struct export *x)
{
	struct query *q = open_query(x, STR("SELECT * FROM param"));

	fputs("CREATE TABLE param (", x->sql);
	for (int i = 0; i < query_columns(q); i++)
		fprintf(x->sql, "%s\"%s\" %s", i ? ", " : "", query_name(q, i).ptr,
			param_type(x, query_name(q, i)));
	fputs(");\n", x->sql);
	query_close(q);
	copy_rows(x, "param");
	for (size_t i = 0; i < x->r->pack->params.n; i++) {
		const struct param *p = &x->r->pack->params.at[i];
		struct buf name = {0};

		if (p->type != PARAM_LIST)
			continue;
		buf_printf(&name, "param_%.*s", STR_ARG(p->name));
		fprintf(x->sql, "CREATE TABLE \"%s\" (value text);\n", buf_cstr(&name));
		copy_rows(x, buf_cstr(&name));
		buf_release(&name);
	}
}

/* Both databases get the view under the same name. */
static void define_view(struct export *x, const char *name, struct str select)
{
	struct buf sql = {0};

	fprintf(x->sql, "DROP VIEW IF EXISTS %s;\nCREATE VIEW %s AS %.*s;\n", name, name,
		STR_ARG(select));
	buf_printf(&sql, "DROP VIEW IF EXISTS %s; CREATE TEMP VIEW %s AS %.*s", name, name,
		   STR_ARG(select));
	if (store_run(x->r->store, buf_cstr(&sql), &x->error) < 0)
		fail(x, name);
	buf_release(&sql);
}

/* Of the judged those in scope; elsewhere as a view with the same columns. */
static void show_judged(struct export *x, const struct rule *rule)
{
	const struct kind *kind = rule->subjects[0];
	struct buf sql = {0};

	if (judged_show(&x->judged, rule, kind, &x->error) < 0)
		fail(x, "judged");
	buf_printf(&sql,
		   "SELECT t.*, TRUE AS in_scope FROM \"%.*s\" t WHERE t.id IN"
		   " (SELECT s.id FROM (%.*s) s WHERE s.in_scope)",
		   STR_ARG(kind->table), STR_ARG(*pack_scope(x->r->pack, kind, rule->scope)));
	fprintf(x->sql, "DROP VIEW IF EXISTS judged;\nCREATE VIEW judged AS %s;\n",
		buf_cstr(&sql));
	buf_release(&sql);
}

static void export_measure(struct export *x, const struct rule *rule)
{
	static const char *const columns[] = {"subject",  "applies", "measured",
					      "required", "holds",   "due"};
	struct query *q = open_query(x, rule->measure.sql);
	bool due = query_find(q, "due") >= 0;

	while (next_row(x, q)) {
		fprintf(x->rows, "%s", rule->id.ptr);
		for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
			int column = query_find(q, columns[i]);
			bool boolean = columns[i][0] == 'a' || columns[i][0] == 'h';

			fputc('\t', x->rows);
			if (boolean && query_is_null(q, column))
				fputs("false", x->rows);
			else
				put_cell(x->rows, q, column, boolean);
		}
		fputc('\n', x->rows);
	}
	query_close(q);
	fprintf(x->sql,
		"COPY (SELECT '%s', m.subject, coalesce(m.applies, FALSE)::text, "
		"trim_scale(m.measured::numeric), trim_scale(m.required::numeric), "
		"coalesce(m.holds, FALSE)::text, %s FROM (%.*s) m) TO STDOUT;\n",
		rule->id.ptr, due ? "m.due" : "NULL", STR_ARG(rule->measure.sql));
}

/* How many rows a statement gives. */
static void export_count(struct export *x, const struct rule *rule, const char *what,
			 struct str sql)
{
	struct query *q = open_query(x, sql);
	size_t n = 0;

	while (next_row(x, q))
		n++;
	query_close(q);
	fprintf(x->rows, "%s %s\t%zu\n", rule->id.ptr, what, n);
	fprintf(x->sql, "COPY (SELECT '%s %s', count(*) FROM (%.*s) m) TO STDOUT;\n",
		rule->id.ptr, what, STR_ARG(sql));
}

static void export_rule(struct export *x, const struct rule *rule)
{
	show_judged(x, rule);
	export_measure(x, rule);
	if (rule->evidence.sql.len)
		export_count(x, rule, "evidence", rule->evidence.sql);
	for (size_t i = 0; i < rule->n_affects; i++) {
		struct buf select = {0}, what = {0};

		buf_printf(&select, "SELECT * FROM \"%.*s\"", STR_ARG(rule->affects[i].table));
		define_view(x, "changed", buf_str(&select));
		buf_printf(&what, "affects %.*s", STR_ARG(rule->affects[i].table));
		export_count(x, rule, buf_cstr(&what), rule->affects[i].statement.sql);
		buf_release(&select);
		buf_release(&what);
	}
}

/* What PostgreSQL lacks of the shared subset. */
static void export_functions(struct export *x)
{
	fputs("CREATE FUNCTION add_days(text, bigint) RETURNS text IMMUTABLE STRICT LANGUAGE "
	      "sql "
	      "AS $$ SELECT to_char($1::date + $2::int, 'YYYY-MM-DD') $$;\n"
	      "CREATE FUNCTION days_between(text, text) RETURNS bigint IMMUTABLE STRICT "
	      "LANGUAGE "
	      "sql AS $$ SELECT ($2::date - $1::date)::bigint $$;\n"
	      "CREATE FUNCTION year_of(text) RETURNS bigint IMMUTABLE STRICT LANGUAGE sql "
	      "AS $$ SELECT extract(year FROM $1::date)::bigint $$;\n",
	      x->sql);
}

static void load(struct export *x, const char *dir, const char *year, const char *as_of)
{
	struct validate_options options = {.terms.year = (int)strtol(year, NULL, 10)};
	struct judgement judgement = {0};

	if (!date_parse(str_of(as_of), &options.terms.as_of))
		fail(x, "date");
	if (records_open(&(struct records_options){.folder = dir}, &x->r, &x->error) < 0)
		fail(x, dir);
	store_want_all(x->r->store);
	if (validate_run(x->r, &options, &judgement, &x->error) < 0)
		fail(x, dir);
	judgement_release(&judgement);
}

int main(int argc, char **argv)
{
	struct export x = {0};

	if (argc != 6)
		return 2;
	load(&x, argv[1], argv[2], argv[3]);
	x.sql = fopen(argv[4], "w");
	x.rows = fopen(argv[5], "w");
	if (!x.sql || !x.rows)
		fail(&x, "output");
	export_functions(&x);
	export_params(&x);
	judged_init(&x.judged, x.r->pack, x.r->store);
	fputs("ANALYZE;\nSET jit = off;\n", x.sql);
	for (size_t i = 0; i < x.r->pack->rules.n; i++)
		if (!x.r->pack->rules.at[i].keyword.len)
			export_rule(&x, &x.r->pack->rules.at[i]);
	if (fclose(x.sql) != 0 || fclose(x.rows) != 0)
		fail(&x, "output");
	judged_release(&x.judged);
	records_close(x.r);
	return 0;
}
