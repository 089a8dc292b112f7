/* SPDX-License-Identifier: MIT */
/* The other half of sws-validate: any documents checked against one schema, `--schema`. */
#ifndef CMD_INSTANCES_H
#define CMD_INSTANCES_H

#include "output.h"
#include "records/instance.h"

struct instances_job {
	struct instance_options options;
	const struct output_set *outputs;
	char **files; /* ended by NULL; `-` is standard input */
	enum severity fail_on;
};

/* Takes `URI=DIR` of --map; false, and said, if it is none. */
bool instances_map(struct cli *cli, const char *text, struct documents_map *map);

/* Checks all files and writes what was found. CLI_DONE: all are valid; CLI_NO; CLI_FAILED: the
 * schema is none, a file could not be judged (the others are, and told), or the outputs could
 * not be written. */
int instances_run(struct cli *cli, const struct instances_job *job);

#endif
