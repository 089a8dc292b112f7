/* SPDX-License-Identifier: MIT */
/* Numbers against numbers: the schema's are parsed when it is compiled. */
#include "schema/numeric.h"

#include "schema/check.h"
#include "schema/compile.h"

#include <assert.h>

bool numeric_compile_limit(struct compile *c, const struct node *value)
{
	const struct decimal *number = compile_number(c, c->keyword, value);

	if (number)
		compile_op(c, c->keyword, KINDS_NUMBER, value)->number = number;
	return number != NULL;
}

bool numeric_compile_multiple_of(struct compile *c, const struct node *value)
{
	const struct decimal *number = compile_number(c, c->keyword, value);

	if (number && (number->negative || number->n == 0))
		return compile_refuse(c, c->keyword, value, "a number above 0");
	if (number)
		compile_op(c, c->keyword, KINDS_NUMBER, value)->number = number;
	return number != NULL;
}

bool numeric_compile_decimal(struct compile *c, const struct node *value)
{
	size_t places;

	if (!compile_count(c, c->keyword, value, &places))
		return false;
	compile_op(c, c->keyword, KINDS_NUMBER, value)->count = places;
	return true;
}

/* The readers let no other numbers through. */
static void parse(const struct node *node, struct decimal *d)
{
	enum decimal_parsed parsed = decimal_parse(d, node->text);

	assert(parsed == DECIMAL_OK);
	(void)parsed;
}

bool numeric_check_multiple_of(struct check *c, const struct op *op, const struct node *node)
{
	struct decimal d;

	(void)c;
	parse(node, &d);
	return decimal_is_multiple(&d, op->number);
}

bool numeric_check_maximum(struct check *c, const struct op *op, const struct node *node)
{
	struct decimal d;

	(void)c;
	parse(node, &d);
	return decimal_cmp(&d, op->number) <= 0;
}

bool numeric_check_exclusive_maximum(struct check *c, const struct op *op,
				     const struct node *node)
{
	struct decimal d;

	(void)c;
	parse(node, &d);
	return decimal_cmp(&d, op->number) < 0;
}

bool numeric_check_minimum(struct check *c, const struct op *op, const struct node *node)
{
	struct decimal d;

	(void)c;
	parse(node, &d);
	return decimal_cmp(&d, op->number) >= 0;
}

bool numeric_check_exclusive_minimum(struct check *c, const struct op *op,
				     const struct node *node)
{
	struct decimal d;

	(void)c;
	parse(node, &d);
	return decimal_cmp(&d, op->number) > 0;
}

bool numeric_check_decimal(struct check *c, const struct op *op, const struct node *node)
{
	struct decimal d;

	(void)c;
	parse(node, &d);
	return (size_t)decimal_places(&d) <= op->count;
}
