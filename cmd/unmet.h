/* SPDX-License-Identifier: MIT */
/*
 * What a write made unmet: the rules that subjects fail since, which did not refuse it.
 */
#ifndef CMD_UNMET_H
#define CMD_UNMET_H

#include "cli.h"
#include "records/failing.h"

/* A line on standard error for each rule: its title and id, the first subjects, and how many
 * there are where that is not all. The catalogue has the pack's texts (texts.h). */
void unmet_say(struct cli *cli, const struct failing_list *failing);

#endif
