/* SPDX-License-Identifier: MIT */
/*
 * A line of a source file with carets under what is meant:
 *
 *    12 |   - empty-nester
 *       |     ^^^^^^^^^^^^
 *
 * Safe to show (unicode_escape), a TAB as one space, carets placed by terminal columns; of a
 * long line EXCERPT_COLUMNS or so around the mark, with `…` where it is cut.
 */
#ifndef OUT_EXCERPT_H
#define OUT_EXCERPT_H

#include "base/buf.h"
#include "result/finding.h"

enum { EXCERPT_COLUMNS = 100 };

/* Appends the excerpt for a finding with a line. A span over several lines is marked to the end
 * of the first; without a span, the place itself is marked, and nothing if there is no column.
 * Appends nothing when the source does not reach that far. */
void excerpt_add(struct buf *out, struct str source, const struct finding *f, bool colour);

#endif
