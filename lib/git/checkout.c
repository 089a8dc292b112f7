/* SPDX-License-Identifier: MIT */
/* The work tree after a commit: its files and its index. */
#include "git/checkout.h"

#include "base/mem.h"
#include "base/read.h"
#include "git/index.h"
#include "git/worktree.h"

#include <git2.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	NAMED_MAX = 5,         /* paths that a message names */
	INDEX_MAX = INT32_MAX, /* bytes of an index */
};

struct checkout {
	const struct repository *repository;
	const struct disk *disk;
	const struct graft_change *changes;
	size_t n;
	bool locked, modes; /* whether core.fileMode counts */
	struct stat old;    /* of the index file; st_mtim is 0 when there is none */
	git_index *index;   /* of a copy, `copy` */
	struct worktree tree;
	struct buf file, lock, copy; /* names */
	struct buf bytes;            /* of one file */
};

enum state { CLEAN, DIRTY, IN_THE_WAY };

/* --- whether a path is clean --- */

static bool is_id(const git_oid *id, const unsigned char *bytes)
{
	return memcmp(id->id, bytes, GIT_OID_RAWSZ) == 0;
}

static bool index_has(const git_index_entry *entry, unsigned mode, const unsigned char *id)
{
	if (!entry || !mode)
		return !entry && !mode;
	return entry->mode == mode && is_id(&entry->id, id);
}

static bool is_later(struct timespec a, struct timespec b)
{
	if (a.tv_sec != b.tv_sec || !a.tv_nsec || !b.tv_nsec)
		return a.tv_sec >= b.tv_sec;
	return a.tv_nsec >= b.tv_nsec;
}

static struct timespec mtime_of(const git_index_entry *entry)
{
	return (struct timespec){entry->mtime.seconds, entry->mtime.nanoseconds};
}

/* Whether the file may have been written after git looked at it last (racily clean). */
static bool is_racy(const struct checkout *c, const git_index_entry *entry)
{
	return is_later(mtime_of(entry), c->old.st_mtim);
}

/* Whether the file is, as far as its inode tells, the one that the index knows. */
static bool is_known(const struct checkout *c, const git_index_entry *entry,
		     const struct stat *st)
{
	return !is_racy(c, entry) && entry->mtime.seconds == (int32_t)st->st_mtim.tv_sec &&
	       (!entry->mtime.nanoseconds ||
		entry->mtime.nanoseconds == (uint32_t)st->st_mtim.tv_nsec) &&
	       entry->file_size == (uint32_t)st->st_size && entry->ino == (uint32_t)st->st_ino;
}

static bool is_executable(unsigned mode)
{
	return (mode & 0100) != 0;
}

static bool file_has(const struct checkout *c, const struct stat *st, const unsigned char *id,
		     unsigned mode, const unsigned char *wanted)
{
	return mode && memcmp(id, wanted, DEPOSIT_ID_SIZE) == 0 &&
	       (!c->modes || is_executable(mode) == is_executable(st->st_mode));
}

/* Whether the file in the work tree holds what was, or what is to be. */
static int judge_file(struct checkout *c, const struct graft_change *change,
		      const git_index_entry *entry, const struct stat *st, enum state *state,
		      struct error *error)
{
	unsigned char id[DEPOSIT_ID_SIZE];

	buf_reset(&c->bytes);
	if (entry && is_known(c, entry, st))
		memcpy(id, entry->id.id, sizeof id);
	else if (worktree_read(&c->tree, change->path.ptr, (size_t)st->st_size + 1, &c->bytes,
			       error) ||
		 deposit_id(DEPOSIT_BLOB, buf_str(&c->bytes), id, error))
		return error->status;
	if (!file_has(c, st, id, change->old_mode, change->old_id) &&
	    !file_has(c, st, id, change->new_mode, change->new_id))
		*state = entry ? DIRTY : IN_THE_WAY;
	return 0;
}

static bool is_unmerged(const git_index *index, const char *path)
{
	for (int stage = 1; stage <= 3; stage++)
		if (git_index_get_bypath((git_index *)index, path, stage))
			return true;
	return false;
}

