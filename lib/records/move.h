/* SPDX-License-Identifier: MIT */
/*
 * A record gets another id, with all references to it: changes for write.h.
 *
 * Its `id` and its file's name change, and in every record, sws.yaml among them, what names it
 * (refer.h). A record whose place follows from such a value moves, too: the cases of a station.
 * What lies elsewhere than it belongs stays there.
 */
#ifndef RECORDS_MOVE_H
#define RECORDS_MOVE_H

#include "records/write.h"

/* Where the id stands and stays: in text, in a comment, in a file that is no record. */
struct move_mention {
	struct str path; /* afterwards; personal identifiers blanked out */
	uint32_t line;
};

/* What a run of move_make did. */
struct move_report {
	struct str kind, from; /* what was found; "" where nothing was, or nothing is to do */
	size_t files;          /* that change */
	size_t moved;          /* of them, those that change their path, the record's own too */
	size_t references;     /* that were changed */
	struct str twin; /* another file of that kind and id, to which references were left, or
			    "" */
	struct VEC(struct move_mention) mentions; /* file by file, in order of lines */
	struct VEC(struct str) unread; /* paths of records that could not be looked into */
	struct arena arena;
};

struct move {
	struct str record; /* its name, as for find_record */
	struct str id;     /* the new one */
	struct move_report report;
};

/* For write_work, with a `struct move` as its data. An id that is the record's already changes
 * nothing. Fails as find_record and with move.not-an-id {id}, move.fixed {kind} (a file
 * of the kind is not named by an id), move.taken {kind, id, path}, move.in-the-way
 * {path, other} (a file is where one would go), move.unreadable {path, line, id} (a file that
 * cannot be read as a record has the id), move.not-editable {path, line, id} (STATUS_INVALID).
 * Costs a reading of every file, and what edit_text and reading cost for those that change. */
int move_make(void *move, struct records *base, struct write_changes *changes,
	      struct error *error);

/* Appends the message of the commit. */
void move_message(const struct move *move, struct buf *message);

void move_release(struct move *move);

#endif
