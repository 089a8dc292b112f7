/* SPDX-License-Identifier: MIT */
/*
 * Changing the text of a record and nothing else of it: comments, empty lines, order, quotes,
 * indentation and line ends stay as they are, byte for byte.
 *
 * What is changed looks like the file it is in: a text keeps its kind of quotes where it fits
 * them, lists stand as far in as other lists do, a member of `{…}` is written in braces. A
 * comment behind a value that changes stays; comment lines directly above a key or item belong
 * to it and go with it, and so do comments within a value that goes as a whole. The last child
 * of a collection leaves `{}` or `[]` behind; those, and a key with nothing after it, are
 * filled in block style.
 *
 * Every step is read again and held against the tree that it should give: our own mistake is a
 * failure and never reaches a file.
 */
#ifndef TEXT_EDIT_H
#define TEXT_EDIT_H

#include "base/error.h"
#include "text/tree.h"

enum edit_kind {
	/* The value at the pointer becomes `value`. Collections are compared and changed where
	 * they differ, lists by their longest common part, so that what stays keeps its
	 * comments; what is equal already (numbers by value) is not touched. What is absent is
	 * added, with the objects around it, and with a list for a token `-` or `0`; null
	 * counts as absent where something is to be put into it. `-` or the count behind a list
	 * appends. */
	EDIT_SET,
	/* Puts `value` before the item at the pointer, whose last token is an index up to the
	 * count, or `-`. A list that is absent is added. */
	EDIT_INSERT,
	/* Takes out the member or item at the pointer. */
	EDIT_REMOVE,
	/* The member at the pointer gets another key, the string `value`; its value and place
	 * stay. Fails with edit.failed when the object has that key. */
	EDIT_RENAME,
};

struct edit {
	enum edit_kind kind;
	struct str pointer;       /* RFC 6901, with `-` as RFC 6902 has it */
	const struct node *value; /* from a reader or value.h; none for EDIT_REMOVE */
};

/* Where a key that is added goes: behind the key there that comes closest before it in this
 * order, else before the first. NULL for the whole order, or EDIT_UNORDERED for a key: at the
 * end. */
struct edit_order {
	/* The place of `key` among the keys of the object at `pointer`. */
	size_t (*place)(const void *context, struct str pointer, struct str key);
	const void *context;
};

#define EDIT_UNORDERED SIZE_MAX

/* Appends to `out` the source, a record in YAML or JSON, as the edits leave it; each of them
 * applies to what the one before left (as in RFC 6902). A failure appends nothing:
 * edit.unreadable {line, column} (where the reader gave up), edit.not-there {pointer},
 * edit.not-a-collection {pointer} (something that cannot hold what is asked for), emit.*
 * (emit.h), edit.failed {pointer}: the file is written in a way in which the edit cannot be
 * made. Cost: one reading of the text for each value that changes. */
int edit_text(struct buf *out, struct str source, const struct edit *edits, size_t n,
	      const struct edit_order *order, struct error *error);

#endif
