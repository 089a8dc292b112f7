/* SPDX-License-Identifier: MIT */
/* Documents are walked once, along the keywords that hold schemas, when they are added. */
#include "schema/registry.h"

#include "schema/keyword.h"
#include "schema/uri.h"
#include "text/json.h"
#include "text/yaml.h"

#include <assert.h>
#include <stdio.h>

struct where registry_where(struct document *document, const struct node *node)
{
	struct position p = tree_position(&document->tree, node->start);
	struct where at = {.file = document->uri.ptr};

	snprintf(at.line, sizeof at.line, "%u", p.line);
	snprintf(at.column, sizeof at.column, "%u", p.column);
	return at;
}

/* The bytes of the address are the key: map.h wants a str that outlives it. */
static struct str address_key(const struct node *const *node)
{
	return (struct str){(const char *)node, sizeof *node};
}

struct place *registry_place(const struct schema_set *set, const struct node *node)
{
	return map_get(&set->places, address_key(&node));
}

struct place *registry_place_in(struct schema_set *set, const struct node *node,
				struct resource *resource)
{
	struct place *place = registry_place(set, node);

	if (place)
		return place;
	place = arena_zalloc(&set->arena, sizeof *place);
	place->node = node;
	place->resource = resource;
	map_put(&set->places, address_key(&place->node), place);
	return place;
}

struct resource *registry_resource(const struct schema_set *set, struct str uri)
{
	return map_get(&set->resources, uri_without_fragment(uri));
}

static int refuse_twice(struct schema_set *set, struct document *document,
			const struct node *node, struct str name, struct error *error)
{
	struct where at = registry_where(document, node);

	return error_set(error, STATUS_INVALID, "schema.duplicate-name", "file", at.file,
			 "line", at.line, "column", at.column, "name",
			 arena_cstr(&set->arena, name), NULL);
}

static int refuse_identifier(struct document *document, const struct node *value,
			     const char *keyword, struct error *error)
{
	struct where at = registry_where(document, value);

	return error_set(error, STATUS_INVALID, "schema.malformed-identifier", "file", at.file,
			 "line", at.line, "column", at.column, "keyword", keyword, NULL);
}

/* core, 8.2.2: ^[A-Za-z_][-A-Za-z0-9._]*$ */
static bool is_anchor(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';

		if (!letter && (i == 0 || (!(c >= '0' && c <= '9') && c != '-' && c != '.')))
			return false;
	}
	return s.len > 0;
}

static int add_anchor(struct schema_set *set, struct resource *resource,
		      const struct node *schema, const char *keyword, struct error *error)
{
	const struct node *name = tree_get(schema, str_of(keyword));
	struct anchor *anchor;
	struct map_entry *entry;

	if (!name)
		return 0;
	if (name->kind != NODE_STRING || !is_anchor(name->text))
		return refuse_identifier(resource->document, name, keyword, error);
	entry = map_add(&resource->anchors, name->text);
	if (entry->value)
		return refuse_twice(set, resource->document, name, name->text, error);
	anchor = arena_zalloc(&set->arena, sizeof *anchor);
	anchor->name = name->text;
	anchor->node = schema;
	anchor->dynamic = str_eq(str_of(keyword), STR("$dynamicAnchor"));
	entry->value = anchor;
	return 0;
}

static struct resource *new_resource(struct schema_set *set, struct document *document,
				     const struct node *root, struct resource *parent)
{
	struct resource *resource = arena_zalloc(&set->arena, sizeof *resource);

	resource->uri = document->uri;
	resource->root = root;
	resource->document = document;
	resource->parent = parent;
	return resource;
}

/* Names the resource by the `$id` of its root, if it has one. */
static int name_resource(struct schema_set *set, struct resource *resource, struct error *error)
{
	const struct node *id = tree_get(resource->root, STR("$id"));
	struct str base = resource->parent ? resource->parent->uri : resource->document->uri;
	struct map_entry *entry;
	struct buf uri = {0};

	if (!id)
		return 0;
	if (id->kind != NODE_STRING || uri_fragment(id->text).len)
		return refuse_identifier(resource->document, id, "$id", error);
	uri_resolve(&uri, base, uri_without_fragment(id->text));
	resource->uri = arena_str(&set->arena, buf_str(&uri));
	buf_release(&uri);
	entry = map_add(&set->resources, resource->uri);
	if (entry->value && entry->value != resource)
		return refuse_twice(set, resource->document, id, resource->uri, error);
	entry->value = resource;
	return 0;
}

static int walk(struct schema_set *set, struct resource *resource, const struct node *schema,
		struct error *error);

static int walk_shape(struct schema_set *set, struct resource *resource, enum shape shape,
		      const struct node *value, struct error *error)
{
	int status = 0;

	if (shape == SHAPE_SCHEMA)
		return walk(set, resource, value, error);
	if (shape == SHAPE_LIST && value->kind == NODE_ARRAY)
		for (const struct node *item = value->first; item && !status; item = item->next)
			status = walk(set, resource, item, error);
	if (shape == SHAPE_MAP && value->kind == NODE_OBJECT)
		for (const struct node *key = value->first; key && !status;
		     key = key->next->next)
			status = walk(set, resource, key->next, error);
	return status;
}

