/* SPDX-License-Identifier: MIT */
/*
 * The bytes of a file that somebody named.
 */
#ifndef BASE_READ_H
#define BASE_READ_H

#include "base/buf.h"
#include "base/error.h"

enum read_what {
	READ_ANYTHING, /* what a person named: a FIFO or a device, too; symlinks are followed */
	READ_REGULAR,  /* what a document named: nothing that could keep us waiting */
};

/* Appends all bytes of the file. Of more than `max` it reads no further: STATUS_LIMIT,
 * read.too-large {file, max}, in bytes. Others: STATUS_NOT_FOUND or STATUS_IO, read.unreadable
 * {file, reason}. */
int read_file(const char *file, enum read_what what, size_t max, struct buf *bytes,
	      struct error *error);

/* The same of an open descriptor, called `file` in errors. */
int read_descriptor(int fd, const char *file, size_t max, struct buf *bytes,
		    struct error *error);

#endif
