/* SPDX-License-Identifier: MIT */
/* The formats by their names, and those that are codes. Digits are ASCII digits: a code in
 * full-width digits is no code. */
#include "schema/format.h"

#include "schema/format_address.h"
#include "schema/format_char.h"
#include "schema/format_host.h"
#include "schema/format_mail.h"
#include "schema/format_pointer.h"
#include "schema/format_template.h"
#include "schema/format_time.h"
#include "schema/format_uri.h"
#include "text/ecma.h"

#include <string.h>

enum {
	UUID_LENGTH = 36,
	USCC_LENGTH = 18,
	USCC_MODULUS = 31,
};

/* GB 32100-2015, table 2: digits and capitals without I, O, S, V, Z; the place is the value. */
static const char uscc_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static bool is_digits(struct str text)
{
	return format_char_all(text, FORMAT_DIGIT);
}

static bool check_uuid(struct str text)
{
	static const size_t groups[] = {8, 4, 4, 4, 12};

	if (text.len != UUID_LENGTH)
		return false;
	for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
		struct str group = str_split(&text, '-');

		if (group.len != groups[i] || !format_char_all(group, FORMAT_HEX))
			return false;
	}
	return true;
}

static bool check_regex(struct str text)
{
	struct ecma_fault fault;

	return ecma_check(text, &fault);
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
		{{"date", 4}, format_time_date},
		{{"time", 4}, format_time},
		{{"date-time", 9}, format_time_moment},
		{{"duration", 8}, format_time_duration},
		{{"email", 5}, format_mail},
		{{"idn-email", 9}, format_mail_idn},
		{{"hostname", 8}, format_host_name},
		{{"idn-hostname", 12}, format_host_idn},
		{{"ipv4", 4}, format_address_ipv4},
		{{"ipv6", 4}, format_address_ipv6},
		{{"uri", 3}, format_uri},
		{{"uri-reference", 13}, format_uri_reference},
		{{"iri", 3}, format_uri_iri},
		{{"iri-reference", 13}, format_uri_iri_reference},
		{{"uri-template", 12}, format_template},
		{{"uuid", 4}, check_uuid},
		{{"json-pointer", 12}, format_pointer},
		{{"relative-json-pointer", 21}, format_pointer_relative},
		{{"regex", 5}, check_regex},
		{{"uscc", 4}, format_uscc},
		{{"division-code", 13}, check_division_code},
		{{"community-code", 14}, check_community_code},
	};

	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (str_eq(formats[i].name, name))
			return formats[i].check;
	return NULL;
}
