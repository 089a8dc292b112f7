/* SPDX-License-Identifier: MIT */
/* Tests of the format sarif. */
#include "rendering.h"

static void a_result_has_region_pointer_related_places_and_fingerprint(void **state)
{
	struct rendering x;
	struct finding *f;

	rendering_setup(&x, rendering_english);
	f = rendering_add(&x, "cases/塘 沽:%.yaml");
	f->line = 3;
	f->column = 5;
	f->end_line = 4;
	f->end_column = 17;
	f->pointer = STR("/focus/a~1b~0");
	rendering_add_verdict(&x);
	x.judgement.source.prefix = STR("sub/");
	rendering_write(&x, "sarif");
	assert_non_null(strstr(
		buf_cstr(&x.out),
		"{\"ruleId\": \"schema.enum\", \"ruleIndex\": 0, \"level\": \"error\", "
		"\"message\": "
		"{\"text\": \"\\\"empty-nester\\\" is not one of a, b\\nhint: did you mean "
		"empty-nest?\"}, \"locations\": [{\"physicalLocation\": {\"artifactLocation\": "
		"{\"uri\": \"sub/cases/%E5%A1%98%20%E6%B2%BD%3A%25.yaml\", \"uriBaseId\": "
		"\"SRCROOT\"}, \"region\": {\"startLine\": 3, \"startColumn\": 5, \"endLine\": "
		"4, "
		"\"endColumn\": 17}}, \"logicalLocations\": [{\"fullyQualifiedName\": "
		"\"/focus/a~1b~0\", \"name\": \"a/b~\"}]}], \"partialFingerprints\": "
		"{\"findingIdentity/v1\": \""));
	assert_non_null(strstr(
		buf_cstr(&x.out),
		"\"relatedLocations\": [{\"id\": 1, \"physicalLocation\": "
		"{\"artifactLocation\": "
		"{\"uri\": \"sub/projects/2024/a.yaml\", \"uriBaseId\": \"SRCROOT\"}, "
		"\"region\": "
		"{\"startLine\": 30}}, \"message\": {\"text\": \"date=2024-01-02 hours=3\"}}, "
		"{\"id\": 2, \"message\": {\"text\": \"missing=03\"}}]"));
	assert_non_null(
		strstr(buf_cstr(&x.out),
		       "\"properties\": {\"class\": \"rule\", \"clause\": \"三(一)\", "
		       "\"subjectKind\": "
		       "\"station\", \"subject\": \"tanggu\", \"args\": {\"measured\": \"3\", "
		       "\"required\": \"30\"}, \"contributions\": 7}}"));
	rendering_teardown(&x);
}

static void rules_have_words_level_and_clause(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	rendering_add(&x, "a")->severity = SEVERITY_WARNING;
	rendering_add(&x, "b")->rule = "x.info";
	x.judgement.findings.items.at[1].severity = SEVERITY_INFO;
	rendering_add_tallies(&x);
	x.judgement.tallies.at[1].clause = STR("通知");
	catalogue_add(x.catalogue, STR("coverage.title"), STR("Covered"), STR(""));
	catalogue_add(x.catalogue, STR("coverage.reading"), STR("As read"), STR(""));
	rendering_write(&x, "sarif");
	assert_non_null(strstr(
		buf_cstr(&x.out),
		"{\"id\": \"coverage\", \"shortDescription\": {\"text\": \"Covered\"}, "
		"\"fullDescription\": {\"text\": \"As read\"}, \"help\": {\"text\": "
		"\"Covered\"}, "
		"\"defaultConfiguration\": {\"level\": \"error\"}, \"properties\": "
		"{\"problem.severity\": \"error\", \"clause\": \"通知\"}},\n"
		"          {\"id\": \"schema.enum\", \"shortDescription\": {\"text\": "
		"\"\\\"…\\\" is "
		"not one of …\"}, \"fullDescription\": {\"text\": \"\\\"…\\\" is not one of "
		"…\"}, "
		"\"help\": {\"text\": \"did you mean …?\"}, \"defaultConfiguration\": "
		"{\"level\": "
		"\"warning\"}, \"properties\": {\"problem.severity\": \"warning\"}},\n"));
	assert_non_null(strstr(buf_cstr(&x.out),
			       "\"defaultConfiguration\": {\"level\": \"note\"}, "
			       "\"properties\": {\"problem.severity\": \"recommendation\"}}"));
	rendering_teardown(&x);
}

