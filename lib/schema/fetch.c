/* SPDX-License-Identifier: MIT */
/* Three places to look, one after the other. */
#include "schema/fetch.h"

#include "schema/embedded.h"
#include "schema/registry.h"
#include "schema/uri.h"

static void add_alias(struct schema_set *set, struct str uri, struct resource *resource)
{
	map_put(&set->resources, arena_str(&set->arena, uri), resource);
}

/* Of the owner, whose users may have named it in `$schema`. It is read anew: a node belongs to
 * one set. */
static int borrow(struct schema_set *set, struct str uri, struct error *error)
{
	const struct resource *theirs =
		set->owner ? map_get(&set->owner->resources, uri) : NULL;
	const struct document *document;
	struct resource *ours;
	int status = 0;

	if (!theirs)
		return STATUS_NOT_FOUND;
	document = theirs->document;
	if (!map_get(&set->resources, document->uri))
		status = registry_add(set, document->uri, document->name, document->tree.source,
				      error);
	if (status)
		return status;
	ours = map_get(&set->resources, theirs->uri);
	ours->document->built_in = document->built_in;
	add_alias(set, uri, ours);
	return 0;
}

/* The URI of a file of schema/meta that is a meta-schema of the standard, or nothing:
 * `meta/2020-12/schema.yaml` is `https://json-schema.org/draft/2020-12/schema`, and what lies
 * beside it, `core.yaml`, is `.../2020-12/meta/core`. */
static void add_standard_uri(struct buf *uri, struct str file)
{
	struct str draft, name;

	if (!str_starts(file, STR("meta/20")))
		return;
	str_split(&file, '/');
	draft = str_split(&file, '/');
	name = str_split(&file, '.');
	buf_printf(uri, "https://json-schema.org/draft/%.*s/%s%.*s", STR_ARG(draft),
		   str_eq(name, STR("schema")) ? "" : "meta/", STR_ARG(name));
}

static const struct pack_file *find_built_in(struct str uri)
{
	const struct pack_file *found = NULL;
	struct buf standard = {0};
	size_t n;
	const struct pack_file *files = embedded_files(&n);

	for (size_t i = 0; i < n && !found; i++) {
		buf_reset(&standard);
		add_standard_uri(&standard, files[i].name);
		if (standard.len && str_eq(buf_str(&standard), uri))
			found = &files[i];
	}
	buf_release(&standard);
	return found;
}

static int take_built_in(struct schema_set *set, struct str uri, struct error *error)
{
	const struct pack_file *file = find_built_in(uri);
	int status;

	if (!file)
		return STATUS_NOT_FOUND;
	status = registry_add(set, uri, STR(""), file->bytes, error);
	if (!status) {
		struct resource *resource = map_get(&set->resources, uri);

		resource->document->built_in = true;
	}
	return status;
}

/* The resource whose document has just these bytes, and an absolute `$id`, so that it does not
 * matter from where it came; or NULL. */
static struct resource *find_bytes(const struct schema_set *set, struct str bytes)
{
	for (size_t i = 0; i < set->resources.n; i++) {
		struct resource *resource = set->resources.entries[i].value;

		if (!resource->parent &&
		    uri_is_absolute(tree_get_text(resource->root, STR("$id"))) &&
		    str_eq(resource->document->tree.source, bytes))
			return resource;
	}
	return NULL;
}

static int call_back(struct schema_set *set, struct str uri, struct error *error)
{
	struct buf bytes = {0}, name = {0};
	struct resource *known;
	int status;

	if (!set->options.fetch)
		return STATUS_NOT_FOUND;
	status = set->options.fetch(set->options.fetch_context, uri, &bytes, &name, error);
	known = status ? NULL : find_bytes(set, buf_str(&bytes));
	if (known)
		add_alias(set, uri, known);
	else if (!status)
		status = registry_add(set, uri, buf_str(&name), buf_str(&bytes), error);
	buf_release(&bytes);
	buf_release(&name);
	return status;
}

int fetch_document(struct schema_set *set, struct str uri, struct error *error)
{
	int status = borrow(set, uri, error);

	if (status == STATUS_NOT_FOUND)
		status = take_built_in(set, uri, error);
	if (status == STATUS_NOT_FOUND)
		status = call_back(set, uri, error);
	return status;
}
