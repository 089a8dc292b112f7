/* SPDX-License-Identifier: MIT */
/*
 * The format uri-template (JSON Schema validation 2020-12 section 7.3.6).
 *
 * Source: RFC 6570 section 2, templates of any level, with erratum 6937. The operators that it
 * reserves (`= , ! @ |`) are part of its grammar, and accepted. Nothing is allocated.
 */
#ifndef SCHEMA_FORMAT_TEMPLATE_H
#define SCHEMA_FORMAT_TEMPLATE_H

#include "base/str.h"

bool format_template(struct str text);

#endif
