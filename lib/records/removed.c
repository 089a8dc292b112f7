/* SPDX-License-Identifier: MIT */
/* Counts by kind, field and reason. */
#include "records/removed.h"

#include <stdlib.h>

static struct removed_entry *find(struct removed *r, struct str kind, struct str field,
				  enum removed_reason reason)
{
	for (size_t i = 0; i < r->entries.n; i++) {
		struct removed_entry *e = &r->entries.at[i];

		if (e->reason == reason && str_eq(e->field, field) && str_eq(e->kind, kind))
			return e;
	}
	return NULL;
}

void removed_add(struct removed *r, struct str kind, struct str field,
		 enum removed_reason reason, size_t n)
{
	struct removed_entry *e = find(r, kind, field, reason);

	if (!e) {
		e = vec_add(&r->entries);
		e->kind = arena_str(&r->arena, kind);
		e->field = arena_str(&r->arena, field);
		e->reason = reason;
	}
	e->n += n;
}

static int cmp_entries(const void *a, const void *b)
{
	const struct removed_entry *x = a, *y = b;
	int order = str_cmp(x->kind, y->kind);

	if (order == 0)
		order = str_cmp(x->field, y->field);
	return order ? order : (int)x->reason - (int)y->reason;
}

void removed_sort(struct removed *r)
{
	if (r->entries.n)
		qsort(r->entries.at, r->entries.n, sizeof *r->entries.at, cmp_entries);
}

const char *removed_reason_name(enum removed_reason reason)
{
	static const char *const names[] = {
		[REMOVED_SENSITIVE] = "sensitive",
		[REMOVED_FEW] = "below-5",
		[REMOVED_PERSONAL] = "personal-identifier",
		[REMOVED_UNDESCRIBED] = "undescribed",
		[REMOVED_RECORD] = "record",
		[REMOVED_OPEN] = "open",
	};

	return names[reason];
}

void removed_release(struct removed *r)
{
	vec_release(&r->entries);
	arena_release(&r->arena);
}
