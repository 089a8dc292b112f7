/* SPDX-License-Identifier: MIT */
/* Dialects by core, 8.1: a meta-schema's `$vocabulary` says what its schemas may rely on. */
#include "schema/dialect.h"

#include "schema/origin.h"
#include "schema/registry.h"
#include "schema/uri.h"

#define DRAFTS "https://json-schema.org/draft/"

/* The meta-schemas whose vocabularies need not be looked up. */
static const struct standard {
	const char *uri;
	enum draft draft;
	unsigned bits;
} standards[] = {
	{DRAFTS "2020-12/schema", DRAFT_2020, VOCABULARIES_2020},
	{DRAFTS "2019-09/schema", DRAFT_2019, VOCABULARIES_2019},
};

static const struct vocabulary {
	const char *uri;
	unsigned bits;
} vocabularies[] = {
	{DRAFTS "2020-12/vocab/core", VOCABULARY_CORE | VOCABULARY_CORE_2020},
	{DRAFTS "2020-12/vocab/applicator", VOCABULARY_APPLICATOR | VOCABULARY_APPLICATOR_2020},
	{DRAFTS "2020-12/vocab/unevaluated", VOCABULARY_UNEVALUATED},
	{DRAFTS "2020-12/vocab/validation", VOCABULARY_VALIDATION},
	{DRAFTS "2020-12/vocab/meta-data", VOCABULARY_META_DATA},
	{DRAFTS "2020-12/vocab/format-annotation", VOCABULARY_FORMAT_ANNOTATION},
	{DRAFTS "2020-12/vocab/format-assertion", VOCABULARY_FORMAT_ASSERTION},
	{DRAFTS "2020-12/vocab/content", VOCABULARY_CONTENT},
	{DRAFTS "2019-09/vocab/core", VOCABULARY_CORE | VOCABULARY_CORE_2019},
	{DRAFTS "2019-09/vocab/applicator",
	 VOCABULARY_APPLICATOR | VOCABULARY_APPLICATOR_2019 | VOCABULARY_UNEVALUATED},
	{DRAFTS "2019-09/vocab/validation", VOCABULARY_VALIDATION},
	{DRAFTS "2019-09/vocab/meta-data", VOCABULARY_META_DATA},
	{DRAFTS "2019-09/vocab/format", VOCABULARY_FORMAT_2019},
	{DRAFTS "2019-09/vocab/content", VOCABULARY_CONTENT},
	{"https://schema.sws.example/vocab/records", VOCABULARY_RECORDS},
};

static const struct node *named_by(const struct resource *resource)
{
	return tree_get(resource->root, STR("$schema"));
}

/* draft-00 to draft-07, and the name that used to mean the latest of them. */
static bool is_older(struct str uri)
{
	return str_starts(uri, STR("http://json-schema.org/draft-0")) ||
	       str_starts(uri, STR("https://json-schema.org/draft-0")) ||
	       str_starts(uri, STR("http://json-schema.org/schema"));
}

static const struct standard *find_standard(struct str uri)
{
	uri = uri_without_fragment(uri);
	for (size_t i = 0; i < sizeof standards / sizeof *standards; i++)
		if (str_eq(uri, str_of(standards[i].uri)))
			return &standards[i];
	return NULL;
}

static enum draft draft_of(struct str uri)
{
	const struct standard *standard = find_standard(uri);

	if (is_older(uri))
		return DRAFT_OLDER;
	return standard ? standard->draft : DRAFT_2020;
}

struct str dialect_uri(const struct resource *resource)
{
	const struct node *named = named_by(resource->dialect);

	return named && named->kind == NODE_STRING ? named->text : str_of(standards[0].uri);
}

void dialect_place(struct resource *resource)
{
	struct resource *around = resource->parent ? resource->parent->dialect : NULL;

	if (around && !named_by(resource)) {
		resource->dialect = around;
		resource->draft = around->draft;
		return;
	}
	resource->dialect = resource;
	resource->draft = draft_of(dialect_uri(resource));
	if (around) {
		resource->next = around->inner;
		around->inner = resource;
	}
}

/* 2019-09 has one vocabulary for formats: they assert when it is required. */
static unsigned find_vocabulary(struct str uri, bool required)
{
	unsigned bits = 0;

	for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++)
		if (str_eq(uri, str_of(vocabularies[i].uri)))
			bits = vocabularies[i].bits;
	if (bits == VOCABULARY_FORMAT_2019)
		bits = required ? VOCABULARY_FORMAT_ASSERTION : VOCABULARY_FORMAT_ANNOTATION;
	return bits;
}

static int refuse_vocabulary(struct schema_set *set, struct document *document,
			     const struct node *uri, struct error *error)
{
	struct where at = origin_where(document, uri);

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

	*bits = VOCABULARIES_2020;
	if (!declared || declared->kind != NODE_OBJECT)
		return 0;
	*bits = VOCABULARY_CORE;
	TREE_EACH_MEMBER (uri, declared) {
		bool required =
			uri->next->kind == NODE_BOOLEAN && str_eq(uri->next->text, STR("true"));
		unsigned found = find_vocabulary(uri->text, required);

		*bits |= found;
		if (!found && required)
			return refuse_vocabulary(set, meta->document, uri, error);
	}
	return 0;
}

static int refuse_dialect(struct document *document, const struct node *named,
			  struct error *error)
{
	struct where at = origin_where(document, named);
	struct arena arena = {0};
	const char *text = named->kind == NODE_STRING ? arena_cstr(&arena, named->text) : "";

	if (is_older(str_of(text)))
		error_set(error, STATUS_INVALID, "schema.older-dialect", "file", at.file,
			  "line", at.line, "column", at.column, "dialect", text, NULL);
	else
		error_set(error, STATUS_INVALID, "schema.unknown-dialect", "file", at.file,
			  "line", at.line, "column", at.column, "dialect", text, NULL);
	arena_release(&arena);
	return STATUS_INVALID;
}

/* The vocabularies of the meta-schema that a `$schema` names. What the set holds under a
 * standard's URI takes precedence over what is known of it. */
static int read_dialect(struct schema_set *set, struct document *document,
			const struct node *named, unsigned *bits, struct error *error)
{
	const struct standard *standard;
	struct resource *meta;
	int status;

	if (named->kind != NODE_STRING || is_older(named->text))
		return refuse_dialect(document, named, error);
	standard = find_standard(named->text);
	meta = map_get(&set->resources, uri_without_fragment(named->text));
	if (standard && (!meta || meta->document->built_in)) {
		*bits = standard->bits;
		return 0;
	}
	status = registry_resource(set, named->text, &meta, error);
	if (status)
		return status;
	return meta ? read_vocabularies(set, meta, bits, error)
		    : refuse_dialect(document, named, error);
}

int dialect_resolve(struct schema_set *set, struct resource *resource, struct error *error)
{
	struct resource *dialect = resource->dialect;
	const struct node *named = named_by(dialect);
	unsigned bits = VOCABULARIES_2020;
	int status = 0;

	if (named && !dialect->vocabularies)
		status = read_dialect(set, dialect->document, named, &bits, error);
	if (status)
		return status;
	if (set->options.mode == SCHEMA_KINDS)
		bits = (bits & ~(unsigned)VOCABULARY_COMPATIBILITY) | VOCABULARIES_KINDS;
	if (!dialect->vocabularies)
		dialect->vocabularies = bits;
	resource->vocabularies = dialect->vocabularies;
	return 0;
}
