/* SPDX-License-Identifier: MIT */
/* The option --explain: what a rule asks for, or what another finding says. */
#ifndef CMD_EXPLANATION_H
#define CMD_EXPLANATION_H

#include "cli.h"
#include "records/records.h"

/* Writes of a rule all that its file says of it, or of another finding its message and hint
 * without arguments, to `file` as cli_write does. CLI_DONE, or CLI_FAILED and said: also for an
 * id that is neither. */
int explanation_write(struct cli *cli, const struct records *r, const char *id,
		      const char *file);

#endif
