/* SPDX-License-Identifier: MIT */
/*
 * Validation: the whole job, from a snapshot to a judgement.
 */
#ifndef RECORDS_VALIDATE_H
#define RECORDS_VALIDATE_H

#include "git/commit.h"
#include "records/selection.h"
#include "records/terms.h"
#include "result/judgement.h"

struct validate_options {
	struct terms_options terms;
	bool allow_empty;
	bool by_station; /* affiliation.h and compliance.h will be asked afterwards */
	const struct selection *selection; /* settled; NULL: all */
	const struct commit_stop *stop;    /* asked from record to record; or NULL */
};

/* Checks and judges all records of the snapshot. Findings come sorted. With a selection, the
 * whole snapshot is read and judged all the same, but only the findings in it are kept, and
 * that the rules were not judged at all (pack.not-judged); records are counted that lie in it,
 * and there are no tallies: they are of the whole district.
 *
 * Fails with validate.year-after {year, as_of}, validate.empty (no record but sws.yaml) or
 * selection.empty (no record in the selection, and nothing wrong in it) unless allow_empty,
 * pack.parameter-* for a setting, git.stopped (STATUS_IO), or a failure of the layers below. */
int validate_run(struct records *r, const struct validate_options *options,
		 struct judgement *judgement, struct error *error);

#endif
