/* SPDX-License-Identifier: MIT */
/*
 * The YAML readers, by both profiles: any bytes give a tree or a finding that says why not,
 * what the fast reader accepts libyaml reads alike, and the values survive as JSON.
 */
#include "holds.h"

#include "text/json.h"
#include "text/source.h"
#include "text/yaml.h"

#include "../unit/readers.h"

/* Written as JSON and read, the values are the same. */
static void holds_as_json(const struct tree *t)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct buf text = {0};
	struct tree json;

	if (holds_json(&text, t->root) && text.len <= SOURCE_BYTES_MAX) {
		HOLDS(json_read_as(&profile_general, &json, buf_str(&text), &arena,
				   STR("x.json"), &findings));
		HOLDS(findings.items.n == 0);
		HOLDS(tree_equal(json.root, t->root));
	}
	buf_release(&text);
	finding_release(&findings);
	arena_release(&arena);
}

/* The documents of a stream, one after the other; returns how many. */
static size_t holds_documents(struct tree *t)
{
	struct node *first = t->root;
	size_t n = 0;

	for (; t->root; t->root = t->root->next, n++) {
		holds_tree(t);
		holds_as_json(t);
	}
	t->root = first;
	return n;
}

static void holds_read(const struct profile *profile, struct str source)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;
	bool read = yaml_read_as(profile, &tree, source, &arena, STR("x.yaml"), &findings);

	HOLDS(read == (tree.root != NULL));
	HOLDS(read || findings.items.n > 0);
	HOLDS(findings.items.n <= YAML_FINDINGS_MAX + 1);
	HOLDS(holds_documents(&tree) <= (profile->general ? source.len + 1 : 1));
	holds_findings(&tree, &findings, 0);
	finding_release(&findings);
	arena_release(&arena);
}

static void holds_both(const struct profile *profile, struct str source)
{
	struct readers readers;

	holds_read(profile, source);
	readers_open(&readers, profile, source);
	HOLDS(readers_agree(&readers));
	readers_close(&readers);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	holds_both(&profile_record, holds_input(data, size));
	holds_both(&profile_general, holds_input(data, size));
	return 0;
}
