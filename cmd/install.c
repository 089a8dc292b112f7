/* SPDX-License-Identifier: MIT */
/* Small files, written whole. */
#include "install.h"

#include "base/fd.h"
#include "base/reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(struct cli *cli, const char *file, int number)
{
	return cli_refuse(cli, "usage.write", "file", file, "reason", reason_errno(number),
			  NULL);
}

int install_folder(struct cli *cli, int dir, const char *name)
{
	int folder = -1;

	if (mkdirat(dir, name, 0777) == 0 || errno == EEXIST)
		folder = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0)
		fail(cli, name, errno);
	return folder;
}

/* Writes a file that is not there, with the permissions of another one if there is `old`; 0, or
 * errno. */
static int write_new(int dir, const char *file, const struct stat *old, struct str bytes)
{
	int fd = openat(dir, file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666), number = 0;

	if (fd < 0)
		return errno;
	if (old)
		fchmod(fd, old->st_mode & 07777);
	if (!fd_write_all(fd, bytes))
		number = errno;
	if (close(fd) < 0 && !number)
		number = errno;
	if (number)
		unlinkat(dir, file, 0);
	return number;
}

int install_new(struct cli *cli, int dir, const char *file, struct str bytes)
{
	int number = write_new(dir, file, NULL, bytes);

	return number == 0 || number == EEXIST ? CLI_DONE : fail(cli, file, number);
}

int install_over(struct cli *cli, int dir, const char *file, struct str bytes)
{
	struct buf other = {0};
	struct stat old;
	bool is_there = fstatat(dir, file, &old, AT_SYMLINK_NOFOLLOW) == 0;
	int number;

	buf_printf(&other, ".%s.new", file);
	unlinkat(dir, buf_cstr(&other), 0); /* left by one that was killed */
	number = write_new(dir, buf_cstr(&other),
			   is_there && S_ISREG(old.st_mode) ? &old : NULL, bytes);
	if (!number && renameat(dir, buf_cstr(&other), dir, file) < 0) {
		number = errno;
		unlinkat(dir, buf_cstr(&other), 0);
	}
	buf_release(&other);
	return number ? fail(cli, file, number) : CLI_DONE;
}

/* Reads up to `max` bytes; 0, or errno: EFBIG when there are more. */
static int read_all(int fd, size_t max, struct buf *bytes)
{
	for (;;) {
		ssize_t n = read(fd, buf_reserve(bytes, 4096), 4096);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? errno : 0;
		bytes->len += (size_t)n;
		if (bytes->len > max)
			return EFBIG;
	}
}

int install_read(struct cli *cli, int dir, const char *file, size_t max, struct buf *bytes)
{
	int fd = openat(dir, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), number;
	struct stat st;

	if (fd < 0)
		return errno == ENOENT ? CLI_DONE : fail(cli, file, errno);
	if (fstat(fd, &st) < 0)
		number = errno;
	else if (!S_ISREG(st.st_mode))
		number = EISDIR;
	else
		number = read_all(fd, max, bytes);
	close(fd);
	return number ? fail(cli, file, number) : CLI_DONE;
}
