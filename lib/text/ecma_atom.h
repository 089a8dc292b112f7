/* SPDX-License-Identifier: MIT */
/*
 * The parts of an ECMA-262 pattern that match one character: literals, escapes, classes.
 *
 * For ecma.c. Each function reads at the cursor and writes its translation; false means that it
 * has refused, and said why in the cursor's fault.
 */
#ifndef TEXT_ECMA_ATOM_H
#define TEXT_ECMA_ATOM_H

#include "text/ecma.h"

struct ecma_cursor {
	struct str pattern;
	size_t at;
	struct buf *out;
	struct ecma_fault *fault;
};

/* Returns false. */
bool ecma_atom_refuse(struct ecma_cursor *c, size_t offset, const char *reason);

/* The next byte, or NUL at the end (a NUL within the pattern is no syntax either). */
char ecma_atom_peek(const struct ecma_cursor *c);

/* Moves past `text` if it stands here, and says whether it did. */
bool ecma_atom_take(struct ecma_cursor *c, struct str text);

/* A code point that stands for itself. */
bool ecma_atom_literal(struct ecma_cursor *c);

/* After `.`. */
void ecma_atom_dot(struct ecma_cursor *c);

/* After a backslash outside a class, but for assertions and references. */
bool ecma_atom_escape(struct ecma_cursor *c);

/* After `[`, up to and with `]`. */
bool ecma_atom_class(struct ecma_cursor *c);

#endif
