/* SPDX-License-Identifier: MIT */
/*
 * The tables as SQLite sees them: read-only virtual tables over the rows (SQLite, "The Virtual
 * Table Mechanism Of SQLite").
 *
 * Rows come in the order in which they were put. A text column that is compared for equality is
 * looked up; of a list's rows that at a place is found by halves, for they stand in order.
 */
#include "base/mem.h"
#include "store/internal.h"

#include <sqlite3.h>

/* How a cursor goes through the rows (idxNum): all of them, or, a column's number added to one,
 * those with a value in it, or, SEVERAL, with one of the values of a set; in the higher bits
 * how many places in lists are given, too, and whether SQLite takes what is found UNSEEN. */
enum {
	ALL_ROWS = 0,
	SEVERAL = 1 << 15,
	COLUMN_MASK = SEVERAL - 1,
	PLACE_SHIFT = 16,
	UNSEEN = 1 << 24,
};

/* What the planner is told of a table that is empty still, of a column without an index, of a
 * list, and of a set; what a look-up costs, in rows. */
enum { UNKNOWN_ROWS = 10000, UNKNOWN_SHARE = 16, LIST_ROWS = 4, SET_VALUES = 8, LOOK_UP = 2 };

enum { AHEAD = 4 }; /* rows whose ids are fetched before they are shown */

enum { SET_LOOK = 1000 }; /* values of a set from one look at the time to the next */

struct cursor {
	sqlite3_vtab_cursor base;
	uint32_t row, last;
	const uint32_t *cells; /* the row's, unless it is done */
	bool done;
	int column;               /* whose ring it follows, or -1: row after row */
	struct VEC(uint32_t) set; /* of cells whose rings it follows */
	size_t next;              /* of the set: those before were begun */
};

struct virtual_table {
	sqlite3_vtab base;
	struct cursor *spare; /* closed, for the next that is opened; or NULL */
	struct store *store;
	const struct store_table *table;
	struct rows *rows;
	size_t key;        /* the column */
	const bool *shown; /* rows, `n_shown` of them; NULL: all */
	uint32_t n_shown;
};

static int declare(sqlite3 *db, struct virtual_table *t, const char *more)
{
	struct buf sql = {0};
	int rc;

	tables_sql(t->table, more, &sql);
	rc = sqlite3_declare_vtab(db, buf_cstr(&sql));
	buf_release(&sql);
	return rc == SQLITE_OK ? sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS) : rc;
}

static struct virtual_table *new_table(struct store *s, const struct store_table *table)
{
	struct virtual_table *t = mem_zalloc(1, sizeof *t);

	t->store = s;
	t->table = table;
	t->rows = &s->rows[table - s->set.tables.at];
	t->key = tables_key(table);
	return t;
}

/* argv: the names of the module, the database and the table. */
static int connect_table(sqlite3 *db, void *context, int argc, const char *const *argv,
			 sqlite3_vtab **vtab, char **message)
{
	struct store *s = context;
	struct virtual_table *t = new_table(s, tables_find(&s->set, str_of(argv[2])));

	(void)argc;
	(void)message;
	*vtab = &t->base;
	return declare(db, t, "");
}

static int connect_subjects(sqlite3 *db, void *context, int argc, const char *const *argv,
			    sqlite3_vtab **vtab, char **message)
{
	struct store *s = context;
	struct virtual_table *t = new_table(s, s->judged);

	(void)argc;
	(void)argv;
	(void)message;
	t->shown = s->judged_rows;
	t->n_shown = s->n_judged;
	*vtab = &t->base;
	return declare(db, t, "in_scope BOOLEAN, ");
}

/* How many rows a look-up in the column gives: without rows by guess, else by the index, which
 * is made for it: which of two columns is looked up must not depend on who comes first. */
static double expect_rows(const struct virtual_table *t, size_t column)
{
	size_t distinct;

	if (column == t->key && t->table->depth == 0)
		return 1;
	if (t->rows->n == 0 || !rows_keep(t->rows, column))
		return column == t->key ? LIST_ROWS : UNKNOWN_ROWS / UNKNOWN_SHARE;
	distinct = rows_distinct(t->rows, column);
	return distinct ? t->rows->n / (double)distinct : 0;
}

