/* SPDX-License-Identifier: MIT */
/*
 * A plain folder as a snapshot, by system calls alone.
 *
 * Every name is opened relative to the descriptor of the folder it was found in, never through
 * a symlink and never waiting: what is swapped after it was listed (a symlink, a FIFO) is a
 * file that cannot be read. For reading, the folders last used stay open, which makes that
 * safety cost nothing.
 */
#include "base/mem.h"
#include "base/reason.h"
#include "git/backend.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FOLDERS_KEPT = 8, /* open at a time for reading: some for each of a few threads */
	READ_STEP = 1 << 16,
	FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK,
	FILE_FLAGS = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK,
};

struct kept_folder {
	struct str path; /* of an entry's path */
	int fd;
};

struct folder {
	int root;
	pthread_mutex_t lock; /* of what follows */
	struct kept_folder kept[FOLDERS_KEPT];
	size_t n_kept, oldest;
};

struct walk {
	struct snapshot *s;
	const struct snapshot_scope *scope;
	struct VEC(struct str) pending; /* a stack of folders found and not yet looked into */
	struct error *error;
};

/* What one pass over the names in a folder saw. */
struct pass {
	int failure; /* errno of readdir, or 0 */
	bool holds_dot_git;
};

/* Closes and leaves errno alone. */
static void close_quietly(int fd)
{
	int saved = errno;

	close(fd);
	errno = saved;
}

static const char *last_name(struct str path)
{
	size_t start = path.len;

	while (start > 0 && path.ptr[start - 1] != '/')
		start--;
	return path.ptr + start;
}

static struct str folder_of(struct str path)
{
	size_t len = (size_t)(last_name(path) - path.ptr);

	return str_sub(path, 0, len ? len - 1 : 0);
}

/* The type bits of a directory entry's mode; 0 when it has just vanished. Most file systems
 * give them with the name, in d_type: the same bits shifted, 0 for "unknown". (Their names,
 * DT_*, are no part of POSIX before 2024.) */
