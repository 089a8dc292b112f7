/* SPDX-License-Identifier: MIT */
/*
 * From a regular expression of ECMA-262 (2023, section 22.2, Unicode mode `u`, no other flag)
 * to one of PCRE2 that matches the same strings.
 *
 * The whole grammar of patterns is read here and every term is written anew, so nothing that is
 * PCRE2's alone (possessive quantifiers, verbs, recursion, inline options, `\A`, `\h`, POSIX
 * classes) gets through: ECMA-262 does not know it, or reads it otherwise. Refused beyond that,
 * because PCRE2 would answer otherwise: a back reference to a group that is repeated, or within
 * a lookbehind. A lookbehind of variable length is left for PCRE2 to refuse. Not read, and
 * refused, are `\u` escapes within the name of a group.
 *
 * The result is meant for PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF, without
 * PCRE2_UCP.
 */
#ifndef TEXT_ECMA_H
#define TEXT_ECMA_H

#include "base/buf.h"

enum {
	ECMA_DEPTH_MAX = 100,   /* groups within groups */
	ECMA_COUNT_MAX = 65535, /* of a quantifier: PCRE2's */
};

struct ecma_fault {
	size_t offset;      /* in bytes of the pattern */
	const char *reason; /* a message id: regex.* */
};

/* Either finds the same texts. */
enum ecma_form {
	ECMA_PLAIN,   /* as it is written: the fastest */
	ECMA_COUNTED, /* a character that is repeated without end is a group, so that PCRE2
			 counts every turn as a step */
};

/* What bounds the work of a search. */
struct ecma_shape {
	bool anchored; /* a match can only begin where the text does: the pattern begins with
			  `^` and has no alternative */
	size_t span; /* of the text that one step may look at, or SIZE_MAX: as the widest repeat
			that is no group, or a back reference */
	bool endless; /* some character is repeated without end: the forms differ */
};

/* Appends the translation, in valid UTF-8, and fills `shape`; or says in `fault` why there is
 * none, and what was appended is of no use. What only decides how long a match is, not whether
 * there is one, is left out: in `a+b+` that begins and ends a pattern, `ab` is enough. Linear
 * in the pattern. */
bool ecma_translate(struct str pattern, enum ecma_form form, struct buf *out,
		    struct ecma_shape *shape, struct ecma_fault *fault);

/* Whether the pattern is one of ECMA-262, whether or not it can be translated; if not, `fault`
 * says why. Groups more than ECMA_DEPTH_MAX deep are refused here too. Linear. */
bool ecma_check(struct str pattern, struct ecma_fault *fault);

#endif
