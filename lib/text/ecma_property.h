/* SPDX-License-Identifier: MIT */
/*
 * The properties of \p{...} and \P{...} that ECMA-262 knows (22.2.2.9), by PCRE2's names.
 */
#ifndef TEXT_ECMA_PROPERTY_H
#define TEXT_ECMA_PROPERTY_H

#include "base/buf.h"

/* Appends the PCRE2 escape for what stands between the braces (`Lu`, `Script=Han`), or returns
 * false when ECMA-262 has no such property. Names are exact. */
bool ecma_property(struct str expression, bool negated, struct buf *out);

#endif
