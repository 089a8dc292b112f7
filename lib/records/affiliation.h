/* SPDX-License-Identifier: MIT */
/*
 * Which records belong to which station, by the references of the kinds: the station itself;
 * the records that name it, wherever they do; and of a kind that never names a station (an
 * agency) those that the station, or a record that names it, names. The district, which names
 * all, belongs to none.
 */
#ifndef RECORDS_AFFILIATION_H
#define RECORDS_AFFILIATION_H

#include "base/map.h"
#include "records/records.h"

/* One station of a record. */
struct affiliated {
	struct str station;
	const struct affiliated *next;
};

/* The zeroed one has no record. */
struct affiliation {
	struct map records; /* "kind/id" → struct affiliated *; the id as findings show it */
	struct arena arena;
};

/* Tells the store what affiliation_load will read. */
int affiliation_plan(struct store *store, struct error *error);

/* Fills it: of one station, or of all if that is "". Cost: that of the references. */
int affiliation_load(struct affiliation *a, struct store *store, struct str station,
		     struct error *error);

/* The stations of a record, or NULL. */
const struct affiliated *affiliation_find(const struct affiliation *a, struct str kind,
					  struct str id);

void affiliation_release(struct affiliation *a);

#endif
