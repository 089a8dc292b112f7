/* SPDX-License-Identifier: MIT */
/*
 * A growing run of bytes.
 *
 * `ptr` is NULL until something was added; from then on ptr[len] is NUL. The zeroed buf is
 * empty. Slices taken of it (buf_str) are valid until the next addition.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

struct buf {
	char *ptr;
	size_t len, cap;
};

void buf_add(struct buf *b, struct str s);
void buf_add_text(struct buf *b, const char *text);
void buf_add_char(struct buf *b, char c);

/* Adds the bytes between two quotes, each quote within doubled: as in CSV, SQL and YAML. */
void buf_add_quoted(struct buf *b, char quote, struct str s);

void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes room for `n` more bytes and returns where they go; the caller then adds to `len`. */
char *buf_reserve(struct buf *b, size_t n);

/* What is in it now, borrowed. */
struct str buf_str(const struct buf *b);

/* The same as a C string; "" when nothing was added. */
const char *buf_cstr(const struct buf *b);

/* Empties it and keeps the memory. */
void buf_reset(struct buf *b);

void buf_release(struct buf *b);

#endif
