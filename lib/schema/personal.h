/* SPDX-License-Identifier: MIT */
/*
 * Personal identifiers in running text (RECORDS.md, "Personal data").
 *
 * Found: citizen identity numbers (GB 11643-1999: 18 characters with a valid date and check
 * character; the older 15 digits with a province and a valid date), mobile numbers (11 digits
 * from 13 to 19, also after 86, +86, 0086), bank cards (16 to 19 digits by Luhn's check digit,
 * beginning with 3 to 6 or 9, and no credit code), e-mail addresses. Digits may be full-width.
 *
 * A number is looked for between boundaries: a letter (ASCII or full-width) or digit that
 * touches it makes it part of a code. Credit codes and contract numbers contain runs that look
 * like mobiles.
 *
 * A number may be split by up to three spaces or hyphens (of any kind in Unicode). So may a
 * list of numbers, a date or a contract number, which have to be told apart: parts that a
 * hyphen ties to further digits are no number by themselves; mobiles and cards have their usual
 * groups (3-4-4; fours), or are all there is between other text, in few parts or digit by
 * digit, with no year among the parts. The value itself is never given back.
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
 * PERSONAL_NONE. What lies before `from` counts as a boundary only if it is one. Any bytes will
 * do. Costs one pass over text without digits and '@', and a small multiple of that at worst.
 */
enum personal_kind personal_find(struct str text, size_t from, size_t *start, size_t *end);

/* "citizen-id", "mobile", "bank-card", "e-mail" */
const char *personal_name(enum personal_kind kind);

#endif
