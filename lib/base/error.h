/* SPDX-License-Identifier: MIT */
/*
 * Failure: the job could not be done.
 *
 * A function that can fail returns an int, 0 or a negative enum status, and takes a `struct
 * error *` last, which it fills once, where the failure is found. (A *finding* is the other
 * channel: the job was done and the data is wrong.) The caller owns the error: zero it, release
 * it.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/message.h"

enum status {
	STATUS_OK = 0,
	STATUS_IO = -1,        /* the system refused: open, read, write */
	STATUS_NOT_FOUND = -2, /* what was named is not there */
	STATUS_INVALID =
		-3, /* what was given cannot be used: arguments, a schema, a pack, SQL */
	STATUS_CORRUPT = -4, /* stored data contradicts itself */
	STATUS_LIMIT = -5,   /* a bound was crossed */
};

struct error {
	enum status status;
	struct message message;
	struct arena arena; /* of the message's arguments */
};

/* Fills the error (replacing what was there) and returns `status`. The rest as in message_set:
 * message id, then name and value pairs, NULL. */
int error_set(struct error *e, enum status status, const char *id, ...)
	__attribute__((sentinel));

void error_release(struct error *e);

#endif
