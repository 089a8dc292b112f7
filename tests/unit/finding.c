/* SPDX-License-Identifier: MIT */
/* Tests of lists of findings (result/finding.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "result/finding.h"

#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static bool eq(struct str s, const char *text)
{
	return str_eq(s, str_of(text));
}

static void a_new_finding_is_an_error_about_the_record_as_a_whole(void **state)
{
	struct finding_list list = {0};
	const struct finding *f = finding_add(&list, "path.id", STR("stations/A.yaml"), NULL);

	(void)state;
	assert_int_equal(f->class, FINDING_RECORD);
	assert_int_equal(f->severity, SEVERITY_ERROR);
	assert_string_equal(f->rule, "path.id");
	assert_string_equal(f->message.id, "path.id");
	assert_true(eq(f->path, "stations/A.yaml"));
	assert_int_equal(f->line, 1);
	assert_int_equal(f->column, 1);
	assert_int_equal(f->start, f->end);
	assert_int_equal(f->pointer.len + f->subject.len + f->subject_kind.len + f->clause.len,
			 0);
	assert_int_equal(f->message.n_args, 0);
	assert_int_equal(f->n_contributions, 0);
	assert_int_equal(f->contributions_total, 0);
	finding_release(&list);
}

static void a_finding_keeps_copies_of_its_path_and_arguments(void **state)
{
	struct finding_list list = {0};
	char path[] = "a.yaml", key[] = "colour";
	const struct finding *f = finding_add(&list, "schema.required", str_of(path), "key",
					      key, "none", "", NULL);

	(void)state;
	memset(path, 'x', sizeof path - 1);
	memset(key, 'x', sizeof key - 1);
	assert_true(eq(f->path, "a.yaml"));
	assert_int_equal(f->message.n_args, 2);
	assert_true(eq(*message_arg(&f->message, STR("key")), "colour"));
	assert_true(eq(*message_arg(&f->message, STR("none")), ""));
	assert_null(message_arg(&f->message, STR("schema")));
	finding_release(&list);
}

static void a_failures_message_becomes_a_finding_of_its_own(void **state)
{
	struct finding_list list = {0};
	struct arena arena = {0};
	struct message message;
	const struct finding *f;

	(void)state;
	message_set(&message, &arena, "pack.parameter-value", "name", "hours", "value", "x",
		    NULL);
	message.id = arena_cstr(&arena, STR("pack.parameter-value"));
	f = finding_add_message(&list, &message, STR("sws.yaml"));
	arena_release(&arena);
	assert_string_equal(f->rule, "pack.parameter-value");
	assert_string_equal(f->message.id, "pack.parameter-value");
	assert_true(eq(f->path, "sws.yaml"));
	assert_true(f->severity == SEVERITY_ERROR && f->class == FINDING_RECORD);
	assert_true(f->line == 1 && f->column == 1);
	assert_int_equal(f->message.n_args, 2);
	assert_true(eq(*message_arg(&f->message, STR("name")), "hours"));
	assert_true(eq(*message_arg(&f->message, STR("value")), "x"));
	finding_release(&list);
}

static void a_string_lives_as_long_as_the_list(void **state)
{
	struct finding_list list = {0};
	char text[] = "/waivers/0";
	struct str kept = finding_str(&list, str_of(text));

	(void)state;
	memset(text, 'x', sizeof text - 1);
	assert_true(eq(kept, "/waivers/0"));
	assert_int_equal(finding_str(&list, STR("")).len, 0);
	finding_release(&list);
}

static void a_finding_under_another_rule_keeps_its_message(void **state)
{
	struct finding_list list = {0};
	struct finding *f = finding_add(&list, "schema.enum-near", STR("a.yaml"), NULL);

	(void)state;
	assert_ptr_equal(finding_under(f, "schema.enum"), f);
	assert_string_equal(f->rule, "schema.enum");
	assert_string_equal(f->message.id, "schema.enum-near");
	finding_release(&list);
}

/* What the order looks at. */
struct place {
	const char *path;
	uint32_t line, column;
	const char *rule, *subject, *pointer, *first, *second; /* arguments, NULL: none */
};

