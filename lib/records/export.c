/* SPDX-License-Identifier: MIT */
/* The walk over the records, and tables to read. */
#include "records/export.h"

#include "base/mem.h"
#include "records/heading.h"
#include "records/load.h"
#include "records/mask.h"
#include "records/public.h"
#include "store/query.h"
#include "text/value.h"

struct export
{
	struct records *records;
	struct export_options options;
	struct finding_list findings;
	struct removed removed;
	struct load *load;
	struct VEC(struct export_table) tables;
	struct arena arena;  /* of the tables */
	struct arena record; /* of what is added to one */
};

static bool is_wanted(const struct export *e, const struct kind *kind)
{
	for (size_t i = 0; i < e->options.n_kinds; i++)
		if (e->options.kinds[i] == kind)
			return true;
	return e->options.n_kinds == 0 && kind;
}

/* Some columns and tables of a kind, marked. */
struct marks {
	const struct table_set *set;
	bool *tables;   /* whole tables */
	bool **columns; /* of each table, its columns */
};

/* Marks what the slots fill if it is sensitive, as are all things in one that is. */
static void mark_sensitive(struct marks *m, size_t table, const struct slot *slots, size_t n,
			   bool inherited)
{
	for (size_t i = 0; i < n; i++) {
		const struct slot *s = &slots[i];
		bool sensitive = inherited || s->field->sensitive;

		if (s->field->type == FIELD_LIST || s->field->type == FIELD_VALUES) {
			const struct store_table *list = &m->set->tables.at[s->table];

			m->tables[s->table] = sensitive;
			mark_sensitive(m, s->table, list->slots, list->n_slots, sensitive);
		} else if (s->field->type == FIELD_OBJECT) {
			mark_sensitive(m, table, s->slots, s->n_slots, sensitive);
		} else if (s->field->type != FIELD_OPEN) {
			m->columns[table][s->column] = sensitive;
		}
	}
}

static void mark_all(struct export *e, struct marks *m)
{
	size_t n = m->set->tables.n;

	m->tables = arena_zalloc(&e->arena, n * sizeof *m->tables);
	m->columns = arena_zalloc(&e->arena, n * sizeof *m->columns);
	for (size_t i = 0; i < n; i++)
		m->columns[i] =
			arena_zalloc(&e->arena, m->set->tables.at[i].columns.n * sizeof(bool));
	for (size_t i = 0; i < n && e->options.reduced; i++) {
		const struct store_table *t = &m->set->tables.at[i];

		if (t->depth)
			continue;
		m->tables[i] = t->kind->root.sensitive;
		mark_sensitive(m, i, t->slots, t->n_slots, m->tables[i]);
	}
}

/* Columns for who asks the tables: no value of the record is in them alone. */
static bool is_derived(const struct column *column)
{
	return str_eq(column->name, STR("_path")) || str_eq(column->name, STR("_line")) ||
	       str_eq(column->name, STR("_values"));
}

static size_t index_of(const struct export *e, const struct store_table *of)
{
	for (size_t i = 0; i < e->tables.n; i++)
		if (e->tables.at[i].of == of)
			return i;
	return SIZE_MAX;
}

static void add_table(struct export *e, const struct store_table *of, const bool *hidden)
{
	const struct table_set *set = store_tables(e->records->store);
	size_t owner = of->depth ? index_of(e, &set->tables.at[of->owner]) : SIZE_MAX;
	struct export_table *t = vec_add(&e->tables);
	size_t n = 0;

	t->of = of;
	t->owner = owner;
	t->export = e;
	t->from = arena_zalloc(&e->arena, of->columns.n * sizeof(void *));
	t->columns = arena_zalloc(&e->arena, of->columns.n * sizeof *t->columns);
	for (size_t i = 0; i < of->columns.n; i++) {
		const struct column *c = &of->columns.at[i];

		if (hidden[i] || (!e->options.derived && is_derived(c)))
			continue;
		t->from[n] = c;
		t->columns[n++] =
			(struct table_column){.name = c->name, .type = heading_type(c)};
	}
	t->table = (struct table){.name = of->name, .columns = t->columns, .n_columns = n};
}

