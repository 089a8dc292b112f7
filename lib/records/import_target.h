/* SPDX-License-Identifier: MIT */
/*
 * Where a column of a table goes in a record: the steps from the record to a value.
 *
 * A column is called by any of
 *	certificates[1].number     a dotted path of keys, places in lists from 1
 *	职业资格证书[1].证书编号     the same by titles, in any mixture with keys
 *	职业资格证书1证书编号       titles run together, the place as bare digits
 *	intake_date                keys run together as columns of tables are (store/tables.h)
 *	接案日期                    the title of a value that lies in objects, not in lists, if
 *	                           no other such value has it
 */
#ifndef RECORDS_IMPORT_TARGET_H
#define RECORDS_IMPORT_TARGET_H

#include "base/nearby.h"
#include "schema/kind.h"

enum {
	IMPORT_STEPS_MAX = 18,    /* as deep as fields can be (schema/field.h), and one more */
	IMPORT_PLACE_MAX = 10000, /* in a list */
};

struct import_step {
	const struct field *field;
	uint32_t place; /* in a list, from 1; 0: none, the field itself */
};

/* The last step is a scalar, a place in a list of scalars, or such a list as a whole. */
struct import_target {
	size_t n;
	struct import_step steps[IMPORT_STEPS_MAX];
};

/* Finds what the name means among the fields of a record, or of a list's items. How many
 * meanings it has is returned; with one, `target` is it, with more the first. */
size_t import_target_find(const struct field *of, struct str name,
			  struct import_target *target);

/* Finds a list whose rows have a file of their own: by path without places
 * (`plans.tasks`), titles likewise, or its table's name (`station_plans_tasks`). The steps lead
 * to the list, through another at most, and have no places. */
bool import_target_list(const struct kind *kind, struct str name, struct import_target *target);

/* The same by its table's name alone. */
bool import_target_table(const struct kind *kind, struct str name,
			 struct import_target *target);

/* Whether one is the other, or lies in it. */
bool import_target_overlaps(const struct import_target *a, const struct import_target *b);

/* Appends the dotted path. */
void import_target_text(const struct import_target *target, struct buf *out);

/* Offers the dotted paths and the titles of all values (of lists the first item); for a title
 * that is no name by itself, that of the list before it. */
void import_target_offer(const struct field *of, struct nearby *near);

/* Offers the names of all lists: paths and titles without places, and tables. */
void import_target_offer_lists(const struct kind *kind, struct nearby *near);

#endif
