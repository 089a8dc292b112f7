/* SPDX-License-Identifier: MIT */
/* Message ids with named arguments. */
#include "base/message.h"

#include <assert.h>
#include <string.h>

/* Messages are many where data is bad, and few have more than four arguments: there is room
 * for just those that they have. */
static void make_room(struct message *m, struct arena *a, size_t n)
{
	struct message_arg *args = arena_alloc(a, (m->n_args + n) * sizeof *args);

	assert(m->n_args + n <= MESSAGE_ARGS_MAX);
	if (m->n_args)
		memcpy(args, m->args, m->n_args * sizeof *args);
	m->args = args;
}

static void put(struct message *m, struct arena *a, const char *name, struct str value)
{
	m->args[m->n_args++] = (struct message_arg){name, arena_str(a, value)};
}

void message_add(struct message *m, struct arena *a, const char *name, struct str value)
{
	make_room(m, a, 1);
	put(m, a, name, value);
}

void message_vset(struct message *m, struct arena *a, const char *id, va_list args)
{
	va_list ahead;
	const char *name;
	size_t n = 0;

	va_copy(ahead, args);
	while (va_arg(ahead, const char *) != NULL) {
		va_arg(ahead, const char *);
		n++;
	}
	va_end(ahead);
	*m = (struct message){.id = id};
	if (n)
		make_room(m, a, n);
	while ((name = va_arg(args, const char *)) != NULL)
		put(m, a, name, str_of(va_arg(args, const char *)));
}

void message_add_all(struct message *m, struct arena *a, const struct message *from)
{
	const size_t room = MESSAGE_ARGS_MAX - m->n_args;
	const size_t n = from->n_args < room ? from->n_args : room;

	if (n)
		make_room(m, a, n);
	for (size_t i = 0; i < n; i++)
		put(m, a, from->args[i].name, from->args[i].value);
}

void message_copy(struct message *m, struct arena *a, const struct message *from)
{
	*m = (struct message){.id = arena_cstr(a, str_of(from->id))};
	message_add_all(m, a, from);
}

void message_set(struct message *m, struct arena *a, const char *id, ...)
{
	va_list args;

	va_start(args, id);
	message_vset(m, a, id, args);
	va_end(args);
}

const struct str *message_arg(const struct message *m, struct str name)
{
	for (size_t i = 0; i < m->n_args; i++)
		if (str_eq(str_of(m->args[i].name), name))
			return &m->args[i].value;
	return NULL;
}

bool message_number(const struct message *m, struct str name, size_t *n)
{
	const struct str *digits = message_arg(m, name);

	*n = 0;
	for (size_t i = 0; digits && i < digits->len; i++)
		*n = *n * 10 + (size_t)(digits->ptr[i] - '0');
	return digits != NULL;
}