static void add_tables(struct export *e)
{
	const struct store_table *only = e->options.table;
	struct marks m = {.set = store_tables(e->records->store)};

	mark_all(e, &m);
	for (size_t i = 0; i < m.set->tables.n; i++) {
		const struct store_table *t = &m.set->tables.at[i];

		if (!m.tables[i] && (only ? t == only : is_wanted(e, t->kind)))
			add_table(e, t, m.columns[i]);
	}
}

struct export *export_new(struct records *r, const struct export_options *options)
{
	struct export *e = mem_zalloc(1, sizeof *e);
	size_t n;
	const struct kind *kinds = kind_all(r->kinds, &n);

	e->records = r;
	e->options = *options;
	if (options->table) {
		e->options.kinds = &options->table->kind;
		e->options.n_kinds = 1;
	}
	for (size_t i = 0; i < n && options->reduced; i++)
		if (is_wanted(e, &kinds[i]))
			public_begin(&e->removed, &kinds[i]);
	add_tables(e);
	e->load = load_new(r, &e->findings);
	return e;
}

void export_free(struct export *e)
{
	if (!e)
		return;
	for (size_t i = 0; i < e->tables.n; i++)
		query_close(e->tables.at[i].query);
	vec_release(&e->tables);
	load_free(e->load);
	finding_release(&e->findings);
	removed_release(&e->removed);
	arena_release(&e->arena);
	arena_release(&e->record);
	mem_free(e);
}

struct export_table *export_tables(struct export *e, size_t *n)
{
	*n = e->tables.n;
	return e->tables.at;
}

/* Takes out what could not be read, which findings tell. */
static void prune(struct node *parent)
{
	bool members = parent->kind == NODE_OBJECT;
	size_t i = 0;

	if (!members && parent->kind != NODE_ARRAY)
		return;
	for (struct node *child = parent->first, *next; child; child = next) {
		struct node *value = members ? child->next : child;

		next = value->next;
		prune(value);
		if (value->kind == NODE_ABSENT)
			value_remove(parent, i);
		else
			i++;
	}
}

/* What is done with each record. */
struct pass {
	bool check; /* for what tables need */
	int (*take)(struct export *, void *context, const struct layout_record *,
		    struct error *);
	void *context;
};

static int take_record(struct export *e, const struct pass *pass,
		       const struct layout_record *record, struct error *error)
{
	size_t first = e->findings.items.n;

	if (e->options.reduced &&
	    !public_allows(&e->removed, record->kind, record->entry->path))
		return 0;
	if (!load_read(e->load, record, pass->check))
		return 0;
	if (e->findings.items.n > first)
		prune(load_tree(e->load)->root);
	arena_reset(&e->record);
	if (e->options.reduced)
		public_reduce(&e->removed, record->kind, load_tree(e->load)->root, &e->record);
	return pass->take(e, pass->context, record, error);
}

static int take_all(struct export *e, const struct pass *pass, struct error *error)
{
	struct layout *layout = layout_new(e->records, &e->findings);
	struct layout_record record;
	int status = 0;

	while (status == 0 && layout_next(layout, &record))
		if (is_wanted(e, record.kind))
			status = take_record(e, pass, &record, error);
	layout_free(layout);
	return status;
}

/* A visit, and its context. */
struct visitor {
	export_visit *visit;
	void *context;
};

static int visit(struct export *e, void *context, const struct layout_record *record,
		 struct error *error)
{
	const struct visitor *v = context;

	return v->visit(v->context, record->kind, load_tree(e->load)->root, &e->record, error);
}

int export_records(struct export *e, export_visit *each, void *context, struct error *error)
{
	struct visitor v = {each, context};

	return take_all(e, &(struct pass){.take = visit, .context = &v}, error);
}

