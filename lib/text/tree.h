/* SPDX-License-Identifier: MIT */
/*
 * A document as a tree of nodes over its source bytes, from YAML (yaml.h) or JSON (json.h)
 * alike.
 *
 * Node kinds are the JSON data model's. Each node has the byte span [start, end) of its text
 * proper in the source: a quoted string with its quotes, a block collection up to where its
 * last child ends. Lines and columns are computed when asked. Nodes live in the arena given to
 * the reader and borrow from the source: both must outlive the tree. Numbers stay text; see
 * decimal.h.
 */
#ifndef TEXT_TREE_H
#define TEXT_TREE_H

#include "base/arena.h"
#include "base/buf.h"

enum node_kind {
	NODE_ABSENT, /* could not be read as a value (a finding says why); checks pass over it
		      */
	NODE_NULL,
	NODE_BOOLEAN,
	NODE_NUMBER,
	NODE_STRING,
	NODE_ARRAY,
	NODE_OBJECT,
};

struct node {
	uint8_t kind;        /* enum node_kind */
	bool plain;          /* a YAML scalar without quotes */
	uint32_t start, end; /* bytes of the source */
	uint32_t count;      /* items of an array, members of an object */
	uint32_t hash;       /* str_hash of a string's text */
	struct node *next;   /* sibling; a member is two siblings, key and value */
	union {
		struct str text; /* string: its value; number: in JSON's grammar; boolean:
				    true|false */
		struct {
			struct node *first,
				*last; /* of an array's items, of an object's keys and values */
		};
	};
};

/* for (each item) of an array node */
#define TREE_EACH_ITEM(item, array)                                                            \
	for (struct node *item = (array)->first; item; item = item->next)

/* for (each member) of an object node; the value is key->next */
#define TREE_EACH_MEMBER(key, object)                                                          \
	for (struct node *key = (object)->first; key; key = key->next->next)

/* The zeroed tree is empty. */
struct tree {
	struct str source;
	struct node *root; /* NULL: an empty document, or none that could be read */
	struct arena *arena;
	uint32_t *lines; /* byte offset of each line's start, made when first asked for */
	uint32_t n_lines;
};

struct position {
	uint32_t line;   /* from 1; LF, CR LF and CR end a line */
	uint32_t column; /* in code points, from 1 */
};

struct position tree_position(struct tree *t, uint32_t offset);

/* The line alone: cheaper. */
uint32_t tree_line(struct tree *t, uint32_t offset);

/* The member's value, or NULL; NULL for a node that is no object, or NULL itself. */
struct node *tree_get(const struct node *object, struct str key);

/* The text of a string member, or "". */
struct str tree_get_text(const struct node *object, struct str key);

/* The node at a JSON Pointer (RFC 6901), or NULL. */
struct node *tree_find(const struct tree *t, struct str pointer);

/* Appends the JSON Pointer of `node`, a node of the tree (a key gives its value's pointer). */
void tree_pointer(const struct tree *t, const struct node *node, struct buf *pointer);

/* Appends one reference token of a JSON Pointer, with its '/': `~` and `/` escaped. */
void tree_pointer_token(struct buf *pointer, struct str token);

/* Appends a node to the children of `parent` and counts it; for readers. */
void tree_append(struct node *parent, struct node *child);

/* Deep equality as JSON Schema defines it (2020-12 core, 4.2.2): numbers by value, objects
 * without order. Absent nodes equal nothing. */
bool tree_equal(const struct node *a, const struct node *b);

/* "null", "boolean", "number", "string", "array", "object" */
const char *tree_kind_name(enum node_kind kind);

#endif
