/* SPDX-License-Identifier: MIT */
/*
 * SQL's letters: texts, names and comments told from the rest, so that a piece of SQL can be
 * put into a statement and stay in its place.
 *
 * Source: SQLite, "SQL language expressions" and its tokenizer: '…' and "…" with doubled
 * quotes, `…` and […], -- to the end of the line, and C's comments.
 */
#ifndef STORE_LEXIS_H
#define STORE_LEXIS_H

#include "base/str.h"

enum lexis_fault {
	LEXIS_FINE,
	LEXIS_EMPTY,     /* blanks and comments only */
	LEXIS_SEMICOLON, /* one outside of texts */
	LEXIS_UNCLOSED,  /* a text, a name, a comment or a bracket has no end */
	LEXIS_UNOPENED,  /* a bracket closes that was not opened */
};

/* Whether the text, with a line feed after it, stays within brackets around it. If not,
 * `*offset` is the byte where that shows. */
enum lexis_fault lexis_check(struct str text, size_t *offset);

/* Cuts the text before the first comma outside of brackets off the list, as str_split does;
 * without the blanks around it. */
struct str lexis_item(struct str *list);

/* Whether the text is a plain name: letters, digits and _, and no digit first. */
bool lexis_is_name(struct str text);

/* Whether it begins as the call of a function does, `count(`. */
bool lexis_is_call(struct str text);

#endif
