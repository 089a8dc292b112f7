/* SPDX-License-Identifier: MIT */
/*
 * Several files written into a folder, all of them or none: they are renamed into place when
 * the last one is whole. (A machine that stops while they are may leave some.)
 */
#ifndef CMD_FILESET_H
#define CMD_FILESET_H

#include "base/arena.h"
#include "base/vec.h"
#include "sink.h"

struct fileset {
	const char *name;
	bool replaces; /* files that are there; else they are refused */
	bool made;     /* it was not there */
	struct VEC(struct sink *) sinks;
	struct arena arena;
};

/* Makes the folder unless it is there; `name` is borrowed. Fails with usage.write {file,
 * reason}. fileset_end is due whatever comes back. */
int fileset_begin(struct fileset *f, const char *name, bool replaces, struct error *error);

/* Begins a file; what goes to the sink goes to it. Fails with usage.write, or fileset.taken
 * {file}. */
int fileset_add(struct fileset *f, const char *file, struct sink **sink, struct error *error);

/* Ends, with what came of the job that wrote: after a failure nothing of it is left. `status`,
 * or that of the end. */
int fileset_end(struct fileset *f, int status, struct error *error);

#endif
