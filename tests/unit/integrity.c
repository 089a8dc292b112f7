/* SPDX-License-Identifier: MIT */
/* Tests of what holds between records (records/integrity.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/integrity.h"

#include "records/load.h"
#include "site.h"
#include "text/yaml.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Loads the work tree into a store that was told what will be asked, and asks it. What loading
 * finds goes to `found`. */
static void load_and_check(struct site *s, struct finding_list *found)
{
	struct layout *layout;
	struct load *load;
	struct layout_record record;

	site_open(s);
	assert_int_equal(integrity_plan(s->records, &s->error), 0);
	layout = layout_new(s->records, found);
	load = load_new(s->records, found);
	while (layout_next(layout, &record))
		assert_int_equal(load_record(load, &record, &s->error), 0);
	assert_int_equal(integrity_check(s->records, &s->findings, &s->error), 0);
	load_free(load);
	layout_free(layout);
}

/* The same; what loading found is left out. */
static void check_all(struct site *s)
{
	struct finding_list ignored = {0};

	load_and_check(s, &ignored);
	finding_release(&ignored);
}

/* Records in files, pairs of path and text, ended by NULL. */
static void write_records(const char *const *records)
{
	site_write("sws.yaml", "format: 1\n");
	for (size_t i = 0; records[i]; i += 2)
		site_write(records[i], records[i + 1]);
}

static void expect_found(const char *const *records, const char *findings)
{
	struct site s;

	write_records(records);
	check_all(&s);
	site_expect(&s.findings, findings);
	site_close(&s);
}

#define STATION "stations/tang.yaml", "id: tang\n"

static void references_to_records_that_are_there_are_no_findings(void **state)
{
	static const char *const records[] = {
		STATION,
		"workers/wu.yaml",
		"id: wu\npostings: [{station: tang, starts_on: 2022-01-01, agency: help}]\n",
		"agencies/help.yaml",
		"id: help\n",
		"communities/east.yaml",
		"id: east\nstation: tang\n",
		"households/tang/h1.yaml",
		"id: h1\nstation: tang\ncommunity: east\n",
		"cases/2022/tang/a.yaml",
		"id: a\nstation: tang\nworkers: [wu]\nhousehold: h1\n",
		NULL,
	};

	(void)state;
	expect_found(records, "");
}

/* Each place is that of the row; the column is found by the pointer, later. */
static const char *const dangling[] = {
	STATION,
	"sws.yaml",
	"format: 1\naccess:\n  - identity: x\n    stations:\n      - tang\n      - nowhere\n",
	"cases/2022/tang/a.yaml",
	"id: a\nstation: nowhere\nworkers:\n  - wu\n  - nobody\ninterventions:\n"
	"  - {date: 2022-03-01, kind: visit, worker: wu}\n"
	"  - date: 2022-03-02\n    worker: someone-else\n",
	"workers/wu.yaml",
	"# comment\nid: wu\npostings:\n  - {station: tang, starts_on: 2022-01-01}\n"
	"  - starts_on: 2022-02-01\n    station: nowhere\n    agency: no-agency\n",
	NULL,
};

/* The line is that of the row; the exact place is found by the pointer, later. */
static void a_dangling_reference_is_found_wherever_it_stands(void **state)
{
	static const char expected[] =
		"reference.exists cases/2022/tang/a.yaml:1:0 /station id=nowhere "
		"kind=station kind_title=kind.station\n"
		"reference.exists cases/2022/tang/a.yaml:5:0 /workers/1 id=nobody "
		"kind=worker kind_title=kind.worker\n"
		"reference.exists cases/2022/tang/a.yaml:8:0 /interventions/1/worker "
		"id=someone-else kind=worker kind_title=kind.worker\n"
		"reference.exists sws.yaml:6:0 /access/0/stations/1 id=nowhere "
		"kind=station kind_title=kind.station\n"
		"reference.exists workers/wu.yaml:5:0 /postings/1/agency id=no-agency "
		"kind=agency kind_title=kind.agency\n"
		"reference.exists workers/wu.yaml:5:0 /postings/1/station id=nowhere "
		"kind=station kind_title=kind.station\n";
	struct site s;

	(void)state;
	write_records(dangling);
	check_all(&s);
	finding_sort(&s.findings);
	site_expect(&s.findings, expected);
	site_close(&s);
}

