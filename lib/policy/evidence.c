/* SPDX-License-Identifier: MIT */
/* The rule's SQL with one subject in focus. */
#include "policy/evidence.h"

#include "base/date.h"
#include "store/usage.h"

enum { PATH, LINE, VALUES };

static int locate(struct evidence *e, struct store *store, struct error *error)
{
	struct query *q;
	int status = query_open(store, STR("SELECT _path, _line FROM judged"), &q, error);

	if (status == 0)
		status = query_next(q, error);
	if (status == 1) {
		e->path = arena_str(&e->arena, query_text(q, 0));
		e->line = (uint32_t)query_integer(q, 1);
		status = 0;
	}
	query_close(q);
	return status;
}

/* Columns for the values; of[i] is that of the query's i-th, 0 for what is no value. */
static size_t *add_columns(struct evidence *e, const struct rule *rule, struct query *q)
{
	int n = query_columns(q);
	size_t *of = arena_zalloc(&e->arena, (size_t)n * sizeof *of);

	grid_column(&e->rows, STR("path"), TABLE_TEXT);
	grid_column(&e->rows, STR("line"), TABLE_INTEGER);
	for (int i = 0; i < n; i++) {
		struct str name = arena_str(&e->arena, query_name(q, i));

		if (!judged_is_value(name))
			continue;
		of[i] = e->rows.columns.n;
		grid_column(&e->rows, name, TABLE_TEXT)->title =
			pack_title(rule->labels, rule->n_labels, name);
	}
	return of;
}

/* The types that the values of a column have had, as bits. */
static unsigned type_bit(struct query *q, int column)
{
	switch (query_value_type(q, column)) {
	case QUERY_NULL:
		return 0;
	case QUERY_INTEGER:
		return 1U << TABLE_INTEGER;
	case QUERY_REAL:
		return 1U << TABLE_DECIMAL;
	case QUERY_TEXT:
	case QUERY_BYTES:
		break;
	}
	return date_parse(query_text(q, column), NULL) ? 1U << TABLE_DATE : 1U << TABLE_TEXT;
}

static enum table_type type_of(unsigned seen)
{
	if (seen == 1U << TABLE_INTEGER)
		return TABLE_INTEGER;
	if (seen && (seen & ~(1U << TABLE_INTEGER | 1U << TABLE_DECIMAL)) == 0)
		return TABLE_DECIMAL;
	return seen == 1U << TABLE_DATE ? TABLE_DATE : TABLE_TEXT;
}

static void add_row(struct evidence *e, struct query *q, const size_t *of, unsigned *seen)
{
	int path = query_find(q, "_path"), line = query_find(q, "_line");

	grid_row(&e->rows);
	if (path >= 0 && !query_is_null(q, path)) {
		grid_set(&e->rows, PATH, query_text(q, path));
		if (line >= 0 && !query_is_null(q, line))
			grid_set(&e->rows, LINE, query_text(q, line));
	}
	for (int i = 0; i < query_columns(q); i++) {
		if (!of[i] || query_is_null(q, i))
			continue;
		seen[of[i]] |= type_bit(q, i);
		grid_set(&e->rows, of[i], query_text(q, i));
	}
}

static int read_rows(struct evidence *e, const struct rule *rule, struct query *q,
		     struct str wanted, struct error *error)
{
	const size_t *of = add_columns(e, rule, q);
	unsigned *seen = arena_zalloc(&e->arena, e->rows.columns.n * sizeof *seen);
	int subject = query_find(q, "subject"), status;

	while ((status = query_next(q, error)) == 1)
		if (subject >= 0 && str_eq(query_text(q, subject), wanted))
			add_row(e, q, of, seen);
	for (size_t i = VALUES; i < e->rows.columns.n; i++)
		e->rows.columns.at[i].type = type_of(seen[i]);
	return status;
}

static int load_rows(struct evidence *e, const struct rule *rule, struct str subject,
		     struct store *store, struct error *error)
{
	struct query *q;
	int status;

	if (rule->evidence.sql.len == 0) {
		grid_column(&e->rows, STR("path"), TABLE_TEXT);
		grid_column(&e->rows, STR("line"), TABLE_INTEGER);
		return 0;
	}
	status = query_open(store, rule->evidence.sql, &q, error);
	if (status == 0)
		status = read_rows(e, rule, q, subject, error);
	query_close(q);
	return status < 0 ? judged_sql_error(rule, &rule->evidence, error) : 0;
}

/* The condition of the rule's file is a parameter read, too. */
static int load_parameters(struct evidence *e, const struct rule *rule, struct str scope,
			   struct store *store, struct error *error)
{
	const struct statement *const statements[] = {&rule->measure, &rule->evidence};
	int status = usage_parameters(store, scope, &e->parameters, &e->arena, error);

	if (rule->when.len && !map_find(&e->parameters, rule->when))
		map_add(&e->parameters, rule->when);
	for (size_t i = 0; i < sizeof statements / sizeof *statements && status == 0; i++)
		if (statements[i]->sql.len)
			status = usage_parameters(store, statements[i]->sql, &e->parameters,
						  &e->arena, error);
	return status;
}

int evidence_load(struct evidence *e, const struct pack *pack, const struct rule *rule,
		  const struct kind *kind, struct str subject, struct store *store,
		  struct error *error)
{
	struct judged judged;
	int status;

	judged_init(&judged, pack, store);
	status = judged_focus(&judged, kind, &subject, 1, error);
	if (status == 0)
		status = locate(e, store, error);
	judged_guard(&judged, rule);
	if (status == 0)
		status = load_rows(e, rule, subject, store, error);
	judged_unguard(&judged);
	if (status == 0)
		status = load_parameters(e, rule, *pack_scope(pack, kind, rule->scope), store,
					 error);
	judged_release(&judged);
	return status;
}

void evidence_release(struct evidence *e)
{
	grid_release(&e->rows);
	map_release(&e->parameters);
	arena_release(&e->arena);
}
