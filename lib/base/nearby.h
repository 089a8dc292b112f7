/* SPDX-License-Identifier: MIT */
/*
 * The names nearest to one that does not exist: three at most, each within a third of its
 * letters and three edits, the nearest first, then as they were offered.
 */
#ifndef BASE_NEARBY_H
#define BASE_NEARBY_H

#include "base/arena.h"
#include "base/buf.h"

enum { NEARBY_MAX = 3, NEARBY_EDITS_MAX = 3 };

struct nearby {
	struct str wanted; /* borrowed; what else is zero is empty */
	struct str names[NEARBY_MAX];
	unsigned edits[NEARBY_MAX];
	size_t n;
	struct arena arena; /* of the names, which are copies */
};

void nearby_offer(struct nearby *near, struct str name);

/* The same where another name is to be shown than the one that is compared. */
void nearby_offer_as(struct nearby *near, struct str name, struct str shown);

/* Appends the names as `a, b, c`; nothing when none is near. */
void nearby_list(const struct nearby *near, struct buf *out);

void nearby_release(struct nearby *near);

#endif
