/* SPDX-License-Identifier: MIT */
/*
 * Writing files of a repository so that they are whole and on the disk before anybody sees
 * them: written under a temporary name, synced, renamed, the folder synced.
 *
 * What fails is said with git.write {file, reason} (STATUS_IO).
 */
#ifndef GIT_DISK_H
#define GIT_DISK_H

#include "base/buf.h"
#include "base/error.h"

enum { DISK_CHUNK = 1 << 16 }; /* bytes that are written at once */

struct disk {
	/* core.sharedRepository: permissions that are added to a file's, or (with `exactly`)
	 * replace them; 0: as the process's umask has it. */
	unsigned shared;
	bool exactly;
	bool no_fsync; /* nothing is synced */
};

/* A file being written: at most DISK_CHUNK bytes are waiting in `waiting`. */
struct disk_file {
	const struct disk *disk;
	int fd;
	struct buf name;
	struct buf waiting;
};

/* What core.sharedRepository says: `false`, `group`, `all`, their other names, or octal. */
void disk_share(struct disk *disk, const char *value);

/* Begins a file: with `fixed` of this name, in place of what has it, else of a name that begins
 * so and is our own. Permissions are `mode` (as for open) and what is shared. */
int disk_begin(struct disk_file *f, const struct disk *disk, const char *name, bool fixed,
	       unsigned mode, struct error *error);
int disk_add(struct disk_file *f, struct str bytes, struct error *error);

/* Writes what is waiting, syncs and closes. It then waits under its name for disk_publish;
 * disk_discard removes it, finished or not. Both leave the struct empty; so does a failure of
 * disk_begin. */
int disk_finish(struct disk_file *f, struct error *error);
int disk_publish(struct disk_file *f, const char *name, struct error *error);
void disk_discard(struct disk_file *f);

/* Gives a file that another library wrote its permissions, syncs it and renames it. */
int disk_adopt(const struct disk *disk, const char *file, const char *name,
	       struct error *error);

/* Makes a folder that may be there already; `made`, if not NULL, says whether it was not. */
int disk_make_folder(const struct disk *disk, const char *name, bool *made,
		     struct error *error);

/* Syncs a folder, so that the names in it are on the disk. */
int disk_sync_folder(const struct disk *disk, const char *name, struct error *error);

/* Fills the error of what errno says. */
int disk_failure(const char *file, struct error *error);

#endif
