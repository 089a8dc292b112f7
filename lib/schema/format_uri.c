/* SPDX-License-Identifier: MIT */
/* URIs and IRIs: cut into their components, each of them checked against its characters. */
#include "schema/format_uri.h"

#include "schema/format_address.h"
#include "schema/format_char.h"

enum {
	REG_NAME = FORMAT_UNRESERVED | FORMAT_PERCENT | FORMAT_SUB_DELIM,
	USERINFO = REG_NAME | FORMAT_COLON,
	PATH = REG_NAME | FORMAT_COLON | FORMAT_AT | FORMAT_SLASH,
	QUERY = PATH | FORMAT_QUESTION,
};

/* What is allowed where beyond ASCII. */
struct repertoire {
	unsigned everywhere, in_query;
};

static const struct repertoire ascii = {0, 0},
			       unicode = {FORMAT_UCSCHAR, FORMAT_UCSCHAR | FORMAT_IPRIVATE};

/* IPvFuture = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" ) */
static bool is_future_address(struct str s)
{
	struct str version;

	if (!str_starts(s, STR("v")) && !str_starts(s, STR("V")))
		return false;
	s = str_sub(s, 1, s.len);
	if (str_index(s, '.') == s.len)
		return false;
	version = str_split(&s, '.');
	return version.len && format_char_all(version, FORMAT_HEX) && s.len &&
	       format_char_all(s, FORMAT_UNRESERVED | FORMAT_SUB_DELIM | FORMAT_COLON);
}

/* [ userinfo "@" ] host [ ":" port ] */
static bool check_authority(struct str s, const struct repertoire *r)
{
	size_t at = str_index(s, '@'), end;

	if (at < s.len) {
		if (!format_char_all(str_sub(s, 0, at), USERINFO | r->everywhere))
			return false;
		s = str_sub(s, at + 1, s.len);
	}
	if (str_starts(s, STR("["))) {
		struct str address = str_sub(s, 1, str_index(s, ']') - 1);

		end = address.len + 2;
		if (end > s.len ||
		    !(format_address_ipv6(address) || is_future_address(address)))
			return false;
	} else {
		end = str_index(s, ':');
		if (!format_char_all(str_sub(s, 0, end), REG_NAME | r->everywhere))
			return false;
	}
	s = str_sub(s, end, s.len);
	return s.len == 0 ||
	       (s.ptr[0] == ':' && format_char_all(str_sub(s, 1, s.len), FORMAT_DIGIT));
}

/* Takes the scheme and its colon off the text, if it begins with one. */
static bool take_scheme(struct str *s)
{
	size_t n = format_char_span(*s, FORMAT_SCHEME);

	if (n == 0 || n == s->len || s->ptr[n] != ':' ||
	    !format_char_all(str_sub(*s, 0, 1), FORMAT_ALPHA))
		return false;
	*s = str_sub(*s, n + 1, s->len);
	return true;
}

/* The first segment of a relative path has no colon (path-noscheme). */
static bool begins_with_colon(struct str s)
{
	return str_index(s, ':') < str_index(s, '/');
}

static bool check(struct str s, const struct repertoire *r, bool relative)
{
	struct str fragment = s, query;

	query = str_split(&fragment, '#');
	s = str_split(&query, '?');
	if (!format_char_all(fragment, QUERY | r->everywhere) ||
	    !format_char_all(query, QUERY | r->in_query))
		return false;
	if (!take_scheme(&s) && (!relative || begins_with_colon(s)))
		return false;
	if (str_starts(s, STR("//"))) {
		s = str_sub(s, 2, s.len);
		if (!check_authority(str_sub(s, 0, str_index(s, '/')), r))
			return false;
		s = str_sub(s, str_index(s, '/'), s.len);
	}
	return format_char_all(s, PATH | r->everywhere);
}

/* U+200E, U+200F, U+202A to U+202E, in UTF-8. */
static bool has_direction(struct str s)
{
	for (size_t i = 0; i + 2 < s.len; i++) {
		unsigned char last = (unsigned char)s.ptr[i + 2];

		if (s.ptr[i] == '\xE2' && s.ptr[i + 1] == '\x80' &&
		    (last == 0x8E || last == 0x8F || (last >= 0xAA && last <= 0xAE)))
			return true;
	}
	return false;
}

bool format_uri(struct str text)
{
	return check(text, &ascii, false);
}

bool format_uri_reference(struct str text)
{
	return check(text, &ascii, true);
}

bool format_uri_iri(struct str text)
{
	return check(text, &unicode, false) && !has_direction(text);
}

bool format_uri_iri_reference(struct str text)
{
	return check(text, &unicode, true) && !has_direction(text);
}
