/* SPDX-License-Identifier: MIT */
/*
 * Numbers and dates: what is read and written reads back as itself, and arithmetic obeys its
 * laws.
 *
 * An input is a text, a line `===`, and a second one.
 */
#include "holds.h"

#include "base/date.h"
#include "base/decimal.h"
#include "text/number.h"

static bool equal(const struct decimal *a, const struct decimal *b)
{
	return decimal_cmp(a, b) == 0;
}

static void holds_normal(const struct decimal *d)
{
	HOLDS(d->n >= 0 && d->n <= DECIMAL_DIGITS);
	HOLDS(d->n || (!d->negative && !d->exponent));
	HOLDS(!d->n || (d->digits[0] && d->digits[d->n - 1]));
	for (int i = 0; i < d->n; i++)
		HOLDS(d->digits[i] <= 9);
	HOLDS(decimal_is_integer(d) == (decimal_places(d) == 0));
	HOLDS(equal(d, d));
	HOLDS(!d->n || decimal_is_multiple(d, d));
}

static bool parse(struct decimal *d, struct str text)
{
	struct buf written = {0};
	struct decimal again;

	if (decimal_parse(d, text) != DECIMAL_OK)
		return false;
	holds_normal(d);
	decimal_format(&written, d);
	if (decimal_parse(&again, buf_str(&written)) == DECIMAL_OK)
		HOLDS(equal(d, &again));
	else
		HOLDS(written.len > DECIMAL_DIGITS); /* zeros for an exponent count as digits */
	buf_release(&written);
	return true;
}

static void holds_sum(const struct decimal *a, const struct decimal *b)
{
	struct decimal ab = *a, ba = *b, minus = *b;
	bool fits = decimal_add(&ab, b);

	HOLDS(decimal_add(&ba, a) == fits);
	HOLDS(decimal_cmp(a, b) == -decimal_cmp(b, a));
	if (!fits) {
		HOLDS(equal(&ab, a));
		return;
	}
	holds_normal(&ab);
	HOLDS(equal(&ab, &ba));
	if (b->n && decimal_is_multiple(a, b))
		HOLDS(decimal_is_multiple(&ab, b));
	minus.negative = minus.n && !b->negative;
	if (decimal_add(&ab, &minus))
		HOLDS(equal(&ab, a));
	HOLDS(decimal_cmp(&ba, a) == (b->n ? (b->negative ? -1 : 1) : 0));
}

static void holds_numbers(struct str one, struct str two)
{
	struct decimal a, b;

	if (!parse(&a, one) || !parse(&b, two))
		return;
	holds_sum(&a, &b);
	holds_sum(&a, &a);
}

static void holds_date(struct str text)
{
	char again[DATE_TEXT_SIZE];
	int32_t day;

	if (!date_parse(text, &day))
		return;
	date_format(day, again);
	HOLDS(str_eq(str_of(again), text));
	HOLDS(date_year(day) >= 1 && date_year(day) <= 9999);
	date_format(day - (day > -719162), again);
	HOLDS(str_cmp(str_of(again), text) <= 0);
}

/* A plain scalar that is a number has a text in JSON's grammar. */
static void holds_scalar(struct str plain)
{
	struct arena arena = {0};
	struct decimal d;
	struct str text;

	if (number_resolve(plain) == NODE_NUMBER &&
	    number_text(plain, &arena, &text) == NUMBER_OK) {
		HOLDS(decimal_parse(&d, text) == DECIMAL_OK);
		HOLDS(!str_starts(text, STR("+")));
		HOLDS(number_resolve(text) == NODE_NUMBER);
	}
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str two, one = holds_split(holds_input(data, size), &two);

	if (str_ends(one, STR("\n")))
		one.len--;
	if (str_ends(two, STR("\n")))
		two.len--;
	holds_numbers(one, two);
	holds_date(one);
	holds_scalar(one);
	return 0;
}