/* Each differs from the one before it in one thing, and what matters less goes backwards. */
static const struct place in_order[] = {
	{"", 9, 9, "z", "z", "/z", "z", "z"},
	{"a", 1, 0, "z", "z", "/z", "z", "z"},
	{"a", 1, 9, "z", "z", "/z", "z", "z"},
	{"a", 2, 1, "z", "z", "/z", "z", "z"},
	{"a", 10, 1, "a.b", "z", "/z", "z", "z"},
	{"a", 10, 1, "a.c", "", "/z", "z", "z"},
	{"a", 10, 1, "a.c", "s", "", "z", "z"},
	{"a", 10, 1, "a.c", "s", "/p", NULL, NULL},
	{"a", 10, 1, "a.c", "s", "/p", "a", NULL},
	{"a", 10, 1, "a.c", "s", "/p", "a", "a"},
	{"a", 10, 1, "a.c", "s", "/p", "a", "b"},
	{"a", 10, 1, "a.c", "s", "/p", "b", NULL},
	{"a", 10, 2, "a.c", "s", "/p", NULL, NULL},
	{"a", UINT32_MAX, 1, "a", "", "", NULL, NULL},
	{"a/b", 1, 1, "a", "", "", NULL, NULL},
	{"aB", 1, 1, "a", "", "", NULL, NULL},
	{"z", 1, 1, "a", "", "", NULL, NULL},
	{"\xE7\xAB\x99", 1, 1, "a", "", "", NULL, NULL},
};

static void add_place(struct finding_list *list, const struct place *p)
{
	struct finding *f = finding_add(list, p->rule, str_of(p->path), NULL);

	f->line = p->line;
	f->column = p->column;
	f->subject = str_of(p->subject);
	f->pointer = str_of(p->pointer);
	if (p->first)
		message_add(&f->message, &list->arena, "first", str_of(p->first));
	if (p->second)
		message_add(&f->message, &list->arena, "second", str_of(p->second));
}

static bool is_at(const struct finding *f, const struct place *p)
{
	const struct str *first = message_arg(&f->message, STR("first"));
	const struct str *second = message_arg(&f->message, STR("second"));

	return eq(f->path, p->path) && f->line == p->line && f->column == p->column &&
	       eq(str_of(f->rule), p->rule) && eq(f->subject, p->subject) &&
	       eq(f->pointer, p->pointer) && eq(first ? *first : STR(""), p->first) &&
	       eq(second ? *second : STR(""), p->second);
}

static void the_order_is_of_path_line_column_rule_subject_then_arguments(void **state)
{
	enum { N = COUNT(in_order) };

	(void)state;
	for (size_t stride = 1; stride < N; stride++) {
		struct finding_list list = {0};

		for (size_t begin = 0; begin < stride; begin++)
			for (size_t i = begin; i < N; i += stride)
				add_place(&list, &in_order[N - 1 - i]);
		finding_sort(&list);
		for (size_t i = 0; i < N; i++)
			if (!is_at(&list.items.at[i], &in_order[i]))
				fail_msg("stride %zu: another at %zu", stride, i);
		finding_release(&list);
	}
}

static void an_empty_list_can_be_sorted_counted_and_added(void **state)
{
	struct finding_list list = {0}, none = {0};

	(void)state;
	finding_sort(&list);
	finding_add_all(&list, &none);
	assert_int_equal(list.items.n, 0);
	assert_int_equal(finding_count(&list, SEVERITY_ERROR), 0);
	finding_reset(&list);
	finding_release(&list);
}

static void findings_are_counted_by_severity(void **state)
{
	static const enum severity severities[] = {SEVERITY_WARNING, SEVERITY_ERROR,
						   SEVERITY_WARNING, SEVERITY_INFO,
						   SEVERITY_WARNING, SEVERITY_ERROR};
	struct finding_list list = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(severities); i++)
		finding_add(&list, "x", STR("x"), NULL)->severity = severities[i];
	assert_int_equal(finding_count(&list, SEVERITY_ERROR), 2);
	assert_int_equal(finding_count(&list, SEVERITY_WARNING), 3);
	assert_int_equal(finding_count(&list, SEVERITY_INFO), 1);
	finding_release(&list);
}

static void severities_have_names_and_no_other_name_is_one(void **state)
{
	static const char *const names[] = {"error", "warning", "info"};
	static const char *const others[] = {"", "Error", "errors", "err", "fatal"};
	enum severity severity;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_string_equal(finding_severity_name((enum severity)i), names[i]);
		assert_true(finding_severity_parse(str_of(names[i]), &severity));
		assert_int_equal(severity, i);
	}
	severity = SEVERITY_WARNING;
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(finding_severity_parse(str_of(others[i]), &severity));
	assert_int_equal(severity, SEVERITY_WARNING);
}

