/* SPDX-License-Identifier: MIT */
/* What the files of the store share; nobody else includes this. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include "store/store.h"

struct sqlite3;
struct sqlite3_stmt;

/* What is kept of a table: all that a query reads, and always the keys. */
struct kept {
	bool rows;
	bool *columns; /* as many as the table has */
};

struct store {
	struct sqlite3 *db;
	struct table_set set;
	struct kept *kept;             /* one a table */
	bool loading;                  /* a record was put: `kept` stays as it is */
	struct sqlite3_stmt **inserts; /* one a table, made when first needed */
	struct sqlite3_stmt **finds;   /* of record tables: the path of an id */
	bool tracking;                 /* since the first store_mark */
	struct sqlite3_stmt *touch;    /* notes a record as changed */
	struct buf first_path;
};

/* Lets SQLite ask the store what a statement may read, as it does from the start. */
void store_authorize(struct store *s);

/* store.failure with SQLite's words. */
int store_failure(struct store *s, struct error *error);

/* Inserts the record's row and its lists' rows. STATUS_NOT_FOUND without a message: the id is
 * taken. */
int row_insert(struct store *s, const struct store_table *table, struct str id, struct str path,
	       struct tree *tree, struct error *error);

/* Adds PostgreSQL's functions, the date functions and exact sums to the connection. */
int functions_register(struct sqlite3 *db);

#endif
