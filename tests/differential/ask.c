/* SPDX-License-Identifier: MIT */
/*
 * Our verdicts, asked for by another program: one question a line on standard input, one answer
 * a line on standard output.
 *
 *   Y path        the YAML file as JSON
 *   D uri json    `added`: the document is in every set of schemas from now on
 *   S uri json    the schema, compiled as a kind: `compiled`, or `refused` and why
 *   I json        the instance against the last schema: `valid`, `invalid`, or `unknown` when
 *                 there is none or a bound was crossed
 *
 * A question that cannot be understood ends it with status 2.
 */
#include "schema/schema.h"
#include "text/json.h"
#include "text/yaml.h"

#include "../fuzz/holds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENTS_MAX = 16 };

/* A document that every set holds; the JSON owned. */
struct document {
	char *uri, *json;
};

struct asked {
	struct document documents[DOCUMENTS_MAX];
	size_t n_documents;
	struct schema_set *set;
	const struct schema *schema; /* NULL: none was compiled */
	struct schema_scratch *scratch;
};

static void stop(const char *why, const char *what)
{
	fprintf(stderr, "ask: %s: %s\n", why, what);
	exit(2);
}

static void read_file(struct buf *bytes, const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		stop("cannot open", path);
	do {
		n = fread(buf_reserve(bytes, 4096), 1, 4096, f);
		bytes->len += n;
	} while (n);
	fclose(f);
}

static void answer_yaml(const char *path)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct buf bytes = {0}, json = {0};
	struct tree tree;

	read_file(&bytes, path);
	if (!yaml_read_as(&profile_general, &tree, buf_str(&bytes), &arena, str_of(path),
			  &findings) ||
	    !holds_json(&json, tree.root))
		stop("no YAML", path);
	puts(buf_cstr(&json));
	buf_release(&bytes);
	buf_release(&json);
	finding_release(&findings);
	arena_release(&arena);
}

/* Cuts `uri json` in two. */
static char *cut(char *uri)
{
	char *space = strchr(uri, ' ');

	if (!space)
		stop("no document", uri);
	*space = '\0';
	return space + 1;
}

static void add_document(struct asked *asked, char *uri)
{
	char *json = cut(uri);
	struct document *d = &asked->documents[asked->n_documents];

	if (asked->n_documents++ == DOCUMENTS_MAX)
		stop("too many documents", uri);
	d->uri = strdup(uri);
	d->json = strdup(json);
	if (!d->uri || !d->json)
		stop("no memory", uri);
	puts("added");
}

static int add(struct schema_set *set, const char *uri, const char *json, struct error *error)
{
	return schema_set_add(set, str_of(uri), STR(""), str_of(json), error);
}

static void print_refusal(const struct error *error)
{
	printf("refused %s", error->message.id);
	for (size_t i = 0; i < error->message.n_args; i++)
		printf(" %s=%.*s", error->message.args[i].name,
		       STR_ARG(error->message.args[i].value));
	putchar('\n');
}

static void answer_schema(struct asked *asked, char *uri)
{
	const struct schema_options options = {.mode = SCHEMA_KINDS};
	struct error error = {0};
	char *json = cut(uri);
	int status = 0;

	schema_set_free(asked->set);
	asked->set = schema_set_new(&options);
	asked->schema = NULL;
	for (size_t i = 0; i < asked->n_documents; i++)
		if (add(asked->set, asked->documents[i].uri, asked->documents[i].json, &error))
			stop("document refused", asked->documents[i].uri);
	status = add(asked->set, uri, json, &error);
	if (!status)
		status = schema_compile(asked->set, str_of(uri), &asked->schema, &error);
	if (status)
		print_refusal(&error);
	else
		puts("compiled");
	error_release(&error);
}

/* What schema_valid cannot tell is told by the findings. */
static const char *verdict(struct asked *asked, struct tree *tree,
			   struct finding_list *findings)
{
	if (schema_valid(asked->schema, tree->root, asked->scratch))
		return "valid";
	schema_explain(asked->schema, tree, STR("instance"), 1000, false, findings,
		       asked->scratch);
	for (size_t i = 0; i < findings->items.n; i++)
		if (str_starts(str_of(findings->items.at[i].rule), STR("schema.limit-")))
			return "unknown";
	return "invalid";
}

static void answer_instance(struct asked *asked, const char *json)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;

	if (!json_read_as(&profile_general, &tree, str_of(json), &arena, STR("instance"),
			  &findings) ||
	    findings.items.n)
		stop("no JSON", json);
	puts(asked->schema ? verdict(asked, &tree, &findings) : "unknown");
	finding_release(&findings);
	arena_release(&arena);
}

static void answer(struct asked *asked, char *line)
{
	if (strncmp(line, "Y ", 2) == 0)
		answer_yaml(line + 2);
	else if (strncmp(line, "D ", 2) == 0)
		add_document(asked, line + 2);
	else if (strncmp(line, "S ", 2) == 0)
		answer_schema(asked, line + 2);
	else if (strncmp(line, "I ", 2) == 0)
		answer_instance(asked, line + 2);
	else
		stop("no question", line);
}

int main(void)
{
	struct asked asked = {.scratch = schema_scratch_new()};
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	while ((n = getline(&line, &size, stdin)) > 0) {
		if (line[n - 1] == '\n')
			line[n - 1] = '\0';
		answer(&asked, line);
	}
	free(line);
	for (size_t i = 0; i < asked.n_documents; i++) {
		free(asked.documents[i].uri);
		free(asked.documents[i].json);
	}
	schema_set_free(asked.set);
	schema_scratch_free(asked.scratch);
	return fflush(stdout) == 0 ? 0 : 2;
}
