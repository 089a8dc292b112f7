/* SPDX-License-Identifier: MIT */
/* What an export leaves out of the records, by field and reason, counted. */
#ifndef RECORDS_REMOVED_H
#define RECORDS_REMOVED_H

#include "base/arena.h"
#include "base/vec.h"

enum removed_reason {
	REMOVED_SENSITIVE,   /* marked so in the kind; of a list its items are counted */
	REMOVED_FEW,         /* a number of people below PUBLIC_PEOPLE_MIN */
	REMOVED_PERSONAL,    /* texts that held a personal identifier, now `***` */
	REMOVED_UNDESCRIBED, /* no key, or no value, that the kind describes */
	REMOVED_RECORD,      /* whole records: an identifier is in their path */
	REMOVED_OPEN,        /* objects with keys of their own, which no table has */
};

struct removed_entry {
	struct str kind;
	struct str field; /* keys from the record down, a.b; `a.*` for keys not described; ""
			     the record */
	enum removed_reason reason;
	size_t n; /* may be 0 */
};

/* Some dozens of entries. The zeroed list is empty. */
struct removed {
	struct VEC(struct removed_entry) entries;
	struct arena arena;
};

/* Counts `n` more. */
void removed_add(struct removed *r, struct str kind, struct str field,
		 enum removed_reason reason, size_t n);

/* By kind, field and reason, in byte order. */
void removed_sort(struct removed *r);

/* "sensitive", "below-5", "personal-identifier", "undescribed", "record", "open" */
const char *removed_reason_name(enum removed_reason reason);

void removed_release(struct removed *r);

#endif
