/* SPDX-License-Identifier: MIT */
/*
 * Records of stationed social workers.
 */
#ifndef EXAMPLES_GENERATE_WORKER_H
#define EXAMPLES_GENERATE_WORKER_H

#include "world.h"

/* Write the k-th worker (from 0) of a station. */
void worker_write(const char *root, const struct world *w, int station, int k);

#endif
