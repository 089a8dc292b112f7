/* SPDX-License-Identifier: MIT */
/* What a dry run shows: the patch of the commit that would be made. */
#ifndef CMD_PREVIEW_H
#define CMD_PREVIEW_H

#include "cli.h"
#include "records/write.h"

/* Writes the patch of the candidate, if there is one, to standard output, its files in byte
 * order of their paths; escaped for a terminal. CLI_DONE, or CLI_FAILED and said. */
int preview_write(struct cli *cli, const struct write_result *result);

#endif
