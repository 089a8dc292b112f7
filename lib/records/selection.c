/* SPDX-License-Identifier: MIT */
/* From names that people give to paths of a snapshot, and which of them a path lies in. */
#include "records/selection.h"

#include "base/nearby.h"
#include "records/layout.h"
#include "records/mask.h"

#include <stdlib.h>

enum { NEAR = 2 }; /* edits between a name and the one that was meant */

static struct str cut_last_name(struct str path)
{
	while (path.len && path.ptr[path.len - 1] != '/')
		path.len--;
	return str_sub(path, 0, path.len ? path.len - 1 : 0);
}

/* Appends names to a path, one after another; false where `..` leads out of its root. */
static bool add_names(struct buf *path, struct str names)
{
	while (names.len) {
		struct str name = str_split(&names, '/');

		if (name.len == 0 || str_eq(name, STR(".")))
			continue;
		if (!str_eq(name, STR(".."))) {
			buf_add_text(path, path->len ? "/" : "");
			buf_add(path, name);
			continue;
		}
		if (path->len == 0)
			return false;
		path->len = cut_last_name(buf_str(path)).len;
		path->ptr[path->len] = '\0';
	}
	return true;
}

/* Where a path lies in a folder, both absolute; NULL when it does not. */
static const char *below(struct str folder, struct str path)
{
	size_t len = str_eq(folder, STR("/")) ? 0 : folder.len;

	if (folder.len == 0 || !str_starts(path, folder))
		return NULL;
	if (path.len > len && path.ptr[len] != '/')
		return NULL;
	return path.ptr + len + (path.len > len);
}

/* The path of the folder that was opened, from the records' root; "" where that is not in a
 * work tree. */
static struct str opened(const struct records *r)
{
	return str_of(below(snapshot_root(r->snapshot), buf_str(&r->folder)));
}

/* Cuts what leads to the records' root off an absolute name, given without its leading slash.
 * Symlinks count for what they lead to: /tmp may be one. */
static bool cut_root(struct str root, struct str *name)
{
	struct buf part = {0}, real = {0};
	struct error error = {0};
	bool there = root.len > 0, is_root = false;

	buf_add_char(&part, '/');
	while (there) {
		there = snapshot_realpath(buf_cstr(&part), &real, &error) == 0;
		is_root = there && str_eq(buf_str(&real), root);
		if (is_root || name->len == 0)
			break;
		buf_add_text(&part, part.len > 1 ? "/" : "");
		buf_add(&part, str_split(name, '/'));
	}
	buf_release(&part);
	buf_release(&real);
	error_release(&error);
	return is_root;
}

static bool find_absolute(const struct records *r, struct str name, struct buf *path)
{
	struct buf full = {0};
	struct str rest;
	bool found = add_names(&full, name);

	rest = buf_str(&full);
	found = found && cut_root(snapshot_root(r->snapshot), &rest) && add_names(path, rest);
	buf_release(&full);
	return found;
}

static int outside(const struct records *r, struct str name, struct error *error)
{
	struct str root = snapshot_root(r->snapshot);
	struct buf given = {0};

	buf_add(&given, name);
	error_set(error, STATUS_INVALID, "selection.outside", "path", buf_cstr(&given), "root",
		  root.len ? root.ptr : buf_cstr(&r->folder), NULL);
	buf_release(&given);
	return STATUS_INVALID;
}

int selection_path(const struct records *r, struct str name, struct buf *path,
		   struct error *error)
{
	bool inside;

	buf_reset(path);
	if (name.len == 0)
		return error_set(error, STATUS_INVALID, "selection.no-path", NULL);
	if (name.ptr[0] == '/')
		inside = find_absolute(r, name, path);
	else
		inside = add_names(path, opened(r)) && add_names(path, name);
	return inside ? 0 : outside(r, name, error);
}

static bool exists(const struct snapshot *s, struct str path)
{
	return snapshot_find(s, path) || snapshot_has_folder(s, path);
}

/* Whether the path leads through an entry, as a folder that is not looked into or a link. */
static bool is_out_of_sight(const struct snapshot *s, struct str path)
{
	for (size_t i = 0; i < path.len; i++) {
		const struct entry *entry =
			path.ptr[i] == '/' ? snapshot_find(s, str_sub(path, 0, i)) : NULL;

		if (entry)
			return entry->type != ENTRY_FILE;
	}
	return false;
}

/* Whether there is, or may be, something of that path. A folder of records that is empty is not
 * in a snapshot. */
static bool is_there(const struct records *r, struct str path)
{
	return path.len == 0 || exists(r->snapshot, path) || records_has_folder(r, path) ||
	       is_out_of_sight(r->snapshot, path);
}

/* The name in a folder ("": the root) that `name` was probably meant to be, or "". */
static struct str nearest_in(const struct snapshot *s, struct str folder, struct str name)
{
	struct buf prefix = {0}, whole = {0};
	struct str nearest = STR(""), last = STR("");
	unsigned least = NEAR + 1;

