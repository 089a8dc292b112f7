/* SPDX-License-Identifier: MIT */
/*
 * Integrity: what holds between records. Every reference names a record, every `unique` value
 * stands once.
 */
#ifndef RECORDS_INTEGRITY_H
#define RECORDS_INTEGRITY_H

#include "records/records.h"

enum { INTEGRITY_NEAREST_MAX = 200 }; /* dangling references that get a suggestion */

/* Tells the store what integrity_check will read; before the first record is put. */
int integrity_plan(struct records *r, struct error *error);

/* Appends a finding for each dangling reference (reference.exists, with the nearest ids that
 * exist) and each repeated value (reference.unique, with the place of the first). They have
 * path, line and pointer; columns are 0. Of one file no more are kept than YAML_FINDINGS_MAX
 * with those that it has already, except for the first of each of the two. */
int integrity_check(struct records *r, struct finding_list *findings, struct error *error);

#endif
