/* SPDX-License-Identifier: MIT */
/*
 * A map: what the columns of somebody else's table are in our records (sws-import-map(5)).
 *
 *	kind: community
 *	columns: {社区代码: code, 社区: name, 街道: station}
 *	values: {街道: {"120116001": tanggu}}
 *	templates: {id: "c-{社区代码}"}
 *	constants: {opened_on: 2022-01-01}
 *	ignore: [备注]
 *
 * A YAML file in the form of a record. Columns are called by their headers, what they are is
 * said in any of the ways of import_target.h.
 */
#ifndef RECORDS_IMPORT_MAP_H
#define RECORDS_IMPORT_MAP_H

#include "base/error.h"
#include "text/tree.h"

enum { IMPORT_MAP_BYTES_MAX = 1 << 20 };

/* Each section is an object whose values are texts, or NULL. */
struct import_map {
	const char *name;             /* borrowed: the file */
	struct str kind;              /* "" where it says none */
	const struct node *columns;   /* header: path */
	const struct node *values;    /* header: {cell: cell}, an object of objects */
	const struct node *constants; /* path: cell */
	const struct node *templates; /* path: cell with {header} */
	const struct node *ignore;    /* an array of headers */
	struct tree tree;
	struct buf bytes;
	struct arena arena;
};

/* Fails as read_file, or with import.map {file, line, column, reason}, where `reason` is the id
 * of a message. To be released in any case. */
int import_map_open(struct import_map *map, const char *name, struct error *error);

void import_map_release(struct import_map *map);

/* Fails with import.map about a node of it. */
int import_map_refuse(struct import_map *map, const struct node *at, const char *reason,
		      struct error *error);

/* Whether the column is to be passed over. */
bool import_map_ignores(const struct import_map *map, struct str header);

/* What stands for the cell in the column, or the cell itself. */
struct str import_map_value(const struct import_map *map, struct str header, struct str cell);

/* Cuts the next piece off a template: a text, or a header in braces, which `is_header` tells.
 * False at its end, or, with `at` not NULL, where a brace is not closed. */
bool import_map_piece(struct str *at, struct str *piece, bool *is_header);

#endif
