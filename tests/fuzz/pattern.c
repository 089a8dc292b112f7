/* SPDX-License-Identifier: MIT */
/*
 * Patterns: what the translator takes is UTF-8 that PCRE2 compiles or refuses for a bound of
 * its own; what is refused has its place in the pattern; and what does not change a pattern's
 * meaning does not change what it finds.
 *
 * An input is a pattern, a line `===`, and a text to search.
 */
#include "holds.h"

#include "text/ecma.h"
#include "text/encoding.h"
#include "text/regex.h"
#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 2000 };

static bool is_utf8(struct str text)
{
	for (size_t at = 0; at < text.len;)
		if (encoding_next(text, &at) == ENCODING_NONE)
			return false;
	return true;
}

/* The reason and the place of a refusal; the place 0 is the pattern as a whole. */
static void holds_refused(struct str pattern, const struct error *error)
{
	const struct str *reason = message_arg(&error->message, STR("reason"));
	const struct str *offset = message_arg(&error->message, STR("offset"));

	HOLDS(error->status == STATUS_INVALID);
	HOLDS(strcmp(error->message.id, "regex.syntax") == 0);
	HOLDS(reason && str_starts(*reason, STR("regex.")));
	HOLDS(offset && strtoul(offset->ptr, NULL, 10) <= unicode_length(pattern) + 1);
}

static struct regex *compile(struct str pattern)
{
	struct error error = {0};
	struct regex *re = NULL;
	int status = regex_compile(pattern, &re, &error);

	HOLDS(!status == (re != NULL));
	if (status)
		holds_refused(pattern, &error);
	error_release(&error);
	return re;
}

/* What `before`, the pattern and `after` find in the text, or REGEX_LIMIT where that pattern
 * crosses a bound of its size. */
static enum regex_match search_within(const char *before, struct str pattern, const char *after,
				      struct str text, struct regex_scratch *scratch)
{
	struct buf whole = {0};
	struct regex *re;
	enum regex_match found = REGEX_LIMIT;

	buf_add_text(&whole, before);
	buf_add(&whole, pattern);
	buf_add_text(&whole, after);
	re = compile(buf_str(&whole));
	if (re)
		found = regex_search(re, text, scratch);
	regex_free(re);
	buf_release(&whole);
	return found;
}

/* Whether two answers are compatible: nobody knows what lies beyond a bound. */
static bool agree(enum regex_match a, enum regex_match b)
{
	return a == b || a == REGEX_LIMIT || b == REGEX_LIMIT;
}

static void holds_search(struct str pattern, struct str text)
{
	struct regex_scratch *scratch = regex_scratch_new();
	enum regex_match found = search_within("", pattern, "", text, scratch);
	enum regex_match at_start = search_within("^(?:", pattern, ")", text, scratch);

	HOLDS(agree(found, search_within("(?:", pattern, ")", text, scratch)));
	HOLDS(agree(found, search_within("[]|", pattern, "", text, scratch)));
	HOLDS(agree(found, search_within("(?=", pattern, ")", text, scratch)));
	HOLDS(agree(found, search_within("^[^]*(?:", pattern, ")", text, scratch)));
	HOLDS(at_start != REGEX_MATCH || found != REGEX_NO_MATCH);
	HOLDS(search_within("(?:", pattern, ")|", text, scratch) != REGEX_NO_MATCH);
	regex_scratch_free(scratch);
}

static void holds_translated(struct str pattern, enum ecma_form form)
{
	struct buf out = {0};
	struct ecma_fault fault = {0};
	struct ecma_shape shape;

	if (ecma_translate(pattern, form, &out, &shape, &fault)) {
		HOLDS(is_utf8(buf_str(&out)));
	} else {
		HOLDS(fault.offset <= pattern.len);
		HOLDS(fault.reason);
	}
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text, pattern = holds_split(holds_input(data, size), &text);
	struct regex *re;

	if (str_ends(pattern, STR("\n")))
		pattern.len--;
	text = str_sub(text, 0, TEXT_MAX);
	holds_translated(pattern, ECMA_PLAIN);
	holds_translated(pattern, ECMA_COUNTED);
	re = compile(pattern);
	if (re && is_utf8(text))
		holds_search(pattern, text);
	regex_free(re);
	return 0;
}
