/* SPDX-License-Identifier: MIT */
/*
 * Personal identifiers in running text (RECORDS.md, "Personal data").
 *
 * Found: citizen identity numbers (GB 11643-1999: 18 characters with a valid date and check
 * character; the older 15 digits with a valid date), mobile numbers (11 digits from 13 to 19,
 * also after +86), bank cards (16 to 19 digits by Luhn's check digit, beginning with 3 to 6 or
 * 9), e-mail addresses; digits also full-width, or split by single spaces or hyphens. A number
 * is looked for between digit boundaries, letters counting as part of a code: credit codes and
 * contract numbers contain runs that look like mobiles. The value itself is never given back.
 */
#ifndef SCHEMA_PERSONAL_H
#define SCHEMA_PERSONAL_H

#include "base/str.h"

enum personal_kind {
	PERSONAL_NONE,
	PERSONAL_CITIZEN_ID,
	PERSONAL_MOBILE,
	PERSONAL_BANK_CARD,
	PERSONAL_EMAIL,
};

/* The first identifier in `text` from byte `from` on, its bytes [*start, *end), or
 * PERSONAL_NONE. Costs one pass over text without digits and '@'. */
enum personal_kind personal_find(struct str text, size_t from, size_t *start, size_t *end);

/* "citizen-id", "mobile", "bank-card", "e-mail" */
const char *personal_name(enum personal_kind kind);

#endif
