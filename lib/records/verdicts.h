/* SPDX-License-Identifier: MIT */
/*
 * The report `verdicts`: what each subject got of each rule, in byte order of rule, kind and
 * subject. No rows are held beside those of the judgement.
 */
#ifndef RECORDS_VERDICTS_H
#define RECORDS_VERDICTS_H

#include "policy/pack.h"
#include "records/affiliation.h"
#include "result/judgement.h"
#include "result/table.h"

enum { VERDICTS_COLUMNS = 7 };

struct verdicts {
	const struct judgement *judgement;
	const struct affiliation *only; /* NULL: all */
	const struct subject_verdict **sorted;
	size_t n, next;
	struct table_column columns[VERDICTS_COLUMNS];
};

/* The columns, with the titles that the pack has for them. */
void verdicts_columns(const struct pack *pack, struct table_column columns[VERDICTS_COLUMNS]);

/* A verdict's cells, borrowed; null where there is nothing. */
void verdicts_cells(const struct subject_verdict *v, struct str cells[VERDICTS_COLUMNS]);

/* Of a judgement that lists, all verdicts or those on subjects of a station; borrows both. */
void verdicts_init(struct verdicts *v, const struct pack *pack,
		   const struct judgement *judgement, const struct affiliation *only);

/* To be read once. */
struct table verdicts_table(struct verdicts *v, const struct pack *pack);

void verdicts_release(struct verdicts *v);

#endif
