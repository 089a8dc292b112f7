/* SPDX-License-Identifier: MIT */
/* Files of one folder, begun one by one and ended together. */
#include "fileset.h"

#include "base/reason.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

int fileset_begin(struct fileset *f, const char *name, bool replaces, struct error *error)
{
	struct stat st;
	int reason;

	*f = (struct fileset){.name = name, .replaces = replaces};
	f->made = mkdir(name, 0777) == 0;
	reason = errno;
	if (f->made || (reason == EEXIST && stat(name, &st) == 0 && S_ISDIR(st.st_mode)))
		return 0;
	return error_set(error, STATUS_IO, "usage.write", "file", name, "reason",
			 reason_errno(reason), NULL);
}

int fileset_add(struct fileset *f, const char *file, struct sink **sink, struct error *error)
{
	const char *path = arena_printf(&f->arena, "%s/%s", f->name, file);
	struct sink *s = arena_zalloc(&f->arena, sizeof *s);
	struct stat st;
	int status;

	if (!f->replaces && lstat(path, &st) == 0)
		return error_set(error, STATUS_INVALID, "fileset.taken", "file", path, NULL);
	status = sink_begin(s, path, error);
	if (status == 0)
		*sink = *vec_add(&f->sinks) = s;
	return status;
}

int fileset_end(struct fileset *f, int status, struct error *error)
{
	for (size_t i = 0; i < f->sinks.n; i++)
		status = sink_end(f->sinks.at[i], status, error);
	if (status < 0 && f->made)
		rmdir(f->name);
	vec_release(&f->sinks);
	arena_release(&f->arena);
	return status;
}
