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

enum lexis_token {
	LEXIS_END,
	LEXIS_WORD, /* a name or a keyword */
	LEXIS_NAME, /* a name in double quotes */
	LEXIS_TEXT, /* in single quotes */
	LEXIS_NUMBER,
	LEXIS_SIGN, /* one or more of `<>=!|`, or any other single one */
	LEXIS_ODD,  /* what only some databases read: `name`, [name], 0x1F, ?1 :name @name $name
		     */
};

/* Cuts the next token off the text, past blanks and comments, and gives its kind; `*token` is
 * what it is written as. */
enum lexis_token lexis_next(struct str *text, struct str *token);

/* Whether the text is a plain name: letters, digits and _, and no digit first. */
bool lexis_is_name(struct str text);

/* Whether it begins as the call of a function does, `count(`. */
bool lexis_is_call(struct str text);

#endif
