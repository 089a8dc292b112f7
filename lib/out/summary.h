/* SPDX-License-Identifier: MIT */
/*
 * The end of a judgement for people: how many subjects of each rule got each verdict, and how
 * many records, errors and warnings there were.
 */
#ifndef OUT_SUMMARY_H
#define OUT_SUMMARY_H

#include "out/catalogue.h"
#include "result/judgement.h"

/*
 * Appends the table of verdicts, a row for each rule, columns aligned for a terminal; nothing
 * when no rule was judged. Unless `every_rule`, rules of which no subject fails, is pending or
 * waived are counted on a line below it and have no row; without a row there is no heading.
 */
void summary_table(struct buf *out, const struct judgement *j, const struct catalogue *c,
		   bool every_rule);

/* Appends the line of counts. */
void summary_counts(struct buf *out, const struct judgement *j, const struct catalogue *c);

#endif
