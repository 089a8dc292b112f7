/* SPDX-License-Identifier: MIT */
/*
 * Steps of an edit within block collections, and at the root. For the files of lib/text only.
 *
 * Each adds the splices of one step; whether they are right is for the caller to see.
 */
#ifndef TEXT_EDIT_BLOCK_H
#define TEXT_EDIT_BLOCK_H

#include "text/edit_splice.h"

/* Comments stay, but for those within a value that goes. */
void edit_block_replace(struct edit_step *step, const struct node *value);

/* Puts a child in: below the one before it and what is further in, or above the comment of the
 * first one. */
void edit_block_insert(struct edit_step *step, const struct node *value);

/* Takes out a child of several, with the comment lines directly above it and within it. */
void edit_block_remove(struct edit_step *step);

#endif
