/* SPDX-License-Identifier: MIT */
/* Trees made anew: each folder's entries merged with what is changed in it. */
#include "git/graft.h"

#include "git/name.h"

#include <git2.h>
#include <string.h>

/* A folder whose tree is made anew. */
struct folder {
	struct graft *g;
	const git_tree *base;         /* NULL: there was none */
	size_t from;                  /* the length of its path, with its '/' */
	struct buf tree;              /* the new one, as git stores it */
	struct VEC(struct str) files; /* names that a folder met later could have as well */
	struct error *error;
};

/* What a tree's entry is or shall be. */
struct leaf {
	struct str name;
	unsigned mode;
	const unsigned char *id;
};

bool graft_differs(const struct graft_change *change)
{
	return change->old_mode != change->new_mode ||
	       memcmp(change->old_id, change->new_id, sizeof change->old_id) != 0;
}

static int fail(const struct graft_change *change, enum status status, const char *id,
		struct error *error)
{
	return error_set(error, status, id, "path", change->path.ptr, NULL);
}

static bool is_folder(unsigned mode)
{
	return (mode & 0170000) == GIT_FILEMODE_TREE;
}

static bool is_file(unsigned mode)
{
	return (mode & 0170000) == (GIT_FILEMODE_BLOB & 0170000);
}

/* The order of a tree: by bytes, a folder as if its name ended with '/'. */
static int leaf_cmp(struct str a, bool a_folder, struct str b, bool b_folder)
{
	const size_t n = a.len < b.len ? a.len : b.len;
	const int order = memcmp(a.ptr, b.ptr, n);
	const unsigned char x = a.len > n ? (unsigned char)a.ptr[n] : a_folder ? '/' : 0;
	const unsigned char y = b.len > n ? (unsigned char)b.ptr[n] : b_folder ? '/' : 0;

	return order ? order : (x > y) - (x < y);
}

/* Whether a file has this name, too: those that could come before a folder in this order have
 * names that begin its name, each beginning the next. */
static bool is_taken(struct folder *f, struct str name)
{
	while (f->files.n && !str_starts(name, f->files.at[f->files.n - 1]))
		f->files.n--;
	return f->files.n && f->files.at[f->files.n - 1].len == name.len;
}

/* Whether the leaf could be added: not when it is the second of its name. */
static bool add_leaf(struct folder *f, const struct leaf *leaf)
{
	if (is_taken(f, leaf->name))
		return false;
	if (!is_folder(leaf->mode))
		*vec_add(&f->files) = leaf->name;
	buf_printf(&f->tree, "%o ", leaf->mode);
	buf_add(&f->tree, leaf->name);
	buf_add_char(&f->tree, '\0');
	buf_add(&f->tree, (struct str){(const char *)leaf->id, DEPOSIT_ID_SIZE});
	return true;
}

static struct leaf leaf_of(const git_tree_entry *entry)
{
	return (struct leaf){str_of(git_tree_entry_name(entry)),
			     (unsigned)git_tree_entry_filemode_raw(entry),
			     git_tree_entry_id(entry)->id};
}

/* The name that a change has in a folder; whether it is that of a folder in it. */
static bool name_in(const struct folder *f, const struct graft_change *change, struct str *name)
{
	struct str rest = str_sub(change->path, f->from, change->path.len);

	*name = str_sub(rest, 0, str_index(rest, '/'));
	return name->len < rest.len;
}

static int put_file(struct folder *f, struct graft_change *change, struct str name,
		    const struct leaf *old)
{
	if (old && !is_file(old->mode))
		return fail(change, STATUS_INVALID, "snapshot.not-a-file", f->error);
	if (!old && change->removed)
		return fail(change, STATUS_NOT_FOUND, "snapshot.no-such-file", f->error);
	if (old) {
		change->old_mode = old->mode;
		memcpy(change->old_id, old->id, sizeof change->old_id);
	}
	if (change->removed)
		return 0;
	change->new_mode = old ? old->mode : GIT_FILEMODE_BLOB;
	if (deposit_id(DEPOSIT_BLOB, change->bytes, change->new_id, f->error))
		return f->error->status;
	if (graft_differs(change))
		deposit_add(f->g->deposit, DEPOSIT_BLOB, change->bytes, change->new_id);
	if (!add_leaf(f, &(struct leaf){name, change->new_mode, change->new_id}))
		return fail(change, STATUS_INVALID, "snapshot.not-a-file", f->error);
	return 0;
}

static int make_folder(struct graft *g, const unsigned char *base, size_t from,
		       struct graft_change *changes, size_t n, unsigned char *id, bool *empty,
		       struct error *error);

