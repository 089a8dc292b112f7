/* SPDX-License-Identifier: MIT */
/*
 * Fingerprints: by what a finding of one run is known again in another.
 *
 * Made of the rule, the path, and of a record's finding the pointer and the offending texts, of
 * a verdict the subject: not of lines, of numbers that were measured, of positions in a list,
 * of words or of what the schema allows. An edit elsewhere in the file, or one that changes how
 * far a rule is failed, leaves them as they are.
 */
#ifndef RESULT_FINGERPRINT_H
#define RESULT_FINGERPRINT_H

#include "base/buf.h"
#include "result/finding.h"

struct fingerprint {
	uint64_t hash; /* FNV-1a; no defence against who wants two to be equal */
	uint32_t nth;  /* from 1, among the equal hashes of a list: together they are unique */
};

/* Fills prints[0 .. list->items.n). */
void fingerprint_list(const struct finding_list *list, struct fingerprint *prints);

/* Appends it as text, `0123456789abcdef:1`. */
void fingerprint_add(struct buf *out, const struct fingerprint *print);

#endif
