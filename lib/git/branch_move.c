/* SPDX-License-Identifier: MIT */
/* A branch moved by renaming a file, as git does it. */
#include "git/branch_move.h"

#include "base/fd.h"
#include "base/reason.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOG_LINE_MAX = 1 << 16 }; /* bytes of what a line of a reflog says */

struct move {
	const struct branch *branch;
	const struct repository *repository;
	const struct disk *disk;
	const struct branch_move_log *log;
	char old[GIT_OID_HEXSZ + 1], new[GIT_OID_HEXSZ + 1];
	struct buf file; /* of the reference */
	bool logs;       /* whether logs are begun */
	struct error *error;
};

static void write_id(char hex[GIT_OID_HEXSZ + 1], const unsigned char *bytes)
{
	git_oid id;

	git_oid_fromraw(&id, bytes);
	git_oid_tostr(hex, GIT_OID_HEXSZ + 1, &id);
}

static bool begins_logs(const struct repository *r)
{
	git_config *config;
	const char *value = NULL;
	int on = !git_repository_is_bare(r->git);

	if (git_repository_config_snapshot(&config, r->git) < 0)
		return on;
	if (git_config_get_string(&value, config, "core.logallrefupdates") == 0 &&
	    git_config_parse_bool(&on, value) < 0)
		on = strcmp(value, "always") == 0;
	git_config_free(config);
	return on;
}

/* Makes the folders on the way to `file` below the first `from` bytes of its path. */
static int make_folders(const struct move *m, struct buf *file, size_t from)
{
	int status = 0;

	for (size_t i = from; !status && i < file->len; i++) {
		if (file->ptr[i] != '/')
			continue;
		file->ptr[i] = '\0';
		status = disk_make_folder(m->disk, file->ptr, NULL, m->error);
		file->ptr[i] = '/';
	}
	return status;
}

/* Takes back a line that could not be written whole. */
static int log_failure(int fd, off_t size, const char *file, struct error *error)
{
	const int reason = errno;

	(void)!ftruncate(fd, size);
	errno = reason;
	return disk_failure(file, error);
}

static int append(const struct move *m, const char *file, struct str line)
{
	int fd = open(file, O_WRONLY | O_APPEND | O_CLOEXEC | (m->logs ? O_CREAT : 0), 0666);
	struct stat st;
	int status = 0;

	if (fd < 0)
		return errno == ENOENT && !m->logs ? 0 : disk_failure(file, m->error);
	if (fstat(fd, &st) < 0)
		status = disk_failure(file, m->error);
	else if (!fd_write_all(fd, line))
		status = log_failure(fd, st.st_size, file, m->error);
	close(fd);
	return status;
}

/* Appends to the log of a reference: `dir` is the git directory that has it. */
static int append_log(const struct move *m, const char *dir, const char *reference)
{
	struct buf file = {0}, line = {0};
	int status = 0;

	buf_printf(&file, "%slogs/%s", dir, reference);
	buf_printf(&line, "%s %s %s\t%.*s\n", m->old, m->new, m->log->committer,
		   STR_ARG(str_sub(m->log->what, 0, LOG_LINE_MAX)));
	if (m->logs)
		status = make_folders(m, &file, strlen(dir));
	if (!status)
		status = append(m, file.ptr, buf_str(&line));
	buf_release(&file);
	buf_release(&line);
	return status;
}

/* As git does it, before the reference moves: what may be lost of a branch that did not move is
 * a line too many. */
static int write_logs(const struct move *m)
{
	const char *common = git_repository_commondir(m->repository->git);
	int status = append_log(m, common, buf_cstr(&m->branch->name));

	if (!status && m->branch->checked_out)
		status = append_log(m, git_repository_path(m->repository->git), "HEAD");
	return status;
}

static int unconfirmed(const struct move *m, const char *folder)
{
	return error_set(m->error, STATUS_IO, "git.unconfirmed", "commit", m->new, "file",
			 folder, "reason", reason_errno(errno), NULL);
}

/* From here on the branch has moved; only that it stays so may be in doubt. */
static int sync_move(const struct move *m)
{
	struct error error = {0};
	struct buf folder = {0};
	int status = 0;

	buf_add(&folder, str_sub(buf_str(&m->file), 0,
				 (size_t)(strrchr(m->file.ptr, '/') - m->file.ptr)));
	if (disk_sync_folder(m->disk, folder.ptr, &error))
		status = unconfirmed(m, folder.ptr);
	error_release(&error);
	buf_release(&folder);
	return status;
}

/* An empty folder may stand where a branch of that name had others below it. */
static int publish(struct move *m, struct disk_file *file)
{
	struct stat st;

	if (lstat(m->file.ptr, &st) == 0 && S_ISDIR(st.st_mode) && rmdir(m->file.ptr) < 0)
		return disk_failure(m->file.ptr, m->error);
	return disk_publish(file, m->file.ptr, m->error);
}

static int write_reference(struct move *m, bool *moved)
{
	struct disk_file file = {0};
	struct buf name = {0}, line = {0};
	int status;

	buf_printf(&name, "%ssws-reference", git_repository_commondir(m->repository->git));
	buf_printf(&line, "%s\n", m->new);
	status = disk_begin(&file, m->disk, name.ptr, true, 0666, m->error);
	if (!status)
		status = disk_add(&file, buf_str(&line), m->error);
	if (!status)
		status = disk_finish(&file, m->error);
	if (!status)
		status = write_logs(m);
	if (!status)
		status = publish(m, &file);
	*moved = !status;
	if (status)
		disk_discard(&file);
	buf_release(&name);
	buf_release(&line);
	return status ? status : sync_move(m);
}

/* With the lock file in our hands: nobody else moves it now. */
static int move_locked(struct move *m, struct branch *b, bool *moved)
{
	unsigned char expected[DEPOSIT_ID_SIZE];
	const bool born = b->born;
	int status;

	memcpy(expected, b->tip, sizeof expected);
	status = branch_read(b, m->repository, m->error);
	if (status || b->born != born || memcmp(b->tip, expected, sizeof expected) != 0)
		return status;
	return write_reference(m, moved);
}

int branch_move(struct branch *b, const struct repository *r, const struct lock *lock,
		const struct disk *disk, const unsigned char to[DEPOSIT_ID_SIZE],
		const struct branch_move_log *log, int64_t now, bool *moved,
		struct error *error)
{
	const char *common = git_repository_commondir(r->git);
	struct move m = {.branch = b,
			 .repository = r,
			 .disk = disk,
			 .log = log,
			 .logs = begins_logs(r),
			 .error = error};
	struct buf name = {0};
	int status;

	*moved = false;
	write_id(m.old, b->tip);
	write_id(m.new, to);
	buf_printf(&m.file, "%s%s", common, b->name.ptr);
	buf_printf(&name, "%s.lock", m.file.ptr);
	status = make_folders(&m, &m.file, strlen(common));
	if (!status)
		status = lock_take(lock, name.ptr, now, error);
	if (!status) {
		status = move_locked(&m, b, moved);
		lock_drop(name.ptr);
	}
	if (*moved) {
		memcpy(b->tip, to, sizeof b->tip);
		b->born = true;
	}
	buf_release(&name);
	buf_release(&m.file);
	return status;
}
