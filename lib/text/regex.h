/* SPDX-License-Identifier: MIT */
/*
 * Regular expressions of JSON Schema: ECMA-262 patterns in Unicode mode, on PCRE2 with its JIT.
 *
 * ecma.h translates; what cannot be answered as ECMA-262 says is refused, never answered
 * otherwise. Bounded: pattern length, the work of a search as a whole, depth, memory. A
 * compiled pattern may be shared by threads; each matches with a regex_scratch of its own.
 */
#ifndef TEXT_REGEX_H
#define TEXT_REGEX_H

#include "base/error.h"

enum {
	REGEX_PATTERN_MAX = 4096,  /* bytes */
	REGEX_WORK_MAX = 1 << 28,  /* characters looked at in one search, about */
	REGEX_TEXT_LONG = 1 << 16, /* bytes of a text that is searched in another way, too */
	REGEX_DEPTH_LIMIT = 1000,  /* without JIT */
	REGEX_HEAP_LIMIT_KIB = 1 << 12,  /* without JIT */
	REGEX_STACK_BYTES_MAX = 1 << 26, /* with JIT; what is not touched takes no memory */
};

struct regex;
struct regex_scratch;

enum regex_match { REGEX_MATCH, REGEX_NO_MATCH, REGEX_LIMIT };

/* Fails (STATUS_INVALID, regex.syntax {pattern, offset, reason}) when the pattern is none or is
 * refused: `offset` counts code points from 1, and 0 means the pattern as a whole; `reason` is
 * the id of a message, for `{@reason}`. The caller frees `re`. */
int regex_compile(struct str pattern, struct regex **re, struct error *error);
void regex_free(struct regex *re);

struct regex_scratch *regex_scratch_new(void);
void regex_scratch_free(struct regex_scratch *scratch);

/* Whether the pattern is found anywhere in `text`, which must be well-formed UTF-8. Allocates
 * nothing after the first matches. REGEX_LIMIT: a bound was crossed, nobody knows. */
enum regex_match regex_search(const struct regex *re, struct str text,
			      struct regex_scratch *scratch);

/* What the last search may have cost, for those who have a budget: 1 for an ordinary one, more
 * where it took long, half a million for one that was given up. */
uint32_t regex_steps(const struct regex_scratch *scratch);

/* The version of PCRE2 that this was built with, e.g. "10.42". */
const char *regex_library_version(void);

#endif
