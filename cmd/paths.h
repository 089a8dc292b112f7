/* SPDX-License-Identifier: MIT */
/*
 * What a run is about: operands, lists of paths, and a file that comes on standard input.
 *
 * The options fill the struct, then they are looked at together (paths_settle), and the
 * repository once opened, what they name is looked up (paths_take).
 */
#ifndef CMD_PATHS_H
#define CMD_PATHS_H

#include "basis.h"
#include "records/selection.h"

enum { PATHS_LIST_MAX = 1 << 26 }; /* bytes of a list: that of a million paths */

enum paths_option {
	PATHS_STDIN = BASIS_FIRST_OTHER,
	PATHS_STDIN_PATH,
	PATHS_FILES_FROM,
	PATHS_FIRST_OTHER, /* a command's own begin here */
};

struct paths {
	char *const *operands; /* NULL ends them */
	const char *list;      /* of --files-from, "-" is standard input; or NULL */
	bool nul;              /* NULs end its names, as with git's -z, not line ends */
	bool input;            /* --stdin */
	const char *input_path;
	struct buf bytes; /* of standard input */
	struct selection selection;
};

/* Whether the option is one of these, or -z; takes it, its value in cli->value. */
bool paths_has(int letter);
void paths_set(struct paths *p, const struct cli *cli, int letter);

/* False, and said, if the options contradict each other. */
bool paths_settle(const struct paths *p, struct cli *cli);

/* Whether the run is about some paths and not about all. */
bool paths_limit(const struct paths *p);

/* Reads standard input, if it is a file's content, for records_open to put it in the place of
 * the file. False, and said, if that fails. What was read is borrowed by the records: they are
 * closed first. */
bool paths_read_input(struct paths *p, struct cli *cli, struct records_options *options);

/* Reads the lists that there are, and fills the selection. CLI_DONE, or CLI_FAILED and said. */
int paths_take(struct paths *p, struct cli *cli, const struct records *r);

void paths_release(struct paths *p);

#endif
