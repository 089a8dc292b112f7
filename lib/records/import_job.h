/* SPDX-License-Identifier: MIT */
/*
 * An import while its changes are made. For the files import_*.c only.
 *
 * Rows of lists are read first and wait with their records; then each record's own row is read,
 * made a change of its file, and forgotten.
 */
#ifndef RECORDS_IMPORT_JOB_H
#define RECORDS_IMPORT_JOB_H

#include "base/map.h"
#include "base/nearby.h"
#include "records/import.h"
#include "records/import_columns.h"
#include "records/import_reader.h"
#include "text/value.h"

/* What a cell says. */
struct import_value {
	const struct import_target *target;
	struct node *value; /* NULL: nothing, take it out */
};

/* A row of a list. */
struct import_item {
	struct import_item *next;
	uint32_t row;
	const struct import_target *list;
	uint32_t outer, place; /* in the list around the list, if any, and in it; 0: not said */
	size_t n;
	struct import_value *values; /* their targets begin within the list's items */
};

struct import_record {
	const struct kind *kind;          /* while changes are made; later it may be gone */
	struct str id, key;               /* key: in the maps of the job */
	uint32_t row;                     /* its own, or IMPORT_NO_ROW */
	struct import_item *first, *last; /* of its lists, in the files' order */
	enum import_fate fate;
	bool rejected;   /* for what is wrong with it, or with a row of it */
	struct str path; /* of its file, once that changes; else "" */
};

/* What a row says of its record. */
struct import_said {
	size_t n;
	const struct import_value *values;
	const struct node *document; /* or NULL */
};

/* What a record was refused for as part of a candidate. */
struct import_given_up {
	struct import_given_up *next; /* of the same record */
	struct message message;
	const char *rule;
	struct str path;
	uint32_t line, column;
};

struct import {
	const struct import_options *options;
	struct VEC(struct import_input) inputs;
	struct import_map map;
	bool has_map;
	struct import_report report;

	struct map given_up; /* kind/id: struct import_given_up, at the commit `tip` */
	struct buf tip;
	struct arena kept; /* of what was given up */

	/* Of one making: */
	struct records *base;
	const struct kind *kind; /* NULL: documents say it */
	struct write_changes *changes;
	struct VEC(uint32_t) changed; /* the record of each change; IMPORT_NO_ROW: removed */
	struct VEC(struct import_record) records;
	struct map by_id;    /* kind/id: index of the record and 1 */
	struct map existing; /* kind/id: the entry in the base */
	struct map twice;    /* kind/id of those that have two */
	struct map by_path;  /* path: index of the record and 1; made when first asked for */
	struct VEC(struct import_columns *) tables; /* whose rows may wait */
	struct arena arena;                         /* of records, items and these */
	struct arena row;                           /* of the row that is read */
};

/* What a file's rows are. */
struct import_role {
	const struct kind *kind;          /* NULL: documents say it */
	const struct import_target *list; /* of rows of a list, else NULL */
};

/* Reads the rows of a table: of records, or of a list. */
int import_table(struct import *im, uint32_t input, const struct import_role *role,
		 struct error *error);

/* Reads the documents of a file. */
int import_document(struct import *im, uint32_t input, struct error *error);

/* The record that a row is about: it is the row's own from now on, and rejected if another had
 * been. NULL, and a problem, where the id is none. */
struct import_record *import_batch_own(struct import *im, const struct kind *kind,
				       struct str id, uint32_t row);

/* The record that a row of a list is about, added if it is not yet known. */
struct import_record *import_batch_find(struct import *im, const struct kind *kind,
					struct str id);

/* Makes the record's change, or a problem; `said` is NULL where only rows of lists are about
 * it. */
void import_change(struct import *im, struct import_record *record,
		   const struct import_said *said);

/* Appends the record's key in the maps of the job. */
void import_batch_key(struct buf *key, const struct kind *kind, struct str id);

/* Finds all records of the kind, or of all kinds, in the base. */
void import_batch_base(struct import *im);

/* The id of records of a kind that has only one, whose path has no id; else "". */
struct str import_only_id(const struct kind *kind);

/* Offers the names of all kinds. */
void import_offer_kinds(const struct import *im, struct nearby *near);

/* Whether the job is to be given up; then the error is set. */
int import_stopped(const struct import *im, struct error *error);

#endif
