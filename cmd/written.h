/* SPDX-License-Identifier: MIT */
/*
 * A write, done and told, alike in all commands that write.
 */
#ifndef CMD_WRITTEN_H
#define CMD_WRITTEN_H

#include "cli.h"
#include "records/write.h"

/* Tells what came of a write that was neither stopped nor failed. */
typedef int written_report(void *data, struct cli *cli, const struct write_result *result);

/* Runs the write and has it reported; what the report gives is given, CLI_DONE or CLI_NO,
 * unless the write failed, though it was made (the work tree is behind), or was stopped.
 * CLI_FAILED: so it was, and said. */
int written_run(struct cli *cli, const struct write_options *options,
		const struct write_work *work, written_report *report, void *data);

/* Appends a line: the commit that was made, or would be, or that there is none. `refused`:
 * something was refused, though there may be no finding of it in the result. */
void written_outcome(struct cli *cli, const struct write_result *result, bool dry_run,
		     bool refused, struct buf *out);

/* The report of a command that has nothing to add; `data` is the write_options. On standard
 * output: the outcome, or the findings that refuse; of a dry run the patch, and the rest on
 * standard error. */
int written_tell(void *data, struct cli *cli, const struct write_result *result);

#endif
