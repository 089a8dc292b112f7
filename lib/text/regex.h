/* SPDX-License-Identifier: MIT */
/*
 * Regular expressions of JSON Schema: ECMA-262 patterns in Unicode mode, on PCRE2 with its JIT.
 *
 * Bounded: pattern length, match steps, depth. A compiled pattern may be shared by threads;
 * each matches with a regex_scratch of its own.
 */
#ifndef TEXT_REGEX_H
#define TEXT_REGEX_H

#include "base/error.h"

enum {
	REGEX_PATTERN_MAX = 4096, /* bytes */
	REGEX_MATCH_LIMIT = 1000000,
	REGEX_DEPTH_LIMIT = 1000,
};

struct regex;
struct regex_scratch;

enum regex_match { REGEX_MATCH, REGEX_NO_MATCH, REGEX_LIMIT };

/* Fails (STATUS_INVALID, regex.syntax {pattern, offset, reason}) when the pattern is none. */
int regex_compile(struct str pattern, struct regex **re, struct error *error);
void regex_free(struct regex *re);

struct regex_scratch *regex_scratch_new(void);
void regex_scratch_free(struct regex_scratch *scratch);

/* Whether the pattern is found anywhere in `text`, which must be well-formed UTF-8. Allocates
 * nothing after the first matches. */
enum regex_match regex_search(const struct regex *re, struct str text,
			      struct regex_scratch *scratch);

#endif
