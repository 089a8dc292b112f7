/* SPDX-License-Identifier: MIT */
/* Tests of result/fingerprint.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "result/fingerprint.h"

enum { MANY = 8 };

/* The hash of what `change` makes of one finding. */
static uint64_t hash_with(void (*change)(struct finding *f, struct finding_list *list))
{
	struct finding_list list = {0};
	struct fingerprint print;
	struct finding *f = finding_add(&list, "schema.enum", STR("a.yaml"), "value", "x",
					"allowed", "a, b", NULL);

	f->pointer = STR("/items/3/kind");
	if (change)
		change(f, &list);
	fingerprint_list(&list, &print);
	assert_int_equal(print.nth, 1);
	finding_release(&list);
	return print.hash;
}

static void move(struct finding *f, struct finding_list *list)
{
	f->line = f->end_line = 77;
	f->column = 8;
	f->end_column = 9;
	f->start = 700;
	f->end = 701;
	f->pointer = STR("/items/12/kind");
}

static void reword(struct finding *f, struct finding_list *list)
{
	f->message.id = "schema.enum-near";
	f->message.args[1].value = STR("a, b, c");
	f->severity = SEVERITY_WARNING;
	f->clause = STR("三");
}

static void change_rule(struct finding *f, struct finding_list *list)
{
	f->rule = "schema.const";
}

static void change_path(struct finding *f, struct finding_list *list)
{
	f->path = STR("b.yaml");
}

static void change_pointer(struct finding *f, struct finding_list *list)
{
	f->pointer = STR("/items/3/sort");
}

static void change_value(struct finding *f, struct finding_list *list)
{
	f->message.args[0].value = STR("y");
}

static void shift_bytes(struct finding *f, struct finding_list *list)
{
	f->rule = "schema.enuma";
	f->path = STR(".yaml");
}

static void what_is_wrong_counts_and_not_where_or_how_it_is_said(void **state)
{
	uint64_t hash = hash_with(NULL);

	assert_true(hash_with(move) == hash);
	assert_true(hash_with(reword) == hash);
	assert_true(hash_with(change_rule) != hash);
	assert_true(hash_with(change_path) != hash);
	assert_true(hash_with(change_pointer) != hash);
	assert_true(hash_with(change_value) != hash);
	assert_true(hash_with(shift_bytes) != hash);
}

static uint64_t hash_verdict(const char *subject, const char *measured)
{
	struct finding_list list = {0};
	struct fingerprint print;
	struct finding *f = finding_add(&list, "rule.measured", STR("a.yaml"), "measured",
					measured, "rule", measured, NULL);

	f->class = FINDING_RULE;
	f->rule = "training.hours";
	f->subject_kind = STR("worker");
	f->subject = str_of(subject);
	fingerprint_list(&list, &print);
	finding_release(&list);
	return print.hash;
}

static void a_verdict_is_known_by_its_subject(void **state)
{
	assert_true(hash_verdict("x", "29") == hash_verdict("x", "28"));
	assert_true(hash_verdict("x", "29") != hash_verdict("y", "29"));
}

static void equal_findings_are_counted(void **state)
{
	struct finding_list list = {0};
	struct fingerprint prints[MANY];
	struct buf text = {0};

	for (int i = 0; i < MANY; i++)
		finding_add(&list, i % 2 ? "x.y" : "x.z", STR("a"), NULL)->line = (uint32_t)i;
	fingerprint_list(&list, prints);
	for (uint32_t i = 0; i < MANY; i++)
		assert_int_equal(prints[i].nth, i / 2 + 1);
	fingerprint_add(&text, &(struct fingerprint){0xAB, 12});
	assert_string_equal(buf_cstr(&text), "00000000000000ab:12");
	buf_release(&text);
	finding_release(&list);
}

static void an_empty_list_has_none(void **state)
{
	struct finding_list list = {0};

	fingerprint_list(&list, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_wrong_counts_and_not_where_or_how_it_is_said),
		cmocka_unit_test(a_verdict_is_known_by_its_subject),
		cmocka_unit_test(equal_findings_are_counted),
		cmocka_unit_test(an_empty_list_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
