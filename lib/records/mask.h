/* SPDX-License-Identifier: MIT */
/*
 * Personal identifiers kept out of what is shown (RECORDS.md: "findings never print the
 * value").
 */
#ifndef RECORDS_MASK_H
#define RECORDS_MASK_H

#include "base/buf.h"
#include "result/finding.h"

/* Appends the text with each personal identifier replaced by `***`; whether there was one. */
bool mask_text(struct buf *out, struct str text);

/* Overwrites each personal identifier by as many `*`: columns of ASCII text stay, full-width
 * digits lose width. */
void mask_bytes(char *bytes, size_t n);

/* Masks everything in the findings that could quote a value: paths, arguments, pointers,
 * contributions. */
void mask_findings(struct finding_list *findings);

#endif
