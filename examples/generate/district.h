/* SPDX-License-Identifier: MIT */
/*
 * sws.yaml, the root of the repository.
 */
#ifndef EXAMPLES_GENERATE_DISTRICT_H
#define EXAMPLES_GENERATE_DISTRICT_H

#include "world.h"

void district_write(const char *root, const struct world *w);

#endif