static bool is_skipped(const git_index_entry *entry)
{
	return entry && (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
}

static int judge(struct checkout *c, const struct graft_change *change, enum state *state,
		 struct error *error)
{
	const char *path = change->path.ptr;
	const git_index_entry *entry = git_index_get_bypath(c->index, path, 0);
	enum worktree_kind kind;
	struct stat st;

	*state = DIRTY;
	if (is_unmerged(c->index, path) ||
	    (entry && (entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0) ||
	    (!index_has(entry, change->old_mode, change->old_id) &&
	     !index_has(entry, change->new_mode, change->new_id)))
		return 0;
	*state = CLEAN;
	if (is_skipped(entry))
		return 0;
	if (worktree_look(&c->tree, path, &kind, &st, error))
		return error->status;
	if (kind == WORKTREE_FILE)
		return judge_file(c, change, entry, &st, state, error);
	if (kind == WORKTREE_NOTHING)
		*state = change->old_mode && change->new_mode ? DIRTY : CLEAN;
	else
		*state = IN_THE_WAY;
	return 0;
}

/* --- saying which are not --- */

struct faults {
	size_t n[IN_THE_WAY + 1];
	struct buf paths[IN_THE_WAY + 1];
};

static void note_fault(struct faults *f, enum state state, struct str path)
{
	if (state == CLEAN)
		return;
	if (f->n[state]++ < NAMED_MAX) {
		buf_add_text(&f->paths[state], f->n[state] > 1 ? ", " : "");
		buf_add(&f->paths[state], path);
	} else if (f->n[state] == NAMED_MAX + 1) {
		buf_add_text(&f->paths[state], ", ...");
	}
}

static int say_faults(const struct faults *f, struct error *error)
{
	char n[24];

	snprintf(n, sizeof n, "%zu", f->n[f->n[DIRTY] ? DIRTY : IN_THE_WAY]);
	if (f->n[DIRTY])
		return error_set(error, STATUS_INVALID, "git.dirty", "paths",
				 f->paths[DIRTY].ptr, "n", n, NULL);
	if (f->n[IN_THE_WAY])
		return error_set(error, STATUS_INVALID, "git.in-the-way", "paths",
				 f->paths[IN_THE_WAY].ptr, "n", n, NULL);
	return 0;
}

static void release_faults(struct faults *f)
{
	for (int state = 0; state <= IN_THE_WAY; state++)
		buf_release(&f->paths[state]);
}

int checkout_judge(struct checkout *c, struct error *error)
{
	struct faults faults = {0};
	int status = 0;

	for (size_t i = 0; !status && i < c->n; i++) {
		enum state state = CLEAN;

		if (graft_differs(&c->changes[i]))
			status = judge(c, &c->changes[i], &state, error);
		note_fault(&faults, state, c->changes[i].path);
	}
	if (!status)
		status = say_faults(&faults, error);
	release_faults(&faults);
	return status;
}

/* --- beginning --- */

static int set_names(struct checkout *c, struct error *error)
{
	const char *git = git_repository_path(c->repository->git);
	git_buf index = {0};

	if (git_repository_item_path(&index, c->repository->git, GIT_REPOSITORY_ITEM_INDEX) < 0)
		return repository_failure(error);
	buf_add_text(&c->file, index.ptr);
	git_buf_dispose(&index);
	buf_printf(&c->lock, "%s.lock", c->file.ptr);
	buf_printf(&c->copy, "%ssws-index", git);
	return 0;
}

static int read_settings(struct checkout *c, struct error *error)
{
	git_config *config;
	int modes = 1;

	if (git_repository_config_snapshot(&config, c->repository->git) < 0)
		return repository_failure(error);
	git_config_get_bool(&modes, config, "core.filemode");
	git_config_free(config);
	c->modes = modes;
	return 0;
}

/* libgit2 writes an index only to where it read it, under a lock of its own: it is given a
 * copy, which takes the place of the index when it is written. */
static int copy_index(struct checkout *c, struct error *error)
{
	struct disk_file copy = {0};
	int status = 0;

	if (stat(c->file.ptr, &c->old) < 0) {
		c->old = (struct stat){0};
		unlink(c->copy.ptr);
		return 0;
	}
	buf_reset(&c->bytes);
	status = read_file(c->file.ptr, READ_REGULAR, INDEX_MAX, &c->bytes, error);
	if (!status)
		status = disk_begin(&copy, c->disk, c->copy.ptr, true, 0666, error);
	if (!status)
		status = disk_add(&copy, buf_str(&c->bytes), error);
	if (!status)
		status = disk_finish(&copy, error);
	if (status)
		disk_discard(&copy);
	buf_release(&copy.name);
	buf_release(&c->bytes);
	return status;
}

static struct checkout *make(const struct repository *r, const struct disk *disk,
			     const struct graft_change *changes, size_t n)
{
	struct checkout *c = mem_zalloc(1, sizeof *c);

	*c = (struct checkout){.repository = r, .disk = disk, .changes = changes, .n = n};
	c->tree.top = c->tree.fd = -1;
	return c;
}

static int take_lock(struct checkout *c, const struct lock *lock, int64_t now,
		     struct error *error)
{
	int status = set_names(c, error);

	if (!status)
		status = lock_take(lock, c->lock.ptr, now, error);
	c->locked = !status;
	return status;
}

int checkout_probe(const struct repository *r, const struct lock *lock, int64_t now,
		   struct error *error)
{
	struct checkout *c = make(r, NULL, NULL, 0);
	int status = take_lock(c, lock, now, error);

	checkout_close(c);
	return status;
}

int checkout_open(struct checkout **checkout, const struct repository *r,
		  const struct lock *lock, const struct disk *disk,
		  const struct graft_change *changes, size_t n, int64_t now,
		  struct error *error)
{
	struct checkout *c = *checkout = make(r, disk, changes, n);
	int status = read_settings(c, error);

	if (!status)
		status = worktree_open(&c->tree, git_repository_workdir(r->git),
				       git_repository_path(r->git), error);
	if (!status)
		status = take_lock(c, lock, now, error);
	if (!status)
		status = copy_index(c, error);
	return status ? status : index_open(c->copy.ptr, c->file.ptr, &c->index, error);
}

/* --- writing --- */

static git_index_time index_time(struct timespec t)
{
	return (git_index_time){(int32_t)t.tv_sec, (uint32_t)t.tv_nsec};
}

static int put_entry(struct checkout *c, const struct graft_change *change,
		     const struct stat *st, struct error *error)
{
	const git_index_entry *old = git_index_get_bypath(c->index, change->path.ptr, 0);
	git_index_entry entry = {.mode = change->new_mode, .path = change->path.ptr};

	if (st) {
		entry.ctime = index_time(st->st_ctim);
		entry.mtime = index_time(st->st_mtim);
		entry.dev = (uint32_t)st->st_dev;
		entry.ino = (uint32_t)st->st_ino;
		entry.uid = (uint32_t)st->st_uid;
		entry.gid = (uint32_t)st->st_gid;
		entry.file_size = (uint32_t)st->st_size;
	}
	if (is_skipped(old)) {
		entry.flags = GIT_INDEX_ENTRY_EXTENDED;
		entry.flags_extended = GIT_INDEX_ENTRY_SKIP_WORKTREE;
	}
	git_oid_fromraw(&entry.id, change->new_id);
	return git_index_add(c->index, &entry) < 0 ? repository_failure(error) : 0;
}

/* The bytes to be written, from the change or the repository. */
static int get_bytes(struct checkout *c, const struct graft_change *change, struct str *bytes,
		     struct error *error)
{
	struct entry entry = {.path = change->path, .has_oid = true};
	int status = 0;

	*bytes = change->bytes;
	if (bytes->ptr)
		return 0;
	memcpy(entry.oid, change->new_id, sizeof entry.oid);
	buf_reset(&c->bytes);
	status = repository_read((void *)c->repository, &entry, SIZE_MAX, &c->bytes, error);
	*bytes = buf_str(&c->bytes);
	return status;
}

static int write_path(struct checkout *c, const struct graft_change *change,
		      struct error *error)
{
	const char *path = change->path.ptr;
	const bool skipped = is_skipped(git_index_get_bypath(c->index, path, 0));
	struct str bytes;
	struct stat st;
	int status = 0;

	if (change->new_mode && !skipped) {
		status = get_bytes(c, change, &bytes, error);
		if (!status)
			status = worktree_replace(&c->tree, path, bytes,
						  is_executable(change->new_mode), &st, error);
	} else if (!skipped) {
		status = worktree_remove(&c->tree, path, error);
	}
	if (status)
		return status;
	if (change->new_mode)
		return put_entry(c, change, skipped ? NULL : &st, error);
	if (git_index_get_bypath(c->index, path, 0) && git_index_remove(c->index, path, 0) < 0)
		return repository_failure(error);
	return 0;
}

/* Writing the index makes it younger than the files that were written with it; git would then
 * take for clean what it had to look at again. As git does it, their size becomes 0, which is
 * wrong and has them looked at. */
static int smudge(struct checkout *c, struct error *error)
{
	const size_t n = git_index_entrycount(c->index);

	for (size_t i = 0; i < n; i++) {
		git_index_entry entry = *git_index_get_byindex(c->index, i);

		if (git_index_entry_stage(&entry) != 0 || !entry.file_size ||
		    !is_racy(c, &entry))
			continue;
		entry.file_size = 0;
		if (git_index_add(c->index, &entry) < 0)
			return repository_failure(error);
	}
	return 0;
}

static int write_index(struct checkout *c, struct error *error)
{
	struct buf stale = {0};
	int rc;

	buf_printf(&stale, "%s.lock", c->copy.ptr);
	unlink(stale.ptr); /* libgit2's, of a writer that was killed */
	buf_release(&stale);
	rc = git_index_write(c->index);
	if (rc < 0)
		return repository_failure(error);
	return disk_adopt(c->disk, c->copy.ptr, c->file.ptr, error);
}

int checkout_write(struct checkout *c, struct error *error)
{
	struct faults faults = {0};
	int status = smudge(c, error);

	for (size_t i = 0; !status && i < c->n; i++) {
		enum state state;

		if (!graft_differs(&c->changes[i]))
			continue;
		status = judge(c, &c->changes[i], &state, error);
		if (!status && state == CLEAN)
			status = write_path(c, &c->changes[i], error);
		note_fault(&faults, state, c->changes[i].path);
	}
	if (!status)
		status = write_index(c, error);
	if (!status)
		status = say_faults(&faults, error);
	release_faults(&faults);
	return status;
}

void checkout_close(struct checkout *c)
{
	if (!c)
		return;
	git_index_free(c->index);
	if (c->locked) {
		unlink(c->copy.ptr);
		lock_drop(c->lock.ptr);
	}
	worktree_close(&c->tree);
	buf_release(&c->file);
	buf_release(&c->lock);
	buf_release(&c->copy);
	buf_release(&c->bytes);
	mem_free(c);
}
