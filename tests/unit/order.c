/* SPDX-License-Identifier: MIT */
/* Unit tests of the order of keys (records/order.h), on the built-in kinds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/order.h"
#include "records/records.h"

static void keys_have_the_order_of_their_kind(void **state)
{
	static const struct {
		const char *pointer, *key;
		size_t place;
	} cases[] = {
		{"", "id", 0},
		{"", "name", 1},
		{"/certificates/0", "kind", 0},
		{"/certificates/-", "issued_on", 2},
		{"", "nmae", EDIT_UNORDERED},
		{"/nowhere", "id", EDIT_UNORDERED},
		{"/name", "x", EDIT_UNORDERED},
	};
	struct finding_list findings = {0};
	struct error error = {0};
	struct records *r;
	struct edit_order order;

	(void)state;
	assert_int_equal(records_open_pack(&r, &findings, &error), 0);
	order = order_of_kind(kind_find(r->kinds, STR("worker")));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(order.place(order.context, str_of(cases[i].pointer),
					     str_of(cases[i].key)),
				 cases[i].place);
	records_close(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_have_the_order_of_their_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
