/* SPDX-License-Identifier: MIT */
/*
 * A git revision as a snapshot, through libgit2: its trees are walked and its blobs read from
 * the object database; no work tree, index or GIT_* variable is looked at.
 */
#include "git/backend.h"
#include "git/repository.h"

#include <git2.h>
#include <string.h>

struct walk {
	struct snapshot *s;
	const struct snapshot_scope *scope;
	git_repository *repository;
	struct error *error;
};

/* The object that a branch, tag or HEAD points at, whether it is there or not. A full object id
 * is never taken for a branch's name, nor no name at all for HEAD. */
static bool reference_target(git_repository *repository, const char *rev, git_oid *id)
{
	git_reference *reference;
	const git_oid *target;

	if (strlen(rev) == GIT_OID_HEXSZ && git_oid_fromstr(id, rev) == 0)
		return false;
	if (rev[0] == '\0' || git_reference_dwim(&reference, repository, rev) < 0)
		return false;
	target = git_reference_target(reference);
	if (target)
		*id = *target;
	git_reference_free(reference);
	return target != NULL;
}

/* Whether what `rev` starts from (HEAD in HEAD~3) is there by itself. */
static bool base_exists(git_repository *repository, const char *rev)
{
	git_object *object = NULL;
	struct buf base = {0};
	size_t len = strcspn(rev, "^~@:");

	buf_add(&base, (struct str){rev, len});
	if (len > 0 && rev[len] != '\0')
		git_revparse_single(&object, repository, buf_cstr(&base));
	git_object_free(object);
	buf_release(&base);
	return object != NULL;
}

/* libgit2's last error, kept while it is asked further. */
struct fault {
	int rc;
	int class;
	struct buf reason;
};

static bool is_damage(const struct fault *fault)
{
	return fault->class == GIT_ERROR_ODB || fault->class == GIT_ERROR_ZLIB;
}

static bool is_no_name(const struct fault *fault)
{
	return fault->rc == GIT_ENOTFOUND || fault->rc == GIT_EINVALIDSPEC ||
	       fault->class == GIT_ERROR_INVALID;
}

/* Says why `rev` gave no object: libgit2 reports a name that is not there and an object that is
 * missing from a damaged or shallow repository alike. */
static int no_object(git_repository *repository, const char *rev, const struct fault *fault,
		     struct error *error)
{
	const bool missing = fault->rc == GIT_ENOTFOUND;

	if (fault->rc == GIT_EAMBIGUOUS)
		return error_set(error, STATUS_NOT_FOUND, "git.ambiguous-revision", "rev", rev,
				 NULL);
	if (is_damage(fault) && missing && git_repository_is_shallow(repository))
		return error_set(error, STATUS_NOT_FOUND, "git.shallow", "rev", rev, NULL);
	if (is_damage(fault) && (!missing || base_exists(repository, rev)))
		return repository_corrupt(rev, buf_cstr(&fault->reason), error);
	if (is_no_name(fault))
		return error_set(error, STATUS_NOT_FOUND, "git.unknown-revision", "rev", rev,
				 NULL);
	return error_set(error, STATUS_IO, "git.failure", "reason", buf_cstr(&fault->reason),
			 NULL);
}

/* Names of references are looked up here and not by git_revparse_single, which would not say
 * which object it missed (and would leak the reference). */
static int find_object(git_repository *repository, const char *rev, git_object **object,
		       struct error *error)
{
	struct fault fault = {0};
	git_oid id;
	int status;

	if (reference_target(repository, rev, &id)) {
		if (git_object_lookup(object, repository, &id, GIT_OBJECT_ANY) < 0)
			return repository_corrupt_object(&id, repository_reason(), error);
		return 0;
	}
	git_error_clear();
	fault.rc = git_revparse_single(object, repository, rev);
	if (fault.rc == 0)
		return 0;
	buf_add_text(&fault.reason, repository_reason());
	fault.class = git_error_last() ? git_error_last()->klass : GIT_ERROR_NONE;
	status = no_object(repository, rev, &fault, error);
	buf_release(&fault.reason);
	return status;
}

static int find_commit(git_repository *repository, const char *rev, git_object **commit,
		       struct error *error)
{
	git_object *object;
	int status = find_object(repository, rev, &object, error), rc;

	if (status)
		return status;
	rc = git_object_peel(commit, object, GIT_OBJECT_COMMIT);
	if (rc == GIT_EPEEL || rc == GIT_EINVALIDSPEC)
		status = error_set(error, STATUS_NOT_FOUND, "git.not-a-commit", "rev", rev,
				   "type", git_object_type2string(git_object_type(object)),
				   NULL);
	else if (rc < 0)
		status = repository_corrupt_object(git_object_id(object), repository_reason(),
						   error);
	git_object_free(object);
	return status;
}

static int open_tree(git_repository *repository, const git_oid *id, git_tree **tree,
		     struct error *error)
{
	if (git_tree_lookup(tree, repository, id) < 0)
		return repository_corrupt_object(id, repository_reason(), error);
	return 0;
}

/* The folder `name` of a tree, or NULL when it has none. */
static int open_child(git_repository *repository, const git_tree *tree, struct str name,
		      git_tree **child, struct error *error)
{
	const git_tree_entry *entry;
	struct buf copy = {0};

	buf_add(&copy, name);
	entry = git_tree_entry_byname(tree, buf_cstr(&copy));
	buf_release(&copy);
	*child = NULL;
	if (!entry || git_tree_entry_type(entry) != GIT_OBJECT_TREE)
		return 0;
	return open_tree(repository, git_tree_entry_id(entry), child, error);
}

