/* SPDX-License-Identifier: MIT */
/*
 * Exact decimal numbers: ± digits × 10^exponent.
 *
 * Kept in normal form: no leading and no trailing zero digit; zero has no digits, exponent 0
 * and is not negative. So equality is equality of the fields. Bounds: DECIMAL_DIGITS digits and
 * exponents (of the number as written) within ±DECIMAL_EXPONENT; no operation rounds.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/buf.h"

enum {
	DECIMAL_DIGITS = 400,
	DECIMAL_EXPONENT = 400,
};

struct decimal {
	bool negative;
	int exponent;                         /* of the last digit */
	int n;                                /* digits */
	unsigned char digits[DECIMAL_DIGITS]; /* 0..9, most significant first */
};

enum decimal_parsed {
	DECIMAL_OK,
	DECIMAL_SYNTAX, /* not a number of the JSON grammar (RFC 8259 section 6; a sign + is
			   taken too) */
	DECIMAL_RANGE,  /* a number, beyond the bounds */
};

enum decimal_parsed decimal_parse(struct decimal *d, struct str text);

/* -1, 0, 1 */
int decimal_cmp(const struct decimal *a, const struct decimal *b);

bool decimal_is_integer(const struct decimal *d);

/* Digits after the decimal point. */
int decimal_places(const struct decimal *d);

/* `sum` += `d`. False, and `sum` unchanged, when the exact result has more than DECIMAL_DIGITS
 * digits. `d` may be `sum`. */
bool decimal_add(struct decimal *sum, const struct decimal *d);

/* Whether a is an integer multiple of b (JSON Schema `multipleOf`); b is not zero. Cost:
 * bounded by the digits of a and the distance of the exponents, at most some 1,200 steps over
 * 400 digits. */
bool decimal_is_multiple(const struct decimal *a, const struct decimal *b);

/* The shortest decimal notation: `30`, `0.1`, `-2.5`, `0`; never an exponent. */
void decimal_format(struct buf *b, const struct decimal *d);

#endif
