/* SPDX-License-Identifier: MIT */
/*
 * generate [--seed N] [--records N] DIR
 *
 * Writes a records repository into DIR, which is created and must be empty if it exists.
 * Without
 * --records it is the worked example `binhai` with its planted failures; with it, about so many
 * records that keep every rule, to measure with. The same options give the same bytes
 * everywhere.
 */
#include "agency.h"
#include "case.h"
#include "community.h"
#include "district.h"
#include "household.h"
#include "out.h"
#include "project.h"
#include "readme.h"
#include "station.h"
#include "worker.h"
#include "world.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_SEED  120116
#define LEAST_RECORDS 50
#define MOST_RECORDS  1000000

struct options {
	unsigned long seed;
	unsigned long records; /* 0: the worked example */
	const char *root;
};

static const char usage[] = "usage: generate [--seed N] [--records N] DIR\n";

/* A plain decimal number of at most `most`. */
static bool parse_number(const char *text, unsigned long most, unsigned long *number)
{
	char *end;

	if (text == NULL || *text < '0' || *text > '9')
		return false;
	errno = 0;
	*number = strtoul(text, &end, 10);
	return errno == 0 && *end == '\0' && *number <= most;
}

static bool parse_options(int argc, char **argv, struct options *o)
{
	*o = (struct options){.seed = DEFAULT_SEED};
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--seed") == 0) {
			if (!parse_number(argv[++i], 4294967295UL, &o->seed))
				return false;
		} else if (strcmp(argv[i], "--records") == 0) {
			if (!parse_number(argv[++i], MOST_RECORDS, &o->records) ||
			    o->records < LEAST_RECORDS)
				return false;
		} else if (argv[i][0] == '-' || o->root != NULL) {
			return false;
		} else {
			o->root = argv[i];
		}
	}
	return o->root != NULL && *o->root != '\0';
}

static void write_station(const char *root, const struct world *w, int i)
{
	const struct station *s = &w->station[i];

	station_write(root, w, i);
	for (int k = 0; k < s->workers; k++)
		worker_write(root, w, i, k);
	for (int k = 0; k < s->communities; k++)
		community_write(root, w, s->first_community + k);
	for (int k = 0; k < s->households; k++) {
		struct household_plan h = household_plan(w, i, k);

		household_write(root, w, &h);
	}
	for (int k = 0; k < s->projects; k++)
		project_write(root, w, i, k);
	for (int k = 0; k < s->cases; k++) {
		struct case_plan c = case_plan(w, i, k);

		case_write(root, w, &c);
	}
	if (world_planted(s, PLANT_DUPLICATE_KEY))
		community_write_duplicate_key(root, w, i);
}

int main(int argc, char **argv)
{
	struct options o;
	struct world w;

	if (!parse_options(argc, argv, &o)) {
		fputs(usage, stderr);
		return 2;
	}
	w = o.records == 0 ? world_example(o.seed) : world_benchmark(o.seed, (int)o.records);
	out_create_root(o.root);
	district_write(o.root, &w);
	for (int i = 0; i < w.agencies; i++)
		agency_write(o.root, &w, i);
	for (int i = 0; i < w.stations; i++)
		write_station(o.root, &w, i);
	if (w.example) {
		project_write_shared(o.root, &w);
		readme_write(o.root);
	}
	world_release(&w);
	return 0;
}
