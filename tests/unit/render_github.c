/* SPDX-License-Identifier: MIT */
/* Tests of the format github. */
#include "rendering.h"

static void an_annotation_has_place_title_and_words(void **state)
{
	struct rendering x;
	struct finding *f;

	rendering_setup(&x, rendering_english);
	f = rendering_add(&x, "a,b:100%.yaml");
	f->line = f->end_line = 3;
	f->column = 5;
	f->end_column = 17;
	rendering_add_verdict(&x);
	x.judgement.source.records = 2;
	x.judgement.source.prefix = STR("sub/");
	assert_string_equal(
		rendering_write(&x, "github"),
		"::error file=sub/a%2Cb%3A100%25.yaml,line=3,endLine=3,col=5,endColumn=16,"
		"title=schema.enum::\"empty-nester\" is not one of a, b%0Ahint: did you mean "
		"empty-nest?\n"
		"::warning file=sub/stations/tanggu.yaml,line=1,endLine=1,col=1,"
		"title=supervision.yearly [三(一)]::3 of 30\n"
		"2 records, 1 errors, 1 warnings\n");
	rendering_teardown(&x);
}

static void columns_are_left_out_where_github_refuses_them(void **state)
{
	struct rendering x;
	struct finding *f;

	rendering_setup(&x, rendering_english);
	f = finding_add(&x.judgement.findings, "x.y", STR("a"), NULL);
	f->line = 3;
	f->column = 5;
	f->end_line = 4;
	f = finding_add(&x.judgement.findings, "x.y", STR("b"), NULL);
	f->line = 7;
	f->column = 0;
	f = finding_add(&x.judgement.findings, "x.y", STR(""), NULL);
	f->line = f->column = 0;
	f->severity = SEVERITY_INFO;
	assert_string_equal(rendering_write(&x, "github"),
			    "::error file=a,line=3,endLine=4,title=x.y::x.y\n"
			    "::error file=b,line=7,title=x.y::x.y\n"
			    "::notice title=x.y::x.y\n"
			    "0 records, 2 errors, 0 warnings\n");
	rendering_teardown(&x);
}

/* How often `text` occurs in what was rendered. */
static size_t count(const struct rendering *x, const char *text)
{
	size_t n = 0;

	for (const char *at = buf_cstr(&x->out); (at = strstr(at, text)); at++)
		n++;
	return n;
}

static void beyond_ten_of_a_severity_findings_are_plain(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	for (int i = 0; i < 11; i++) {
		rendering_add(&x, "a");
		rendering_add(&x, "b")->severity = SEVERITY_WARNING;
	}
	rendering_write(&x, "github");
	assert_int_equal(count(&x, "::error file=a"), 10);
	assert_int_equal(count(&x, "::warning file=b"), 10);
	assert_non_null(
		strstr(buf_cstr(&x.out),
		       "- a:1:1: error: schema.enum: \"empty-nester\" is not one of a, "
		       "b\n"
		       "  - hint: did you mean empty-nest?\n"
		       "- b:1:1: warning: schema.enum: \"empty-nester\" is not one of a, "
		       "b\n"
		       "  - hint: did you mean empty-nest?\n"
		       "0 records, 11 errors, 11 warnings\n"));
	rendering_teardown(&x);
}

static void no_text_becomes_a_command(void **state)
{
	static struct message_arg values[] = {{"v", {"##[add-mask]x", 13}}};
	static struct contribution rows[] = {{{"::stop-commands::x", 18}, 1, 1, values}};
	struct rendering x;

	rendering_setup(&x, rendering_english);
	for (int i = 0; i < 11; i++) {
		struct finding *f =
			finding_add(&x.judgement.findings, "x.y", STR("::error::\r\n::debug::"),
				    "a", "\n::add-mask::x\r##[error]##[", NULL);

		f->contributions = rows;
		f->n_contributions = f->contributions_total = 1;
	}
	rendering_write(&x, "github");
	assert_int_equal(count(&x, "\n::error file=%3A%3Aerror%3A%3A\\r\\n%3A%3Adebug%3A%3A,"),
			 9);
	assert_int_equal(count(&x, "\n::"), 9);
	assert_int_equal(count(&x, "\r"), 0);
	assert_non_null(strstr(buf_cstr(&x.out), "- ::error::\\r\\n::debug:::1:1: error: x.y: "
						 "x.y (a=\\n::add-mask::x\\r##\\[error]"
						 "##\\[)\n"
						 "  - ::stop-commands::x:1  v=##\\[add-mask]x\n"
						 "0 records"));
	rendering_teardown(&x);
}

static void hostile_text_is_escaped(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	rendering_add_hostile(&x);
	rendering_write(&x, "github");
	assert_int_equal(encoding_check(buf_str(&x.out)).encoding, ENCODING_UTF8);
	assert_int_equal(count(&x, "\x1B"), 0);
	assert_int_equal(count(&x, "\n"), 2);
	rendering_teardown(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_annotation_has_place_title_and_words),
		cmocka_unit_test(columns_are_left_out_where_github_refuses_them),
		cmocka_unit_test(beyond_ten_of_a_severity_findings_are_plain),
		cmocka_unit_test(no_text_becomes_a_command),
		cmocka_unit_test(hostile_text_is_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
