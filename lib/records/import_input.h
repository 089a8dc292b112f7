/* SPDX-License-Identifier: MIT */
/*
 * The files that are imported, and their rows: of delimited text a row each, of JSON lines a
 * line each, of a YAML stream a document each.
 *
 * A file is read whole, once; its rows are gone through as often as they are needed.
 */
#ifndef RECORDS_IMPORT_INPUT_H
#define RECORDS_IMPORT_INPUT_H

#include "base/sha256.h"
#include "text/charset.h"
#include "text/csv.h"

enum import_format {
	IMPORT_BY_NAME, /* by the name's extension; standard input is delimited text */
	IMPORT_CSV,     /* delimited text, its separator found out */
	IMPORT_TSV,
	IMPORT_LINES,  /* JSON lines: a JSON text (RFC 8259) a line; empty lines are no rows */
	IMPORT_STREAM, /* YAML documents, each after a line `---` (YAML 1.2.2, 9.2); what has
			  nothing but comments is no row */
};

struct import_input {
	const char *name;          /* borrowed; "-" is standard input */
	enum import_format format; /* never IMPORT_BY_NAME */
	char separator;            /* told, or 0 */
	struct charset_text text;
	struct buf bytes;
	char digest[SHA256_TEXT_SIZE]; /* SHA-256 of the bytes */
};

/* By a name that --format takes: csv, tsv, ndjson (or jsonl), yaml. */
bool import_input_format(struct str name, enum import_format *format);

/* Reads and decodes the file; `separator` 0 is to be found out. Fails as read_file and
 * charset_decode do, or with import.format {file}: its name does not say what it is. To be
 * released in any case. */
int import_input_open(struct import_input *input, const char *name, enum import_format format,
		      char separator, enum charset told, struct error *error);

void import_input_release(struct import_input *input);

struct import_row {
	size_t number;        /* of the records, from 1 */
	uint32_t line;        /* of the file, from 1, where it begins */
	struct str raw;       /* as written, without the line end or the documents' separator; a
				 document with its `---` line, if any */
	struct csv_row cells; /* of delimited text */
};

/* Goes through the rows. */
struct import_reader {
	const struct import_input *input;
	struct csv csv;        /* of delimited text */
	struct csv_row header; /* likewise; empty if the file is */
	struct arena arena;    /* of the header's texts */
	size_t number, at;
	uint32_t line;
};

/* Begins, and of delimited text reads the header. Fails as csv_next does. To be ended in any
 * case. */
int import_reader_begin(struct import_reader *reader, const struct import_input *input,
			struct error *error);

/* The next row, valid until the next call (`raw` as long as the input): 1, 0 if there is none,
 * or less as csv_next. */
int import_reader_next(struct import_reader *reader, struct import_row *row,
		       struct error *error);

void import_reader_end(struct import_reader *reader);

#endif
