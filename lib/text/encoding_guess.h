/* SPDX-License-Identifier: MIT */
/*
 * What bytes are that are not the UTF-8 they should be: the slow half of encoding_check.
 */
#ifndef TEXT_ENCODING_GUESS_H
#define TEXT_ENCODING_GUESS_H

#include "text/encoding.h"

/* The verdict on bytes of which `fault` says where and how they first differ from record text
 * (ENCODING_MALFORMED or ENCODING_FORBIDDEN). A few passes over the bytes. */
struct encoding_report encoding_guess(struct str bytes, struct encoding_report fault);

#endif
