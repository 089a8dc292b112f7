/* SPDX-License-Identifier: MIT */
/* Dialects by core, 8.1: a meta-schema's `$vocabulary` says what its schemas may rely on. */
#include "schema/dialect.h"

#include "schema/document.h"
#include "schema/registry.h"
#include "schema/uri.h"

static const struct vocabulary {
	const char *uri;
	unsigned bit;
} vocabularies[] = {
	{"https://json-schema.org/draft/2020-12/vocab/core", VOCABULARY_CORE},
	{"https://json-schema.org/draft/2020-12/vocab/applicator", VOCABULARY_APPLICATOR},
	{"https://json-schema.org/draft/2020-12/vocab/unevaluated", VOCABULARY_UNEVALUATED},
	{"https://json-schema.org/draft/2020-12/vocab/validation", VOCABULARY_VALIDATION},
	{"https://json-schema.org/draft/2020-12/vocab/meta-data", VOCABULARY_META_DATA},
	{"https://json-schema.org/draft/2020-12/vocab/format-annotation",
	 VOCABULARY_FORMAT_ANNOTATION},
	{"https://json-schema.org/draft/2020-12/vocab/format-assertion",
	 VOCABULARY_FORMAT_ASSERTION},
	{"https://json-schema.org/draft/2020-12/vocab/content", VOCABULARY_CONTENT},
	{"https://schema.sws.example/vocab/records", VOCABULARY_RECORDS},
};

static unsigned find_vocabulary(struct str uri)
{
	for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++)
		if (str_eq(uri, str_of(vocabularies[i].uri)))
			return vocabularies[i].bit;
	return 0;
}

static int refuse_vocabulary(struct schema_set *set, struct document *document,
			     const struct node *uri, struct error *error)
{
	struct where at = document_where(document, uri);

	return error_set(error, STATUS_INVALID, "schema.unknown-vocabulary", "file", at.file,
			 "line", at.line, "column", at.column, "vocabulary",
			 arena_cstr(&set->arena, uri->text), NULL);
}

/* The vocabularies that a meta-schema declares; one that is not known may be passed over unless
 * it is required. */
static int read_vocabularies(struct schema_set *set, const struct resource *meta,
			     unsigned *bits, struct error *error)
{
	const struct node *declared = tree_get(meta->root, STR("$vocabulary"));

	*bits = VOCABULARIES_STANDARD;
	if (!declared || declared->kind != NODE_OBJECT)
		return 0;
	*bits = VOCABULARY_CORE;
	TREE_EACH_MEMBER (uri, declared) {
		unsigned bit = find_vocabulary(uri->text);

		*bits |= bit;
		if (!bit && uri->next->kind == NODE_BOOLEAN &&
		    str_eq(uri->next->text, STR("true")))
			return refuse_vocabulary(set, meta->document, uri, error);
	}
	return 0;
}

static int refuse_dialect(struct schema_set *set, struct document *document,
			  const struct node *named, struct error *error)
{
	struct where at = document_where(document, named);

	return error_set(error, STATUS_INVALID, "schema.unknown-dialect", "file", at.file,
			 "line", at.line, "column", at.column, "dialect",
			 named->kind == NODE_STRING ? arena_cstr(&set->arena, named->text) : "",
			 NULL);
}

/* The vocabularies of the meta-schema that a `$schema` names. */
static int read_dialect(struct schema_set *set, struct document *document,
			const struct node *named, unsigned *bits, struct error *error)
{
	struct resource *meta;
	int status;

	if (named->kind != NODE_STRING)
		return refuse_dialect(set, document, named, error);
	status = registry_resource(set, named->text, &meta, error);
	if (status)
		return status;
	if (meta)
		return read_vocabularies(set, meta, bits, error);
	return str_eq(uri_without_fragment(named->text),
		      STR("https://json-schema.org/draft/2020-12/schema"))
		       ? 0
		       : refuse_dialect(set, document, named, error);
}

int dialect_resolve(struct schema_set *set, struct resource *resource, struct error *error)
{
	const struct node *named = tree_get(resource->root, STR("$schema"));
	unsigned bits = VOCABULARIES_STANDARD;
	int status = 0;

	if (resource->vocabularies)
		return 0;
	if (named) {
		status = read_dialect(set, resource->document, named, &bits, error);
	} else if (resource->parent) {
		status = dialect_resolve(set, resource->parent, error);
		bits = resource->parent->vocabularies;
	}
	if (!status)
		resource->vocabularies =
			bits | (set->options.mode == SCHEMA_KINDS ? VOCABULARIES_KINDS : 0);
	return status;
}
