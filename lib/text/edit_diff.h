/* SPDX-License-Identifier: MIT */
/* What has to be done to make one value of another. For the files of lib/text only. */
#ifndef TEXT_EDIT_DIFF_H
#define TEXT_EDIT_DIFF_H

#include "base/vec.h"
#include "text/tree.h"

enum edit_op_kind { EDIT_OP_REPLACE, EDIT_OP_INSERT, EDIT_OP_REMOVE, EDIT_OP_RENAME };

struct edit_op {
	enum edit_op_kind kind;
	struct str pointer;       /* of the value; where one is inserted, where it then is */
	const struct node *value; /* or the new key, a string */
};

struct edit_ops VEC(struct edit_op);

/* Appends an operation, its pointer copied into the arena. */
void edit_diff_add(struct edit_ops *ops, struct arena *arena, enum edit_op_kind kind,
		   struct str pointer, const struct node *value);

/* Appends the operations, one to be done after the other, that turn `old` at `pointer` into
 * what equals `new`; none when they are equal (tree_equal). `pointer` is as it was
 * afterwards. Lists whose product of lengths is large are compared place by place. */
void edit_diff(struct edit_ops *ops, struct arena *arena, struct buf *pointer,
	       const struct node *old, const struct node *new);

#endif
