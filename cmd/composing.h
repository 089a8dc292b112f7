/* SPDX-License-Identifier: MIT */
/*
 * A new record, composed in the person's editor: a draft goes there, what comes back is written
 * like any record, and what is wrong with it may be mended until it is right or given up.
 */
#ifndef CMD_COMPOSING_H
#define CMD_COMPOSING_H

#include "cli.h"
#include "records/new.h"

/* Runs it, on from the draft that is in the record; `own`: that is a person's text already, and
 * need not be changed to be written. All that comes of it is said, also where a text is that
 * was not written. CLI_DONE; CLI_NO: nothing was made, as the text was left as it was, or
 * emptied, or is wrong; or CLI_FAILED. */
int composing_run(struct cli *cli, struct new_record *record,
		  const struct write_options *options, bool own);

/* Reports a write of a new record, as written_report; `data` is a composing_report. */
struct composing_report {
	struct new_record *record;
	const struct write_options *options;
	bool made;
};
int composing_tell(void *data, struct cli *cli, const struct write_result *result);

/* The words of comments in the language of the run, borrowed from the catalogue. */
struct scaffold_words composing_words(struct cli *cli);

#endif
