/* SPDX-License-Identifier: MIT */
/* Bytes that are no text are named for what they are, each kind with its own finding. */
#include "text/source.h"

#include "text/place.h"

static void add_forbidden(struct tree *t, struct str path, const struct encoding_report *report,
			  struct finding_list *findings)
{
	char *code = arena_printf(t->arena, "U+%04X", report->code_point);

	place_finding(t,
		      finding_add(findings, "text.control-character", path, "code", code, NULL),
		      report->offset, report->offset);
}

const char *source_size(struct arena *arena, uint32_t bytes)
{
	bool mebi = bytes >= 1u << 20 && bytes % (1u << 20) == 0;

	return arena_printf(arena, "%u %s", bytes >> (mebi ? 20 : 10), mebi ? "MiB" : "KiB");
}

void source_too_large(const struct profile *profile, struct str path,
		      struct finding_list *findings)
{
	const char *max = source_size(&findings->arena, profile->bytes_max);

	if (profile->general)
		finding_under(finding_add(findings, "text.too-large-document", path, "max", max,
					  NULL),
			      "text.too-large");
	else
		finding_add(findings, "text.too-large", path, "max", max, NULL);
}

bool source_check(const struct profile *profile, bool escapable, struct tree *t,
		  struct str path, struct encoding_report *report,
		  struct finding_list *findings)
{
	if (t->source.len > profile->bytes_max) {
		source_too_large(profile, path, findings);
		return false;
	}
	*report = encoding_check(t->source);
	switch (report->encoding) {
	case ENCODING_UTF8:
		return true;
	case ENCODING_UTF8_BOM:
		finding_add(findings, "text.byte-order-mark", path, NULL)->severity =
			SEVERITY_WARNING;
		return true;
	case ENCODING_UTF16:
		finding_add(findings, "text.utf-16", path, NULL);
		return false;
	case ENCODING_GB18030:
		finding_add(findings, "text.gb18030", path, NULL);
		return false;
	case ENCODING_BINARY:
		finding_add(findings, "text.binary", path, NULL);
		return false;
	case ENCODING_MALFORMED:
		place_finding(t, finding_add(findings, "text.malformed-utf-8", path, NULL),
			      report->offset, report->offset);
		return false;
	case ENCODING_TRUNCATED:
		place_finding(t, finding_add(findings, "text.truncated-utf-8", path, NULL),
			      report->offset, report->offset);
		return false;
	case ENCODING_FORBIDDEN:
		if (escapable)
			return true;
		add_forbidden(t, path, report, findings);
		return false;
	}
	return false;
}
