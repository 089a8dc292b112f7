/* SPDX-License-Identifier: MIT */
/* Rows that are documents: JSON lines, YAML streams. */
#include "records/import_job.h"
#include "text/json.h"
#include "text/source.h"
#include "text/yaml.h"

#include <string.h>

/* A line of the document as one of the file; `first_line` is another line that a message names.
 */
static void move_line(struct import *im, struct import_problem *p, uint32_t before)
{
	for (size_t i = 0; i < p->message.n_args; i++) {
		struct message_arg *arg = &p->message.args[i];
		size_t line;

		if (strcmp(arg->name, "first_line") == 0 &&
		    message_number(&p->message, STR("first_line"), &line))
			arg->value =
				str_of(arena_printf(&im->report.arena, "%zu", line + before));
	}
}

/* A finding of the reader about a document, as a problem of its row. */
static void add_finding(struct import *im, uint32_t at, const struct finding *f)
{
	struct import_problem *p = import_report_problem(&im->report, at, f->severity, f->rule);

	const uint32_t before = p->line - 1; /* lines of the file before the document */

	p->line += f->line ? f->line - 1 : 0;
	p->column = f->column;
	import_report_copy(&im->report, p, &f->message);
	move_line(im, p, before);
}

/* Reads the document into the arena of the row; NULL: it cannot be used, and that is said. */
static const struct node *read_tree(struct import *im, uint32_t at, enum import_format format,
				    struct str source)
{
	struct finding_list findings = {0};
	struct tree tree = {0};

	if (source.len > SOURCE_BYTES_MAX)
		source_too_large(&profile_record, STR(""), &findings);
	else if (format == IMPORT_LINES)
		json_read(&tree, source, &im->row, STR(""), &findings);
	else
		yaml_read(&tree, source, &im->row, STR(""), &findings);
	for (size_t i = 0; i < findings.items.n; i++)
		add_finding(im, at, &findings.items.at[i]);
	finding_release(&findings);
	return tree.root;
}

static void refuse(struct import *im, uint32_t at, const char *header, const char *id,
		   struct str value)
{
	struct import_report *r = &im->report;
	struct import_problem *p = import_report_problem(r, at, SEVERITY_ERROR, id);

	p->header = str_of(header);
	message_set(&p->message, &r->arena, id, "value", import_report_value(r, value), NULL);
}

/* A name that is no kind's, with those that it may have been meant to be. */
static void refuse_kind(struct import *im, uint32_t at, struct str name)
{
	struct import_report *r = &im->report;
	struct nearby near = {.wanted = name};
	struct import_problem *p;
	struct buf nearest = {0};

	import_offer_kinds(im, &near);
	nearby_list(&near, &nearest);
	refuse(im, at, "_kind", "import.bad-kind", name);
	if (nearest.len) {
		p = &r->problems.at[r->problems.n - 1];
		message_set(&p->message, &r->arena, "import.bad-kind-near", "value",
			    import_report_value(r, name), "nearest", buf_cstr(&nearest), NULL);
	}
	nearby_release(&near);
	buf_release(&nearest);
}

/* The kind that the document says, which must be the one that was named. */
static const struct kind *kind_of(struct import *im, uint32_t at, const struct node *document)
{
	const struct node *said = tree_get(document, STR("_kind"));
	const struct kind *kind = im->kind;

	if (said && said->kind == NODE_STRING)
		kind = kind_find(im->base->kinds, said->text);
	if (!said && kind)
		return kind;
	if (!said || said->kind != NODE_STRING)
		refuse(im, at, "_kind", "import.kindless", STR(""));
	else if (!kind)
		refuse_kind(im, at, said->text);
	else if (im->kind && im->kind != kind)
		refuse(im, at, "_kind", "import.other-kind", said->text);
	else
		return kind;
	return NULL;
}

static struct str id_of(const struct kind *kind, const struct node *document)
{
	struct str only = import_only_id(kind);

	return only.len ? only : tree_get_text(document, STR("id"));
}

static void take_document(struct import *im, uint32_t at, const struct node *document)
{
	const struct import_said said = {.document = document};
	struct import_record *record;
	const struct kind *kind;

	if (!document)
		return;
	if (document->kind != NODE_OBJECT) {
		refuse(im, at, "", "import.no-object", STR(""));
		return;
	}
	kind = kind_of(im, at, document);
	record = kind ? import_batch_own(im, kind, id_of(kind, document), at) : NULL;
	if (record)
		import_change(im, record, &said);
}

int import_document(struct import *im, uint32_t input, struct error *error)
{
	const struct import_input *file = &im->inputs.at[input];
	struct import_reader reader;
	struct import_row row;
	int status = import_reader_begin(&reader, file, error);

	while (status >= 0 && (status = import_reader_next(&reader, &row, error)) > 0) {
		uint32_t at = import_report_row(&im->report, input, row.line, row.number);

		arena_reset(&im->row);
		take_document(im, at, read_tree(im, at, file->format, row.raw));
		status = import_stopped(im, error);
	}
	import_reader_end(&reader);
	return status;
}