static void what_is_not_known_is_left_out(void **state)
{
	struct rendering x;
	struct finding *f;

	rendering_setup(&x, rendering_english);
	f = rendering_add(&x, "a.yaml");
	f->line = 7;
	f->column = 0;
	f = rendering_add(&x, "");
	f->line = f->column = 0;
	rendering_write(&x, "sarif");
	assert_non_null(strstr(buf_cstr(&x.out), "\"region\": {\"startLine\": 7}}}], "));
	assert_non_null(strstr(buf_cstr(&x.out), "\"locations\": [], \"partialFing"));
	rendering_teardown(&x);
}

static const char empty[] =
	"{\n"
	"  \"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
	"sarif-schema-2.1.0.json\",\n"
	"  \"version\": \"2.1.0\",\n"
	"  \"runs\": [\n"
	"    {\n"
	"      \"tool\": {\"driver\": {\n"
	"        \"name\": \"sws-validate\",\n"
	"        \"semanticVersion\": \"9.8.7\",\n"
	"        \"rules\": []\n"
	"      }},\n"
	"      \"language\": \"en\",\n"
	"      \"columnKind\": \"unicodeCodePoints\",\n"
	"      \"originalUriBaseIds\": {\"SRCROOT\": {\"description\": {\"text\": "
	"\"ui.source-root\"}}},\n"
	"      \"results\": [],\n"
	"      \"properties\": {\"verdicts\": {}, \"source\": {\"program\": \"sws-validate "
	"9.8.7\", "
	"\"snapshot\": null, \"commit\": \"0123abcd\", \"schema\": null, \"pack\": null, "
	"\"pack_digest\": null, "
	"\"year\": null, \"as_of\": null, \"paths\": null, \"records\": 0, \"parameters\": "
	"{}}}\n"
	"    }\n"
	"  ]\n"
	"}\n";

static void a_clean_run_is_complete(void **state)
{
	struct rendering x;

	rendering_setup(&x, rendering_english);
	x.judgement.source.program = STR("sws-validate 9.8.7");
	x.judgement.source.commit = STR("0123abcd");
	assert_string_equal(rendering_write(&x, "sarif"), empty);
	rendering_teardown(&x);
}

static void long_descriptions_are_cut_on_a_character(void **state)
{
	struct rendering x;
	struct buf title = {0};

	rendering_setup(&x, rendering_english);
	rendering_add_tallies(&x);
	for (int i = 0; i < 400; i++)
		buf_add_text(&title, "站");
	catalogue_add(x.catalogue, STR("coverage.title"), buf_str(&title), STR(""));
	rendering_write(&x, "sarif");
	assert_int_equal(encoding_check(buf_str(&x.out)).encoding, ENCODING_UTF8);
	title.len = 1023;
	title.ptr[title.len] = '\0';
	buf_add_text(&title, "\"}");
	assert_non_null(strstr(buf_cstr(&x.out), buf_cstr(&title)));
	buf_release(&title);
	rendering_teardown(&x);
}

static void hostile_text_is_quoted_and_encoded(void **state)
{
	struct rendering x;
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;

	rendering_setup(&x, rendering_english);
	rendering_add_hostile(&x);
	rendering_write(&x, "sarif");
	assert_non_null(
		strstr(buf_cstr(&x.out),
		       "\"uri\": \"%1B%5D0%3Bx%07%0A%E2%80%AE%FF%C2%9B\", \"uriBaseId\""));
	assert_int_equal(encoding_check(buf_str(&x.out)).encoding, ENCODING_UTF8);
	assert_true(json_read(&tree, buf_str(&x.out), &arena, STR("out"), &findings));
	assert_int_equal(findings.items.n, 0);
	finding_release(&findings);
	arena_release(&arena);
	rendering_teardown(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_result_has_region_pointer_related_places_and_fingerprint),
		cmocka_unit_test(rules_have_words_level_and_clause),
		cmocka_unit_test(what_is_not_known_is_left_out),
		cmocka_unit_test(a_clean_run_is_complete),
		cmocka_unit_test(long_descriptions_are_cut_on_a_character),
		cmocka_unit_test(hostile_text_is_quoted_and_encoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
