/* SPDX-License-Identifier: MIT */
/* Exact decimals, digit by digit. Numbers in records are short; the bound keeps hostile ones
 * cheap. */
#include "base/decimal.h"

#include <string.h>

static void decimal_normalise(struct decimal *d)
{
	int zeros = 0;

	while (zeros < d->n && d->digits[zeros] == 0)
		zeros++;
	if (zeros) {
		d->n -= zeros;
		memmove(d->digits, d->digits + zeros, (size_t)d->n);
	}
	while (d->n && d->digits[d->n - 1] == 0) {
		d->n--;
		d->exponent++;
	}
	if (d->n == 0) {
		d->exponent = 0;
		d->negative = false;
	}
}

static bool is_digit(struct str s, size_t i)
{
	return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* The exponent part `e±123` from `i` to the end, held at ±100000; false if it is malformed. */
static bool parse_exponent(struct str s, size_t i, int *exponent)
{
	bool negative = false;
	int value = 0;

	i++;
	if (i < s.len && (s.ptr[i] == '+' || s.ptr[i] == '-'))
		negative = s.ptr[i++] == '-';
	if (!is_digit(s, i))
		return false;
	for (; is_digit(s, i); i++)
		if (value < 100000)
			value = value * 10 + (s.ptr[i] - '0');
	*exponent = negative ? -value : value;
	return i == s.len;
}

enum decimal_parsed decimal_parse(struct decimal *d, struct str s)
{
	size_t i = 0, start;
	int points = 0, written = 0, exponent = 0;

	d->n = d->exponent = 0;
	d->negative = s.len && s.ptr[0] == '-';
	if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		i++;
	start = i;
	for (; is_digit(s, i) || (i < s.len && s.ptr[i] == '.' && i > start && !points); i++) {
		if (s.ptr[i] == '.') {
			points++;
			if (!is_digit(s, i + 1))
				return DECIMAL_SYNTAX;
			continue;
		}
		written++;
		d->exponent -= points;
		if (d->n < DECIMAL_DIGITS)
			d->digits[d->n++] = (unsigned char)(s.ptr[i] - '0');
	}
	if (i == start || (s.ptr[start] == '0' && is_digit(s, start + 1)))
		return DECIMAL_SYNTAX;
	if (i < s.len &&
	    ((s.ptr[i] != 'e' && s.ptr[i] != 'E') || !parse_exponent(s, i, &exponent)))
		return DECIMAL_SYNTAX;
	if (written > DECIMAL_DIGITS || exponent > DECIMAL_EXPONENT ||
	    exponent < -DECIMAL_EXPONENT)
		return DECIMAL_RANGE;
	d->exponent += exponent;
	decimal_normalise(d);
	return DECIMAL_OK;
}

/* Order of the absolute values. */
static int cmp_magnitude(const struct decimal *a, const struct decimal *b)
{
	int n = a->n < b->n ? a->n : b->n, order;

	if (a->n == 0 || b->n == 0)
		return (a->n > 0) - (b->n > 0);
	if (a->n + a->exponent != b->n + b->exponent)
		return a->n + a->exponent < b->n + b->exponent ? -1 : 1;
	order = memcmp(a->digits, b->digits, (size_t)n);
	if (order)
		return order < 0 ? -1 : 1;
	return (a->n > b->n) - (a->n < b->n);
}

int decimal_cmp(const struct decimal *a, const struct decimal *b)
{
	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	return a->negative ? cmp_magnitude(b, a) : cmp_magnitude(a, b);
}

bool decimal_is_integer(const struct decimal *d)
{
	return d->exponent >= 0;
}

int decimal_places(const struct decimal *d)
{
	return d->exponent < 0 ? -d->exponent : 0;
}

/* The digit that stands at 10^power, 0 outside the number. */
static int digit_at(const struct decimal *d, int power)
{
	int i = d->n - 1 - (power - d->exponent);

	return i >= 0 && i < d->n ? d->digits[i] : 0;
}

/* out = a ± b on magnitudes, |a| >= |b| when subtracting; false if it has too many digits. */
static bool combine(struct decimal *out, const struct decimal *a, const struct decimal *b,
		    int sign)
{
	int low = a->exponent < b->exponent ? a->exponent : b->exponent;
	int high_a = a->n + a->exponent, high_b = b->n + b->exponent;
	int n = (high_a > high_b ? high_a : high_b) - low + 1; /* one more for the carry */
	unsigned char digits[DECIMAL_DIGITS + 1] = {0};
	int carry = 0, first;

	if (n > DECIMAL_DIGITS + 1)
		return false;
	for (int i = 0; i < n; i++) {
		int digit = digit_at(a, low + i) + sign * digit_at(b, low + i) + carry;

		carry = digit < 0 ? -1 : digit / 10;
		digits[n - 1 - i] = (unsigned char)(digit - carry * 10);
	}
	first = digits[0] == 0;
	if (n - first > DECIMAL_DIGITS)
		return false;
	out->n = n - first;
	out->exponent = low;
	memcpy(out->digits, digits + first, (size_t)out->n);
	decimal_normalise(out);
	return true;
}

bool decimal_add(struct decimal *sum, const struct decimal *d)
{
	struct decimal out;

	if (d->n == 0)
		return true;
	if (sum->n == 0) {
		*sum = *d;
		return true;
	}
	if (sum->negative == d->negative) {
		out.negative = sum->negative;
		if (!combine(&out, sum, d, 1))
			return false;
	} else if (cmp_magnitude(sum, d) >= 0) {
		out.negative = sum->negative;
		if (!combine(&out, sum, d, -1))
			return false;
	} else {
		out.negative = d->negative;
		if (!combine(&out, d, sum, -1))
			return false;
	}
	*sum = out;
	return true;
}

/* A remainder in the making: an integer of `n` digits, smaller than ten times the divisor. */
struct remainder {
	int n;
	unsigned char digits[DECIMAL_DIGITS + 1];
};

static int remainder_cmp(const struct remainder *r, const struct decimal *b)
{
	if (r->n != b->n)
		return r->n < b->n ? -1 : 1;
	return memcmp(r->digits, b->digits, (size_t)b->n);
}

static void remainder_subtract(struct remainder *r, const struct decimal *b)
{
	int borrow = 0, zeros = 0;

	for (int i = 0; i < r->n; i++) {
		int digit = r->digits[r->n - 1 - i] - borrow -
			    (i < b->n ? b->digits[b->n - 1 - i] : 0);

		borrow = digit < 0;
		r->digits[r->n - 1 - i] = (unsigned char)(digit + 10 * borrow);
	}
	while (zeros < r->n && r->digits[zeros] == 0)
		zeros++;
	r->n -= zeros;
	memmove(r->digits, r->digits + zeros, (size_t)r->n);
}

static void remainder_step(struct remainder *r, int digit, const struct decimal *b)
{
	if (r->n || digit)
		r->digits[r->n++] = (unsigned char)digit;
	while (remainder_cmp(r, b) >= 0)
		remainder_subtract(r, b);
}

bool decimal_is_multiple(const struct decimal *a, const struct decimal *b)
{
	struct remainder r = {0};

	if (a->n == 0)
		return true;
	if (a->exponent <
	    b->exponent)      /* a has a digit below b's last, both in normal form ... */
		return false; /* ... and so no integer times b can reach it */
	for (int i = 0; i < a->n; i++)
		remainder_step(&r, a->digits[i], b);
	for (int i = b->exponent; i < a->exponent && r.n; i++)
		remainder_step(&r, 0, b);
	return r.n == 0;
}

void decimal_format(struct buf *b, const struct decimal *d)
{
	int high = d->n + d->exponent; /* digits before the point */

	if (d->n == 0) {
		buf_add_char(b, '0');
		return;
	}
	if (d->negative)
		buf_add_char(b, '-');
	if (high <= 0)
		buf_add_char(b, '0');
	for (int power = high - 1; power >= 0; power--)
		buf_add_char(b, (char)('0' + digit_at(d, power)));
	if (d->exponent < 0)
		buf_add_char(b, '.');
	for (int power = -1; power >= d->exponent; power--)
		buf_add_char(b, (char)('0' + digit_at(d, power)));
}
