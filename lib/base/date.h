/* SPDX-License-Identifier: MIT */
/*
 * Civil dates (ISO 8601 calendar dates, `YYYY-MM-DD`, proleptic Gregorian) as day numbers.
 *
 * A day number counts days from 1970-01-01, which is 0. Years 0001 to 9999.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"

enum { DATE_TEXT_SIZE = 11 };

/* Whether the text is a date that exists; its day number goes to `day` (may be NULL). */
bool date_parse(struct str text, int32_t *day);

/* Writes `YYYY-MM-DD` and a NUL. */
void date_format(int32_t day, char text[DATE_TEXT_SIZE]);

int date_year(int32_t day);

/* The day number of a date that is known to exist. */
int32_t date_day(int year, int month, int mday);

#endif
