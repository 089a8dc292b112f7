/* SPDX-License-Identifier: MIT */
/* Named formats. Digits are ASCII digits: a code in full-width digits is no code. */
#include "schema/format.h"

#include "base/date.h"

#include <string.h>

enum {
	USCC_LENGTH = 18,
	USCC_MODULUS = 31,
};

/* GB 32100-2015, table 2: digits and capitals without I, O, S, V, Z; the place is the value. */
static const char uscc_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static bool is_digits(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
	return true;
}

static bool check_date(struct str text)
{
	return date_parse(text, NULL);
}

/* Weights are the powers of 3; the check character makes the weighted sum a multiple of 31. */
bool format_uscc(struct str text)
{
	size_t sum = 0, weight = 1;

	if (text.len != USCC_LENGTH || !is_digits(str_sub(text, 2, 6)))
		return false;
	for (size_t i = 0; i < USCC_LENGTH - 1; i++) {
		const char *at = memchr(uscc_alphabet, text.ptr[i], USCC_MODULUS);

		if (!at)
			return false;
		sum += weight * (size_t)(at - uscc_alphabet);
		weight = weight * 3 % USCC_MODULUS;
	}
	return text.ptr[USCC_LENGTH - 1] ==
	       uscc_alphabet[(USCC_MODULUS - sum % USCC_MODULUS) % USCC_MODULUS];
}

static bool check_division_code(struct str text)
{
	return text.len == 9 && is_digits(text);
}

static bool check_community_code(struct str text)
{
	return text.len == 12 && is_digits(text);
}

format_check *format_find(struct str name)
{
	static const struct {
		struct str name;
		format_check *check;
	} formats[] = {
		{{"date", 4}, check_date},
		{{"uscc", 4}, format_uscc},
		{{"division-code", 13}, check_division_code},
		{{"community-code", 14}, check_community_code},
	};

	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (str_eq(formats[i].name, name))
			return formats[i].check;
	return NULL;
}
