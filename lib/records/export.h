/* SPDX-License-Identifier: MIT */
/*
 * Records on their way out: one after another as trees, or as the tables of the kinds.
 *
 * Either way files are read in byte order of their paths, and what may not be published is
 * taken out of each tree before anyone sees it (public.h). Trees need no store, and no more
 * memory than one record. Tables are read off the store, which then holds all rows.
 */
#ifndef RECORDS_EXPORT_H
#define RECORDS_EXPORT_H

#include "records/records.h"
#include "records/removed.h"
#include "result/table.h"

struct export_options {
	const struct kind *const *kinds; /* which, `n_kinds`; none: all */
	size_t n_kinds;
	const struct store_table *table; /* only this one of the tables; or NULL */
	bool reduced;                    /* to what may be published */
	bool derived;                    /* tables have `_path`, `_line`, `_values`, too */
};

/* The key that says of which kind a record in a stream of records is. No kind has a key that
 * begins with `_`; agencies have one called `kind`. */
#define EXPORT_KIND_KEY "_kind"

struct export;

/* The options' arrays are borrowed. */
struct export *export_new(struct records *r, const struct export_options *options);
void export_free(struct export *e);

/* The root is an object without absent values, and may be changed; what is added to it lives in
 * the arena, both until the next record. */
typedef int export_visit(void *context, const struct kind *kind, struct node *record,
			 struct arena *arena, struct error *error);

/* Visits each record that could be read. Fails as a visit does. */
int export_records(struct export *e, export_visit *visit, void *context, struct error *error);

/* One of the tables, without columns that may not be published. */
struct export_table {
	const struct store_table *of;
	size_t owner;                 /* of a list: which of the tables it is in, or SIZE_MAX */
	const struct column **from;   /* of each column */
	struct table_column *columns; /* without titles */
	struct table table;           /* its rows, after export_read */
	struct export *export;
	struct query *query;
};

/* A kind's own table and then its lists, kinds by name. Of a reduced export without those that
 * may not be published. */
struct export_table *export_tables(struct export *e, size_t *n);

/* Loads the records: all that do not wholly fit into tables have findings. Once. Fails as the
 * store. */
int export_load(struct export *e, struct error *error);

/* Makes ready to read the table's rows from the first: in byte order of the records' paths, in
 * the order of their lists. */
int export_read(struct export_table *t, struct error *error);

/* After export_load: whether each value of the column, which names records, is the id of one in
 * the other table. */
int export_refers(struct export_table *t, size_t column, const struct export_table *target,
		  bool *all, struct error *error);

/* What was wrong with the records, so that they are not, or not wholly, in what was written:
 * errors, sorted, personal identifiers masked. */
struct finding_list *export_findings(struct export *e);

/* What was left out on purpose, sorted. */
const struct removed *export_removed(struct export *e);

#endif
