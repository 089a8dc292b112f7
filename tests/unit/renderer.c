/* SPDX-License-Identifier: MIT */
/* Tests of out/renderer.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "out/renderer.h"

static void renderers_are_found_by_name(void **state)
{
	struct buf names = {0};

	(void)state;
	renderer_names(&names);
	assert_string_equal(buf_cstr(&names),
			    "text, json, ndjson, sarif, junit, github, gitlab");
	assert_string_equal(renderer_find(STR("json"))->name, "json");
	assert_true(renderer_find(STR("json"))->for_machines);
	assert_false(renderer_find(STR("text"))->for_machines);
	assert_null(renderer_find(STR("")));
	assert_null(renderer_find(STR("tex")));
	buf_release(&names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(renderers_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
