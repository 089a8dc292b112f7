/* SPDX-License-Identifier: MIT */
/* Files in a work tree, by descriptors of their folders. */
#include "git/worktree.h"

#include "base/fd.h"
#include "git/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
	READ_STEP = 1 << 16,
};

/* Where the folders cannot be moved into from the git directory, being on another disk. */
static const char beside[] = ".sws-new";

static void leave_folder(struct worktree *w)
{
	if (w->fd >= 0)
		close(w->fd);
	w->fd = -1;
	buf_reset(&w->folder);
}

int worktree_open(struct worktree *w, const char *top, const char *git, struct error *error)
{
	*w = (struct worktree){.git = git, .fd = -1};
	w->top = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return w->top < 0 ? disk_failure(top, error) : 0;
}

void worktree_close(struct worktree *w)
{
	leave_folder(w);
	buf_release(&w->folder);
	if (w->top >= 0)
		close(w->top);
	w->top = -1;
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int step(int parent, const char *name, bool make)
{
	int fd = openat(parent, name, FOLDER_FLAGS);

	if (fd >= 0 || errno != ENOENT || !make)
		return fd;
	if (mkdirat(parent, name, 0777) < 0 && errno != EEXIST)
		return -1;
	return openat(parent, name, FOLDER_FLAGS);
}

/* Goes to a folder, `a/b/` or "", from the top. */
static int enter(struct worktree *w, struct str folder, bool make)
{
	struct buf name = {0};
	int fd = openat(w->top, ".", FOLDER_FLAGS);

	while (fd >= 0 && folder.len) {
		const int parent = fd;
		int reason;

		buf_reset(&name);
		buf_add(&name, str_split(&folder, '/'));
		fd = step(parent, name.ptr, make);
		reason = errno;
		close(parent);
		errno = reason;
	}
	buf_release(&name);
	return fd;
}

/* The descriptor of the folder that a path lies in; negative: errno says why not. */
static int folder_of(struct worktree *w, const char *path, bool make)
{
	const struct str folder = {path, (size_t)(name_of(path) - path)};

	if (w->fd >= 0 && str_eq(buf_str(&w->folder), folder))
		return w->fd;
	leave_folder(w);
	w->fd = enter(w, folder, make);
	buf_add(&w->folder, folder);
	return w->fd;
}

int worktree_look(struct worktree *w, const char *path, enum worktree_kind *kind,
		  struct stat *st, struct error *error)
{
	const int fd = folder_of(w, path, false);

	*kind = WORKTREE_NOTHING;
	if (fd < 0 && (errno == ENOTDIR || errno == ELOOP))
		*kind = WORKTREE_BLOCKED;
	else if (fd < 0 && errno != ENOENT)
		return disk_failure(path, error);
	else if (fd < 0)
		return 0;
	else if (fstatat(fd, name_of(path), st, AT_SYMLINK_NOFOLLOW) == 0)
		*kind = S_ISREG(st->st_mode) ? WORKTREE_FILE : WORKTREE_OTHER;
	else if (errno != ENOENT)
		return disk_failure(path, error);
	return 0;
}

int worktree_read(struct worktree *w, const char *path, size_t max, struct buf *bytes,
		  struct error *error)
{
	const int folder = folder_of(w, path, false);
	int fd = -1, status = 0;
	ssize_t n = 1;

	if (folder >= 0)
		fd = openat(folder, name_of(path),
			    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	while (fd >= 0 && n > 0 && bytes->len < max) {
		n = read(fd, buf_reserve(bytes, READ_STEP), READ_STEP);
		if (n > 0)
			bytes->len += (size_t)n;
	}
	if (fd < 0 || n < 0)
		status = disk_failure(path, error);
	if (fd >= 0)
		close(fd);
	return status;
}

/* A new file with these bytes; false, with errno, and nothing left, when that fails. */
static bool write_file(int folder, const char *name, struct str bytes, bool executable)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
	const mode_t mode = executable ? 0777 : 0666;
	int fd, reason;
	bool ok;

	fd = openat(folder, name, flags, mode);
	if (fd < 0 && errno == EEXIST && unlinkat(folder, name, 0) == 0)
		fd = openat(folder, name, flags, mode); /* a killed writer had left it */
	if (fd < 0)
		return false;
	ok = fd_write_all(fd, bytes);
	reason = errno;
	if (close(fd) < 0 && ok) {
		reason = errno;
		ok = false;
	}
	if (!ok)
		unlinkat(folder, name, 0);
	errno = reason;
	return ok;
}

static bool rename_file(int from, const char *name, int folder, const char *to)
{
	int reason;

	if (renameat(from, name, folder, to) == 0)
		return true;
	reason = errno;
	unlinkat(from, name, 0);
	errno = reason;
	return false;
}

static bool replace(const struct worktree *w, int folder, const char *name, struct str bytes,
		    bool executable)
{
	struct buf file = {0};
	bool ok;

	buf_printf(&file, "%s/sws-file", w->git);
	ok = write_file(AT_FDCWD, file.ptr, bytes, executable) &&
	     rename_file(AT_FDCWD, file.ptr, folder, name);
	buf_release(&file);
	if (ok || errno != EXDEV)
		return ok;
	return write_file(folder, beside, bytes, executable) &&
	       rename_file(folder, beside, folder, name);
}

int worktree_replace(struct worktree *w, const char *path, struct str bytes, bool executable,
		     struct stat *st, struct error *error)
{
	const int folder = folder_of(w, path, true);
	const char *name = name_of(path);

	if (folder < 0 || !replace(w, folder, name, bytes, executable) ||
	    fstatat(folder, name, st, AT_SYMLINK_NOFOLLOW) < 0)
		return disk_failure(path, error);
	return 0;
}

/* Removes the folders on the way to `path`, from the last, as far as they are empty. */
static void remove_empty(struct worktree *w, const char *path)
{
	struct buf folder = {0};

	buf_add_text(&folder, path);
	leave_folder(w);
	for (;;) {
		char *slash = strrchr(folder.ptr, '/');

		if (!slash)
			break;
		*slash = '\0';
		if (unlinkat(w->top, folder.ptr, AT_REMOVEDIR) < 0)
			break;
	}
	buf_release(&folder);
}

int worktree_remove(struct worktree *w, const char *path, struct error *error)
{
	const int folder = folder_of(w, path, false);

	if (folder < 0 && errno == ENOENT)
		return 0;
	if (folder < 0 || (unlinkat(folder, name_of(path), 0) < 0 && errno != ENOENT))
		return disk_failure(path, error);
	remove_empty(w, path);
	return 0;
}
