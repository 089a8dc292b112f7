/* SPDX-License-Identifier: MIT */
/*
 * The guard: SQL from outside, held.
 *
 * While it is on, a query may read the tables of records and parameters, call the functions of
 * a list and do nothing else; it ends when it takes more time, memory or rows than it may. What
 * is refused is refused with its place in the SQL. It is on while a query from outside is
 * compiled and while it runs, and off when records are put in between.
 */
#ifndef STORE_GUARD_H
#define STORE_GUARD_H

#include "base/map.h"
#include "store/store.h"

enum {
	GUARD_SQL_MAX = 1 << 16,    /* bytes of a statement */
	GUARD_LENGTH_MAX = 1 << 21, /* of a value or a row: a record has 1 MiB at most */
	GUARD_NEEDLE_MAX = 1000,  /* of what is searched for in a text, by whatever function */
	GUARD_DEPTH_MAX = 200,    /* expressions within expressions */
	GUARD_COMPOUND_MAX = 100, /* SELECTs joined by UNION and its kin */
	GUARD_PARAMETERS_MAX = 100,
	GUARD_STEPS = 10000, /* of SQLite's machine from one look at the time to the next */
};

struct guard_limits {
	bool shared;               /* of the functions those only that PostgreSQL has, too */
	const char *const *tables; /* that may be read besides, NULL at the end; or NULL */
	const char *function;      /* that may be called besides, or NULL */
	size_t memory;             /* bytes beyond what the store holds when the guard begins */
	long long rows;            /* of one result */
	long long time; /* milliseconds by the clock, which lib/ has none of: NULL, no bound */
	long long (*clock)(void);
};

/* The limits are borrowed until the end. Memory is counted for all of SQLite in the process:
 * one guard at a time. */
void guard_begin(struct store *s, const struct guard_limits *limits);
void guard_end(struct store *s);

/* As guard_begin, but the time that went by under the guard since it last began counts. */
void guard_resume(struct store *s, const struct guard_limits *limits);

/* The parameters that queries have read since the guard began, as the keys. Borrowed until it
 * begins again. */
const struct map *guard_parameters(const struct store *s);

#endif
