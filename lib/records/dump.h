/* SPDX-License-Identifier: MIT */
/*
 * Tables as SQL, one text that SQLite (3.23 and later) and PostgreSQL (9.1 and later) both
 * take: a transaction of CREATE TABLE and INSERT.
 *
 * Types are TEXT, BIGINT, NUMERIC and BOOLEAN, dates texts `YYYY-MM-DD`. Each table has its
 * primary key; a list's row refers to its owner's. A reference to a record is a foreign key
 * where all its values are there and the table it leads to comes before; where not, a comment
 * says so. Texts are in single quotes, in which a backslash and a line break stand for
 * themselves (SQL:1999; PostgreSQL's standard_conforming_strings, on by default).
 */
#ifndef RECORDS_DUMP_H
#define RECORDS_DUMP_H

#include "base/blocks.h"
#include "records/export.h"

/* Writes all tables, after export_load. Fails as the store or `write` does. */
int dump_write(struct export *e, blocks_write *write, void *context, struct error *error);

#endif
