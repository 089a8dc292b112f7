/* SPDX-License-Identifier: MIT */
/*
 * Reading YAML: the bytes are checked, then the fast reader of the subset that records mostly
 * keep to gets its chance; what it does not know is left to libyaml.
 */
#include "text/yaml.h"

#include "text/build.h"
#include "text/events.h"
#include "text/source.h"
#include "text/subset.h"

/* An empty document's root is an empty plain scalar, or there is none. */
static bool is_empty(const struct node *root)
{
	return !root || (root->kind == NODE_NULL && root->start == root->end);
}

bool yaml_read(struct tree *t, struct str source, struct arena *arena, struct str path,
	       struct finding_list *findings)
{
	struct encoding_report report;
	struct build b = {.tree = t, .path = path, .findings = findings};
	uint32_t skipped;
	struct str text;
	size_t before;

	*t = (struct tree){.source = source, .arena = arena};
	if (!source_check(t, path, &report, findings))
		return false;
	skipped = report.encoding == ENCODING_UTF8_BOM ? 3 : 0;
	text = str_sub(source, skipped, source.len);
	b.check_nfc = report.maybe_not_nfc;
	before = findings->items.n;
	if (!subset_read(&b, text, skipped)) {
		/* as if it had not been tried */
		findings->items.n = before;
		t->root = NULL;
		b = (struct build){.tree = t,
				   .path = path,
				   .findings = findings,
				   .check_nfc = report.maybe_not_nfc};
		events_read(&b, text, skipped, report.ascii);
	}
	if (b.stopped) {
		t->root = NULL;
	} else if (is_empty(t->root)) {
		finding_add(findings, "yaml.empty", path, NULL);
		t->root = NULL;
	}
	return t->root != NULL;
}

const char *yaml_library_version(void)
{
	return events_library_version();
}
