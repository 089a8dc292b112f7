/* SPDX-License-Identifier: MIT */
/* Tests of waivers (policy/waiver.h): what they cover, and those that are not in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "policy/waiver.h"

#include "rulebook.h"

#include <stdio.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define AS_OF        "2022-06-30"

#define MEASURE      "measure: SELECT 1\n"

struct fixture {
	struct rulebook book;
	struct waivers *waivers;
	struct finding_list findings;
	struct error error;
};

static int setup(void **state)
{
	static struct fixture f;

	f = (struct fixture){0};
	*state = &f;
	rulebook_init(&f.book);
	rulebook_drop(&f.book, "rules/");
	rulebook_put(&f.book, "rules/a.yaml",
		     "rule: staffing.mode\nlevel: must\nterm: standing\nsubject: "
		     "station\n" RULEBOOK_TEXTS MEASURE);
	rulebook_put(&f.book, "rules/b.yaml",
		     "rule: supervision.yearly\nlevel: must\nterm: yearly\nsubject: station\n"
		     "when: {supervision_scope: station}\n" RULEBOOK_TEXTS MEASURE);
	rulebook_put(&f.book, "rules/c.yaml",
		     "rule: supervision.yearly\nlevel: must\nterm: yearly\nsubject: project\n"
		     "when: {supervision_scope: project}\n" RULEBOOK_TEXTS MEASURE);
	rulebook_put(&f.book, "rules/d.yaml",
		     "rule: agency.eligible\nlevel: must\nterm: standing\nsubject: agency\n"
		     "waivable: false\n" RULEBOOK_TEXTS MEASURE);
	rulebook_put(
		&f.book, "rules/e.yaml",
		"rule: coverage\nlevel: must\nterm: dated\nsubject: district\n" RULEBOOK_TEXTS
			MEASURE);
	rulebook_open(&f.book);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	waiver_free(f->waivers);
	finding_release(&f->findings);
	error_release(&f->error);
	rulebook_close(&f->book);
	return 0;
}

/* Reads these waivers, items of the list in YAML; a station, a project and an agency are there.
 * Called again, it begins anew. */
static void load(struct fixture *f, const char *waivers)
{
	struct buf yaml = {0};

	waiver_free(f->waivers);
	finding_reset(&f->findings);
	rulebook_store(&f->book);
	assert_int_equal(waiver_plan(f->book.store, &f->error), 0);
	rulebook_record(&f->book, "station", "tang", "stations/tang.yaml", "id: tang\n");
	rulebook_record(&f->book, "project", "care", "projects/2022/care.yaml", "id: care\n");
	rulebook_record(&f->book, "agency", "help", "agencies/help.yaml", "id: help\n");
	buf_printf(&yaml, "format: 1\nwaivers:\n%s", waivers);
	rulebook_record(&f->book, "district", "district", "sws.yaml", buf_cstr(&yaml));
	buf_release(&yaml);
	assert_int_equal(waiver_load(f->book.pack, f->book.store, AS_OF, &f->waivers,
				     &f->findings, &f->error),
			 0);
}

static bool covers(struct fixture *f, size_t file, const char *subject)
{
	return waiver_end(f->waivers, &f->book.pack->rules.at[file], str_of(subject)).len > 0;
}

enum { STAFFING, SUPERVISION_STATION, SUPERVISION_PROJECT, ELIGIBLE, COVERAGE };

#define ITEM(rule, kind, subject, ends_on)                                                     \
	"  - rule: " rule "\n    subject_kind: " kind "\n    subject: " subject                \
	"\n    ends_on: " ends_on "\n"

static void a_waiver_covers_its_rule_and_subject_only(void **state)
{
	struct fixture *f = *state;

	load(f, ITEM("staffing.mode", "station", "tang", "2022-12-31"));
	assert_int_equal(f->findings.items.n, 0);
	assert_true(covers(f, STAFFING, "tang"));
	assert_false(covers(f, STAFFING, "tangg"));
	assert_false(covers(f, STAFFING, "tan"));
	assert_false(covers(f, STAFFING, ""));
	assert_false(covers(f, SUPERVISION_STATION, "tang"));
}

