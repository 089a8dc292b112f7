/* SPDX-License-Identifier: MIT */
/* Tests of judging (policy/judge.h): findings of failures, and their evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "policy/judge.h"

#include "judging.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void a_failure_names_rule_clause_subject_and_place(void **state)
{
	struct judging *f = *state;
	const struct finding *finding;

	judging_rule(f, "must", "standing", UNMET, "clause: 九(一)\n");
	judging_must_plan(f);
	judging_worker(f, "wu", "# a comment\n\nid: wu\nname: 吴\n");
	assert_int_equal(judging_run(f), 0);
	assert_int_equal(f->judgement.findings.items.n, 1);
	finding = &f->judgement.findings.items.at[0];
	assert_int_equal(finding->class, FINDING_RULE);
	assert_int_equal(finding->severity, SEVERITY_ERROR);
	assert_true(str_eq(finding->clause, STR("九(一)")));
	assert_true(str_eq(finding->subject_kind, STR("worker")));
	assert_true(str_eq(finding->subject, STR("wu")));
	assert_int_equal(finding->pointer.len + finding->n_contributions, 0);
	rulebook_expect(&f->judgement.findings,
			"test.rule workers/wu.yaml:3:0 rule.unmet rule=test.rule "
			"unit=test.rule.unit hint=test.rule.hint\n");
}

static void a_should_rule_fails_as_a_warning(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "should", "standing", UNMET, "");
	judging_must_plan(f);
	judging_wu(f);
	assert_int_equal(judging_run(f), 0);
	assert_int_equal(finding_count(&f->judgement.findings, SEVERITY_WARNING), 1);
	assert_int_equal(f->judgement.findings.items.n, 1);
}

/* What a failure measured, as its message says it; NULL: rule.unmet. */
static void measured_and_required_are_said_in_shortest_decimals(void **state)
{
	static const struct {
		const char *measured, *required, *said;
	} cases[] = {
		{"0", "30", "measured=0 required=30"},
		{"29.50", "30.0", "measured=29.5 required=30"},
		{"0.1 + 0.2", "1", "measured=0.30000000000000004 required=1"},
		{"(SELECT sum(x) FROM (SELECT 0.1 AS x UNION ALL SELECT 0.2) t)", "p.hours",
		 "measured=0.3 required=30"},
		{"NULL", "30", NULL},
		{"0", "NULL", NULL},
		{"NULL", "NULL", NULL},
	};
	struct judging *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		char columns[256], expected[256];

		snprintf(columns, sizeof columns,
			 "1 AS applies, %s AS measured, %s AS required, 0 AS holds",
			 cases[i].measured, cases[i].required);
		snprintf(expected, sizeof expected,
			 "test.rule workers/wu.yaml:1:0 rule.%s rule=test.rule %s%s"
			 "unit=test.rule.unit hint=test.rule.hint\n",
			 cases[i].said ? "measured" : "unmet",
			 cases[i].said ? cases[i].said : "", cases[i].said ? " " : "");
		judging_rule(f, "must", "standing", columns, "unit: {zh: 个, en: pieces}\n");
		judging_must_plan(f);
		judging_wu(f);
		assert_int_equal(judging_run(f), 0);
		rulebook_expect(&f->judgement.findings, expected);
	}
}

static void a_rule_without_a_unit_compares_two_numbers(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "should", "standing",
		     "1 AS applies, 0.4 AS measured, 0.3 AS required, 0 AS holds", "");
	judging_must_plan(f);
	judging_wu(f);
	assert_int_equal(judging_run(f), 0);
	rulebook_expect(&f->judgement.findings,
			"test.rule workers/wu.yaml:1:0 rule.compared rule=test.rule "
			"measured=0.4 required=0.3 unit=test.rule.unit hint=test.rule.hint\n");
}

/* Of a measure that gives something else than ids. */
static void a_subject_is_data_whatever_it_holds(void **state)
{
	struct judging *f = *state;
	struct buf rows = {0};

	rulebook_put(
		&f->book, JUDGING_FILE,
		"rule: test.rule\nlevel: must\nterm: standing\nsubject: worker\n" RULEBOOK_TEXTS
		"measure: SELECT w.name AS subject, 1 AS applies,"
		" 1 AS measured, 2 AS required, 0 AS holds FROM judged w\n");
	judging_must_plan(f);
	judging_worker(f, "wu", "name: \"x'); DELETE FROM workers; --\"\n");
	assert_int_equal(judging_run(f), 0);
	assert_string_equal(judging_tally(f, 0), "test.rule: . 1 . . .");
	rulebook_rows(&f->book, "SELECT id FROM workers", &rows);
	assert_string_equal(buf_cstr(&rows), "wu\n");
	buf_release(&rows);
}

#define EVIDENCE                                                                               \
	"evidence: |\n"                                                                        \
	"  SELECT w.id AS subject, w._path, t._line, 0 AS part, t.date AS date,\n"             \
	"    t.class_hours AS hours, NULL AS gap\n"                                            \
	"  FROM judged w JOIN worker_training t ON t._record = w.id ORDER BY t._n\n"           \
	"values:\n"                                                                            \
	"  date: {zh: 日期, en: date}\n"                                                     \
	"  hours: {zh: 时数, en: hours}\n"                                                   \
	"  gap: {zh: 缺, en: gap}\n"

