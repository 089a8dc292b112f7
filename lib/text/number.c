/* SPDX-License-Identifier: MIT */
/* The core schema's scalars, by hand: these run over every plain scalar of every record. */
#include "text/number.h"

#include "base/buf.h"
#include "base/decimal.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_sign(char c)
{
	return c == '-' || c == '+';
}

static size_t skip_digits(struct str s, size_t i)
{
	while (i < s.len && is_digit(s.ptr[i]))
		i++;
	return i;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_decimal(struct str s)
{
	size_t i = s.len && is_sign(s.ptr[0]), start = i, digits;

	i = skip_digits(s, i);
	digits = i - start;
	if (i < s.len && s.ptr[i] == '.') {
		start = ++i;
		i = skip_digits(s, i);
		digits += i - start;
	}
	if (digits == 0)
		return false;
	if (i < s.len && (s.ptr[i] == 'e' || s.ptr[i] == 'E')) {
		i++;
		i += i < s.len && is_sign(s.ptr[i]);
		start = i;
		i = skip_digits(s, i);
		if (i == start)
			return false;
	}
	return i == s.len;
}

/* The value of a digit in bases up to 16, or 16. */
static unsigned digit_value(char c)
{
	if (is_digit(c))
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return 16;
}

/* 16 for 0x[0-9a-fA-F]+, 8 for 0o[0-7]+, else 0 */
static unsigned radix(struct str s)
{
	unsigned base;

	if (s.len < 3 || s.ptr[0] != '0' || (s.ptr[1] != 'x' && s.ptr[1] != 'o'))
		return 0;
	base = s.ptr[1] == 'x' ? 16 : 8;
	for (size_t i = 2; i < s.len; i++)
		if (digit_value(s.ptr[i]) >= base)
			return 0;
	return base;
}

static bool one_of(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (str_eq(s, str_of(*words)))
			return true;
	return false;
}

static bool is_not_finite(struct str s)
{
	static const char *const words[] = {".inf", ".Inf", ".INF", ".nan",
					    ".NaN", ".NAN", NULL};

	if (s.len == 5 && is_sign(s.ptr[0]))
		return (s.ptr[2] | 0x20) == 'i' && one_of(str_sub(s, 1, 4), words);
	return one_of(s, words);
}

enum node_kind number_resolve(struct str s)
{
	static const char *const nulls[] = {"null", "Null", "NULL", "~", NULL};
	static const char *const booleans[] = {"true",  "True",  "TRUE", "false",
					       "False", "FALSE", NULL};

	if (s.len == 0)
		return NODE_NULL;
	switch (s.ptr[0]) {
	case 'n':
	case 'N':
	case '~':
		return one_of(s, nulls) ? NODE_NULL : NODE_STRING;
	case 't':
	case 'T':
	case 'f':
	case 'F':
		return one_of(s, booleans) ? NODE_BOOLEAN : NODE_STRING;
	case '0':
		if (radix(s))
			return NODE_NUMBER;
		break;
	case '.':
	case '-':
	case '+':
		if (is_not_finite(s))
			return NODE_NUMBER;
		break;
	default:
		if (!is_digit(s.ptr[0]))
			return NODE_STRING;
		break;
	}
	return is_decimal(s) ? NODE_NUMBER : NODE_STRING;
}

static enum number_fault radix_text(struct str s, unsigned base, struct arena *arena,
				    struct str *text)
{
	unsigned long long value = 0;

	for (size_t i = 2; i < s.len; i++) {
		if (value > (~0ull - 15) / base)
			return NUMBER_RANGE;
		value = value * base + digit_value(s.ptr[i]);
	}
	*text = str_of(arena_printf(arena, "%llu", value));
	return NUMBER_OK;
}

/* Without a leading +, leading zeros, or a point that lacks digits on one side. */
static struct str json_grammar(struct str s, struct arena *arena)
{
	struct buf b = {0};
	struct str text;
	size_t i = is_sign(s.ptr[0]), digits;

	if (s.ptr[0] == '-')
		buf_add_char(&b, '-');
	while (i + 1 < s.len && s.ptr[i] == '0' && is_digit(s.ptr[i + 1]))
		i++;
	if (!is_digit(s.ptr[i]))
		buf_add_char(&b, '0');
	digits = skip_digits(s, i);
	buf_add(&b, str_sub(s, i, digits - i));
	if (digits < s.len && s.ptr[digits] == '.' && skip_digits(s, digits + 1) == digits + 1)
		digits++; /* `1.` or `1.e5`: the point goes */
	buf_add(&b, str_sub(s, digits, s.len));
	text = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return text;
}

enum number_fault number_text(struct str s, struct arena *arena, struct str *text)
{
	unsigned base = radix(s);
	struct decimal d;

	if (base)
		return radix_text(s, base, arena, text);
	if (is_not_finite(s))
		return NUMBER_NOT_FINITE;
	*text = s;
	switch (decimal_parse(&d, s)) {
	case DECIMAL_OK:
		if (s.ptr[0] == '+')
			*text = str_sub(s, 1, s.len);
		return NUMBER_OK;
	case DECIMAL_RANGE:
		return NUMBER_RANGE;
	case DECIMAL_SYNTAX:
		break;
	}
	*text = json_grammar(s, arena);
	return decimal_parse(&d, *text) == DECIMAL_OK ? NUMBER_OK : NUMBER_RANGE;
}
