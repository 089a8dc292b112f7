/* SPDX-License-Identifier: MIT */
/*
 * Plain YAML scalars that are not strings: resolution in the core schema, and numbers in JSON's
 * grammar.
 */
#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include "text/tree.h"

/* What a plain scalar means in YAML 1.2's core schema (10.3.2): NODE_NULL, NODE_BOOLEAN,
 * NODE_NUMBER or NODE_STRING. Hexadecimal, octal, infinite and not-a-number scalars count as
 * NODE_NUMBER. */
enum node_kind number_resolve(struct str plain);

enum number_fault {
	NUMBER_OK,
	NUMBER_NOT_FINITE, /* .inf, -.inf, .nan */
	NUMBER_RANGE,      /* more digits or a larger exponent than decimal.h's bounds */
};

/* A scalar that number_resolve calls a number, in the grammar of RFC 8259 section 6: `+012` is
 * 12,
 * `.5` is 0.5, `0x1F` is 31. Borrows `plain` where it has that form already, else a copy in the
 * arena. */
enum number_fault number_text(struct str plain, struct arena *arena, struct str *text);

#endif
