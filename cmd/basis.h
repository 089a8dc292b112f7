/* SPDX-License-Identifier: MIT */
/*
 * What a run rests on, alike in every command: which snapshot, which year and day, which
 * parameters (-C, --rev, --staged, --year, --as-of, --set).
 *
 * A command has these options in its table, under the letters below, and gives each to
 * basis_take.
 */
#ifndef CMD_BASIS_H
#define CMD_BASIS_H

#include "cli.h"
#include "records/validate.h"

enum basis_option {
	BASIS_REV = CLI_FIRST_OWN,
	BASIS_STAGED,
	BASIS_YEAR,
	BASIS_AS_OF,
	BASIS_SET,
	BASIS_FIRST_OTHER, /* a command's own begin here */
};

struct basis {
	struct records_options snapshot;
	bool named; /* -C, --rev or --staged was given */
	int year;   /* 0: that of as_of */
	int32_t as_of;
	struct VEC(struct terms_setting) settings; /* of the command line, borrowed */
};

/* The work tree of the folder, its index that of the environment, and today. */
void basis_begin(struct basis *b);

/* Whether the option is one of these. */
bool basis_has(int letter);

/* Takes one of these, its value in cli->value. False if that is no good, and said. */
bool basis_take(struct basis *b, struct cli *cli, int letter);

/* After the last option: false, and said, if they contradict each other. */
bool basis_settle(const struct basis *b, struct cli *cli);

/* Opens the records. CLI_DONE; or CLI_FAILED, and said, with what is wrong with a policy pack
 * of the repository. */
int basis_open(const struct basis *b, struct cli *cli, struct records **records);

/* The same for the policy alone: where no repository was named and the current folder lies in
 * none, the built-in one. Then there is no snapshot. */
int basis_open_policy(const struct basis *b, struct cli *cli, struct records **records);

/* Period and parameters; the settings are borrowed. */
struct terms_options basis_terms(const struct basis *b);

/* For validate_run, all of it, nothing listed; the settings are borrowed. */
struct validate_options basis_options(const struct basis *b);

void basis_release(struct basis *b);

#endif
