/* SPDX-License-Identifier: MIT */
/*
 * The terms of a run: the period that is looked at, and the parameters in force: the pack's,
 * changed by sws.yaml, then by --set.
 */
#ifndef RECORDS_TERMS_H
#define RECORDS_TERMS_H

#include "policy/param.h"
#include "records/records.h"

/* NAME=VALUE of --set. */
struct terms_setting {
	struct str name, value;
};

struct terms_options {
	int32_t as_of; /* day number */
	int year;      /* 0: that of as_of */
	size_t n_settings;
	const struct terms_setting *settings;
};

struct terms {
	const struct terms_options *options;
	struct param_set params;
	struct param_period period;
};

/* The period, and the pack's parameters with the settings, so that an unknown one is refused
 * before any work. The options are borrowed. Fails with validate.year-after {year, as_of} or
 * pack.parameter-*; release it all the same. */
int terms_begin(struct terms *t, const struct terms_options *options, const struct pack *pack,
		struct error *error);

/* Takes the parameters of sws.yaml, which is at `path`. One that does not fit is a finding. */
void terms_read(struct terms *t, struct tree *tree, struct str path,
		struct finding_list *findings);

/* After sws.yaml: the settings win over it. */
int terms_settle(struct terms *t, struct error *error);

/* Makes of a finding one about a value of sws.yaml. */
void terms_place(struct finding_list *findings, struct finding *f, struct tree *tree,
		 const struct node *value, const char *pointer);

void terms_release(struct terms *t);

#endif
