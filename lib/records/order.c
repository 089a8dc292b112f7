/* SPDX-License-Identifier: MIT */
/* Pointers into a record, followed through its fields. */
#include "records/order.h"

size_t order_place(const struct field *of, struct str key)
{
	for (size_t i = 0; i < of->n_fields; i++)
		if (str_eq(of->fields[i].key, key))
			return i;
	return EDIT_UNORDERED;
}

static bool is_place(struct str token)
{
	return token.len &&
	       ((token.ptr[0] >= '0' && token.ptr[0] <= '9') || token.ptr[0] == '-');
}

/* No key of a kind has `~` or `/` in it, so that tokens need no unescaping. */
static size_t place(const void *context, struct str pointer, struct str key)
{
	const struct kind *kind = context;
	const struct field *of = &kind->root;

	str_split(&pointer, '/');
	while (of && pointer.len) {
		struct str token = str_split(&pointer, '/');

		if (of->type != FIELD_LIST || !is_place(token))
			of = kind_field(of, token);
	}
	return of ? order_place(of, key) : EDIT_UNORDERED;
}

struct edit_order order_of_kind(const struct kind *kind)
{
	return (struct edit_order){place, kind};
}