	buf_printf(&prefix, "%.*s%s", STR_ARG(folder), folder.len ? "/" : "");
	buf_printf(&whole, "%.*s.yaml", STR_ARG(name));
	for (size_t i = snapshot_lower(s, buf_str(&prefix)); i < snapshot_count(s); i++) {
		struct str path = snapshot_entry(s, i)->path, child;
		unsigned edits;

		if (!str_starts(path, buf_str(&prefix)))
			break;
		path = str_sub(path, prefix.len, path.len);
		child = str_split(&path, '/');
		if (str_eq(child, last))
			continue;
		last = child;
		edits = str_eq(child, buf_str(&whole)) ? 0 : str_distance(child, name, NEAR);
		if (edits < least) {
			least = edits;
			nearest = child;
		}
	}
	buf_release(&prefix);
	buf_release(&whole);
	return nearest;
}

/* The path that was probably meant, name by name, as far as there is one; whether one was
 * replaced. */
static bool find_nearest(const struct snapshot *s, struct str path, struct buf *nearest)
{
	bool replaced = false;

	while (path.len) {
		struct str name = str_split(&path, '/');
		size_t len = nearest->len;

		add_names(nearest, name);
		if (exists(s, buf_str(nearest)))
			continue;
		nearest->len = len;
		name = nearest_in(s, buf_str(nearest), name);
		if (name.len == 0)
			break;
		add_names(nearest, name);
		replaced = true;
	}
	return replaced;
}

/* Appends the path as it is called from the folder `from`, both from the records' root. */
static void add_relative(struct buf *out, struct str from, struct str path)
{
	for (;;) {
		struct str rest = path, folders = from;

		if (from.len == 0 || !str_eq(str_split(&rest, '/'), str_split(&folders, '/')))
			break;
		path = rest;
		from = folders;
	}
	while (from.len) {
		str_split(&from, '/');
		buf_add_text(out, "../");
	}
	buf_add(out, path);
}

static int unknown(struct selection *s, const struct records *r, struct str name,
		   struct str path, bool listed, struct error *error)
{
	const char *given = arena_cstr(&s->arena, name);
	struct buf near = {0}, called = {0};

	if (listed)
		error_set(error, STATUS_NOT_FOUND, "selection.unknown-listed", "path", given,
			  NULL);
	else if (find_nearest(r->snapshot, path, &near)) {
		add_relative(&called, opened(r), buf_str(&near));
		error_set(error, STATUS_NOT_FOUND, "selection.unknown-near", "path", given,
			  "nearest", buf_cstr(&called), NULL);
	} else {
		error_set(error, STATUS_NOT_FOUND, "selection.unknown", "path", given, NULL);
	}
	buf_release(&near);
	buf_release(&called);
	return STATUS_NOT_FOUND;
}

static void keep(struct selection *s, struct str path)
{
	struct buf masked = {0};

	*vec_add(&s->paths) = arena_str(&s->arena, path);
	if (mask_text(&masked, path))
		*vec_add(&s->masked) = arena_str(&s->arena, buf_str(&masked));
	buf_release(&masked);
}

/* A file with a record's name; there may be several of one kind and id. */
struct named {
	struct str path;
	struct named *next;
};

static void index_ids(struct selection *s, const struct records *r)
{
	for (size_t i = 0; i < snapshot_count(r->snapshot); i++) {
		struct str path = snapshot_entry(r->snapshot, i)->path, id = layout_id(path);
		const struct kind *kind = records_kind_at(r, path);
		struct named *named;
		struct map_entry *entry;

		if (!kind || kind->folder.len == 0 || id.len == 0)
			continue;
		named = arena_alloc(&s->arena, sizeof *named);
		entry = map_add(&s->ids,
				str_of(arena_printf(&s->arena, "%.*s/%.*s", STR_ARG(kind->name),
						    STR_ARG(id))));
		*named = (struct named){path, entry->value};
		entry->value = named;
	}
}

static int unknown_record(struct selection *s, const struct kind *kind, struct str id,
			  struct error *error)
{
	const char *name = arena_cstr(&s->arena, kind->name),
		   *given = arena_cstr(&s->arena, id);
	struct nearby near = {.wanted = id};
	struct buf list = {0};

	for (size_t i = 0; i < s->ids.n; i++) {
		struct str rest = s->ids.entries[i].key;

		if (str_eq(str_split(&rest, '/'), kind->name))
			nearby_offer(&near, rest);
	}
	nearby_list(&near, &list);
	if (list.len)
		error_set(error, STATUS_NOT_FOUND, "selection.unknown-record-near", "kind",
			  name, "id", given, "nearest", buf_cstr(&list), NULL);
	else
		error_set(error, STATUS_NOT_FOUND, "selection.unknown-record", "kind", name,
			  "id", given, NULL);
	buf_release(&list);
	nearby_release(&near);
	return STATUS_NOT_FOUND;
}

