/* SPDX-License-Identifier: MIT */
/*
 * The named formats: none looks beyond the text, those of ASCII take nothing else, and what one
 * takes another one must take that is wider by its definition.
 */
#include "holds.h"

#include "schema/format.h"
#include "text/encoding.h"

/* `ascii`: a text of this format is. */
static const struct {
	const char *name;
	bool ascii;
} formats[] = {
	{"date", true},          {"time", true},
	{"date-time", true},     {"duration", true},
	{"email", true},         {"idn-email", false},
	{"hostname", true},      {"idn-hostname", false},
	{"ipv4", true},          {"ipv6", true},
	{"uri", true},           {"uri-reference", true},
	{"iri", false},          {"iri-reference", false},
	{"uri-template", false}, {"json-pointer", false},
	{"regex", false},        {"relative-json-pointer", false},
	{"uuid", true},          {"uscc", true},
	{"division-code", true}, {"community-code", true},
};

static bool is(const char *format, struct str text)
{
	format_check *check = format_find(str_of(format));

	return check && check(text);
}

static bool is_utf8(struct str text, bool *ascii)
{
	*ascii = true;
	for (size_t at = 0; at < text.len;) {
		uint32_t c = encoding_next(text, &at);

		if (c == ENCODING_NONE)
			return false;
		*ascii &= c < 0x80;
	}
	return true;
}

/* Where the second format is not known here, there is nothing to hold. */
static void holds_wider(const char *format, const char *wider, struct str text)
{
	HOLDS(!is(format, text) || !format_find(str_of(wider)) || is(wider, text));
}

/* Whether a label may begin so: of domains, idn-email looks into A-labels and email does not.
 */
static bool has_a_label(struct str text)
{
	for (size_t i = 0; i + 4 <= text.len; i++)
		if ((text.ptr[i] | 0x20) == 'x' && (text.ptr[i + 1] | 0x20) == 'n' &&
		    text.ptr[i + 2] == '-' && text.ptr[i + 3] == '-')
			return true;
	return false;
}

static void holds_pointer(struct str text)
{
	struct buf relative = {0};

	buf_add_char(&relative, '0');
	buf_add(&relative, text);
	if (is("json-pointer", text))
		HOLDS(is("relative-json-pointer", buf_str(&relative)));
	buf_release(&relative);
}

static void holds_date_time(struct str text)
{
	if (!is("date-time", text))
		return;
	HOLDS(text.len > 11);
	HOLDS(is("date", str_sub(text, 0, 10)));
	HOLDS(is("time", str_sub(text, 11, text.len)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = holds_input(data, size);
	bool ascii;

	if (!is_utf8(text, &ascii))
		return 0;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		HOLDS(!is(formats[i].name, text) || ascii || !formats[i].ascii);
	if (!has_a_label(text))
		holds_wider("email", "idn-email", text);
	holds_wider("hostname", "idn-hostname", text);
	holds_wider("uri", "uri-reference", text);
	holds_wider("uri", "iri", text);
	holds_wider("iri", "iri-reference", text);
	holds_wider("uri-reference", "iri-reference", text);
	if (ascii) {
		holds_wider("iri", "uri", text);
		holds_wider("iri-reference", "uri-reference", text);
	}
	holds_pointer(text);
	holds_date_time(text);
	return 0;
}
