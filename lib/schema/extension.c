/* SPDX-License-Identifier: MIT */
/* Joining is on the text: where the kind's `properties` end, lines are put in. */
#include "schema/extension.h"

#include "base/map.h"
#include "schema/origin.h"
#include "schema/registry.h"
#include "text/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The lists within one another that tables are made of (store/tables.h). */
enum { LISTS_MAX = 2 };

/* Words that readers of YAML 1.1 or of SQL take for their own (RECORDS.md, "Conventions"), in
 * byte order: PostgreSQL's reserved key words, SQL's Appendix C. */
static const char *const reserved[] = {
	"all",        "analyse",   "analyze",    "and",        "any",      "array",
	"as",         "asc",       "asymmetric", "both",       "case",     "cast",
	"check",      "collate",   "column",     "constraint", "create",   "default",
	"deferrable", "desc",      "distinct",   "do",         "else",     "end",
	"except",     "exists",    "false",      "fetch",      "for",      "foreign",
	"from",       "glob",      "grant",      "group",      "having",   "in",
	"index",      "initially", "intersect",  "into",       "join",     "lateral",
	"leading",    "limit",     "n",          "no",         "not",      "null",
	"off",        "offset",    "on",         "only",       "or",       "order",
	"placing",    "primary",   "references", "returning",  "select",   "some",
	"symmetric",  "table",     "then",       "to",         "trailing", "transaction",
	"true",       "union",     "unique",     "user",       "using",    "values",
	"variadic",   "when",      "where",      "window",     "with",     "y",
	"yes",
};

/* As if it lay beside the kinds, so that it refers to common.yaml as they do. */
static void uri_of(const struct kind_keys *keys, struct buf *uri)
{
	buf_printf(uri, "%skinds/%.*s.yaml?pack=%.*s", KIND_URI_BASE, STR_ARG(keys->kind),
		   STR_ARG(keys->pack));
}

int extension_add(struct schema_set *set, const struct kind_keys *keys, size_t n,
		  struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < n && !status; i++) {
		struct buf uri = {0};

		uri_of(&keys[i], &uri);
		status = schema_set_add(set, buf_str(&uri), keys[i].file, keys[i].bytes, error);
		buf_release(&uri);
	}
	return status;
}

int extension_compile(struct schema_set *set, const struct kind_keys *keys, size_t n,
		      struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < n && !status; i++) {
		const struct schema *schema;
		struct buf uri = {0};

		uri_of(&keys[i], &uri);
		status = schema_compile(set, buf_str(&uri), &schema, error);
		buf_release(&uri);
	}
	return status;
}

static int refuse(const char *id, struct str file, struct tree *t, const struct node *key,
		  struct error *error)
{
	struct position at = tree_position(t, key->start);
	struct arena arena = {0};

	error_set(error, STATUS_INVALID, id, "file", arena_cstr(&arena, file), "line",
		  arena_printf(&arena, "%u", at.line), "column",
		  arena_printf(&arena, "%u", at.column), "key", arena_cstr(&arena, key->text),
		  NULL);
	arena_release(&arena);
	return STATUS_INVALID;
}

static int refuse_taken(struct str file, struct tree *t, const struct node *key,
			struct error *error)
{
	return refuse("kind.key-taken", file, t, key, error);
}

/* The keys join lines of the same indentation as the first that is there, or, in braces, what
 * is between them. */
struct join {
	const struct kind_keys *keys;
	const struct node *properties; /* of the kind */
	struct map taken;              /* by other packs; the trees outlive it */
	struct arena arena;
	bool braces;
	uint32_t indent;
	struct buf *lines;
	struct error *error;
};

static void add_key(struct join *j, struct str key, struct str uri)
{
	if (j->braces)
		buf_add_text(j->lines, ", ");
	else
		buf_printf(j->lines, "\n%*s", (int)j->indent, "");
	buf_printf(j->lines, "%.*s: {$ref: \"%.*s#/properties/%.*s\"}", STR_ARG(key),
		   STR_ARG(uri), STR_ARG(key));
}

