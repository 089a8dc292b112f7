/* SPDX-License-Identifier: MIT */
/*
 * Records of social work stations.
 */
#ifndef EXAMPLES_GENERATE_STATION_H
#define EXAMPLES_GENERATE_STATION_H

#include "world.h"

void station_write(const char *root, const struct world *w, int station);

#endif
