/* SPDX-License-Identifier: MIT */
/*
 * What the formats in JSON have in common: members, and findings, verdicts and source as the
 * formats json and ndjson have them.
 *
 * `before` is what stands before a key: "{", ", ". `indent` is the column in which the members
 * of an object stand, each on a line of its own; 0 for all on one line.
 */
#ifndef OUT_REPORT_H
#define OUT_REPORT_H

#include "out/renderer.h"

/* Appends `before` and `"key": `. */
void report_key(struct buf *out, const char *before, const char *key);

/* Appends a member: a text, or null for an empty one; a number. */
void report_text(struct buf *out, const char *before, const char *key, struct str text);
void report_number(struct buf *out, const char *before, const char *key, size_t n);

/* Appends an object of names and texts. */
void report_values(struct buf *out, const struct message_arg *values, size_t n);

/* Appends the members of a finding, all of them always, from `"rule"` on. */
void report_finding(struct buf *out, const struct finding *f, const struct render_options *o);

/* Appends an object: verdicts by rule, in byte order of the rules. */
void report_verdicts(struct buf *out, const struct judgement *j, int indent);

/* Appends an object: what was judged, by which policy and parameters. */
void report_source(struct buf *out, const struct judgement *j, int indent);

/* Appends words: the message, and on a line of its own the hint if there is one. */
void report_advice(struct buf *out, const struct finding *f, const struct render_options *o);

#endif