static bool is_equality(const sqlite3_index_info *info, int i)
{
	return info->aConstraint[i].usable &&
	       info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ &&
	       info->aConstraint[i].iColumn >= 0;
}

/* Whether two texts are equal in this constraint where their bytes are. */
static bool is_binary(sqlite3_index_info *info, int i)
{
	return sqlite3_stricmp(sqlite3_vtab_collation(info, i), "BINARY") == 0;
}

/* The places in lists that are given, from the outer one on. */
static int take_places(const struct virtual_table *t, sqlite3_index_info *info)
{
	int places = 0;

	for (int i = 0; i < info->nConstraint && places < t->table->depth; i++) {
		if (!is_equality(info, i) ||
		    info->aConstraint[i].iColumn != (int)t->key + 1 + places)
			continue;
		info->aConstraintUsage[i].argvIndex = ++places + 1;
		i = -1; /* the next one may stand before it */
	}
	return places;
}

/* The constraint to look up: the one that gives the fewest rows, or -1. */
static int choose(const struct virtual_table *t, sqlite3_index_info *info)
{
	double fewest = 0;
	int best = -1;

	for (int i = 0; i < info->nConstraint; i++) {
		size_t column = (size_t)info->aConstraint[i].iColumn;

		if (!is_equality(info, i) || column >= t->table->columns.n ||
		    t->table->columns.at[column].type != COLUMN_TEXT || !is_binary(info, i) ||
		    (best >= 0 && expect_rows(t, column) >= fewest))
			continue;
		best = i;
		fewest = expect_rows(t, column);
	}
	return best;
}

/* Makes the plan look the constraint up; how many rows that gives. A set (IN) is taken as a
 * whole, for SQLite would compare its numbers, one by one, with the column's text as text. */
static double take(const struct virtual_table *t, sqlite3_index_info *info, int i)
{
	size_t column = (size_t)info->aConstraint[i].iColumn;
	double rows = expect_rows(t, column);
	int places;

	info->aConstraintUsage[i].argvIndex = 1;
	info->idxNum = (int)column + 1;
	if (sqlite3_vtab_in(info, i, 1)) {
		info->idxNum |= SEVERAL;
		return rows * SET_VALUES;
	}
	if (t->store->texts_only) {
		info->aConstraintUsage[i].omit = true;
		info->idxNum |= UNSEEN;
	}
	if (column != t->key)
		return rows;
	places = take_places(t, info);
	info->idxNum |= places << PLACE_SHIFT;
	return places == t->table->depth ? 1 : rows;
}

/* xBestIndex: a look-up, or all rows. None is said to give one row at most: a number may equal
 * several texts. */
static int plan(sqlite3_vtab *vtab, sqlite3_index_info *info)
{
	const struct virtual_table *t = (struct virtual_table *)vtab;
	int i = choose(t, info);
	double rows = t->rows->n ? t->rows->n : UNKNOWN_ROWS;

	if (!store_may_use(t->store, t->table, info->colUsed)) {
		vtab->zErrMsg = sqlite3_mprintf("access to %.*s is prohibited",
						STR_ARG(t->table->name));
		return SQLITE_AUTH;
	}
	info->idxNum = ALL_ROWS;
	if (i >= 0)
		rows = take(t, info, i);
	info->estimatedRows = (sqlite3_int64)rows + 1;
	info->estimatedCost = i >= 0 ? rows + LOOK_UP : rows;
	return SQLITE_OK;
}

static void free_cursor(struct cursor *c)
{
	if (c)
		vec_release(&c->set);
	mem_free(c);
}

/* A subquery opens its cursors for each row anew: one is kept. */
static int open_cursor(sqlite3_vtab *vtab, sqlite3_vtab_cursor **cursor)
{
	struct virtual_table *t = (struct virtual_table *)vtab;
	struct cursor *c = t->spare ? t->spare : mem_zalloc(1, sizeof *c);

	t->spare = NULL;
	*cursor = &c->base;
	return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
	struct virtual_table *t = (struct virtual_table *)cursor->pVtab;

	free_cursor(t->spare);
	t->spare = (struct cursor *)cursor;
	return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *vtab)
{
	free_cursor(((struct virtual_table *)vtab)->spare);
	mem_free(vtab);
	return SQLITE_OK;
}

