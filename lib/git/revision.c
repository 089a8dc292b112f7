/* SPDX-License-Identifier: MIT */
/*
 * A git revision as a snapshot, through libgit2: its trees are walked and its blobs read from
 * the object database; no work tree, index or GIT_* variable is looked at. Of configuration
 * libgit2 reads what opening needs (repository format, safe.directory).
 *
 * libgit2 verifies every object against its id (its default, which nothing here turns off). It
 * is initialised when a revision is asked for, not before: that takes some milliseconds.
 */
#include "base/mem.h"
#include "git/backend.h"
#include "git/objects.h"

#include <git2.h>
#include <string.h>

struct revision {
	git_repository *repository;
	git_odb *odb;
};

struct walk {
	struct snapshot *s;
	const struct snapshot_scope *scope;
	git_repository *repository;
	struct error *error;
};

/* libgit2's text for what failed last in this thread. */
static const char *last_reason(void)
{
	const git_error *last = git_error_last();

	if (last && last->klass == GIT_ERROR_NOMEMORY)
		mem_exhausted();
	return last && last->message ? last->message : "unknown error";
}

static int failure(struct error *error)
{
	return error_set(error, STATUS_IO, "git.failure", "reason", last_reason(), NULL);
}

static int corrupt(const char *object, const char *reason, struct error *error)
{
	return error_set(error, STATUS_CORRUPT, "git.corrupt", "object", object, "reason",
			 reason, NULL);
}

static int corrupt_object(const git_oid *id, const char *reason, struct error *error)
{
	char hex[GIT_OID_HEXSZ + 1];

	return corrupt(git_oid_tostr(hex, sizeof hex, id), reason, error);
}

static int corrupt_file(const struct entry *entry, const git_oid *id, const char *reason,
			struct error *error)
{
	char hex[GIT_OID_HEXSZ + 1];

	return error_set(error, STATUS_CORRUPT, "git.corrupt-file", "path", entry->path.ptr,
			 "object", git_oid_tostr(hex, sizeof hex, id), "reason", reason, NULL);
}

/* Whether opening failed because the repository is not the user's. Where safe.directory is not
 * set at all, libgit2 1.5 reports that setting as what was not found. */
static bool is_wrong_owner(int rc)
{
	const git_error *last = git_error_last();

	return rc == GIT_EOWNER ||
	       (rc == GIT_ENOTFOUND && last && last->klass == GIT_ERROR_CONFIG);
}

static int open_repository(struct revision *r, const char *dir, struct error *error)
{
	int rc;

	git_error_clear();
	rc = git_repository_open_ext(&r->repository, dir, 0, NULL);
	if (is_wrong_owner(rc))
		return error_set(error, STATUS_INVALID, "git.wrong-owner", "dir", dir, NULL);
	if (rc == GIT_ENOTFOUND)
		return error_set(error, STATUS_NOT_FOUND, "git.not-a-repository", "dir", dir,
				 NULL);
	if (rc < 0 || objects_open(r->repository) < 0 ||
	    git_repository_odb(&r->odb, r->repository) < 0)
		return failure(error);
	return 0;
}

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
		return corrupt(rev, buf_cstr(&fault->reason), error);
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
			return corrupt_object(&id, last_reason(), error);
		return 0;
	}
	git_error_clear();
	fault.rc = git_revparse_single(object, repository, rev);
	if (fault.rc == 0)
		return 0;
	buf_add_text(&fault.reason, last_reason());
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
		status = corrupt_object(git_object_id(object), last_reason(), error);
	git_object_free(object);
	return status;
}

static int open_tree(git_repository *repository, const git_oid *id, git_tree **tree,
		     struct error *error)
{
	if (git_tree_lookup(tree, repository, id) < 0)
		return corrupt_object(id, last_reason(), error);
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
 * `sws.yaml`, or NULL. */
static int records_root(git_repository *repository, git_tree *tree, struct str path,
			git_tree **root, struct error *error)
{
	int status = 0;

	*root = NULL;
	while (tree) {
		git_tree *child = NULL;

		if (path.len)
			status = open_child(repository, tree, str_split(&path, '/'), &child,
					    error);
		if (git_tree_entry_byname(tree, SNAPSHOT_DISTRICT_FILE)) {
			git_tree_free(*root);
			*root = tree;
		} else {
			git_tree_free(tree);
		}
		tree = child;
	}
	return status;
}

/* Where `dir` (absolute) lies in the repository's work tree; "" at its top, outside it, and in
 * a bare repository. */
static struct str path_in_repository(git_repository *repository, struct str dir)
{
	struct str top = str_of(git_repository_workdir(repository)); /* ends with '/' */

