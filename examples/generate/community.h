/* SPDX-License-Identifier: MIT */
/*
 * Community resource banks, and the resources that household files are matched with.
 */
#ifndef EXAMPLES_GENERATE_COMMUNITY_H
#define EXAMPLES_GENERATE_COMMUNITY_H

#include "world.h"

/* The first COMMUNITY_USABLE resources of every bank are available. */
#define COMMUNITY_RESOURCES 3
#define COMMUNITY_USABLE    2

struct community_resource {
	const char *name, *kind, *items, *capacity, *provider;
	const char *item; /* one of its items, and a need of that item */
	const char *need;
};

/*
 * The n-th resource of a community's bank, static. No bank has a resource for
 * disability-services: such a need may stay open without a match.
 */
const struct community_resource *community_resource(const struct world *w, int community,
						    int n);

void community_write(const char *root, const struct world *w, int community);

/* The bank with a key written twice; its community is not in sws.yaml and no record names it.
 */
void community_write_duplicate_key(const char *root, const struct world *w, int station);

#endif
