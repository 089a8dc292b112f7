/* SPDX-License-Identifier: MIT */
/* Texts as arguments of findings: short, and never somebody's identity number. */
#ifndef SCHEMA_QUOTE_H
#define SCHEMA_QUOTE_H

#include "schema/explain.h"

enum {
	QUOTE_LENGTH_MAX = 60, /* code points of a value */
	QUOTE_LIST_MAX = 200,  /* bytes of a list of values, but for the last */
};

struct quote {
	struct arena *arena; /* of the results, C strings */
	bool personal;       /* a text that holds personal data becomes "…" */
};

/* The text, cut where it is long. */
const char *quote_text(const struct quote *q, struct str text);

/* A value: a string's text (`""` if it is empty), another scalar as it is written in the
 * source, `[…]`, `{…}`. */
const char *quote_value(const struct quote *q, struct str source, const struct node *node);

/* The same for the schema's own values, which nobody needs to be protected from. */
const char *quote_schema(struct arena *arena, const struct fault *fault,
			 const struct node *node);

/* The values that `n` faults of constants and enumerations would allow, `a, b, c`, each once.
 */
const char *quote_allowed(struct arena *arena, const struct fault *faults, size_t n);

/* Whether the value is a plain scalar of YAML that would be allowed, were it a string. */
bool quote_would_help(struct str source, const struct fault *faults, size_t n);

/* The name of its document, and the JSON Pointer, of the fault's source. */
const char *quote_location(struct arena *arena, const struct fault *fault);

/* The known key that an unknown one was probably meant to be, or NULL. Known are the
 * `properties` of the schema that the fault is of, and of those it applies to the same
 * instance; a key's title stands for the key. */
const char *quote_nearest_key(struct arena *arena, const struct fault *fault);

/* The same for a string and the values that are allowed. */
const char *quote_nearest_value(struct arena *arena, const struct fault *faults, size_t n);

#endif
