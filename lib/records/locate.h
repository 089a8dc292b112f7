/* SPDX-License-Identifier: MIT */
/*
 * From pointers to places: findings that were made from rows know their line only.
 */
#ifndef RECORDS_LOCATE_H
#define RECORDS_LOCATE_H

#include "records/records.h"

/* Gives each finding that has a line and no column its exact place, by reading its file again
 * and following its pointer. */
void locate_findings(struct records *r, struct finding_list *findings);

#endif
