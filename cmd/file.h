/* SPDX-License-Identifier: MIT */
/*
 * Writing a file whole: a reader finds the old bytes or the new ones, never half of them.
 */
#ifndef CMD_FILE_H
#define CMD_FILE_H

#include "base/buf.h"

/* Makes `bytes` the content of the file. A regular file, or one that is not there yet, is
 * replaced: written under another name beside it and renamed, with the permissions it had. What
 * else has the name (a FIFO, a device, /dev/stdout) is written as it stands. A symlink stays,
 * and what it leads to is written. False, with errno, if that fails; then a regular file is as
 * it was. */
bool file_write(const char *file, struct str bytes);

/* The same in parts, for what is not held in memory as a whole: begin, add any number of times,
 * end. With `whole` false, or after a part that could not be added, the end leaves a regular
 * file as it was. Each is false, with errno, when it failed; file_end is due after a file_begin
 * that did not. */
struct file_parts {
	int fd;
	bool ok;
	struct buf target, temporary; /* "" where it is written as it stands */
};
bool file_begin(struct file_parts *parts, const char *file);
bool file_add(struct file_parts *parts, struct str bytes);
bool file_end(struct file_parts *parts, bool whole);

/* Whether two names lead to one file, that is there or would be made; NULL is standard output.
 */
bool file_same(const char *a, const char *b);

#endif
