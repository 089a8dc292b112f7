/* SPDX-License-Identifier: MIT */
/*
 * A query's rows as a table: names, titles and types of its columns, values as text.
 */
#ifndef RECORDS_ANSWER_H
#define RECORDS_ANSWER_H

#include "base/vec.h"
#include "records/records.h"
#include "result/table.h"
#include "store/query.h"

struct answer {
	struct query *query;
	struct table table;
	struct table_column *columns;
	bool *typed; /* by column: declared, and not an expression */
	bool ended;  /* there are no more rows than those held */
	struct arena arena;
	struct VEC(struct str) held; /* cells of the first rows, to be shown first */
	size_t shown;                /* of them */
};

/* Describes the query's columns, and if one of them is an expression runs it over the first
 * rows. The query is borrowed. Fails as the rows do (ask.h). */
int answer_begin(struct answer *a, const struct records *r, struct query *query,
		 struct error *error);
void answer_release(struct answer *a);

#endif
