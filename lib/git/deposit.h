/* SPDX-License-Identifier: MIT */
/*
 * New objects on their way into a repository: gathered, written under temporary names and
 * synced, then published together. What is not published leaves nothing behind.
 *
 * Up to DEPOSIT_LOOSE_MAX objects go one by one as loose objects, more into one pack with its
 * index. libgit2 writes neither: it would publish them at once, and unpack and hash again each
 * object of a pack.
 *
 * Source: gitformat-pack(5), versions 2 of the pack and of its index; loose objects as git's
 * user manual has them, "Object storage format".
 */
#ifndef GIT_DEPOSIT_H
#define GIT_DEPOSIT_H

#include "base/vec.h"
#include "git/disk.h"
#include "git/lock.h"

enum {
	DEPOSIT_LOOSE_MAX =
		60, /* a synced loose object costs some 2 ms, as a whole pack does */
	DEPOSIT_ID_SIZE = 20,
};

/* By their numbers in a pack. */
enum deposit_type { DEPOSIT_COMMIT = 1, DEPOSIT_TREE = 2, DEPOSIT_BLOB = 3 };

struct deposit_object {
	unsigned char id[DEPOSIT_ID_SIZE];
	enum deposit_type type;
	struct str bytes;
};

struct deposit_file {
	struct disk_file file;
	struct buf name; /* that it gets */
};

struct deposit {
	const struct disk *disk;
	const char *folder; /* `objects`; borrowed */
	struct VEC(struct deposit_object) objects;
	struct VEC(struct deposit_file) files; /* written, not yet published */
};

/* The id that an object has. Fails with git.failure {reason}. */
int deposit_id(enum deposit_type type, struct str bytes, unsigned char id[DEPOSIT_ID_SIZE],
	       struct error *error);

/* Adds an object, whose bytes are borrowed until it is published. One may be added twice. */
void deposit_add(struct deposit *d, enum deposit_type type, struct str bytes,
		 const unsigned char id[DEPOSIT_ID_SIZE]);

/* Writes all, once. `stopped` is true when the job was given up. Fails with git.write {file,
 * reason}. */
int deposit_write(struct deposit *d, const struct lock_stop *stop, bool *stopped,
		  struct error *error);

/* Gives the files their names, and syncs the folders. Fails with git.write. */
int deposit_publish(struct deposit *d, struct error *error);

/* Removes what was not published. */
void deposit_release(struct deposit *d);

#endif
