/* SPDX-License-Identifier: MIT */
/*
 * What an import says: problems of rows, notes on what was read otherwise than it stands, how
 * many rows became what; files of rejected rows.
 */
#ifndef CMD_IMPORTING_H
#define CMD_IMPORTING_H

#include "cli.h"
#include "records/import.h"

enum { IMPORTING_SHOWN = 100 }; /* problems, unless all are asked for */

/* Problems and notes, on standard error: how far is for -q and -v to say. `refusing` are the
 * findings of the candidate; those that are about no row are said after the rows'. */
void importing_say(struct cli *cli, const struct import *im, const struct write_result *result,
		   bool quiet, bool verbose);

/* Appends how many rows became what, and how many records were removed. */
void importing_sum(struct cli *cli, const struct import *im, struct buf *out);

/* Writes the rejected rows of each file that has some into `file`, or, where that is NULL,
 * beside it: workers.csv into workers.rejects.csv. CLI_DONE, or CLI_FAILED and said. */
int importing_rejects(struct cli *cli, struct import *im, const char *file);

#endif
