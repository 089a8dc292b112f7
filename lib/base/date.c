/* SPDX-License-Identifier: MIT */
/*
 * Civil dates. Day numbers are computed on years that begin in March, so that the leap day is
 * the last of its year and month lengths follow one linear formula.
 */
#include "base/date.h"

enum {
	DAYS_PER_ERA = 146097, /* 400 years */
	EPOCH = 719468,        /* days from 0000-03-01 to 1970-01-01 */
};

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

int32_t date_day(int year, int month, int mday)
{
	int y = month > 2 ? year : year - 1;
	int era = y / 400, of_era = y % 400;
	int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + mday - 1;

	return era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
}

/* Reads `n` decimal digits, or returns -1. */
static int digits(const char *p, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		value = value * 10 + (p[i] - '0');
	}
	return value;
}

bool date_parse(struct str text, int32_t *day)
{
	int y, m, d;

	if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
		return false;
	y = digits(text.ptr, 4);
	m = digits(text.ptr + 5, 2);
	d = digits(text.ptr + 8, 2);
	if (y < 1 || m < 1 || m > 12 || d < 1 || d > month_days(y, m))
		return false;
	if (day)
		*day = date_day(y, m, d);
	return true;
}

static void civil(int32_t day, int *year, int *month, int *mday)
{
	int z = day + EPOCH, era = z / DAYS_PER_ERA, of_era = z % DAYS_PER_ERA;
	int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;

	*mday = of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = y + era * 400 + (*month <= 2);
}

void date_format(int32_t day, char text[DATE_TEXT_SIZE])
{
	int y, m, d;

	civil(day, &y, &m, &d);
	text[0] = (char)('0' + y / 1000 % 10);
	text[1] = (char)('0' + y / 100 % 10);
	text[2] = (char)('0' + y / 10 % 10);
	text[3] = (char)('0' + y % 10);
	text[4] = text[7] = '-';
	text[5] = (char)('0' + m / 10);
	text[6] = (char)('0' + m % 10);
	text[8] = (char)('0' + d / 10);
	text[9] = (char)('0' + d % 10);
	text[10] = '\0';
}

int date_year(int32_t day)
{
	int y, m, d;

	civil(day, &y, &m, &d);
	return y;
}
