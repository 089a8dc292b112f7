/* SPDX-License-Identifier: MIT */
/*
 * A text as a YAML scalar: which ways of writing it give just this text back.
 *
 * Held to YAML 1.2.2 (7.3, flow scalars; 8.1, block scalars; 10.3.2, the core schema), and to
 * what other people's tools read: a text that YAML 1.1, or a reader that guesses more than it
 * says, takes for something else is not written plain: `no`, `0123`, `12:30`, `1_000`,
 * `1,000`, `2022-3-5`, `=`, `<<`. A date that exists, `2022-03-05`, is: records are written so
 * and every reader of YAML 1.1 gives the same day. For the files of lib/text only.
 */
#ifndef TEXT_SCALAR_H
#define TEXT_SCALAR_H

#include "base/buf.h"

enum scalar_style {
	SCALAR_PLAIN,
	SCALAR_SINGLE,  /* in single quotes */
	SCALAR_DOUBLE,  /* in double quotes: fits any text that records may hold */
	SCALAR_LITERAL, /* | */
	SCALAR_FOLDED,  /* > */
};

/* Whether the text, written so, is read back as it is. `flow`: within brackets or braces, where
 * there are no block scalars, and fewer plain ones. Keys: one of the first three styles. */
bool scalar_fits(struct str text, enum scalar_style style, bool flow);

/* The style asked for where the text fits it; else plain, a literal block for several lines, or
 * double quotes. `literal`: a literal block may be taken that was not asked for. */
enum scalar_style scalar_pick(struct str text, enum scalar_style wanted, bool flow,
			      bool literal);

/* Appends the scalar in one of the first three styles, which it fits. */
void scalar_write(struct buf *out, struct str text, enum scalar_style style);

/* Appends the header of a block scalar: `|`, `|-`, `>-`, by how the text ends. */
void scalar_write_header(struct buf *out, struct str text, enum scalar_style style);

#endif
