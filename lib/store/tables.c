/* SPDX-License-Identifier: MIT */
/* Tables out of kinds: one walk over a kind's fields makes columns, child tables and slots. */
#include "store/tables.h"

#include <string.h>

/* What the walk over one object's fields carries along. */
struct walk {
	struct table_set *set;
	struct error *error;
	size_t table;       /* index: the vector may move */
	struct str name;    /* of columns and child tables so far: `premises_` */
	struct str pointer; /* from the row's object: `/premises` */
};

static int walk_fields(const struct walk *w, const struct field *of, struct slot **slots,
		       size_t *n_slots);

static enum column_type column_type(const struct field *field)
{
	switch (field->type) {
	case FIELD_INTEGER:
		return COLUMN_INTEGER;
	case FIELD_NUMBER:
		return COLUMN_DECIMAL;
	case FIELD_BOOLEAN:
		return COLUMN_BOOLEAN;
	default:
		return COLUMN_TEXT;
	}
}

static size_t add_column(struct table_set *set, size_t table, const char *name,
			 enum column_type type)
{
	struct column *column = vec_add(&set->tables.at[table].columns);

	column->name = arena_str(&set->arena, str_of(name));
	column->type = type;
	return set->tables.at[table].columns.n - 1;
}

static struct str join(struct table_set *set, struct str head, const char *between,
		       struct str tail)
{
	return str_of(
		arena_printf(&set->arena, "%.*s%s%.*s", STR_ARG(head), between, STR_ARG(tail)));
}

static int table_error(struct error *error, struct str table, struct str name,
		       const char *reason)
{
	struct buf text = {0};
	int status;

	buf_add(&text, table);
	buf_add_char(&text, '.');
	buf_add(&text, name);
	status = error_set(error, STATUS_INVALID, "pack.table", "table", buf_cstr(&text),
			   "reason", reason, NULL);
	buf_release(&text);
	return status;
}

static int add_scalar(const struct walk *w, const struct field *field, struct slot *slot)
{
	struct table_set *set = w->set;
	struct str name = join(set, w->name, "", field->key);
	struct column *column;

	if (tables_column(&set->tables.at[w->table], name) < set->tables.at[w->table].columns.n)
		return table_error(w->error, set->tables.at[w->table].name, name, "twice");
	slot->column = add_column(set, w->table, name.ptr, column_type(field));
	column = &set->tables.at[w->table].columns.at[slot->column];
	column->field = field;
	column->pointer = join(set, w->pointer, "/", field->key);
	return 0;
}

/* The places of a list's row: its owner, its number, and the number within a list's item. */
static void add_places(struct table_set *set, size_t table)
{
	add_column(set, table, "_record", COLUMN_TEXT);
	add_column(set, table, "_n", COLUMN_INTEGER);
	if (set->tables.at[table].depth == 2)
		add_column(set, table, "_n2", COLUMN_INTEGER);
}

static void add_origin(struct table_set *set, size_t table)
{
	add_column(set, table, "_path", COLUMN_TEXT);
	add_column(set, table, "_line", COLUMN_INTEGER);
}

static size_t new_list_table(const struct walk *w, const struct field *field)
{
	struct table_set *set = w->set;
	size_t index = set->tables.n;
	struct store_table *child = vec_add(&set->tables);
	const struct store_table *owner = &set->tables.at[w->table];
	struct str stem = owner->depth ? owner->name : owner->kind->name;
	struct str name = join(set, w->name, "", field->key);

	child->name = join(set, stem, "_", name);
	child->kind = owner->kind;
	child->owner = w->table;
	child->depth = owner->depth + 1;
	child->lists[0] = owner->lists[0];
	child->lists[child->depth - 1] = join(set, w->pointer, "/", field->key);
	add_places(set, index);
	return index;
}

static int add_list(const struct walk *w, const struct field *field, struct slot *slot)
{
	struct table_set *set = w->set;
	struct walk inner = {.set = set, .error = w->error};
	struct slot *slots = NULL;
	size_t n_slots = 0, value;

	if (set->tables.at[w->table].depth == TABLE_DEPTH_MAX)
		return table_error(w->error, set->tables.at[w->table].name, field->key,
				   "depth");
	inner.table = slot->table = new_list_table(w, field);
	if (field->type == FIELD_VALUES) {
		value = add_column(set, inner.table, "value", column_type(field->item));
		set->tables.at[inner.table].columns.at[value].field = field->item;
		add_column(set, inner.table, "_values", COLUMN_TEXT);
	} else if (walk_fields(&inner, field, &slots, &n_slots) < 0) {
		return STATUS_INVALID;
	}
	set->tables.at[inner.table].slots = slots;
	set->tables.at[inner.table].n_slots = n_slots;
	add_origin(set, inner.table);
	return 0;
}

