/* SPDX-License-Identifier: MIT */
/*
 * Resident needs files. Their plan is a function of the seed, so that cases can name a file
 * that exists on their day of intake.
 */
#ifndef EXAMPLES_GENERATE_HOUSEHOLD_H
#define EXAMPLES_GENERATE_HOUSEHOLD_H

#include "world.h"

struct household_plan {
	int station, n; /* the n-th of the station, from 0 */
	int community;
	int opened_on, closed_on; /* CALENDAR_OPEN while open */
};

struct household_plan household_plan(const struct world *w, int station, int n);

struct world_id household_id(const struct world *w, const struct household_plan *h);

void household_write(const char *root, const struct world *w, const struct household_plan *h);

#endif
