/* SPDX-License-Identifier: MIT */
/* Reading again, each file once: the findings are taken in order of their paths. */
#include "records/locate.h"

#include "text/place.h"
#include "text/source.h"
#include "text/yaml.h"

/* The file that was read last. */
struct again {
	struct records *records;
	struct str path;
	struct buf bytes;
	struct tree tree;
	struct arena arena;
};

static void read_again(struct again *a, struct str path)
{
	const struct entry *entry = snapshot_find(a->records->snapshot, path);
	struct finding_list ignored = {0};
	struct error error = {0};

	a->path = path;
	a->tree = (struct tree){0};
	arena_reset(&a->arena);
	if (entry && entry->type == ENTRY_FILE &&
	    snapshot_read(a->records->snapshot, entry, SOURCE_BYTES_MAX, &a->bytes, &error) ==
		    0)
		yaml_read(&a->tree, buf_str(&a->bytes), &a->arena, path, &ignored);
	finding_release(&ignored);
	error_release(&error);
}

static void locate(struct again *a, struct finding *f)
{
	const struct node *node;
	bool many;

	if (!str_eq(a->path, f->path))
		read_again(a, f->path);
	node = a->tree.root ? tree_find(&a->tree, f->pointer) : NULL;
	if (!node)
		return;
	many = node->kind == NODE_OBJECT || node->kind == NODE_ARRAY;
	place_finding(&a->tree, f, node->start, many ? node->start : node->end);
}

void locate_findings(struct records *r, struct finding_list *findings)
{
	struct again a = {.records = r};

	finding_sort(findings);
	for (size_t i = 0; i < findings->items.n; i++)
		if (findings->items.at[i].line && !findings->items.at[i].column)
			locate(&a, &findings->items.at[i]);
	buf_release(&a.bytes);
	arena_release(&a.arena);
}
