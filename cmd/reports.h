/* SPDX-License-Identifier: MIT */
/*
 * Reports made: the records are judged, and a table, or several, written.
 */
#ifndef CMD_REPORTS_H
#define CMD_REPORTS_H

#include "basis.h"
#include "records/compliance.h"
#include "sheet.h"

struct reports_job {
	struct basis basis;
	struct sheet sheet;
	const char *name;                   /* of the report; or */
	const char *why_subject, *why_rule; /* both: why the subject got its verdict */
	const char *station;                /* only what belongs to it; NULL: all */
	enum compliance_by by;
	bool quiet;
};

/* Whether there is a report of this name; if not, that is said with the nearest names. */
bool reports_has(struct cli *cli, const char *name);

/* Makes and writes it. CLI_DONE; CLI_NO, there was not one row; or CLI_FAILED, and said. */
int reports_run(struct cli *cli, const struct reports_job *job);

/* Writes the list of reports, as the policy calls them. CLI_DONE, or CLI_FAILED and said. */
int reports_list(struct cli *cli, const struct basis *basis, const struct sheet *sheet);

#endif
