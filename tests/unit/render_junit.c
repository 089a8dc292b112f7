/* SPDX-License-Identifier: MIT */
/* Tests of the format junit. */
#include "rendering.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void add_record(struct rendering *x, const char *path)
{
	*vec_add(&x->judgement.records) = str_of(path);
}

static void add_subject(struct rendering *x, const char *rule, const char *subject,
			enum verdict verdict)
{
	*vec_add(&x->judgement.verdicts) = (struct subject_verdict){.rule = str_of(rule),
								    .kind = STR("station"),
								    .subject = str_of(subject),
								    .verdict = verdict};
}

static void records_that_pass_are_cases(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	x.judgement.source.program = STR("sws-validate 9");
	add_record(&x, "cases/2022/a.yaml");
	add_record(&x, "cases/2022/b.yaml");
	add_record(&x, "sws.yaml");
	add_record(&x, "workers/a.yaml");
	assert_string_equal(
		rendering_write(&x, "junit"),
		HEAD "<testsuites name=\"sws-validate 9\" tests=\"4\" failures=\"0\" "
		     "errors=\"0\">\n"
		     "  <testsuite name=\"records\" tests=\"1\" failures=\"0\" errors=\"0\" "
		     "skipped=\"0\">\n"
		     "    <testcase classname=\"records\" name=\"sws.yaml\"></testcase>\n"
		     "  </testsuite>\n"
		     "  <testsuite name=\"cases\" tests=\"2\" failures=\"0\" errors=\"0\" "
		     "skipped=\"0\">\n"
		     "    <testcase classname=\"records.cases\" "
		     "name=\"cases/2022/a.yaml\"></testcase>\n"
		     "    <testcase classname=\"records.cases\" "
		     "name=\"cases/2022/b.yaml\"></testcase>\n"
		     "  </testsuite>\n"
		     "  <testsuite name=\"workers\" tests=\"1\" failures=\"0\" errors=\"0\" "
		     "skipped=\"0\">\n"
		     "    <testcase classname=\"records.workers\" "
		     "name=\"workers/a.yaml\"></testcase>\n"
		     "  </testsuite>\n"
		     "</testsuites>\n");
	rendering_teardown(&x);
}

static void what_is_wrong_with_a_file_is_one_failure_of_its_case(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	add_record(&x, "cases/a.yaml");
	rendering_add(&x, "cases/a.yaml")->severity = SEVERITY_WARNING;
	rendering_add(&x, "cases/a.yaml");
	finding_add(&x.judgement.findings, "x.y", STR("cases/a.yaml"), NULL)->line = 7;
	rendering_add(&x, "cases/foreign.txt")->severity = SEVERITY_WARNING;
	rendering_write(&x, "junit");
	assert_non_null(
		strstr(buf_cstr(&x.out),
		       "tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">\n"
		       "    <testcase classname=\"records.cases\" name=\"cases/a.yaml\">"
		       "<failure message=\"&quot;empty-nester&quot; is not one of a, b\" "
		       "type=\"schema.enum\">cases/a.yaml:1:1: error: schema.enum: "
		       "&quot;empty-nester&quot; is not one of a, b\n"
		       "   hint: did you mean empty-nest?\n"
		       "cases/a.yaml:7:1: error: x.y: x.y\n"
		       "</failure><system-out>cases/a.yaml:1:1: warning: schema.enum: "
		       "&quot;empty-nester&quot; is not one of a, b\n"
		       "   hint: did you mean empty-nest?\n"
		       "</system-out></testcase>\n"
		       "    <testcase classname=\"records.cases\" "
		       "name=\"cases/foreign.txt\"><system-out>"));
	x.options.fail_on = SEVERITY_WARNING;
	rendering_write(&x, "junit");
	assert_non_null(strstr(buf_cstr(&x.out), "tests=\"2\" failures=\"2\""));
	assert_null(strstr(buf_cstr(&x.out), "<system-out>"));
	rendering_teardown(&x);
}

