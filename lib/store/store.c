/* SPDX-License-Identifier: MIT */
/* The store: connection, tables, putting and removing records, parameters. */
#include "store/store.h"

#include "base/mem.h"
#include "store/internal.h"

#include <sqlite3.h>

enum { COLUMN_BITS = 64 }; /* of sqlite3_index_info.colUsed; the last is for all that follow */

int store_failure(struct store *s, struct error *error)
{
	if (s->guard.limits)
		return guard_failure(s, error);
	if (sqlite3_errcode(s->db) == SQLITE_NOMEM)
		mem_exhausted();
	return error_set(error, STATUS_INVALID, "store.failure", "reason",
			 sqlite3_errmsg(s->db), NULL);
}

int store_run(struct store *s, const char *sql, struct error *error)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_failure(s, error);
	return 0;
}

/* Nothing here outlives the process: no journal, no file but memory. */
static const char setup[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
			    "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
			    "CREATE TEMP TABLE touched (record_kind TEXT, id TEXT,"
			    " PRIMARY KEY (record_kind, id)) WITHOUT ROWID;"
			    "CREATE TABLE param (year INTEGER);";

const struct store_table *store_table_called(const struct store *s, const char *name)
{
	struct str wanted = str_of(name);

	if (s->judged && sqlite3_stricmp(name, "judged") == 0)
		return s->judged;
	for (size_t i = 0; i < s->set.tables.n; i++) {
		struct str known = s->set.tables.at[i].name;

		if (known.len == wanted.len &&
		    sqlite3_strnicmp(known.ptr, name, (int)known.len) == 0)
			return &s->set.tables.at[i];
	}
	return NULL;
}

/* Before the first record is put what is read is noted, afterwards what is not kept is refused.
 * A column that the table does not have stands for the table. */
static bool may_read(struct store *s, const struct store_table *table, size_t column)
{
	struct kept *kept = &s->kept[table - s->set.tables.at];

	if (s->loading)
		return kept->rows && (column >= table->columns.n || kept->columns[column]);
	kept->rows = kept->read = true;
	if (column < table->columns.n)
		kept->columns[column] = true;
	if (table->depth ==
	    2) /* the walk gets to a list within a list by way of the outer one */
		s->kept[table->owner].rows = true;
	return true;
}

bool store_may_use(struct store *s, const struct store_table *table, unsigned long long columns)
{
	for (size_t i = 0; i < table->columns.n; i++) {
		size_t bit = i < COLUMN_BITS ? i : COLUMN_BITS - 1;

		if (columns >> bit & 1 && !may_read(s, table, i))
			return false;
	}
	return true;
}

static bool may_read_named(struct store *s, const char *table_name, const char *column_name)
{
	const struct store_table *table = store_table_called(s, table_name);

	return !table || may_read(s, table, tables_column(table, str_of(column_name)));
}

/* SQLite asks as it compiles. */
static int authorize(void *context, int action, const char *first, const char *second,
		     const char *database, const char *view)
{
	struct store *s = context;

	(void)database;
	(void)view;
	if (s->guard.limits && !guard_allows(s, action, first, second))
		return SQLITE_DENY;
	return action == SQLITE_READ && !may_read_named(s, first, second) ? SQLITE_DENY
									  : SQLITE_OK;
}

/* Keys are always kept, and where a record is. */
static bool is_key(const struct store_table *table, struct str column)
{
	return str_eq(column, STR("id")) || str_eq(column, STR("_record")) ||
	       str_eq(column, STR("_n")) || str_eq(column, STR("_n2")) ||
	       (table->depth == 0 && str_starts(column, STR("_")));
}

static void init_kept(struct store *s)
{
	s->kept = mem_zalloc(s->set.tables.n, sizeof *s->kept);
	for (size_t i = 0; i < s->set.tables.n; i++) {
		const struct store_table *table = &s->set.tables.at[i];

		s->kept[i].rows = table->depth == 0;
		s->kept[i].columns = mem_zalloc(table->columns.n, sizeof(bool));
		for (size_t k = 0; k < table->columns.n; k++)
			s->kept[i].columns[k] = is_key(table, table->columns.at[k].name);
	}
}

void store_want_all(struct store *s)
{
	for (size_t i = 0; i < s->set.tables.n; i++) {
		s->kept[i].rows = s->kept[i].read = true;
		for (size_t k = 0; k < s->set.tables.at[i].columns.n; k++)
			s->kept[i].columns[k] = true;
	}
}

bool store_reads(const struct store *s, const struct kind *kind)
{
	for (size_t i = 0; i < s->set.tables.n; i++)
		if (s->set.tables.at[i].kind == kind && s->kept[i].read)
			return true;
	return false;
}

void store_authorize(struct store *s)
{
	sqlite3_set_authorizer(s->db, authorize, s);
}

static int create_tables(struct store *s, struct error *error)
{
	struct buf sql = {0};
	int status = 0;

	for (size_t i = 0; i < s->set.tables.n && status == 0; i++) {
		buf_reset(&sql);
		buf_printf(&sql, "CREATE VIRTUAL TABLE \"%.*s\" USING records",
			   STR_ARG(s->set.tables.at[i].name));
		status = store_run(s, buf_cstr(&sql), error);
	}
	buf_release(&sql);
	return status;
}

/* Before SQLite is first used in the process: one thread at a time. Memory is counted, for the
 * guard. Later calls are refused by SQLite and change nothing. */
static void configure(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 1);
}

