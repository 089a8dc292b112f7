/* SPDX-License-Identifier: MIT */
/* JSON Pointers. */
#include "schema/format_pointer.h"

#include "schema/format_char.h"

/* "0", or digits without a leading "0". */
static bool take_number(struct str *s)
{
	size_t digits = format_char_span(*s, FORMAT_DIGIT);
	bool good = digits == 1 || (digits > 1 && s->ptr[0] != '0');

	*s = str_sub(*s, digits, s->len);
	return good;
}

bool format_pointer(struct str text)
{
	if (text.len && text.ptr[0] != '/')
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '~' &&
		    (i + 1 == text.len || (text.ptr[i + 1] != '0' && text.ptr[i + 1] != '1')))
			return false;
	return true;
}

bool format_pointer_relative(struct str text)
{
	if (!take_number(&text))
		return false;
	if (str_starts(text, STR("+")) || str_starts(text, STR("-"))) {
		text = str_sub(text, 1, text.len);
		if (!take_number(&text))
			return false;
	}
	return str_eq(text, STR("#")) || format_pointer(text);
}
