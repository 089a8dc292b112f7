/* SPDX-License-Identifier: MIT */
/* From bytes of a source to the place that a finding names. */
#ifndef TEXT_PLACE_H
#define TEXT_PLACE_H

#include "result/finding.h"
#include "text/tree.h"

/* Gives the finding the place of the bytes [start, end) of the tree's source: line and column
 * of both ends, line breaks at the very end left out, and the span. */
void place_finding(struct tree *t, struct finding *f, uint32_t start, uint32_t end);

#endif
