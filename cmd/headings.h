/* SPDX-License-Identifier: MIT */
/* Titles of columns that stand in no schema: `_path`, `as_of`, those of the dictionary. */
#ifndef CMD_HEADINGS_H
#define CMD_HEADINGS_H

#include "cli.h"
#include "result/table.h"

/* Gives titles in both languages to the columns that have none and are known by their names. */
void headings_fill(struct cli *cli, struct table_column *columns, size_t n);

#endif
