/* SPDX-License-Identifier: MIT */
/*
 * A table written: in which format, where to, how wide. Rows leave as they come.
 */
#ifndef CMD_SHEET_H
#define CMD_SHEET_H

#include "cli.h"
#include "out/tabular.h"

struct sheet {
	const struct tabular *format;
	const char *file;   /* NULL: standard output */
	int width;          /* of --width; -1: that of the terminal, if it goes to one */
	unsigned ambiguous; /* of --ambiguous-width */
};

/* The format `table` to standard output. */
void sheet_begin(struct sheet *s);

/* What `-f FORMAT[:FILE]`, `--width` and `--ambiguous-width` ask for; the value is borrowed.
 * False, and said, if it is no good. */
bool sheet_format(struct sheet *s, struct cli *cli, const char *value);
bool sheet_width(struct sheet *s, struct cli *cli, const char *value);
bool sheet_ambiguous(struct sheet *s, struct cli *cli, const char *value);

/* After the last option: `file` is what -O said, or NULL. False, and said, if -f named one,
 * too.
 */
bool sheet_settle(struct sheet *s, struct cli *cli, const char *file);

/* Writes the table and counts its rows. A file is there as a whole or stays as it was. Fails as
 * the rows do, or with usage.write; nothing is said. */
int sheet_write(const struct sheet *s, struct cli *cli, const struct table *table,
		const struct table_source *source, size_t *rows, struct error *error);

/* The same of several tables; the format must be one that holds them. */
int sheet_write_all(const struct sheet *s, struct cli *cli, const struct table *tables,
		    size_t n, const struct table_source *source, size_t *rows,
		    struct error *error);

#endif
