/* SPDX-License-Identifier: MIT */
/* Growing bytes. */
#include "base/buf.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

char *buf_reserve(struct buf *b, size_t n)
{
	if (b->cap - b->len < n + 1) {
		b->cap = b->cap * 2 > b->len + n + 1 ? b->cap * 2 : b->len + n + 64;
		b->ptr = mem_realloc(b->ptr, b->cap, 1);
		b->ptr[b->len] = '\0';
	}
	return b->ptr + b->len;
}

void buf_add(struct buf *b, struct str s)
{
	char *to = buf_reserve(b, s.len);

	if (s.len)
		memcpy(to, s.ptr, s.len);
	b->len += s.len;
	b->ptr[b->len] = '\0';
}

void buf_add_text(struct buf *b, const char *text)
{
	buf_add(b, str_of(text));
}

void buf_add_char(struct buf *b, char c)
{
	buf_add(b, (struct str){&c, 1});
}

void buf_add_quoted(struct buf *b, char quote, struct str s)
{
	buf_add_char(b, quote);
	while (s.len) {
		size_t n = str_index(s, quote);

		buf_add(b, str_sub(s, 0, n + (n < s.len)));
		if (n < s.len)
			buf_add_char(b, quote);
		s = str_sub(s, n + 1, s.len);
	}
	buf_add_char(b, quote);
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list args, again;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	if (n > 0) {
		vsnprintf(buf_reserve(b, (size_t)n), (size_t)n + 1, format, again);
		b->len += (size_t)n;
	}
	va_end(again);
	va_end(args);
}

struct str buf_str(const struct buf *b)
{
	return (struct str){b->ptr, b->len};
}

const char *buf_cstr(const struct buf *b)
{
	return b->ptr ? b->ptr : "";
}

void buf_reset(struct buf *b)
{
	b->len = 0;
	if (b->ptr)
		b->ptr[0] = '\0';
}

void buf_release(struct buf *b)
{
	mem_free(b->ptr);
	*b = (struct buf){0};
}
