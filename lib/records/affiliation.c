/* SPDX-License-Identifier: MIT */
/* One SELECT of station, kind and id, made of the tables' references. */
#include "records/affiliation.h"

#include "records/mask.h"
#include "store/query.h"

static const struct str station_kind = {"station", sizeof "station" - 1};

/* The column of a table's row that holds the id of its record. */
static const char *owner_of(const struct store_table *table)
{
	return table->depth ? "_record" : "id";
}

static struct str target_of(const struct column *column)
{
	return column->field ? column->field->references : STR("");
}

/* The district has no folder. */
static bool is_station_or_has_one(const struct table_set *set, const struct kind *kind)
{
	if (str_eq(kind->name, station_kind))
		return true;
	for (size_t i = 0; i < set->tables.n && kind->folder.len; i++)
		for (size_t k = 0; k < set->tables.at[i].columns.n; k++)
			if (set->tables.at[i].kind == kind &&
			    str_eq(target_of(&set->tables.at[i].columns.at[k]), station_kind))
				return true;
	return false;
}

/* Records that name a station by the column. */
static void add_naming(struct buf *sql, const struct store_table *table,
		       const struct column *column)
{
	buf_printf(sql, "\nUNION SELECT t.\"%.*s\", '%.*s', t.\"%s\" FROM \"%.*s\" t",
		   STR_ARG(column->name), STR_ARG(table->kind->name), owner_of(table),
		   STR_ARG(table->name));
}

/* Records that are named by the column of those in `naming`. */
static void add_named(struct buf *sql, const struct store_table *table,
		      const struct column *column)
{
	buf_printf(sql,
		   "\nUNION SELECT n.station, '%.*s', t.\"%.*s\" FROM naming n JOIN \"%.*s\" t"
		   " ON n.kind = '%.*s' AND n.id = t.\"%s\"",
		   STR_ARG(target_of(column)), STR_ARG(column->name), STR_ARG(table->name),
		   STR_ARG(table->kind->name), owner_of(table));
}

static const struct kind *kind_of(const struct table_set *set, struct str name)
{
	size_t i = 0;

	while (!str_eq(set->tables.at[i].kind->name, name))
		i++;
	return set->tables.at[i].kind;
}

/* All columns of kinds that have stations: those that refer to one, or to what has none. */
static void add_columns(struct buf *sql, const struct table_set *set, bool naming)
{
	for (size_t i = 0; i < set->tables.n; i++) {
		const struct store_table *table = &set->tables.at[i];

		if (!is_station_or_has_one(set, table->kind))
			continue;
		for (size_t k = 0; k < table->columns.n; k++) {
			const struct column *column = &table->columns.at[k];
			struct str target = target_of(column);

			if (naming && str_eq(target, station_kind))
				add_naming(sql, table, column);
			else if (!naming && target.len &&
				 !is_station_or_has_one(set, kind_of(set, target)))
				add_named(sql, table, column);
		}
	}
}

static int open(struct store *store, struct query **q, struct error *error)
{
	const struct table_set *set = store_tables(store);
	struct buf sql = {0};
	int status;

	buf_printf(&sql,
		   "WITH naming(station, kind, id) AS (SELECT id, 'station', id FROM \"%.*s\"",
		   STR_ARG(tables_of_kind(set, kind_of(set, station_kind))->name));
	add_columns(&sql, set, true);
	buf_add_text(&sql, "),\nevery AS (SELECT station, kind, id FROM naming");
	add_columns(&sql, set, false);
	buf_add_text(&sql, ")\nSELECT station, kind, id FROM every"
			   " WHERE station IS NOT NULL AND id IS NOT NULL"
			   " AND (?1 = '' OR station = ?1) ORDER BY station, kind, id");
	status = query_open(store, buf_str(&sql), q, error);
	buf_release(&sql);
	return status;
}

int affiliation_plan(struct store *store, struct error *error)
{
	struct query *q;
	int status = open(store, &q, error);

	query_close(q);
	return status;
}

static void add(struct affiliation *a, struct str station, struct str kind, struct str id)
{
	struct affiliated *one = arena_zalloc(&a->arena, sizeof *one);
	struct buf key = {0};
	struct map_entry *entry;

	buf_printf(&key, "%.*s/", STR_ARG(kind));
	mask_text(&key, id);
	entry = map_find(&a->records, buf_str(&key));
	if (!entry)
		entry = map_add(&a->records, arena_str(&a->arena, buf_str(&key)));
	one->station = arena_str(&a->arena, station);
	one->next = entry->value;
	entry->value = one;
	buf_release(&key);
}

int affiliation_load(struct affiliation *a, struct store *store, struct str station,
		     struct error *error)
{
	struct query *q;
	int status = open(store, &q, error);

	if (status < 0)
		return status;
	query_bind(q, 1, station);
	while ((status = query_next(q, error)) == 1)
		add(a, query_text(q, 0), query_text(q, 1), query_text(q, 2));
	query_close(q);
	return status;
}

const struct affiliated *affiliation_find(const struct affiliation *a, struct str kind,
					  struct str id)
{
	struct buf key = {0};
	const struct affiliated *found;

	buf_printf(&key, "%.*s/%.*s", STR_ARG(kind), STR_ARG(id));
	found = map_get(&a->records, buf_str(&key));
	buf_release(&key);
	return found;
}

void affiliation_release(struct affiliation *a)
{
	map_release(&a->records);
	arena_release(&a->arena);
}
