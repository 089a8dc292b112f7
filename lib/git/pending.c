/* SPDX-License-Identifier: MIT */
/* The note of what is to be done in a work tree, and doing it. */
#include "git/pending.h"

#include "base/read.h"
#include "git/checkout.h"

#include <git2.h>
#include <string.h>
#include <unistd.h>

enum { NOTE_MAX = 2048 }; /* bytes */

static void name_note(struct buf *name, const struct repository *r)
{
	buf_printf(name, "%ssws-pending", git_repository_path(r->git));
}

/* `old new branch` */
static void write_line(struct buf *line, const struct branch *b, const unsigned char *to)
{
	char old[GIT_OID_HEXSZ + 1], new[GIT_OID_HEXSZ + 1];
	git_oid id;

	git_oid_fromraw(&id, b->tip);
	git_oid_tostr(old, sizeof old, &id);
	git_oid_fromraw(&id, to);
	git_oid_tostr(new, sizeof new, &id);
	buf_printf(line, "%s %s %s\n", old, new, b->name.ptr);
}

int pending_note(const struct repository *r, const struct disk *disk, const struct branch *b,
		 const unsigned char to[DEPOSIT_ID_SIZE], struct error *error)
{
	struct disk_file file = {0};
	struct buf name = {0}, temporary = {0}, line = {0};
	int status;

	name_note(&name, r);
	buf_printf(&temporary, "%s.new", name.ptr);
	write_line(&line, b, to);
	status = disk_begin(&file, disk, temporary.ptr, true, 0666, error);
	if (!status)
		status = disk_add(&file, buf_str(&line), error);
	if (!status)
		status = disk_finish(&file, error);
	if (!status)
		status = disk_publish(&file, name.ptr, error);
	if (status)
		disk_discard(&file);
	buf_release(&name);
	buf_release(&temporary);
	buf_release(&line);
	return status;
}

void pending_forget(const struct repository *r)
{
	struct buf name = {0};

	name_note(&name, r);
	unlink(name.ptr);
	buf_release(&name);
}

struct note {
	struct buf text;
	git_oid old, new;
	struct str branch;
};

static bool parse_note(struct note *n)
{
	struct str rest = str_trim(buf_str(&n->text));
	struct str old = str_split(&rest, ' '), new = str_split(&rest, ' ');

	n->branch = rest;
	return old.len == GIT_OID_HEXSZ &&
	       new.len == GIT_OID_HEXSZ &&git_oid_fromstrn(&n->old, old.ptr, old.len) == 0 &&
	       git_oid_fromstrn(&n->new, new.ptr, new.len) == 0;
}

/* The tree of a commit; NULL for no commit, whose id is zero. */
static int tree_of(const struct repository *r, const git_oid *id, git_tree **tree,
		   struct error *error)
{
	git_commit *commit;
	int rc;

	*tree = NULL;
	if (git_oid_is_zero(id))
		return 0;
	if (git_commit_lookup(&commit, r->git, id) < 0)
		return repository_corrupt_object(id, repository_reason(), error);
	rc = git_commit_tree(tree, commit);
	git_commit_free(commit);
	return rc < 0 ? repository_corrupt_object(id, repository_reason(), error) : 0;
}

struct differences {
	struct VEC(struct graft_change) changes;
	struct arena arena;
};

static int add_difference(const git_diff_delta *delta, float progress, void *data)
{
	struct differences *d = data;
	struct graft_change *change = vec_add(&d->changes);

	(void)progress;
	change->path = arena_str(&d->arena, str_of(delta->new_file.path));
	change->old_mode = delta->old_file.mode;
	change->new_mode = delta->new_file.mode;
	change->removed = !change->new_mode;
	memcpy(change->old_id, delta->old_file.id.id, sizeof change->old_id);
	memcpy(change->new_id, delta->new_file.id.id, sizeof change->new_id);
	return 0;
}

static int find_differences(struct differences *d, const struct repository *r,
			    const struct note *note, struct error *error)
{
	git_tree *old = NULL, *new = NULL;
	git_diff *diff = NULL;
	int status = tree_of(r, &note->old, &old, error);

	if (!status)
		status = tree_of(r, &note->new, &new, error);
	if (!status && (git_diff_tree_to_tree(&diff, r->git, old, new, NULL) < 0 ||
			git_diff_foreach(diff, add_difference, NULL, NULL, NULL, d) < 0))
		status = repository_failure(error);
	git_diff_free(diff);
	git_tree_free(old);
	git_tree_free(new);
	return status;
}

static bool is_unclean(int status, const struct error *error)
{
	return status == STATUS_INVALID && (strcmp(error->message.id, "git.dirty") == 0 ||
					    strcmp(error->message.id, "git.in-the-way") == 0);
}

/* Writes what is still clean. */
static int finish(const struct repository *r, const struct note *note, const struct lock *lock,
		  const struct disk *disk, int64_t now, struct error *error)
{
	struct differences d = {0};
	struct checkout *c = NULL;
	int status = find_differences(&d, r, note, error);

	if (!status)
		status =
			checkout_open(&c, r, lock, disk, d.changes.at, d.changes.n, now, error);
	if (!status)
		status = checkout_write(c, error);
	if (is_unclean(status, error)) {
		error_release(error);
		status = 0;
	}
	checkout_close(c);
	vec_release(&d.changes);
	arena_release(&d.arena);
	return status;
}

int pending_finish(const struct repository *r, const struct branch *b, const struct lock *lock,
		   const struct disk *disk, int64_t now, struct error *error)
{
	struct error none = {0};
	struct note note = {0};
	struct buf name = {0};
	int status = 0;

	name_note(&name, r);
	if (read_file(name.ptr, READ_REGULAR, NOTE_MAX, &note.text, &none) == 0) {
		/* otherwise the branch never moved, or went on */
		if (parse_note(&note) && str_eq(note.branch, buf_str(&b->name)) &&
		    memcmp(note.new.id, b->tip, sizeof b->tip) == 0)
			status = finish(r, &note, lock, disk, now, error);
		if (!status)
			pending_forget(r);
	}
	error_release(&none);
	buf_release(&note.text);
	buf_release(&name);
	return status;
}
