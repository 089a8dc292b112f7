/* SPDX-License-Identifier: MIT */
/*
 * What a row says, put into the value of a record: nothing else of it changes.
 *
 * A value that says what the record says already leaves it as it is written: 1.5 is 1.50, and a
 * text of a cell is without the blanks around it. Keys that are new stand in their kind's
 * order. What becomes empty because something was taken out of it goes, too: an object without
 * keys, an item of a list, a list without items.
 *
 * Items of lists keep their places until import_merge_end, so that all cells of a row count
 * alike.
 */
#ifndef RECORDS_IMPORT_MERGE_H
#define RECORDS_IMPORT_MERGE_H

#include "records/import_target.h"
#include "text/value.h"

/* Sets the value at the target in the record, an object, and what is missing on the way. */
void import_merge_set(struct node *record, const struct field *root,
		      const struct import_target *target, struct node *value,
		      struct arena *arena);

/* Takes out the value at the target, if it is there. */
void import_merge_remove(struct node *record, const struct import_target *target);

/* Takes all items out of a list, or all but those whose places (from 1) are among `kept`. The
 * last step of the target is the list, without place. */
void import_merge_clear(struct node *record, const struct import_target *list,
			const uint32_t *kept, size_t n);

/* Puts a document over the record as RFC 7396 has it (JSON Merge Patch): objects are merged,
 * null removes, all else replaces. Keys of the document itself that begin with `_`, and those
 * of rejects, are no part of it. */
void import_merge_document(struct node *record, const struct field *root,
			   const struct node *document, struct arena *arena);

/* Closes the gaps in lists. */
void import_merge_end(struct node *record);

#endif
