/* SPDX-License-Identifier: MIT */
/* What an export lacks, told: what was wrong with records, and what was left out on purpose. */
#ifndef CMD_OMISSIONS_H
#define CMD_OMISSIONS_H

#include "cli.h"
#include "records/removed.h"
#include "result/finding.h"
#include "result/grid.h"

/* Says on standard error which records are not, or not wholly, exported: all of them. CLI_NO if
 * there is one, else CLI_DONE. */
int omissions_say_broken(struct cli *cli, const struct finding_list *findings);

/* The same for what was left out on purpose, a line each. */
void omissions_say_removed(struct cli *cli, const struct removed *removed);

/* Fills the grid: kind, field, reason, removed. */
void omissions_list(struct grid *grid, const struct removed *removed);

#endif
