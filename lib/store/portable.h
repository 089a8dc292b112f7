/* SPDX-License-Identifier: MIT */
/*
 * The SQL that SQLite and PostgreSQL share, as far as the letters tell: what a statement of a
 * policy pack may be written in (sws-policy(5) lists it).
 *
 * What a database must say, names and functions, is the guard's (guard.h). Not told at all are
 * types, and the order of what is null.
 */
#ifndef STORE_PORTABLE_H
#define STORE_PORTABLE_H

#include "base/str.h"

/* What is not shared, and what to write instead, both SQL. */
struct portable_fault {
	size_t offset, length; /* in bytes */
	const char *instead;
};

/* Whether the statement, which compiles, is in the shared SQL. If not, `fault` is what stands
 * first. */
bool portable_check(struct str sql, struct portable_fault *fault);

#endif
