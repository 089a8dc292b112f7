/* SPDX-License-Identifier: MIT */
/* The view `judged` and the table `focus`. */
#include "policy/judged.h"

int judged_sql_error(const struct rule *rule, const struct statement *at, struct error *error)
{
	struct arena arena = {0};
	const struct str *reason = message_arg(&error->message, STR("reason"));
	int status;

	status = error_set(error, STATUS_INVALID, "pack.sql", "rule", rule->id.ptr, "file",
			   rule->file.ptr, "line", arena_printf(&arena, "%u", at->line),
			   "reason", reason ? arena_cstr(&arena, *reason) : "", NULL);
	arena_release(&arena);
	return status;
}

int judged_define(const struct pack *pack, struct store *store, const struct rule *rule,
		  const struct kind *kind, bool focus, struct error *error)
{
	const struct str *scope = pack_scope(pack, kind, rule->scope);
	struct buf sql = {0};
	int status;

	buf_printf(&sql, "DROP VIEW IF EXISTS judged; CREATE TEMP VIEW judged AS %.*s",
		   STR_ARG(*scope));
	if (focus) {
		buf_reset(&sql);
		buf_printf(&sql,
			   "DROP VIEW IF EXISTS judged; CREATE TEMP VIEW judged AS"
			   " SELECT * FROM (%.*s) f WHERE f.id IN (SELECT id FROM focus)",
			   STR_ARG(*scope));
	}
	status = store_run(store, buf_cstr(&sql), error);
	buf_release(&sql);
	return status;
}

/* Appends the text as an SQL string. */
static void add_quoted(struct buf *sql, struct str text)
{
	buf_add_char(sql, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\'')
			buf_add_char(sql, '\'');
		buf_add_char(sql, text.ptr[i]);
	}
	buf_add_char(sql, '\'');
}

int judged_focus(struct store *store, const struct str *ids, size_t n, struct error *error)
{
	struct buf sql = {0};
	int status;

	buf_add_text(&sql,
		     "DROP TABLE IF EXISTS focus; CREATE TEMP TABLE focus (id TEXT PRIMARY KEY)"
		     " WITHOUT ROWID;");
	for (size_t i = 0; i < n; i++) {
		buf_add_text(&sql, "INSERT OR IGNORE INTO focus VALUES (");
		add_quoted(&sql, ids[i]);
		buf_add_text(&sql, ");");
	}
	status = store_run(store, buf_cstr(&sql), error);
	buf_release(&sql);
	return status;
}

bool judged_is_value(struct str name)
{
	return !str_starts(name, STR("_")) && !str_eq(name, STR("subject")) &&
	       !str_eq(name, STR("part"));
}
