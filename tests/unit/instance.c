/* SPDX-License-Identifier: MIT */
/* Unit tests of checking files against a schema (records/instance.h); what is said of them on
 * the command line is in tests/cmd/instances.bats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/instance.h"

#include "sandbox.h"

static struct instance_checker *open_schema(const char *schema)
{
	const struct instance_options options = {.schema = schema};
	struct instance_checker *checker;
	struct error error = {0};

	if (instance_open(&options, &checker, &error) < 0)
		fail_msg("%s: %s", schema, error.message.id);
	return checker;
}

static void expect_refused(const char *schema, const char *id)
{
	const struct instance_options options = {.schema = schema};
	struct instance_checker *checker;
	struct error error = {0};

	assert_true(instance_open(&options, &checker, &error) < 0);
	assert_null(checker);
	assert_error(&error, id);
	error_release(&error);
}

static void a_schema_that_is_none_is_refused(void **state)
{
	(void)state;
	shell("echo '{type: odd}' >odd.yaml && echo '{a' >broken.yaml && : >empty.yaml && "
	      "echo '{$ref: gone.yaml}' >gone-ref.yaml && printf '{}\\n---\\n{}\\n' >two.yaml");
	expect_refused("none.yaml", "read.unreadable");
	expect_refused(".", "read.unreadable");
	expect_refused("broken.yaml", "schema.unreadable");
	expect_refused("empty.yaml", "schema.unreadable");
	expect_refused("two.yaml", "schema.unreadable");
	expect_refused("gone-ref.yaml", "schema.unknown-reference");
	expect_refused("odd.yaml#/none", "schema.unknown-uri");
	expect_refused("https://x.example/s", "schema.unknown-uri");
}

static void a_verdict_is_told_from_none(void **state)
{
	struct instance_checker *checker;
	struct finding_list findings = {0};

	(void)state;
	shell("echo '{maxLength: 2}' >s.yaml && echo ab >good && echo abc >bad && "
	      "echo '[' >syntax && echo '1e999' >range && mkdir folder");
	checker = open_schema("s.yaml");
	assert_true(instance_check(checker, "good", &findings));
	assert_int_equal(findings.items.n, 0);
	assert_true(instance_check(checker, "bad", &findings));
	assert_true(instance_check(checker, "syntax", &findings));
	assert_false(instance_check(checker, "range", &findings));
	assert_false(instance_check(checker, "folder", &findings));
	assert_false(instance_check(checker, "none", &findings));
	assert_int_equal(findings.items.n, 5);
	assert_string_equal(findings.items.at[0].rule, "schema.max-length");
	assert_string_equal(findings.items.at[4].rule, "path.unreadable");
	assert_string_equal(findings.items.at[4].path.ptr, "none");
	instance_close(checker);
	finding_release(&findings);
}

static void a_hundred_findings_of_a_file_are_kept(void **state)
{
	struct instance_checker *checker;
	struct finding_list findings = {0};

	(void)state;
	shell("echo '{items: false}' >s.yaml && echo '{additionalProperties: false}' >k.yaml "
	      "&& "
	      "seq -f '- %%.0f' 100 >hundred && seq -f '- %%.0f' 101 >more && "
	      "{ seq -f 'a%%.0f: 1' 60 && echo --- && seq -f 'b%%.0f: 1' 60; } >two");
	checker = open_schema("s.yaml");
	assert_true(instance_check(checker, "hundred", &findings));
	assert_int_equal(findings.items.n, 100);
	finding_reset(&findings);
	assert_true(instance_check(checker, "more", &findings));
	assert_int_equal(findings.items.n, 101);
	assert_string_equal(findings.items.at[100].rule, "text.more-findings");
	instance_close(checker);
	finding_reset(&findings);
	checker = open_schema("k.yaml");
	assert_true(instance_check(checker, "two", &findings));
	assert_int_equal(findings.items.n, 101);
	assert_int_equal(findings.items.at[99].line, 101);
	instance_close(checker);
	finding_release(&findings);
}

static void excerpts_read_the_file_again(void **state)
{
	struct instance_checker *checker;
	struct finding_list findings = {0};

	(void)state;
	shell("echo '{type: string}' >s.yaml && echo 1 >bad");
	checker = open_schema("s.yaml");
	instance_check(checker, "bad", &findings);
	assert_true(str_eq(instance_source(checker, STR("bad")), STR("1\n")));
	assert_int_equal(instance_source(checker, STR("gone")).len, 0);
	instance_close(checker);
	finding_release(&findings);
	instance_close(NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		sandbox_test(a_schema_that_is_none_is_refused),
		sandbox_test(a_verdict_is_told_from_none),
		sandbox_test(a_hundred_findings_of_a_file_are_kept),
		sandbox_test(excerpts_read_the_file_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
