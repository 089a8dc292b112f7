/* SPDX-License-Identifier: MIT */
/* URI templates: literals, and expressions in braces. */
#include "schema/format_template.h"

#include "schema/format_char.h"

enum {
	LITERALS = FORMAT_LITERAL | FORMAT_PERCENT | FORMAT_UCSCHAR | FORMAT_IPRIVATE,
	VARCHAR = FORMAT_ALPHA | FORMAT_DIGIT | FORMAT_UNDERSCORE | FORMAT_PERCENT,
	PREFIX_DIGITS = 4,
};

/* varname = varchar *( ["."] varchar ) */
static bool is_name(struct str s)
{
	bool more = true;

	while (more) {
		struct str part;

		more = str_index(s, '.') < s.len;
		part = str_split(&s, '.');
		if (part.len == 0 || !format_char_all(part, VARCHAR))
			return false;
	}
	return true;
}

/* max-length = %x31-39 0*3DIGIT */
static bool is_prefix_length(struct str s)
{
	return s.len && s.len <= PREFIX_DIGITS && s.ptr[0] != '0' &&
	       format_char_all(s, FORMAT_DIGIT);
}

/* A name with its modifier. */
static bool is_varspec(struct str s)
{
	size_t colon = str_index(s, ':');

	if (colon < s.len)
		return is_prefix_length(str_sub(s, colon + 1, s.len)) &&
		       is_name(str_sub(s, 0, colon));
	if (str_ends(s, STR("*")))
		s.len--;
	return is_name(s);
}

/* What is between braces. */
static bool is_expression(struct str s)
{
	static const struct str operators = {"+#./;?&=,!@|", 12};
	bool more = true;

	if (s.len && str_index(operators, s.ptr[0]) < operators.len)
		s = str_sub(s, 1, s.len);
	while (more) {
		more = str_index(s, ',') < s.len;
		if (!is_varspec(str_split(&s, ',')))
			return false;
	}
	return true;
}

bool format_template(struct str text)
{
	while (text.len) {
		size_t end;

		text = str_sub(text, format_char_span(text, LITERALS), text.len);
		if (text.len == 0)
			break;
		end = str_index(text, '}');
		if (text.ptr[0] != '{' || end == text.len ||
		    !is_expression(str_sub(text, 1, end - 1)))
			return false;
		text = str_sub(text, end + 1, text.len);
	}
	return true;
}
