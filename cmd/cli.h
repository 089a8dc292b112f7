/* SPDX-License-Identifier: MIT */
/*
 * What all commands share: options, language, failure messages, the environment and the clock.
 *
 * The same letter means the same in every command. A command describes its options in a table,
 * asks for them one by one, and reports through cli_fail; the environment is read here and
 * nowhere else.
 */
#ifndef CMD_CLI_H
#define CMD_CLI_H

#include "out/catalogue.h"

/* Exit status of every command. */
enum cli_status {
	CLI_DONE = 0,   /* and clean */
	CLI_NO = 1,     /* it ran, and the answer is no */
	CLI_FAILED = 2, /* it could not run */
};

/* One option. Letters beyond ASCII stand for options that have a long name only. */
struct cli_option {
	int letter;
	const char *name; /* long name, without dashes */
	bool takes_value;
};

enum cli_only_long {
	CLI_HELP = 256,
	CLI_VERSION,
	CLI_LANG,
	CLI_COLOUR,
	CLI_FIRST_OWN, /* a command's own begin here */
};

struct cli {
	const char *program;              /* sws-validate */
	const char *usage;                /* one line */
	const struct cli_option *options; /* up to one with name NULL */
	char **args;                      /* what is left to read */
	char **operands;                  /* those met so far, in order; NULL ends them */
	size_t n_operands;
	bool only_operands;  /* `--` was met */
	const char *cluster; /* rest of `-abc` */
	const char *value;   /* of the option that was read last */
	enum language language;
	bool language_given; /* by --lang, not by the environment */
	enum cli_colour { CLI_COLOUR_AUTO, CLI_COLOUR_ALWAYS, CLI_COLOUR_NEVER } colour;
	struct catalogue *catalogues[LANGUAGES]; /* each loaded when first needed */
	bool failed; /* an option could not be understood; it has been said */
};

/* Begins: language by LC_ALL, LC_MESSAGES, LANG; standard descriptors made safe. */
void cli_begin(struct cli *cli, char **argv, const char *usage,
	       const struct cli_option *options);

/* The letter of the next option, its value in cli->value; 0 when there is none, and cli->args
 * are the operands, or an option is not understood (cli->failed). --help, --lang and --color
 * are dealt with here;
 * --help prints the usage and ends the process with status 0. */
int cli_next(struct cli *cli);

/* The catalogue in the language chosen, and in any. */
struct catalogue *cli_catalogue(struct cli *cli);
struct catalogue *cli_catalogue_in(struct cli *cli, enum language language);

/* Says `program: message` and the hint on standard error; returns CLI_FAILED. */
int cli_fail(struct cli *cli, const struct error *error);

/* The same for a message given as in error_set. */
int cli_refuse(struct cli *cli, const char *id, ...) __attribute__((sentinel));

/* Writes the buffer to standard output, or to `file` if that is not NULL and not "-", which
 * is never left half written (file.h). A failure is said; returns CLI_DONE or CLI_FAILED.
 * Empties the buffer. */
int cli_write(struct cli *cli, const char *file, struct buf *out);

/* Whether output to `file` (NULL: standard output) may have colours. */
bool cli_use_colour(const struct cli *cli, const char *file);
bool cli_is_terminal(const char *file);

/* The columns of the terminal that the output goes to, COLUMNS before what it says itself; 0 if
 * it goes elsewhere. */
size_t cli_width(const char *file);

/* Milliseconds of processor time that the process has used. */
long long cli_processor_time(void);

/* The index file that git, or a command it runs as a hook, was told to use (GIT_INDEX_FILE), or
 * NULL. */
const char *cli_index_file(void);

/* The person's editor, a command of the shell: VISUAL, else EDITOR, else vi. */
const char *cli_editor(void);

/* The folder for files that are soon gone: TMPDIR, else /tmp. */
const char *cli_temporary_folder(void);

/* Asks on standard error, in words that end in a question, and reads a line of standard input:
 * one that is empty or begins with `y` or 是 is a yes. No is all else, and what is assumed
 * where not both of them are a terminal. */
bool cli_ask(struct cli *cli, const char *id);

/* Today in the notice's time zone (Asia/Shanghai, UTC+8 all year), as a day number. */
int32_t cli_today(void);

/* Now, in seconds since 1970. */
int64_t cli_now(void);

/* Ends: frees what the cli holds and returns `status`. */
int cli_end(struct cli *cli, int status);

/* Appends "name 0.1.0" and the versions of the libraries, a line each. */
void cli_version(const struct cli *cli, struct buf *out);

/* The whole number in the text, in [low, high]; false if it is none. */
bool cli_number(const char *text, int low, int high, int *number);

#endif
