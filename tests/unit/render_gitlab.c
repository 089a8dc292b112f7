/* SPDX-License-Identifier: MIT */
/* Tests of the format gitlab. */
#include "rendering.h"

/* The fingerprint's place holds 16 digits that another test is about. */
static void expect_issue(struct rendering *x, const char *before, const char *after)
{
	const char *out = buf_cstr(&x->out), *at = strstr(out, before);

	assert_non_null(at);
	at += strlen(before);
	assert_int_equal(strspn(at, "0123456789abcdef"), 16);
	assert_int_equal(strncmp(at + 16, after, strlen(after)), 0);
}

static void an_issue_has_what_gitlab_reads(void **state)
{
	struct rendering x;
	struct finding *f;

	rendering_setup(&x, rendering_english);
	f = rendering_add(&x, "a.yaml");
	f->line = 3;
	f->column = 5;
	f->end_line = 4;
	x.judgement.source.prefix = STR("sub/");
	rendering_write(&x, "gitlab");
	expect_issue(
		&x,
		"[\n  {\"description\": \"\\\"empty-nester\\\" is not one of a, b\\nhint: did "
		"you mean empty-nest?\", \"check_name\": \"schema.enum\", \"fingerprint\": \"",
		":1\", \"severity\": \"major\", \"location\": {\"path\": \"sub/a.yaml\", "
		"\"lines\": {\"begin\": 3, \"end\": 4}}}\n]\n");
	rendering_teardown(&x);
}

static void equal_findings_have_fingerprints_of_their_own(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	rendering_add(&x, "a.yaml");
	rendering_add(&x, "a.yaml")->severity = SEVERITY_WARNING;
	rendering_add(&x, "a.yaml")->severity = SEVERITY_INFO;
	rendering_write(&x, "gitlab");
	assert_non_null(strstr(buf_cstr(&x.out), ":1\", \"severity\": \"major\""));
	assert_non_null(strstr(buf_cstr(&x.out), ":2\", \"severity\": \"minor\""));
	assert_non_null(strstr(buf_cstr(&x.out), ":3\", \"severity\": \"info\""));
	rendering_teardown(&x);
}

static void a_place_is_always_there(void **state)
{
	struct rendering x;
	struct finding *f;

	rendering_setup(&x, rendering_english);
	f = rendering_add(&x, "");
	f->line = f->column = 0;
	f = rendering_add(&x, "b.yaml");
	f->line = 7;
	f->column = 0;
	rendering_write(&x, "gitlab");
	assert_non_null(
		strstr(buf_cstr(&x.out),
		       "{\"path\": \"sws.yaml\", \"lines\": {\"begin\": 1, \"end\": 1}}"));
	assert_non_null(
		strstr(buf_cstr(&x.out),
		       "{\"path\": \"b.yaml\", \"lines\": {\"begin\": 7, \"end\": 7}}"));
	rendering_teardown(&x);
}

static void a_clean_run_is_an_empty_array(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	assert_string_equal(rendering_write(&x, "gitlab"), "[]\n");
	rendering_teardown(&x);
}

static void hostile_text_is_quoted(void **state)
{
	struct rendering x;
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;

	rendering_setup(&x, rendering_english);
	rendering_add_hostile(&x);
	rendering_write(&x, "gitlab");
	assert_true(json_read(&tree, buf_str(&x.out), &arena, STR("out"), &findings));
	assert_int_equal(findings.items.n, 0);
	assert_null(strchr(buf_cstr(&x.out), '\x1B'));
	finding_release(&findings);
	arena_release(&arena);
	rendering_teardown(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_issue_has_what_gitlab_reads),
		cmocka_unit_test(equal_findings_have_fingerprints_of_their_own),
		cmocka_unit_test(a_place_is_always_there),
		cmocka_unit_test(a_clean_run_is_an_empty_array),
		cmocka_unit_test(hostile_text_is_quoted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