static mode_t mode_of(int folder, const struct dirent *d)
{
	struct stat st;

#ifdef _DIRENT_HAVE_D_TYPE
	if (d->d_type)
		return (mode_t)d->d_type << 12;
#endif
	return fstatat(folder, d->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 ? st.st_mode : 0;
}

static enum entry_type type_of_mode(mode_t mode)
{
	if (S_ISREG(mode) || mode == 0)
		return ENTRY_FILE;
	if (S_ISDIR(mode))
		return ENTRY_FOLDER;
	return S_ISLNK(mode) ? ENTRY_SYMLINK : ENTRY_SPECIAL;
}

static bool is_repository(int parent, const char *name)
{
	struct stat st;
	int fd = openat(parent, name, FOLDER_FLAGS);
	bool is = fd >= 0 && fstatat(fd, ".git", &st, AT_SYMLINK_NOFOLLOW) == 0;

	if (fd >= 0)
		close(fd);
	return is;
}

static int add_name(struct walk *w, int folder, struct str folder_path, const struct dirent *d)
{
	struct str name = str_of(d->d_name), path;
	enum entry_type type = type_of_mode(mode_of(folder, d));
	int status = snapshot_path(w->s, folder_path, name, &path, w->error);

	if (status)
		return status;
	if (type == ENTRY_FOLDER && (folder_path.len || snapshot_wants(w->scope, name))) {
		*vec_add(&w->pending) = path;
		return 0;
	}
	if (type == ENTRY_FOLDER && is_repository(folder, d->d_name))
		type = ENTRY_SUBMODULE;
	snapshot_add(w->s, path, type);
	return 0;
}

static bool is_dots(const char *name)
{
	return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

/* Adds an entry for every name in the folder; its folders go to w->pending instead. */
static int walk_names(struct walk *w, DIR *dir, struct str path, struct pass *pass)
{
	const struct dirent *d;
	int status = 0;

	*pass = (struct pass){0};
	while (!status && (errno = 0, d = readdir(dir)) != NULL) {
		if (strcmp(d->d_name, ".git") == 0)
			pass->holds_dot_git = true;
		else if (!is_dots(d->d_name))
			status = add_name(w, dirfd(dir), path, d);
	}
	if (!status)
		pass->failure = errno;
	return status;
}

static DIR *open_dir(int parent, const char *name)
{
	int fd = openat(parent, name, FOLDER_FLAGS);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

	if (fd >= 0 && !dir)
		close_quietly(fd);
	return dir;
}

static int walk_folder(struct walk *w, int parent, struct str path, unsigned depth);

/* Looks into the folders that are pending above `mark`, all of them in the folder `parent`. */
static int walk_pending(struct walk *w, int parent, size_t mark, unsigned depth)
{
	int status = 0;

	for (size_t i = mark; !status && i < w->pending.n; i++)
		status = walk_folder(w, parent, w->pending.at[i], depth);
	w->pending.n = mark;
	return status;
}

/* Adds what is below a folder, or one entry that says why that is not to be had. */
static int walk_folder(struct walk *w, int parent, struct str path, unsigned depth)
{
	size_t n_entries = w->s->entries.n, n_pending = w->pending.n;
	struct pass pass;
	DIR *dir;
	int status;

	if (depth > SNAPSHOT_DEPTH_MAX) {
		snapshot_add_unreadable(w->s, path, SNAPSHOT_TOO_DEEP);
		return 0;
	}
	dir = open_dir(parent, last_name(path));
	if (!dir) {
		snapshot_add_unreadable(w->s, path, reason_errno(errno));
		return 0;
	}
	status = walk_names(w, dir, path, &pass);
	if (!status && (pass.holds_dot_git || pass.failure)) {
		w->s->entries.n = n_entries;
		w->pending.n = n_pending;
		if (pass.holds_dot_git)
			snapshot_add(w->s, path, ENTRY_SUBMODULE);
		else
			snapshot_add_unreadable(w->s, path, reason_errno(pass.failure));
	}
	if (!status)
		status = walk_pending(w, dirfd(dir), n_pending, depth + 1);
	closedir(dir);
	return status;
}

static int cannot_open(const char *root, struct error *error)
{
	return error_set(error, STATUS_IO, "snapshot.open", "dir", root, "reason",
			 reason_errno(errno), NULL);
}

static int walk_root(struct walk *w, int fd, const char *root)
{
	DIR *dir = open_dir(fd, ".");
	struct pass pass;
	int status;

	if (!dir)
		return cannot_open(root, w->error);
	status = walk_names(w, dir, STR(""), &pass);
	if (!status && pass.failure) {
		errno = pass.failure;
		status = cannot_open(root, w->error);
	}
	if (!status)
		status = walk_pending(w, fd, 0, 1);
	closedir(dir);
	return status;
}

/* The folder opened component by component, so that none of them is a symlink. */
static int open_beneath(int root, struct str folder)
{
	char path[SNAPSHOT_PATH_MAX + 1], *name = path;
	int parent = root, fd;

	memcpy(path, folder.ptr, folder.len);
	path[folder.len] = '\0';
	do {
		char *slash = strchr(name, '/');

		if (slash)
			*slash = '\0';
		fd = openat(parent, name, FOLDER_FLAGS);
		if (parent != root)
			close_quietly(parent);
		parent = fd;
		name = slash ? slash + 1 : NULL;
	} while (fd >= 0 && name);
	return fd;
}

/* The descriptor of a folder, kept open; the caller holds the lock. -1: see errno. */
static int keep(struct folder *f, struct str path)
{
	struct kept_folder *slot;
	int fd;

	if (path.len == 0)
		return f->root;
	for (size_t i = 0; i < f->n_kept; i++)
		if (str_eq(f->kept[i].path, path))
			return f->kept[i].fd;
	fd = open_beneath(f->root, path);
	if (fd < 0)
		return -1;
	if (f->n_kept < FOLDERS_KEPT) {
		slot = &f->kept[f->n_kept++];
	} else {
		slot = &f->kept[f->oldest++ % FOLDERS_KEPT];
		close(slot->fd);
	}
	*slot = (struct kept_folder){path, fd};
	return fd;
}

static int open_entry(struct folder *f, const struct entry *entry)
{
	int folder, fd;

	pthread_mutex_lock(&f->lock);
	folder = keep(f, folder_of(entry->path));
	fd = folder >= 0 ? openat(folder, last_name(entry->path), FILE_FLAGS) : -1;
	pthread_mutex_unlock(&f->lock);
	return fd;
}

static int unreadable(const struct entry *entry, const char *reason, struct error *error)
{
	return error_set(error, STATUS_IO, "snapshot.unreadable", "path", entry->path.ptr,
			 "reason", reason, NULL);
}

/* Reads to the end, which for a file that has the `size` it said is known without asking once
 * more. At most one byte more than `max` is read. */
static int read_bytes(int fd, const struct entry *entry, size_t size, size_t max,
		      struct buf *bytes, struct error *error)
{
	size_t room;
	ssize_t n;

	do {
		room = bytes->len <= size ? size - bytes->len + 1 : READ_STEP;
		if (room > max - bytes->len)
			room = max - bytes->len + 1;
		n = read(fd, buf_reserve(bytes, room), room);
		if (n < 0 && errno != EINTR)
			return unreadable(entry, reason_errno(errno), error);
		if (n > 0)
			bytes->len += (size_t)n;
		if (bytes->len > max)
			return snapshot_too_large(entry, bytes->len, max, error);
	} while (n < 0 || (n > 0 && ((size_t)n == room || bytes->len != size)));
	bytes->ptr[bytes->len] = '\0';
	return 0;
}

static int folder_read(void *state, const struct entry *entry, size_t max, struct buf *bytes,
		       struct error *error)
{
	int fd = open_entry(state, entry), status;
	struct stat st;

	if (fd < 0)
		return unreadable(entry, reason_errno(errno), error);
	if (fstat(fd, &st) < 0)
		status = unreadable(entry, reason_errno(errno), error);
	else if (!S_ISREG(st.st_mode))
		status = unreadable(entry, "object.no-longer-file", error);
	else if ((uintmax_t)st.st_size > max)
		status = snapshot_too_large(entry, (uint64_t)st.st_size, max, error);
	else
		status = read_bytes(fd, entry, (size_t)st.st_size, max, bytes, error);
	close(fd);
	return status;
}

static void folder_close(void *state)
{
	struct folder *f = state;

	for (size_t i = 0; i < f->n_kept; i++)
		close(f->kept[i].fd);
	close(f->root);
	pthread_mutex_destroy(&f->lock);
	mem_free(f);
}

int folder_fill(struct snapshot *s, const char *root, const struct snapshot_scope *scope,
		struct error *error)
{
	static const struct backend backend = {"worktree", folder_read, folder_close};
	struct walk w = {.s = s, .scope = scope, .error = error};
	struct folder *f;
	int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC), status;

	if (fd < 0)
		return cannot_open(root, error);
	f = mem_zalloc(1, sizeof *f);
	f->root = fd;
	pthread_mutex_init(&f->lock, NULL);
	s->backend = &backend;
	s->state = f;
	status = walk_root(&w, fd, root);
	vec_release(&w.pending);
	return status;
}
