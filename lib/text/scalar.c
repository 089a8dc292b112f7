/* SPDX-License-Identifier: MIT */
/*
 * Plain is for what cannot be misread. The tests for what looks like a number or a time are
 * wider than YAML 1.1's own patterns (https://yaml.org/type/), since its readers differ: quotes
 * around a text that did not need them do no harm.
 */
#include "text/scalar.h"

#include "base/date.h"
#include "text/encoding.h"
#include "text/json.h"
#include "text/number.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool has_any(struct str s, const char *bytes)
{
	for (size_t i = 0; i < s.len; i++)
		if (strchr(bytes, s.ptr[i]))
			return true;
	return false;
}

/* Without regard to the case of ASCII letters. */
static bool is_word(struct str s, const char *word)
{
	if (strlen(word) != s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != word[i])
			return false;
	}
	return true;
}

/* Booleans, nulls, and keys with a meaning of their own. */
static bool is_taken(struct str s)
{
	static const char *const words[] = {"y",    "yes",   "n",    "no", "on", "off",
					    "true", "false", "null", "~",  "=",  "<<",
					    ".inf", ".nan",  "inf",  "nan"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (is_word(s, words[i]))
			return true;
	return false;
}

static size_t skip_any(struct str s, size_t i, const char *bytes)
{
	while (i < s.len && s.ptr[i] && strchr(bytes, s.ptr[i]))
		i++;
	return i;
}

/* Digits with points, colons, commas and underlines, an exponent, or a base of 2, 8 or 16. */
static bool looks_like_number(struct str s)
{
	size_t start = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+'), i;

	if (start == s.len)
		return false;
	if (s.len - start > 2 && s.ptr[start] == '0' && strchr("xXoObB", s.ptr[start + 1]))
		return skip_any(s, start + 2, "0123456789abcdefABCDEF_") == s.len;
	i = skip_any(s, start, "0123456789_:.,");
	if (i > start && i < s.len && (s.ptr[i] == 'e' || s.ptr[i] == 'E')) {
		i++;
		i += i < s.len && (s.ptr[i] == '-' || s.ptr[i] == '+');
		i = skip_any(s, i, "0123456789_");
	}
	return i == s.len;
}

/* After one or two digits and, unless it is 0, the byte `then`; 0 when they are not there. */
static size_t skip_two(struct str s, size_t i, char then)
{
	size_t start = i;

	while (i < s.len && i < start + 2 && is_digit(s.ptr[i]))
		i++;
	if (i == start || (then && (i == s.len || s.ptr[i] != then)))
		return 0;
	return then ? i + 1 : i;
}

/* A day in figures that is not just a date, or one with a time. */
static bool looks_like_time(struct str s)
{
	size_t i = 0;

	while (i < s.len && i < 4 && is_digit(s.ptr[i]))
		i++;
	if (i < 4 || s.len == 4 || s.ptr[4] != '-')
		return false;
	i = skip_two(s, 5, '-');
	i = i ? skip_two(s, i, 0) : 0;
	if (i == 0)
		return false;
	if (i == s.len)
		return !date_parse(s, NULL);
	return s.ptr[i] == 'T' || s.ptr[i] == 't' || is_blank(s.ptr[i]);
}

/* What begins a comment, a value or a key within the text. */
static bool has_separator(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == ':' && (i + 1 == s.len || is_blank(s.ptr[i + 1])))
			return true;
		if (s.ptr[i] == '#' && (i == 0 || is_blank(s.ptr[i - 1])))
			return true;
	}
	return false;
}

/* Whether the first byte, or the first few, mean something to a reader. */
static bool has_indicator(struct str s)
{
	if (strchr(",[]{}#&*!|>'\"%@`", s.ptr[0]))
		return true;
	if (strchr("-?:", s.ptr[0]))
		return s.len == 1 || is_blank(s.ptr[1]) || s.ptr[1] == s.ptr[0];
	return str_starts(s, STR("..."));
}

/* Bidirectional marks, embeddings, overrides and isolates (UAX #9, 2): what is shown is not
 * what is there, unless it stands escaped. */
static bool has_bidi_control(struct str s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = encoding_next(s, &at);

		if (c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
		    (c >= 0x2066 && c <= 0x2069))
			return true;
	}
	return false;
}

static bool fits_plain(struct str s, bool flow)
{
	if (s.len == 0 || is_blank(s.ptr[0]) || is_blank(s.ptr[s.len - 1]) ||
	    has_any(s, "\n\r\t") || has_indicator(s) || has_separator(s))
		return false;
	if (flow && (has_any(s, ",[]{}:") || strchr("-?", s.ptr[0])))
		return false;
	return number_resolve(s) == NODE_STRING && !is_taken(s) && !looks_like_number(s) &&
	       !looks_like_time(s) && !has_bidi_control(s);
}

static bool fits_single(struct str s)
{
	return !has_any(s, "\n\r\t") && !has_bidi_control(s);
}

/* Where the text proper ends: without the line feed at its end. */
static size_t body_end(struct str s)
{
	return s.len && s.ptr[s.len - 1] == '\n' ? s.len - 1 : s.len;
}

/* Each line stands as it is, so none may end in a blank, and the first that is not empty, which
 * sets the indentation, may not begin with one. At most one line feed stands at the end. */
static bool fits_literal(struct str s)
{
	size_t end = body_end(s), first = 0;

	while (first < end && s.ptr[first] == '\n')
		first++;
	if (first == end || s.ptr[end - 1] == '\n' || is_blank(s.ptr[first]))
		return false;
	for (size_t i = 0; i <= end; i++)
		if ((i == end || s.ptr[i] == '\n') && i > 0 && is_blank(s.ptr[i - 1]))
			return false;
	return !has_any(s, "\t\r") && !has_bidi_control(s);
}

/* One paragraph in one line: nothing is folded. */
static bool fits_folded(struct str s)
{
	return fits_literal(s) && str_index(s, '\n') >= body_end(s);
}

bool scalar_fits(struct str text, enum scalar_style style, bool flow)
{
	switch (style) {
	case SCALAR_PLAIN:
		return fits_plain(text, flow);
	case SCALAR_SINGLE:
		return fits_single(text);
	case SCALAR_DOUBLE:
		return true;
	case SCALAR_LITERAL:
		return !flow && fits_literal(text);
	case SCALAR_FOLDED:
		return !flow && fits_folded(text);
	}
	return false;
}

enum scalar_style scalar_pick(struct str text, enum scalar_style wanted, bool flow,
			      bool literal)
{
	bool lines = str_index(text, '\n') < text.len;

	if (scalar_fits(text, wanted, flow))
		return wanted;
	if (literal && lines && scalar_fits(text, SCALAR_LITERAL, flow))
		return SCALAR_LITERAL;
	return scalar_fits(text, SCALAR_PLAIN, flow) ? SCALAR_PLAIN : SCALAR_DOUBLE;
}

void scalar_write(struct buf *out, struct str text, enum scalar_style style)
{
	if (style == SCALAR_SINGLE)
		buf_add_quoted(out, '\'', text);
	else if (style == SCALAR_DOUBLE)
		json_quote(out, text); /* JSON's strings are YAML's, too */
	else
		buf_add(out, text);
}

void scalar_write_header(struct buf *out, struct str text, enum scalar_style style)
{
	buf_add_char(out, style == SCALAR_FOLDED ? '>' : '|');
	if (body_end(text) == text.len)
		buf_add_char(out, '-');
}
