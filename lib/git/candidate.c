/* SPDX-License-Identifier: MIT */
/*
 * A candidate: another snapshot with changed files. The entries of both are merged in their
 * order; what is unchanged is read from the base.
 */
#include "base/mem.h"
#include "git/backend.h"

#include <stdlib.h>
#include <string.h>

struct candidate {
	struct snapshot *base;
	size_t n;
	struct snapshot_change *changes; /* in byte order of their paths */
};

static int change_cmp(const void *a, const void *b)
{
	const struct snapshot_change *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

static int fail(struct snapshot *s, enum status status, const char *id, struct str path,
		struct error *error)
{
	return error_set(error, status, id, "path",
			 arena_cstr(&s->arena, path.len ? path : STR(".")), NULL);
}

static const struct snapshot_change *find_change(const struct candidate *c, struct str path)
{
	struct snapshot_change key = {.path = path};

	return c->n ? bsearch(&key, c->changes, c->n, sizeof key, change_cmp) : NULL;
}

static int candidate_read(void *state, const struct entry *entry, size_t max, struct buf *bytes,
			  struct error *error)
{
	struct candidate *c = state;
	const struct snapshot_change *change = find_change(c, entry->path);

	if (!change)
		return snapshot_read(c->base, entry, max, bytes, error);
	if (change->bytes.len > max)
		return snapshot_too_large(entry, change->bytes.len, max, error);
	buf_add(bytes, change->bytes);
	return 0;
}

static void candidate_close(void *state)
{
	struct candidate *c = state;

	mem_free(c->changes);
	mem_free(c);
}

/* Copies the changes into the state, in order. */
static int take_changes(struct snapshot *s, struct candidate *c,
			const struct snapshot_change *changes, size_t n, struct error *error)
{
	c->changes = mem_zalloc(n, sizeof *c->changes);
	for (size_t i = 0; i < n; i++) {
		if (!snapshot_is_path(changes[i].path))
			return fail(s, STATUS_INVALID, "snapshot.bad-path", changes[i].path,
				    error);
		c->changes[i] = changes[i];
		c->changes[i].path = arena_str(&s->arena, changes[i].path);
	}
	c->n = n;
	if (n)
		qsort(c->changes, n, sizeof *c->changes, change_cmp);
	return 0;
}

/* Adds what a change makes of its path, where the base has `old` or nothing (NULL). */
static int add_change(struct snapshot *s, const struct snapshot_scope *scope,
		      const struct snapshot_change *change, const struct entry *old,
		      struct error *error)
{
	struct entry *added;

	if (change->removed && !old)
		return fail(s, STATUS_NOT_FOUND, "snapshot.no-such-file", change->path, error);
	if (old && old->type != ENTRY_FILE && old->type != ENTRY_UNMERGED)
		return fail(s, STATUS_INVALID, "snapshot.not-a-file", change->path, error);
	return change->removed
		       ? 0
		       : snapshot_add_path(s, scope, change->path, ENTRY_FILE, &added, error);
}

/* Adds the entries of the base and the changes, both in their order. */
static int merge(struct snapshot *s, const struct candidate *c,
		 const struct snapshot_scope *scope, struct error *error)
{
	const struct entry *old = c->base->entries.at, *end = old + c->base->entries.n;
	int status = 0;

	for (size_t i = 0; status == 0 && i < c->n; i++) {
		const struct snapshot_change *change = &c->changes[i];
		int order = 1;

		for (; old < end && (order = str_cmp(old->path, change->path)) < 0; old++)
			*vec_add(&s->entries) = *old;
		status = add_change(s, scope, change, order == 0 ? old++ : NULL, error);
	}
	for (; old < end; old++)
		*vec_add(&s->entries) = *old;
	return status;
}

int candidate_fill(struct snapshot *s, struct snapshot *base,
		   const struct snapshot_change *changes, size_t n,
		   const struct snapshot_scope *scope, struct error *error)
{
	static const struct backend backend = {"candidate", candidate_read, candidate_close};
	struct candidate *c = mem_zalloc(1, sizeof *c);
	int status;

	c->base = base;
	s->backend = &backend;
	s->state = c;
	memcpy(s->commit, base->commit, sizeof s->commit);
	buf_add(&s->root, buf_str(&base->root));
	buf_add(&s->prefix, buf_str(&base->prefix));
	status = take_changes(s, c, changes, n, error);
	return status ? status : merge(s, c, scope, error);
}

/* Whether the folders on the way to the file are folders. */
static bool has_folders(const struct snapshot *s, struct str path)
{
	for (size_t i = 0; i < path.len; i++) {
		const struct entry *entry;

		if (path.ptr[i] != '/')
			continue;
		entry = snapshot_find(s, str_sub(path, 0, i));
		if (entry && entry->type != ENTRY_FOLDER && entry->type != ENTRY_UNREADABLE)
			return false;
	}
	return true;
}

int candidate_check(struct snapshot *s, struct error *error)
{
	const struct candidate *c = s->state;

	for (size_t i = 0; i < c->n; i++)
		if (!c->changes[i].removed && (!has_folders(s, c->changes[i].path) ||
					       snapshot_has_folder(s, c->changes[i].path)))
			return fail(s, STATUS_INVALID, "snapshot.not-a-file",
				    c->changes[i].path, error);
	return 0;
}
