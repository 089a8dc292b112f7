/* SPDX-License-Identifier: MIT */
/*
 * A write, done and told: what was committed, or what refused it.
 *
 * On standard output: the commit; of a dry run the lines that it would change; the findings
 * that refuse it.
 */
#ifndef CMD_WRITTEN_H
#define CMD_WRITTEN_H

#include "cli.h"
#include "records/write.h"

/* Runs the write and tells what came of it. CLI_DONE: one commit, or nothing to change; CLI_NO:
 * refused; CLI_FAILED, and said: failed, or stopped. */
int written_run(struct cli *cli, const struct write_options *options,
		const struct write_work *work);

#endif
