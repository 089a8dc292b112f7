/* SPDX-License-Identifier: MIT */
/*
 * A read-only query over the store, row by row.
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "store/store.h"

struct query;

/* Compiles one SELECT. Fails with store.sql {reason} (STATUS_INVALID) when it does not compile,
 * is not one statement or would write. */
int query_open(struct store *s, struct str sql, struct query **query, struct error *error);
void query_close(struct query *q);

/* 1: there is a row; 0: there is none; negative: store.failure {reason}. */
int query_next(struct query *q, struct error *error);

/* Makes ready to run again from the start. */
void query_rewind(struct query *q);

/* Binds the text to the parameter ?`n` (from 1). The text must live until the next rewind or
 * close. */
void query_bind(struct query *q, int n, struct str text);

int query_columns(const struct query *q);
struct str query_name(const struct query *q, int column);

/* The index of the column with this name, or -1. */
int query_find(const struct query *q, const char *name);

enum query_value { QUERY_NULL, QUERY_INTEGER, QUERY_REAL, QUERY_TEXT, QUERY_BYTES };
enum query_value query_value_type(const struct query *q, int column);

/* Values of the current row; borrowed until the next query_next. A decimal's text is its
 * shortest notation. */
bool query_is_null(const struct query *q, int column);
struct str query_text(struct query *q, int column);
long long query_integer(const struct query *q, int column);

#endif
