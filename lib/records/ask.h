/* SPDX-License-Identifier: MIT */
/*
 * Asking: a question in SQL from outside, answered from the records of a snapshot as a table.
 *
 * The question is compiled first, under the store's guard, so that it says which kinds it
 * reads: only their files are read then.
 */
#ifndef RECORDS_ASK_H
#define RECORDS_ASK_H

#include "records/phrase.h"
#include "records/selection.h"
#include "records/terms.h"
#include "result/table.h"
#include "store/guard.h"

enum { ASK_HELD_MAX = 1000 }; /* rows that are looked at to tell what an expression gives */

/* NAME=VALUE of --param, for :NAME. */
struct ask_value {
	struct str name, value;
};

struct ask_options {
	struct terms_options terms;
	struct str sql;                    /* a whole statement, or "" for: */
	struct phrase *phrase;             /* whose spans are set */
	const struct selection *selection; /* settled; rows of these records only; NULL: all */
	size_t n_values;
	const struct ask_value *values;
	struct guard_limits limits;
};

struct ask;

/* Compiles, reads the records and begins to run. The options are borrowed until ask_close,
 * which is due whatever comes back. Fails with what query_open, phrase_sql and terms_begin say,
 * with query.no-value {parameter} or query.unused-value {parameter}, or as the store. An error
 * about SQL has, where that is known, the arguments {part, text, offset}: the option (`--sql`,
 * `-w`
 * ...), what was given to it, and the byte of it. */
int ask_open(struct records *r, const struct ask_options *options, struct ask **ask,
	     struct error *error);
void ask_close(struct ask *a);

/* The answer; its rows can be read once. Of columns: names are those of SQL, one that came
 * before with `:1`, `:2` ... after it. A column of a table of records or parameters has its
 * title and type; one of an expression is called by its name, and has the type of the values in
 * the first ASK_HELD_MAX rows: text, if they differ or there are none. Rows fail with what
 * query_next says; query.bytes {column} for what is no text; query.not-finite {column}; and
 * query.mixed {column} where a text comes after numbers. */
const struct table *ask_table(const struct ask *a);

/* Columns, to give titles to those that no kind knows. */
struct table_column *ask_columns(struct ask *a);

const struct table_source *ask_source(const struct ask *a);

/* What is wrong with the files that were read, so that they are not, or not wholly, in the
 * answer; sorted, personal identifiers masked. */
struct finding_list *ask_findings(struct ask *a);

#endif
