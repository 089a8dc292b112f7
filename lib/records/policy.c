/* SPDX-License-Identifier: MIT */
/* From pack to the pack that it extends, down to one that is built in or extends none. */
#include "records/policy.h"

#include "base/mem.h"
#include "base/nearby.h"
#include "records/layout.h"
#include "records/load.h"
#include "schema/embedded.h"
#include "text/place.h"
#include "text/source.h"
#include "text/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUILT_IN "binhai"

struct collector {
	struct policy *policy;
	struct snapshot *snapshot;
	const struct kind_set *kinds;
	struct finding_list *findings;
};

/* The text of a key at the top of a file, in the arena; "" if there is none. With `found`, the
 * place of it is put into the finding that it makes. */
static struct str read_key(struct str bytes, struct str key, struct arena *arena)
{
	struct finding_list findings = {0};
	struct arena scratch = {0};
	struct tree t = {0};
	struct str text = STR("");

	if (yaml_read(&t, bytes, &scratch, STR(""), &findings))
		text = arena_str(arena, tree_get_text(t.root, key));
	finding_release(&findings);
	arena_release(&scratch);
	return text;
}

/* Puts the finding where the value of the key stands in the file. */
static void place_key(struct finding *f, struct str bytes, struct str key)
{
	struct finding_list findings = {0};
	struct arena scratch = {0};
	struct tree t = {0};
	const struct node *value;

	if (yaml_read(&t, bytes, &scratch, STR(""), &findings) &&
	    (value = tree_get(t.root, key)) != NULL)
		place_finding(&t, f, value->start, value->end);
	finding_release(&findings);
	arena_release(&scratch);
}

static struct str folder_of(struct arena *arena, struct str name)
{
	return str_of(arena_printf(arena, "policy/%.*s/", STR_ARG(name)));
}

/* Whether the repository has a pack of this name. */
static bool is_there(const struct snapshot *snapshot, struct str name)
{
	struct buf path = {0};
	bool there;

	buf_printf(&path, "policy/%.*s/pack.yaml", STR_ARG(name));
	there = layout_is_id(name) && snapshot_find(snapshot, buf_str(&path));
	buf_release(&path);
	return there;
}

static struct str stem_of(struct str name)
{
	return str_sub(name, 0, name.len - strlen(".yaml"));
}

/* Whether a pack has a file of this name, one from its folder on. */
static bool is_part(struct str name)
{
	static const char *const folders[] = {"rules/", "kinds/", "reports/"};

	if (str_eq(name, STR("pack.yaml")))
		return true;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		struct str rest = str_sub(name, strlen(folders[i]), name.len);

		if (str_starts(name, str_of(folders[i])) && str_ends(rest, STR(".yaml")) &&
		    rest.len > strlen(".yaml") && !str_starts(rest, STR(".")) &&
		    str_index(rest, '/') == rest.len)
			return true;
	}
	return false;
}

static void refuse_kind(struct collector *c, struct str path, struct str kind)
{
	struct arena arena = {0};

	finding_add(c->findings, "pack.unknown-kind", path, "kind", arena_cstr(&arena, kind),
		    NULL);
	arena_release(&arena);
}

static void add_keys(struct collector *c, struct str pack, struct str path, struct str kind,
		     struct str bytes)
{
	if (kind_find(c->kinds, kind))
		*vec_add(&c->policy->keys) = (struct kind_keys){kind, pack, path, bytes};
	else
		refuse_kind(c, path, kind);
}

/* Counts what there is to read; false, and a finding, where it is too much. */
static bool count(struct collector *c, struct str path, size_t bytes)
{
	struct policy *p = c->policy;
	bool files = ++p->n_files > POLICY_FILES_MAX;

	p->n_bytes += bytes;
	if (files)
		finding_add(c->findings, "pack.too-many-files", path, "max", "1000", NULL);
	else if (p->n_bytes > POLICY_BYTES_MAX)
		finding_add(c->findings, "pack.too-large", path, "max", "1 MiB", NULL);
	return !files && p->n_bytes <= POLICY_BYTES_MAX;
}

/* Reads one file of the layer; false where no more is to be read. */
static bool add_file(struct collector *c, struct pack_layer *layer, const struct entry *entry,
		     struct str name)
{
	struct arena *arena = &c->policy->arena;
	struct pack_file *files = *(c->policy->files.at + c->policy->files.n - 1);
	struct pack_file *file = &files[layer->n];
	struct buf bytes = {0};
	bool more = true;