static void of_several_waivers_the_last_day_counts(void **state)
{
	struct fixture *f = *state;

	load(f, ITEM("staffing.mode", "station", "tang", "2022-11-30")
			ITEM("staffing.mode", "station", "tang", "2022-12-31")
				ITEM("staffing.mode", "station", "tang", "2022-12-01"));
	assert_string_equal(
		waiver_end(f->waivers, &f->book.pack->rules.at[STAFFING], STR("tang")).ptr,
		"2022-12-31");
}

static void a_waiver_names_the_kind_of_its_subject(void **state)
{
	struct fixture *f = *state;

	load(f, ITEM("supervision.yearly", "station", "tang", "2022-12-31")
			ITEM("supervision.yearly", "project", "care", "2022-12-31")
				ITEM("coverage", "district", "district", "2022-12-31"));
	assert_int_equal(f->findings.items.n, 0);
	assert_true(covers(f, SUPERVISION_STATION, "tang"));
	assert_true(covers(f, SUPERVISION_PROJECT, "care"));
	assert_false(covers(f, SUPERVISION_STATION, "care"));
	assert_false(covers(f, SUPERVISION_PROJECT, "tang"));
	assert_true(covers(f, COVERAGE, "district"));
}

static void a_waiver_holds_on_its_last_day_and_is_a_warning_after_it(void **state)
{
	struct fixture *f = *state;

	load(f, ITEM("staffing.mode", "station", "tang", "2022-06-30"));
	assert_int_equal(f->findings.items.n, 0);
	assert_true(covers(f, STAFFING, "tang"));
	load(f, ITEM("staffing.mode", "station", "tang", "2022-07-01"));
	assert_int_equal(f->findings.items.n, 0);
	assert_true(covers(f, STAFFING, "tang"));
	load(f, ITEM("staffing.mode", "station", "tang", "2022-06-29"));
	assert_false(covers(f, STAFFING, "tang"));
	rulebook_expect(&f->findings,
			"pack.waiver-expired sws.yaml:3:0 rule=staffing.mode subject=tang "
			"ends_on=2022-06-29\n");
	assert_int_equal(f->findings.items.at[0].severity, SEVERITY_WARNING);
	assert_int_equal(f->findings.items.at[0].class, FINDING_RECORD);
	assert_true(str_eq(f->findings.items.at[0].pointer, STR("/waivers/0/ends_on")));
}

static void an_expired_waiver_is_no_obstacle_to_one_that_runs(void **state)
{
	struct fixture *f = *state;

	load(f, ITEM("staffing.mode", "station", "tang", "2022-06-29")
			ITEM("staffing.mode", "station", "tang", "2022-12-31"));
	assert_int_equal(f->findings.items.n, 1);
	assert_true(covers(f, STAFFING, "tang"));
}

