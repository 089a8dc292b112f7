/* SPDX-License-Identifier: MIT */
/*
 * Bytes and characters: what the bytes are agrees with decoding them one by one, and what is
 * escaped for a terminal is safe and stays as it is.
 */
#include "holds.h"

#include "text/encoding.h"
#include "text/source.h"
#include "text/unicode.h"

/* Written with what the Unicode Standard says of a code point, not with the tables of lib/. */
static bool is_forbidden(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0) ||
	       c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

/* Decoding gives scalar values, each the value of just its bytes. */
static uint32_t holds_next(struct str text, size_t *at)
{
	size_t before = *at, n;
	uint32_t c = encoding_next(text, at);
	char bytes[4];

	HOLDS(*at > before && *at <= text.len);
	if (c == ENCODING_NONE) {
		HOLDS(*at == before + 1);
		return c;
	}
	HOLDS(c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF));
	n = encoding_put(bytes, c);
	HOLDS(str_eq((struct str){bytes, n}, str_sub(text, before, *at - before)));
	return c;
}

/* What decoding the text sees. */
struct seen {
	bool ascii, malformed;
	size_t fault; /* where the first fault is, or the text's length */
};

static struct seen look_at(struct str text, size_t at)
{
	struct seen seen = {.ascii = at == 0, .fault = text.len};

	while (at < text.len) {
		size_t before = at;
		uint32_t c = holds_next(text, &at);

		seen.ascii &= c < 0x80;
		seen.malformed |= c == ENCODING_NONE;
		if ((c == ENCODING_NONE || is_forbidden(c)) && seen.fault == text.len)
			seen.fault = before;
	}
	return seen;
}

static void holds_report(struct str text)
{
	struct encoding_report report = encoding_check(text);
	size_t bom = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0, at = report.offset;
	struct seen seen = look_at(text, bom);

	switch (report.encoding) {
	case ENCODING_UTF8:
	case ENCODING_UTF8_BOM:
		HOLDS((bom > 0) == (report.encoding == ENCODING_UTF8_BOM));
		HOLDS(seen.fault == text.len);
		HOLDS(report.ascii == seen.ascii);
		HOLDS(report.maybe_not_nfc || unicode_is_nfc(text));
		return;
	case ENCODING_FORBIDDEN:
		HOLDS(!seen.malformed);
		HOLDS(report.offset == seen.fault);
		HOLDS(holds_next(text, &at) == report.code_point);
		return;
	case ENCODING_MALFORMED:
	case ENCODING_TRUNCATED:
		HOLDS(seen.malformed && at < text.len);
		HOLDS(holds_next(text, &at) == ENCODING_NONE);
		return;
	default:
		HOLDS(seen.fault < text.len);
	}
}

/* A finding has its place; without one the reader may go on. */
static void holds_source(struct str text)
{
	struct arena arena = {0};
	struct tree tree = {.source = text, .arena = &arena};
	struct finding_list findings = {0};
	struct encoding_report report;
	bool good =
		source_check(&profile_record, false, &tree, STR("x.yaml"), &report, &findings);

	HOLDS(good || findings.items.n > 0);
	holds_findings(&tree, &findings, 0);
	finding_release(&findings);
	arena_release(&arena);
}

static void holds_escaped(struct str text)
{
	struct buf once = {0}, twice = {0};
	size_t at = 0;

	unicode_escape(&once, text);
	while (at < once.len) {
		uint32_t c = encoding_next(buf_str(&once), &at);

		HOLDS(c != ENCODING_NONE);
		HOLDS(c >= 0x20 && !is_forbidden(c));
		HOLDS(c != 0x061C && c != 0x200E && c != 0x200F);
		HOLDS(c < 0x202A || c > 0x202E);
		HOLDS(c < 0x2066 || c > 0x2069);
	}
	unicode_escape(&twice, buf_str(&once));
	HOLDS(str_eq(buf_str(&once), buf_str(&twice)));
	HOLDS(unicode_length(text) <= text.len);
	HOLDS(unicode_width(text) <= 2 * unicode_length(text));
	buf_release(&once);
	buf_release(&twice);
}

/* A folded name is the name of itself, and in normal form. */
static void holds_folded(struct str text)
{
	struct buf once = {0}, twice = {0};

	unicode_fold(&once, text);
	unicode_fold(&twice, buf_str(&once));
	HOLDS(str_eq(buf_str(&once), buf_str(&twice)));
	HOLDS(unicode_is_nfc(buf_str(&once)));
	buf_release(&once);
	buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = holds_input(data, size);

	holds_report(text);
	holds_source(text);
	holds_escaped(text);
	holds_folded(str_sub(text, 0, 256));
	return 0;
}