	if (layout_is_file(entry, c->findings) &&
	    load_bytes(c->snapshot, entry, &bytes, c->findings)) {
		*file = (struct pack_file){arena_str(arena, name),
					   arena_str(arena, buf_str(&bytes))};
		layer->n++;
		more = count(c, entry->path, bytes.len);
		if (str_starts(name, STR("kinds/")))
			add_keys(c, layer->name, arena_str(arena, entry->path),
				 stem_of(str_sub(file->name, strlen("kinds/"), name.len)),
				 file->bytes);
	}
	buf_release(&bytes);
	return more;
}

/* The pack's files in byte order of their names. */
static void add_files(struct collector *c, struct pack_layer *layer)
{
	size_t first = snapshot_lower(c->snapshot, layer->folder), n = 0;
	const struct entry *entry;

	while (first + n < snapshot_count(c->snapshot) &&
	       str_starts(snapshot_entry(c->snapshot, first + n)->path, layer->folder))
		n++;
	*vec_add(&c->policy->files) = mem_zalloc(n + 1, sizeof(struct pack_file));
	layer->files = c->policy->files.at[c->policy->files.n - 1];
	for (size_t i = 0; i < n; i++) {
		struct str name;

		entry = snapshot_entry(c->snapshot, first + i);
		name = str_sub(entry->path, layer->folder.len, entry->path.len);
		if (is_part(name) && !add_file(c, layer, entry, name))
			break;
	}
}

static struct str pack_bytes(const struct pack_layer *layer)
{
	for (size_t i = 0; i < layer->n; i++)
		if (str_eq(layer->files[i].name, STR("pack.yaml")))
			return layer->files[i].bytes;
	return STR("");
}

/* Appends a layer for a pack of the repository; gives what it extends, or "". */
static struct str add_layer(struct collector *c, struct str name)
{
	struct pack_layer *layer = vec_add(&c->policy->layers);

	layer->name = arena_str(&c->policy->arena, name);
	layer->folder = folder_of(&c->policy->arena, name);
	add_files(c, layer);
	return read_key(pack_bytes(layer), STR("extends"), &c->policy->arena);
}

static bool is_used(const struct policy *p, struct str name)
{
	for (size_t i = 0; i < p->layers.n; i++)
		if (str_eq(p->layers.at[i].name, name))
			return true;
	return false;
}

/* Offers, or appends, each pack of the snapshot. */
static void each_pack(const struct snapshot *snapshot, struct nearby *near, struct buf *names)
{
	size_t i = snapshot_lower(snapshot, STR("policy/"));

	for (; i < snapshot_count(snapshot); i++) {
		struct str path = snapshot_entry(snapshot, i)->path, name;

		if (!str_starts(path, STR("policy/")))
			break;
		str_split(&path, '/');
		name = str_split(&path, '/');
		if (!str_eq(path, STR("pack.yaml")) || !layout_is_id(name))
			continue;
		if (near)
			nearby_offer(near, name);
		else if (!str_eq(name, STR(BUILT_IN)))
			buf_printf(names, ", %.*s", STR_ARG(name));
	}
}

void policy_known(const struct snapshot *snapshot, struct buf *names)
{
	buf_add_text(names, BUILT_IN);
	each_pack(snapshot, NULL, names);
}

static void refuse_unknown(struct collector *c, const struct pack_layer *layer, struct str name)
{
	struct nearby near = {.wanted = name};
	struct buf nearest = {0}, path = {0};
	const char *pack = arena_cstr(&near.arena, name);
	struct finding *f;

	nearby_offer(&near, STR(BUILT_IN));
	each_pack(c->snapshot, &near, NULL);
	nearby_list(&near, &nearest);
	buf_printf(&path, "%.*spack.yaml", STR_ARG(layer->folder));
	f = nearest.len ? finding_under(finding_add(c->findings, "pack.extends-unknown-near",
						    buf_str(&path), "pack", pack, "nearest",
						    buf_cstr(&nearest), NULL),
					"pack.extends-unknown")
			: finding_add(c->findings, "pack.extends-unknown", buf_str(&path),
				      "pack", pack, NULL);
	place_key(f, pack_bytes(layer), STR("extends"));
	buf_release(&nearest);
	buf_release(&path);
	nearby_release(&near);
}

