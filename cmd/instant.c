/* SPDX-License-Identifier: MIT */
/* Words between blanks and commas, each of which says what it can only mean. */
#include "instant.h"

#include "base/date.h"

#include <stdio.h>
#include <string.h>

enum {
	MINUTE = 60,
	HOUR = 60 * MINUTE,
	DAY = 24 * HOUR,
	ZONE_HOURS_MAX = 14,
	BARE_DIGITS = 9,  /* fewer might be a date */
	DIGITS_MAX = 12,  /* of seconds; the year 9999 has as many */
	DATE_LENGTH = 10, /* of 2022-03-01 */
	NAME_LENGTH = 3,  /* of Mar */
	ZONE_LENGTH = 5,  /* of +0800 */
};

static const int64_t seconds_max = 253402300799; /* the end of the year 9999 */

/* What the words have said so far; 0 or false: nothing. */
struct instant {
	int year, month, day;
	int64_t clock; /* seconds of the day */
	int offset;
	bool clocked, zoned;
};

/* Takes between `low` and `high` digits off the text. */
static bool take_number(struct str *s, size_t low, size_t high, int64_t *number)
{
	size_t n = 0;

	*number = 0;
	for (; n < s->len && n < high && s->ptr[n] >= '0' && s->ptr[n] <= '9'; n++)
		*number = *number * 10 + (s->ptr[n] - '0');
	*s = str_sub(*s, n, s->len);
	return n >= low;
}

static bool take_char(struct str *s, char c)
{
	bool there = s->len && s->ptr[0] == c;

	if (there)
		*s = str_sub(*s, 1, s->len);
	return there;
}

/* `Z`, `GMT`, `UTC`, `+0800`, `+08:00`, `-03`. */
static bool read_zone(struct instant *i, struct str s)
{
	int64_t hours = 0, minutes = 0;
	const bool west = s.len && s.ptr[0] == '-';

	if (i->zoned)
		return false;
	i->zoned = true;
	i->offset = 0;
	if (str_eq(s, STR("Z")) || str_eq(s, STR("GMT")) || str_eq(s, STR("UTC")))
		return true;
	if (!(take_char(&s, '+') || take_char(&s, '-')) || !take_number(&s, 2, 2, &hours))
		return false;
	if ((take_char(&s, ':') || s.len) && !take_number(&s, 2, 2, &minutes))
		return false;
	i->offset = (int)(hours * 60 + minutes) * (west ? -1 : 1);
	return !s.len && hours <= ZONE_HOURS_MAX && minutes < 60;
}

/* `09:30`, `09:30:00.25`, and a zone close behind. */
static bool read_clock(struct instant *i, struct str s)
{
	int64_t hour, minute, second = 0, fraction;

	if (i->clocked || !take_number(&s, 1, 2, &hour) || !take_char(&s, ':') ||
	    !take_number(&s, 2, 2, &minute))
		return false;
	if (take_char(&s, ':') && !take_number(&s, 2, 2, &second))
		return false;
	if (take_char(&s, '.') && !take_number(&s, 1, DIGITS_MAX, &fraction))
		return false;
	i->clocked = true;
	i->clock = hour * HOUR + minute * MINUTE + second;
	return hour < 24 && minute < 60 && second < 60 && (!s.len || read_zone(i, s));
}

static bool set_date(struct instant *i, int64_t year, int64_t month, int64_t day)
{
	const bool first = !i->year && !i->month && !i->day;

	i->year = (int)year;
	i->month = (int)month;
	i->day = (int)day;
	return first;
}

/* Ten characters: year first with hyphens or points, or last after slashes or points. */
static bool read_date(struct instant *i, struct str s)
{
	int64_t a, b, c;
	char between;

	if (s.ptr[4] == '-' || s.ptr[4] == '.') {
		between = s.ptr[4];
		return take_number(&s, 4, 4, &a) && take_char(&s, between) &&
		       take_number(&s, 2, 2, &b) && take_char(&s, between) &&
		       take_number(&s, 2, 2, &c) && !s.len && set_date(i, a, b, c);
	}
	between = s.ptr[2];
	if ((between != '/' && between != '.') || !take_number(&s, 2, 2, &a) ||
	    !take_char(&s, between) || !take_number(&s, 2, 2, &b) || !take_char(&s, between) ||
	    !take_number(&s, 4, 4, &c) || s.len)
		return false;
	return between == '/' ? set_date(i, c, a, b) : set_date(i, c, b, a);
}

/* `Tue`, which says nothing new, or `Mar`. */
static bool read_name(struct instant *i, struct str s)
{
	static const char names[] = "MonTueWedThuFriSatSun"
				    "JanFebMarAprMayJunJulAugSepOctNovDec";
	enum { WEEKDAYS = 7 };

	for (int n = 0; s.len == NAME_LENGTH && names[n * NAME_LENGTH]; n++) {
		if (memcmp(s.ptr, names + n * NAME_LENGTH, NAME_LENGTH) != 0)
			continue;
		if (n < WEEKDAYS)
			return true;
		if (i->month)
			return false;
		i->month = n - WEEKDAYS + 1;
		return true;
	}
	return false;
}

/* A day or a year that stands alone. */
static bool read_part(struct instant *i, struct str s)
{
	int *part = s.len == 4 ? &i->year : &i->day;
	int64_t number;

	if (*part || s.len == 3 || !take_number(&s, 1, 4, &number) || s.len)
		return false;
	*part = (int)number;
	return number > 0;
}

static bool read_word(struct instant *i, struct str s)
{
	const bool digit = s.ptr[0] >= '0' && s.ptr[0] <= '9';

	if (digit && s.len > DATE_LENGTH && s.ptr[DATE_LENGTH] == 'T')
		return read_date(i, str_sub(s, 0, DATE_LENGTH)) &&
		       read_clock(i, str_sub(s, DATE_LENGTH + 1, s.len));
	if (digit && s.len == DATE_LENGTH)
		return read_date(i, s);
	if (digit)
		return str_index(s, ':') < s.len ? read_clock(i, s) : read_part(i, s);
	return read_name(i, s) || read_zone(i, s);
}

static bool read_words(struct instant *i, struct str text)
{
	bool good = true;

	while (good && text.len) {
		size_t n = 0;

		while (n < text.len && text.ptr[n] != ' ' && text.ptr[n] != ',')
			n++;
		good = n == 0 || read_word(i, str_sub(text, 0, n));
		text = str_sub(text, n + 1, text.len);
	}
	return good;
}

/* `@1646098200 +0800` */
static bool read_number(struct str text, int64_t *seconds, int *offset)
{
	const bool marked = take_char(&text, '@');
	struct instant i = {0};

	if (!take_number(&text, marked ? 1 : BARE_DIGITS, DIGITS_MAX, seconds))
		return false;
	if (text.len &&
	    (!take_char(&text, ' ') || text.len != ZONE_LENGTH || !read_zone(&i, text)))
		return false;
	*offset = i.offset;
	return *seconds <= seconds_max;
}

bool instant_parse(struct str text, int64_t *seconds, int *offset)
{
	struct instant i = {.offset = INSTANT_SHANGHAI};
	char date[16];
	int32_t day;

	text = str_trim(text);
	if (read_number(text, seconds, offset))
		return true;
	if (!read_words(&i, text))
		return false;
	snprintf(date, sizeof date, "%04d-%02d-%02d", i.year, i.month, i.day);
	if (!date_parse(str_of(date), &day))
		return false;
	*offset = i.offset;
	*seconds = (int64_t)day * DAY + i.clock - (int64_t)i.offset * MINUTE;
	return *seconds >= 0 && *seconds <= seconds_max;
}
