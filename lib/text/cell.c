/* SPDX-License-Identifier: MIT */
/* Blanks, words for nothing, items; text, booleans and codes. */
#include "text/cell.h"

#include "text/cell_narrow.h"
#include "text/encoding.h"

#include <string.h>

enum {
	REPLACEMENT = 0xFFFD,
	DIGITS_KEPT = 15, /* of a binary64, which spreadsheets keep numbers in */
};

static const struct str blanks[] = {STR(" "),           STR("\t"),       STR("\n"),
				    STR("\r"),          STR("\xC2\xA0"), /* U+00A0 */
				    STR("\xE3\x80\x80") /* U+3000 */};

static const struct str words_for_nothing[] = {STR(""),  STR("N/A"), STR("-"),  STR("－"),
					       STR("–"), STR("—"),   STR("——"), STR("无")};

static const struct {
	struct str word, value;
} booleans[] = {
	{STR("true"), STR("true")}, {STR("false"), STR("false")}, {STR("是"), STR("true")},
	{STR("否"), STR("false")},  {STR("yes"), STR("true")},    {STR("no"), STR("false")},
	{STR("√"), STR("true")},    {STR("×"), STR("false")},     {STR("1"), STR("true")},
	{STR("0"), STR("false")},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

const char *cell_change(enum cell_change change)
{
	switch (change) {
	case CELL_TRIMMED:
		return "cell.trimmed";
	case CELL_NARROWED:
		return "cell.narrowed";
	case CELL_DATE:
		return "cell.date";
	case CELL_MIDNIGHT:
		return "cell.midnight";
	case CELL_GROUPS:
		return "cell.commas";
	case CELL_UNIT:
		return "cell.unit-dropped";
	case CELL_PLAIN:
		return "cell.plain";
	case CELL_BOOLEAN:
		return "cell.boolean";
	}
	return "";
}

static size_t blank_before(struct str s)
{
	for (size_t i = 0; i < COUNT(blanks); i++)
		if (str_starts(s, blanks[i]))
			return blanks[i].len;
	return 0;
}

static size_t blank_after(struct str s)
{
	for (size_t i = 0; i < COUNT(blanks); i++)
		if (str_ends(s, blanks[i]))
			return blanks[i].len;
	return 0;
}

struct str cell_trim(struct str text)
{
	size_t n;

	while ((n = blank_before(text)) > 0)
		text = str_sub(text, n, text.len);
	while ((n = blank_after(text)) > 0)
		text.len -= n;
	return text;
}

/* Letters of ASCII in any case. */
static bool is_word(struct str s, struct str word)
{
	bool same = s.len == word.len;

	for (size_t i = 0; same && i < s.len; i++) {
		char a = s.ptr[i], b = word.ptr[i];

		same = (a >= 'A' && a <= 'Z' ? a | 0x20 : a) ==
		       (b >= 'A' && b <= 'Z' ? b | 0x20 : b);
	}
	return same;
}

bool cell_is_absent(struct str text)
{
	struct str s = cell_trim(text);

	for (size_t i = 0; i < COUNT(words_for_nothing); i++)
		if (is_word(s, words_for_nothing[i]))
			return true;
	return false;
}

enum cell_damage cell_damage(struct str text, uint32_t *c)
{
	struct encoding_report report = encoding_check(text);
	bool clean = report.encoding == ENCODING_UTF8;

	if (clean && report.ascii)
		return CELL_WHOLE;
	for (size_t at = 0; at < text.len;) {
		size_t before = at;

		*c = encoding_next(text, &at);
		if (*c == REPLACEMENT)
			return CELL_REPLACED;
		if (!clean && encoding_check(str_sub(text, before, at - before)).encoding !=
				      ENCODING_UTF8)
			return CELL_FORBIDDEN;
	}
	return CELL_WHOLE;
}

bool cell_item(struct str *text, struct str *item)
{
	size_t at = 0, n = 0;

	if (text->len == 0)
		return false;
	while (at < text->len && n == 0) {
		struct str rest = str_sub(*text, at, text->len);

		n = str_starts(rest, STR(";")) ? 1 : str_starts(rest, STR("；")) ? 3 : 0;
		at += n == 0;
	}
	*item = cell_trim(str_sub(*text, 0, at));
	*text = str_sub(*text, at + n, text->len);
	return true;
}

struct cell cell_text(struct str text)
{
	struct str trimmed = cell_trim(text);

	return (struct cell){.text = trimmed,
			     .changes = trimmed.len < text.len ? CELL_TRIMMED : 0};
}

struct cell cell_boolean(struct str text, struct arena *arena)
{
	struct cell cell = cell_narrow(text, arena);

	for (size_t i = 0; i < COUNT(booleans); i++)
		if (is_word(cell.text, booleans[i].word))
			return cell_narrow_as(cell, booleans[i].value, CELL_BOOLEAN);
	return cell_narrow_refuse(text, "cell.not-a-boolean");
}

/* 1.20116E+11: always with a sign; 12E5 is a code. */
static bool has_exponent(struct str s)
{
	size_t n = cell_narrow_digits(s), fraction;

	if (n == 0)
		return false;
	s = str_sub(s, n, s.len);
	if (str_starts(s, STR("."))) {
		fraction = cell_narrow_digits(str_sub(s, 1, s.len));
		s = str_sub(s, 1 + fraction, s.len);
	}
	if (s.len < 3 || (s.ptr[0] | 0x20) != 'e' || (s.ptr[1] != '+' && s.ptr[1] != '-'))
		return false;
	return cell_narrow_digits(str_sub(s, 2, s.len)) == s.len - 2;
}

static bool is_zeros(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '0')
			return false;
	return s.len > 0;
}

struct cell cell_code(struct str text, size_t digits, struct arena *arena)
{
	struct cell cell = cell_narrow(text, arena);
	size_t n = cell_narrow_digits(cell.text);
	struct str rest = str_sub(cell.text, n, cell.text.len);

	if (has_exponent(cell.text))
		return cell_narrow_refuse(text, "cell.code-exponent");
	if (n > 0 && rest.len > 1 && rest.ptr[0] == '.' && is_zeros(str_sub(rest, 1, rest.len)))
		return cell_narrow_refuse(text, "cell.code-point");
	if (rest.len > 0 || n == 0)
		return cell;
	if (is_zeros(str_sub(cell.text, DIGITS_KEPT, n)))
		return cell_narrow_refuse(text, "cell.code-digits");
	if (n < digits)
		return cell_narrow_refuse(text, "cell.code-zeros");
	return cell;
}
