/* SPDX-License-Identifier: MIT */
/*
 * Delimited text: the cells of each row, and a cell written.
 *
 * The grammar is that of RFC 4180, section 2. Where it is silent or others are laxer, it is
 * that of Python's csv module (dialect excel, strict=True), with which tests/differential
 * agrees:
 *   - A separator is `,`, `;` or a tab, never full-width `，` or `；`, which are text.
 *   - A line ends with LF, CR LF or a lone CR; the last one needs no end.
 *   - Quotes are quotes only where a cell begins with one. In any other cell `"` is text, as is
 *     a blank before a quote: RFC 4180 forbids that, but people write 5" pipes.
 *   - After a closing quote comes a separator or the end of the line, else the row is refused.
 *   - A line break within quotes is part of the cell, as it is written.
 *   - A line without any character is no row: it is passed over, but counted as a line.
 *   - Rows may differ in their number of cells; that is the caller's to judge.
 * Tab-separated text has quotes, too, as spreadsheets write it; the backslashes of IANA's
 * text/tab-separated-values are text.
 *
 * Without python: NUL is not text (charset_decode refuses it), and the bounds below.
 */
#ifndef TEXT_CSV_H
#define TEXT_CSV_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/vec.h"
#include "text/tree.h"

enum {
	CSV_CELL_MAX = 1 << 20,  /* bytes of a cell as written: as many as a record may have */
	CSV_COLUMNS_MAX = 16384, /* as many as a spreadsheet has (A to XFD) */
};

struct csv_cell {
	struct str text; /* without its quotes, "" made " */
	const char *at;  /* where it begins in the reader's text, at its quote if it has one */
	bool quoted;
};

struct csv_row {
	size_t number;  /* from 0, so that where the first is a header, records count from 1 */
	uint32_t line;  /* of the file, from 1: where the row begins */
	struct str raw; /* as written, without its line end: of the reader's text */
	const struct csv_cell *cells;
	size_t n; /* at least 1 */
};

/* A reader; it holds its place. */
struct csv {
	struct str text;  /* all of it */
	const char *file; /* what errors call it */
	char separator;
	struct str line_end; /* of the first row: LF, CR LF or CR; LF if it has none */

	size_t at; /* the rest is for csv.c */
	size_t number;
	uint32_t line;
	struct VEC(struct csv_cell) cells;
	struct arena arena; /* of the row's texts that are not as they are written */
};

/* A reader of the text, which is UTF-8 without byte order mark and NUL (charset_decode); text
 * and `file` must outlive it. `separator` is an ASCII character but quote and line ends, or 0:
 * then it is the one of `,`, `;` and tab that makes the most cells of the first row, in this
 * order among equals. csv_release when done. */
void csv_init(struct csv *c, struct str text, char separator, const char *file);

/* Reads the next row: 1, 0 if there is none, or less. The row's cells are valid until the next
 * call; `raw`, and `text` of a cell without `""`, as long as the reader's text.
 *
 * STATUS_INVALID, at a place in the text:
 *   csv.unclosed-quote {file, line, column}            the opening quote
 *   csv.after-quote {file, line, column, opened}       what follows a closing quote; the line
 *                                                      of the opening one
 * STATUS_LIMIT:
 *   csv.cell-size {file, line, column, number, max}    the cell's place, its number in the row
 *   csv.columns {file, line, max}
 * After a failure the reader stands where it stood. */
int csv_next(struct csv *c, struct csv_row *row, struct error *error);

/* Line of the file and column (in code points) of a place in the row's `raw`, as `at` of a cell
 * is: counted from the row's start. */
struct position csv_place(const struct csv_row *row, const char *at);

void csv_release(struct csv *c);

/* Appends the text as a cell: as it is, or in quotes where it is empty, begins or ends with a
 * space, or holds a quote, a line break or the separator. What is absent is written as nothing,
 * by the caller; but a row of one cell never as nothing, which would be no row. A row that was
 * read is written again by its `raw`. */
void csv_put(struct buf *out, char separator, struct str text);

#endif
