/* SPDX-License-Identifier: MIT */
/* A branch, found through libgit2, and who else has it checked out. */
#include "git/branch.h"

#include "base/nearby.h"
#include "base/read.h"

#include <dirent.h>
#include <git2.h>
#include <string.h>
#include <sys/stat.h>

#define HEADS "refs/heads/"

enum {
	SYMBOLIC_MAX = 5,      /* references from one to the next, as in git */
	SMALL_FILE_MAX = 4096, /* HEAD, head-name */
};

/* --- which branch --- */

/* Follows symbolic references from `name`, which becomes the last one's; `found` says whether
 * that exists, `direct` whether the first was no symbolic one. */
static int follow(struct buf *name, git_repository *git, bool *found, bool *direct,
		  struct error *error)
{
	git_reference *reference;
	int rc = 0;

	*found = *direct = false;
	for (int i = 0; i < SYMBOLIC_MAX && !*found; i++) {
		rc = git_reference_lookup(&reference, git, buf_cstr(name));
		if (rc == GIT_ENOTFOUND || rc == GIT_EINVALIDSPEC)
			return 0;
		if (rc < 0)
			return repository_failure(error);
		*found = git_reference_type(reference) == GIT_REFERENCE_DIRECT;
		*direct = *found && i == 0;
		if (!*found) {
			buf_reset(name);
			buf_add_text(name, git_reference_symbolic_target(reference));
		}
		git_reference_free(reference);
	}
	return 0;
}

static int unknown(git_repository *git, const char *name, struct error *error)
{
	struct nearby near = {.wanted = str_of(name)};
	git_branch_iterator *branches = NULL;
	git_reference *reference;
	git_branch_t type;
	struct buf list = {0};
	const char *other;

	if (git_branch_iterator_new(&branches, git, GIT_BRANCH_LOCAL) == 0)
		while (git_branch_next(&reference, &type, branches) == 0) {
			if (git_branch_name(&other, reference) == 0)
				nearby_offer(&near, str_of(other));
			git_reference_free(reference);
		}
	git_branch_iterator_free(branches);
	nearby_list(&near, &list);
	if (list.len)
		error_set(error, STATUS_NOT_FOUND, "git.unknown-branch-near", "branch", name,
			  "nearest", list.ptr, NULL);
	else
		error_set(error, STATUS_NOT_FOUND, "git.unknown-branch", "branch", name, NULL);
	buf_release(&list);
	nearby_release(&near);
	return error->status;
}

/* The branch that HEAD names, of a commit or not; "" when it is detached. */
static int read_head(struct buf *name, const struct repository *r, bool *born,
		     struct error *error)
{
	bool direct;

	buf_reset(name);
	buf_add_text(name, "HEAD");
	if (follow(name, r->git, born, &direct, error))
		return error->status;
	if (direct || !str_starts(buf_str(name), STR(HEADS)))
		buf_reset(name);
	return 0;
}

static int choose(struct branch *b, const struct repository *r, const char *name,
		  struct error *error)
{
	struct buf head = {0};
	bool direct;
	int status = read_head(&head, r, &b->born, error);

	if (!status && !name && !head.len)
		status = error_set(error, STATUS_INVALID, "git.detached", NULL);
	if (!status && !name)
		buf_add(&b->name, buf_str(&head));
	if (!status && name) {
		buf_printf(&b->name, "%s%s", str_starts(str_of(name), STR(HEADS)) ? "" : HEADS,
			   name);
		status = follow(&b->name, r->git, &b->born, &direct, error);
	}
	b->checked_out = str_eq(buf_str(&b->name), buf_str(&head));
	if (!status && name && !b->checked_out &&
	    (!b->born || !str_starts(buf_str(&b->name), STR(HEADS))))
		status = unknown(r->git, name, error);
	buf_release(&head);
	return status;
}

/* --- who else has it --- */

/* Whether a file below the git directory `dir` holds this line, perhaps after `ref: `. */
static bool file_says(const char *dir, const char *file, struct str line)
{
	struct error error = {0};
	struct buf path = {0}, bytes = {0};
	struct str text;

	buf_printf(&path, "%s/%s", dir, file);
	read_file(path.ptr, READ_REGULAR, SMALL_FILE_MAX, &bytes, &error);
	text = str_trim(buf_str(&bytes));
	if (str_starts(text, STR("ref:")))
		text = str_trim(str_sub(text, 4, text.len));
	const bool says = str_eq(text, line);

	buf_release(&path);
	buf_release(&bytes);
	error_release(&error);
	return says;
}

static bool is_rebased(const char *dir, struct str branch)
{
	return file_says(dir, "rebase-merge/head-name", branch) ||
	       file_says(dir, "rebase-apply/head-name", branch);
}

static const char *operation(const struct repository *r)
{
	switch (git_repository_state(r->git)) {
	case GIT_REPOSITORY_STATE_MERGE:
		return "merge";
	case GIT_REPOSITORY_STATE_REVERT:
	case GIT_REPOSITORY_STATE_REVERT_SEQUENCE:
		return "revert";
	case GIT_REPOSITORY_STATE_CHERRYPICK:
	case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE:
		return "cherry-pick";
	case GIT_REPOSITORY_STATE_REBASE:
	case GIT_REPOSITORY_STATE_REBASE_INTERACTIVE:
	case GIT_REPOSITORY_STATE_REBASE_MERGE:
		return "rebase";
	case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
	case GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE:
		return "am";
	default: /* a bisection ends where it began, and has HEAD detached */
		return NULL;
	}
}

