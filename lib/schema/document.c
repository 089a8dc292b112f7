/* SPDX-License-Identifier: MIT */
/* What becomes of the findings of reading a schema. */
#include "schema/document.h"

#include "schema/uri.h"
#include "text/general.h"

#include <assert.h>
#include <stdio.h>

struct where document_where(struct document *document, const struct node *node)
{
	struct position p = tree_position(&document->tree, node->start);
	struct where at = {.file = document->name.ptr};

	snprintf(at.line, sizeof at.line, "%u", p.line);
	snprintf(at.column, sizeof at.column, "%u", p.column);
	return at;
}

void document_add_arguments(struct error *error, const struct finding *finding)
{
	const struct message *from = &finding->message;
	struct message *to = &error->message;

	for (size_t i = 0; i < from->n_args && to->n_args < MESSAGE_ARGS_MAX; i++)
		message_add(to, &error->arena, from->args[i].name, from->args[i].value);
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
	document_add_arguments(error, f);
	return STATUS_INVALID;
}

int document_read(struct schema_set *set, struct str uri, struct str name, struct str bytes,
		  struct document **out, struct error *error)
{
	struct document *document = arena_zalloc(&set->arena, sizeof *document);
	struct finding_list findings = {0};
	int status = 0;

	document->uri = arena_str(&set->arena, uri_without_fragment(uri));
	document->name = name.len ? arena_str(&set->arena, name) : document->uri;
	general_read(&document->tree, arena_str(&set->arena, bytes), &set->arena,
		     document->name, &findings);
	if (first_error(&findings))
		status = refuse_unreadable(document, first_error(&findings), error);
	assert(status || document->tree.root);
	finding_release(&findings);
	*out = document;
	return status;
}
