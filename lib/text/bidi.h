/* SPDX-License-Identifier: MIT */
/* The Bidi rule for labels of domain names (RFC 5893 section 2), on utf8proc's tables. */
#ifndef TEXT_BIDI_H
#define TEXT_BIDI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bidi_label {
	bool right_to_left; /* an RTL label: has a character of class R, AL or AN */
	bool obeys; /* the six conditions; they bind all labels of a name with an RTL one */
};

/* What the label of `n` code points, at least one, is. */
struct bidi_label bidi_label(const uint32_t *points, size_t n);

#endif
