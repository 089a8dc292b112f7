/* SPDX-License-Identifier: MIT */
/*
 * JSON (RFC 8259, strict) into a tree.
 *
 * The same shape and bounds as yaml.h. `text.*` for what is no text (source.h), `json.*` for
 * what is not JSON: UTF-8 only and without a byte order mark, no comments, no trailing commas,
 * no duplicate keys, no lone surrogates. Escapes may stand for any character, U+0000 too.
 */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "result/finding.h"
#include "text/profile.h"
#include "text/tree.h"

/* As yaml_read: whether a value was read to its end; a fault of a single value is a finding and
 * the value NODE_ABSENT, a fault of structure is a finding and ends the reading. Of members
 * with the same key the first stays. Texts without escapes borrow from the source. */
bool json_read(struct tree *t, struct str source, struct arena *arena, struct str path,
	       struct finding_list *findings);

/* The same by another profile. By profile_general a byte order mark is a warning only, and a
 * string may hold any code point but the controls that must be escaped. */
bool json_read_as(const struct profile *profile, struct tree *t, struct str source,
		  struct arena *arena, struct str path, struct finding_list *findings);

/* Appends `s` as a JSON string with its quotes: pure ASCII escapes for controls, and for what
 * could harm a terminal or a script (what encoding.h forbids, and bidirectional controls).
 * Bytes that are not UTF-8 become U+FFFD. */
void json_quote(struct buf *out, struct str s);

/* Appends the value in one line, `{"a": [1, "b"]}`: keys in their order, numbers as they are
 * written, null for what could not be read (NODE_ABSENT). */
void json_write(struct buf *out, const struct node *value);

#endif
