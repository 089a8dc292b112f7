/* SPDX-License-Identifier: MIT */
/*
 * JSON (RFC 8259, strict) into a tree.
 *
 * The same shape, bounds and findings as yaml.h: `json.*` for what is not JSON; UTF-8 only, no
 * comments, no trailing commas, no duplicate keys, no lone surrogates.
 */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "result/finding.h"
#include "text/tree.h"

/* As yaml_read. */
bool json_read(struct tree *t, struct str source, struct arena *arena, struct str path,
	       struct finding_list *findings);

/* Appends `s` as a JSON string with its quotes: pure ASCII escapes for controls, and for what
 * could harm a terminal or a script (U+007F..U+009F, U+2028, U+2029, bidirectional controls).
 * Bytes that are not UTF-8 become U+FFFD. */
void json_quote(struct buf *out, struct str s);

#endif
