/* SPDX-License-Identifier: MIT */
/* Files, replaced rather than written into. */
#include "file.h"

#include "base/buf.h"
#include "base/fd.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In POSIX since 2008; glibc's header shows it to XSI programs only. */
extern char *realpath(const char *restrict path, char *restrict resolved);

enum { LEFT_BEHIND_MAX = 100 }; /* names that an earlier run may have left taken */

/* The folder part of a name, with its '/'; "" for a name without one. */
static struct str folder_of(const char *file)
{
	const char *slash = strrchr(file, '/');

	return (struct str){file, slash ? (size_t)(slash - file) + 1 : 0};
}

/* A new file in the folder of `file`, its name in `temporary`. */
static int open_beside(const char *file, struct buf *temporary)
{
	int fd = -1;

	for (int i = 0; fd < 0 && i < LEFT_BEHIND_MAX; i++) {
		buf_reset(temporary);
		buf_add(temporary, folder_of(file));
		buf_printf(temporary, ".sws-%ld-%d", (long)getpid(), i);
		fd = open(temporary->ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

/* `old` is what is known of the file that is there, or NULL. */
static bool begin_beside(struct file_parts *parts, const char *target, const struct stat *old)
{
	parts->fd = open_beside(target, &parts->temporary);
	if (parts->fd < 0)
		return false;
	if (old)
		fchmod(parts->fd, old->st_mode & 07777);
	buf_add_text(&parts->target, target);
	return true;
}

static bool begin(struct file_parts *parts, const char *file)
{
	struct stat st;
	char *resolved;
	bool ok;

	if (lstat(file, &st) < 0)
		return errno == ENOENT && begin_beside(parts, file, NULL);
	if (stat(file, &st) < 0 || !S_ISREG(st.st_mode)) {
		parts->fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
		return parts->fd >= 0;
	}
	resolved = realpath(file, NULL);
	ok = resolved && access(resolved, W_OK) == 0 && begin_beside(parts, resolved, &st);
	mem_free(resolved);
	return ok;
}

static void release(struct file_parts *parts)
{
	int reason = errno;

	buf_release(&parts->target);
	buf_release(&parts->temporary);
	errno = reason;
}

bool file_begin(struct file_parts *parts, const char *file)
{
	*parts = (struct file_parts){.fd = -1};
	parts->ok = begin(parts, file);
	if (!parts->ok)
		release(parts);
	return parts->ok;
}

bool file_add(struct file_parts *parts, struct str bytes)
{
	parts->ok = parts->ok && fd_write_all(parts->fd, bytes);
	return parts->ok;
}

bool file_end(struct file_parts *parts, bool whole)
{
	int reason = errno; /* of a part that failed */
	bool ok = parts->ok, closed = close(parts->fd) == 0;

	if (ok)
		reason = errno;
	ok = ok && closed;
	if (parts->target.len && ok && whole) {
		ok = rename(parts->temporary.ptr, parts->target.ptr) == 0;
		reason = errno;
	}
	if (parts->target.len && !(ok && whole))
		unlink(parts->temporary.ptr);
	errno = reason;
	release(parts);
	return ok;
}

bool file_write(const char *file, struct str bytes)
{
	struct file_parts parts;

	if (!file_begin(&parts, file))
		return false;
	file_add(&parts, bytes);
	return file_end(&parts, true);
}

static bool look_at(const char *file, struct stat *st)
{
	return (file ? stat(file, st) : fstat(STDOUT_FILENO, st)) == 0;
}

static bool same_inode(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool look_at_folder(const char *file, struct stat *st)
{
	struct buf folder = {0};
	bool ok;

	buf_add(&folder, folder_of(file));
	ok = look_at(folder.len ? folder.ptr : ".", st);
	buf_release(&folder);
	return ok;
}

bool file_same(const char *a, const char *b)
{
	struct stat of_a, of_b;
	bool has_a = look_at(a, &of_a), has_b = look_at(b, &of_b);

	if (!a && !b)
		return true;
	if (has_a && has_b)
		return same_inode(&of_a, &of_b);
	return a && b && !has_a && !has_b &&
	       strcmp(a + folder_of(a).len, b + folder_of(b).len) == 0 &&
	       (strcmp(a, b) == 0 || (look_at_folder(a, &of_a) && look_at_folder(b, &of_b) &&
				      same_inode(&of_a, &of_b)));
}
