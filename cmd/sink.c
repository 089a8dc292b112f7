/* SPDX-License-Identifier: MIT */
/* Bytes to standard output or to a file. */
#include "sink.h"

#include "base/fd.h"
#include "base/reason.h"

#include <errno.h>
#include <unistd.h>

static int refuse(const struct sink *s, struct error *error)
{
	return error_set(error, STATUS_IO, "usage.write", "file", s->file ? s->file : "stdout",
			 "reason", reason_errno(errno), NULL);
}

int sink_begin(struct sink *s, const char *file, struct error *error)
{
	*s = (struct sink){.file = file};
	return !file || file_begin(&s->parts, file) ? 0 : refuse(s, error);
}

int sink_send(void *context, struct str bytes, struct error *error)
{
	struct sink *s = context;
	bool ok = s->file ? file_add(&s->parts, bytes) : fd_write_all(STDOUT_FILENO, bytes);

	return ok ? 0 : refuse(s, error);
}

int sink_end(struct sink *s, int status, struct error *error)
{
	if (s->file && !file_end(&s->parts, status == 0) && status == 0)
		status = refuse(s, error);
	return status;
}