/* A finding with everything, all its strings in the list. */
static void add_full(struct finding_list *list)
{
	struct finding *f = finding_add(list, "cases.yearly", STR("stations/a.yaml"),
					"measured", "1", "required", "2", NULL);
	struct message_arg *values = arena_alloc(&list->arena, sizeof *values);

	f->message.id = "rule.measured";
	f->class = FINDING_RULE;
	f->severity = SEVERITY_WARNING;
	f->clause = finding_str(list, STR("三(一)"));
	f->line = 3;
	f->column = 5;
	f->start = 7;
	f->end = 11;
	f->pointer = finding_str(list, STR("/id"));
	f->subject_kind = finding_str(list, STR("station"));
	f->subject = finding_str(list, STR("a"));
	values[0] = (struct message_arg){arena_cstr(&list->arena, STR("date")),
					 finding_str(list, STR("2022-03-01"))};
	f->n_contributions = 1;
	f->contributions_total = 101;
	f->contributions = arena_alloc(&list->arena, sizeof *f->contributions);
	f->contributions[0] =
		(struct contribution){finding_str(list, STR("cases/x.yaml")), 13, 1, values};
}

static void expect_full(const struct finding *f)
{
	assert_string_equal(f->rule, "cases.yearly");
	assert_string_equal(f->message.id, "rule.measured");
	assert_int_equal(f->class, FINDING_RULE);
	assert_int_equal(f->severity, SEVERITY_WARNING);
	assert_true(eq(f->clause, "三(一)") && eq(f->path, "stations/a.yaml"));
	assert_true(f->line == 3 && f->column == 5 && f->start == 7 && f->end == 11);
	assert_true(eq(f->pointer, "/id") && eq(f->subject_kind, "station"));
	assert_true(eq(f->subject, "a"));
	assert_int_equal(f->message.n_args, 2);
	assert_true(eq(*message_arg(&f->message, STR("measured")), "1"));
	assert_true(eq(*message_arg(&f->message, STR("required")), "2"));
	assert_int_equal(f->n_contributions, 1);
	assert_int_equal(f->contributions_total, 101);
	assert_true(eq(f->contributions[0].path, "cases/x.yaml"));
	assert_int_equal(f->contributions[0].line, 13);
	assert_int_equal(f->contributions[0].n_values, 1);
	assert_string_equal(f->contributions[0].values[0].name, "date");
	assert_true(eq(f->contributions[0].values[0].value, "2022-03-01"));
}

static void copies_of_findings_outlive_the_list_they_come_from(void **state)
{
	static char junk[2048];
	struct finding_list from = {0}, to = {0};

	(void)state;
	finding_add(&to, "path.id", STR("b.yaml"), NULL);
	add_full(&from);
	add_full(&from);
	finding_add_all(&to, &from);
	memset(junk, 'x', sizeof junk);
	assert_int_equal(from.items.n, 2);
	expect_full(&from.items.at[0]);
	finding_reset(&from);
	finding_str(&from, (struct str){junk, sizeof junk}); /* over what was there */
	finding_release(&from);
	assert_int_equal(to.items.n, 3);
	assert_string_equal(to.items.at[0].rule, "path.id");
	expect_full(&to.items.at[1]);
	expect_full(&to.items.at[2]);
	finding_release(&to);
}

static void a_list_is_used_again_after_a_reset(void **state)
{
	struct finding_list list = {0};
	char name[32];

	(void)state;
	for (int round = 0; round < 3; round++) {
		finding_reset(&list);
		assert_int_equal(list.items.n, 0);
		for (int i = 0; i < 1000; i++) {
			snprintf(name, sizeof name, "%d.yaml", i);
			finding_add(&list, "path.id", str_of(name), "id", name, NULL);
		}
		assert_int_equal(finding_count(&list, SEVERITY_ERROR), 1000);
		assert_true(eq(list.items.at[999].path, "999.yaml"));
		assert_true(eq(list.items.at[0].path, "0.yaml"));
	}
	finding_release(&list);
	assert_int_equal(list.items.n, 0);
	assert_null(list.items.at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_finding_is_an_error_about_the_record_as_a_whole),
		cmocka_unit_test(a_finding_keeps_copies_of_its_path_and_arguments),
		cmocka_unit_test(a_failures_message_becomes_a_finding_of_its_own),
		cmocka_unit_test(a_string_lives_as_long_as_the_list),
		cmocka_unit_test(a_finding_under_another_rule_keeps_its_message),
		cmocka_unit_test(the_order_is_of_path_line_column_rule_subject_then_arguments),
		cmocka_unit_test(an_empty_list_can_be_sorted_counted_and_added),
		cmocka_unit_test(findings_are_counted_by_severity),
		cmocka_unit_test(severities_have_names_and_no_other_name_is_one),
		cmocka_unit_test(copies_of_findings_outlive_the_list_they_come_from),
		cmocka_unit_test(a_list_is_used_again_after_a_reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
