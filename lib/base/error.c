/* SPDX-License-Identifier: MIT */
/* Filling and releasing failures. */
#include "base/error.h"

int error_set(struct error *e, enum status status, const char *id, ...)
{
	struct arena fresh = {0};
	va_list args;

	/* The new arguments may be slices of the old ones: build first, release afterwards. */
	va_start(args, id);
	message_vset(&e->message, &fresh, id, args);
	va_end(args);
	arena_release(&e->arena);
	e->arena = fresh;
	e->status = status;
	return status;
}

void error_release(struct error *e)
{
	arena_release(&e->arena);
	*e = (struct error){0};
}
