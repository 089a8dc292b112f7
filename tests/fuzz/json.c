/* SPDX-License-Identifier: MIT */
/*
 * The JSON reader, by both profiles, and the writer: a tree or a finding that says why not;
 * what was read and written reads back; any bytes quoted are a string; and JSON that the YAML
 * reader takes, too, means the same to it.
 */
#include "holds.h"

#include "text/encoding.h"
#include "text/json.h"
#include "text/source.h"
#include "text/yaml.h"

typedef bool reader_as(const struct profile *profile, struct tree *t, struct str source,
		       struct arena *arena, struct str path, struct finding_list *findings);

/* A reader on a text of this value: whether it took it without a finding. */
static bool reads_alike(reader_as *reader, const struct profile *profile, struct str text,
			const struct node *root)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;
	bool read = reader(profile, &tree, text, &arena, STR("again"), &findings) &&
		    findings.items.n == 0;

	HOLDS(!read || tree_equal(tree.root, root));
	finding_release(&findings);
	arena_release(&arena);
	return read;
}

static void holds_read(const struct profile *profile, struct str source)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct buf text = {0};
	struct tree tree;
	bool read = json_read_as(profile, &tree, source, &arena, STR("x.json"), &findings);

	HOLDS(read == (tree.root != NULL));
	HOLDS(read || findings.items.n > 0);
	holds_tree(&tree);
	holds_findings(&tree, &findings, 0);
	if (read && holds_json(&text, tree.root)) {
		HOLDS(text.len > SOURCE_BYTES_MAX ||
		      reads_alike(json_read_as, profile, buf_str(&text), tree.root));
		if (findings.items.n == 0)
			reads_alike(yaml_read_as, profile, source, tree.root);
	}
	buf_release(&text);
	finding_release(&findings);
	arena_release(&arena);
}

/* The text with U+FFFD for each byte that is none of UTF-8. */
static void add_repaired(struct buf *out, struct str text)
{
	char bytes[4];

	for (size_t at = 0; at < text.len;) {
		uint32_t c = encoding_next(text, &at);

		buf_add(out, (struct str){bytes, encoding_put(bytes, c == ENCODING_NONE ? 0xFFFD
											: c)});
	}
}

static void holds_quote(struct str bytes)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct buf quoted = {0}, expected = {0};
	struct tree tree;

	json_quote(&quoted, bytes);
	add_repaired(&expected, bytes);
	for (size_t i = 0; i < quoted.len; i++)
		HOLDS((unsigned char)quoted.ptr[i] >= 0x20 && quoted.ptr[i] != 0x7F);
	if (quoted.len <= SOURCE_BYTES_MAX) {
		HOLDS(json_read(&tree, buf_str(&quoted), &arena, STR("q.json"), &findings));
		HOLDS(findings.items.n == 0);
		HOLDS(tree.root->kind == NODE_STRING);
		HOLDS(str_eq(tree.root->text, buf_str(&expected)));
	}
	buf_release(&quoted);
	buf_release(&expected);
	finding_release(&findings);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	holds_read(&profile_record, holds_input(data, size));
	holds_read(&profile_general, holds_input(data, size));
	holds_quote(holds_input(data, size));
	return 0;
}