/* The deepest folder on the way from `tree`, which it consumes, along `path` that holds
 * `sws.yaml`, or NULL; `at` is its path. */
static int records_root(git_repository *repository, git_tree *tree, struct str path,
			git_tree **root, struct str *at, struct error *error)
{
	struct str rest = path;
	int status = 0;

	*root = NULL;
	while (tree) {
		size_t passed = path.len - rest.len;
		git_tree *child = NULL;

		if (rest.len)
			status = open_child(repository, tree, str_split(&rest, '/'), &child,
					    error);
		if (git_tree_entry_byname(tree, SNAPSHOT_DISTRICT_FILE)) {
			git_tree_free(*root);
			*root = tree;
			*at = str_sub(path, 0, passed);
		} else {
			git_tree_free(tree);
		}
		tree = child;
	}
	return status;
}

/* Fails when no folder on a disk could hold this name. (libgit2 itself refuses empty ones.) */
static int check_name(const git_tree *tree, size_t i, struct error *error)
{
	const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
	const char *name = git_tree_entry_name(entry), *fault = NULL;

	if (strchr(name, '/'))
		fault = "object.tree-path";
	else if (!snapshot_is_path(str_of(name)))
		fault = "a name in this tree is ., .. or .git";
	else if (i > 0 && git_tree_entry_cmp(git_tree_entry_byindex(tree, i - 1), entry) >= 0)
		fault = "names in this tree are not in order, or not unique";
	return fault ? repository_corrupt_object(git_tree_id(tree), fault, error) : 0;
}

static enum entry_type type_of_entry(const git_tree_entry *entry)
{
	switch (git_tree_entry_filemode(entry)) {
	case GIT_FILEMODE_TREE:
		return ENTRY_FOLDER;
	case GIT_FILEMODE_LINK:
		return ENTRY_SYMLINK;
	case GIT_FILEMODE_COMMIT:
		return ENTRY_SUBMODULE;
	default:
		return ENTRY_FILE;
	}
}

static int walk_tree(struct walk *w, const git_oid *id, struct str path, unsigned depth);

static int walk_entry(struct walk *w, const git_tree_entry *entry, struct str folder,
		      unsigned depth)
{
	const git_oid *id = git_tree_entry_id(entry);
	const enum entry_type type = type_of_entry(entry);
	struct str name = str_of(git_tree_entry_name(entry)), path;
	int status = snapshot_path(w->s, folder, name, &path, w->error);
	struct entry *added;

	if (status)
		return status;
	if (type == ENTRY_FOLDER && (folder.len || snapshot_wants(w->scope, name)))
		return walk_tree(w, id, path, depth + 1);
	added = snapshot_add(w->s, path, type);
	if (type == ENTRY_FILE) {
		added->has_oid = true;
		memcpy(added->oid, id->id, sizeof added->oid);
	}
	return 0;
}

static int walk_entries(struct walk *w, const git_tree *tree, struct str path, unsigned depth)
{
	size_t n = git_tree_entrycount(tree);
	int status = 0;

	for (size_t i = 0; !status && i < n; i++) {
		status = check_name(tree, i, w->error);
		if (!status)
			status = walk_entry(w, git_tree_entry_byindex(tree, i), path, depth);
	}
	return status;
}

static int walk_tree(struct walk *w, const git_oid *id, struct str path, unsigned depth)
{
	git_tree *tree;
	int status;

	if (depth > SNAPSHOT_DEPTH_MAX) {
		snapshot_add_unreadable(w->s, path, SNAPSHOT_TOO_DEEP);
		return 0;
	}
	status = open_tree(w->repository, id, &tree, w->error);
	if (status)
		return status;
	status = walk_entries(w, tree, path, depth);
	git_tree_free(tree);
	return status;
}

/* Walks the records' root in the commit's tree. */
static int walk_commit(struct walk *w, const struct repository *r, const git_commit *commit,
		       struct str dir, const char *rev)
{
	struct str path = repository_path(r, dir), at = {0};
	git_tree *tree, *root = NULL;
	int status = open_tree(w->repository, git_commit_tree_id(commit), &tree, w->error);

	if (!status)
		status = records_root(w->repository, tree, path, &root, &at, w->error);
	if (!status && !root)
		status = error_set(w->error, STATUS_NOT_FOUND, "git.no-root", "rev", rev, NULL);
	if (!status) {
		repository_set_place(r, w->s, at);
		status = walk_entries(w, root, STR(""), 0);
	}
	git_tree_free(root);
	return status;
}

/* Finds the commit and walks it. */
static int fill(struct snapshot *s, const struct repository *r, struct str dir, const char *rev,
		const struct snapshot_scope *scope, struct error *error)
{
	struct walk w = {.s = s, .scope = scope, .repository = r->git, .error = error};
	git_object *commit = NULL;
	int status = find_commit(r->git, rev, &commit, error);

	if (!status) {
		git_oid_tostr(s->commit, sizeof s->commit, git_object_id(commit));
		status = walk_commit(&w, r, (const git_commit *)commit, dir, rev);
	}
	git_object_free(commit);
	return status;
}

int revision_fill(struct snapshot *s, const char *dir, const char *rev,
		  const struct snapshot_scope *scope, struct error *error)
{
	static const struct backend backend = {"revision", repository_read, repository_close};
	struct repository *r = NULL;
	struct buf path = {0};
	int status = snapshot_realpath(dir, &path, error);

	s->backend = &backend;
	if (!status)
		status = repository_open(&r, buf_cstr(&path), error);
	s->state = r;
	if (!status)
		status = fill(s, r, buf_str(&path), rev, scope, error);
	buf_release(&path);
	return status;
}

const char *revision_library_version(void)
{
	return LIBGIT2_VERSION;
}