/* What cannot be read is told when it is compiled. */
static int join_keys(struct join *j, const struct kind_keys *keys)
{
	struct finding_list findings = {0};
	struct tree t = {0};
	const struct node *properties;
	struct buf uri = {0};
	int status = 0;

	yaml_read(&t, keys->bytes, &j->arena, keys->file, &findings);
	finding_release(&findings);
	properties = tree_get(t.root, STR("properties"));
	uri_of(keys, &uri);
	if (properties && properties->kind == NODE_OBJECT)
		TREE_EACH_MEMBER (key, properties) {
			if (tree_get(j->properties, key->text) ||
			    map_find(&j->taken, key->text))
				status = refuse_taken(keys->file, &t, key, j->error);
			if (status)
				break;
			map_add(&j->taken, key->text);
			add_key(j, key->text, buf_str(&uri));
		}
	buf_release(&uri);
	return status;
}

static bool is_of(const struct pack_file *file, const struct kind_keys *keys)
{
	struct str name = file->name;

	return str_starts(name, STR("kinds/")) && str_ends(name, STR(".yaml")) &&
	       str_eq(str_sub(name, 6, name.len - 11), keys->kind);
}

static int join(struct join *j, const struct pack_file *file, const struct kind_keys *keys,
		size_t n)
{
	struct finding_list findings = {0};
	struct tree t = {0};
	uint32_t end;
	int status = 0;

	yaml_read(&t, file->bytes, &j->arena, file->name, &findings);
	finding_release(&findings);
	j->properties = tree_get(t.root, STR("properties"));
	if (!j->properties || j->properties->kind != NODE_OBJECT || !j->properties->first)
		return 0;
	j->braces = file->bytes.ptr[j->properties->start] == '{';
	j->indent = tree_position(&t, j->properties->first->start).column - 1;
	end = j->properties->end - j->braces;
	buf_add(j->lines, str_sub(file->bytes, 0, end));
	for (size_t i = 0; i < n && !status; i++)
		if (is_of(file, &keys[i]))
			status = join_keys(j, &keys[i]);
	buf_add(j->lines, str_sub(file->bytes, end, file->bytes.len));
	return status;
}

int extension_join(const struct pack_file *file, const struct kind_keys *keys, size_t n,
		   struct buf *joined, struct error *error)
{
	struct join j = {.lines = joined, .error = error};
	bool any = false;
	int status = 0;

	for (size_t i = 0; i < n; i++)
		any = any || is_of(file, &keys[i]);
	if (any)
		status = join(&j, file, keys, n);
	if (!status && joined->len == 0)
		buf_add(joined, file->bytes);
	map_release(&j.taken);
	arena_release(&j.arena);
	return status;
}

enum fault { FINE, BAD_KEY, TAKEN, TOO_DEEP };

static const struct {
	const char *id;
} faults[] = {{NULL}, {"kind.bad-key"}, {"kind.key-taken"}, {"kind.too-deep"}};

/* What becomes of a kind's fields: the names of columns and tables, each once. */
struct names {
	struct map taken;
	struct arena arena;
	enum fault fault;
};