/* A rebase has HEAD detached, whichever branch it will end on. */
static int check_operation(const struct branch *b, const struct repository *r, const char *name,
			   struct error *error)
{
	const char *what = operation(r);

	if (!what)
		return 0;
	if (name && !b->checked_out &&
	    !is_rebased(git_repository_path(r->git), buf_str(&b->name)))
		return 0;
	return error_set(error, STATUS_INVALID, "git.in-progress", "operation", what, NULL);
}

static int check_tree(const struct branch *b, const struct repository *r, const char *dir,
		      struct error *error)
{
	struct stat ours, theirs;

	if (stat(git_repository_path(r->git), &ours) < 0 || stat(dir, &theirs) < 0 ||
	    (ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino))
		return 0;
	if (!file_says(dir, "HEAD", buf_str(&b->name)) && !is_rebased(dir, buf_str(&b->name)))
		return 0;
	return error_set(error, STATUS_INVALID, "git.checked-out-elsewhere", "branch",
			 buf_cstr(&b->name) + strlen(HEADS), "dir", dir, NULL);
}

static bool is_bare(const struct repository *r)
{
	git_config *config;
	int bare = 0;

	if (git_repository_config_snapshot(&config, r->git) == 0) {
		git_config_get_bool(&bare, config, "core.bare");
		git_config_free(config);
	}
	return bare;
}

/* Whether the branch is checked out in another work tree (git worktree add), which would not
 * follow when it moves. */
static int check_elsewhere(const struct branch *b, const struct repository *r,
			   struct error *error)
{
	const char *common = git_repository_commondir(r->git);
	struct buf dir = {0};
	const struct dirent *d;
	DIR *trees;
	int status = is_bare(r) ? 0 : check_tree(b, r, common, error);

	buf_printf(&dir, "%sworktrees", common);
	trees = opendir(dir.ptr);
	while (!status && trees && (d = readdir(trees)) != NULL) {
		if (d->d_name[0] == '.')
			continue;
		buf_reset(&dir);
		buf_printf(&dir, "%sworktrees/%s", common, d->d_name);
		status = check_tree(b, r, dir.ptr, error);
	}
	if (trees)
		closedir(trees);
	buf_release(&dir);
	return status;
}

static int name_taken(const struct branch *b, const char *other, struct error *error)
{
	return error_set(error, STATUS_INVALID, "git.branch-name-taken", "branch",
			 b->name.ptr + strlen(HEADS), "other", other + strlen(HEADS), NULL);
}

/* Whether a branch is in the way of a new one: `a` of `a/b`, whose folder it would be. */
static int check_folders(const struct branch *b, const struct repository *r,
			 struct error *error)
{
	struct buf name = {0};
	git_oid id;
	int status = 0;

	buf_add(&name, buf_str(&b->name));
	for (size_t i = strlen(HEADS); !status && i < name.len; i++) {
		if (name.ptr[i] != '/')
			continue;
		name.ptr[i] = '\0';
		if (git_reference_name_to_id(&id, r->git, name.ptr) == 0)
			status = name_taken(b, name.ptr, error);
		name.ptr[i] = '/';
	}
	buf_release(&name);
	return status;
}

/* The other way round: `a/b` in the way of `a`. */
static int check_name(const struct branch *b, const struct repository *r, struct error *error)
{
	git_reference_iterator *below = NULL;
	struct buf glob = {0};
	const char *other;
	int status = check_folders(b, r, error);

	buf_printf(&glob, "%s/*", b->name.ptr);
	if (!status && git_reference_iterator_glob_new(&below, r->git, glob.ptr) < 0)
		status = repository_failure(error);
	if (!status && git_reference_next_name(&other, below) == 0)
		status = name_taken(b, other, error);
	git_reference_iterator_free(below);
	buf_release(&glob);
	return status;
}

int branch_find(struct branch *b, const struct repository *r, const char *name,
		struct error *error)
{
	const char *what = name ? NULL : operation(r);
	int status;

	*b = (struct branch){0};
	if (what) /* said first: a rebase has HEAD detached */
		return error_set(error, STATUS_INVALID, "git.in-progress", "operation", what,
				 NULL);
	status = choose(b, r, name, error);
	if (!status)
		status = check_operation(b, r, name, error);
	if (!status)
		status = check_elsewhere(b, r, error);
	if (!status)
		status = branch_read(b, r, error);
	return status || b->born ? status : check_name(b, r, error);
}

int branch_read(struct branch *b, const struct repository *r, struct error *error)
{
	git_oid id;
	int rc = git_reference_name_to_id(&id, r->git, buf_cstr(&b->name));

	if (rc < 0 && rc != GIT_ENOTFOUND)
		return repository_failure(error);
	b->born = rc == 0;
	memset(b->tip, 0, sizeof b->tip);
	if (b->born)
		memcpy(b->tip, id.id, sizeof b->tip);
	return 0;
}

void branch_release(struct branch *b)
{
	buf_release(&b->name);
}