/* Adds a kind's records, or the one with the id; false if it is not called by its kind. */
static bool add_by_kind(struct selection *s, const struct records *r, struct str name)
{
	struct str id = name;
	const struct kind *kind = kind_find(r->kinds, str_split(&id, '/'));
	const struct named *named;

	if (!kind)
		return false;
	if (id.len == 0 && str_index(name, '/') == name.len) {
		keep(s, kind->folder.len ? kind->folder : kind->path_template);
		return true;
	}
	if (s->ids.n == 0)
		index_ids(s, r);
	named = map_get(&s->ids, name);
	for (const struct named *one = named; one; one = one->next)
		keep(s, one->path);
	return named != NULL;
}

/* The kind of what can only be meant as kind and id; NULL if it may be a path. */
static const struct kind *kind_meant(const struct records *r, struct str name, struct str *id)
{
	const struct kind *kind;

	*id = name;
	kind = kind_find(r->kinds, str_split(id, '/'));
	return layout_is_id(*id) ? kind : NULL;
}

int selection_add(struct selection *s, const struct records *r, struct str name, bool listed,
		  struct error *error)
{
	struct buf path = {0};
	const struct kind *kind;
	struct str id;
	int status;

	if (add_by_kind(s, r, name))
		return 0;
	status = selection_path(r, name, &path, error);
	kind = kind_meant(r, name, &id);
	if (status == 0 && is_there(r, buf_str(&path)))
		keep(s, buf_str(&path));
	else if (status == 0 && kind && !listed)
		status = unknown_record(s, kind, id, error);
	else if (status == 0)
		status = unknown(s, r, name, buf_str(&path), listed, error);
	buf_release(&path);
	return status;
}

static int path_cmp(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

static size_t settle(struct str *paths, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(paths, n, sizeof *paths, path_cmp);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !str_eq(paths[kept - 1], paths[i]))
			paths[kept++] = paths[i];
	return kept;
}

void selection_settle(struct selection *s)
{
	s->paths.n = settle(s->paths.at, s->paths.n);
	s->masked.n = settle(s->masked.at, s->masked.n);
}

/* Whether the path or a folder that it lies in is among the paths. */
static bool lies_in(const struct str *paths, size_t n, struct str path)
{
	for (size_t end = 0; n && end <= path.len; end++) {
		struct str part = str_sub(path, 0, end);

		if ((end == 0 || end == path.len || path.ptr[end] == '/') &&
		    bsearch(&part, paths, n, sizeof part, path_cmp))
			return true;
	}
	return false;
}

static bool is_below(struct str path, struct str folder)
{
	return path.len > folder.len && path.ptr[folder.len] == '/' && str_starts(path, folder);
}

/* Whether one of the paths lies in this one. Paths in a folder stand together, behind those
 * that begin with its name and a byte before '/'. */
static bool leads_to(const struct str *paths, size_t n, struct str path)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(paths[middle], path) <= 0 ||
		    (str_starts(paths[middle], path) &&
		     (unsigned char)paths[middle].ptr[path.len] < '/'))
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && is_below(paths[low], path);
}

bool selection_covers(const struct selection *s, struct str path)
{
	return lies_in(s->paths.at, s->paths.n, path) ||
	       lies_in(s->masked.at, s->masked.n, path) ||
	       leads_to(s->paths.at, s->paths.n, path);
}

/* The kind whose records are at the path or below it, or NULL. */
static const struct kind *kind_below(const struct records *r, struct str path)
{
	size_t n;
	const struct kind *kinds = kind_all(r->kinds, &n);

	for (size_t i = 0; i < n; i++)
		if (kinds[i].folder.len && str_eq(kinds[i].folder, path))
			return &kinds[i];
	return records_kind_at(r, path);
}

int selection_kind(const struct selection *s, const struct records *r, const struct kind **kind,
		   struct error *error)
{
	struct arena arena = {0};
	int status = 0;

	*kind = NULL;
	for (size_t i = 0; i < s->paths.n && status == 0; i++) {
		struct str path = s->paths.at[i];
		const struct kind *at = kind_below(r, path);

		if (path.len == 0) {
			*kind = NULL;
			break;
		}
		if (!at)
			status = error_set(error, STATUS_INVALID, "selection.no-kind", "path",
					   arena_cstr(&arena, path), NULL);
		else if (*kind && at != *kind)
			status = error_set(error, STATUS_INVALID, "selection.two-kinds", "path",
					   arena_cstr(&arena, path), "kind",
					   arena_cstr(&arena, at->name), "other",
					   arena_cstr(&arena, (*kind)->name), NULL);
		*kind = at;
	}
	arena_release(&arena);
	return status;
}

void selection_release(struct selection *s)
{
	map_release(&s->ids);
	vec_release(&s->paths);
	vec_release(&s->masked);
	arena_release(&s->arena);
}
