/* SPDX-License-Identifier: MIT */
/* Tests of out/ruleset.h. */
#include "rendering.h"

#include "out/ruleset.h"

static void add_text(struct rendering *x, const char *id, const char *text)
{
	catalogue_add(x->catalogue, str_of(id), str_of(text), STR(""));
}

static void rules_come_once_each_in_order(void **state)
{
	struct rendering x;
	struct ruleset set;

	rendering_setup(&x, rendering_english);
	rendering_add(&x, "b");
	rendering_add(&x, "a")->severity = SEVERITY_WARNING;
	rendering_add_verdict(&x);
	rendering_add_tallies(&x);
	x.judgement.tallies.at[1].clause = STR("通知");
	ruleset_init(&set, &x.judgement);
	assert_int_equal(set.rules.n, 3);
	assert_true(str_eq(set.rules.at[0].id, STR("coverage")));
	assert_true(str_eq(set.rules.at[0].clause, STR("通知")));
	assert_true(str_eq(set.rules.at[1].id, STR("schema.enum")));
	assert_int_equal(set.rules.at[1].severity, SEVERITY_ERROR);
	assert_true(str_eq(set.rules.at[2].id, STR("supervision.yearly")));
	for (size_t i = 0; i < x.judgement.findings.items.n; i++)
		assert_int_equal(ruleset_find(&set, &x.judgement.findings.items.at[i]),
				 i < 2 ? 1 : 2);
	ruleset_release(&set);
	rendering_teardown(&x);
}

static void expect_words(struct rendering *x, const char *id, const char *title,
			 const char *reading, const char *hint)
{
	const struct ruleset_rule rule = {.id = str_of(id)};
	struct buf words = {0};

	ruleset_title(&words, &rule, x->catalogue);
	assert_string_equal(buf_cstr(&words), title);
	buf_reset(&words);
	ruleset_reading(&words, &rule, x->catalogue);
	assert_string_equal(buf_cstr(&words), reading);
	buf_reset(&words);
	ruleset_hint(&words, &rule, x->catalogue);
	assert_string_equal(buf_cstr(&words), hint);
	buf_release(&words);
}

static void words_are_the_packs_or_a_messages_without_its_arguments(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	add_text(&x, "coverage.title", "Covered {x}");
	add_text(&x, "coverage.reading", "As read");
	add_text(&x, "coverage.hint", "Cover");
	add_text(&x, "braces", "{a}{@b_c} {} {A} { a} {d");
	expect_words(&x, "coverage", "Covered {x}", "As read", "Cover");
	expect_words(&x, "schema.enum", "\"…\" is not one of …", "", "did you mean …?");
	expect_words(&x, "braces", "…… {} {A} { a} {d", "", "");
	expect_words(&x, "unknown", "unknown", "", "");
	rendering_teardown(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_come_once_each_in_order),
		cmocka_unit_test(words_are_the_packs_or_a_messages_without_its_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
