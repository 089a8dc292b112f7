/* SPDX-License-Identifier: MIT */
/* The steps of a commit, in the order in which they may fail without harm. */
#include "git/commit.h"

#include "base/mem.h"
#include "git/branch_move.h"
#include "git/checkout.h"
#include "git/conversion.h"
#include "git/graft.h"
#include "git/pending.h"
#include "git/wording.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(COMMIT_ID_SIZE == GIT_OID_HEXSZ + 1, "an id of SHA-1");

struct commit_writer {
	struct repository *repository;
	struct branch branch;
	struct disk disk;
	struct lock lock;
	struct lock_stop stop;
	int64_t now;
	bool turn; /* is ours */
	char tip[COMMIT_ID_SIZE];
};

/* A commit in the making. */
struct work {
	struct commit_writer *w;
	const struct commit_request *request;
	struct commit_result *result;
	struct disk disk;
	struct deposit deposit;
	struct graft graft;
	struct arena arena; /* of paths */
	struct VEC(struct graft_change) changes;
	struct buf objects; /* the folder */
	struct buf author, committer, message, text;
	unsigned char tree[DEPOSIT_ID_SIZE], id[DEPOSIT_ID_SIZE];
	struct checkout *checkout; /* NULL: no work tree */
	struct error *error;
};

/* --- opening --- */

static void write_id(char hex[COMMIT_ID_SIZE], const unsigned char *bytes)
{
	git_oid id;

	git_oid_fromraw(&id, bytes);
	git_oid_tostr(hex, COMMIT_ID_SIZE, &id);
}

static void note_tip(struct commit_writer *w)
{
	w->tip[0] = '\0';
	if (w->branch.born)
		write_id(w->tip, w->branch.tip);
}

static void read_sharing(struct commit_writer *w)
{
	git_config *config;
	const char *value;

	if (git_repository_config_snapshot(&config, w->repository->git) < 0)
		return;
	if (git_config_get_string(&value, config, "core.sharedrepository") == 0)
		disk_share(&w->disk, value);
	git_config_free(config);
}

static bool has_work_tree(const struct commit_writer *w)
{
	return w->branch.checked_out && !git_repository_is_bare(w->repository->git);
}

/* What libgit2 cannot read has its name in libgit2's text only. */
static int explain(struct error *error)
{
	const struct str *reason = message_arg(&error->message, STR("reason"));
	const char *what = NULL;

	if (error->status != STATUS_IO || !reason)
		return error->status;
	for (size_t i = 0; !what && i < reason->len; i++) {
		const struct str rest = str_sub(*reason, i, reason->len);

		if (str_starts(rest, STR("objectformat")))
			what = "extensions.objectformat";
		else if (str_starts(rest, STR("refstorage")))
			what = "extensions.refstorage";
	}
	return what ? error_set(error, STATUS_INVALID, "git.unsupported", "what", what, NULL)
		    : error->status;
}

static int take_turn(struct commit_writer *w, bool *taken, struct error *error)
{
	int status = 0;

	*taken = w->turn;
	if (!w->turn)
		status = lock_wait(&w->lock, git_repository_commondir(w->repository->git),
				   &w->disk, &w->stop, taken, error);
	w->turn = *taken;
	return status;
}

static void leave_turn(struct commit_writer *w)
{
	if (w->turn)
		lock_leave(&w->lock);
	w->turn = false;
}

static int stopped(struct error *error)
{
	return error_set(error, STATUS_IO, "git.stopped", NULL);
}

/* Puts right what was left undone, and sees that the index is there to be had. */
static int try_work_tree(struct commit_writer *w, struct error *error)
{
	int status;

	if (!has_work_tree(w))
		return 0;
	status = pending_finish(w->repository, &w->branch, &w->lock, &w->disk, w->now, error);
	return status ? status : checkout_probe(w->repository, &w->lock, w->now, error);
}

static int begin(struct commit_writer *w, const char *name, struct error *error)
{
	bool taken;
	int status = branch_find(&w->branch, w->repository, name, error);

	if (status)
		return status;
	read_sharing(w);
	status = take_turn(w, &taken, error);
	if (!status && !taken)
		return stopped(error);
	if (!status)
		status = commit_look(w, error);
	if (!status)
		status = try_work_tree(w, error);
	leave_turn(w);
	return status;
}

int commit_check_stop(const struct commit_stop *stop, struct error *error)
{
	return stop && stop->ask(stop->data) ? error_set(error, STATUS_IO, "git.stopped", NULL)
					     : 0;
}

int commit_open(const char *dir, const char *branch, int64_t now,
		const struct commit_stop *stop, struct commit_writer **writer,
		struct error *error)
{
	struct commit_writer *w = mem_zalloc(1, sizeof *w);
	struct buf path = {0};
	int status = snapshot_realpath(dir, &path, error);

