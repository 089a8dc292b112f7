/* SPDX-License-Identifier: MIT */
/*
 * Documents are walked once, along the keywords that hold schemas, when they are added. What
 * the walk names becomes the set's when it has come to its end.
 */
#include "schema/registry.h"

#include "schema/dialect.h"
#include "schema/origin.h"
#include "schema/fetch.h"
#include "schema/keyword.h"
#include "schema/pointer.h"
#include "schema/uri.h"

#include <limits.h>

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

/* The adding of a document. */
struct addition {
	struct schema_set *set;
	struct document *document;
	struct map named; /* URI → struct resource, of this document */
	struct error *error;
};

static int refuse_twice(struct addition *a, const struct node *node, struct str name)
{
	struct where at = origin_where(a->document, node);

	return error_set(a->error, STATUS_INVALID, "schema.duplicate-name", "file", at.file,
			 "line", at.line, "column", at.column, "name",
			 arena_cstr(&a->set->arena, name), NULL);
}

static int refuse_identifier(struct addition *a, const struct node *value, const char *keyword)
{
	struct where at = origin_where(a->document, value);

	return error_set(a->error, STATUS_INVALID, "schema.malformed-identifier", "file",
			 at.file, "line", at.line, "column", at.column, "keyword", keyword,
			 NULL);
}

/* core, 8.2.2: ^[A-Za-z_][-A-Za-z0-9._]*$; in 2019-09 ^[A-Za-z][-A-Za-z0-9.:_]*$ */
static bool is_anchor(struct str s, enum draft draft)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		bool inner = (c >= '0' && c <= '9') || c == '-' || c == '.';

		if (draft == DRAFT_2019)
			inner |= c == '_' || c == ':';
		else
			letter |= c == '_';
		if (!letter && (i == 0 || !inner))
			return false;
	}
	return s.len > 0;
}

static struct anchor *new_anchor(struct addition *a, struct str name, const struct node *schema,
				 bool dynamic)
{
	struct anchor *anchor = arena_zalloc(&a->set->arena, sizeof *anchor);

	anchor->name = name;
	anchor->node = schema;
	anchor->dynamic = dynamic;
	return anchor;
}

static int add_anchor(struct addition *a, struct resource *resource, const struct node *schema,
		      const char *keyword, bool dynamic)
{
	const struct node *name = tree_get(schema, str_of(keyword));
	struct map_entry *entry;

	if (!name)
		return 0;
	if (name->kind != NODE_STRING || !is_anchor(name->text, resource->draft))
		return refuse_identifier(a, name, keyword);
	entry = map_add(&resource->anchors, name->text);
	if (entry->value)
		return refuse_twice(a, name, name->text);
	entry->value = new_anchor(a, name->text, schema, dynamic);
	return 0;
}

/* `$recursiveAnchor` makes the resource's root a dynamic anchor that has no name. */
static void add_recursive_anchor(struct addition *a, struct resource *resource)
{
	const struct node *value = tree_get(resource->root, STR("$recursiveAnchor"));

	if (value && value->kind == NODE_BOOLEAN && str_eq(value->text, STR("true")))
		map_put(&resource->anchors, STR(""),
			new_anchor(a, STR(""), resource->root, true));
}

static int add_anchors(struct addition *a, struct resource *resource, const struct node *schema)
{
	int status = add_anchor(a, resource, schema, "$anchor", false);

	if (!status && resource->draft == DRAFT_2020)
		status = add_anchor(a, resource, schema, "$dynamicAnchor", true);
	if (schema == resource->root)
		add_recursive_anchor(a, resource);
	return status;
}

static struct resource *new_resource(struct addition *a, const struct node *root,
				     struct resource *parent)
{
	struct resource *resource = arena_zalloc(&a->set->arena, sizeof *resource);

	resource->uri = a->document->uri;
	resource->root = root;
	resource->document = a->document;
	resource->parent = parent;
	dialect_place(resource);
	return resource;
}

/* Puts the resource under its URI. */
static int add_name(struct addition *a, struct resource *resource, const struct node *node)
{
	struct map_entry *entry;

	if (map_get(&a->set->resources, resource->uri))
		return refuse_twice(a, node, resource->uri);
	entry = map_add(&a->named, resource->uri);
	if (entry->value && entry->value != resource)
		return refuse_twice(a, node, resource->uri);
	entry->value = resource;
	return 0;
}

/* Names the resource by the `$id` of its root, if it has one. */
static int name_resource(struct addition *a, struct resource *resource)
{
	const struct node *id = tree_get(resource->root, STR("$id"));
	struct str base = resource->parent ? resource->parent->uri : a->document->uri;
	struct buf uri = {0};

	if (!id)
		return 0;
	if (id->kind != NODE_STRING || uri_fragment(id->text).len) /* older drafts had such */
		return resource->draft == DRAFT_OLDER ? 0 : refuse_identifier(a, id, "$id");
	uri_resolve(&uri, base, uri_without_fragment(id->text));
	resource->uri = arena_str(&a->set->arena, buf_str(&uri));
	buf_release(&uri);
	if (resource->uri.len > REGISTRY_URI_MAX)
		return refuse_identifier(a, id, "$id");
	return add_name(a, resource, id);
}