static void a_finding_names_the_record_as_its_subject(void **state)
{
	static const char *const subjects[][2] = {{"case", "a"},    {"case", "a"},
						  {"case", "a"},    {"district", "district"},
						  {"worker", "wu"}, {"worker", "wu"}};
	struct site s;

	(void)state;
	write_records(dangling);
	check_all(&s);
	finding_sort(&s.findings);
	assert_int_equal(s.findings.items.n, COUNT(subjects));
	for (size_t i = 0; i < COUNT(subjects); i++) {
		const struct finding *f = &s.findings.items.at[i];

		assert_true(str_eq(f->subject_kind, str_of(subjects[i][0])));
		assert_true(str_eq(f->subject, str_of(subjects[i][1])));
		assert_int_equal(f->severity, SEVERITY_ERROR);
		assert_int_equal(f->class, FINDING_RECORD);
	}
	site_close(&s);
}

static void a_record_of_another_kind_is_not_meant(void **state)
{
	static const char *const records[] = {
		STATION,
		"workers/tong.yaml",
		"id: tong\n",
		"communities/east.yaml",
		"id: east\nstation: tong\n",
		NULL,
	};

	(void)state;
	expect_found(records, "reference.exists communities/east.yaml:1:0 /station "
			      "reference.exists-near id=tong kind=station "
			      "kind_title=kind.station nearest=tang\n");
}

static void a_record_that_cannot_be_read_is_not_there(void **state)
{
	static const char *const records[] = {
		"stations/tang.yaml",        "id: [\n", "communities/east.yaml",
		"id: east\nstation: tang\n", NULL,
	};

	(void)state;
	expect_found(records, "reference.exists communities/east.yaml:1:0 /station id=tang "
			      "kind=station kind_title=kind.station\n");
}

static void what_is_absent_or_no_text_refers_to_nothing(void **state)
{
	static const char *const records[] = {
		STATION,
		"communities/east.yaml",
		"id: east\n",
		"communities/west.yaml",
		"id: west\nstation: 7\n",
		"communities/north.yaml",
		"id: north\nstation: [tong]\n",
		NULL,
	};

	(void)state;
	expect_found(records, "");
}

/* Stations with these ids, and the ids that are suggested for `wanted`. */
static void expect_nearest(const char *const *ids, const char *wanted, const char *nearest)
{
	struct site s;
	char text[128], path[128];
	const struct str *got;

	shell("rm -rf stations");
	site_write("sws.yaml", "format: 1\n");
	snprintf(text, sizeof text, "id: east\nstation: %s\n", wanted);
	site_write("communities/east.yaml", text);
	for (size_t i = 0; ids[i]; i++) {
		snprintf(path, sizeof path, "stations/%s.yaml", ids[i]);
		snprintf(text, sizeof text, "id: %s\n", ids[i]);
		site_write(path, text);
	}
	check_all(&s);
	assert_int_equal(s.findings.items.n, 1);
	assert_string_equal(s.findings.items.at[0].rule, "reference.exists");
	got = message_arg(&s.findings.items.at[0].message, STR("nearest"));
	assert_string_equal(s.findings.items.at[0].message.id,
			    nearest ? "reference.exists-near" : "reference.exists");
	if (nearest)
		assert_string_equal(got->ptr, nearest);
	else
		assert_null(got);
	site_close(&s);
}