/* Registers a schema and all below it. The recursion is as deep as the document. */
static int walk(struct schema_set *set, struct resource *resource, const struct node *schema,
		struct error *error)
{
	int status = 0;

	if (schema != resource->root && tree_get(schema, STR("$id"))) {
		resource = new_resource(set, resource->document, schema, resource);
		status = name_resource(set, resource, error);
	}
	registry_place_in(set, schema, resource);
	if (schema->kind != NODE_OBJECT || status)
		return status;
	status = add_anchor(set, resource, schema, "$anchor", error);
	if (!status)
		status = add_anchor(set, resource, schema, "$dynamicAnchor", error);
	for (const struct node *key = schema->first; key && !status; key = key->next->next) {
		const struct keyword *keyword = map_get(&set->keywords, key->text);

		if (keyword)
			status = walk_shape(set, resource, keyword->shape, key->next, error);
	}
	return status;
}

static bool begins_json(struct str bytes)
{
	bytes = str_trim(bytes);
	return bytes.len && (bytes.ptr[0] == '{' || bytes.ptr[0] == '[');
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
	error_set(error, STATUS_INVALID, "schema.unreadable", "file", document->uri.ptr, "line",
		  line, "column", column, "reason", f->rule, NULL);
	for (size_t i = 0; i < f->message.n_args && error->message.n_args < MESSAGE_ARGS_MAX;
	     i++)
		message_add(&error->message, &error->arena, f->message.args[i].name,
			    f->message.args[i].value);
	return STATUS_INVALID;
}

/* What begins like JSON is read as such first; YAML's flow collections begin alike. */
static int read_document(struct schema_set *set, struct document *document, struct str bytes,
			 struct error *error)
{
	struct finding_list findings = {0};
	bool json = str_ends(document->uri, STR(".json"));
	int status = 0;

	if (json || begins_json(bytes))
		json_read(&document->tree, bytes, &set->arena, document->uri, &findings);
	if (!json && (!document->tree.root || first_error(&findings))) {
		finding_reset(&findings);
		yaml_read(&document->tree, bytes, &set->arena, document->uri, &findings);
	}
	if (first_error(&findings))
		status = refuse_unreadable(document, first_error(&findings), error);
	finding_release(&findings);
	return status;
}

int registry_add(struct schema_set *set, struct str uri, struct str bytes, struct error *error)
{
	struct document *document = arena_zalloc(&set->arena, sizeof *document);
	struct resource *resource;
	struct map_entry *entry;
	int status;

	document->uri = arena_str(&set->arena, uri_without_fragment(uri));
	status = read_document(set, document, arena_str(&set->arena, bytes), error);
	if (status)
		return status;
	assert(document->tree.root);
	resource = new_resource(set, document, document->tree.root, NULL);
	entry = map_add(&set->resources, document->uri);
	if (entry->value)
		return refuse_twice(set, document, resource->root, document->uri, error);
	entry->value = resource;
	status = name_resource(set, resource, error);
	return status ? status : walk(set, resource, resource->root, error);
}

/* Follows a JSON Pointer from a resource's root; an `$id` on the way changes the resource. */
static struct place *find_pointer(struct schema_set *set, struct resource *resource,
				  struct str pointer)
{
	struct tree at = {.root = (struct node *)resource->root};
	struct place *place;

	while (pointer.len) {
		size_t end = 1 + str_index(str_sub(pointer, 1, pointer.len), '/');

		at.root = tree_find(&at, str_sub(pointer, 0, end));
		if (!at.root)
			return NULL;
		place = registry_place(set, at.root);
		if (place)
			resource = place->resource;
		pointer = str_sub(pointer, end, pointer.len);
	}
	return registry_place_in(set, at.root, resource);
}

static struct place *find_fragment(struct schema_set *set, struct resource *resource,
				   struct str fragment)
{
	struct buf decoded = {0};
	struct place *place = NULL;

	uri_decode(&decoded, fragment);
	if (decoded.len == 0 || decoded.ptr[0] == '/') {
		place = find_pointer(set, resource, buf_str(&decoded));
	} else {
		const struct anchor *anchor = map_get(&resource->anchors, buf_str(&decoded));

		if (anchor)
			place = registry_place(set, anchor->node);
	}
	buf_release(&decoded);
	return place;
}

struct place *registry_find(struct schema_set *set, struct str base, struct str reference)
{
	struct buf uri = {0};
	struct resource *resource;
	struct place *place = NULL;

	uri_resolve(&uri, base, reference);
	resource = registry_resource(set, buf_str(&uri));
	if (resource)
		place = find_fragment(set, resource, uri_fragment(buf_str(&uri)));
	buf_release(&uri);
	return place;
}
