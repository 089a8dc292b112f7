/* SPDX-License-Identifier: MIT */
/*
 * The report `compliance`: a row a station, in byte order of their ids, and a column a rule, or
 * a clause. A cell is the worst verdict among the station's subjects: fail, pending, waived,
 * pass, not-applicable; null where it has none. Rules that judge the district only have no
 * column.
 */
#ifndef RECORDS_COMPLIANCE_H
#define RECORDS_COMPLIANCE_H

#include "records/affiliation.h"
#include "result/grid.h"
#include "result/judgement.h"

enum compliance_by { COMPLIANCE_BY_RULE, COMPLIANCE_BY_CLAUSE };

/* The column of rules that have no clause. */
#define COMPLIANCE_NO_CLAUSE "none"

/* Tells the store what compliance_fill will read. */
int compliance_plan(struct store *store, struct error *error);

/* Fills the zeroed grid from a judgement that lists: of the stations that are in `stations`.
 * Clauses are in the pack's order, rules in byte order. */
int compliance_fill(struct grid *g, const struct records *r, const struct judgement *judgement,
		    const struct affiliation *stations, enum compliance_by by,
		    struct error *error);

struct table compliance_table(struct grid *g, const struct pack *pack);

#endif
