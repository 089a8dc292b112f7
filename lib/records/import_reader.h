/* SPDX-License-Identifier: MIT */
/*
 * The rows of a file that is imported: of delimited text a row each, of JSON lines a line each,
 * of a YAML stream a document each. They are gone through as often as they are needed.
 */
#ifndef RECORDS_IMPORT_READER_H
#define RECORDS_IMPORT_READER_H

#include "records/import_input.h"
#include "text/csv.h"

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