static const char trained[] = "name: x\n"
			      "training:\n"
			      "  - {date: 2022-01-02, kind: policy, class_hours: 1.50}\n"
			      "  - {date: 2022-02-03, kind: policy}\n";

static void dump_evidence(const struct finding *f, struct buf *out)
{
	buf_printf(out, "%.*s %zu\n", STR_ARG(f->subject), f->contributions_total);
	for (size_t i = 0; i < f->n_contributions; i++) {
		const struct contribution *c = &f->contributions[i];

		buf_printf(out, " %.*s:%u", STR_ARG(c->path), c->line);
		for (size_t k = 0; k < c->n_values; k++)
			buf_printf(out, " %s=%.*s", c->values[k].name,
				   STR_ARG(c->values[k].value));
		buf_add_char(out, '\n');
	}
}

static void expect_evidence(const struct judging *f, const char *expected)
{
	struct buf got = {0};

	for (size_t i = 0; i < f->judgement.findings.items.n; i++)
		dump_evidence(&f->judgement.findings.items.at[i], &got);
	assert_string_equal(buf_cstr(&got), expected);
	buf_release(&got);
}

static void evidence_is_of_the_failing_subjects_with_named_values(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing",
		     "1 AS applies, NULL AS measured, NULL AS required, w.id = 'good' AS holds",
		     EVIDENCE);
	judging_must_plan(f);
	judging_worker(f, "bad", trained);
	judging_worker(f, "good", trained);
	judging_worker(f, "idle", "name: x\n");
	assert_int_equal(judging_run(f), 0);
	expect_evidence(f, "bad 2\n"
			   " workers/bad.yaml:3 date=2022-01-02 hours=1.5\n"
			   " workers/bad.yaml:4 date=2022-02-03\n"
			   "idle 0\n");
}

static void evidence_sees_the_failing_subjects_alone(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing",
		     "1 AS applies, NULL AS measured, NULL AS required, w.id = 'good' AS holds",
		     "evidence: SELECT w.id AS subject, (SELECT count(*) FROM judged) AS hours"
		     " FROM judged w\n"
		     "values: {hours: {zh: 时数, en: hours}}\n");
	judging_must_plan(f);
	judging_worker(f, "bad", trained);
	judging_worker(f, "good", trained);
	judging_worker(f, "worse", trained);
	assert_int_equal(judging_run(f), 0);
	expect_evidence(f, "bad 1\n :0 hours=2\nworse 1\n :0 hours=2\n");
}

static void evidence_may_be_of_no_file_and_of_nobody(void **state)
{
	static const struct {
		const char *evidence, *expected;
	} cases[] = {
		{"SELECT w.id AS subject, 'x' AS gap FROM judged w", "wu 1\n :0 gap=x\n"},
		{"SELECT w.id AS subject, NULL AS _path, NULL AS _line, 'x' AS gap"
		 " FROM judged w",
		 "wu 1\n :0 gap=x\n"},
		{"SELECT 'other' AS subject, 'x' AS gap FROM judged w", "wu 0\n"},
		{"SELECT NULL AS subject, 'x' AS gap FROM judged w", "wu 0\n"},
		{"SELECT 'x' AS gap FROM judged w", "wu 0\n"},
	};
	struct judging *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		char more[512];

		snprintf(more, sizeof more, "evidence: %s\nvalues: {gap: {zh: 缺, en: gap}}\n",
			 cases[i].evidence);
		judging_rule(f, "must", "standing", UNMET, more);
		judging_must_plan(f);
		judging_wu(f);
		assert_int_equal(judging_run(f), 0);
		expect_evidence(f, cases[i].expected);
	}
}

static void a_hundred_rows_of_evidence_are_kept_and_all_are_counted(void **state)
{
	static const struct {
		int rows;
		size_t kept;
	} cases[] = {{99, 99}, {100, 100}, {101, 100}, {250, 100}};
	struct judging *f = *state;

	assert_int_equal(FAILURES_ROWS_MAX, 100);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf yaml = {0};
		const struct finding *finding;

		judging_rule(f, "must", "standing", UNMET, EVIDENCE);
		judging_must_plan(f);
		buf_add_text(&yaml, "name: x\ntraining:\n");
		for (int k = 1; k <= cases[i].rows; k++)
			buf_printf(&yaml, "  - {date: 2022-01-02, class_hours: %d}\n", k);
		judging_worker(f, "wu", buf_cstr(&yaml));
		buf_release(&yaml);
		assert_int_equal(judging_run(f), 0);
		finding = &f->judgement.findings.items.at[0];
		assert_int_equal(finding->n_contributions, cases[i].kept);
		assert_int_equal(finding->contributions_total, cases[i].rows);
		assert_int_equal(finding->contributions[98].line, 101);
		assert_true(str_eq(finding->contributions[98].values[1].value, STR("99")));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, judging_setup, judging_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_failure_names_rule_clause_subject_and_place),
		TEST(a_should_rule_fails_as_a_warning),
		TEST(measured_and_required_are_said_in_shortest_decimals),
		TEST(a_rule_without_a_unit_compares_two_numbers),
		TEST(a_subject_is_data_whatever_it_holds),
		TEST(evidence_is_of_the_failing_subjects_with_named_values),
		TEST(evidence_sees_the_failing_subjects_alone),
		TEST(evidence_may_be_of_no_file_and_of_nobody),
		TEST(a_hundred_rows_of_evidence_are_kept_and_all_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