	*writer = NULL;
	w->now = now;
	if (stop)
		w->stop = (struct lock_stop){stop->ask, stop->data};
	if (!status && repository_open(&w->repository, buf_cstr(&path), error))
		status = explain(error);
	if (!status)
		status = begin(w, branch, error);
	buf_release(&path);
	if (status)
		commit_close(w);
	else
		*writer = w;
	return status;
}

void commit_close(struct commit_writer *w)
{
	if (!w)
		return;
	leave_turn(w);
	branch_release(&w->branch);
	if (w->repository)
		repository_close(w->repository);
	mem_free(w);
}

int commit_look(struct commit_writer *w, struct error *error)
{
	int status = branch_read(&w->branch, w->repository, error);

	note_tip(w);
	return status;
}

int commit_hold(struct commit_writer *w, struct error *error)
{
	bool taken;
	int status = take_turn(w, &taken, error);

	return status || taken ? status : stopped(error);
}

struct str commit_branch(const struct commit_writer *w)
{
	return buf_str(&w->branch.name);
}

struct str commit_tip(const struct commit_writer *w)
{
	return str_of(w->tip);
}

/* --- what is to be written --- */

static int change_cmp(const void *a, const void *b)
{
	const struct graft_change *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

static void take_changes(struct work *k)
{
	const struct commit_request *request = k->request;
	struct buf path = {0};

	for (size_t i = 0; i < request->n_changes; i++) {
		struct graft_change *change = vec_add(&k->changes);

		buf_reset(&path);
		buf_add(&path, request->prefix);
		buf_add(&path, request->changes[i].path);
		change->path = arena_str(&k->arena, buf_str(&path));
		change->bytes = request->changes[i].bytes;
		change->removed = request->changes[i].removed;
		if (!change->bytes.ptr)
			change->bytes = STR("");
	}
	buf_release(&path);
	if (k->changes.n)
		qsort(k->changes.at, k->changes.n, sizeof *k->changes.at, change_cmp);
}

/* The tree of the commit that the branch stands on; NULL without one. */
static int base_tree(struct work *k, git_oid *tree, const unsigned char **base)
{
	const struct branch *b = &k->w->branch;
	git_commit *commit;
	git_oid id;

	*base = NULL;
	if (!b->born)
		return 0;
	git_oid_fromraw(&id, b->tip);
	if (git_commit_lookup(&commit, k->w->repository->git, &id) < 0)
		return repository_corrupt_object(&id, repository_reason(), k->error);
	*tree = *git_commit_tree_id(commit);
	*base = tree->id;
	git_commit_free(commit);
	return 0;
}

/* Makes blobs and trees; whether they are other than the base's. */
static int make_tree(struct work *k, bool *differs)
{
	const unsigned char *base;
	git_oid tree;
	int status = base_tree(k, &tree, &base);

	*differs = false;
	if (status || k->changes.n == 0)
		return status;
	k->graft = (struct graft){.repository = k->w->repository,
				  .deposit = &k->deposit,
				  .changes = k->changes.at,
				  .n = k->changes.n};
	status = graft_make(&k->graft, base, k->tree, k->error);
	*differs = !base || memcmp(base, k->tree, sizeof k->tree) != 0;
	return status;
}

static int make_words(struct work *k)
{
	const struct repository *r = k->w->repository;
	const struct commit_request *q = k->request;
	int status = wording_person(&k->author, r, "author", &q->author, k->error);

	if (!status)
		status = wording_person(&k->committer, r, "committer", &q->committer, k->error);
	return status ? status
		      : wording_message(&k->message, q->message, q->trailers, q->n_trailers,
					k->error);
}

static int make_commit(struct work *k)
{
	char tree[COMMIT_ID_SIZE];

	write_id(tree, k->tree);
	buf_printf(&k->text, "tree %s\n", tree);
	if (k->w->branch.born)
		buf_printf(&k->text, "parent %s\n", k->w->tip);
	buf_printf(&k->text, "author %s\ncommitter %s\n\n", k->author.ptr, k->committer.ptr);
	buf_add(&k->text, buf_str(&k->message));
	if (deposit_id(DEPOSIT_COMMIT, buf_str(&k->text), k->id, k->error))
		return k->error->status;
	deposit_add(&k->deposit, DEPOSIT_COMMIT, buf_str(&k->text), k->id);
	return 0;
}

/* Everything that can be known without writing. */
static int prepare(struct work *k)
{
	const struct commit_writer *w = k->w;
	bool differs;
	int status = make_words(k);

	if (!status)
		status = make_tree(k, &differs);
	if (!status && !differs)
		k->result->outcome = COMMIT_UNCHANGED;
	if (status || !differs)
		return status;
	status = conversion_check(w->repository, w->branch.born ? w->branch.tip : NULL,
				  k->changes.at, k->changes.n, has_work_tree(w), k->error);
	return status ? status : make_commit(k);
}

/* --- writing it --- */

/* The commit is there; what could not follow is said with it. */
static int left_behind(struct work *k, struct error *why)
{
	const struct str *file = message_arg(&why->message, STR("file"));
	const struct str *reason = message_arg(&why->message, STR("reason"));
	const struct str *paths = message_arg(&why->message, STR("paths"));

	if (paths)
		return error_set(k->error, STATUS_IO, "git.work-tree-changed", "commit",
				 k->result->id, "paths", paths->ptr, NULL);
	return error_set(k->error, STATUS_IO, "git.work-tree-behind", "commit", k->result->id,
			 "file", file ? file->ptr : ".", "reason",
			 reason ? reason->ptr : why->message.id, NULL);
}

static int follow(struct work *k)
{
	struct error why = {0};
	int status = 0;

	if (k->checkout && checkout_write(k->checkout, &why))
		status = left_behind(k, &why);
	if (k->checkout && (!status || why.status == STATUS_INVALID))
		pending_forget(k->w->repository);
	error_release(&why);
	return status;
}

/* The reflog's line: git's word for the kind of commit, and the subject. */
static void write_log(const struct work *k, struct buf *what)
{
	const struct str message = buf_str(&k->message);

	buf_printf(what, "commit%s: ", k->w->branch.born ? "" : " (initial)");
	buf_add(what, str_sub(message, 0, str_index(message, '\n')));
}

static int move(struct work *k)
{
	struct commit_writer *w = k->w;
	struct buf what = {0};
	struct branch_move_log log = {.committer = k->committer.ptr};
	bool moved;
	int status;

	write_log(k, &what);
	log.what = buf_str(&what);
	status = branch_move(&w->branch, w->repository, &w->lock, &k->disk, k->id, &log, w->now,
			     &moved, k->error);
	buf_release(&what);
	if (moved) {
		k->result->outcome = COMMIT_MADE;
		write_id(k->result->id, k->id);
		if (follow(k))
			status = k->error->status;
	} else if (!status) {
		k->result->outcome = COMMIT_OVERTAKEN;
	}
	note_tip(w);
	return status;
}

static int open_work_tree(struct work *k)
{
	const struct commit_writer *w = k->w;
	int status =
		pending_finish(w->repository, &w->branch, &w->lock, &k->disk, w->now, k->error);

	if (!status)
		status = checkout_open(&k->checkout, w->repository, &w->lock, &k->disk,
				       k->changes.at, k->changes.n, w->now, k->error);
	return status ? status : checkout_judge(k->checkout, k->error);
}

static int publish(struct work *k)
{
	const struct commit_writer *w = k->w;
	int status = deposit_publish(&k->deposit, k->error);

	if (!status && k->checkout)
		status = pending_note(w->repository, &k->disk, &w->branch, k->id, k->error);
	if (!status)
		status = move(k);
	if (k->checkout && k->result->outcome != COMMIT_MADE)
		pending_forget(w->repository);
	return status;
}

/* In our turn: nobody of ours moves the branch or writes the work tree now. */
static int land(struct work *k)
{
	struct commit_writer *w = k->w;
	char before[COMMIT_ID_SIZE];
	int status;

	memcpy(before, w->tip, sizeof before);
	status = commit_look(w, k->error);
	if (!status && strcmp(before, w->tip) != 0) {
		k->result->outcome = COMMIT_OVERTAKEN;
		return 0;
	}
	if (!status && has_work_tree(w))
		status = open_work_tree(k);
	if (!status)
		status = publish(k);
	checkout_close(k->checkout);
	return status;
}

static int write_commit(struct work *k)
{
	struct commit_writer *w = k->w;
	bool stops, taken = false;
	int status = prepare(k);

	if (status || k->result->outcome == COMMIT_UNCHANGED)
		return status;
	status = deposit_write(&k->deposit, &w->stop, &stops, k->error);
	if (!status && !stops)
		status = take_turn(w, &taken, k->error);
	if (!status && taken && !lock_stops(&w->stop))
		return land(k);
	if (!status)
		k->result->outcome = COMMIT_STOPPED;
	return status;
}

static void release(struct work *k)
{
	deposit_release(&k->deposit);
	vec_release(&k->changes);
	arena_release(&k->arena);
	arena_release(&k->graft.arena);
	buf_release(&k->objects);
	buf_release(&k->author);
	buf_release(&k->committer);
	buf_release(&k->message);
	buf_release(&k->text);
}

int commit_write(struct commit_writer *w, const struct commit_request *request,
		 struct commit_result *result, struct error *error)
{
	struct work k = {
		.w = w, .request = request, .result = result, .disk = w->disk, .error = error};
	int status;

	*result = (struct commit_result){0};
	k.disk.no_fsync = request->no_fsync;
	buf_printf(&k.objects, "%sobjects", git_repository_commondir(w->repository->git));
	k.deposit.disk = &k.disk;
	k.deposit.folder = k.objects.ptr;
	take_changes(&k);
	status = write_commit(&k);
	leave_turn(w);
	release(&k);
	return status;
}
