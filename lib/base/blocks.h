/* SPDX-License-Identifier: MIT */
/* Bytes that leave in blocks of some 64 KiB, so that memory does not grow with their number. */
#ifndef BASE_BLOCKS_H
#define BASE_BLOCKS_H

#include "base/buf.h"
#include "base/error.h"

/* Where the bytes go. Returns 0, or less with the error set. */
typedef int blocks_write(void *context, struct str bytes, struct error *error);

struct blocks {
	struct buf buf; /* what has not left yet */
	blocks_write *write;
	void *context;
};

/* Lets the bytes go if there are enough of them; 0, or less as `write` did. */
int blocks_flush(struct blocks *b, struct error *error);

/* Lets the rest go unless `status` is a failure already, frees, and returns what became of it.
 */
int blocks_end(struct blocks *b, int status, struct error *error);

#endif
