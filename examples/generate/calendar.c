/* SPDX-License-Identifier: MIT */
/*
 * Day numbers of the proleptic Gregorian calendar, by the usual trick of counting years from
 * March so that the leap day is the last of its year.
 */
#include "calendar.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define DAYS_PER_ERA 146097 /* 400 years */
#define EPOCH        719468 /* 1970-01-01, counted from 0000-03-01 */

struct ymd {
	int year, month, day;
};

/* Public holidays in the years of the records; dates inside move to the day after. */
static const struct {
	int starts_on, ends_on;
} holidays[] = {
	{20221001, 20221009},
	{20230116, 20230129},
	{20230429, 20230503},
	{20230929, 20231008},
};

static struct ymd ymd_of(int day)
{
	int z = day + EPOCH;
	int era = z / DAYS_PER_ERA;
	int doe = z % DAYS_PER_ERA;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	int month = mp < 10 ? mp + 3 : mp - 9;

	return (struct ymd){
		.year = era * 400 + yoe + (month <= 2),
		.month = month,
		.day = doy - (153 * mp + 2) / 5 + 1,
	};
}

int calendar_day(int yyyymmdd)
{
	int month = yyyymmdd / 100 % 100;
	int year = yyyymmdd / 10000 - (month <= 2);
	int era = year / 400;
	int yoe = year % 400;
	int doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + yyyymmdd % 100 - 1;

	return era * DAYS_PER_ERA + yoe * 365 + yoe / 4 - yoe / 100 + doy - EPOCH;
}

int calendar_year(int day)
{
	return ymd_of(day).year;
}

struct calendar_text calendar_text(int day)
{
	struct calendar_text text;
	struct ymd d = ymd_of(day);

	snprintf(text.s, sizeof text.s, "%04d-%02d-%02d", d.year, d.month, d.day);
	return text;
}

static int after_weekend(int day)
{
	int weekday = (day + 4) % 7; /* 0 is Sunday: 1970-01-01 was a Thursday */

	return day + (weekday == 0 ? 1 : weekday == 6 ? 2 : 0);
}

int calendar_workday(int day)
{
	for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++) {
		int ends_on = calendar_day(holidays[i].ends_on);

		if (day >= calendar_day(holidays[i].starts_on) && day <= ends_on)
			day = ends_on + 1;
	}
	return after_weekend(day);
}
