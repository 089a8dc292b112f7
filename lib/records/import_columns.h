/* SPDX-License-Identifier: MIT */
/*
 * The columns of a table: what each is, found from its header once for the file.
 *
 * Passed over are `sws_row`, `sws_rule`, `sws_message` (of a file of rejects that was mended),
 * `_path` and `_line` (of a table that was queried), those that a map ignores, and those
 * without a header, whose cells must be empty.
 */
#ifndef RECORDS_IMPORT_COLUMNS_H
#define RECORDS_IMPORT_COLUMNS_H

#include "base/vec.h"
#include "records/import_map.h"
#include "records/import_target.h"
#include "text/csv.h"

enum import_use {
	IMPORT_USE_NONE,     /* passed over */
	IMPORT_USE_NAMELESS, /* no header */
	IMPORT_USE_VALUE,
	IMPORT_USE_OWNER, /* of rows of a list: the id of the record they are in */
	IMPORT_USE_PLACE, /* likewise: the place in the list, or in the outer of two */
	IMPORT_USE_PLACE2,
};

struct import_column {
	struct str header; /* without blanks around it */
	enum import_use use;
	struct import_target target; /* of IMPORT_USE_VALUE */
	bool needed;                 /* by a template, too */
};

/* A value that comes of no column: a constant, or a template filled in from several. */
struct import_extra {
	struct str header; /* the path, as the map says it: for messages */
	struct import_target target;
	struct str text;
	bool is_template;
};

struct import_columns {
	struct VEC(struct import_column) items; /* as in the file */
	struct VEC(struct import_extra) extras;
};

/* What the columns are held against. */
struct import_shape {
	const struct kind *kind;
	const struct import_target *list; /* of a file of a list's rows, or NULL */
	struct import_map *map;           /* or NULL */
};

/* The field whose fields the columns name: the record's, or the list's. */
const struct field *import_columns_field(const struct import_shape *shape);

/* Finds out what the columns of a header are. Fails, for the first that will not do, with
 *   import.no-header {file}
 *   import.unknown-column {file, line, column, header}, import.unknown-column-near {...,
 * nearest} import.ambiguous-column {file, line, column, header, path} import.double-column
 * {file, line, column, header, other}: both are one value, or one is part of the other
 *   import.no-owner {file, header}: of a list's rows
 *   import.map {file, line, column, reason}, import.map-header {file, line, column, header,
 *   input}: a header that the file does not have.
 * Headers are borrowed. To be released in any case. */
int import_columns_read(struct import_columns *columns, const struct import_shape *shape,
			const struct csv_row *header, const char *file, struct error *error);

/* The column with this header, or NULL. */
const struct import_column *import_columns_find(const struct import_columns *columns,
						struct str header, size_t *index);

/* Whether the name is of those that files of rejects add. */
bool import_columns_is_reject(struct str name);

void import_columns_release(struct import_columns *columns);

#endif