static void refuse_cycle(struct collector *c, const struct pack_layer *layer, struct str name)
{
	struct buf path = {0};
	struct arena arena = {0};

	buf_printf(&path, "%.*spack.yaml", STR_ARG(layer->folder));
	place_key(finding_add(c->findings, "pack.extends-itself", buf_str(&path), "pack",
			      arena_cstr(&arena, name), NULL),
		  pack_bytes(layer), STR("extends"));
	buf_release(&path);
	arena_release(&arena);
}

/* From the top down; a finding ends it. */
static void add_layers(struct collector *c, struct str name)
{
	while (name.len && c->findings->items.n == 0) {
		const struct pack_layer *from;
		struct str next = add_layer(c, name);

		from = &c->policy->layers.at[c->policy->layers.n - 1];
		if (is_used(c->policy, next))
			refuse_cycle(c, from, next);
		else if (next.len && !is_there(c->snapshot, next) &&
			 !str_eq(next, STR(BUILT_IN)))
			refuse_unknown(c, from, next);
		else if (!is_there(c->snapshot, next))
			break;
		name = next;
	}
}

static void reverse(struct policy *p)
{
	for (size_t i = 0, k = p->layers.n; i + 1 < k--; i++) {
		struct pack_layer layer = p->layers.at[i];

		p->layers.at[i] = p->layers.at[k];
		p->layers.at[k] = layer;
	}
}

static void add_built_in(struct policy *p)
{
	struct pack_layer *layer = vec_add(&p->layers);

	layer->folder = STR("schema/");
	layer->files = embedded_files(&layer->n);
}

/* What sws.yaml names; what is wrong with it is told when it is read as a record. */
static struct str policy_name(struct collector *c)
{
	struct finding_list findings = {0};
	const struct entry *entry = snapshot_find(c->snapshot, STR("sws.yaml"));
	struct str name = STR("");
	struct buf bytes = {0};

	if (entry && entry->type == ENTRY_FILE &&
	    load_bytes(c->snapshot, entry, &bytes, &findings))
		name = read_key(buf_str(&bytes), STR("policy"), &c->policy->arena);
	finding_release(&findings);
	buf_release(&bytes);
	return name;
}

int policy_collect(struct policy *p, struct snapshot *snapshot, const struct kind_set *kinds,
		   struct finding_list *findings, struct error *error)
{
	struct collector c = {p, snapshot, kinds, findings};
	struct str name = snapshot ? policy_name(&c) : STR("");
	size_t before = findings->items.n;

	if (name.len && is_there(snapshot, name))
		add_layers(&c, name);
	add_built_in(p);
	reverse(p);
	return findings->items.n > before ? pack_refuse(name, error) : 0;
}

static bool is_hidden(struct str path)
{
	while (path.len)
		if (str_starts(str_split(&path, '/'), STR(".")))
			return true;
	return false;
}

/* Whether the file lies where packs are and is none's: its folder's pack is not in force
 * otherwise, and that is nobody's concern. */
static bool is_unused(const struct policy *p, const struct snapshot *snapshot, struct str path)
{
	struct str rest = path, name;

	str_split(&rest, '/');
	name = str_split(&rest, '/');
	if (is_hidden(path) || str_eq(rest, STR("README.md")))
		return false;
	if (rest.len == 0 || !is_there(snapshot, name))
		return true;
	return is_used(p, name) && !is_part(rest);
}

void policy_find_unused(const struct policy *p, const struct snapshot *snapshot,
			struct finding_list *findings)
{
	size_t i = snapshot_lower(snapshot, STR("policy/"));

	for (; i < snapshot_count(snapshot); i++) {
		struct str path = snapshot_entry(snapshot, i)->path;

		if (!str_starts(path, STR("policy/")))
			break;
		if (is_unused(p, snapshot, path))
			finding_add(findings, "pack.unused-file", path, NULL);
	}
}

void policy_print_keys(const struct policy *p, struct str kind, struct buf *out)
{
	for (size_t i = 0; i < p->keys.n; i++) {
		if (!str_eq(p->keys.at[i].kind, kind))
			continue;
		buf_add_text(out, "---\n");
		buf_add(out, p->keys.at[i].bytes);
	}
}

void policy_release(struct policy *p)
{
	for (size_t i = 0; i < p->files.n; i++)
		mem_free(p->files.at[i]);
	vec_release(&p->files);
	vec_release(&p->layers);
	vec_release(&p->keys);
	arena_release(&p->arena);
	*p = (struct policy){0};
}
