/* SPDX-License-Identifier: MIT */
/*
 * One string of a JSON text (RFC 8259, section 7).
 */
#ifndef TEXT_JSON_STRING_H
#define TEXT_JSON_STRING_H

#include "base/arena.h"

enum json_string_fault {
	JSON_STRING_OK,
	JSON_STRING_UNCLOSED,  /* the line or the source ends within it */
	JSON_STRING_CONTROL,   /* a control below U+0020, not escaped */
	JSON_STRING_ESCAPE,    /* a backslash with something else than an escape */
	JSON_STRING_SURROGATE, /* an escape that is half a pair */
	JSON_STRING_TOO_LONG,  /* over the bound */
};

struct json_string {
	struct str text; /* of the source if nothing is escaped, else in the arena; U+FFFD where
			    a fault is */
	size_t end;      /* offset behind the closing quote, or where reading ended */
	enum json_string_fault fault;  /* the first one */
	size_t fault_start, fault_end; /* its bytes in the source */
};

/* Reads the string whose opening quote is at `start`, of at most `max` bytes. The source is
 * well-formed UTF-8. */
struct json_string json_string_read(struct str source, size_t start, size_t max,
				    struct arena *arena);

#endif
