/* SPDX-License-Identifier: MIT */
/* Rows about tables and columns. */
#include "records/dictionary.h"

#include "base/nearby.h"
#include "policy/param.h"
#include "records/heading.h"

/* The columns of `param` that no pack has (RULES.md, "Verdicts"). */
static const struct {
	struct str name;
	enum table_type type;
} period[] = {
	{STR("year"), TABLE_INTEGER},   {STR("year_start"), TABLE_DATE},
	{STR("year_end"), TABLE_DATE},  {STR("as_of"), TABLE_DATE},
	{STR("judged_to"), TABLE_DATE},
};

static int next(void *context, struct str *cells, struct error *error)
{
	struct dictionary *d = context;

	(void)error;
	if (d->at == d->cells.n)
		return 0;
	for (size_t i = 0; i < d->table.n_columns; i++)
		cells[i] = d->cells.at[d->at++];
	return 1;
}

static void begin(struct dictionary *d, struct str name, const char *const *columns, size_t n)
{
	*d = (struct dictionary){0};
	d->columns = arena_zalloc(&d->arena, n * sizeof *d->columns);
	for (size_t i = 0; i < n; i++)
		d->columns[i].name = str_of(columns[i]);
	d->table = (struct table){.name = name,
				  .columns = d->columns,
				  .n_columns = n,
				  .next = next,
				  .context = d};
}

static void add(struct dictionary *d, struct str cell)
{
	*vec_add(&d->cells) = cell.len ? cell : (struct str){0};
}

static void add_title(struct dictionary *d, struct table_title title)
{
	add(d, title.zh);
	add(d, title.en);
}

static struct str list_name(struct dictionary *d, const struct param *p)
{
	return str_of(arena_printf(&d->arena, "param_%.*s", STR_ARG(p->name)));
}

void dictionary_tables(struct dictionary *d, const struct records *r)
{
	static const char *const columns[] = {"table", "kind", "title_zh", "title_en"};
	const struct table_set *set = store_tables(r->store);

	begin(d, STR("tables"), columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < set->tables.n; i++) {
		add(d, set->tables.at[i].name);
		add(d, set->tables.at[i].kind->name);
		add_title(d, heading_table(&set->tables.at[i], &d->arena));
	}
	add(d, STR("param"));
	add(d, STR(""));
	add_title(d, (struct table_title){r->pack->title.zh, r->pack->title.en});
	for (size_t i = 0; i < r->pack->params.n; i++) {
		const struct param *p = &r->pack->params.at[i];

		if (p->type != PARAM_LIST)
			continue;
		add(d, list_name(d, p));
		add(d, STR(""));
		add_title(d, (struct table_title){p->title.zh, p->title.en});
	}
}

static struct str choices(struct dictionary *d, const struct field *field)
{
	struct buf text = {0};
	struct str joined;

	for (size_t i = 0; field && i < field->n_choices; i++)
		buf_printf(&text, "%s%.*s", i ? " " : "", STR_ARG(field->choices[i].value));
	joined = arena_str(&d->arena, buf_str(&text));
	buf_release(&text);
	return joined;
}

static void add_columns(struct dictionary *d, const struct store_table *table)
{
	for (size_t i = 0; i < table->columns.n; i++) {
		const struct column *column = &table->columns.at[i];

		add(d, table->name);
		add(d, column->name);
		add(d, str_of(table_type_name(heading_type(column))));
		add_title(d, heading_column(table, column, &d->arena));
		add(d, column->field ? column->field->references : STR(""));
		add(d, choices(d, column->field));
	}
}

static void add_parameter(struct dictionary *d, struct str table, struct str column,
			  enum table_type type, struct table_title title)
{
	add(d, table);
	add(d, column);
	add(d, str_of(table_type_name(type)));
	add_title(d, title);
	add(d, STR(""));
	add(d, STR(""));
}

static enum table_type parameter_type(enum param_type type)
{
	return type == PARAM_INTEGER   ? TABLE_INTEGER
	       : type == PARAM_DECIMAL ? TABLE_DECIMAL
	       : type == PARAM_DATE    ? TABLE_DATE
				       : TABLE_TEXT;
}

/* Of `param`, or of the table of a list. */
static void add_parameters(struct dictionary *d, const struct records *r, struct str name)
{
	bool all = str_eq(name, STR("param"));

	for (size_t i = 0; all && i < sizeof period / sizeof *period; i++)
		add_parameter(d, name, period[i].name, period[i].type,
			      (struct table_title){STR(""), STR("")});
	for (size_t i = 0; i < r->pack->params.n; i++) {
		const struct param *p = &r->pack->params.at[i];
		struct table_title title = {p->title.zh, p->title.en};

		if (all && p->type != PARAM_LIST)
			add_parameter(d, name, p->name, parameter_type(p->type), title);
		else if (p->type == PARAM_LIST && str_eq(list_name(d, p), name))
			add_parameter(d, name, STR("value"), TABLE_TEXT, title);
	}
}

bool dictionary_columns(struct dictionary *d, const struct records *r, struct str name)
{
	static const char *const columns[] = {"table",    "column",     "type",  "title_zh",
					      "title_en", "references", "values"};
	const struct table_set *set = store_tables(r->store);

	begin(d, STR("columns"), columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < set->tables.n; i++)
		if (str_eq(set->tables.at[i].kind->name, name) ||
		    str_eq(set->tables.at[i].name, name))
			add_columns(d, &set->tables.at[i]);
	if (d->cells.n == 0)
		add_parameters(d, r, name);
	return d->cells.n > 0;
}

void dictionary_nearby(const struct records *r, struct str name, struct buf *list)
{
	const struct table_set *set = store_tables(r->store);
	struct nearby near = {.wanted = name};

	for (size_t i = 0; i < set->tables.n; i++)
		if (set->tables.at[i].depth == 0)
			nearby_offer(&near, set->tables.at[i].kind->name);
	for (size_t i = 0; i < set->tables.n; i++)
		nearby_offer(&near, set->tables.at[i].name);
	nearby_list(&near, list);
	nearby_release(&near);
}

void dictionary_release(struct dictionary *d)
{
	vec_release(&d->cells);
	arena_release(&d->arena);
}
