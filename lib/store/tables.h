/* SPDX-License-Identifier: MIT */
/*
 * The tables that follow from the kinds (RECORDS.md, "Tables"), as data; no SQL is run here.
 *
 * One table a kind, named like its folder, and one a list, named of kind and key. Objects
 * within a record flatten into columns, `premises_address`. Beside the fields a record's row
 * has `_path` and
 * `_line`, a list's row also `_record` (the owner's id), `_n` (place in the list, from 1) and,
 * in a list within a list, `_n2`. All strings and arrays belong to the table_set.
 */
#ifndef STORE_TABLES_H
#define STORE_TABLES_H

#include "base/vec.h"
#include "schema/kind.h"

enum column_type { COLUMN_TEXT, COLUMN_INTEGER, COLUMN_DECIMAL, COLUMN_BOOLEAN };

struct column {
	struct str name;
	enum column_type type;
	const struct field
		*field; /* NULL for `id` of the district and the columns that begin with _ */
	struct str
		pointer; /* of the value, from the row's object: /premises/address; "" itself */
};

/* Where a key of a row's object goes. */
struct slot {
	struct str key;
	uint32_t hash;
	const struct field *field;
	size_t column;      /* of a scalar: index into the table's columns */
	size_t table;       /* of a list: index into the set's tables */
	struct slot *slots; /* of an object: its keys' slots, in the same row */
	size_t n_slots;
};

enum { TABLE_DEPTH_MAX = 2 };

struct store_table {
	struct str name;
	const struct kind *kind;
	size_t owner; /* of a list: the index of the table it is in */
	int depth;    /* 0 the record itself, 1 a list, 2 a list within a list */
	struct str lists[TABLE_DEPTH_MAX]; /* pointers: of the list in the record, within its
					      item */
	struct VEC(struct column) columns;
	struct slot *slots;
	size_t n_slots;
};

struct table_set {
	struct VEC(struct store_table)
		tables; /* a kind's record table, then its lists; kinds by name */
	struct arena arena;
};

/* Fails (pack.table {table, reason}) on lists nested too deeply and on two columns of one name.
 */
int tables_derive(const struct kind_set *kinds, struct table_set *set, struct error *error);
void tables_release(struct table_set *set);

const struct store_table *tables_find(const struct table_set *set, struct str name);

/* The table of the kind's records. */
const struct store_table *tables_of_kind(const struct table_set *set, const struct kind *kind);

/* The column's index, or n_columns. */
size_t tables_column(const struct store_table *table, struct str name);

/* The index of the column that says whose row it is, `id` or `_record`. */
size_t tables_key(const struct store_table *table);

/* Appends the CREATE TABLE statement; `more` columns, as "name type, ", come last. */
void tables_sql(const struct store_table *table, const char *more, struct buf *sql);

/* Appends the JSON Pointer into the record of a column of the row with these places (from 1).
 */
void tables_pointer(const struct store_table *table, const struct column *column,
		    const long long n[TABLE_DEPTH_MAX], struct buf *pointer);

/* "text", "integer", "decimal", "boolean" */
const char *tables_type_name(enum column_type type);

#endif
