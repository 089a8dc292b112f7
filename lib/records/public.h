/* SPDX-License-Identifier: MIT */
/*
 * What of a record may be published (RECORDS.md, "Personal data"; vocabulary.yaml).
 *
 * Left of a tree is what its kind describes and does not mark `sensitive`; an integer that
 * counts `people` only from PUBLIC_PEOPLE_MIN on; of all texts, ids included, what is no
 * personal identifier. What is removed is as if it had never been there. Texts that people
 * wrote stay: who they may name no program can tell.
 */
#ifndef RECORDS_PUBLIC_H
#define RECORDS_PUBLIC_H

#include "records/removed.h"
#include "schema/kind.h"
#include "text/tree.h"

#define PUBLIC_PEOPLE_MIN "5"

/* Lists the kind's sensitive fields, none of them counted yet. */
void public_begin(struct removed *removed, const struct kind *kind);

/* Whether the record at the path may be published at all: not if the path holds a personal
 * identifier or the kind as a whole is sensitive, which is counted. */
bool public_allows(struct removed *removed, const struct kind *kind, struct str path);

/* Takes out of the record, an object, what may not be published, and counts it. New texts are
 * in the arena. */
void public_reduce(struct removed *removed, const struct kind *kind, struct node *root,
		   struct arena *arena);

#endif
