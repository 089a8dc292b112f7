/* SPDX-License-Identifier: MIT */
/* Which reader reads a schema, and what becomes of its findings. */
#include "schema/origin.h"

#include "schema/uri.h"
#include "text/general.h"
#include "text/yaml.h"

#include <stdio.h>

struct where origin_where(struct document *document, const struct node *node)
{
	struct position p = tree_position(&document->tree, node->start);
	struct where at = {.file = document->name.ptr};

	snprintf(at.line, sizeof at.line, "%u", p.line);
	snprintf(at.column, sizeof at.column, "%u", p.column);
	return at;
}

void origin_add_arguments(struct error *error, const struct finding *finding)
{
	message_add_all(&error->message, &error->arena, &finding->message);
}

static const struct finding *first_error(const struct finding_list *findings)
{
	for (size_t i = 0; i < findings->items.n; i++)
		if (findings->items.at[i].severity == SEVERITY_ERROR)
			return &findings->items.at[i];
	return NULL;
}

/* Turns what a reader found into the failure that it is in a schema. */
static int refuse_unreadable(const struct document *document, const struct finding *f,
			     struct error *error)
{
	char line[12], column[12];

	snprintf(line, sizeof line, "%u", f->line);
	snprintf(column, sizeof column, "%u", f->column);
	error_set(error, STATUS_INVALID, "schema.unreadable", "file", document->name.ptr,
		  "line", line, "column", column, "reason", f->rule, NULL);
	origin_add_arguments(error, f);
	return STATUS_INVALID;
}

/* A stream of several documents is no schema. */
static int refuse_stream(struct document *document, struct error *error)
{
	struct where at = origin_where(document, document->tree.root->next);

	return error_set(error, STATUS_INVALID, "schema.unreadable", "file", at.file, "line",
			 at.line, "column", at.column, "reason", "yaml.second-document", NULL);
}

/* Our own kinds keep to the form of records. */
static void read_tree(const struct schema_set *set, struct document *document, struct str bytes,
		      struct arena *arena, struct finding_list *findings)
{
	if (set->options.mode == SCHEMA_KINDS)
		yaml_read(&document->tree, bytes, arena, document->uri, findings);
	else
		general_read(&document->tree, bytes, arena, document->uri, findings);
}

int origin_read(struct schema_set *set, struct str uri, struct str name, struct str bytes,
		struct document **out, struct error *error)
{
	struct document *document = arena_zalloc(&set->arena, sizeof *document);
	struct finding_list findings = {0};
	int status = 0;

	document->uri = arena_str(&set->arena, uri_without_fragment(uri));
	document->name = name.len ? arena_str(&set->arena, name) : document->uri;
	read_tree(set, document, arena_str(&set->arena, bytes), &set->arena, &findings);
	if (first_error(&findings))
		status = refuse_unreadable(document, first_error(&findings), error);
	else if (document->tree.root->next)
		status = refuse_stream(document, error);
	finding_release(&findings);
	*out = document;
	return status;
}
