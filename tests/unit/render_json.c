/* SPDX-License-Identifier: MIT */
/* Tests of the formats json and ndjson. */
#include "rendering.h"

#define QUOTED "\"\\u001b]0;x\\u0007\\n\\u202e\xEF\xBF\xBD\\u009b\""
static void hostile_text_is_quoted_in_json(void **state)
{
	struct rendering x;

	(void)state;
	rendering_setup(&x, rendering_english);
	rendering_add_hostile(&x);
	rendering_write(&x, "json");
	assert_non_null(strstr(buf_cstr(&x.out), "{\"rule\": " QUOTED));
	assert_non_null(strstr(buf_cstr(&x.out), "\"clause\": " QUOTED));
	assert_non_null(strstr(buf_cstr(&x.out), "\"path\": " QUOTED));
	assert_non_null(strstr(buf_cstr(&x.out), "\"pointer\": " QUOTED));
	assert_non_null(strstr(buf_cstr(&x.out), "\"subject\": " QUOTED));
	assert_non_null(strstr(buf_cstr(&x.out), "\"args\": {\"a\": " QUOTED "}"));
	assert_non_null(strstr(buf_cstr(&x.out), "\"values\": {" QUOTED ": " QUOTED "}"));
	assert_non_null(strstr(buf_cstr(&x.out), "\"pack\": " QUOTED));
	assert_int_equal(encoding_check(buf_str(&x.out)).encoding, ENCODING_UTF8);
	rendering_teardown(&x);
}

static const char every_key[] =
	"{\n"
	"  \"findings\": [\n"
	"    {\"rule\": \"schema.enum\", \"severity\": \"error\", \"class\": "
	"\"record\", "
	"\"clause\": null, \"path\": \"stations/tanggu.yaml\", \"line\": 3, "
	"\"column\": "
	"5, \"end_line\": 3, \"end_column\": 17, \"pointer\": \"/focus/target_groups/0\", "
	"\"subject_kind\": null, "
	"\"subject\": null, \"message\": \"\\\"empty-nester\\\" is not one of a, b\", "
	"\"hint\": \"did you mean empty-nest?\", \"args\": {\"value\": "
	"\"empty-nester\", \"values\": \"a, b\", \"nearest\": \"empty-nest\"}, "
	"\"contributions\": []},\n"
	"    {\"rule\": \"supervision.yearly\", \"severity\": \"warning\", \"class\": "
	"\"rule\", \"clause\": \"三(一)\", \"path\": \"stations/tanggu.yaml\", "
	"\"line\": 1, \"column\": 1, \"end_line\": 1, \"end_column\": 1, \"pointer\": null, "
	"\"subject_kind\": "
	"\"station\", \"subject\": \"tanggu\", \"message\": \"3 of 30\", \"hint\": "
	"null, \"args\": {\"measured\": \"3\", \"required\": \"30\"}, "
	"\"contributions\": [{\"path\": \"projects/2024/a.yaml\", \"line\": 30, "
	"\"values\": {\"date\": \"2024-01-02\", \"hours\": \"3\"}}, {\"path\": null, "
	"\"line\": null, \"values\": {\"missing\": \"03\"}}]},\n"
	"    {\"rule\": \"no.words\", \"severity\": \"error\", \"class\": \"record\", "
	"\"clause\": null, \"path\": null, \"line\": null, \"column\": null, "
	"\"end_line\": null, \"end_column\": null, "
	"\"pointer\": null, \"subject_kind\": null, \"subject\": null, \"message\": "
	"\"no.words (empty=)\", \"hint\": null, \"args\": {\"empty\": \"\"}, "
	"\"contributions\": []}\n"
	"  ],\n"
	"  \"verdicts\": {\n"
	"    \"coverage\": {\"pass\": 0, \"fail\": 0, \"pending\": 0, "
	"\"not-applicable\": 0, \"waived\": 0},\n"
	"    \"supervision.yearly\": {\"pass\": 1, \"fail\": 20, \"pending\": 300, "
	"\"not-applicable\": 4, \"waived\": 5}\n"
	"  },\n"
	"  \"source\": {\n"
	"    \"program\": \"sws-validate 9\",\n"
	"    \"snapshot\": \"revision\",\n"
	"    \"commit\": \"0123abcd\",\n"
	"    \"schema\": null,\n"
	"    \"pack\": \"binhai\",\n"
	"    \"pack_digest\": \"ffff\",\n"
	"    \"year\": 2024,\n"
	"    \"as_of\": \"2024-06-30\",\n"
	"    \"paths\": null,\n"
	"    \"records\": 12,\n"
	"    \"parameters\": {\n"
	"      \"class_hours\": \"30\",\n"
	"      \"words\": \"\"\n"
	"    }\n"
	"  }\n"
	"}\n";

