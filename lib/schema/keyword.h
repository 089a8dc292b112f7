/* SPDX-License-Identifier: MIT */
/*
 * The table of keywords: all that is said of one of them by name is said there.
 *
 * To add a keyword: a member of enum keyword_id, a row, its functions, its words in describe.c.
 */
#ifndef SCHEMA_KEYWORD_H
#define SCHEMA_KEYWORD_H

#include "schema/compiled.h"

struct compile;
struct explain;

/* Where the subschemas in a keyword's value are. */
enum shape {
	SHAPE_NONE,
	SHAPE_SCHEMA, /* the value is one */
	SHAPE_LIST,   /* the items of the array */
	SHAPE_SCHEMA_OR_LIST,
	SHAPE_MAP, /* the values of the object's members */
};

/* Checks the keyword's value and adds its op, if it has one; false: the error is set. */
typedef bool compile_fn(struct compile *c, const struct node *value);

/* Adds the faults that make the check false, and none when it is true. */
typedef void collect_fn(struct explain *e, const struct op *op, const struct node *node);

struct keyword {
	const char *name;
	enum keyword_id id;
	enum shape shape;
	unsigned vocabularies; /* that have it */
	compile_fn *compile;
	check_fn *check;     /* NULL: makes no op of its own */
	collect_fn *collect; /* NULL: the op as a whole is the fault */
};

extern const struct keyword keyword_table[KEYWORDS];

/* Fills a map from name to keyword. */
void keyword_index(struct map *names);

#endif
