/* SPDX-License-Identifier: MIT */
/* From an edit to the operations on single values that it comes down to. For the files of
 * lib/text only. */
#ifndef TEXT_EDIT_PLAN_H
#define TEXT_EDIT_PLAN_H

#include "text/edit.h"
#include "text/edit_diff.h"

/* Appends the operations, to be done one after the other; what they hold is in the arena, or
 * the edit's. Fails as edit_text does: edit.not-there, edit.not-a-collection, emit.*. */
int edit_plan(struct edit_ops *ops, struct arena *arena, const struct tree *t,
	      const struct edit *edit, struct error *error);

#endif
