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
	return root->kind == NODE_NULL && root->start == root->end;
}

/* A byte order mark is nothing to complain of outside records. */
static bool check_source(const struct profile *profile, struct tree *t, struct str path,
			 struct encoding_report *report, struct finding_list *findings)
{
	size_t before = findings->items.n;

	if (!source_check(profile, false, t, path, report, findings))
		return false;
	if (profile->general)
		findings->items.n = before;
	return true;
}

/* By the fast reader, or, as if that had not been tried, by the other one. */
static void read_text(struct build *b, struct str text, uint32_t skipped, bool ascii)
{
	const struct build fresh = *b;
	size_t before = b->findings->items.n;

	if (subset_read(b, text, skipped))
		return;
	b->findings->items.n = before;
	b->tree->root = NULL;
	build_release(b);
	*b = fresh;
	events_read(b, text, skipped, ascii);
}

bool yaml_read_as(const struct profile *profile, struct tree *t, struct str source,
		  struct arena *arena, struct str path, struct finding_list *findings)
{
	struct encoding_report report;
	struct build b = {.profile = profile, .tree = t, .path = path, .findings = findings};
	uint32_t skipped;

	*t = (struct tree){.source = source, .arena = arena};
	if (!check_source(profile, t, path, &report, findings))
		return false;
	skipped = report.encoding == ENCODING_UTF8_BOM ? 3 : 0;
	b.check_nfc = report.maybe_not_nfc && !profile->general;
	read_text(&b, str_sub(source, skipped, source.len), skipped, report.ascii);
	build_release(&b);
	if (b.stopped) {
		t->root = NULL;
	} else if (!t->root || (!profile->general && is_empty(t->root))) {
		finding_add(findings, "yaml.empty", path, NULL);
		t->root = NULL;
	}
	return t->root != NULL;
}

bool yaml_read(struct tree *t, struct str source, struct arena *arena, struct str path,
	       struct finding_list *findings)
{
	return yaml_read_as(&profile_record, t, source, arena, path, findings);
}

const char *yaml_library_version(void)
{
	return events_library_version();
}
