/* SPDX-License-Identifier: MIT */
/*
 * Calendar days as plain integers (days since 1970-01-01), so that intervals are subtractions.
 * Nothing here asks the clock: the dates of generated records follow from the seed alone.
 */
#ifndef EXAMPLES_GENERATE_CALENDAR_H
#define EXAMPLES_GENERATE_CALENDAR_H

#include <limits.h>

/* An interval that has not ended. Later than every day, so comparisons need no special case. */
#define CALENDAR_OPEN INT_MAX

struct calendar_text {
	char s[40];
};

/* The day of a date written as the number yyyymmdd, which must exist. */
int calendar_day(int yyyymmdd);

int calendar_year(int day);

/* "YYYY-MM-DD", returned by value: valid until the end of the full expression. */
struct calendar_text calendar_text(int day);

/* The day itself, or the next one that is no weekend or holiday. Never changes the order. */
int calendar_workday(int day);

#endif
