/* SPDX-License-Identifier: MIT */
/*
 * The next free id of a kind, in the manner of those that are there.
 *
 * An id is taken to be a stem and a number, `dagu-2023-c` and `004`. Parts of a stem count as
 * the record's own where its path has them as folders (its year, its station) or where they are
 * ids of another kind, which the kind refers to; what is left is the manner. That of most
 * records is followed, of two alike the one seen last in byte order of paths; the stem is made
 * of the new record's own values, the number is one more than the highest of that stem, as wide
 * as it.
 *
 *	dagu-2023-c004, hangu-2023-c011   of station dagu in 2023   dagu-2023-c005
 *	shegong-001 ... shegong-099                                 shegong-100
 *	case-2023-017                     of 2024                   case-2024-001
 *
 * A kind without records begins with its name, `case-001`.
 */
#ifndef RECORDS_NUMBERING_H
#define RECORDS_NUMBERING_H

#include "records/records.h"

/* Appends the id. Fails with numbering.none {kind} (most ids of the kind have no number to go
 * on from, or the next would be too long), numbering.value {field, title} (a value that the
 * stem needs is missing in the record; STATUS_INVALID). `record` may be NULL. Costs a pass over
 * the snapshot's paths. */
int numbering_next(const struct records *r, const struct kind *kind, const struct node *record,
		   struct buf *id, struct error *error);

/* The path of the record of this kind and id, or "". Costs the same. */
struct str numbering_taken(const struct records *r, const struct kind *kind, struct str id);

#endif