static int compare(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

static bool is_key(struct names *names, struct str key)
{
	const char *text = arena_cstr(&names->arena, key);

	if (key.len == 0 || key.len > 64 || key.ptr[0] < 'a' || key.ptr[0] > 'z')
		return false;
	for (size_t i = 0; i < key.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", key.ptr[i]))
			return false;
	return !bsearch(text, reserved, sizeof reserved / sizeof *reserved, sizeof *reserved,
			compare);
}

static void take(struct names *names, struct str name)
{
	if (map_find(&names->taken, name))
		names->fault = TAKEN;
	map_add(&names->taken, name);
}

static void take_field(struct names *names, struct str table, struct str prefix,
		       const struct field *field, int lists, bool added);

static void take_fields(struct names *names, struct str table, struct str prefix,
			const struct field *of, int lists, bool added)
{
	for (size_t i = 0; i < of->n_fields; i++) {
		if (added && !is_key(names, of->fields[i].key))
			names->fault = BAD_KEY;
		take_field(names, table, prefix, &of->fields[i], lists, added);
	}
}

static void take_field(struct names *names, struct str table, struct str prefix,
		       const struct field *field, int lists, bool added)
{
	struct str name = str_of(
		arena_printf(&names->arena, "%.*s%.*s", STR_ARG(prefix), STR_ARG(field->key)));
	struct str whole =
		str_of(arena_printf(&names->arena, "%.*s%.*s", STR_ARG(table), STR_ARG(name)));

	switch (field->type) {
	case FIELD_OPEN:
		break;
	case FIELD_OBJECT:
		take_fields(names, table,
			    str_of(arena_printf(&names->arena, "%.*s_", STR_ARG(name))), field,
			    lists, added);
		break;
	case FIELD_LIST:
	case FIELD_VALUES:
		if (lists == LISTS_MAX)
			names->fault = TOO_DEEP;
		take(names, str_of(arena_printf(&names->arena, "%.*s/", STR_ARG(whole))));
		take_fields(names, str_of(arena_printf(&names->arena, "%.*s_", STR_ARG(whole))),
			    STR(""), field, lists + 1, added);
		break;
	default:
		take(names, whole);
	}
}

static bool is_added(const struct kind *kind, const struct kind_keys *keys,
		     const struct node *properties, struct str key)
{
	return str_eq(kind->name, keys->kind) && tree_get(properties, key);
}

/* The keys of one document, after all other fields of the kind. */
static int check_keys(struct schema_set *set, const struct kind_keys *keys,
		      const struct kind *kind, struct names *names, struct error *error)
{
	struct resource *resource = NULL;
	const struct node *properties;
	struct buf uri = {0};
	int status = 0;

	uri_of(keys, &uri);
	registry_resource(set, buf_str(&uri), &resource, error);
	buf_release(&uri);
	properties = tree_get(resource->root, STR("properties"));
	TREE_EACH_MEMBER (key, properties) {
		const struct field *field = kind_field(&kind->root, key->text);

		if (!is_key(names, key->text))
			names->fault = BAD_KEY;
		if (field)
			take_field(names, STR(""), STR(""), field, 0, true);
		if (!names->fault)
			continue;
		status = refuse(faults[names->fault].id, keys->file, &resource->document->tree,
				key, error);
		break;
	}
	return status;
}

/* All fields that no document has. */
static void take_own(struct schema_set *set, const struct kind_keys *keys, size_t n,
		     const struct kind *kind, struct names *names, struct error *error)
{
	for (size_t i = 0; i < kind->root.n_fields; i++) {
		const struct field *field = &kind->root.fields[i];
		bool added = false;

		for (size_t k = 0; k < n && !added; k++) {
			struct resource *resource = NULL;
			struct buf uri = {0};

			uri_of(&keys[k], &uri);
			registry_resource(set, buf_str(&uri), &resource, error);
			buf_release(&uri);
			added = is_added(kind, &keys[k],
					 tree_get(resource->root, STR("properties")),
					 field->key);
		}
		if (!added)
			take_field(names, STR(""), STR(""), field, 0, false);
	}
	names->fault = FINE; /* of our own kinds: not for here */
}

int extension_check(struct schema_set *set, const struct kind_keys *keys, size_t n,
		    const struct kind *kind, struct error *error)
{
	struct names names = {0};
	int status = 0;

	if (n == 0)
		return 0;
	take_own(set, keys, n, kind, &names, error);
	for (size_t i = 0; i < n && !status; i++)
		if (str_eq(kind->name, keys[i].kind))
			status = check_keys(set, &keys[i], kind, &names, error);
	map_release(&names.taken);
	arena_release(&names.arena);
	return status;
}
