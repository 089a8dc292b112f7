/* SPDX-License-Identifier: MIT */
/*
 * Writing a file whole: a reader finds the old bytes or the new ones, never half of them.
 */
#ifndef CMD_FILE_H
#define CMD_FILE_H

#include "base/str.h"

/* Writes all bytes to the descriptor; false, with errno, if that fails. */
bool file_write_all(int fd, struct str bytes);

/* Makes `bytes` the content of the file. A regular file, or one that is not there yet, is
 * replaced: written under another name beside it and renamed, with the permissions it had. What
 * else has the name (a FIFO, a device, /dev/stdout) is written as it stands. A symlink stays,
 * and what it leads to is written. False, with errno, if that fails; then a regular file is as
 * it was. */
bool file_write(const char *file, struct str bytes);

/* Whether two names lead to one file, that is there or would be made; NULL is standard output.
 */
bool file_same(const char *a, const char *b);

#endif
