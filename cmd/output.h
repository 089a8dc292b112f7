/* SPDX-License-Identifier: MIT */
/*
 * Outputs: in which formats a judgement is written, and where each goes.
 *
 * Options are taken one by one (output_add), then looked at together (output_settle).
 */
#ifndef CMD_OUTPUT_H
#define CMD_OUTPUT_H

#include "cli.h"
#include "out/renderer.h"
#include "records/records.h"

struct output {
	const struct renderer *renderer;
	const char *file; /* NULL: standard output */
};

/* The zeroed set is empty. */
struct output_set {
	struct VEC(struct output) items;
};

/* Adds what `-f FORMAT[:FILE]` asks for; `value` is borrowed. False if there is no such format
 * or FILE is empty; that has been said. */
bool output_add(struct output_set *set, struct cli *cli, const char *value);

/* After the last option: text where no format was asked for, and `file`, what -O said or NULL,
 * for the format that has none. False, and said, if two outputs would go to one place or -O has
 * nothing to write. */
bool output_settle(struct output_set *set, struct cli *cli, const char *file);

/* Whether one of the formats shows what passed: the judgement is then to list it. */
bool output_lists_passed(const struct output_set *set);

/* What is written to each. */
struct output_job {
	const struct judgement *judgement;
	const struct records *records; /* whose pack's texts join the words; NULL: none */
	struct render_options options; /* catalogue, colour and excerpt are the output's own */
};

/* Writes all outputs, and all others when one fails. What is for machines is in English unless
 * --lang was given. CLI_DONE, or CLI_FAILED and said. */
int output_write(const struct output_set *set, struct cli *cli, const struct output_job *job);

/* Says on standard error what was found before a failure, which may tell why, as plain text;
 * then the failure. Returns CLI_FAILED. */
int output_fail(struct cli *cli, struct finding_list *findings, const struct error *error);

void output_release(struct output_set *set);

#endif