static int walk(struct addition *a, struct resource *resource, const struct node *schema);

static int walk_shape(struct addition *a, struct resource *resource, enum shape shape,
		      const struct node *value)
{
	bool list = shape == SHAPE_LIST || shape == SHAPE_SCHEMA_OR_LIST;
	int status = 0;

	if (list && value->kind == NODE_ARRAY) {
		for (const struct node *item = value->first; item && !status; item = item->next)
			status = walk(a, resource, item);
	} else if (shape == SHAPE_SCHEMA || shape == SHAPE_SCHEMA_OR_LIST) {
		status = walk(a, resource, value);
	} else if (shape == SHAPE_MAP && value->kind == NODE_OBJECT) {
		for (const struct node *key = value->first; key && !status;
		     key = key->next->next)
			status = walk(a, resource, key->next);
	}
	return status;
}

/* Where a resource's keywords hold schemas, whether or not they turn out to be of its dialect.
 */
static int walk_members(struct addition *a, struct resource *resource,
			const struct node *schema)
{
	unsigned known = resource->draft == DRAFT_2019 ? VOCABULARIES_2019 : UINT_MAX;
	int status = 0;

	for (const struct node *key = schema->first; key && !status; key = key->next->next) {
		const struct keyword *keyword = map_get(&a->set->keywords, key->text);

		if (keyword && keyword->vocabularies & known)
			status = walk_shape(a, resource, keyword->shape, key->next);
	}
	return status;
}

/* Registers a schema and all below it. The recursion is as deep as the document. */
static int walk(struct addition *a, struct resource *resource, const struct node *schema)
{
	int status = 0;

	if (schema != resource->root && tree_get(schema, STR("$id"))) {
		resource = new_resource(a, schema, resource);
		status = name_resource(a, resource);
	}
	registry_place_in(a->set, schema, resource);
	if (schema->kind != NODE_OBJECT || resource->draft == DRAFT_OLDER || status)
		return status;
	status = add_anchors(a, resource, schema);
	return status ? status : walk_members(a, resource, schema);
}

static int add_document(struct addition *a)
{
	struct resource *resource = new_resource(a, a->document->tree.root, NULL);
	int status = add_name(a, resource, resource->root);

	if (!status)
		status = name_resource(a, resource);
	return status ? status : walk(a, resource, resource->root);
}

/* Gives the resource to the set under one of its URIs. */
static void keep(struct schema_set *set, struct str uri, struct resource *resource)
{
	map_put(&set->resources, uri, resource);
	if (!str_eq(uri, resource->uri))
		return; /* the other one serves */
	for (size_t i = 0; i < resource->anchors.n; i++) {
		struct anchor *anchor = resource->anchors.entries[i].value;
		struct map_entry *first;

		if (!anchor->dynamic)
			continue;
		first = map_add(&set->dynamic_anchors, anchor->name);
		anchor->next = first->value;
		first->value = anchor;
	}
}

int registry_add(struct schema_set *set, struct str uri, struct str name, struct str bytes,
		 struct error *error)
{
	struct addition a = {.set = set, .error = error};
	int status = origin_read(set, uri, name, bytes, &a.document, error);

	if (!status)
		status = add_document(&a);
	for (size_t i = 0; i < a.named.n; i++) {
		struct resource *resource = a.named.entries[i].value;

		if (status)
			map_release(&resource->anchors);
		else
			keep(set, a.named.entries[i].key, resource);
	}
	map_release(&a.named);
	return status;
}

int registry_resource(struct schema_set *set, struct str uri, struct resource **resource,
		      struct error *error)
{
	int status = 0;

	uri = uri_without_fragment(uri);
	*resource = map_get(&set->resources, uri);
	if (*resource)
		return 0;
	status = fetch_document(set, uri, error);
	if (!status)
		*resource = map_get(&set->resources, uri);
	return status == STATUS_NOT_FOUND ? 0 : status;
}

/* Follows a JSON Pointer from a resource's root; an `$id` on the way changes the resource. */
static struct place *find_pointer(struct schema_set *set, struct resource *resource,
				  struct str pointer)
{
	const struct node *node = resource->root;
	struct place *place = registry_place(set, node);

	while (pointer.len) {
		pointer = str_sub(pointer, 1, pointer.len);
		node = pointer_step(set, node, str_sub(pointer, 0, str_index(pointer, '/')));
		if (!node)
			return NULL;
		place = registry_place(set, node);
		if (place)
			resource = place->resource;
		pointer = str_sub(pointer, str_index(pointer, '/'), pointer.len);
	}
	if (!place) {
		place = registry_place_in(set, node, resource);
		place->stray = true;
	}
	return place;
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

int registry_find(struct schema_set *set, struct str base, struct str reference,
		  struct place **place, struct error *error)
{
	struct buf uri = {0};
	struct resource *resource;
	int status;

	uri_resolve(&uri, base, reference);
	status = registry_resource(set, buf_str(&uri), &resource, error);
	*place = resource ? find_fragment(set, resource, uri_fragment(buf_str(&uri))) : NULL;
	buf_release(&uri);
	return status;
}
