/* SPDX-License-Identifier: MIT */
/*
 * What a command that writes rests on, alike in all of them: the branch, the commit's message,
 * persons and date, and how much is refused (-m, --branch, --author, --date, --gate,
 * --no-fsync, --dry-run).
 *
 * A command has these options in its table, under the letters below, and gives each to
 * writing_take. SIGINT and SIGTERM ask the write to stop: then nothing is left of it.
 */
#ifndef CMD_WRITING_H
#define CMD_WRITING_H

#include "basis.h"
#include "records/write.h"

enum writing_option {
	WRITING_BRANCH = BASIS_FIRST_OTHER,
	WRITING_AUTHOR,
	WRITING_DATE,
	WRITING_GATE,
	WRITING_NO_FSYNC,
	WRITING_DRY_RUN,
	WRITING_FIRST_OTHER, /* a command's own begin here */
};

struct writing {
	const char *branch, *message;
	struct buf name, email; /* of --author */
	bool has_date;
	int64_t seconds;
	int offset;
	bool gate_rules, no_fsync, dry_run;
};

/* Whether the option is one of these, or -m. */
bool writing_has(int letter);

/* Takes one of these, its value in cli->value. False if that is no good, and said. */
bool writing_take(struct writing *w, struct cli *cli, int letter);

/* The options of the write; `message` is what it says where no -m was given. Whose commit it is
 * and when it was made: what options say, else what the environment does (GIT_AUTHOR_NAME,
 * _EMAIL and _DATE, GIT_COMMITTER_ likewise), else git's configuration and now. All is
 * borrowed. False if a date in the environment is ill-formed, and said. */
bool writing_options(const struct writing *w, struct cli *cli, const struct basis *basis,
		     const char *message, struct write_options *options);

/* Catches the signals; what to ask whether one came. */
const struct commit_stop *writing_stop(void);

void writing_release(struct writing *w);

#endif