static void count_open(struct export *e, const struct kind *kind, const struct field *of,
		       const struct node *object)
{
	for (size_t i = 0; i < of->n_fields; i++) {
		const struct field *field = &of->fields[i];
		const struct node *value = tree_get(object, field->key);

		if (value && value->kind == NODE_OBJECT && field->type == FIELD_OPEN)
			removed_add(&e->removed, kind->name, field->key, REMOVED_OPEN, 1);
		else if (value && value->kind == NODE_OBJECT && field->type == FIELD_OBJECT)
			count_open(e, kind, field, value);
		else if (value && value->kind == NODE_ARRAY && field->type == FIELD_LIST)
			TREE_EACH_ITEM (item, value)
				count_open(e, kind, field, item);
	}
}

static int put(struct export *e, void *context, const struct layout_record *record,
	       struct error *error)
{
	bool is_put;

	(void)context;
	count_open(e, record->kind, &record->kind->root, load_tree(e->load)->root);
	return load_put(e->load, record, &is_put, error);
}

/* The query is compiled; before records are put, that says which columns are kept. */
static int open_query(struct export_table *t, struct error *error)
{
	struct buf sql = {0};
	int status;

	buf_add_text(&sql, "SELECT ");
	for (size_t i = 0; i < t->table.n_columns; i++)
		buf_printf(&sql, "%s\"%.*s\"", i ? ", " : "", STR_ARG(t->columns[i].name));
	buf_printf(&sql, " FROM \"%.*s\"", STR_ARG(t->of->name));
	status = query_open(t->export->records->store, buf_str(&sql), &t->query, error);
	buf_release(&sql);
	return status;
}

int export_load(struct export *e, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < e->tables.n && status == 0; i++) {
		status = open_query(&e->tables.at[i], error);
		query_close(e->tables.at[i].query);
		e->tables.at[i].query = NULL;
	}
	return status ? status : take_all(e, &(struct pass){.check = true, .take = put}, error);
}

static int next(void *context, struct str *cells, struct error *error)
{
	struct export_table *t = context;
	int status = query_next(t->query, error);

	for (int i = 0; status == 1 && i < (int)t->table.n_columns; i++) {
		if (query_is_null(t->query, i))
			cells[i] = (struct str){0};
		else if (t->columns[i].type == TABLE_BOOLEAN)
			cells[i] = query_integer(t->query, i) ? STR("true") : STR("false");
		else
			cells[i] = query_text(t->query, i);
	}
	return status;
}

int export_read(struct export_table *t, struct error *error)
{
	t->table.next = next;
	t->table.context = t;
	query_close(t->query);
	t->query = NULL;
	return open_query(t, error);
}

int export_refers(struct export_table *t, size_t column, const struct export_table *target,
		  bool *all, struct error *error)
{
	struct str name = t->columns[column].name;
	struct query *q = NULL;
	struct buf sql = {0};
	int status;

	buf_printf(&sql,
		   "SELECT 1 FROM \"%.*s\" WHERE \"%.*s\" IS NOT NULL"
		   " AND \"%.*s\" NOT IN (SELECT \"id\" FROM \"%.*s\") LIMIT 1",
		   STR_ARG(t->of->name), STR_ARG(name), STR_ARG(name),
		   STR_ARG(target->of->name));
	status = query_open(t->export->records->store, buf_str(&sql), &q, error);
	if (status == 0)
		status = query_next(q, error);
	*all = status == 0;
	query_close(q);
	buf_release(&sql);
	return status < 0 ? status : 0;
}

struct finding_list *export_findings(struct export *e)
{
	struct finding_list *list = &e->findings;
	size_t kept = 0;

	for (size_t i = 0; i < list->items.n; i++) {
		const struct finding *f = &list->items.at[i];

		if (f->severity == SEVERITY_ERROR &&
		    (e->options.n_kinds == 0 ||
		     is_wanted(e, records_kind_at(e->records, f->path))))
			list->items.at[kept++] = *f;
	}
	list->items.n = kept;
	mask_findings(list);
	finding_sort(list);
	return list;
}

const struct removed *export_removed(struct export *e)
{
	removed_sort(&e->removed);
	return &e->removed;
}
