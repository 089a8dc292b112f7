/* SPDX-License-Identifier: MIT */
/*
 * The renderers there are, each in a file of its own; renderer.c finds them by name.
 */
#ifndef OUT_RENDER_H
#define OUT_RENDER_H

#include "out/renderer.h"

/* For people: a line for each finding, as compilers write them, with excerpt and hint; a table
 * of verdicts; a line of counts. */
extern const struct renderer render_text;

/* One JSON object with "findings" (a line each), "verdicts" and "source". */
extern const struct renderer render_json;

#endif
