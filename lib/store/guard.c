/* SPDX-License-Identifier: MIT */
/*
 * What SQL from outside may do, and the words for what it may not. SQLite's authorizer sees
 * every table, column and function as a statement is compiled.
 */
#include "store/guard.h"

#include "base/nearby.h"
#include "store/internal.h"
#include "store/query.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum {
	ASKED_STEPS = 1000
}; /* questions of the compiler from one look at the time to the next */

/* None asks the clock, makes what is not in the records, or changes what others see. */
static const char *const functions[] = {
	"abs",         "add_days",    "avg",        "ceil",         "ceiling",      "char",
	"coalesce",    "count",       "cume_dist",  "days_between", "dense_rank",   "exp",
	"first_value", "floor",       "glob",       "greatest",     "group_concat", "hex",
	"ifnull",      "iif",         "instr",      "lag",          "last_value",   "lead",
	"least",       "length",      "like",       "ln",           "log",          "log10",
	"log2",        "lower",       "ltrim",      "max",          "min",          "mod",
	"nth_value",   "ntile",       "nullif",     "percent_rank", "pow",          "power",
	"rank",        "regexp_like", "replace",    "round",        "row_number",   "rtrim",
	"sign",        "sqrt",        "string_agg", "substr",       "substring",    "sum",
	"total",       "trim",        "trunc",      "typeof",       "unicode",      "upper",
	"year_of",
};

/* Those of them that PostgreSQL has not, or understands otherwise. */
static const char *const own_functions[] = {
	"char", "glob",  "group_concat", "hex", "ifnull", "iif",    "instr",   "like",
	"log",  "log10", "log2",         "pow", "total",  "typeof", "unicode",
};

static const struct {
	int id, value;
} settings[GUARD_SETTINGS] = {
	{SQLITE_LIMIT_LENGTH, GUARD_LENGTH_MAX},
	{SQLITE_LIMIT_SQL_LENGTH, GUARD_SQL_MAX},
	{SQLITE_LIMIT_EXPR_DEPTH, GUARD_DEPTH_MAX},
	{SQLITE_LIMIT_COMPOUND_SELECT, GUARD_COMPOUND_MAX},
	{SQLITE_LIMIT_VARIABLE_NUMBER, GUARD_PARAMETERS_MAX},
	{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, GUARD_NEEDLE_MAX},
	{SQLITE_LIMIT_ATTACHED, 0},
	{SQLITE_LIMIT_TRIGGER_DEPTH, 1},
	{SQLITE_LIMIT_WORKER_THREADS, 0},
};

bool guard_is_over(struct guard *g)
{
	if (!g->limits)
		return false;
	if (!g->over && g->limits->clock)
		g->over = g->limits->clock() - g->began >= g->limits->time;
	return g->over;
}

static int look_at_time(void *context)
{
	return guard_is_over(context);
}

static void begin(struct store *s, const struct guard_limits *limits, long long spent)
{
	struct guard *g = &s->guard;

	g->limits = limits;
	g->refused = REFUSED_NOTHING;
	g->over = false;
	map_reset(&g->parameters);
	arena_reset(&g->arena);
	g->asked = 0;
	g->spent = spent;
	g->began = (limits->clock ? limits->clock() : 0) - spent;
	for (size_t i = 0; i < GUARD_SETTINGS; i++)
		g->settings[i] = sqlite3_limit(s->db, settings[i].id, settings[i].value);
	sqlite3_progress_handler(s->db, GUARD_STEPS, look_at_time, g);
	sqlite3_hard_heap_limit64(sqlite3_memory_used() + (sqlite3_int64)limits->memory);
}

void guard_begin(struct store *s, const struct guard_limits *limits)
{
	begin(s, limits, 0);
}

void guard_resume(struct store *s, const struct guard_limits *limits)
{
	begin(s, limits, s->guard.spent);
}

void guard_end(struct store *s)
{
	if (!s->guard.limits)
		return;
	if (s->guard.limits->clock)
		s->guard.spent = s->guard.limits->clock() - s->guard.began;
	sqlite3_hard_heap_limit64(0);
	sqlite3_soft_heap_limit64(0); /* the other had set it, too */
	sqlite3_progress_handler(s->db, 0, NULL, NULL);
	for (size_t i = 0; i < GUARD_SETTINGS; i++)
		sqlite3_limit(s->db, settings[i].id, s->guard.settings[i]);
	s->guard.limits = NULL;
}

void guard_release(struct guard *g)
{
	buf_release(&g->name);
	map_release(&g->parameters);
	arena_release(&g->arena);
}

const struct map *guard_parameters(const struct store *s)
{
	return &s->guard.parameters;
}

