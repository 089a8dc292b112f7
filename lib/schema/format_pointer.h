/* SPDX-License-Identifier: MIT */
/*
 * The formats of JSON Pointers (JSON Schema validation 2020-12 section 7.3.7). Nothing is
 * allocated.
 */
#ifndef SCHEMA_FORMAT_POINTER_H
#define SCHEMA_FORMAT_POINTER_H

#include "base/str.h"

/* json-pointer: RFC 6901 section 5, the string itself and not its form in a URI fragment. */
bool format_pointer(struct str text);

/* relative-json-pointer: draft-bhutton-relative-json-pointer-00 section 3, its index
 * manipulation (`0-1`) included; that may stand before a `#` too, which the draft's grammar
 * forgot and its successor mended. */
bool format_pointer_relative(struct str text);

#endif
