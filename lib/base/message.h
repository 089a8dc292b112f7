/* SPDX-License-Identifier: MIT */
/*
 * A message: an id and named arguments, without prose.
 *
 * The words live in schema/messages/{en,zh}.yaml under the id; what shows it to a person asks a
 * catalogue (out/catalogue.h), what shows it to a machine prints id and arguments. Argument
 * values may be hostile text out of a record: they are kept as they are and made safe where
 * they are shown.
 */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include "base/arena.h"

#include <stdarg.h>

enum { MESSAGE_ARGS_MAX = 12 };

struct message_arg {
	const char *name; /* a literal */
	struct str value;
};

struct message {
	const char *id; /* a literal, or of the pack; NULL: no message */
	size_t n_args;
	struct message_arg *args; /* of the arena that it was set with */
};

/* Sets the id and the arguments: pairs of C strings, name and value, ended by NULL. Values are
 * copied into the arena; a NULL value counts as "". */
void message_set(struct message *m, struct arena *a, const char *id, ...)
	__attribute__((sentinel));
void message_vset(struct message *m, struct arena *a, const char *id, va_list args);

/* Appends one more argument, its value copied; a copy of the struct made before is unchanged.
 */
void message_add(struct message *m, struct arena *a, const char *name, struct str value);

/* Appends the arguments of another message, their values copied, as many as there is room for.
 */
void message_add_all(struct message *m, struct arena *a, const struct message *from);

/* Makes `m` a copy of `from` that lives as long as the arena, with its id. */
void message_copy(struct message *m, struct arena *a, const struct message *from);

/* The value of the argument, or NULL. */
const struct str *message_arg(const struct message *m, struct str name);

/* Whether there is the argument; its value, which is digits, goes to `n`. */
bool message_number(const struct message *m, struct str name, size_t *n);

#endif
