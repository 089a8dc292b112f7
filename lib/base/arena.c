/* SPDX-License-Identifier: MIT */
/* Arenas: blocks in a list, filled one after another. */
#include "base/arena.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>

enum {
	BLOCK_SIZE = 1 << 16,
	KEPT_MAX = 1 << 20, /* bytes that a reset keeps */
};

struct arena_block {
	struct arena_block *next;
	size_t size;
	alignas(max_align_t) char bytes[];
};

static struct arena_block *block_new(size_t n)
{
	size_t size = n > BLOCK_SIZE ? n : BLOCK_SIZE;
	struct arena_block *block = mem_alloc(sizeof *block + size);

	block->next = NULL;
	block->size = size;
	return block;
}

/* Moves on to a block that holds `n` bytes: the next one kept from before, or a new one. */
static void arena_advance(struct arena *a, size_t n)
{
	struct arena_block *next = a->current ? a->current->next : a->first;

	if (!next || next->size < n) {
		struct arena_block *fresh = block_new(n);

		fresh->next = next;
		next = fresh;
		if (a->current)
			a->current->next = fresh;
		else
			a->first = fresh;
	}
	a->current = next;
	a->used = 0;
}

void *arena_alloc(struct arena *a, size_t n)
{
	void *p;

	n = (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (!a->current || a->current->size - a->used < n)
		arena_advance(a, n);
	p = a->current->bytes + a->used;
	a->used += n;
	return p;
}

void *arena_zalloc(struct arena *a, size_t n)
{
	return memset(arena_alloc(a, n), 0, n);
}

char *arena_cstr(struct arena *a, struct str s)
{
	char *copy = arena_alloc(a, s.len + 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return copy;
}

struct str arena_str(struct arena *a, struct str s)
{
	return (struct str){arena_cstr(a, s), s.len};
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list args, again;
	char *text = NULL;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	if (n >= 0) {
		text = arena_alloc(a, (size_t)n + 1);
		vsnprintf(text, (size_t)n + 1, format, again);
	}
	va_end(again);
	va_end(args);
	return text ? text : arena_cstr(a, STR(""));
}

void arena_reset(struct arena *a)
{
	size_t kept = 0;
	struct arena_block **link = &a->first;

	while (*link && kept + (*link)->size <= KEPT_MAX) {
		kept += (*link)->size;
		link = &(*link)->next;
	}
	while (*link) {
		struct arena_block *next = (*link)->next;

		mem_free(*link);
		*link = next;
	}
	a->current = NULL;
	a->used = 0;
}

void arena_release(struct arena *a)
{
	while (a->first) {
		struct arena_block *next = a->first->next;

		mem_free(a->first);
		a->first = next;
	}
	a->current = NULL;
	a->used = 0;
}