/* The connection: what stands in double quotes is a name and never a text. */
static bool connect(struct store *s)
{
	return sqlite3_open(":memory:", &s->db) == SQLITE_OK &&
	       sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL) == SQLITE_OK &&
	       sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) == SQLITE_OK &&
	       sqlite3_drop_modules(s->db, NULL) == SQLITE_OK &&
	       virtual_register(s) == SQLITE_OK && functions_register(s) == SQLITE_OK &&
	       bounded_register(s->db) == SQLITE_OK;
}

int store_open(const struct kind_set *kinds, struct store **store, struct error *error)
{
	struct store *s = mem_zalloc(1, sizeof *s);
	int status = tables_derive(kinds, &s->set, error);

	if (status < 0)
		goto out;
	s->rows = mem_zalloc(s->set.tables.n, sizeof *s->rows);
	init_kept(s);
	status = STATUS_INVALID;
	configure();
	if (!connect(s)) {
		store_failure(s, error);
		goto out;
	}
	status = store_run(s, setup, error);
	if (status == 0)
		status = create_tables(s, error);
	if (status == 0)
		status = store_run(s, "BEGIN", error);
	store_authorize(s); /* now: making a table reads it */
out:
	if (status < 0) {
		store_close(s);
		s = NULL;
	}
	*store = s;
	return status;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	sqlite3_finalize(s->touch);
	sqlite3_finalize(s->select);
	sqlite3_close(s->db);
	for (size_t i = 0; s->rows && i < s->set.tables.n; i++) {
		rows_release(&s->rows[i]);
		mem_free(s->kept[i].columns);
	}
	mem_free(s->rows);
	mem_free(s->kept);
	pool_release(&s->pool);
	tables_release(&s->set);
	guard_release(&s->guard);
	mem_free(s);
}

const struct table_set *store_tables(const struct store *s)
{
	return &s->set;
}

static int bind(sqlite3_stmt *stmt, int n, struct str text)
{
	return sqlite3_bind_text(stmt, n, text.ptr ? text.ptr : "", (int)text.len,
				 SQLITE_STATIC);
}

static int touch(struct store *s, const struct kind *kind, struct str id, struct error *error)
{
	int rc;

	if (!s->tracking)
		return 0;
	if (!s->touch &&
	    sqlite3_prepare_v2(s->db, "INSERT OR IGNORE INTO touched VALUES (?1, ?2)", -1,
			       &s->touch, NULL) != SQLITE_OK)
		return store_failure(s, error);
	bind(s->touch, 1, kind->name);
	bind(s->touch, 2, id);
	rc = sqlite3_step(s->touch);
	sqlite3_reset(s->touch);
	return rc == SQLITE_DONE ? 0 : store_failure(s, error);
}

static struct rows *rows_of(struct store *s, const struct kind *kind)
{
	return &s->rows[tables_of_kind(&s->set, kind) - s->set.tables.at];
}

/* The path from which the record with this id was put; "" if there is none. */
static struct str find_path(struct store *s, const struct kind *kind, struct str id)
{
	const struct store_table *table = tables_of_kind(&s->set, kind);
	struct rows *rows = rows_of(s, kind);
	uint32_t row, last;

	if (!rows_find(rows, rows->key, pool_find(&s->pool, id), &row, &last))
		return STR("");
	return pool_text_of(&s->pool, rows_cell(rows, row, tables_column(table, STR("_path"))));
}

static void begin_loading(struct store *s)
{
	for (size_t i = 0; i < s->set.tables.n && !s->loading; i++) {
		const struct store_table *table = &s->set.tables.at[i];

		rows_init(&s->rows[i], s->kept[i].columns, table->columns.n, tables_key(table));
	}
	s->loading = true;
}

int store_put(struct store *s, const struct kind *kind, struct str id, struct str path,
	      struct tree *tree, struct str *first_path, struct error *error)
{
	struct str first = find_path(s, kind, id);