	return top.len && str_starts(dir, top) ? str_sub(dir, top.len, dir.len) : STR("");
}

static bool is_dot_git(const char *name)
{
	return name[0] == '.' && (name[1] | 0x20) == 'g' && (name[2] | 0x20) == 'i' &&
	       (name[3] | 0x20) == 't' && name[4] == '\0';
}

/* Fails when no folder on a disk could hold this name. (libgit2 itself refuses empty ones.) */
static int check_name(const git_tree *tree, size_t i, struct error *error)
{
	const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
	const char *name = git_tree_entry_name(entry), *fault = NULL;

	if (strchr(name, '/'))
		fault = "a name in this tree is a path";
	else if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || is_dot_git(name))
		fault = "a name in this tree is ., .. or .git";
	else if (i > 0 && git_tree_entry_cmp(git_tree_entry_byindex(tree, i - 1), entry) >= 0)
		fault = "names in this tree are not in order, or not unique";
	return fault ? corrupt_object(git_tree_id(tree), fault, error) : 0;
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
static int walk_commit(struct walk *w, const git_commit *commit, struct str dir,
		       const char *rev)
{
	struct str path = path_in_repository(w->repository, dir);
	git_tree *tree, *root = NULL;
	int status = open_tree(w->repository, git_commit_tree_id(commit), &tree, w->error);

	if (!status)
		status = records_root(w->repository, tree, path, &root, w->error);
	if (!status && !root)
		status = error_set(w->error, STATUS_NOT_FOUND, "git.no-root", "rev", rev, NULL);
	if (!status)
		status = walk_entries(w, root, STR(""), 0);
	git_tree_free(root);
	return status;
}

static int revision_read(void *state, const struct entry *entry, size_t max, struct buf *bytes,
			 struct error *error)
{
	struct revision *r = state;
	git_odb_object *object;
	git_object_t type;
	git_oid id;
	size_t size;
	int status = 0;

	git_oid_fromraw(&id, entry->oid);
	if (git_odb_read_header(&size, &type, r->odb, &id) < 0)
		return corrupt_file(entry, &id, last_reason(), error);
	if (type != GIT_OBJECT_BLOB)
		return corrupt_file(entry, &id, "not a blob", error);
	if (size > max)
		return snapshot_too_large(entry, size, max, error);
	if (git_odb_read(&object, r->odb, &id) < 0)
		return corrupt_file(entry, &id, last_reason(), error);
	size = git_odb_object_size(object);
	if (size > max)
		status = snapshot_too_large(entry, size, max, error);
	else
		buf_add(bytes, (struct str){git_odb_object_data(object), size});
	git_odb_object_free(object);
	return status;
}

static void revision_close(void *state)
{
	struct revision *r = state;

	git_odb_free(r->odb);
	git_repository_free(r->repository);
	git_libgit2_shutdown();
	mem_free(r);
}

/* Opens the repository and the commit and walks it. */
static int fill(struct snapshot *s, struct revision *r, const char *dir, const char *rev,
		const struct snapshot_scope *scope, struct error *error)
{
	struct walk w = {.s = s, .scope = scope, .error = error};
	git_object *commit = NULL;
	struct buf path = {0};
	int status = snapshot_realpath(dir, &path, error);

	if (!status)
		status = open_repository(r, path.ptr, error);
	w.repository = r->repository;
	if (!status)
		status = find_commit(r->repository, rev, &commit, error);
	if (!status) {
		git_oid_tostr(s->commit, sizeof s->commit, git_object_id(commit));
		status = walk_commit(&w, (const git_commit *)commit, buf_str(&path), rev);
	}
	git_object_free(commit);
	buf_release(&path);
	return status;
}

int revision_fill(struct snapshot *s, const char *dir, const char *rev,
		  const struct snapshot_scope *scope, struct error *error)
{
	static const struct backend backend = {revision_read, revision_close};
	struct revision *r;

	if (git_libgit2_init() < 0)
		return failure(error);
	r = mem_zalloc(1, sizeof *r);
	s->backend = &backend;
	s->state = r;
	return fill(s, r, dir, rev, scope, error);
}

const char *revision_library_version(void)
{
	return LIBGIT2_VERSION;
}
