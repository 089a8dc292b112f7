/* SPDX-License-Identifier: MIT */
/*
 * Which parameters SQL reads: SQLite says so when it compiles.
 */
#ifndef STORE_USAGE_H
#define STORE_USAGE_H

#include "base/map.h"
#include "store/store.h"

/* Adds the names of the columns of `param` and of the lists `param_<name>` that a SELECT reads,
 * by way of views, too; copies live in the arena. The lists are called without `param_`. Fails
 * with store.sql {reason}. */
int usage_parameters(struct store *s, struct str sql, struct map *names, struct arena *arena,
		     struct error *error);

#endif
