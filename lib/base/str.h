/* SPDX-License-Identifier: MIT */
/*
 * A slice of bytes: pointer and length, borrowed from whoever owns the bytes.
 *
 * A str need not be NUL-terminated and may hold any byte. The zeroed str is the empty string;
 * `ptr` NULL with `len` 0 is legal everywhere. Order is byte order, whatever the locale.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	const char *ptr;
	size_t len;
};

/* A str of a string literal. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, ((s).ptr ? (s).ptr : "")

/* The str of a NUL-terminated string, which it borrows; NULL gives the empty str. */
struct str str_of(const char *text);

bool str_eq(struct str a, struct str b);

/* Like strcmp, by unsigned bytes; a prefix comes first. */
int str_cmp(struct str a, struct str b);

bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* `len` bytes from `start`, both clamped to the str. */
struct str str_sub(struct str s, size_t start, size_t len);

/* Index of the first `byte`, or s.len. */
size_t str_index(struct str s, char byte);

/* Without leading and trailing spaces, tabs and line feeds. */
struct str str_trim(struct str s);

/* Cuts `s` at the first `byte`: returns what is before it and leaves in `s` what is after it
 * (nothing when there is none). */
struct str str_split(struct str *s, char byte);

/* A 32-bit hash, the same in every process: not for keys an attacker chooses in large numbers
 * without a bound on their count. */
uint32_t str_hash(struct str s);

/* How many letters a str of UTF-8 has: a byte that is no part of one is a letter, too. */
size_t str_letters(struct str s);

/* The edit distance of two strs in letters (insert, delete, replace, swap of neighbours each
 * 1), or `limit` + 1 as soon as it must exceed `limit`. Strs over 64 letters are compared by
 * their first 64. */
unsigned str_distance(struct str a, struct str b, unsigned limit);

#endif
