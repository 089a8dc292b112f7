/* SPDX-License-Identifier: MIT */
/* What the conversions of cells share. For them only. */
#ifndef TEXT_CELL_NARROW_H
#define TEXT_CELL_NARROW_H

#include "text/cell.h"

/* The text without its blanks, and with U+FF01 to U+FF5E and U+3000 as the ASCII characters
 * that they are wide forms of (UAX #11); in the arena if there are any. */
struct cell cell_narrow(struct str text, struct arena *arena);

/* The cell whose value is `text`, not the one it was: by `change`. */
struct cell cell_narrow_as(struct cell cell, struct str text, unsigned change);

/* The cell refused, for the reason. */
struct cell cell_narrow_refuse(struct str text, const char *reason);

bool cell_narrow_is_digit(char c);

/* The ASCII digits at the beginning, counted. */
size_t cell_narrow_digits(struct str s);

#endif
