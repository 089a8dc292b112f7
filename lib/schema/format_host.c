/* SPDX-License-Identifier: MIT */
/* Host names, label by label. */
#include "schema/format_host.h"

#include "schema/format_char.h"
#include "text/idna.h"

enum {
	LABEL_MAX = 63,
	NAME_MAX_OCTETS = 253,
	ADDRESS_LABELS = 4, /* of an IPv4 address */
};

/* What a name may be made of beyond letters, digits and hyphens. */
enum permission {
	HOST_A_LABELS = 1 << 0, /* labels that begin `xn--` are checked */
	HOST_U_LABELS = 1 << 1,
	HOST_WIDE_DOTS = 1 << 2,
	HOST_RESERVED = 1 << 3, /* `--` at the third place, which IDNA keeps for itself */
	HOST_ADDRESS = 1 << 4,  /* four numbers */
};

/* The bytes of the dot that stands at `at`, or 0. */
static size_t dot_length(struct str s, size_t at, unsigned permissions)
{
	static const struct str wide[] = {
		{"\xE3\x80\x82", 3}, {"\xEF\xBC\x8E", 3}, {"\xEF\xBD\xA1", 3}};

	if (s.ptr[at] == '.')
		return 1;
	for (size_t i = 0; permissions & HOST_WIDE_DOTS && i < 3; i++)
		if (str_starts(str_sub(s, at, s.len), wide[i]))
			return wide[i].len;
	return 0;
}

/* Cuts off the label before the first dot; whether there was a dot. */
static bool take_label(struct str *s, unsigned permissions, struct str *label)
{
	size_t at = 0, dot = 0;

	while (at < s->len && !(dot = dot_length(*s, at, permissions)))
		at++;
	*label = str_sub(*s, 0, at);
	*s = str_sub(*s, at + dot, s->len);
	return dot > 0;
}

/* Letters, digits and, within, hyphens. */
static bool is_ldh(struct str label)
{
	return label.len && label.len <= LABEL_MAX && label.ptr[0] != '-' &&
	       label.ptr[label.len - 1] != '-' &&
	       format_char_all(label, FORMAT_ALPHA | FORMAT_DIGIT | FORMAT_HYPHEN);
}

static bool check_label(struct idna *name, struct str label, unsigned permissions)
{
	if (permissions & HOST_A_LABELS && idna_has_prefix(label))
		return is_ldh(label) && idna_add_a_label(name, label);
	if (is_ldh(label)) {
		idna_add_ascii(name, label);
		return permissions & HOST_RESERVED || !str_eq(str_sub(label, 2, 2), STR("--"));
	}
	return permissions & HOST_U_LABELS && idna_add_u_label(name, label);
}

static bool check(struct str text, unsigned permissions)
{
	struct idna name = {0};
	size_t labels = 0, numbers = 0;
	bool more = true;

	while (more) {
		struct str label;

		more = take_label(&text, permissions, &label);
		if (!check_label(&name, label, permissions) || name.length > NAME_MAX_OCTETS)
			return false;
		labels++;
		numbers += format_char_all(label, FORMAT_DIGIT);
	}
	if (labels == ADDRESS_LABELS && numbers == labels && !(permissions & HOST_ADDRESS))
		return false;
	return idna_obeys_bidi(&name);
}

bool format_host_name(struct str text)
{
	return check(text, HOST_A_LABELS | HOST_RESERVED);
}

bool format_host_idn(struct str text)
{
	return format_host_name(text) ||
	       check(text, HOST_A_LABELS | HOST_U_LABELS | HOST_WIDE_DOTS);
}

bool format_host_domain(struct str text)
{
	return check(text, HOST_RESERVED | HOST_ADDRESS);
}

bool format_host_idn_domain(struct str text)
{
	return check(text, HOST_A_LABELS | HOST_U_LABELS | HOST_RESERVED | HOST_ADDRESS);
}
