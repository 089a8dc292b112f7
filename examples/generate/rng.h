/* SPDX-License-Identifier: MIT */
/*
 * A seeded generator of our own (splitmix64), because rand() differs from system to system.
 * Every record draws from its own stream, so a change to one kind leaves the others byte for
 * byte alone.
 *
 * Draw at most once in an argument list: compilers differ in the order of arguments.
 */
#ifndef EXAMPLES_GENERATE_RNG_H
#define EXAMPLES_GENERATE_RNG_H

#include <stdbool.h>
#include <stdint.h>

struct rng {
	uint64_t state;
};

/* The stream of one record: its kind (any small number), its owner's and its own place. */
struct rng rng_stream(uint64_t seed, int kind, int owner, int n);

/* 0 .. n-1; n is at least 1. */
int rng_below(struct rng *r, int n);

/* low .. high, both included. */
int rng_between(struct rng *r, int low, int high);

/* True about once in n. */
bool rng_once_in(struct rng *r, int n);

#endif
