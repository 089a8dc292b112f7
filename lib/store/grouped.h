/* SPDX-License-Identifier: MIT */
/*
 * Columns that a SELECT with groups neither groups by nor gathers up: SQLite gives the value of
 * some row, others refuse.
 */
#ifndef STORE_GROUPED_H
#define STORE_GROUPED_H

#include "store/tokens.h"

/* Whether there is one in what the SELECT at `select` shows, or in its HAVING; `*at` is the
 * first. Not looked into: subqueries within, and ORDER BY. */
bool grouped_find_bare(const struct tokens *all, size_t select, size_t *at);

#endif
