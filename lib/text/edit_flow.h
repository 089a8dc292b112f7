/* SPDX-License-Identifier: MIT */
/*
 * Steps of an edit within brackets and braces, JSON's too. For the files of lib/text only.
 *
 * As in edit_block.h; a child that has lines of its own is treated by whole lines, with the
 * comment lines directly above it.
 */
#ifndef TEXT_EDIT_FLOW_H
#define TEXT_EDIT_FLOW_H

#include "text/edit_splice.h"

void edit_flow_replace(struct edit_step *step, const struct node *value);
void edit_flow_insert(struct edit_step *step, const struct node *value);

/* Takes out a child of several, and a comma. */
void edit_flow_remove(struct edit_step *step);

#endif
