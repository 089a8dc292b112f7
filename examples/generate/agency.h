/* SPDX-License-Identifier: MIT */
/*
 * Records of social work service agencies.
 */
#ifndef EXAMPLES_GENERATE_AGENCY_H
#define EXAMPLES_GENERATE_AGENCY_H

#include "world.h"

void agency_write(const char *root, const struct world *w, int agency);

#endif
