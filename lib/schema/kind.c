/* SPDX-License-Identifier: MIT */
/* Kinds, from the files of a pack. */
#include "schema/kind.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "schema/bundle.h"
#include "schema/extension.h"
#include "schema/field.h"
#include "schema/origin.h"
#include "schema/template.h"

#include <stdlib.h>

struct kind_set {
	struct schema_set *schemas;
	struct arena arena;
	struct VEC(struct kind) kinds;
};

static bool is_kind_file(struct str name)
{
	return str_starts(name, STR("kinds/")) && str_ends(name, STR(".yaml"));
}

/* The vocabulary may be named by `$schema`. */
static bool is_schema_file(struct str name)
{
	return is_kind_file(name) || str_eq(name, STR("vocabulary.yaml"));
}

static struct str file_uri(struct kind_set *set, struct str name)
{
	return str_of(
		arena_printf(&set->arena, "%s%.*s", KIND_URI_BASE, (int)name.len, name.ptr));
}

/* What the kinds are made of. */
struct parts {
	const struct pack_file *files;
	size_t n;
	const struct kind_keys *keys;
	size_t n_keys;
};

static int add_files(struct kind_set *set, const struct parts *parts, struct error *error)
{
	struct buf joined = {0};
	int status = 0;

	for (size_t i = 0; i < parts->n && !status; i++) {
		const struct pack_file *file = &parts->files[i];

		if (!is_schema_file(file->name))
			continue;
		buf_reset(&joined);
		status = extension_join(file, parts->keys, parts->n_keys, &joined, error);
		if (!status)
			status = schema_set_add(set->schemas, file_uri(set, file->name),
						STR(""), buf_str(&joined), error);
	}
	buf_release(&joined);
	return status;
}

static int refuse_record(const struct schema *schema, const struct node *at_node,
			 struct error *error)
{
	struct where at = origin_where(schema->resource->document, at_node);

	return error_set(error, STATUS_INVALID, "kind.bad-record", "file", at.file, "line",
			 at.line, "column", at.column, NULL);
}

static int refuse_path(struct kind_set *set, const struct schema *schema,
		       const struct node *path, struct error *error)
{
	struct where at = origin_where(schema->resource->document, path);

	return error_set(error, STATUS_INVALID, "kind.bad-path", "file", at.file, "line",
			 at.line, "column", at.column, "path",
			 arena_cstr(&set->arena, path->text), NULL);
}

static int refuse_twice(struct kind_set *set, const struct schema *schema,
			const struct kind *kind, struct error *error)
{
	struct where at = origin_where(schema->resource->document,
				       tree_get(schema->source, STR("record")));

	return error_set(error, STATUS_INVALID, "kind.duplicate", "file", at.file, "line",
			 at.line, "column", at.column, "kind",
			 arena_cstr(&set->arena, kind->name), NULL);
}

/* Fills what the keyword `record` says. */
static int read_record(struct kind_set *set, const struct schema *schema, struct kind *kind,
		       struct error *error)
{
	const struct node *record = tree_get(schema->source, STR("record"));

	kind->name = tree_get_text(record, STR("kind"));
	kind->table = tree_get_text(record, STR("table"));
	kind->path_template = tree_get_text(record, STR("path"));
	/* a copy: callers take it for a C string, too */
	kind->folder = arena_str(&set->arena, template_folder(kind->path_template));
	if (!kind->name.len || !kind->table.len || !kind->path_template.len)
		return refuse_record(schema, record ? record : schema->source, error);
	return 0;
}

static int build_kind(struct kind_set *set, struct field_builder *b,
		      const struct schema *schema)
{
	struct kind *kind = vec_add(&set->kinds);
	int status = read_record(set, schema, kind, b->error);

	if (status)
		return status;
	for (size_t i = 0; i + 1 < set->kinds.n; i++)
		if (str_eq(set->kinds.at[i].name, kind->name) ||
		    str_eq(set->kinds.at[i].table, kind->table))
			return refuse_twice(set, schema, kind, b->error);
	kind->schema = schema;
	kind->forbids_personal_data = field_op(schema, KEYWORD_FORBID_TEXT) != NULL;
	status = field_build(b, schema, &kind->root);
	if (status)
		return status;
	kind->title = kind->root.title;
	if (kind->root.type != FIELD_OBJECT)
		return refuse_record(schema, schema->source, b->error);
	if (!template_check(kind->path_template, &kind->root)) {
		const struct node *record = tree_get(schema->source, STR("record"));

		return refuse_path(set, schema, tree_get(record, STR("path")), b->error);
	}
	return 0;
}

static int check_references(const struct kind_set *set, struct field_builder *b)
{
	for (size_t i = 0; i < b->references.n; i++) {
		const struct field_reference *reference = &b->references.at[i];
		struct where at;

		if (kind_find(set, reference->kind))
			continue;
		at = origin_where(reference->schema->resource->document, reference->node);
		return error_set(b->error, STATUS_INVALID, "kind.unknown-reference", "file",
				 at.file, "line", at.line, "column", at.column, "kind",
				 arena_cstr(b->arena, reference->kind), NULL);
	}
	return 0;
}

