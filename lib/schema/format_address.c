/* SPDX-License-Identifier: MIT */
/* IP addresses. */
#include "schema/format_address.h"

#include "schema/format_char.h"

enum { GROUPS = 8, GROUP_DIGITS = 4, OCTETS = 4, OCTET_DIGITS = 3 };

/* How the standards differ. */
struct dialect {
	bool leading_zeros; /* in decimal numbers */
	size_t least;       /* groups that `::` stands for */
};

static const struct dialect internet = {false, 1}, mail = {true, 2};

static bool is_octet(struct str s, bool leading_zeros)
{
	int value = 0;

	if (s.len == 0 || s.len > OCTET_DIGITS || !format_char_all(s, FORMAT_DIGIT))
		return false;
	for (size_t i = 0; i < s.len; i++)
		value = value * 10 + (s.ptr[i] - '0');
	return value <= UINT8_MAX && (leading_zeros || s.len == 1 || s.ptr[0] != '0');
}

static bool is_quad(struct str s, bool leading_zeros)
{
	for (size_t i = 1; i < OCTETS; i++) {
		size_t dot = str_index(s, '.');

		if (dot == s.len || !is_octet(str_sub(s, 0, dot), leading_zeros))
			return false;
		s = str_sub(s, dot + 1, s.len);
	}
	return is_octet(s, leading_zeros);
}

/* What separates a group from what is before it, if anything. */
static bool take_colons(struct str *s, size_t groups, bool *elided)
{
	if (str_starts(*s, STR("::"))) {
		if (*elided)
			return false;
		*elided = true;
		*s = str_sub(*s, 2, s->len);
	} else if (groups) {
		if (s->ptr[0] != ':')
			return false;
		*s = str_sub(*s, 1, s->len);
		return s->len > 0;
	}
	return true;
}

static bool is_ipv6(struct str s, const struct dialect *dialect)
{
	size_t groups = 0;
	bool elided = false;

	while (s.len) {
		size_t digits;

		if (!take_colons(&s, groups, &elided))
			return false;
		digits = format_char_span(s, FORMAT_HEX);
		if (digits < s.len && s.ptr[digits] == '.') {
			groups += 2;
			if (!is_quad(s, dialect->leading_zeros))
				return false;
			break;
		}
		if (digits > GROUP_DIGITS || (digits == 0 && s.len))
			return false;
		groups += digits > 0;
		s = str_sub(s, digits, s.len);
	}
	return elided ? groups + dialect->least <= GROUPS : groups == GROUPS;
}

bool format_address_ipv4(struct str text)
{
	return is_quad(text, true);
}

bool format_address_ipv6(struct str text)
{
	return is_ipv6(text, &internet);
}

/* In ABNF, the tag may be in small letters. */
static bool take_tag(struct str *s)
{
	static const char upper[] = "IPV6:", lower[] = "ipv6:";

	for (size_t i = 0; i < sizeof upper - 1; i++)
		if (i >= s->len || (s->ptr[i] != upper[i] && s->ptr[i] != lower[i]))
			return false;
	*s = str_sub(*s, sizeof upper - 1, s->len);
	return true;
}

bool format_address_literal(struct str text)
{
	return take_tag(&text) ? is_ipv6(text, &mail) : is_quad(text, mail.leading_zeros);
}