static void subjects_are_cases_of_their_rules(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	rendering_add_verdict(&x);
	x.judgement.findings.items.at[0].severity = SEVERITY_ERROR;
	add_subject(&x, "coverage", "tanggu", VERDICT_NOT_APPLICABLE);
	add_subject(&x, "supervision.yearly", "beitang", VERDICT_PASS);
	add_subject(&x, "supervision.yearly", "tanggu", VERDICT_FAIL);
	add_subject(&x, "supervision.yearly", "xinhe", VERDICT_PENDING);
	add_subject(&x, "supervision.yearly", "dagu", VERDICT_WAIVED);
	add_subject(&x, "supervision.yearly", "xinbei", VERDICT_NOT_APPLICABLE);
	assert_string_equal(
		rendering_write(&x, "junit"), HEAD
		"<testsuites name=\"\" tests=\"4\" failures=\"1\" errors=\"0\">\n"
		"  <testsuite name=\"supervision.yearly\" tests=\"4\" failures=\"1\" "
		"errors=\"0\" skipped=\"2\">\n"
		"    <testcase classname=\"rules.supervision.yearly\" name=\"station beitang\">"
		"</testcase>\n"
		"    <testcase classname=\"rules.supervision.yearly\" name=\"station tanggu\">"
		"<failure message=\"3 of 30\" type=\"supervision.yearly\">"
		"stations/tanggu.yaml:1:1: error: supervision.yearly [三(一)]: 3 of 30\n"
		"   projects/2024/a.yaml:30  date=2024-01-02 hours=3\n"
		"   missing=03\n"
		"   … and 5 more\n"
		"</failure></testcase>\n"
		"    <testcase classname=\"rules.supervision.yearly\" name=\"station xinhe\">"
		"<skipped message=\"pending\"/></testcase>\n"
		"    <testcase classname=\"rules.supervision.yearly\" name=\"station dagu\">"
		"<skipped message=\"waived\"/></testcase>\n"
		"  </testsuite>\n"
		"</testsuites>\n");
	rendering_teardown(&x);
}

static void a_verdict_between_a_files_findings_is_not_its(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	rendering_add(&x, "stations/tanggu.yaml");
	rendering_add_verdict(&x);
	finding_add(&x.judgement.findings, "x.y", STR("stations/tanggu.yaml"), NULL);
	rendering_write(&x, "junit");
	assert_non_null(strstr(buf_cstr(&x.out), ": x.y: x.y\n</failure></testcase>"));
	assert_null(strstr(buf_cstr(&x.out), "supervision"));
	rendering_teardown(&x);
}

static void hostile_text_is_legal_xml(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	rendering_add_hostile(&x);
	finding_add(&x.judgement.findings, "x.y", STR("]]><a b='&'>\xEF\xBF\xBF\xED\xA0\x80"),
		    NULL);
	rendering_write(&x, "junit");
	assert_non_null(strstr(buf_cstr(&x.out),
			       "name=\"]]&gt;&lt;a b='&amp;'&gt;\\uFFFF\\xED\\xA0\\x80\""));
	assert_int_equal(encoding_check(buf_str(&x.out)).encoding, ENCODING_UTF8);
	assert_null(strstr(buf_cstr(&x.out), "]]>"));
	rendering_teardown(&x);
}

static void what_a_keyword_enforces_has_no_cases_of_its_own(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	add_subject(&x, "reference.exists", "a", VERDICT_FAIL);
	x.judgement.verdicts.at[0].by_keyword = true;
	assert_string_equal(rendering_write(&x, "junit"), HEAD
			    "<testsuites name=\"\" tests=\"0\" failures=\"0\" errors=\"0\">\n"
			    "</testsuites>\n");
	rendering_teardown(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_that_pass_are_cases),
		cmocka_unit_test(what_is_wrong_with_a_file_is_one_failure_of_its_case),
		cmocka_unit_test(subjects_are_cases_of_their_rules),
		cmocka_unit_test(what_a_keyword_enforces_has_no_cases_of_its_own),
		cmocka_unit_test(a_verdict_between_a_files_findings_is_not_its),
		cmocka_unit_test(hostile_text_is_legal_xml),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