/* The first row from c->row to c->last whose place is not before the wanted one, or the one
 * after the last. */
static uint32_t first_at(const struct rows *rows, size_t column, const struct cursor *c,
			 uint32_t wanted)
{
	uint32_t low = c->row, high = c->last + 1;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (rows_cell(rows, middle, column) < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Narrows the rows of one record to those at a place; SQLite looks at each again. False: they
 * are not narrowed, and not in the order of the next place. */
static bool narrow(const struct virtual_table *t, struct cursor *c, size_t column,
		   sqlite3_value *place)
{
	long long n = sqlite3_value_int64(place);
	uint32_t cell, first, last;

	if (sqlite3_value_type(place) != SQLITE_INTEGER || n < 0 || n >= CELL_SMALL - 1)
		return false;
	cell = (uint32_t)n | CELL_SMALL;
	first = first_at(t->rows, column, c, cell);
	last = first_at(t->rows, column, c, cell + 1);
	c->done = first == last;
	c->row = first;
	c->last = last - 1;
	return !c->done;
}

/* Begins the rows of the next cell of the set that has any. */
static bool begin_ring(const struct virtual_table *t, struct cursor *c)
{
	while (c->next < c->set.n)
		if (rows_find(t->rows, (size_t)c->column, c->set.at[c->next++], &c->row,
			      &c->last))
			return true;
	return false;
}

static void begin_all(const struct virtual_table *t, struct cursor *c)
{
	c->column = -1;
	c->row = 0;
	c->last = t->rows->n - 1;
	c->done = t->rows->n == 0;
}

/* The cell of a value that is looked up, CELL_NULL if no row has it; false: it must be compared
 * with every row. A column of text equals no null and no bytes; with a number SQLite compares
 * as its affinities say, or would have: UNSEEN, it is its text. (As bytes: as a text SQLite
 * would copy it, to end it with NUL.) */
static bool find_cell(const struct virtual_table *t, int way, sqlite3_value *value,
		      uint32_t *cell)
{
	int type = sqlite3_value_type(value);
	struct str text;

	*cell = CELL_NULL;
	if (type == SQLITE_NULL || type == SQLITE_BLOB)
		return true;
	if (type != SQLITE_TEXT && !(way & UNSEEN))
		return false;
	text.len = (size_t)sqlite3_value_bytes(value);
	text.ptr = sqlite3_value_blob(value);
	*cell = pool_find(&t->store->pool, text);
	return true;
}

/* For SQLite this is one step, however large the set is: the time is looked at here. */
static int add_set(const struct virtual_table *t, struct cursor *c, sqlite3_value *set,
		   bool *comparable)
{
	sqlite3_value *value;
	int rc = sqlite3_vtab_in_first(set, &value);

	for (size_t n = 0; rc == SQLITE_OK && *comparable; n++) {
		if (n % SET_LOOK == 0 && guard_is_over(&t->store->guard))
			return SQLITE_INTERRUPT;
		*comparable = find_cell(t, SEVERAL, value, vec_add(&c->set));
		rc = sqlite3_vtab_in_next(set, &value);
	}
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Whether the cursor's row is one to be seen; then it is ready to give its columns. */
static bool show(const struct virtual_table *t, struct cursor *c)
{
	if (t->shown && (c->row >= t->n_shown || !t->shown[c->row]))
		return false;
	c->cells = rows_at(t->rows, c->row);
	if (c->column < 0 && c->last - c->row >= AHEAD)
		pool_expect(&t->store->pool, rows_cell(t->rows, c->row + AHEAD, t->key));
	return c->cells[t->rows->cells[t->key] - 1] != CELL_NULL;
}

static int advance(sqlite3_vtab_cursor *cursor)
{
	struct cursor *c = (struct cursor *)cursor;
	const struct virtual_table *t = (struct virtual_table *)cursor->pVtab;

	do {
		if (c->row != c->last)
			c->row = c->column < 0 ? c->row + 1
					       : rows_after(t->rows, (size_t)c->column, c->row);
		else if (!begin_ring(t, c))
			c->done = true;
	} while (!c->done && !show(t, c));
	return SQLITE_OK;
}

/* Begins the rows with one value: the usual look-up, for which no set is made. */
static bool begin_one(const struct virtual_table *t, struct cursor *c, int way,
		      sqlite3_value **values, int n)
{
	uint32_t cell;

	if (!find_cell(t, way, values[0], &cell))
		return false;
	c->done = !rows_find(t->rows, (size_t)c->column, cell, &c->row, &c->last);
	for (int i = 1; i < n && !c->done; i++)
		if (!narrow(t, c, t->key + (size_t)i, values[i]))
			break;
	return true;
}

/* xFilter */
static int begin(sqlite3_vtab_cursor *cursor, int way, const char *unused, int n,
		 sqlite3_value **values)
{
	const struct virtual_table *t = (struct virtual_table *)cursor->pVtab;
	struct cursor *c = (struct cursor *)cursor;
	bool looked_up = way != ALL_ROWS;
	int rc = SQLITE_OK;

	(void)unused;
	c->column = (way & COLUMN_MASK) - 1;
	c->next = c->set.n = 0;
	if (way & SEVERAL)
		rc = add_set(t, c, values[0], &looked_up);
	else if (looked_up)
		looked_up = begin_one(t, c, way, values, n);
	if (!looked_up) {
		c->set.n = 0;
		begin_all(t, c);
	} else if (way & SEVERAL) {
		c->done = !begin_ring(t, c);
	}
	if (rc == SQLITE_OK && !c->done && !show(t, c))
		rc = advance(cursor);
	return rc;
}

static int at_end(sqlite3_vtab_cursor *cursor)
{
	return ((struct cursor *)cursor)->done;
}

static void give_value(sqlite3_context *ctx, const struct value *v)
{
	if (v->type == VALUE_TEXT)
		sqlite3_result_text(ctx, v->text, (int)v->len, SQLITE_STATIC);
	else if (v->type == VALUE_INTEGER)
		sqlite3_result_int64(ctx, v->integer);
	else
		sqlite3_result_double(ctx, v->real);
}

static int give_column(sqlite3_vtab_cursor *cursor, sqlite3_context *ctx, int column)
{
	const struct virtual_table *t = (struct virtual_table *)cursor->pVtab;
	const struct cursor *c = (struct cursor *)cursor;
	uint32_t at = 0, cell;

	if ((size_t)column < t->table->columns.n)
		at = t->rows->cells[column];
	else if ((size_t)column == t->table->columns.n) /* in_scope */
		sqlite3_result_int(ctx, 1);
	cell = at ? c->cells[at - 1] : CELL_NULL;
	if (cell >= CELL_SMALL)
		sqlite3_result_int64(ctx, cell - CELL_SMALL);
	else if (cell != CELL_NULL)
		give_value(ctx, pool_show(&t->store->pool, cell));
	return SQLITE_OK;
}

static int give_number(sqlite3_vtab_cursor *cursor, sqlite3_int64 *number)
{
	*number = ((struct cursor *)cursor)->row;
	return SQLITE_OK;
}

#define MODULE(connect)                                                                        \
	{                                                                                      \
		.xCreate = connect, .xConnect = connect, .xBestIndex = plan,                   \
		.xDisconnect = disconnect_table, .xDestroy = disconnect_table,                 \
		.xOpen = open_cursor, .xClose = close_cursor, .xFilter = begin,                \
		.xNext = advance, .xEof = at_end, .xColumn = give_column,                      \
		.xRowid = give_number,                                                         \
	}

int virtual_register(struct store *s)
{
	static const sqlite3_module records = MODULE(connect_table);
	static const sqlite3_module subjects = MODULE(connect_subjects);
	int rc = sqlite3_create_module_v2(s->db, "records", &records, s, NULL);

	return rc == SQLITE_OK ? sqlite3_create_module_v2(s->db, "subjects", &subjects, s, NULL)
			       : rc;
}
