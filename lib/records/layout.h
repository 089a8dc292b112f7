/* SPDX-License-Identifier: MIT */
/*
 * Where records lie: which entries of a snapshot are records, of which kind, and what is wrong
 * with the others (RECORDS.md: one file is one record, its name the id, its folder the kind).
 */
#ifndef RECORDS_LAYOUT_H
#define RECORDS_LAYOUT_H

#include "records/records.h"

enum { LAYOUT_ID_BYTES_MAX = 64 };

/* An entry that is to be read as a record. */
struct layout_record {
	const struct entry *entry;
	const struct kind *kind;
	struct str id; /* of the file's name; "district" for sws.yaml */
};

struct layout;

/* Walks the snapshot's entries. Findings path.* and git.unmerged go to the list: symlinks,
 * submodules, special and unreadable files, files to be merged, names that are no ids, other
 * extensions, names that some systems take for the same, folders and files that look misnamed.
 * Hidden files are passed over. */
struct layout *layout_new(const struct records *r, struct finding_list *findings);
void layout_free(struct layout *l);

/* The next record in byte order of paths; false at the end. */
bool layout_next(struct layout *l, struct layout_record *record);

/* Whether the entry is a file; what is none where one should be is a finding. */
bool layout_is_file(const struct entry *entry, struct finding_list *findings);

/* Whether the file, or a folder on the way to it, has a name that begins with a dot. */
bool layout_is_hidden(struct str path);

/* Whether the text is an id: ^[a-z][a-z0-9]*(-[a-z0-9]+)*$, at most 64 bytes. */
bool layout_is_id(struct str text);

/* The id that a record at this path has by its file's name, or "" if that makes none. */
struct str layout_id(struct str path);

#endif
