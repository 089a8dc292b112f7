/* SPDX-License-Identifier: MIT */
/* One file after another: bytes → trees → schema. All memory of a file is reset after it. */
#include "records/instance.h"

#include "base/mem.h"
#include "base/read.h"
#include "schema/schema.h"
#include "schema/uri.h"
#include "text/general.h"
#include "text/source.h"
#include "text/yaml.h"

#include <string.h>
#include <unistd.h>

struct instance_checker {
	struct instance_options options;
	struct schema_set *set;
	const struct schema *schema;
	struct schema_scratch *scratch;
	struct arena arena; /* of a file */
	struct buf bytes;   /* of a file */
	struct buf input;   /* what was read from standard input, for its excerpts */
	struct buf source;  /* of the last instance_source */
};

/* Reads the schema's file and adds it under the URI that its path gives it. */
static int add_schema(struct instance_checker *c, const char *file, struct str uri,
		      struct error *error)
{
	struct buf bytes = {0};
	int status = read_file(file, READ_ANYTHING, DOCUMENTS_BYTES_MAX, &bytes, error);

	if (status == 0)
		status = schema_set_add(c->set, uri, str_of(file), buf_str(&bytes), error);
	buf_release(&bytes);
	return status;
}

/* What stands before a fragment names a file, unless it is an absolute URI. */
static int compile(struct instance_checker *c, struct error *error)
{
	struct str given = str_of(c->options.schema);
	struct buf uri = {0};
	int status = 0;

	if (uri_is_absolute(given)) {
		buf_add(&uri, given);
	} else {
		const char *file = arena_cstr(&c->arena, uri_without_fragment(given));

		status = documents_uri(file, &uri, error);
		if (status == 0)
			status = add_schema(c, file, buf_str(&uri), error);
		buf_printf(&uri, "#%.*s", STR_ARG(uri_fragment(given)));
	}
	if (status == 0)
		status = schema_compile(c->set, buf_str(&uri), &c->schema, error);
	buf_release(&uri);
	return status;
}

int instance_open(const struct instance_options *options, struct instance_checker **checker,
		  struct error *error)
{
	struct instance_checker *c = mem_zalloc(1, sizeof *c);
	int status;

	c->options = *options;
	c->set = schema_set_new(&(struct schema_options){
		.mode = SCHEMA_GENERAL,
		.assert_formats = options->assert_formats,
		.fetch = documents_fetch,
		.fetch_context = &c->options.documents,
	});
	c->scratch = schema_scratch_new();
	status = compile(c, error);
	if (status < 0) {
		instance_close(c);
		c = NULL;
	}
	*checker = c;
	return status;
}

void instance_close(struct instance_checker *c)
{
	if (!c)
		return;
	schema_scratch_free(c->scratch);
	schema_set_free(c->set);
	arena_release(&c->arena);
	buf_release(&c->bytes);
	buf_release(&c->input);
	buf_release(&c->source);
	mem_free(c);
}

static bool is_input(const char *file)
{
	return strcmp(file, "-") == 0;
}

/* Reads the bytes; what hinders that is a finding. */
static bool read_bytes(struct instance_checker *c, const char *file, struct str path,
		       struct finding_list *findings)
{
	struct error error = {0};
	int status = is_input(file) ? read_descriptor(STDIN_FILENO, file, DOCUMENTS_BYTES_MAX,
						      &c->bytes, &error)
				    : read_file(file, READ_ANYTHING, DOCUMENTS_BYTES_MAX,
						&c->bytes, &error);
	const struct str *reason = message_arg(&error.message, STR("reason"));

	if (status == STATUS_LIMIT)
		source_too_large(&profile_general, path, findings);
	else if (status < 0)
		finding_add(findings, "path.unreadable", path, "reason",
			    reason ? reason->ptr : "", NULL);
	error_release(&error);
	return status == 0;
}

/* Checks each document of the stream; `found` findings the file has already. */
static void check_documents(struct instance_checker *c, struct tree *t, struct str path,
			    size_t found, struct finding_list *findings)
{
	size_t before = findings->items.n;
	bool more = false;

	for (struct node *root = t->root; root; root = root->next) {
		size_t n = found + findings->items.n - before;

		t->root = root;
		if (!schema_valid(c->schema, root, c->scratch) &&
		    schema_explain(c->schema, t, path,
				   n < YAML_FINDINGS_MAX ? YAML_FINDINGS_MAX - n : 0,
				   c->options.all_branches, findings, c->scratch))
			more = true;
	}
	if (more && found <= YAML_FINDINGS_MAX) /* else the reader has said so */
		finding_add(findings, "text.more-findings", path, NULL);
}

static bool is_judged(const struct finding_list *findings, size_t from)
{
	for (size_t i = from; i < findings->items.n; i++) {
		const struct finding *f = &findings->items.at[i];

		if (general_is_limit(f) || str_starts(str_of(f->rule), STR("schema.limit-")))
			return false;
	}
	return true;
}

bool instance_check(struct instance_checker *c, const char *file, struct finding_list *findings)
{
	size_t first = findings->items.n;
	struct str path = finding_str(findings, str_of(file));
	struct tree tree;

	arena_reset(&c->arena);
	buf_reset(&c->bytes);
	if (!read_bytes(c, file, path, findings))
		return false;
	if (is_input(file) && !c->input.len)
		buf_add(&c->input, buf_str(&c->bytes));
	if (general_read(&tree, buf_str(&c->bytes), &c->arena, path, findings))
		check_documents(c, &tree, path, findings->items.n - first, findings);
	return is_judged(findings, first);
}

struct str instance_source(struct instance_checker *c, struct str path)
{
	struct error error = {0};
	int status;

	if (str_eq(path, STR("-")))
		return buf_str(&c->input);
	buf_reset(&c->source);
	status = read_file(arena_cstr(&c->arena, path), READ_REGULAR, DOCUMENTS_BYTES_MAX,
			   &c->source, &error);
	error_release(&error);
	return status < 0 ? STR("") : buf_str(&c->source);
}
