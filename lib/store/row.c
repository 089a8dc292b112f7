/* SPDX-License-Identifier: MIT */
/*
 * A record's tree into rows: one walk fills the record's row and adds its lists' rows on the
 * way.
 */
#include "base/decimal.h"
#include "base/mem.h"
#include "store/internal.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

enum {
	PAIRWISE_MAX = 16, /* lists up to this length are searched for equal items in pairs */
	DIGITS_MAX = 9,    /* of a number that is small */
	BETWEEN_VALUES = 0x1f, /* no text of a record has it */
};

#define INTEGER_END 0x1p63 /* the first whole number that has no 64-bit integer */

/* What one record's walk carries. */
struct put {
	struct store *store;
	struct tree *tree;
	uint32_t id, path; /* cells */
	struct buf number;
};

/* A number as a column of NUMERIC affinity takes it in (SQLite, "Datatypes In SQLite",
 * section 3): an integer where it is one that fits, else the nearest double. */
static uint32_t other_number(struct put *p, struct str text)
{
	struct pool *pool = &p->store->pool;
	long long integer;
	double real;
	char *end;

	buf_reset(&p->number);
	buf_add(&p->number, text);
	errno = 0;
	integer = strtoll(buf_cstr(&p->number), &end, 10);
	if (*end == '\0' && errno == 0)
		return pool_integer(pool, integer);
	real = strtod(buf_cstr(&p->number), NULL);
	if (fabs(real) < INTEGER_END && floor(real) >= real)
		return pool_integer(pool, (long long)real);
	return pool_real(pool, real);
}

static uint32_t number(struct put *p, struct str text)
{
	uint32_t n = 0;

	if (text.len > DIGITS_MAX)
		return other_number(p, text);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return other_number(p, text);
		n = n * 10 + (uint32_t)(text.ptr[i] - '0');
	}
	return n | CELL_SMALL;
}

/* The cell of a scalar, null if it does not fit its field. */
static uint32_t value_cell(struct put *p, const struct field *field, const struct node *value)
{
	if (!kind_fits(field, value))
		return CELL_NULL;
	switch (value->kind) {
	case NODE_BOOLEAN:
		return (value->text.ptr[0] == 't') | CELL_SMALL;
	case NODE_NUMBER:
		return field->type == FIELD_TEXT ? pool_text(&p->store->pool, value->text)
						 : number(p, value->text);
	default:
		return pool_text(&p->store->pool, value->text);
	}
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

static void insert_list(struct put *p, const struct slot *slot, const struct node *list,
			long long outer);

/* One row in the making. */
struct row {
	const struct rows *rows;
	uint32_t *cells;
	long long place; /* the row's own number in its list, for the lists within */
};

static void set_cell(const struct row *row, size_t column, uint32_t cell)
{
	if (rows_keep(row->rows, column))
		row->cells[row->rows->cells[column] - 1] = cell;
}

static void set_origin(struct put *p, const struct row *row, const struct store_table *table,
		       const struct node *at)
{
	size_t line = table->columns.n - 1;

	set_cell(row, line - 1, p->path);
	if (rows_keep(row->rows, line))
		set_cell(row, line,
			 pool_integer(&p->store->pool, tree_line(p->tree, at->start)));
}

/* Fills the scalars of an object into its row and adds the rows of the lists in it. */
static void fill_object(struct put *p, const struct row *row, const struct slot *slots,
			size_t n_slots, const struct node *object)
{
	size_t next = 0;

	TREE_EACH_MEMBER (key, object) {
		const struct slot *slot = find_slot(slots, n_slots, key, &next);
		const struct node *value = key->next;

		if (!slot || slot->field->type == FIELD_OPEN)
			continue;
		if (slot->field->type == FIELD_LIST || slot->field->type == FIELD_VALUES)
			insert_list(p, slot, value, row->place);
		else if (slot->field->type != FIELD_OBJECT)
			set_cell(row, slot->column,
				 rows_keep(row->rows, slot->column)
					 ? value_cell(p, slot->field, value)
					 : CELL_NULL);
		else if (value->kind == NODE_OBJECT)
			fill_object(p, row, slot->slots, slot->n_slots, value);
	}
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

/* The values of a list that make rows, as one text. */
static uint32_t join_values(struct put *p, const struct field *of, const struct distinct *d)
{
	struct buf all = {0};
	bool between = false;
	uint32_t cell;

	TREE_EACH_ITEM (item, d->list) {
		if (!kind_fits(of, item) || is_repeated(d, item))
			continue;
		if (between)
			buf_add_char(&all, BETWEEN_VALUES);
		buf_add(&all, item->text);
		between = true;
	}
	cell = pool_text(&p->store->pool, buf_str(&all));
	buf_release(&all);
	return cell;
}

/* A scalar of a list; the first one has them all. */
static void fill_value(struct put *p, const struct row *row, const struct store_table *table,
		       const struct field *of, const struct distinct *d,
		       const struct node *item, bool first)
{
	size_t value = (size_t)table->depth + 1;

	if (rows_keep(row->rows, value))
		set_cell(row, value, value_cell(p, of, item));
	if (first && rows_keep(row->rows, value + 1))
		set_cell(row, value + 1, join_values(p, of, d));
}

/* Whether the item made a row. */
static bool insert_item(struct put *p, const struct slot *slot, const struct distinct *distinct,
			const struct node *item, const long long n[TABLE_DEPTH_MAX], bool first)
{
	const struct store_table *table = &p->store->set.tables.at[slot->table];
	struct rows *rows = &p->store->rows[slot->table];
	const bool values = slot->field->type == FIELD_VALUES;
	struct row row = {rows, NULL, n[table->depth - 1]};

	if (values ? !kind_fits(slot->field->item, item) || is_repeated(distinct, item)
		   : item->kind != NODE_OBJECT)
		return false;
	row.cells = rows_add(rows);
	set_cell(&row, rows->key, p->id);
	for (int i = 0; i < table->depth; i++)
		set_cell(&row, rows->key + 1 + (size_t)i, pool_integer(&p->store->pool, n[i]));
	if (values)
		fill_value(p, &row, table, slot->field->item, distinct, item, first);
	else
		fill_object(p, &row, table->slots, table->n_slots, item);
	set_origin(p, &row, table, item);
	return true;
}

static void insert_list(struct put *p, const struct slot *slot, const struct node *list,
			long long outer)
{
	size_t index = slot->table;
	const struct store_table *table = &p->store->set.tables.at[index];
	long long n[TABLE_DEPTH_MAX] = {outer, 0}, *own = &n[table->depth - 1];
	struct distinct distinct;
	bool first = true;

	if (list->kind != NODE_ARRAY || !p->store->kept[index].rows)
		return;
	*own = 0;
	distinct_begin(&distinct, list, slot->field->type == FIELD_VALUES);
	TREE_EACH_ITEM (item, list) {
		++*own;
		if (insert_item(p, slot, &distinct, item, n, first))
			first = false;
	}
	distinct_end(&distinct);
}

void row_insert(struct store *s, const struct store_table *table, struct str id,
		struct str path, struct tree *tree)
{
	struct put p = {.store = s,
			.tree = tree,
			.id = pool_text(&s->pool, id),
			.path = pool_text(&s->pool, path)};
	struct rows *rows = &s->rows[table - s->set.tables.at];
	const struct row row = {rows, rows_add(rows), 0};

	set_cell(&row, rows->key, p.id);
	fill_object(&p, &row, table->slots, table->n_slots, tree->root);
	set_cell(&row, rows->key, p.id); /* whatever the record itself says */
	set_origin(&p, &row, table, tree->root);
	buf_release(&p.number);
}
