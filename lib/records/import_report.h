/* SPDX-License-Identifier: MIT */
/*
 * What became of each row of an import, and what is to be said of it.
 *
 * Each row has one fate, that of the record it belongs to, rows of lists as well as records'
 * own: so that rows in = new + changed + unchanged + rejected. What refuses a row is a problem;
 * there are warnings, too, which refuse nothing. What was read otherwise than it stands is a
 * note: they are counted by column, with the first as an example.
 */
#ifndef RECORDS_IMPORT_REPORT_H
#define RECORDS_IMPORT_REPORT_H

#include "base/vec.h"
#include "records/import_input.h"
#include "result/finding.h"

enum import_fate {
	IMPORT_REJECTED,
	IMPORT_NEW, /* the record was not there */
	IMPORT_CHANGED,
	IMPORT_UNCHANGED,
	IMPORT_FATES,
};

enum {
	IMPORT_NOTES_MAX = 10000, /* kept one by one */
	IMPORT_VALUE_MAX = 60,    /* code points of a value that a message shows */
	IMPORT_NO_ROW = UINT32_MAX,
};

struct import_origin {
	uint32_t input;  /* index of the file; of the lists' files after the records' */
	uint32_t line;   /* in it, from 1 */
	size_t number;   /* of the record in it, from 1 */
	uint32_t record; /* index; IMPORT_NO_ROW: none known */
	enum import_fate fate;
	bool rejected; /* for itself */
	bool twin;     /* it was said that another row has its id */
};

struct import_problem {
	uint32_t row;           /* index */
	uint32_t line, column;  /* of the file, from 1; column 0: the row as a whole */
	struct str header;      /* of the column, or "" */
	enum severity severity; /* SEVERITY_ERROR: the row is rejected */
	const char *rule;       /* permanent id */
	struct message message; /* what is wrong, without the place in the file */
	struct str path;        /* of the record's file that a finding is about, else "" */
	uint32_t path_line, path_column;
};

struct import_note {
	const char *id; /* of a message without arguments: what was done */
	uint32_t input;
	struct str header;
	size_t count;
	struct str from, to; /* of the first */
	uint32_t line;
};

/* One of those that were counted. */
struct import_noted {
	size_t note; /* index */
	uint32_t line;
	size_t number;
	struct str from, to;
};

struct import_report {
	struct VEC(struct import_origin) rows;
	struct VEC(struct import_problem) problems; /* by row, once sorted */
	struct VEC(struct import_note) notes;
	struct VEC(struct import_noted) noted; /* the first IMPORT_NOTES_MAX, if asked for */
	bool every_note;
	size_t fates[IMPORT_FATES];   /* of rows; their sum is the number of rows */
	size_t records[IMPORT_FATES]; /* of records */
	size_t removed;               /* records */
	struct arena arena;
};

/* Adds a row, and gives its index. */
uint32_t import_report_row(struct import_report *r, uint32_t input, uint32_t line,
			   size_t number);

/* Adds a problem of a row, with its message yet to be set; an error rejects the row. Valid
 * until the next one. */
struct import_problem *import_report_problem(struct import_report *r, uint32_t row,
					     enum severity severity, const char *rule);

/* Gives the problem a copy of a message. */
void import_report_copy(struct import_report *r, struct import_problem *p,
			const struct message *message);

/* Counts what was done to a cell. */
void import_report_note(struct import_report *r, uint32_t row, struct str header,
			const char *id, struct str from, struct str to);

/* The text as a message may show it: without personal identifiers, cut short; a C string in the
 * arena. */
const char *import_report_value(struct import_report *r, struct str text);

/* Problems by row, line, column and rule. */
void import_report_sort(struct import_report *r);

/* Whether a row is rejected. */
bool import_report_rejects(const struct import_report *r);

/* Forgets all. */
void import_report_reset(struct import_report *r);
void import_report_release(struct import_report *r);

#endif
