/* SPDX-License-Identifier: MIT */
/* Dates, times and durations, read from left to right. */
#include "schema/format_time.h"

#include "base/date.h"
#include "schema/format_char.h"

enum {
	DATE_LENGTH = 10,
	HOUR_MINUTES = 60,
	DAY_MINUTES = 24 * HOUR_MINUTES,
	LEAP_SECOND = 60,
};

struct clock {
	int minute; /* UTC, from the start of the day of the text: -1439 to 2878 */
	int second;
};

static void skip(struct str *s, size_t n)
{
	*s = str_sub(*s, n, s->len);
}

/* `letter` is a capital, or no letter. */
static bool is_letter(char c, char letter)
{
	return c == letter || (letter >= 'A' && c == letter + ('a' - 'A'));
}

static bool take(struct str *s, char letter)
{
	if (s->len == 0 || !is_letter(s->ptr[0], letter))
		return false;
	skip(s, 1);
	return true;
}

/* Two digits, of a number up to `most`. */
static bool take_two(struct str *s, int most, int *value)
{
	if (s->len < 2 || !format_char_all(str_sub(*s, 0, 2), FORMAT_DIGIT))
		return false;
	*value = (s->ptr[0] - '0') * 10 + (s->ptr[1] - '0');
	skip(s, 2);
	return *value <= most;
}

/* Hours and minutes with the colon between, in minutes. */
static bool take_minutes(struct str *s, int *minutes)
{
	int hour, minute;

	if (!take_two(s, 23, &hour) || !take(s, ':') || !take_two(s, 59, &minute))
		return false;
	*minutes = hour * HOUR_MINUTES + minute;
	return true;
}

static bool take_fraction(struct str *s)
{
	size_t digits;

	if (!take(s, '.'))
		return true;
	digits = format_char_span(*s, FORMAT_DIGIT);
	skip(s, digits);
	return digits > 0;
}

/* `Z`, or what the clock is ahead of UTC. */
static bool take_offset(struct str *s, int *minutes)
{
	bool behind;

	*minutes = 0;
	if (take(s, 'Z'))
		return true;
	behind = take(s, '-');
	if ((!behind && !take(s, '+')) || !take_minutes(s, minutes))
		return false;
	if (behind)
		*minutes = -*minutes;
	return true;
}

/* A full-time and no more. */
static bool read_clock(struct str s, struct clock *clock)
{
	int offset;

	if (!take_minutes(&s, &clock->minute) || !take(&s, ':') ||
	    !take_two(&s, LEAP_SECOND, &clock->second) || !take_fraction(&s) ||
	    !take_offset(&s, &offset) || s.len)
		return false;
	clock->minute -= offset;
	return clock->second < LEAP_SECOND ||
	       (clock->minute + DAY_MINUTES) % DAY_MINUTES == DAY_MINUTES - 1;
}

static bool is_first_of_month(int32_t day)
{
	char text[DATE_TEXT_SIZE];

	date_format(day, text);
	return text[8] == '0' && text[9] == '1';
}

bool format_time_date(struct str text)
{
	return date_parse(text, NULL);
}

bool format_time(struct str text)
{
	struct clock clock;

	return read_clock(text, &clock);
}

bool format_time_moment(struct str text)
{
	struct str rest = str_sub(text, DATE_LENGTH, text.len);
	struct clock clock;
	int32_t day;

	if (!date_parse(str_sub(text, 0, DATE_LENGTH), &day) || !take(&rest, 'T') ||
	    !read_clock(rest, &clock))
		return false;
	/* The minute after a leap second begins the month. */
	return clock.second < LEAP_SECOND ||
	       is_first_of_month(day + (clock.minute + 1) / DAY_MINUTES);
}

/* The place of the unit that the text begins with, or units.len. */
static size_t unit_place(struct str units, struct str s)
{
	size_t i = 0;

	while (i < units.len && !(s.len && is_letter(s.ptr[0], units.ptr[i])))
		i++;
	return i;
}

/* Numbers with their units, in the order of `units` and none left out between two, up to what
 * is no digit; at least one. */
static bool take_units(struct str *s, struct str units)
{
	size_t digits = format_char_span(*s, FORMAT_DIGIT);
	bool first = true;

	for (; digits; first = false) {
		size_t place = unit_place(units, str_sub(*s, digits, s->len));

		if (place == units.len || (place > 0 && !first))
			return false;
		units = str_sub(units, place + 1, units.len);
		skip(s, digits + 1);
		digits = format_char_span(*s, FORMAT_DIGIT);
	}
	return !first;
}

bool format_time_duration(struct str text)
{
	struct str s = text, weeks;

	if (!take(&s, 'P'))
		return false;
	weeks = s;
	if (take_units(&weeks, STR("W")))
		return weeks.len == 0;
	if (!take(&s, 'T'))
		return take_units(&s, STR("YMD")) &&
		       (s.len == 0 || (take(&s, 'T') && take_units(&s, STR("HMS")) && !s.len));
	return take_units(&s, STR("HMS")) && s.len == 0;
}
