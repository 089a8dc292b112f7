/* SPDX-License-Identifier: MIT */
/*
 * URI references (RFC 3986), as far as JSON Schema needs them: resolution against a base, and
 * fragments. URIs are compared as they are spelled, without the normalisation of section 6.
 */
#ifndef SCHEMA_URI_H
#define SCHEMA_URI_H

#include "base/buf.h"

/* Appends the target of `reference` against `base` (section 5.2), with its fragment. */
void uri_resolve(struct buf *target, struct str base, struct str reference);

/* Whether it begins with a scheme. */
bool uri_is_absolute(struct str uri);

/* What stands before the first '#'. */
struct str uri_without_fragment(struct str uri);

/* What stands after it, still percent-encoded; "" when there is none. */
struct str uri_fragment(struct str uri);

/* Appends `text` with its %XX decoded; a '%' without two hexadecimal digits stays. */
void uri_decode(struct buf *out, struct str text);

#endif
