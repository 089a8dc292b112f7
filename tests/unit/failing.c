/* SPDX-License-Identifier: MIT */
/* Tests of new failures (records/failing.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/failing.h"

struct fixture {
	struct judgement before, after;
	struct failing_known known;
	struct failing_list list;
};

static int setup(void **state)
{
	static struct fixture f;

	f = (struct fixture){0};
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	judgement_release(&f->before);
	judgement_release(&f->after);
	failing_forget(&f->known);
	failing_release(&f->list);
	return 0;
}

static void add_rule(struct judgement *j, const char *rule, enum severity severity)
{
	*vec_add(&j->tallies) = (struct tally){.rule = str_of(rule), .severity = severity};
}

/* A failure of the rule that was added last. */
static void add_failure(struct judgement *j, const char *kind, const char *subject)
{
	*vec_add(&j->failures) =
		(struct failure){j->tallies.n - 1, str_of(kind), str_of(subject)};
}

static void find(struct fixture *f, bool warnings_only)
{
	failing_note(&f->known, &f->before);
	failing_find(&f->list, &f->after, &f->known, warnings_only);
}

static void expect(const struct fixture *f, size_t i, const char *rule, size_t n,
		   const char *first)
{
	assert_true(i < f->list.items.n);
	assert_true(str_eq(f->list.items.at[i].rule, str_of(rule)));
	assert_int_equal(f->list.items.at[i].n, n);
	assert_true(str_eq(f->list.items.at[i].named[0], str_of(first)));
}

static void what_was_failed_before_is_not_new(void **state)
{
	struct fixture *f = *state;

	add_rule(&f->before, "a", SEVERITY_ERROR);
	add_failure(&f->before, "worker", "jia");
	add_rule(&f->after, "a", SEVERITY_ERROR);
	add_failure(&f->after, "worker", "jia");
	add_failure(&f->after, "worker", "yi");
	add_rule(&f->after, "b", SEVERITY_ERROR);
	add_failure(&f->after, "worker", "jia");
	find(f, false);
	assert_int_equal(f->list.items.n, 2);
	expect(f, 0, "a", 1, "yi");
	expect(f, 1, "b", 1, "jia");
	assert_true(failing_knows(&f->known, STR("a"), STR("worker"), STR("jia")));
	assert_false(failing_knows(&f->known, STR("a"), STR("case"), STR("jia")));
}

static void one_id_of_two_kinds_is_two_subjects(void **state)
{
	struct fixture *f = *state;

	add_rule(&f->before, "a", SEVERITY_ERROR);
	add_failure(&f->before, "station", "jia");
	add_rule(&f->after, "a", SEVERITY_ERROR);
	add_failure(&f->after, "project", "jia");
	find(f, false);
	assert_int_equal(f->list.items.n, 1);
}

static void who_has_another_name_failed_under_the_old_one(void **state)
{
	struct fixture *f = *state;

	add_rule(&f->before, "a", SEVERITY_ERROR);
	add_failure(&f->before, "worker", "jia");
	add_rule(&f->after, "a", SEVERITY_ERROR);
	add_failure(&f->after, "worker", "yi");
	f->known.now = STR("yi");
	f->known.then = STR("jia");
	find(f, false);
	assert_int_equal(f->list.items.n, 0);
}

static void the_first_are_named_and_all_are_counted(void **state)
{
	static const char *const ids[] = {"1", "2", "3", "4", "5", "6", "7"};
	struct fixture *f = *state;

	add_rule(&f->after, "a", SEVERITY_ERROR);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		add_failure(&f->after, "worker", ids[i]);
	find(f, false);
	expect(f, 0, "a", 7, "1");
	assert_true(str_eq(f->list.items.at[0].named[FAILING_NAMED_MAX - 1], STR("5")));
}

static void errors_are_left_out_where_they_refuse(void **state)
{
	struct fixture *f = *state;

	add_rule(&f->after, "a", SEVERITY_ERROR);
	add_failure(&f->after, "worker", "jia");
	add_rule(&f->after, "b", SEVERITY_WARNING);
	add_failure(&f->after, "worker", "jia");
	find(f, true);
	assert_int_equal(f->list.items.n, 1);
	expect(f, 0, "b", 1, "jia");
}

static void personal_identifiers_are_not_named(void **state)
{
	struct fixture *f = *state;

	add_rule(&f->after, "a", SEVERITY_ERROR);
	add_failure(&f->after, "worker", "w-13912345678");
	find(f, false);
	expect(f, 0, "a", 1, "w-***");
}

static void what_was_found_before_is_forgotten(void **state)
{
	struct fixture *f = *state;

	add_rule(&f->after, "a", SEVERITY_ERROR);
	add_failure(&f->after, "worker", "jia");
	find(f, false);
	failing_note(&f->known, &f->after);
	failing_find(&f->list, &f->after, &f->known, false);
	assert_int_equal(f->list.items.n, 0);
	find(f, false);
	assert_int_equal(f->list.items.n, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_failed_before_is_not_new),
		TEST(one_id_of_two_kinds_is_two_subjects),
		TEST(who_has_another_name_failed_under_the_old_one),
		TEST(the_first_are_named_and_all_are_counted),
		TEST(errors_are_left_out_where_they_refuse),
		TEST(personal_identifiers_are_not_named),
		TEST(what_was_found_before_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
