/* SPDX-License-Identifier: MIT */
/*
 * Import: rows of files as changes of records, for write.h.
 *
 * A row is a record, or with a list's file an item of one; the record is found by its kind and
 * id, wherever its file lies. A record that is not there is new. Of one that is, only what the
 * row speaks of changes: cells of the columns that the file has (an empty cell, or a word for
 * nothing, takes the value out, unless `keep_empty`), members of a document as in RFC 7396. So
 * the same rows a second time change nothing. A list that has rows in a file of its own is as
 * these rows say: with `_n` its items keep what the columns do not name, and items without a
 * row go. What no row speaks of stays, but with `prune` records of the kind that no row is
 * about are removed.
 *
 * Rows that will not do are rejected, with all rows of the same record: then nothing is
 * committed, or with `keep_going` the others.
 */
#ifndef RECORDS_IMPORT_H
#define RECORDS_IMPORT_H

#include "records/import_report.h"
#include "records/write.h"

/* A file of a list's rows. */
struct import_list {
	const char *list; /* import_target_list */
	const char *file;
};

struct import_options {
	/* NULL: each document says its own, in `_kind`, and a table by its name, that of one of
	 * ours: workers.csv, worker_training.csv. */
	const char *kind;
	const char *const *files;
	size_t n_files;
	const struct import_list *lists;
	size_t n_lists;
	const char *map; /* of the records' files, or NULL */
	enum import_format format;
	char separator; /* 0: to be found out */
	enum charset charset;
	bool prune, keep_empty, keep_going;
	bool every_note;
	const struct commit_stop *stop; /* or NULL */
};

struct import;

/* Reads the files; the options and what they point to are borrowed. Fails as import_input_open
 * and import_map_open do. */
int import_open(const struct import_options *options, struct import **import,
		struct error *error);
void import_free(struct import *im);

/* For write_work: make, give_up, and the import as their data. Making fails with
 *   import.unknown-kind {kind}, import.unknown-kind-near {kind, nearest}, import.no-kind {file}
 *   (a table, and no kind was named), import.unknown-list {list}, import.unknown-list-near
 *   {list, nearest}, import.prune-nothing, git.stopped; as import_columns_read, csv_next,
 *   snapshot_read. */
int import_make(void *import, struct records *base, struct write_changes *changes,
		struct error *error);
int import_give_up(void *import, const struct finding_list *refusing);

/* What became of the rows, as of the last making and giving up, in order. */
const struct import_report *import_report(const struct import *im);

/* Whether a finding of the candidate is about a row, and so among the report's problems. */
bool import_has_row(const struct import *im, const struct finding *finding);

/* The files: those of records, then those of lists. */
const struct import_input *import_inputs(const struct import *im, size_t *n);

/* Appends the words for what is wrong. */
typedef void import_words(void *context, const struct import_problem *problem, struct buf *out);

/* Appends the rejected rows of a file in its own format and encoding, each with what rejected
 * it: `sws_row`, its number, `sws_rule` and `sws_message`. A document that is too broken for
 * that is there as it was. Fails as charset_encode. */
int import_rejects(struct import *im, size_t input, import_words *words, void *context,
		   struct buf *out, struct error *error);

#endif