static bool refuse(struct guard *g, enum guard_refusal refused, const char *name)
{
	g->refused = refused;
	buf_reset(&g->name);
	buf_add_text(&g->name, name ? name : "");
	return false;
}

static int by_name(const void *key, const void *element)
{
	return sqlite3_stricmp(key, *(const char *const *)element);
}

static bool is_own(const char *name)
{
	return bsearch(name, own_functions, sizeof own_functions / sizeof *own_functions,
		       sizeof *own_functions, by_name) != NULL;
}

static bool is_function(const struct guard *g, const char *name)
{
	if (g->limits->function && sqlite3_stricmp(name, g->limits->function) == 0)
		return true;
	return bsearch(name, functions, sizeof functions / sizeof *functions, sizeof *functions,
		       by_name) != NULL &&
	       !(g->limits->shared && is_own(name));
}

static bool begins(const char *name, const char *prefix)
{
	return sqlite3_strnicmp(name, prefix, (int)strlen(prefix)) == 0;
}

/* A name without column may be that of the statement's own WITH, too; what is ours or SQLite's
 * is known by its name. */
static bool is_table(const struct store *s, const char *name, const char *column)
{
	const char *const *more = s->guard.limits->tables;

	for (; more && *more; more++)
		if (sqlite3_stricmp(name, *more) == 0)
			return true;
	if (store_table_called(s, name) || sqlite3_stricmp(name, "param") == 0 ||
	    sqlite3_stricmp(name, "selected") == 0 || begins(name, "param_"))
		return true;
	return *column == '\0' && !begins(name, "sqlite_") && !begins(name, "pragma_") &&
	       sqlite3_stricmp(name, "touched") != 0;
}

static void note_parameter(struct guard *g, const char *table, const char *column)
{
	struct str name = str_of(column);

	if (begins(table, "param_"))
		name = str_sub(str_of(table), strlen("param_"), strlen(table));
	else if (sqlite3_stricmp(table, "param") != 0)
		return;
	if (name.len && !map_find(&g->parameters, name))
		map_add(&g->parameters, arena_str(&g->arena, name));
}

bool guard_allows(struct store *s, int action, const char *first, const char *second)
{
	struct guard *g = &s->guard;

	if (g->asked++ % ASKED_STEPS == 0 && guard_is_over(g))
		return false;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return true;
	case SQLITE_READ:
		note_parameter(g, first, second);
		return is_table(s, first, second) || refuse(g, REFUSED_TABLE, first);
	case SQLITE_FUNCTION:
		return is_function(g, second) || refuse(g, REFUSED_FUNCTION, second);
	default:
		return refuse(g, REFUSED_STATEMENT, NULL);
	}
}

