/* SPDX-License-Identifier: MIT */
/* Bytes and a file descriptor. */
#ifndef BASE_FD_H
#define BASE_FD_H

#include "base/str.h"

/* Writes all of the bytes; false, with errno, when it fails. */
bool fd_write_all(int fd, struct str bytes);

#endif
