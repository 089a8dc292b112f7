/* SPDX-License-Identifier: MIT */
/*
 * Loading: records read, checked and put into the store, one file after another.
 */
#ifndef RECORDS_LOAD_H
#define RECORDS_LOAD_H

#include "records/layout.h"
#include "text/tree.h"

struct load;

/* Replaces `bytes` by those of a file; false, and a finding, if they cannot be read, are too
 * many, or only stand for others (git LFS). */
bool load_bytes(struct snapshot *snapshot, const struct entry *entry, struct buf *bytes,
		struct finding_list *findings);

struct load *load_new(struct records *r, struct finding_list *findings);
void load_free(struct load *l);

/* Reads the record, appends its findings (git, yaml, schema, path, privacy) and puts it into
 * the store as far as its values fit. Only a failure of the store fails. */
int load_record(struct load *l, const struct layout_record *record, struct error *error);

/* Reads the record; whether there is a tree now whose root is an object. What is wrong with its
 * reading is a finding, with `check` also what load_record finds in schema and place. */
bool load_read(struct load *l, const struct layout_record *record, bool check);

/* Puts the tree that is there, which may have been changed, into the store: `*is_put`, unless a
 * record of its id was there before, which is a finding. */
int load_put(struct load *l, const struct layout_record *record, bool *is_put,
	     struct error *error);

/* Only what rows need: neither schema nor place are checked. `*is_put` is whether there are
 * rows of this file now. */
int load_rows(struct load *l, const struct layout_record *record, bool *is_put,
	      struct error *error);

/* The tree of the record that was loaded last, its root NULL if it could not be read. Valid
 * until the next load_record. */
struct tree *load_tree(struct load *l);

#endif