static bool is_word(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The next word of SQL, letters or not, or "": good enough for a hint. */
static struct str next_word(struct str *sql)
{
	size_t start = 0, end;

	while (start < sql->len && !is_word(sql->ptr[start]))
		start++;
	for (end = start; end < sql->len && is_word(sql->ptr[end]);)
		end++;
	*sql = str_sub(*sql, end, sql->len);
	return (struct str){sql->ptr - (end - start), end - start};
}

/* Where the name stands as a word for the first time, or -1. */
static long place_of(struct str sql, struct str name)
{
	struct str rest = sql, word;

	while ((word = next_word(&rest)).len)
		if (word.len == name.len &&
		    sqlite3_strnicmp(word.ptr, name.ptr, (int)name.len) == 0)
			return (long)(word.ptr - sql.ptr);
	return -1;
}

/* Offers the names that a statement of ours, with one parameter, gives. */
static void offer_names(struct store *s, const char *sql, struct str parameter,
			struct nearby *near)
{
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		return;
	sqlite3_bind_text(stmt, 1, parameter.ptr, (int)parameter.len, SQLITE_STATIC);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		nearby_offer(near, str_of((const char *)sqlite3_column_text(stmt, 0)));
	sqlite3_finalize(stmt);
}

static void offer_columns(struct store *s, struct str sql, struct nearby *near)
{
	struct str word;

	while ((word = next_word(&sql)).len)
		offer_names(s, "SELECT name FROM pragma_table_info(?1)", word, near);
}

static void offer_functions(const struct guard_limits *limits, struct nearby *near)
{
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (!limits->shared || !is_own(functions[i]))
			nearby_offer(near, str_of(functions[i]));
}

/* What SQLite says of a name begins with what it should have been. */
enum missing { MISSING_COLUMN, MISSING_TABLE, MISSING_FUNCTION, MISSING_NOTHING };

static enum missing missing_name(const char *reason, struct str *name)
{
	static const char *const words[] = {
		"no such column: ", "no such table: ", "no such function: "};
	struct str text = str_of(reason);

	for (enum missing m = MISSING_COLUMN; m < MISSING_NOTHING; m++) {
		if (!str_starts(text, str_of(words[m])))
			continue;
		*name = str_sub(text, strlen(words[m]), text.len);
		for (size_t dot; (dot = str_index(*name, '.')) < name->len;)
			*name = str_sub(*name, dot + 1, name->len);
		return m;
	}
	return MISSING_NOTHING;
}

static int set_missing(enum missing what, const char *name, const char *nearest,
		       struct error *error)
{
	if (what == MISSING_COLUMN)
		return *nearest ? error_set(error, STATUS_INVALID, "query.no-column-near",
					    "column", name, "nearest", nearest, NULL)
				: error_set(error, STATUS_INVALID, "query.no-column", "column",
					    name, NULL);
	if (what == MISSING_TABLE)
		return *nearest ? error_set(error, STATUS_INVALID, "query.no-table-near",
					    "table", name, "nearest", nearest, NULL)
				: error_set(error, STATUS_INVALID, "query.no-table", "table",
					    name, NULL);
	return *nearest ? error_set(error, STATUS_INVALID, "query.no-function-near", "function",
				    name, "nearest", nearest, NULL)
			: error_set(error, STATUS_INVALID, "query.no-function", "function",
				    name, NULL);
}

/* Asks the connection for names: with the guard off. */
static int refuse_name(struct store *s, enum missing what, struct str name, struct str sql,
		       struct error *error)
{
	const struct guard_limits *limits = s->guard.limits;
	struct nearby near = {.wanted = name};
	struct buf list = {0};

	s->guard.limits = NULL;
	if (what == MISSING_COLUMN)
		offer_columns(s, sql, &near);
	else if (what == MISSING_TABLE)
		offer_names(s, "SELECT name FROM sqlite_schema WHERE type = 'table'", STR(""),
			    &near);
	else
		offer_functions(limits, &near);
	s->guard.limits = limits;
	nearby_list(&near, &list);
	set_missing(what, arena_cstr(&near.arena, name), buf_cstr(&list), error);
	buf_release(&list);
	nearby_release(&near);
	return STATUS_INVALID;
}

/* Bounds that were crossed, in compiling as in running; 0: none. */
static int refuse_bound(struct store *s, struct error *error)
{
	int code = sqlite3_errcode(s->db);

	if (s->guard.over)
		return error_set(error, STATUS_LIMIT, "query.time", NULL);
	if (code == SQLITE_NOMEM)
		return error_set(error, STATUS_LIMIT, "query.memory", NULL);
	if (code == SQLITE_TOOBIG)
		return error_set(error, STATUS_LIMIT, "query.length", NULL);
	return 0;
}

static int refuse_sql(struct store *s, const char *reason, struct str sql, struct error *error)
{
	struct str name = {0};
	enum missing what = missing_name(reason, &name);

	if (s->guard.refused == REFUSED_STATEMENT || query_would_write(reason))
		return error_set(error, STATUS_INVALID, "query.not-select", NULL);
	if (s->guard.refused != REFUSED_NOTHING) {
		what = s->guard.refused == REFUSED_TABLE ? MISSING_TABLE : MISSING_FUNCTION;
		name = buf_str(&s->guard.name);
	}
	if (what != MISSING_NOTHING)
		return refuse_name(s, what, name, sql, error);
	return error_set(error, STATUS_INVALID, "query.sql", "reason", reason, NULL);
}

static long offset_of(struct store *s, const char *reason, struct str sql)
{
	long offset = sqlite3_error_offset(s->db);
	struct str name = buf_str(&s->guard.name);

	if (offset >= 0)
		return offset;
	if (s->guard.refused == REFUSED_NOTHING &&
	    missing_name(reason, &name) == MISSING_NOTHING)
		return strcmp(reason, "incomplete input") == 0 ? (long)sql.len : -1;
	return name.len ? place_of(sql, name) : -1;
}

int guard_refuse(struct store *s, struct str sql, struct error *error)
{
	struct arena arena = {0};
	const char *reason = arena_cstr(&arena, str_of(sqlite3_errmsg(s->db)));
	long offset = offset_of(s, reason, sql);
	int status = refuse_bound(s, error);

	if (status == 0) {
		status = refuse_sql(s, reason, sql, error);
		if (offset >= 0)
			message_add(&error->message, &error->arena, "offset",
				    str_of(arena_printf(&arena, "%ld", offset)));
	}
	s->guard.refused = REFUSED_NOTHING;
	buf_reset(&s->guard.name);
	arena_release(&arena);
	return status;
}

int guard_failure(struct store *s, struct error *error)
{
	int status = refuse_bound(s, error);

	return status ? status
		      : error_set(error, STATUS_INVALID, "query.failed", "reason",
				  sqlite3_errmsg(s->db), NULL);
}
