/* SPDX-License-Identifier: MIT */
/* Message ids with named arguments. */
#include "base/message.h"

#include <assert.h>

void message_add(struct message *m, struct arena *a, const char *name, struct str value)
{
	assert(m->n_args < MESSAGE_ARGS_MAX);
	m->args[m->n_args++] = (struct message_arg){name, arena_str(a, value)};
}

void message_vset(struct message *m, struct arena *a, const char *id, va_list args)
{
	const char *name;

	*m = (struct message){.id = id};
	while ((name = va_arg(args, const char *)) != NULL)
		message_add(m, a, name, str_of(va_arg(args, const char *)));
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
