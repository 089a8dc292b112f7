/* SPDX-License-Identifier: MIT */
/* Tokens, from the end. */
#include "text/token.h"

#include "base/buf.h"

bool token_split(struct str pointer, struct str *parent, struct str *token)
{
	size_t at = pointer.len;

	while (at > 0 && pointer.ptr[at - 1] != '/')
		at--;
	if (at == 0)
		return false;
	*parent = str_sub(pointer, 0, at - 1);
	*token = str_sub(pointer, at, pointer.len);
	return true;
}

struct str token_key(struct arena *arena, struct str token)
{
	struct buf key = {0};
	struct str copy;

	for (size_t i = 0; i < token.len; i++) {
		char c = token.ptr[i];

		if (c == '~' && i + 1 < token.len)
			c = token.ptr[++i] == '1' ? '/' : '~';
		buf_add_char(&key, c);
	}
	copy = arena_str(arena, buf_str(&key));
	buf_release(&key);
	return copy;
}

bool token_index(struct str token, size_t count, size_t *index)
{
	size_t n = 0;

	*index = count;
	if (str_eq(token, STR("-")))
		return true;
	if (token.len == 0 || token.len > 9 || (token.len > 1 && token.ptr[0] == '0'))
		return false;
	for (size_t i = 0; i < token.len; i++) {
		if (token.ptr[i] < '0' || token.ptr[i] > '9')
			return false;
		n = n * 10 + (size_t)(token.ptr[i] - '0');
	}
	*index = n;
	return n <= count;
}
