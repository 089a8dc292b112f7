/* SPDX-License-Identifier: MIT */
/* Setting fields of one record: assignments as changes for write.h. */
#ifndef RECORDS_SET_H
#define RECORDS_SET_H

#include "records/assign.h"
#include "records/write.h"

struct set {
	struct str record;            /* its name, as for find_record */
	const struct assign *assigns; /* each applies to what the one before left */
	size_t n;
};

/* For write_work, with a `struct set` as its data. Fails as find_record, snapshot_read and
 * assign_apply do. */
int set_make(void *set, struct records *base, struct write_changes *changes,
	     struct error *error);

/* Appends the message of the commit: the record and the names of the fields, as they were
 * given; no values, which may be sensitive. */
void set_message(const struct set *set, struct buf *message);

#endif
