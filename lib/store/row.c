/* SPDX-License-Identifier: MIT */
/*
 * A record's tree into rows: one walk binds the record's columns and inserts its lists' rows on
 * the way.
 *
 * Bound text is borrowed from the tree: every statement is stepped before the tree goes.
 */
#include "base/date.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "store/internal.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { PAIRWISE_MAX = 16 }; /* lists up to this length are searched for equal items in pairs */

/* What one record's walk carries. */
struct put {
	struct store *store;
	struct tree *tree;
	struct str id, path;
	struct error *error;
};

static sqlite3_stmt *insert_of(struct store *s, size_t table)
{
	const struct store_table *t = &s->set.tables.at[table];
	struct buf sql = {0};

	if (s->inserts[table])
		return s->inserts[table];
	buf_printf(&sql, "INSERT INTO \"%.*s\" VALUES (?1", STR_ARG(t->name));
	for (size_t i = 1; i < t->columns.n; i++)
		buf_printf(&sql, ", ?%zu", i + 1);
	buf_add_text(&sql, ")");
	sqlite3_prepare_v3(s->db, buf_cstr(&sql), -1, SQLITE_PREPARE_PERSISTENT,
			   &s->inserts[table], NULL);
	buf_release(&sql);
	return s->inserts[table];
}

static void bind_text(sqlite3_stmt *stmt, size_t column, struct str text)
{
	sqlite3_bind_text(stmt, (int)column + 1, text.ptr ? text.ptr : "", (int)text.len,
			  SQLITE_STATIC);
}

static bool is_choice(const struct field *field, struct str text)
{
	for (size_t i = 0; i < field->n_choices; i++)
		if (str_eq(field->choices[i].value, text))
			return true;
	return field->n_choices == 0;
}

static bool is_integer(struct str number)
{
	struct decimal d;

	return decimal_parse(&d, number) == DECIMAL_OK && decimal_is_integer(&d);
}

/* Whether the value is one of its field's (RECORDS.md: loaded as far as its values fit). */
static bool fits(const struct field *field, const struct node *value)
{
	switch (field->type) {
	case FIELD_TEXT:
		return value->kind == NODE_STRING && is_choice(field, value->text);
	case FIELD_DATE:
		return value->kind == NODE_STRING && date_parse(value->text, NULL);
	case FIELD_INTEGER:
		return value->kind == NODE_NUMBER && is_integer(value->text);
	case FIELD_NUMBER:
		return value->kind == NODE_NUMBER;
	case FIELD_BOOLEAN:
		return value->kind == NODE_BOOLEAN;
	default:
		return false;
	}
}

/* Binds a scalar. Numbers go in as text: the column's affinity makes them INTEGER or REAL. */
static void bind_value(sqlite3_stmt *stmt, size_t column, const struct field *field,
		       const struct node *value)
{
	if (!fits(field, value))
		return;
	if (value->kind == NODE_BOOLEAN)
		sqlite3_bind_int(stmt, (int)column + 1, value->text.ptr[0] == 't');
	else
		bind_text(stmt, column, value->text);
}

/* The slot of a key; `*next` is where the last search ended: records keep the schema's order.
 */
static const struct slot *find_slot(const struct slot *slots, size_t n, const struct node *key,
				    size_t *next)
{
	for (size_t i = 0; i < n; i++) {
		const struct slot *slot = &slots[*next];

		*next = *next + 1 == n ? 0 : *next + 1;
		if (slot->hash == key->hash && str_eq(slot->key, key->text))
			return slot;
	}
	return NULL;
}

static int step(struct put *p, sqlite3_stmt *stmt)
{
	int rc = sqlite3_step(stmt);

	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	if (rc == SQLITE_CONSTRAINT)
		return STATUS_NOT_FOUND;
	return rc == SQLITE_DONE ? 0 : store_failure(p->store, p->error);
}

static const struct kept *kept_of(const struct put *p, const struct store_table *table)
{
	return &p->store->kept[table - p->store->set.tables.at];
}

static void bind_origin(struct put *p, sqlite3_stmt *stmt, const struct store_table *table,
			const struct node *at)
{
	const bool *kept = kept_of(p, table)->columns;

	if (kept[table->columns.n - 2])
		bind_text(stmt, table->columns.n - 2, p->path);
	if (kept[table->columns.n - 1])
		sqlite3_bind_int64(stmt, (int)table->columns.n, tree_line(p->tree, at->start));
}

static int insert_list(struct put *p, const struct slot *slot, const struct node *list,
		       long long outer);

/* One row in the making. */
struct row {
	sqlite3_stmt *stmt;
	const bool *kept; /* by column */
	long long place;  /* the row's own number in its list, for the lists within */
};

/* Binds the scalars of an object into its row and inserts the rows of the lists in it. */
static int bind_object(struct put *p, const struct row *row, const struct slot *slots,
		       size_t n_slots, const struct node *object)
{
	size_t next = 0;

	TREE_EACH_MEMBER (key, object) {
		const struct slot *slot = find_slot(slots, n_slots, key, &next);
		const struct node *value = key->next;
		int status = 0;

		if (!slot)
			continue;
		if (slot->field->type == FIELD_OBJECT && value->kind == NODE_OBJECT)
			status = bind_object(p, row, slot->slots, slot->n_slots, value);
		else if (slot->field->type == FIELD_LIST || slot->field->type == FIELD_VALUES)
			status = insert_list(p, slot, value, row->place);
		else if (slot->field->type != FIELD_OBJECT && slot->field->type != FIELD_OPEN &&
			 row->kept[slot->column])
			bind_value(row->stmt, slot->column, slot->field, value);
		if (status < 0)
			return status;
	}
	return 0;
}

