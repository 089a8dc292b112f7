/* SPDX-License-Identifier: MIT */
/* Pieces of JSON Pointers (RFC 6901), for what goes where a pointer leads to nothing yet. */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H

#include "base/arena.h"

/* Cuts a pointer at its last token: what is before it, and the token without its '/'. False:
 * there is no token. `parent` may be where `pointer` came from. */
bool token_split(struct str pointer, struct str *parent, struct str *token);

/* The key that a token stands for (section 4), in the arena. */
struct str token_key(struct arena *arena, struct str token);

/* Whether the token is an index up to `count`, without leading zeros, or `-`, which is the
 * count; it goes to `index`. */
bool token_index(struct str token, size_t count, size_t *index);

#endif
