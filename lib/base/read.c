/* SPDX-License-Identifier: MIT */
/* Reading to the end, in growing steps. */
#include "base/read.h"

#include "base/reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STEP_MIN = 1 << 14, STEP_MAX = 1 << 22 };

static int refuse(const char *file, const char *reason, enum status status, struct error *error)
{
	return error_set(error, status, "read.unreadable", "file", file, "reason", reason,
			 NULL);
}

static int refuse_errno(const char *file, int errnum, struct error *error)
{
	return refuse(file, reason_errno(errnum),
		      errnum == ENOENT ? STATUS_NOT_FOUND : STATUS_IO, error);
}

static int refuse_size(const char *file, size_t max, struct error *error)
{
	char text[24];

	snprintf(text, sizeof text, "%zu", max);
	return error_set(error, STATUS_LIMIT, "read.too-large", "file", file, "max", text,
			 NULL);
}

/* How much to ask for when `have` bytes were read: at most one more than there may be. */
static size_t step(size_t have, size_t max)
{
	size_t n = have < STEP_MIN ? STEP_MIN : have > STEP_MAX ? STEP_MAX : have;

	return n > max - have ? max - have + 1 : n;
}

int read_descriptor(int fd, const char *file, size_t max, struct buf *bytes,
		    struct error *error)
{
	size_t before = bytes->len;

	for (;;) {
		size_t room = step(bytes->len - before, max);
		ssize_t n = read(fd, buf_reserve(bytes, room), room);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return refuse_errno(file, errno, error);
		bytes->len += (size_t)n;
		bytes->ptr[bytes->len] = '\0';
		if (n == 0)
			return 0;
		if (bytes->len - before > max)
			return refuse_size(file, max, error);
	}
}

int read_file(const char *file, enum read_what what, size_t max, struct buf *bytes,
	      struct error *error)
{
	int flags = O_RDONLY | O_CLOEXEC | (what == READ_REGULAR ? O_NONBLOCK : 0);
	int fd = open(file, flags), status;
	struct stat st;

	if (fd < 0)
		return refuse_errno(file, errno, error);
	if (fstat(fd, &st) < 0)
		status = refuse_errno(file, errno, error);
	else if (what == READ_REGULAR && !S_ISREG(st.st_mode))
		status = refuse(file, "errno.no-file", STATUS_IO, error);
	else if (S_ISREG(st.st_mode) && (uintmax_t)st.st_size > max)
		status = refuse_size(file, max, error);
	else
		status = read_descriptor(fd, file, max, bytes, error);
	close(fd);
	return status;
}
