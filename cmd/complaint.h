/* SPDX-License-Identifier: MIT */
/* What is wrong with a question, or with what it was asked of, on standard error. */
#ifndef CMD_COMPLAINT_H
#define CMD_COMPLAINT_H

#include "cli.h"
#include "result/finding.h"

enum { COMPLAINT_FINDINGS_MAX = 5 }; /* shown; the others are counted */

/* Says a failure, and under it the line of SQL that it is about with carets under the place, if
 * the arguments {text, offset} tell. Returns CLI_FAILED. */
int complaint_sql(struct cli *cli, const struct error *error);

/* Says which files are not, or not wholly, in the answer; nothing if there is no finding. */
void complaint_missing(struct cli *cli, struct finding_list *findings);

#endif
