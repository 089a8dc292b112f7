/* SPDX-License-Identifier: MIT */
/* Slices of bytes. */
#include "base/str.h"

#include <string.h>

enum { DISTANCE_MAX = 64 };

struct str str_of(const char *text)
{
	return (struct str){text, text ? strlen(text) : 0};
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.ptr, b.ptr, n) : 0;

	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len &&
	       str_eq(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

struct str str_sub(struct str s, size_t start, size_t len)
{
	if (start > s.len)
		start = s.len;
	if (len > s.len - start)
		len = s.len - start;
	return (struct str){s.ptr ? s.ptr + start : NULL, len};
}

size_t str_index(struct str s, char byte)
{
	const char *found = s.len ? memchr(s.ptr, byte, s.len) : NULL;

	return found ? (size_t)(found - s.ptr) : s.len;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
	while (s.len && is_blank(s.ptr[0]))
		s = str_sub(s, 1, s.len);
	while (s.len && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

struct str str_split(struct str *s, char byte)
{
	size_t at = str_index(*s, byte);
	struct str head = str_sub(*s, 0, at);

	*s = str_sub(*s, at + 1, s->len);
	return head;
}

uint32_t str_hash(struct str s)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 16777619u;
	return h;
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

/* Takes a byte and, if it can begin a letter of several, those that continue it. */
static uint32_t take_letter(struct str *s)
{
	uint32_t letter = (unsigned char)s->ptr[0];
	const size_t most = letter < 0xc0 ? 1 : letter < 0xe0 ? 2 : letter < 0xf0 ? 3 : 4;
	size_t n = 1;

	while (n < most && n < s->len && ((unsigned char)s->ptr[n] & 0xc0) == 0x80)
		letter = letter << 8 | (unsigned char)s->ptr[n++];
	*s = str_sub(*s, n, s->len);
	return letter;
}

size_t str_letters(struct str s)
{
	size_t n = 0;

	while (s.len) {
		take_letter(&s);
		n++;
	}
	return n;
}

static size_t take_letters(struct str s, uint32_t letters[DISTANCE_MAX])
{
	size_t n = 0;

	while (s.len && n < DISTANCE_MAX)
		letters[n++] = take_letter(&s);
	return n;
}

unsigned str_distance(struct str a, struct str b, unsigned limit)
{
	unsigned rows[3][DISTANCE_MAX + 1];
	unsigned *before = rows[0], *last = rows[1], *now = rows[2];
	uint32_t x[DISTANCE_MAX], y[DISTANCE_MAX];
	const size_t n = take_letters(a, x), m = take_letters(b, y);

	if ((n > m ? n - m : m - n) > limit)
		return limit + 1;
	for (size_t j = 0; j <= m; j++)
		last[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned *spare = before;

		now[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			now[j] = least(last[j] + 1, now[j - 1] + 1,
				       last[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				now[j] = least(now[j], before[j - 2] + 1, now[j]);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[m] > limit ? limit + 1 : last[m];
}
