/* SPDX-License-Identifier: MIT */
/* Mail addresses: a local part, which may be quoted, and a domain or an address in brackets. */
#include "schema/format_mail.h"

#include "schema/format_address.h"
#include "schema/format_char.h"
#include "schema/format_host.h"

enum {
	LOCAL_MAX = 64,
	MAILBOX_MAX = 254, /* a path of 256, less its angle brackets */
};

static bool is_printable(char c)
{
	return c >= ' ' && c <= '~';
}

/* The bytes of what may stand at the start between quotes, a backslash with what it quotes
 * included; or 0. */
static size_t quotable_length(struct str s, unsigned wide)
{
	if (s.ptr[0] == '\\')
		return s.len > 1 && is_printable(s.ptr[1]) ? 2 : 0;
	return is_printable(s.ptr[0]) ? 1 : format_char_span(s, wide);
}

/* The bytes of a Quoted-string that the text begins with, or 0. */
static size_t quoted_length(struct str s, unsigned wide)
{
	size_t at = 1, n = 1;

	for (; at < s.len && s.ptr[at] != '"' && n; at += n)
		n = quotable_length(str_sub(s, at, s.len), wide);
	return at < s.len && n ? at + 1 : 0;
}

/* The bytes of a Dot-string that the text begins with, or 0. */
static size_t dotted_length(struct str s, unsigned wide)
{
	size_t at = 0, atom;

	for (;;) {
		atom = format_char_span(str_sub(s, at, s.len), FORMAT_ATEXT | wide);
		at += atom;
		if (atom == 0 || at == s.len || s.ptr[at] != '.')
			return atom ? at : 0;
		at++;
	}
}

static bool check(struct str s, unsigned wide)
{
	size_t at = str_starts(s, STR("\"")) ? quoted_length(s, wide) : dotted_length(s, wide);
	struct str domain = str_sub(s, at + 1, s.len);

	if (at == 0 || at > LOCAL_MAX || at == s.len || s.ptr[at] != '@')
		return false;
	if (str_starts(domain, STR("[")) && str_ends(domain, STR("]")))
		return format_address_literal(str_sub(domain, 1, domain.len - 2));
	return wide ? format_host_idn_domain(domain) : format_host_domain(domain);
}

bool format_mail(struct str text)
{
	return text.len <= MAILBOX_MAX && check(text, 0);
}

bool format_mail_idn(struct str text)
{
	return text.len <= MAILBOX_MAX && check(text, FORMAT_NON_ASCII);
}
