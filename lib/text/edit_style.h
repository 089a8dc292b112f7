/* SPDX-License-Identifier: MIT */
/* The manner in which a file is written, so that what is added looks like it. For the files of
 * lib/text only. */
#ifndef TEXT_EDIT_STYLE_H
#define TEXT_EDIT_STYLE_H

#include "text/emit.h"

/* Line ends and indentation as they are first met in the document (emit_record_style where it
 * shows none); lists of scalars in brackets when more of them are than are not. */
struct emit_style edit_style_of(const struct tree *t);

/* How a string is written; SCALAR_PLAIN for what is none. */
enum scalar_style edit_style_of_scalar(struct str source, const struct node *node);

#endif
