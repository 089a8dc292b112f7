/* SPDX-License-Identifier: MIT */
/* Judging schemas by schemas. */
#include "schema/meta.h"

#include "schema/dialect.h"
#include "schema/origin.h"

#include <stdio.h>

/* A set of meta-schemas has those of its own in itself: one may be its own meta-schema. */
static struct schema_set *metas_of(struct schema_set *set)
{
	struct schema_options options = set->options;

	if (set->owner)
		return set;
	if (!set->metas) {
		options.mode = SCHEMA_GENERAL;
		options.assert_formats = false;
		set->metas = schema_set_new(&options);
		set->metas->owner = set;
		set->metas->scratch = schema_scratch_new();
	}
	return set->metas;
}

/* While the part around them is judged, the roots of inner parts with a dialect of their own
 * are nodes that every schema takes. Done twice it is undone. */
static void exchange_kinds(const struct resource *dialect, const struct node *judged)
{
	if (judged != dialect->root)
		return; /* what only a reference makes a schema holds none */
	for (struct resource *r = dialect->inner; r; r = r->next) {
		struct node *root = (struct node *)r->root;
		uint8_t kind = root->kind;

		root->kind = r->other_kind;
		r->other_kind = kind;
	}
}

static int refuse(const struct resource *dialect, const struct finding *f, struct error *error)
{
	struct arena arena = {0};
	const char *uri = arena_cstr(&arena, dialect_uri(dialect));
	char line[12], column[12];

	snprintf(line, sizeof line, "%u", f->line);
	snprintf(column, sizeof column, "%u", f->column);
	error_set(error, STATUS_INVALID, "schema.invalid", "file", dialect->document->name.ptr,
		  "line", line, "column", column, "dialect", uri, "reason", f->message.id,
		  NULL);
	origin_add_arguments(error, f);
	arena_release(&arena);
	return STATUS_INVALID;
}

/* The node against the meta-schema. */
static int judge(const struct schema *meta, const struct resource *dialect,
		 const struct node *root, struct schema_scratch *scratch, struct error *error)
{
	struct finding_list findings = {0};
	struct tree tree = dialect->document->tree;
	int status = 0;

	tree.root = (struct node *)root;
	exchange_kinds(dialect, root);
	schema_explain(meta, &tree, STR(""), 1, false, &findings, scratch);
	exchange_kinds(dialect, root);
	if (findings.items.n)
		status = refuse(dialect, &findings.items.at[0], error);
	finding_release(&findings);
	return status;
}

/* A failure may leave meta-schemas in the set that nobody has judged: it goes. */
int meta_verify(struct schema_set *set, const struct resource *resource,
		const struct node *node, struct error *error)
{
	struct schema_set *metas;
	const struct schema *meta;
	int status;

	if (resource->document->built_in)
		return 0;
	metas = metas_of(set);
	status = schema_compile(metas, dialect_uri(resource), &meta, error);
	if (!status)
		return judge(meta, resource->dialect, node, metas->scratch, error);
	if (!set->owner) {
		schema_set_free(set->metas);
		set->metas = NULL;
	}
	return status;
}
