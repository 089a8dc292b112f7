/* SPDX-License-Identifier: MIT */
/*
 * The formats of dates, times and durations (JSON Schema validation 2020-12 section 7.3.1).
 *
 * Source: RFC 3339 section 5.6 and, for durations, appendix A. Letters may be small, as in all
 * ABNF. A second of 60 is a leap second (section 5.7): it stands at 23:59 UTC and, where there
 * is a date, at the end of a month of UTC; whether there was one in that month is not asked.
 * Years are 0001 to 9999: date.h has no year 0000. Nothing is allocated.
 */
#ifndef SCHEMA_FORMAT_TIME_H
#define SCHEMA_FORMAT_TIME_H

#include "base/str.h"

bool format_time_date(struct str text);     /* full-date */
bool format_time(struct str text);          /* full-time, its offset included */
bool format_time_moment(struct str text);   /* date-time */
bool format_time_duration(struct str text); /* duration */

#endif
