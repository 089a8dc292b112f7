/* SPDX-License-Identifier: MIT */
/* Bytes that leave in blocks of some 64 KiB, so that memory does not grow with their number. */
#ifndef RECORDS_BLOCKS_H
#define RECORDS_BLOCKS_H

#include "base/buf.h"
#include "records/export.h"

struct blocks {
	struct buf buf; /* what has not left yet */
	export_write *write;
	void *context;
};

/* Lets the bytes go if there are enough of them; 0, or less as `write` did. */
int blocks_flush(struct blocks *b, struct error *error);

/* Lets the rest go unless `status` is a failure already, frees, and returns what became of it.
 */
int blocks_end(struct blocks *b, int status, struct error *error);

#endif
