/* SPDX-License-Identifier: MIT */
/* A list in the order of edits, by insertion. */
#include "base/nearby.h"

static void insert(struct nearby *near, struct str name, unsigned edits)
{
	size_t at = near->n < NEARBY_MAX ? near->n++ : NEARBY_MAX - 1;

	for (; at > 0 && near->edits[at - 1] > edits; at--) {
		near->names[at] = near->names[at - 1];
		near->edits[at] = near->edits[at - 1];
	}
	near->names[at] = arena_str(&near->arena, name);
	near->edits[at] = edits;
}

void nearby_offer(struct nearby *near, struct str name)
{
	nearby_offer_as(near, name, name);
}

void nearby_offer_as(struct nearby *near, struct str name, struct str shown)
{
	size_t letters = str_letters(near->wanted), third = letters < 3 ? 1 : letters / 3;
	unsigned limit = third < NEARBY_EDITS_MAX ? (unsigned)third : NEARBY_EDITS_MAX;
	unsigned edits = str_distance(name, near->wanted, limit);

	if (edits > limit || (near->n == NEARBY_MAX && near->edits[NEARBY_MAX - 1] <= edits))
		return;
	for (size_t i = 0; i < near->n; i++)
		if (str_eq(near->names[i], shown))
			return;
	insert(near, shown, edits);
}

void nearby_list(const struct nearby *near, struct buf *out)
{
	for (size_t i = 0; i < near->n; i++)
		buf_printf(out, "%s%.*s", i ? ", " : "", STR_ARG(near->names[i]));
}

void nearby_release(struct nearby *near)
{
	arena_release(&near->arena);
}