static void what_is_not_in_order_is_a_finding_and_covers_nothing(void **state)
{
	static const struct {
		const char *waiver, *finding, *pointer;
	} cases[] = {
		{ITEM("staffing.modes", "station", "tang", "2022-12-31"),
		 "pack.waiver-unknown-rule sws.yaml:7:0 pack.waiver-unknown-rule-near "
		 "rule=staffing.modes nearest=staffing.mode\n",
		 "/waivers/1/rule"},
		{ITEM("nothing.like-it", "station", "tang", "2022-12-31"),
		 "pack.waiver-unknown-rule sws.yaml:7:0 rule=nothing.like-it\n",
		 "/waivers/1/rule"},
		{ITEM("agency.eligible", "agency", "help", "2022-12-31"),
		 "pack.waiver-forbidden sws.yaml:7:0 rule=agency.eligible\n",
		 "/waivers/1/rule"},
		{ITEM("staffing.mode", "station", "tong", "2022-12-31"),
		 "pack.waiver-unknown-subject sws.yaml:7:0 kind=station subject=tong\n",
		 "/waivers/1/subject"},
		{ITEM("staffing.mode", "project", "care", "2022-12-31"),
		 "pack.waiver-unknown-subject sws.yaml:7:0 kind=project subject=care\n",
		 "/waivers/1/subject"},
		{ITEM("staffing.mode", "home", "tang", "2022-12-31"),
		 "pack.waiver-unknown-subject sws.yaml:7:0 kind=home subject=tang\n",
		 "/waivers/1/subject"},
		{ITEM("staffing.mode", "station", "care", "2022-12-31"),
		 "pack.waiver-unknown-subject sws.yaml:7:0 kind=station subject=care\n",
		 "/waivers/1/subject"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf waivers = {0};

		buf_add_text(&waivers, ITEM("coverage", "district", "district", "2022-12-31"));
		buf_add_text(&waivers, cases[i].waiver);
		load(f, buf_cstr(&waivers));
		buf_release(&waivers);
		rulebook_expect(&f->findings, cases[i].finding);
		assert_int_equal(f->findings.items.at[0].severity, SEVERITY_ERROR);
		assert_true(str_eq(f->findings.items.at[0].pointer, str_of(cases[i].pointer)));
		assert_true(covers(f, COVERAGE, "district"));
		assert_false(covers(f, STAFFING, "tang"));
		assert_false(covers(f, STAFFING, "tong"));
		assert_false(covers(f, STAFFING, "care"));
		assert_false(covers(f, ELIGIBLE, "help"));
	}
}

/* The schema has a finding about it. */
static void a_waiver_that_lacks_something_says_nothing(void **state)
{
	static const char *const items[] = {
		"  - {subject_kind: station, subject: tang, ends_on: 2022-12-31}\n",
		"  - {rule: staffing.mode, subject: tang, ends_on: 2022-12-31}\n",
		"  - {rule: staffing.mode, subject_kind: station, ends_on: 2022-12-31}\n",
		"  - {rule: staffing.mode, subject_kind: station, subject: tang}\n",
		"  - {rule: staffing.mode, subject_kind: station, subject: tang, "
		"ends_on: 2022-02-30}\n",
		"  - {rule: 7, subject_kind: station, subject: tang, ends_on: 2022-12-31}\n",
		"  - tang\n",
		"",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(items); i++) {
		load(f, items[i]);
		assert_int_equal(f->findings.items.n, 0);
		assert_false(covers(f, STAFFING, "tang"));
	}
}

static void without_a_district_there_are_no_waivers(void **state)
{
	struct fixture *f = *state;

	rulebook_store(&f->book);
	assert_int_equal(waiver_plan(f->book.store, &f->error), 0);
	assert_int_equal(waiver_load(f->book.pack, f->book.store, AS_OF, &f->waivers,
				     &f->findings, &f->error),
			 0);
	assert_int_equal(f->findings.items.n, 0);
	assert_false(covers(f, STAFFING, "tang"));
	waiver_free(NULL);
}

static void text_of_a_waiver_is_data(void **state)
{
	struct fixture *f = *state;

	load(f, "  - rule: staffing.mode\n    subject_kind: station\n"
		"    subject: \"x' OR 1=1 --\"\n    ends_on: 2022-12-31\n");
	rulebook_expect(&f->findings, "pack.waiver-unknown-subject sws.yaml:3:0 kind=station "
				      "subject=x' OR 1=1 --\n");
	load(f, "  - rule: staffing.mode\n    subject_kind: 'stations\" --'\n"
		"    subject: tang\n    ends_on: 2022-12-31\n");
	rulebook_expect(&f->findings, "pack.waiver-unknown-subject sws.yaml:3:0 "
				      "kind=stations\" -- subject=tang\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_waiver_covers_its_rule_and_subject_only),
		TEST(of_several_waivers_the_last_day_counts),
		TEST(a_waiver_names_the_kind_of_its_subject),
		TEST(a_waiver_holds_on_its_last_day_and_is_a_warning_after_it),
		TEST(an_expired_waiver_is_no_obstacle_to_one_that_runs),
		TEST(what_is_not_in_order_is_a_finding_and_covers_nothing),
		TEST(a_waiver_that_lacks_something_says_nothing),
		TEST(without_a_district_there_are_no_waivers),
		TEST(text_of_a_waiver_is_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
