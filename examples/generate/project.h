/* SPDX-License-Identifier: MIT */
/*
 * Service projects: every station's own programme of a year, which carries its supervision and
 * its activities, and further ones, some of them shared by several stations.
 */
#ifndef EXAMPLES_GENERATE_PROJECT_H
#define EXAMPLES_GENERATE_PROJECT_H

#include "world.h"

/* The year of the station's own programme in which that year falls. */
int project_own_year(const struct station *s, int year);

/* The items of the guidance list that a station offers, separated by spaces; static. */
const char *project_items(int station);

/* Write the n-th project (from 0) of a station. */
void project_write(const char *root, const struct world *w, int station, int n);

/* Write the example's projects of several stations. */
void project_write_shared(const char *root, const struct world *w);

#endif
