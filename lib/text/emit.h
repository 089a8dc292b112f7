/* SPDX-License-Identifier: MIT */
/*
 * Values as YAML, in the form that records are written in.
 *
 * Block mappings and lists, two spaces a level, lists further in than their key, `- ` before
 * the first key of a mapping in a list; texts plain where scalar.h says that nobody can take
 * them for something else, several lines as a literal block, all else in double quotes; numbers
 * as their text is. What is written is read back as the value it was (YAML 1.2.2, core schema;
 * RECORDS.md, "Conventions"), numbers to the digit and keys in their order. Normal form is the
 * caller's: a text that is not in NFC is written as it is.
 *
 * The value is a node of tree.h, from a reader or from value.h. Keys of an object differ.
 */
#ifndef TEXT_EMIT_H
#define TEXT_EMIT_H

#include "base/error.h"
#include "text/scalar.h"
#include "text/tree.h"

/* Appends the value as a document of its own, with a line feed at its end. Fails as emit_check
 * does, or with emit.too-large {max}, and then appends nothing. */
int emit_yaml(struct buf *out, const struct node *value, struct error *error);

/* Whether a record may hold the value; what it may not hold is said with the JSON Pointer of
 * where it is: emit.character {pointer, code}, emit.not-text {pointer} (no UTF-8),
 * emit.number {pointer, text} (not JSON's grammar, or beyond decimal.h's bounds),
 * emit.scalar-size {pointer, max}, emit.depth {max}, emit.nodes {max}, emit.absent {pointer} (a
 * value that a reader could not tell). */
int emit_check(const struct node *value, struct error *error);

/* For edit.h: pieces, in the manner of a file that is there. Values have passed emit_check. */

struct emit_style {
	uint32_t map_step;        /* columns from a mapping to one within it, at least 1 */
	uint32_t list_step;       /* from a key to the dashes under it; may be 0 */
	uint32_t dash_step;       /* from a dash to what follows it, at least 2 */
	const char *line_end;     /* "\n", "\r\n" or "\r" */
	bool flow_lists;          /* lists of scalars in brackets */
	bool json;                /* flow only: keys and texts in double quotes */
	bool literal;             /* several lines may become a literal block unasked */
	enum scalar_style wanted; /* of a string that is no part of a collection */
};

/* That of emit_yaml. */
extern const struct emit_style emit_record_style;

/* Whether the value is written on lines of its own below its key, as a block collection. */
bool emit_is_block(const struct emit_style *style, const struct node *value);

/* Appends what stands on the line of the key or dash, without the blank before it: a scalar, a
 * flow collection, the header of a block scalar; nothing for a block collection. */
void emit_head(struct buf *out, const struct emit_style *style, const struct node *value);

/* Appends the whole lines that follow the head, or nothing: a block scalar's or a block
 * collection's. `column` is that of the key, or with `dash` of the dash. */
void emit_lines(struct buf *out, const struct emit_style *style, const struct node *value,
		uint32_t column, bool dash);

/* Appends the entries of a block collection, whole lines whose keys or dashes stand at
 * `column`; the first line without its indentation. */
void emit_entries(struct buf *out, const struct emit_style *style, const struct node *value,
		  uint32_t column);

/* Appends a member, or an item, of a block collection: whole lines, the first one without its
 * indentation. */
void emit_member(struct buf *out, const struct emit_style *style, struct str key,
		 const struct node *value, uint32_t column);
void emit_item(struct buf *out, const struct emit_style *style, const struct node *value,
	       uint32_t column);

/* Appends the value in flow style, in one line. */
void emit_flow(struct buf *out, const struct emit_style *style, const struct node *value);

/* Appends a member of a flow mapping. */
void emit_flow_member(struct buf *out, const struct emit_style *style, struct str key,
		      const struct node *value);

#endif
