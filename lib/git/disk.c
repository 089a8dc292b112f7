/* SPDX-License-Identifier: MIT */
/* Files that are written whole and synced. */
#include "git/disk.h"

#include "base/fd.h"
#include "base/reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	SET_GID = 02000, /* S_ISGID, which is XSI's: a folder's group goes to what is in it */
	TAKEN_MAX = 100, /* names that earlier processes may have left taken */
};

void disk_share(struct disk *disk, const char *value)
{
	static const struct {
		const char *name;
		unsigned shared;
	} names[] = {
		{"", 0660},          {"true", 0660}, {"yes", 0660}, {"on", 0660},
		{"group", 0660},     {"1", 0660},    {"all", 0664}, {"world", 0664},
		{"everybody", 0664}, {"2", 0664},
	};
	char *end;
	unsigned long octal = strtoul(value, &end, 8);

	disk->shared = 0;
	disk->exactly = false;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(value, names[i].name) == 0)
			disk->shared = names[i].shared;
	if (!disk->shared && *end == '\0' && octal >= 0600) {
		disk->shared = octal & 0666;
		disk->exactly = true;
	}
}

int disk_failure(const char *file, struct error *error)
{
	return error_set(error, STATUS_IO, "git.write", "file", file, "reason",
			 reason_errno(errno), NULL);
}

/* The permissions that something of these is to have in a shared repository. */
static mode_t share(const struct disk *disk, mode_t mode)
{
	mode_t shared = disk->shared;

	if (!(mode & S_IWUSR))
		shared &= ~(mode_t)0222;
	if (mode & S_IXUSR)
		shared |= (shared & 0444) >> 2;
	mode &= disk->exactly ? (mode_t)~0777 : (mode_t)~0;
	return (mode | shared) & 07777;
}

static int open_fixed(const char *name, unsigned mode)
{
	if (unlink(name) < 0 && errno != ENOENT)
		return -1;
	return open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
}

/* Another process of our number, as of a container's, may have a file there, or had. */
static int open_own(const char *beginning, struct buf *name, unsigned mode)
{
	int fd = -1;

	for (int i = 0; fd < 0 && i < TAKEN_MAX; i++) {
		buf_reset(name);
		buf_printf(name, "%s%ld_%d", beginning, (long)getpid(), i);
		fd = open(name->ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

static int set_mode(const struct disk_file *f)
{
	struct stat st;

	if (!f->disk->shared)
		return 0;
	return fstat(f->fd, &st) < 0 ? -1 : fchmod(f->fd, share(f->disk, st.st_mode));
}

static void forget(struct disk_file *f)
{
	buf_release(&f->name);
	buf_release(&f->waiting);
	f->fd = -1;
}

int disk_begin(struct disk_file *f, const struct disk *disk, const char *name, bool fixed,
	       unsigned mode, struct error *error)
{
	*f = (struct disk_file){.disk = disk};
	buf_add_text(&f->name, name);
	f->fd = fixed ? open_fixed(name, mode) : open_own(name, &f->name, mode);
	if (f->fd < 0) {
		disk_failure(name, error);
		forget(f);
		return error->status;
	}
	if (set_mode(f) < 0) {
		disk_failure(f->name.ptr, error);
		disk_discard(f);
		return error->status;
	}
	return 0;
}

static int flush(struct disk_file *f, struct error *error)
{
	if (!fd_write_all(f->fd, buf_str(&f->waiting)))
		return disk_failure(f->name.ptr, error);
	buf_reset(&f->waiting);
	return 0;
}

int disk_add(struct disk_file *f, struct str bytes, struct error *error)
{
	if (f->waiting.len + bytes.len > DISK_CHUNK && flush(f, error))
		return error->status;
	if (bytes.len <= DISK_CHUNK)
		buf_add(&f->waiting, bytes);
	else if (!fd_write_all(f->fd, bytes))
		return disk_failure(f->name.ptr, error);
	return 0;
}

int disk_finish(struct disk_file *f, struct error *error)
{
	int status = flush(f, error), fd = f->fd;

	if (!status && !f->disk->no_fsync && fsync(fd) < 0)
		status = disk_failure(f->name.ptr, error);
	f->fd = -1;
	if (close(fd) < 0 && !status)
		status = disk_failure(f->name.ptr, error);
	buf_release(&f->waiting);
	return status;
}

int disk_publish(struct disk_file *f, const char *name, struct error *error)
{
	if (rename(f->name.ptr, name) < 0)
		return disk_failure(name, error);
	forget(f);
	return 0;
}

void disk_discard(struct disk_file *f)
{
	if (f->fd >= 0 && f->name.len)
		close(f->fd);
	if (f->name.len)
		unlink(f->name.ptr);
	forget(f);
}

int disk_adopt(const struct disk *disk, const char *file, const char *name, struct error *error)
{
	struct disk_file f = {.disk = disk};
	int status;

	buf_add_text(&f.name, file);
	f.fd = open(file, O_WRONLY | O_CLOEXEC);
	if (f.fd < 0 || set_mode(&f) < 0)
		status = disk_failure(file, error);
	else
		status = disk_finish(&f, error);
	if (!status)
		status = disk_publish(&f, name, error);
	if (status)
		disk_discard(&f);
	return status;
}

int disk_make_folder(const struct disk *disk, const char *name, bool *made, struct error *error)
{
	const bool makes = mkdir(name, 0777) == 0;
	struct stat st;

	if (made)
		*made = makes;
	if (!makes)
		return errno == EEXIST ? 0 : disk_failure(name, error);
	if (!disk->shared)
		return 0;
	if (stat(name, &st) < 0 || chmod(name, share(disk, st.st_mode) | SET_GID) < 0)
		return disk_failure(name, error);
	return 0;
}

int disk_sync_folder(const struct disk *disk, const char *name, struct error *error)
{
	int fd, status = 0;

	if (disk->no_fsync)
		return 0;
	fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* A file system that cannot sync folders says EINVAL, and needs it not. */
	if (fd < 0 || (fsync(fd) < 0 && errno != EINVAL))
		status = disk_failure(name, error);
	if (fd >= 0)
		close(fd);
	return status;
}
