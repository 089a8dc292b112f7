/* SPDX-License-Identifier: MIT */
/*
 * Where bytes go that come in parts: standard output, or a file that is there as a whole or
 * stays as it was (file.h).
 */
#ifndef CMD_SINK_H
#define CMD_SINK_H

#include "base/error.h"
#include "file.h"

struct sink {
	const char *file; /* NULL: standard output */
	struct file_parts parts;
};

/* Begins; sink_end is due where that does not fail. All fail with usage.write {file, reason}.
 */
int sink_begin(struct sink *s, const char *file, struct error *error);

/* Takes bytes, the context being the sink. */
int sink_send(void *context, struct str bytes, struct error *error);

/* Ends, with what came of the job that wrote: after a failure the file stays as it was.
 * `status`, or that of the end. */
int sink_end(struct sink *s, int status, struct error *error);

#endif
