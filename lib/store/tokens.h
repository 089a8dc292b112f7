/* SPDX-License-Identifier: MIT */
/* A statement of SQL as its tokens, with the brackets around each. */
#ifndef STORE_TOKENS_H
#define STORE_TOKENS_H

#include "base/vec.h"
#include "store/lexis.h"

struct token {
	enum lexis_token kind;
	struct str text; /* as written; borrowed from the statement */
	size_t offset;   /* in bytes */
	size_t depth;    /* brackets around it; of a bracket, those around both */
};

struct tokens VEC(struct token);

/* Fills the zeroed tokens, which vec_release frees. */
void tokens_read(struct tokens *all, struct str sql);

/* Whether there is such a token that is this word, in letters of either case, or sign. */
bool tokens_is(const struct tokens *all, size_t at, const char *word);

/* The bracket that closes the one at `at`, or the number of tokens. */
size_t tokens_close(const struct tokens *all, size_t at);

/* Whether there is such a token and it can be a name: no keyword. */
bool tokens_is_name(const struct tokens *all, size_t at);

/* Whether the tables of a FROM end before this token. */
bool tokens_ends_from(const struct tokens *all, size_t at);

#endif
