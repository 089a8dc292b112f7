/* SPDX-License-Identifier: MIT */
/* Dates as people write them. */
#include "base/date.h"
#include "text/cell_narrow.h"

/* What stands behind a number of a date. */
enum mark { MARK_NONE, MARK_HYPHEN, MARK_SLASH, MARK_POINT, MARK_YEAR, MARK_MONTH, MARK_DAY };

static const struct {
	struct str text;
	enum mark mark;
} marks[] = {
	{STR("-"), MARK_HYPHEN}, {STR("/"), MARK_SLASH},  {STR("."), MARK_POINT},
	{STR("年"), MARK_YEAR},  {STR("月"), MARK_MONTH}, {STR("日"), MARK_DAY},
	{STR("号"), MARK_DAY},
};

enum { PARTS = 3, SERIAL_DIGITS = 5 }; /* 10000 is in 1927, 99999 in 2173 */

struct part {
	struct str digits;
	enum mark mark;
};

static struct str skip_spaces(struct str s)
{
	while (s.len && s.ptr[0] == ' ')
		s = str_sub(s, 1, s.len);
	return s;
}

static enum mark take_mark(struct str *s)
{
	struct str after = skip_spaces(*s);

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (str_starts(after, marks[i].text)) {
			*s = str_sub(after, marks[i].text.len, after.len);
			return marks[i].mark;
		}
	return MARK_NONE;
}

/* Numbers with their marks, as long as there are both; `s` is then what follows. */
static size_t take_parts(struct str *s, struct part parts[PARTS])
{
	size_t n = 0;

	do {
		struct str from = skip_spaces(*s);
		size_t digits = cell_narrow_digits(from);

		if (digits == 0)
			break;
		parts[n].digits = str_sub(from, 0, digits);
		*s = str_sub(from, digits, from.len);
		parts[n].mark = take_mark(s);
	} while (parts[n++].mark != MARK_NONE && n < PARTS);
	return n;
}

static bool is_separator(enum mark mark)
{
	return mark == MARK_HYPHEN || mark == MARK_SLASH || mark == MARK_POINT;
}

/* Why the numbers are no date, or NULL. */
static const char *judge_parts(const struct part parts[PARTS], size_t n)
{
	enum mark mark = n ? parts[0].mark : MARK_NONE;
	size_t year = n ? parts[0].digits.len : 0;
	bool named = mark == MARK_YEAR && (n < 2 || parts[1].mark == MARK_MONTH);

	if (n == 1 && year == SERIAL_DIGITS && mark == MARK_NONE)
		return "cell.date-serial";
	if (n >= 2 && year != 4)
		return "cell.date-order";
	if (year != 4 || (n == PARTS && parts[2].digits.len > 2) ||
	    (n >= 2 && parts[1].digits.len > 2))
		return "cell.not-a-date";
	if ((n == 1 && (named || mark == MARK_NONE)) ||
	    (n == 2 && (named || (is_separator(mark) && parts[1].mark == MARK_NONE))))
		return "cell.date-partial";
	if (n < PARTS || parts[2].mark != (named ? MARK_DAY : MARK_NONE) ||
	    (!named && (!is_separator(mark) || parts[1].mark != mark)))
		return "cell.not-a-date";
	return NULL;
}

/* Whether a time of day begins the text; `midnight` if it is all of it, and 00:00. */
static bool is_time(struct str s, bool *midnight)
{
	size_t n = cell_narrow_digits(s), groups = 0;
	struct str from = s;

	if (n < 1 || n > 2)
		return false;
	for (s = str_sub(s, n, s.len); groups < 2 && str_starts(s, STR(":")); groups++) {
		if (cell_narrow_digits(str_sub(s, 1, 2)) != 2)
			return false;
		s = str_sub(s, 3, s.len);
	}
	if (groups == 2 && str_starts(s, STR(".")))
		s = str_sub(s, 1 + cell_narrow_digits(str_sub(s, 1, s.len)), s.len);
	*midnight = s.len == 0;
	for (size_t i = 0; i < from.len; i++)
		*midnight &= !(from.ptr[i] >= '1' && from.ptr[i] <= '9');
	return groups > 0;
}

/* What follows the date: nothing, or a midnight that is no part of it. */
static const char *judge_rest(struct str rest, unsigned *change)
{
	struct str time =
		skip_spaces(str_starts(rest, STR("T")) ? str_sub(rest, 1, rest.len) : rest);
	bool midnight;

	if (rest.len == 0)
		return NULL;
	if (!is_time(time, &midnight))
		return "cell.not-a-date";
	*change = CELL_MIDNIGHT;
	return midnight ? NULL : "cell.date-time";
}

/* YYYY-MM-DD, whether there is such a day or not. */
static struct str write_date(const struct part parts[PARTS], struct arena *arena)
{
	char *text = arena_printf(arena, "%.*s-%s%.*s-%s%.*s", STR_ARG(parts[0].digits),
				  parts[1].digits.len < 2 ? "0" : "", STR_ARG(parts[1].digits),
				  parts[2].digits.len < 2 ? "0" : "", STR_ARG(parts[2].digits));

	return str_of(text);
}

/* Cuts eight digits into parts. */
static size_t cut_digits(struct str *s, struct part parts[PARTS])
{
	parts[0] = (struct part){str_sub(*s, 0, 4), MARK_HYPHEN};
	parts[1] = (struct part){str_sub(*s, 4, 2), MARK_HYPHEN};
	parts[2] = (struct part){str_sub(*s, 6, 2), MARK_NONE};
	*s = str_sub(*s, 8, s->len);
	return PARTS;
}

struct cell cell_date(struct str text, struct arena *arena)
{
	struct cell cell = cell_narrow(text, arena);
	struct str rest = cell.text;
	struct part parts[PARTS] = {0};
	unsigned change = 0;
	size_t n = cell_narrow_digits(rest) == 8 ? cut_digits(&rest, parts)
						 : take_parts(&rest, parts);
	const char *reason = judge_parts(parts, n);

	if (rest.len && (!reason || n < PARTS)) {
		const char *after = judge_rest(rest, &change);

		reason = after ? after : reason;
	}
	if (reason)
		return cell_narrow_refuse(text, reason);
	rest = write_date(parts, arena);
	if (!date_parse(rest, NULL))
		return cell_narrow_refuse(text, "cell.no-such-day");
	if (change && str_starts(cell.text, rest)) /* nothing but the time differs */
		return cell_narrow_as(cell, rest, CELL_MIDNIGHT);
	cell.changes |= change;
	return cell_narrow_as(cell, rest, CELL_DATE);
}
