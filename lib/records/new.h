/* SPDX-License-Identifier: MIT */
/*
 * A new record: a scaffold (scaffold.h) with values, or what a person made of one, as a change
 * for write.h. Its id, where none is given, is worked out for each base anew (numbering.h), so
 * that two who write at once get two ids.
 */
#ifndef RECORDS_NEW_H
#define RECORDS_NEW_H

#include "records/assign.h"
#include "records/scaffold.h"
#include "records/write.h"

/* Zeroed but for what is wanted; new_release in the end. */
struct new_record {
	struct str kind;              /* its name or title */
	const struct assign *assigns; /* of its values, to an empty record */
	size_t n;
	const struct scaffold_words *words;
	struct str text;   /* of the record, as a person left the draft; "": the scaffold */
	bool has_message;  /* the options of the write say one */
	struct buf draft;  /* made by new_draft */
	struct buf filled; /* the id that was worked out for the draft, or "" */
	struct buf path;   /* made by new_make: where the record lies */
	struct buf unfit;  /* the fields that keep it from having a path, where it has none */
};

/* Both are for write_work, with a `struct new_record` as data.
 *
 * The draft is the scaffold with what is known; it makes no change. What is missing is left
 * empty, the id, too, where it cannot be told yet. Fails as find_kind, assign_apply, and with
 * new.bad-id {id}, new.exists {id, path} (STATUS_INVALID). */
int new_draft(void *record, struct records *base, struct write_changes *changes,
	      struct error *error);

/* The record's file. Without a text it fails, beside, with new.missing {kind, fields}: all that
 * is required and was not given; new.no-path {fields}: values that the path follows from are
 * unfit; and as numbering_next. With a text whose path cannot be told, for what is missing or
 * wrong in it, the changes are held, under a path of its kind, to be judged: findings say what.
 * An id that is empty, or still the draft's own, is worked out. */
int new_make(void *record, struct records *base, struct write_changes *changes,
	     struct error *error);

/* Whether the text has nothing but comments and blanks. */
bool new_is_empty(struct str text);

void new_release(struct new_record *record);

#endif
