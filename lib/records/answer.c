/* SPDX-License-Identifier: MIT */
/* Columns described, rows told; the first ones are held where a type must be learnt of them. */
#include "records/answer.h"

#include "base/mem.h"
#include "records/ask.h"
#include "records/heading.h"

/* What kinds of values a column had. */
struct seen {
	bool integer, real, text;
};

static bool is_taken(const struct answer *a, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(a->columns[i].name, name))
			return true;
	return false;
}

/* A name that no column before has; SQLite does the same in subqueries. */
static struct str unique_name(struct answer *a, size_t column)
{
	struct str plain = arena_str(&a->arena, query_name(a->query, (int)column)), name;

	if (plain.len == 0)
		plain = str_of(arena_printf(&a->arena, "column%zu", column + 1));
	name = plain;
	for (int i = 1; is_taken(a, column, name); i++)
		name = str_of(arena_printf(&a->arena, "%.*s:%d", STR_ARG(plain), i));
	return name;
}

static enum table_type declared_type(struct str declared)
{
	if (str_eq(declared, STR("INTEGER")))
		return TABLE_INTEGER;
	if (str_eq(declared, STR("BOOLEAN")))
		return TABLE_BOOLEAN;
	return str_eq(declared, STR("NUMERIC")) ? TABLE_DECIMAL : TABLE_TEXT;
}

/* Of a parameter, if the pack has it. */
static struct table_title parameter_title(const struct records *r, struct str name)
{
	for (size_t i = 0; i < r->pack->params.n; i++) {
		const struct param *p = &r->pack->params.at[i];

		if (str_eq(p->name, name))
			return (struct table_title){p->title.zh, p->title.en};
	}
	return (struct table_title){STR(""), STR("")};
}

static void describe(struct answer *a, const struct records *r, size_t column)
{
	struct table_column *c = &a->columns[column];
	const struct store_table *table;
	struct str of_table, name, declared = query_declared(a->query, (int)column);
	size_t of;

	query_origin(a->query, (int)column, &of_table, &name);
	c->name = unique_name(a, column);
	c->type = declared_type(declared);
	a->typed[column] = declared.len > 0;
	c->title = (struct table_title){c->name, c->name}; /* an expression, or AS */
	table = tables_find(store_tables(r->store), of_table);
	of = table ? tables_column(table, name) : 0;
	if (table && of < table->columns.n) {
		c->type = heading_type(&table->columns.at[of]);
		if (str_eq(c->name, name))
			c->title = heading_column(table, &table->columns.at[of], &a->arena);
	} else if (!table && of_table.len && str_eq(c->name, name)) {
		c->title = parameter_title(r, str_starts(of_table, STR("param_"))
						      ? str_sub(of_table, 6, of_table.len)
						      : name);
	}
}

static int refuse(struct error *error, const char *id, struct str column)
{
	struct arena arena = {0};

	error_set(error, STATUS_INVALID, id, "column", arena_cstr(&arena, column), NULL);
	arena_release(&arena);
	return STATUS_INVALID;
}

static bool is_finite(struct str number)
{
	char first = number.ptr[number.ptr[0] == '-'];

	return first >= '0' && first <= '9';
}

/* The value of the query's row as text. */
static int take(struct answer *a, size_t column, struct str *cell, struct error *error)
{
	enum query_value value = query_value_type(a->query, (int)column);
	const struct table_column *c = &a->columns[column];

	if (value == QUERY_NULL) {
		*cell = (struct str){0};
		return 0;
	}
	if (value == QUERY_BYTES)
		return refuse(error, "query.bytes", c->name);
	if (value == QUERY_TEXT && table_is_number(c->type))
		return refuse(error, "query.mixed", c->name);
	*cell = query_text(a->query, (int)column);
	if (value == QUERY_REAL && !is_finite(*cell))
		return refuse(error, "query.not-finite", c->name);
	if (value == QUERY_INTEGER && c->type == TABLE_BOOLEAN)
		*cell = str_eq(*cell, STR("0")) ? STR("false") : STR("true");
	return 0;
}

static void note(struct seen *seen, enum query_value value)
{
	seen->integer |= value == QUERY_INTEGER;
	seen->real |= value == QUERY_REAL;
	seen->text |= value == QUERY_TEXT;
}

static int hold_row(struct answer *a, struct seen *seen, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < a->table.n_columns && status == 0; i++) {
		struct str cell;

		note(&seen[i], query_value_type(a->query, (int)i));
		status = take(a, i, &cell, error);
		if (status == 0)
			*vec_add(&a->held) = cell.ptr ? arena_str(&a->arena, cell) : cell;
	}
	return status;
}

static enum table_type type_of(const struct seen *seen)
{
	if (seen->text || !(seen->integer || seen->real))
		return TABLE_TEXT;
	return seen->real ? TABLE_DECIMAL : TABLE_INTEGER;
}

/* Runs the query over the first rows, and gives types to the columns that have none. */
static int learn(struct answer *a, struct error *error)
{
	struct seen *seen = mem_zalloc(a->table.n_columns, sizeof *seen);
	int status = 1;

	for (int rows = 0; rows < ASK_HELD_MAX && status == 1; rows++) {
		status = query_next(a->query, error);
		if (status == 1 && hold_row(a, seen, error) < 0)
			status = STATUS_INVALID;
	}
	a->ended = status == 0;
	for (size_t i = 0; i < a->table.n_columns; i++)
		if (!a->typed[i])
			a->columns[i].type = type_of(&seen[i]);
	mem_free(seen);
	return status < 0 ? status : 0;
}

static int next_held(struct answer *a, struct str *cells)
{
	for (size_t i = 0; i < a->table.n_columns; i++)
		cells[i] = a->held.at[a->shown++];
	return 1;
}

static int next(void *context, struct str *cells, struct error *error)
{
	struct answer *a = context;
	int status;

	if (a->shown < a->held.n)
		return next_held(a, cells);
	if (a->ended)
		return 0;
	status = query_next(a->query, error);
	for (size_t i = 0; status == 1 && i < a->table.n_columns; i++)
		if (take(a, i, &cells[i], error) < 0)
			return STATUS_INVALID;
	return status;
}

int answer_begin(struct answer *a, const struct records *r, struct query *query,
		 struct error *error)
{
	size_t n = (size_t)query_columns(query);
	bool all_typed = true;

	*a = (struct answer){.query = query};
	a->columns = arena_zalloc(&a->arena, n * sizeof *a->columns);
	a->typed = arena_zalloc(&a->arena, n * sizeof *a->typed);
	a->table = (struct table){.name = STR("rows"),
				  .columns = a->columns,
				  .n_columns = n,
				  .next = next,
				  .context = a};
	for (size_t i = 0; i < n; i++) {
		describe(a, r, i);
		all_typed = all_typed && a->typed[i];
	}
	return all_typed ? 0 : learn(a, error);
}

void answer_release(struct answer *a)
{
	vec_release(&a->held);
	arena_release(&a->arena);
}