/* A third of what is wanted may differ, at least one and at most three bytes. */
static void ids_are_suggested_that_differ_little(void **state)
{
	static const struct {
		const char *id, *wanted;
		bool near;
	} cases[] = {
		{"a", "b", true},
		{"ab", "cd", false},
		{"tang", "tong", true},
		{"tanggu", "tangg", true}, /* 1 of 5 */
		{"tanggu", "taggx", false},
		{"tanggu", "txxggu", true}, /* 2 of 6 */
		{"tanggu", "xxxggu", false},
		{"abcdefgh", "abcdexxx", false},         /* 3 of 8 */
		{"abcdefghi", "abcdefxxx", true},        /* 3 of 9 */
		{"abcdefghijkl", "abcdefghxxxx", false}, /* 4 of 12 */
		{"abcdefghi", "bacdfeghi", true},
		{"tang", "nothing-like-it", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *const ids[] = {cases[i].id, NULL};

		expect_nearest(ids, cases[i].wanted, cases[i].near ? cases[i].id : NULL);
	}
}

static void the_three_nearest_ids_are_suggested_the_nearest_first(void **state)
{
	static const char *const several[] = {"abcdef", "abcxxx", "abcdxx", "abcdex",
					      "abcdey", "zzzzzz", NULL};
	static const char *const equal[] = {"abcz", "abcx", "abcw", "abcy", NULL};

	(void)state;
	expect_nearest(several, "abcde", "abcdef, abcdex, abcdey");
	expect_nearest(several, "abcdexx", "abcdex, abcdxx, abcdef");
	expect_nearest(equal, "abc", "abcw, abcx, abcy");
}

/* projects/2022/ID.yaml with references to `n` stations that do not exist. */
static void write_dangling(const char *id, int n)
{
	struct buf text = {0}, path = {0};

	buf_printf(&path, "projects/2022/%s.yaml", id);
	buf_printf(&text, "id: %s\nstations:\n", id);
	for (int i = 0; i < n; i++)
		buf_printf(&text, "  - station-tan%d\n", i);
	site_write(buf_cstr(&path), buf_cstr(&text));
	buf_release(&path);
	buf_release(&text);
}

static size_t count_rule(const struct finding_list *findings, const char *rule)
{
	size_t n = 0;

	for (size_t i = 0; i < findings->items.n; i++)
		n += strcmp(findings->items.at[i].rule, rule) == 0;
	return n;
}

static void two_hundred_dangling_references_get_a_suggestion(void **state)
{
	struct site s;
	size_t near = 0;

	(void)state;
	assert_int_equal(INTEGRITY_NEAREST_MAX, 200);
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/station-tang.yaml", "id: station-tang\n");
	write_dangling("a", 100);
	write_dangling("b", 100);
	write_dangling("c", 1);
	check_all(&s);
	assert_int_equal(s.findings.items.n, 201);
	for (size_t i = 0; i < s.findings.items.n; i++)
		near += message_arg(&s.findings.items.at[i].message, STR("nearest")) != NULL;
	assert_int_equal(near, 200);
	assert_null(message_arg(&s.findings.items.at[200].message, STR("nearest")));
	site_close(&s);
}

static void of_one_file_a_hundred_findings_are_kept(void **state)
{
	struct site s;

	(void)state;
	assert_int_equal(YAML_FINDINGS_MAX, 100);
	site_write("sws.yaml", "format: 1\n");
	write_dangling("a", 100);
	check_all(&s);
	assert_int_equal(count_rule(&s.findings, "reference.exists"), 100);
	assert_int_equal(s.findings.items.n, 100);
	site_close(&s);
	write_dangling("a", 101);
	check_all(&s);
	assert_int_equal(count_rule(&s.findings, "reference.exists"), 100);
	assert_int_equal(count_rule(&s.findings, "text.more-findings"), 1);
	assert_int_equal(s.findings.items.n, 101);
	site_close(&s);
}

/* Rules that findings enforce must not pass because a file has too many of other kinds. */
static void the_first_dangling_reference_of_a_file_is_always_kept(void **state)
{
	struct buf text = {0};
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	buf_add_text(&text, "id: a\nstations: [nowhere, never]\n");
	for (int i = 0; i < 150; i++)
		buf_printf(&text, "unknown_%d: 1\n", i);
	site_write("projects/2022/a.yaml", buf_cstr(&text));
	buf_release(&text);
	load_and_check(&s, &s.findings);
	assert_int_equal(count_rule(&s.findings, "reference.exists"), 1);
	assert_int_equal(count_rule(&s.findings, "text.more-findings"), 1);
	site_close(&s);
}

#define COMMUNITY(id, code) "id: " id "\nname: x\nstation: tang\ncode: \"" code "\"\n"

static void a_value_that_must_be_unique_names_where_it_stood_first(void **state)
{
	static const char *const records[] = {
		STATION,
		"communities/c.yaml",
		COMMUNITY("c", "120116001001"),
		"communities/a.yaml",
		"# first\n" COMMUNITY("a", "120116001001"),
		"communities/b.yaml",
		COMMUNITY("b", "120116001001"),
		"communities/d.yaml",
		COMMUNITY("d", "120116001002"),
		NULL,
	};

	(void)state;
	expect_found(records, "reference.unique communities/b.yaml:1:0 /code "
			      "first=communities/a.yaml first_line=2\n"
			      "reference.unique communities/c.yaml:1:0 /code "
			      "first=communities/a.yaml first_line=2\n");
}

static void entries_of_a_list_are_compared_within_and_between_records(void **state)
{
	static const char *const records[] = {
		"workers/wu.yaml",
		"id: wu\ncertificates:\n  - {kind: national, number: N-1000001}\n"
		"  - {kind: tianjin, number: N-1000002}\n"
		"  - {kind: national-senior, number: N-1000001}\n",
		"workers/xu.yaml",
		"id: xu\ncertificates:\n  - {kind: national, number: N-1000003}\n"
		"  - {kind: tianjin, number: N-1000002}\n",
		NULL,
	};

	(void)state;
	expect_found(records, "reference.unique workers/wu.yaml:5:0 /certificates/2/number "
			      "first=workers/wu.yaml first_line=3\n"
			      "reference.unique workers/xu.yaml:4:0 /certificates/1/number "
			      "first=workers/wu.yaml first_line=4\n");
}

static void values_are_unique_within_a_field_by_their_bytes(void **state)
{
	static const char *const records[] = {
		STATION,
		"households/tang/a.yaml",
		"id: a\nstation: tang\ncode: Ab1\n",
		"households/tang/b.yaml",
		"id: b\nstation: tang\ncode: ab1\n",
		"households/tang/c.yaml",
		"id: c\nstation: tang\n",
		"households/tang/d.yaml",
		"id: d\nstation: tang\n",
		"communities/a.yaml",
		"id: a\nstation: tang\ncode: Ab1\n",
		"cases/2022/tang/a.yaml",
		"id: a\nstation: tang\nclients: [{code: Ab1}]\n",
		"cases/2022/tang/b.yaml",
		"id: b\nstation: tang\nclients: [{code: Ab1}]\n",
		NULL,
	};

	(void)state;
	expect_found(records, "");
}

static void a_list_of_the_district_has_no_code_twice(void **state)
{
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 1\n"
			       "divisions:\n"
			       "  - {code: \"120116001\", name: 甲, kind: subdistrict}\n"
			       "  - {code: \"120116002\", name: 乙, kind: town}\n"
			       "  - {code: \"120116001\", name: 丙, kind: town}\n");
	check_all(&s);
	site_expect(&s.findings, "reference.unique sws.yaml:5:0 /divisions/2/code "
				 "first=sws.yaml first_line=3\n");
	site_close(&s);
}

