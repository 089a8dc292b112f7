/* SPDX-License-Identifier: MIT */
/* Numbers as people write them: unit, commas and sign are taken away one after the other. */
#include "base/buf.h"
#include "base/decimal.h"
#include "text/cell_narrow.h"
#include "text/number.h"

#define YUAN STR("元")

static const struct str signs_of_yuan[] = {STR("￥"), STR("¥")};

static struct cell drop_unit(struct cell cell, struct str unit)
{
	struct str s = cell.text;

	for (size_t i = 0; str_eq(unit, YUAN) && i < 2; i++)
		if (str_starts(s, signs_of_yuan[i]))
			s = cell_trim(str_sub(s, signs_of_yuan[i].len, s.len));
	if (unit.len && str_ends(s, unit))
		s = cell_trim(str_sub(s, 0, s.len - unit.len));
	return cell_narrow_as(cell, s, CELL_UNIT);
}

/* U+2212 as the hyphen that it is meant as. */
static struct cell narrow_minus(struct cell cell, struct arena *arena)
{
	const struct str minus = STR("−");
	struct str rest = str_sub(cell.text, minus.len, cell.text.len);

	if (!str_starts(cell.text, minus))
		return cell;
	return cell_narrow_as(cell, str_of(arena_printf(arena, "-%.*s", STR_ARG(rest))),
			      CELL_NARROWED);
}

static bool is_sign(char c)
{
	return c == '+' || c == '-';
}

static struct str without_sign(struct str s)
{
	return s.len && is_sign(s.ptr[0]) ? str_sub(s, 1, s.len) : s;
}

/* Whether commas stand between groups of three digits, all of them, and nowhere else. */
static bool is_grouped(struct str s)
{
	size_t n;

	s = without_sign(s);
	n = cell_narrow_digits(s);
	if (n < 1 || n > 3)
		return false;
	s = str_sub(s, n, s.len);
	while (str_starts(s, STR(","))) {
		if (cell_narrow_digits(str_sub(s, 1, s.len)) != 3)
			return false;
		s = str_sub(s, 4, s.len);
	}
	return str_index(s, ',') == s.len;
}

static const char *judge_commas(struct str s)
{
	return cell_narrow_digits(without_sign(s)) ? "cell.groups" : "cell.not-a-number";
}

static struct cell drop_commas(struct cell cell, struct arena *arena)
{
	char *copy = arena_alloc(arena, cell.text.len), *to = copy;

	for (size_t i = 0; i < cell.text.len; i++)
		if (cell.text.ptr[i] != ',')
			*to++ = cell.text.ptr[i];
	return cell_narrow_as(cell, (struct str){copy, (size_t)(to - copy)}, CELL_GROUPS);
}

/* Digits with sign, point and exponent: neither hexadecimal nor infinite. */
static bool is_decimal(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!cell_narrow_is_digit(s.ptr[i]) && !is_sign(s.ptr[i]) && s.ptr[i] != '.' &&
		    (s.ptr[i] | 0x20) != 'e')
			return false;
	return number_resolve(s) == NODE_NUMBER;
}

static bool is_letter(char c)
{
	return (c & 0x80) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Why the text, without commas, is no number. */
static const char *judge(struct str s)
{
	size_t n;

	if (str_ends(s, STR("%")) || str_ends(s, STR("‰")))
		return "cell.percent";
	if (str_starts(s, signs_of_yuan[0]) || str_starts(s, signs_of_yuan[1]))
		return "cell.unit";
	s = without_sign(s);
	n = cell_narrow_digits(s);
	if (n == 0)
		return "cell.not-a-number";
	if (str_starts(str_sub(s, n, s.len), STR(".")))
		n += 1 + cell_narrow_digits(str_sub(s, n + 1, s.len));
	s = cell_trim(str_sub(s, n, s.len));
	return s.len && is_letter(s.ptr[0]) ? "cell.unit" : "cell.not-a-number";
}

/* Without exponent: false beyond the bounds of decimals. */
static bool expand(struct str *text, struct arena *arena)
{
	struct decimal d;
	struct buf plain = {0};

	if (decimal_parse(&d, *text) != DECIMAL_OK)
		return false;
	if (str_index(*text, 'e') == text->len && str_index(*text, 'E') == text->len)
		return true;
	decimal_format(&plain, &d);
	*text = arena_str(arena, buf_str(&plain));
	buf_release(&plain);
	return true;
}

struct cell cell_number(struct str text, struct str unit, struct arena *arena)
{
	struct cell cell = drop_unit(cell_narrow(text, arena), unit);
	struct str plain;

	cell = narrow_minus(cell, arena);
	if (str_index(cell.text, ',') < cell.text.len) {
		if (!is_grouped(cell.text))
			return cell_narrow_refuse(text, judge_commas(cell.text));
		cell = drop_commas(cell, arena);
	}
	if (!is_decimal(cell.text))
		return cell_narrow_refuse(text, judge(cell.text));
	if (number_text(cell.text, arena, &plain) != NUMBER_OK || !expand(&plain, arena))
		return cell_narrow_refuse(text, "cell.number-range");
	return cell_narrow_as(cell, plain, CELL_PLAIN);
}