/* Puts the folder that the first `n` changes lie in. */
static int put_folder(struct folder *f, struct graft_change *changes, size_t n, struct str name,
		      const struct leaf *old)
{
	unsigned char id[DEPOSIT_ID_SIZE];
	bool empty;
	int status = make_folder(f->g, old ? old->id : NULL, f->from + name.len + 1, changes, n,
				 id, &empty, f->error);

	if (status || empty)
		return status;
	if (!add_leaf(f, &(struct leaf){name, GIT_FILEMODE_TREE, id}))
		return fail(changes, STATUS_INVALID, "snapshot.not-a-file", f->error);
	return 0;
}

/* How many changes, from the first, lie in the folder of this name. */
static size_t count_in(const struct folder *f, const struct graft_change *changes, size_t n,
		       struct str name)
{
	size_t i = 1;
	struct str other;

	while (i < n && name_in(f, &changes[i], &other) && str_eq(name, other))
		i++;
	return i;
}

/* Adds an entry that nothing changes. */
static int keep(struct folder *f, const struct leaf *leaf, const struct graft_change *near)
{
	return add_leaf(f, leaf) ? 0
				 : fail(near, STATUS_INVALID, "snapshot.not-a-file", f->error);
}

/* Merges the entries that there were, in their order, with the changes, which are in the same:
 * of paths in byte order, those in one folder stand together, where it stands in a tree. */
static int merge(struct folder *f, struct graft_change *changes, size_t n)
{
	const size_t n_old = f->base ? git_tree_entrycount(f->base) : 0;
	size_t old = 0, i = 0;
	int status = 0;

	while (!status && (old < n_old || i < n)) {
		struct leaf leaf = {0};
		struct str name = {0};
		const bool folder = i < n && name_in(f, &changes[i], &name);
		int order = old < n_old ? -1 : 1;

		if (old < n_old)
			leaf = leaf_of(git_tree_entry_byindex(f->base, old));
		if (old < n_old && i < n)
			order = leaf_cmp(leaf.name, is_folder(leaf.mode), name, folder);
		old += order <= 0;
		if (order < 0) {
			status = keep(f, &leaf, &changes[i < n ? i : n - 1]);
		} else if (folder) {
			const size_t in = count_in(f, changes + i, n - i, name);

			status = put_folder(f, changes + i, in, name, order ? NULL : &leaf);
			i += in;
		} else {
			status = put_file(f, &changes[i++], name, order ? NULL : &leaf);
		}
	}
	return status;
}

/* Names the new tree and deposits it, unless it is the old one. */
static int finish(struct folder *f, const unsigned char *base, unsigned char *id, bool *empty)
{
	struct str tree = buf_str(&f->tree);

	*empty = tree.len == 0;
	if (*empty && f->from) /* git has no empty folders below the root */
		return 0;
	if (deposit_id(DEPOSIT_TREE, tree, id, f->error))
		return f->error->status;
	if (base && memcmp(base, id, DEPOSIT_ID_SIZE) == 0)
		return 0;
	deposit_add(f->g->deposit, DEPOSIT_TREE, arena_str(&f->g->arena, tree), id);
	return 0;
}

static int make_folder(struct graft *g, const unsigned char *base, size_t from,
		       struct graft_change *changes, size_t n, unsigned char *id, bool *empty,
		       struct error *error)
{
	struct folder f = {.g = g, .from = from, .error = error};
	git_tree *tree = NULL;
	git_oid oid;
	int status = 0;

	if (base) {
		git_oid_fromraw(&oid, base);
		if (git_tree_lookup(&tree, g->repository->git, &oid) < 0)
			return repository_corrupt_object(&oid, repository_reason(), error);
	}
	f.base = tree;
	status = merge(&f, changes, n);
	if (!status)
		status = finish(&f, base, id, empty);
	git_tree_free(tree);
	buf_release(&f.tree);
	vec_release(&f.files);
	return status;
}

static bool is_deep(struct str path)
{
	size_t folders = 0;

	for (size_t i = 0; i < path.len; i++)
		folders += path.ptr[i] == '/';
	return folders > SNAPSHOT_DEPTH_MAX;
}

static int check_paths(const struct graft *g, struct error *error)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct graft_change *change = &g->changes[i];

		if (!name_is_path(change->path) || change->path.len > SNAPSHOT_PATH_MAX ||
		    is_deep(change->path))
			return fail(change, STATUS_INVALID, "git.bad-name", error);
		if (i > 0 && str_eq(change[-1].path, change->path))
			return fail(change, STATUS_INVALID, "git.changed-twice", error);
	}
	return 0;
}

int graft_make(struct graft *g, const unsigned char *base, unsigned char root[DEPOSIT_ID_SIZE],
	       struct error *error)
{
	bool empty;
	int status = check_paths(g, error);

	if (!status)
		status = make_folder(g, base, 0, g->changes, g->n, root, &empty, error);
	return status;
}
