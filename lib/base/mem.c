/* SPDX-License-Identifier: MIT */
/* Checked allocation; out of memory ends here. */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

_Noreturn void mem_exhausted(void)
{
	static const char text[] = "sws: out of memory / 内存不足\n";

	if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
		_exit(2);
	_exit(2);
}

void *mem_alloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		mem_exhausted();
	return p;
}

void *mem_aligned(size_t alignment, size_t n)
{
	void *p;

	if (posix_memalign(&p, alignment, n) != 0)
		mem_exhausted();
	return p;
}

void *mem_zalloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		mem_exhausted();
	return p;
}

void *mem_realloc(void *p, size_t count, size_t size)
{
	void *q;

	if (size && count > SIZE_MAX / size)
		mem_exhausted();
	q = realloc(p, count && size ? count * size : 1);
	if (!q)
		mem_exhausted();
	return q;
}

void mem_free(void *p)
{
	free(p);
}
