/* SPDX-License-Identifier: MIT */
/*
 * Renderers of tables: one format each, found by name.
 *
 * Rows are pulled from the table and leave in blocks of some 64 KiB, so that memory does not
 * grow with their number. Same rows, same options: same bytes.
 */
#ifndef OUT_TABULAR_H
#define OUT_TABULAR_H

#include "base/blocks.h"
#include "out/catalogue.h"
#include "result/table.h"

struct tabular_options {
	enum language language;   /* of titles, for people */
	size_t width;             /* columns of the terminal; 0: as wide as need be */
	unsigned ambiguous_width; /* of characters of ambiguous width (UAX #11): 1 or 2 */
	bool colour;
	bool byte_order_mark; /* csv, tsv: begin with one, for spreadsheets */
	bool quotes;          /* tsv: as csv, which text/csv.h reads, without backslashes */
	const struct table_source *source; /* NULL: not said */
	blocks_write *write;
	void *context;
};

struct tabular {
	const char *name;  /* as given to -f */
	bool for_machines; /* stable bytes: the locale has no say */
	bool several;      /* can hold more than one table */
	/* Writes the tables, one after the other, and adds the number of rows to `rows`, if not
	 * NULL. Fails as a table's source or `write` did; what has left by then stays. */
	int (*render)(const struct table *tables, size_t n, const struct tabular_options *,
		      size_t *rows, struct error *error);
};

/* By name, or NULL. */
const struct tabular *tabular_find(struct str name);

/* All names, `a, b, c`, for messages. */
void tabular_names(struct buf *out);

#endif
