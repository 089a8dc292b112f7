/* SPDX-License-Identifier: MIT */
/*
 * The `format` keyword's named formats: those of JSON Schema validation 2020-12 section 7.3
 * that the kinds use, and ours.
 */
#ifndef SCHEMA_FORMAT_H
#define SCHEMA_FORMAT_H

#include "base/str.h"

typedef bool format_check(struct str text);

/*
 * The check of a format, or NULL when the name is not known here:
 *   date            RFC 3339 full-date that exists
 *   uscc            unified social credit code (format_uscc)
 *   division-code   9 digits (GB/T 10114-2003: county 6, township 3)
 *   community-code  12 digits (the statistical code of a community under its division)
 */
format_check *format_find(struct str name);

/* Whether the text is a unified social credit code (GB 32100-2015): 18 characters of its
 * alphabet, 3 to 8 digits (the division), the last one the check character. */
bool format_uscc(struct str text);

#endif