static void json_has_every_key_and_a_line_for_each_finding(void **state)
{
	struct rendering x;
	struct finding *f;

	(void)state;
	rendering_setup(&x, rendering_english);
	f = rendering_add(&x, "stations/tanggu.yaml");
	f->line = 3;
	f->column = 5;
	f->end_line = 3;
	f->end_column = 17;
	f->pointer = STR("/focus/target_groups/0");
	rendering_add_verdict(&x);
	f = finding_add(&x.judgement.findings, "no.words", STR(""), "empty", "", NULL);
	f->line = f->column = 0;
	rendering_add_tallies(&x);
	*vec_add(&x.judgement.settings) = (struct setting){STR("class_hours"), STR("30")};
	*vec_add(&x.judgement.settings) = (struct setting){STR("words"), STR("")};
	x.judgement.source.program = STR("sws-validate 9");
	x.judgement.source.snapshot = STR("revision");
	x.judgement.source.commit = STR("0123abcd");
	x.judgement.source.pack = STR("binhai");
	x.judgement.source.pack_digest = STR("ffff");
	x.judgement.source.year = 2024;
	memcpy(x.judgement.source.as_of, "2024-06-30", 11);
	x.judgement.source.records = 12;
	assert_string_equal(rendering_write(&x, "json"), every_key);
	rendering_teardown(&x);
}

static void an_empty_judgement_is_complete_json(void **state)
{
	struct rendering x;
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;

	(void)state;
	rendering_setup(&x, rendering_english);
	assert_string_equal(rendering_write(&x, "json"), "{\n"
							 "  \"findings\": [],\n"
							 "  \"verdicts\": {},\n"
							 "  \"source\": {\n"
							 "    \"program\": null,\n"
							 "    \"snapshot\": null,\n"
							 "    \"commit\": null,\n"
							 "    \"schema\": null,\n"
							 "    \"pack\": null,\n"
							 "    \"pack_digest\": null,\n"
							 "    \"year\": null,\n"
							 "    \"as_of\": null,\n"
							 "    \"paths\": null,\n"
							 "    \"records\": 0,\n"
							 "    \"parameters\": {}\n"
							 "  }\n"
							 "}\n");
	rendering_add_hostile(&x);
	rendering_write(&x, "json");
	assert_true(json_read(&tree, buf_str(&x.out), &arena, STR("out"), &findings));
	assert_int_equal(findings.items.n, 0);
	finding_release(&findings);
	arena_release(&arena);
	rendering_teardown(&x);
}

static void json_says_which_paths_a_run_was_about(void **state)
{
	struct rendering x;

	(void)state;
	rendering_setup(&x, rendering_english);
	x.judgement.source.limited = true;
	assert_non_null(strstr(rendering_write(&x, "json"), "\n    \"paths\": [],\n"));
	*vec_add(&x.judgement.source.paths) = STR("a\"\xFF");
	*vec_add(&x.judgement.source.paths) = STR("b");
	assert_non_null(strstr(rendering_write(&x, "json"),
			       "\n    \"paths\": [\"a\\\"\xEF\xBF\xBD\", \"b\"],\n"));
	rendering_teardown(&x);
}

static void ndjson_has_a_typed_object_on_each_line(void **state)
{
	struct rendering x;
	struct finding *f;

	rendering_setup(&x, rendering_english);
	f = finding_add(&x.judgement.findings, "no.words", STR("a.yaml"), "key", "\n", NULL);
	f->line = 2;
	f->column = 0;
	rendering_add_tallies(&x);
	*vec_add(&x.judgement.settings) = (struct setting){STR("class_hours"), STR("30")};
	assert_string_equal(
		rendering_write(&x, "ndjson"),
		"{\"type\": \"finding\", \"rule\": \"no.words\", \"severity\": \"error\", "
		"\"class\": \"record\", \"clause\": null, \"path\": \"a.yaml\", \"line\": 2, "
		"\"column\": null, \"end_line\": null, \"end_column\": null, \"pointer\": "
		"null, "
		"\"subject_kind\": null, \"subject\": null, \"message\": \"no.words "
		"(key=\\\\n)\", "
		"\"hint\": null, \"args\": {\"key\": \"\\n\"}, \"contributions\": []}\n"
		"{\"type\": \"summary\", \"verdicts\": {\"coverage\": {\"pass\": 0, \"fail\": "
		"0, "
		"\"pending\": 0, \"not-applicable\": 0, \"waived\": 0}, "
		"\"supervision.yearly\": "
		"{\"pass\": 1, \"fail\": 20, \"pending\": 300, \"not-applicable\": 4, "
		"\"waived\": "
		"5}}, \"source\": {\"program\": null, \"snapshot\": null, \"commit\": null, "
		"\"schema\": null, \"pack\": null, \"pack_digest\": null, \"year\": null, "
		"\"as_of\": null, \"paths\": null, "
		"\"records\": 0, \"parameters\": {\"class_hours\": \"30\"}}}\n");
	rendering_teardown(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_text_is_quoted_in_json),
		cmocka_unit_test(json_has_every_key_and_a_line_for_each_finding),
		cmocka_unit_test(an_empty_judgement_is_complete_json),
		cmocka_unit_test(json_says_which_paths_a_run_was_about),
		cmocka_unit_test(ndjson_has_a_typed_object_on_each_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
