/* SPDX-License-Identifier: MIT */
/* Unit tests of what columns are called (records/import_target.h), on the built-in kinds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/import_target.h"
#include "records/records.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct records *records;

static const struct kind *kind(const char *name)
{
	return kind_find(records->kinds, str_of(name));
}

static int set_up(void **state)
{
	struct finding_list findings = {0};
	struct error error = {0};

	(void)state;
	return records_open_pack(&records, &findings, &error);
}

static int tear_down(void **state)
{
	(void)state;
	records_close(records);
	return 0;
}

/* What the name means: its path, `several`, or nothing. */
static void assert_means(const char *of, const char *name, const char *path)
{
	struct import_target target;
	struct buf text = {0};
	size_t n = import_target_find(&kind(of)->root, str_of(name), &target);

	if (n > 1)
		buf_add_text(&text, "several");
	else
		import_target_text(&target, &text);
	if (strcmp(buf_cstr(&text), path) != 0)
		fail_msg("%s: %s", name, buf_cstr(&text));
	buf_release(&text);
}

static void names_are_found(void **state)
{
	static const struct {
		const char *kind, *name, *path;
	} cases[] = {
		{"worker", "name", "name"},
		{"worker", "姓名", "name"},
		{"worker", "certificates[1].number", "certificates[1].number"},
		{"worker", "职业资格证书[12].证书编号", "certificates[12].number"},
		{"worker", "职业资格证书2证书编号", "certificates[2].number"},
		{"worker", "职业资格证书[2]number", "certificates[2].number"},
		{"case", "intake.date", "intake.date"},
		{"case", "intake_date", "intake.date"},
		{"case", "接案.date", "intake.date"},
		{"case", "接案接案日期", "intake.date"},
		{"case", "接案日期", "intake.date"},
		{"case", "workers", "workers"},
		{"case", "workers[3]", "workers[3]"},
		{"case", "负责社工3", "workers[3]"},
		{"case", "clients[1].consent.scope[2]", "clients[1].consent.scope[2]"},
		{"case", "clients[1].consent_scope", "clients[1].consent.scope"},
		{"station", "plans[1].tasks[2].title", "plans[1].tasks[2].title"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_means(cases[i].kind, cases[i].name, cases[i].path);
}

static void other_names_are_not(void **state)
{
	static const struct {
		const char *kind, *name;
	} cases[] = {
		{"worker", ""},
		{"worker", "nmae"},
		{"worker", "name."},
		{"worker", "name[1]"},
		{"worker", "certificates"},
		{"worker", "certificates.number"},
		{"worker", "certificates[].number"},
		{"worker", "certificates[0].number"},
		{"worker", "certificates[01].number"},
		{"worker", "certificates[10001].number"},
		{"worker", "certificates[99999999999999999999].number"},
		{"worker", "certificates[1"},
		{"worker", "certificates[1]."},
		{"worker", "certificates1.number"},
		{"case", "intake"},
		{"case", "intakedate"},
		{"case", "workers[1].x"},
		{"district", "parameters"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_means(cases[i].kind, cases[i].name, "");
}

static void places_end_at_their_bound(void **state)
{
	(void)state;
	assert_means("worker", "certificates[10000].number", "certificates[10000].number");
}

static void what_lies_in_another_overlaps_it(void **state)
{
	static const struct {
		const char *a, *b;
		bool overlap;
	} cases[] = {
		{"workers", "workers[1]", true},
		{"workers[1]", "workers[1]", true},
		{"workers[1]", "workers[2]", false},
		{"clients[1].code", "clients[1].age_band", false},
		{"clients[1].code", "clients[2].code", false},
		{"intake.date", "closure.date", false},
	};
	struct import_target a, b;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		import_target_find(&kind("case")->root, str_of(cases[i].a), &a);
		import_target_find(&kind("case")->root, str_of(cases[i].b), &b);
		assert_int_equal(import_target_overlaps(&a, &b), cases[i].overlap);
		assert_int_equal(import_target_overlaps(&b, &a), cases[i].overlap);
	}
}

static void lists_are_found_by_path_title_and_table(void **state)
{
	static const struct {
		const char *name, *path;
	} cases[] = {
		{"plans", "plans"},
		{"plans.tasks", "plans.tasks"},
		{"station_plans_tasks", "plans.tasks"},
		{"premises.rooms", "premises.rooms"},
		{"station_premises_rooms", "premises.rooms"},
		{"premises", ""},
		{"plans[1].tasks", ""},
		{"name", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct import_target target = {0};
		struct buf text = {0};

		assert_int_equal(
			import_target_list(kind("station"), str_of(cases[i].name), &target),
			cases[i].path[0] != '\0');
		import_target_text(&target, &text);
		assert_string_equal(buf_cstr(&text), cases[i].path);
		buf_release(&text);
	}
	assert_true(import_target_table(kind("station"), STR("station_plans"),
					&(struct import_target){0}));
	assert_false(
		import_target_table(kind("station"), STR("plans"), &(struct import_target){0}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found),
		cmocka_unit_test(other_names_are_not),
		cmocka_unit_test(places_end_at_their_bound),
		cmocka_unit_test(what_lies_in_another_overlaps_it),
		cmocka_unit_test(lists_are_found_by_path_title_and_table),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