/* The second of two records with one id is refused as it is loaded, with a finding there. */
static void an_id_that_stands_twice_is_no_matter_of_this(void **state)
{
	static const char *const records[] = {
		"cases/2021/tang/a.yaml",
		"id: a\nstation: tang\n",
		"cases/2022/tang/a.yaml",
		"id: a\nstation: nowhere\n",
		STATION,
		NULL,
	};

	(void)state;
	expect_found(records, "");
}

static void an_empty_repository_has_no_findings(void **state)
{
	static const char *const records[] = {NULL};

	(void)state;
	expect_found(records, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(references_to_records_that_are_there_are_no_findings),
		sandbox_test(a_dangling_reference_is_found_wherever_it_stands),
		sandbox_test(a_finding_names_the_record_as_its_subject),
		sandbox_test(a_record_of_another_kind_is_not_meant),
		sandbox_test(a_record_that_cannot_be_read_is_not_there),
		sandbox_test(what_is_absent_or_no_text_refers_to_nothing),
		sandbox_test(ids_are_suggested_that_differ_little),
		sandbox_test(the_three_nearest_ids_are_suggested_the_nearest_first),
		sandbox_test(two_hundred_dangling_references_get_a_suggestion),
		sandbox_test(of_one_file_a_hundred_findings_are_kept),
		sandbox_test(the_first_dangling_reference_of_a_file_is_always_kept),
		sandbox_test(a_value_that_must_be_unique_names_where_it_stood_first),
		sandbox_test(entries_of_a_list_are_compared_within_and_between_records),
		sandbox_test(values_are_unique_within_a_field_by_their_bytes),
		sandbox_test(a_list_of_the_district_has_no_code_twice),
		sandbox_test(an_id_that_stands_twice_is_no_matter_of_this),
		sandbox_test(an_empty_repository_has_no_findings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
