/* SPDX-License-Identifier: MIT */
/* An authorizer that notes what is read and refuses nothing. */
#include "store/usage.h"

#include "store/internal.h"
#include "store/query.h"

#include <sqlite3.h>

struct usage {
	struct map *names;
	struct arena *arena;
};

static int note(void *context, int action, const char *table, const char *column,
		const char *database, const char *view)
{
	static const struct str list = {"param_", sizeof "param_" - 1};
	struct usage *u = context;
	struct str name = str_of(table);

	(void)database;
	(void)view;
	if (action != SQLITE_READ)
		return SQLITE_OK;
	if (str_eq(name, STR("param")))
		name = str_of(column);
	else if (str_starts(name, list))
		name = str_sub(name, list.len, name.len);
	else
		return SQLITE_OK;
	if (!map_find(u->names, name))
		map_add(u->names, arena_str(u->arena, name));
	return SQLITE_OK;
}

int usage_parameters(struct store *s, struct str sql, struct map *names, struct arena *arena,
		     struct error *error)
{
	struct usage u = {.names = names, .arena = arena};
	struct query *q;
	int status;

	sqlite3_set_authorizer(s->db, note, &u);
	status = query_open(s, sql, &q, error);
	store_authorize(s);
	query_close(q);
	return status;
}
