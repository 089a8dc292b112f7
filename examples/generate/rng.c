/* SPDX-License-Identifier: MIT */
/*
 * splitmix64, the mixer of Steele, Lea and Flood: one addition and two multiplications a
 * number, and any 64 bits are a good seed.
 */
#include "rng.h"

static uint64_t next(struct rng *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

struct rng rng_stream(uint64_t seed, int kind, int owner, int n)
{
	struct rng r = {seed};
	uint64_t parts[] = {(uint64_t)kind, (uint64_t)owner, (uint64_t)n};

	for (int i = 0; i < 3; i++)
		r.state = next(&r) ^ parts[i];
	next(&r);
	return r;
}

int rng_below(struct rng *r, int n)
{
	return (int)(next(r) % (uint64_t)n);
}

int rng_between(struct rng *r, int low, int high)
{
	return low + rng_below(r, high - low + 1);
}

bool rng_once_in(struct rng *r, int n)
{
	return rng_below(r, n) == 0;
}
