/* SPDX-License-Identifier: MIT */
/*
 * Where things lie in the text of a document that was read: lines, comments, the end of values.
 * For the files of lib/text only.
 *
 * Offsets are bytes of the source. LF, CR LF and CR end a line (YAML 1.2.2, 5.4); a byte order
 * mark is part of no line. A node's own span does not tell all: a block scalar goes on after it
 * with lines that hold nothing, and a block collection with comments further in.
 */
#ifndef TEXT_EXTENT_H
#define TEXT_EXTENT_H

#include "text/tree.h"

/* Where the line of `at` begins. */
uint32_t extent_line(struct str s, uint32_t at);

/* Where its text ends: at its break, or at the end. */
uint32_t extent_break(struct str s, uint32_t at);

/* Where the next line begins, or the end. */
uint32_t extent_next(struct str s, uint32_t at);

/* The end of the last line's text before `line`, which begins a line. */
uint32_t extent_before(struct str s, uint32_t line);

/* Columns from the left edge, from 0. What stands before `at` is ASCII. */
uint32_t extent_column(struct str s, uint32_t at);

/* Whether only spaces stand before it on its line. */
bool extent_begins(struct str s, uint32_t at);

/* Past spaces and tabs. */
uint32_t extent_blanks(struct str s, uint32_t at);

/* Past white space, line breaks and comments: where the next token begins, or the end. */
uint32_t extent_skip(struct str s, uint32_t at);

/* Whether nothing, or a comment, follows on the line. */
bool extent_ends(struct str s, uint32_t at);

/* Whether a comment follows on the line, and nothing else. */
bool extent_has_comment(struct str s, uint32_t at);

/* Whether the node is written in brackets or braces; | or >; as a block collection. */
bool extent_is_flow(struct str s, const struct node *node);
bool extent_is_block_scalar(struct str s, const struct node *node);
bool extent_is_block(struct str s, const struct node *node);

/* The last line of a value and what is on it are over where? The next line begins there. */
uint32_t extent_after(struct str s, const struct node *node);

/* Where the comment lines begin that stand directly above `line`, no further in than `column`
 * and after `floor`; `line` when there is none. */
uint32_t extent_above(struct str s, uint32_t line, uint32_t column, uint32_t floor);

/* Past the comment lines from `line` on that stand further in than `column`, and the empty
 * lines before them. */
uint32_t extent_below(struct str s, uint32_t line, uint32_t column);

#endif
