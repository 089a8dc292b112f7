/* SPDX-License-Identifier: MIT */
/*
 * The store: the records of a snapshot as rows of SQLite tables, in memory.
 *
 * History, candidates and hooks are all "apply a difference": store_put, store_remove, and
 * store_changed to see what that touched. A record is loaded as far as its values fit their
 * fields: a value of the wrong type, a date that does not exist, a value outside its
 * enumeration is NULL.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "store/tables.h"
#include "text/tree.h"

struct store;

/* An empty store with the tables of the kinds, which it borrows. Fails with pack.table or
 * store.failure {reason}. */
int store_open(const struct kind_set *kinds, struct store **store, struct error *error);
void store_close(struct store *s);

const struct table_set *store_tables(const struct store *s);

/* Keeps every column of every table; before the first record is put. */
void store_want_all(struct store *s);

/* Whether a query that was compiled reads a table of the kind. */
bool store_reads(const struct store *s, const struct kind *kind);

/* Adds the record's rows. The root must be an object. `id` is the record's id, "district" for
 * the district's. A record of this kind and id that is there already stays, and `*first_path`
 * (if any) is set to its path, borrowed until the next call; else to "". */
int store_put(struct store *s, const struct kind *kind, struct str id, struct str path,
	      struct tree *tree, struct str *first_path, struct error *error);

/* Removes the rows of the record that was put from `path`; nothing if there are none.
 *
 * Records may be put and removed while queries are open: those give no row that was removed
 * before they came to it, and give or do not give the rows of what is put. The row that a query
 * stands on then has no `id` or `_record`. */
int store_remove(struct store *s, const struct kind *kind, struct str id, struct str path,
		 struct error *error);

/* Begins to note what is put and removed, or begins anew. */
int store_mark(struct store *s, struct error *error);

/* Makes the view `changed` show the rows of `table` that belong to records put or removed since
 * the last store_mark and are there now. (Ask before a removal for the old state, after it for
 * the new.) */
int store_changed(struct store *s, struct str table, struct error *error);

/* Makes the table `selected` with the column `id`, or empties it; adds to it. */
int store_select(struct store *s, struct error *error);
int store_select_add(struct store *s, struct str id, struct error *error);

/* How many records of the kind there are. */
size_t store_count(struct store *s, const struct kind *kind);

/* Whether there is a record of the kind with this id. */
bool store_has(struct store *s, const struct kind *kind, struct str id);

/* A parameter as SQL sees it: a column of the one-row table `param`, or, a list, the table
 * `param_<name>` with the column `value`. */
struct store_param {
	struct str name;
	enum column_type type;
	bool is_list;
	size_t n_values; /* 1 unless is_list */
	const struct str *values;
};

/* Replaces all parameters. */
int store_set_params(struct store *s, const struct store_param *params, size_t n,
		     struct error *error);

/* Runs statements that define temporary views or tables; for the policy layer's own SQL only.
 */
int store_run(struct store *s, const char *sql, struct error *error);

/* SQLite's version, e.g. "3.40.1". */
const char *store_library_version(void);

#endif
