/* SPDX-License-Identifier: MIT */
/*
 * The files that are imported, each read whole, once, and decoded.
 */
#ifndef RECORDS_IMPORT_INPUT_H
#define RECORDS_IMPORT_INPUT_H

#include "git/digest.h"
#include "text/charset.h"

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
	char digest[DIGEST_TEXT_SIZE]; /* SHA-256 of the bytes */
};

/* By a name that --format takes: csv, tsv, ndjson (or jsonl), yaml. */
bool import_input_format(struct str name, enum import_format *format);

/* Reads and decodes the file; `separator` 0 is to be found out. Fails as read_file and
 * charset_decode do, or with import.format {file}: its name does not say what it is. To be
 * released in any case. */
int import_input_open(struct import_input *input, const char *name, enum import_format format,
		      char separator, enum charset told, struct error *error);

void import_input_release(struct import_input *input);

/* Whether it is delimited text. */
bool import_input_is_table(const struct import_input *input);

#endif