	begin_loading(s);
	if (first_path)
		*first_path = first;
	if (first.len)
		return 0;
	row_insert(s, tables_of_kind(&s->set, kind), id, path, tree);
	return touch(s, kind, id, error);
}

bool store_has(struct store *s, const struct kind *kind, struct str id)
{
	return find_path(s, kind, id).len > 0;
}

int store_remove(struct store *s, const struct kind *kind, struct str id, struct str path,
		 struct error *error)
{
	if (!str_eq(find_path(s, kind, id), path))
		return 0;
	for (size_t i = 0; i < s->set.tables.n; i++)
		if (s->set.tables.at[i].kind == kind)
			rows_remove(&s->rows[i], pool_find(&s->pool, id));
	return touch(s, kind, id, error);
}

int store_mark(struct store *s, struct error *error)
{
	s->tracking = true;
	return store_run(s, "DELETE FROM touched", error);
}

int store_changed(struct store *s, struct str name, struct error *error)
{
	const struct store_table *table = tables_find(&s->set, name);
	struct buf sql = {0};
	int status;

	if (!table) {
		buf_printf(&sql, "no such table: %.*s", STR_ARG(name));
		status = error_set(error, STATUS_NOT_FOUND, "store.sql", "reason",
				   buf_cstr(&sql), NULL);
		buf_release(&sql);
		return status;
	}
	buf_printf(&sql,
		   "DROP VIEW IF EXISTS changed; CREATE TEMP VIEW changed AS SELECT * FROM "
		   "\"%.*s\""
		   " WHERE %s IN (SELECT t.id FROM touched t WHERE t.record_kind = '%.*s')",
		   STR_ARG(name), table->depth ? "_record" : "id", STR_ARG(table->kind->name));
	status = store_run(s, buf_cstr(&sql), error);
	buf_release(&sql);
	return status;
}

int store_select(struct store *s, struct error *error)
{
	return store_run(s,
			 "CREATE TEMP TABLE IF NOT EXISTS selected (id TEXT PRIMARY KEY)"
			 " WITHOUT ROWID; DELETE FROM selected",
			 error);
}

int store_select_add(struct store *s, struct str id, struct error *error)
{
	int rc;

	if (!s->select &&
	    sqlite3_prepare_v2(s->db, "INSERT OR IGNORE INTO selected VALUES (?1)", -1,
			       &s->select, NULL) != SQLITE_OK)
		return store_failure(s, error);
	bind(s->select, 1, id);
	rc = sqlite3_step(s->select);
	sqlite3_reset(s->select);
	return rc == SQLITE_DONE ? 0 : store_failure(s, error);
}

size_t store_count(struct store *s, const struct kind *kind)
{
	return rows_of(s, kind)->alive;
}

static const char *sql_type(enum column_type type)
{
	return type == COLUMN_TEXT ? "TEXT" : type == COLUMN_INTEGER ? "INTEGER" : "NUMERIC";
}

static void list_sql(struct buf *sql, const struct store_param *param)
{
	buf_printf(sql,
		   "DROP TABLE IF EXISTS \"param_%.*s\"; CREATE TABLE \"param_%.*s\" (value %s"
		   " PRIMARY KEY) WITHOUT ROWID;",
		   STR_ARG(param->name), STR_ARG(param->name), sql_type(param->type));
	for (size_t i = 0; i < param->n_values; i++) {
		buf_printf(sql, "INSERT OR IGNORE INTO \"param_%.*s\" VALUES (",
			   STR_ARG(param->name));
		buf_add_quoted(sql, '\'', param->values[i]);
		buf_add_text(sql, ");");
	}
}

int store_set_params(struct store *s, const struct store_param *params, size_t n,
		     struct error *error)
{
	struct buf sql = {0}, values = {0};
	const char *between = "";
	int status;

	for (size_t i = 0; i < n; i++)
		if (params[i].is_list)
			list_sql(&sql, &params[i]);
	buf_add_text(&sql, "DROP TABLE IF EXISTS param; CREATE TABLE param (");
	for (size_t i = 0; i < n; i++) {
		if (params[i].is_list)
			continue;
		buf_printf(&sql, "%s\"%.*s\" %s", between, STR_ARG(params[i].name),
			   sql_type(params[i].type));
		buf_add_text(&values, between);
		buf_add_quoted(&values, '\'', params[i].values[0]);
		between = ", ";
	}
	buf_printf(&sql, "); INSERT INTO param VALUES (%s)", buf_cstr(&values));
	status = store_run(s, buf_cstr(&sql), error);
	buf_release(&sql);
	buf_release(&values);
	return status;
}

const char *store_library_version(void)
{
	return sqlite3_libversion();
}