static int add_object(const struct walk *w, const struct field *field, struct slot *slot)
{
	struct walk inner = *w;

	inner.name = join(w->set, join(w->set, w->name, "", field->key), "_", STR(""));
	inner.pointer = join(w->set, w->pointer, "/", field->key);
	return walk_fields(&inner, field, &slot->slots, &slot->n_slots);
}

static int add_field(const struct walk *w, const struct field *field, struct slot *slot)
{
	*slot = (struct slot){.key = field->key, .hash = str_hash(field->key), .field = field};
	switch (field->type) {
	case FIELD_OPEN:
		return 0;
	case FIELD_OBJECT:
		return add_object(w, field, slot);
	case FIELD_LIST:
	case FIELD_VALUES:
		return add_list(w, field, slot);
	default:
		return add_scalar(w, field, slot);
	}
}

static int walk_fields(const struct walk *w, const struct field *of, struct slot **slots,
		       size_t *n_slots)
{
	*n_slots = of->n_fields;
	*slots = arena_zalloc(&w->set->arena, of->n_fields * sizeof **slots);
	for (size_t i = 0; i < of->n_fields; i++)
		if (add_field(w, &of->fields[i], &(*slots)[i]) < 0)
			return STATUS_INVALID;
	return 0;
}

static int add_kind(struct table_set *set, const struct kind *kind, struct error *error)
{
	struct walk w = {.set = set, .error = error, .table = set->tables.n};
	struct store_table *table = vec_add(&set->tables);
	struct slot *slots;
	size_t n_slots;

	table->name = kind->table;
	table->kind = kind;
	if (!kind_field(&kind->root, STR("id")))
		add_column(set, w.table, "id", COLUMN_TEXT);
	if (walk_fields(&w, &kind->root, &slots, &n_slots) < 0)
		return STATUS_INVALID;
	set->tables.at[w.table].slots = slots;
	set->tables.at[w.table].n_slots = n_slots;
	add_origin(set, w.table);
	return 0;
}

int tables_derive(const struct kind_set *kinds, struct table_set *set, struct error *error)
{
	size_t n;
	const struct kind *all = kind_all(kinds, &n);

	*set = (struct table_set){0};
	for (size_t i = 0; i < n; i++)
		if (add_kind(set, &all[i], error) < 0)
			return STATUS_INVALID;
	return 0;
}

void tables_release(struct table_set *set)
{
	for (size_t i = 0; i < set->tables.n; i++)
		vec_release(&set->tables.at[i].columns);
	vec_release(&set->tables);
	arena_release(&set->arena);
}

const struct store_table *tables_find(const struct table_set *set, struct str name)
{
	for (size_t i = 0; i < set->tables.n; i++)
		if (str_eq(set->tables.at[i].name, name))
			return &set->tables.at[i];
	return NULL;
}

const struct store_table *tables_of_kind(const struct table_set *set, const struct kind *kind)
{
	return tables_find(set, kind->table);
}

size_t tables_column(const struct store_table *table, struct str name)
{
	size_t i = 0;

	while (i < table->columns.n && !str_eq(table->columns.at[i].name, name))
		i++;
	return i;
}

size_t tables_key(const struct store_table *table)
{
	return tables_column(table, table->depth ? STR("_record") : STR("id"));
}

void tables_sql(const struct store_table *table, const char *more, struct buf *sql)
{
	static const char *const types[] = {
		[COLUMN_TEXT] = "TEXT",
		[COLUMN_INTEGER] = "INTEGER",
		[COLUMN_DECIMAL] = "NUMERIC",
		[COLUMN_BOOLEAN] = "BOOLEAN",
	};
	static const char *const keys[] = {"\"id\"", "\"_record\", \"_n\"",
					   "\"_record\", \"_n\", \"_n2\""};

	buf_printf(sql, "CREATE TABLE \"%.*s\" (", STR_ARG(table->name));
	for (size_t i = 0; i < table->columns.n; i++)
		buf_printf(sql, "\"%.*s\" %s, ", STR_ARG(table->columns.at[i].name),
			   types[table->columns.at[i].type]);
	buf_printf(sql, "%sPRIMARY KEY (%s)) WITHOUT ROWID", more, keys[table->depth]);
}

void tables_pointer(const struct store_table *table, const struct column *column,
		    const long long n[TABLE_DEPTH_MAX], struct buf *pointer)
{
	for (int i = 0; i < table->depth; i++)
		buf_printf(pointer, "%.*s/%lld", STR_ARG(table->lists[i]), n[i] - 1);
	buf_add(pointer, column->pointer);
}

const char *tables_type_name(enum column_type type)
{
	static const char *const names[] = {
		[COLUMN_TEXT] = "text",
		[COLUMN_INTEGER] = "integer",
		[COLUMN_DECIMAL] = "decimal",
		[COLUMN_BOOLEAN] = "boolean",
	};

	return names[type];
}