/* The items of a list of scalars, to tell which stand there before. */
struct distinct {
	const struct node *list;
	const struct node **sorted; /* by value, then by place; NULL: the list is short */
	size_t n;
};

/* -1, 0, 1; scalars of different kinds differ. */
static int cmp_value(const struct node *a, const struct node *b)
{
	struct decimal x, y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->kind == NODE_NUMBER && decimal_parse(&x, a->text) == DECIMAL_OK &&
	    decimal_parse(&y, b->text) == DECIMAL_OK)
		return decimal_cmp(&x, &y);
	return str_cmp(a->text, b->text);
}

static int cmp_items(const void *a, const void *b)
{
	const struct node *x = *(const struct node *const *)a;
	const struct node *y = *(const struct node *const *)b;
	int order = cmp_value(x, y);

	return order ? order : (x->start > y->start) - (x->start < y->start);
}

static bool is_scalar(const struct node *item)
{
	return item->kind == NODE_BOOLEAN || item->kind == NODE_NUMBER ||
	       item->kind == NODE_STRING;
}

/* Long lists are sorted: whoever writes a record may write a list of a hundred thousand. */
static void distinct_begin(struct distinct *d, const struct node *list, bool scalars)
{
	*d = (struct distinct){.list = list};
	if (!scalars || list->count <= PAIRWISE_MAX)
		return;
	d->sorted = mem_alloc(list->count * sizeof(void *));
	TREE_EACH_ITEM (item, list)
		if (is_scalar(item))
			d->sorted[d->n++] = item;
	qsort(d->sorted, d->n, sizeof(void *), cmp_items);
}

static void distinct_end(struct distinct *d)
{
	mem_free(d->sorted);
}

static bool is_repeated_pairwise(const struct node *list, const struct node *item)
{
	TREE_EACH_ITEM (other, list) {
		if (other == item)
			return false;
		if (tree_equal(other, item))
			return true;
	}
	return false;
}

/* A second equal item of a list of scalars (a finding of the schema's) makes no row. */
static bool is_repeated(const struct distinct *d, const struct node *item)
{
	size_t low = 0, high = d->n;

	if (!d->sorted)
		return is_repeated_pairwise(d->list, item);
	while (low < high) { /* to the first of those that are equal to it */
		size_t middle = low + (high - low) / 2;

		if (cmp_value(d->sorted[middle], item) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < d->n && d->sorted[low] != item;
}

static int insert_item(struct put *p, const struct slot *slot, const struct distinct *distinct,
		       const struct node *item, const long long n[TABLE_DEPTH_MAX])
{
	const struct store_table *table = &p->store->set.tables.at[slot->table];
	sqlite3_stmt *stmt = insert_of(p->store, slot->table);
	const struct row row = {stmt, kept_of(p, table)->columns, n[table->depth - 1]};
	size_t places = (size_t)table->depth + 1;
	int status = 0;

	if (!stmt)
		return store_failure(p->store, p->error);
	if (slot->field->type == FIELD_VALUES) {
		if (!fits(slot->field->item, item) || is_repeated(distinct, item))
			return 0;
		if (row.kept[places])
			bind_value(stmt, places, slot->field->item, item);
	} else if (item->kind != NODE_OBJECT) {
		return 0;
	} else {
		status = bind_object(p, &row, table->slots, table->n_slots, item);
	}
	bind_text(stmt, 0, p->id);
	for (int i = 0; i < table->depth; i++)
		sqlite3_bind_int64(stmt, i + 2, n[i]);
	bind_origin(p, stmt, table, item);
	return status < 0 ? status : step(p, stmt);
}

static int insert_list(struct put *p, const struct slot *slot, const struct node *list,
		       long long outer)
{
	const struct store_table *table = &p->store->set.tables.at[slot->table];
	long long n[TABLE_DEPTH_MAX] = {outer, 0}, *own = &n[table->depth - 1];
	struct distinct distinct;
	int status = 0;

	if (list->kind != NODE_ARRAY || !kept_of(p, table)->rows)
		return 0;
	*own = 0;
	distinct_begin(&distinct, list, slot->field->type == FIELD_VALUES);
	TREE_EACH_ITEM (item, list) {
		++*own;
		status = insert_item(p, slot, &distinct, item, n);
		if (status < 0)
			break;
	}
	distinct_end(&distinct);
	return status;
}

int row_insert(struct store *s, const struct store_table *table, struct str id, struct str path,
	       struct tree *tree, struct error *error)
{
	struct put p = {.store = s, .tree = tree, .id = id, .path = path, .error = error};
	size_t index = (size_t)(table - s->set.tables.at);
	sqlite3_stmt *stmt = insert_of(s, index);
	const struct row row = {stmt, s->kept[index].columns, 0};
	int status;

	if (!stmt)
		return store_failure(s, error);
	status = bind_object(&p, &row, table->slots, table->n_slots, tree->root);
	bind_text(stmt, tables_column(table, STR("id")), id);
	bind_origin(&p, stmt, table, tree->root);
	return status < 0 ? status : step(&p, stmt);
}