static int build_kinds(struct kind_set *set, const struct pack_file *files, size_t n,
		       struct field_builder *b)
{
	for (size_t i = 0; i < n; i++) {
		const struct schema *schema;
		int status;

		if (!is_kind_file(files[i].name))
			continue;
		status = schema_compile(set->schemas, file_uri(set, files[i].name), &schema,
					b->error);
		if (!status && !str_eq(files[i].name, STR("kinds/common.yaml")))
			status = build_kind(set, b, schema);
		if (status)
			return status;
	}
	return check_references(set, b);
}

static int cmp_kind(const void *pa, const void *pb)
{
	const struct kind *a = pa, *b = pb;

	return str_cmp(a->name, b->name);
}

/* Errors name files as the pack does. */
static void shorten_file(struct error *error)
{
	for (size_t i = 0; i < error->message.n_args; i++) {
		struct message_arg *arg = &error->message.args[i];

		if (str_eq(str_of(arg->name), STR("file")) &&
		    str_starts(arg->value, STR(KIND_URI_BASE)))
			arg->value =
				str_sub(arg->value, STR(KIND_URI_BASE).len, arg->value.len);
	}
}

static int load(const struct parts *parts, struct kind_set **out, struct error *error)
{
	struct kind_set *set = mem_zalloc(1, sizeof *set);
	const struct schema_options options = {.mode = SCHEMA_KINDS};
	struct field_builder b = {.arena = &set->arena, .error = error};
	int status;

	b.set = set->schemas = schema_set_new(&options);
	status = extension_add(set->schemas, parts->keys, parts->n_keys, error);
	if (!status)
		status = add_files(set, parts, error);
	if (!status)
		status = extension_compile(set->schemas, parts->keys, parts->n_keys, error);
	if (!status)
		status = build_kinds(set, parts->files, parts->n, &b);
	for (size_t i = 0; i < set->kinds.n && !status; i++)
		status = extension_check(set->schemas, parts->keys, parts->n_keys,
					 &set->kinds.at[i], error);
	vec_release(&b.references);
	if (status) {
		shorten_file(error);
		kind_set_free(set);
		return status;
	}
	if (set->kinds.n)
		qsort(set->kinds.at, set->kinds.n, sizeof *set->kinds.at, cmp_kind);
	*out = set;
	return 0;
}

int kind_set_load(const struct pack_file *files, size_t n, struct kind_set **set,
		  struct error *error)
{
	return load(&(struct parts){.files = files, .n = n}, set, error);
}

int kind_set_extend(const struct pack_file *files, size_t n, const struct kind_keys *keys,
		    size_t n_keys, struct kind_set **set, struct error *error)
{
	return load(&(struct parts){files, n, keys, n_keys}, set, error);
}

void kind_set_free(struct kind_set *set)
{
	if (!set)
		return;
	schema_set_free(set->schemas);
	vec_release(&set->kinds);
	arena_release(&set->arena);
	mem_free(set);
}

const struct kind *kind_all(const struct kind_set *set, size_t *n)
{
	*n = set->kinds.n;
	return set->kinds.at;
}

const struct kind *kind_find(const struct kind_set *set, struct str name)
{
	for (size_t i = 0; i < set->kinds.n; i++)
		if (str_eq(set->kinds.at[i].name, name))
			return &set->kinds.at[i];
	return NULL;
}

const struct field *kind_field(const struct field *of, struct str key)
{
	for (size_t i = 0; i < of->n_fields; i++)
		if (str_eq(of->fields[i].key, key))
			return &of->fields[i];
	return NULL;
}

static bool is_choice(const struct field *field, struct str text)
{
	for (size_t i = 0; i < field->n_choices; i++)
		if (str_eq(field->choices[i].value, text))
			return true;
	return field->n_choices == 0;
}

static bool is_integer(struct str number)
{
	struct decimal d;

	return decimal_parse(&d, number) == DECIMAL_OK && decimal_is_integer(&d);
}

bool kind_fits(const struct field *field, const struct node *value)
{
	switch (field->type) {
	case FIELD_TEXT:
		return (value->kind == NODE_STRING && is_choice(field, value->text)) ||
		       (value->kind == NODE_NUMBER && field->number_too);
	case FIELD_DATE:
		return value->kind == NODE_STRING && date_parse(value->text, NULL);
	case FIELD_INTEGER:
		return value->kind == NODE_NUMBER && is_integer(value->text);
	case FIELD_NUMBER:
		return value->kind == NODE_NUMBER;
	case FIELD_BOOLEAN:
		return value->kind == NODE_BOOLEAN;
	default:
		return false;
	}
}

bool kind_path(const struct kind *kind, const struct node *record, struct str id,
	       struct buf *path)
{
	return template_expand(kind->path_template, record, id, path);
}

int kind_bundle(const struct kind_set *set, const struct kind *kind, struct buf *json,
		struct error *error)
{
	int status = bundle_write(set->schemas, kind->schema, json, error);

	if (status)
		shorten_file(error);
	return status;
}

void kind_glob(const struct kind *kind, struct buf *glob)
{
	template_glob(kind->path_template, glob);
}
