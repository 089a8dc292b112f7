/* SPDX-License-Identifier: MIT */
/* From bytes of a source to the place that a finding or an error names. */
#ifndef TEXT_PLACE_H
#define TEXT_PLACE_H

#include "result/finding.h"
#include "text/tree.h"

/* Gives the finding the place of the bytes [start, end) of the tree's source: line and column
 * of both ends, line breaks at the very end left out, and the span. */
void place_finding(struct tree *t, struct finding *f, uint32_t start, uint32_t end);

/* Where the value of a scalar begins in the source, if the lines of the value are lines of the
 * source there: a literal block (`|`), or a text that is written as it is on one line; in a
 * block each line begins in the same column. Else `*exact` is false, and it is where the scalar
 * begins. */
struct position place_text(struct tree *t, const struct node *scalar, bool *exact);

/* Line and column of an offset in a text that is no tree's: counted anew from its start, where
 * a byte order mark takes no column. */
struct position place_of(struct str text, size_t offset);

#endif
