/* SPDX-License-Identifier: MIT */
/* The files of records/editor.h, put into a records repository. */
#ifndef CMD_EDITING_H
#define CMD_EDITING_H

#include "cli.h"
#include "records/records.h"

enum editing_mode {
	EDITING_BEGIN, /* what is there already stays as it is */
	EDITING_RENEW, /* schemas are written anew, settings added to */
};

/* Writes them below the open folder. What fails is said; returns CLI_DONE or CLI_FAILED. */
int editing_write(struct cli *cli, int dir, const struct records *r, enum editing_mode mode);

#endif
