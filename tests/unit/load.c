/* SPDX-License-Identifier: MIT */
/* Tests of loading records (records/load.h): what is found in a file, and what the store gets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/load.h"

#include "site.h"
#include "store/query.h"
#include "text/source.h"
#include "text/yaml.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Opens a snapshot, or the work tree when `rev` is NULL, and loads all its records. */
static void load_all(struct site *s, const char *rev)
{
	struct layout *layout;
	struct load *load;
	struct layout_record record;

	site_open_as(s, &(struct records_options){.folder = ".", .rev = rev});
	store_want_all(s->records->store);
	layout = layout_new(s->records, &s->findings);
	load = load_new(s->records, &s->findings);
	while (layout_next(layout, &record))
		assert_int_equal(load_record(load, &record, &s->error), 0);
	load_free(load);
	layout_free(layout);
}

/* The rows of a query as lines of `|`-separated values, NULL as `-`. */
static void expect_rows(struct site *s, const char *sql, const char *expected)
{
	struct query *q;
	struct buf rows = {0};

	if (query_open(s->records->store, str_of(sql), &q, &s->error) < 0)
		fail_msg("%s", sql);
	while (query_next(q, &s->error) == 1) {
		for (int i = 0; i < query_columns(q); i++) {
			if (i)
				buf_add_char(&rows, '|');
			buf_add(&rows, query_is_null(q, i) ? STR("-") : query_text(q, i));
		}
		buf_add_char(&rows, '\n');
	}
	assert_string_equal(buf_cstr(&rows), expected);
	query_close(q);
	buf_release(&rows);
}

static void expect_load(const char *findings, const char *sql, const char *rows)
{
	struct site s;

	load_all(&s, NULL);
	site_expect(&s.findings, findings);
	expect_rows(&s, sql, rows);
	site_close(&s);
}

static const char district[] = "format: 1\n";
static const char station[] = "id: tang\nname: 塘沽\ndivision: \"120116001\"\n";

static void write_sites(void)
{
	site_write("sws.yaml", district);
	site_write("stations/tang.yaml", station);
}

static void a_record_in_order_is_stored_without_a_finding(void **state)
{
	(void)state;
	write_sites();
	expect_load("", "SELECT id, name, division, _path, _line FROM stations",
		    "tang|塘沽|120116001|stations/tang.yaml|1\n");
	expect_load("", "SELECT id, format, _path FROM district", "district|1|sws.yaml\n");
}

static void the_tree_is_that_of_the_last_record(void **state)
{
	struct site s;
	struct layout *layout;
	struct load *load;
	struct layout_record record;

	(void)state;
	site_write("sws.yaml", district);
	site_write("stations/a.yaml", "id: a\n");
	site_write("stations/b.yaml", "id: [\n");
	site_write("workers/c.yaml", "id: c\n");
	site_open(&s);
	layout = layout_new(s.records, &s.findings);
	load = load_new(s.records, &s.findings);
	assert_null(load_tree(load)->root);
	while (layout_next(layout, &record)) {
		assert_int_equal(load_record(load, &record, &s.error), 0);
		if (str_eq(record.id, STR("b")))
			assert_null(load_tree(load)->root);
		else if (str_eq(record.id, STR("district")))
			assert_non_null(tree_get(load_tree(load)->root, STR("format")));
		else
			assert_true(str_eq(tree_get_text(load_tree(load)->root, STR("id")),
					   record.id));
	}
	load_free(load);
	layout_free(layout);
	site_close(&s);
}

static void findings_name_the_record_as_their_subject(void **state)
{
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 2\n");
	site_write("workers/wu.yaml", "id: wu\n");
	site_write("workers/xu.yaml", "id: wu\nname: [\n");
	load_all(&s, NULL);
	assert_int_equal(s.findings.items.n, 3);
	for (size_t i = 0; i < 3; i++) {
		static const char *const subjects[] = {"district", "wu", "xu"};
		const struct finding *f = &s.findings.items.at[i];

		assert_true(str_eq(f->subject, str_of(subjects[i])));
		assert_true(str_eq(f->subject_kind, i ? STR("worker") : STR("district")));
		assert_int_equal(f->class, FINDING_RECORD);
		assert_int_equal(f->severity, SEVERITY_ERROR);
	}
	site_close(&s);
}

static void a_file_that_is_no_yaml_is_a_finding_and_the_next_is_read(void **state)
{
	(void)state;
	write_sites();
	site_write("stations/a.yaml", "id: a\nname: 'x\n");
	expect_load("yaml.unclosed stations/a.yaml:2:7\n", "SELECT id FROM stations", "tang\n");
}

static void bytes_that_are_no_text_are_named_for_what_they_are(void **state)
{
	static const struct {
		struct str bytes;
		const char *finding;
	} cases[] = {
		{{"id: a\nname: \xCC\xC1\xB9\xC1\xBD\xD6\xB5\xC0\xC9\xE7\xB9\xA4\xD5\xBE\n",
		  27},
		 "text.gb18030 stations/a.yaml:1:1\n"},
		{{"\xFF\xFEi\0d\0:\0 \0a\0\n\0", 14}, "text.utf-16 stations/a.yaml:1:1\n"},
		{{"id: a\nname: \"\x1B\"\n", 16},
		 "text.control-character stations/a.yaml:2:8 code=U+001B\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		write_sites();
		site_write_bytes("stations/a.yaml", cases[i].bytes);
		expect_load(cases[i].finding, "SELECT id FROM stations", "tang\n");
	}
}

static void a_root_that_is_no_mapping_is_not_stored(void **state)
{
	static const char *const texts[] = {"- id: a\n", "a\n", "null\n", "7\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct site s;

		write_sites();
		site_write("stations/a.yaml", texts[i]);
		load_all(&s, NULL);
		assert_int_equal(s.findings.items.n, 1);
		assert_string_equal(s.findings.items.at[0].rule, "schema.type");
		expect_rows(&s, "SELECT id FROM stations", "tang\n");
		site_close(&s);
	}
}

static void an_empty_file_is_a_finding(void **state)
{
	static const char *const texts[] = {"", "\n", "# nothing\n", "---\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct site s;

		write_sites();
		site_write("stations/a.yaml", texts[i]);
		load_all(&s, NULL);
		if (s.findings.items.n == 0)
			fail_msg("taken: %zu", i);
		expect_rows(&s, "SELECT id FROM stations", "tang\n");
		site_close(&s);
	}
}

static void what_fits_is_stored_and_the_rest_is_a_finding(void **state)
{
	static const char *const pointers[] = {"/name", "/opened_on", "/colour"};
	struct site s;

	(void)state;
	write_sites();
	site_write("stations/tang.yaml", "id: tang\n"
					 "name: 7\n"
					 "division: \"120116001\"\n"
					 "opened_on: 2022-02-30\n"
					 "colour: red\n");
	load_all(&s, NULL);
	assert_int_equal(s.findings.items.n, COUNT(pointers));
	for (size_t i = 0; i < COUNT(pointers); i++)
		assert_true(str_eq(s.findings.items.at[i].pointer, str_of(pointers[i])));
	expect_rows(&s, "SELECT id, name, division, opened_on FROM stations",
		    "tang|-|120116001|-\n");
	site_close(&s);
}

static void the_id_is_the_files_name(void **state)
{
	(void)state;
	write_sites();
	site_write("stations/tang.yaml", "id: tong\nname: 塘沽\ndivision: \"120116001\"\n");
	expect_load("path.id-mismatch stations/tang.yaml:1:5 /id id=tong name=tang\n",
		    "SELECT id FROM stations", "tang\n");
}

static void an_id_that_is_missing_or_no_text_is_the_schemas_matter(void **state)
{
	struct site s;

	(void)state;
	write_sites();
	site_write("stations/a.yaml", "name: 甲\ndivision: \"120116001\"\n");
	site_write("stations/b.yaml", "id: 7\nname: 乙\ndivision: \"120116001\"\n");
	load_all(&s, NULL);
	assert_int_equal(s.findings.items.n, 2);
	assert_string_equal(s.findings.items.at[0].rule, "schema.required");
	assert_string_equal(s.findings.items.at[1].rule, "schema.type");
	expect_rows(&s, "SELECT id FROM stations ORDER BY id", "a\nb\ntang\n");
	site_close(&s);
}

#define CASE(id, station, date) "id: " id "\nstation: " station "\nintake: {date: " date "}\n"

static void a_records_folders_follow_from_its_values(void **state)
{
	(void)state;
	write_sites();
	site_write("cases/2022/tang/a.yaml", CASE("a", "tang", "2022-03-01"));
	site_write("cases/2022/tang/b.yaml", CASE("b", "tang", "2021-12-31"));
	site_write("cases/2022/tang/c.yaml", CASE("c", "dagu", "2022-03-01"));
	site_write("cases/d.yaml", CASE("d", "tang", "2022-03-01"));
	site_write("stations/2022/e.yaml", "id: e\nname: 戊\ndivision: \"120116001\"\n");
	expect_load("path.misplaced cases/2022/tang/b.yaml:1:1 "
		    "expected=cases/2021/tang/b.yaml\n"
		    "path.misplaced cases/2022/tang/c.yaml:1:1 "
		    "expected=cases/2022/dagu/c.yaml\n"
		    "path.misplaced cases/d.yaml:1:1 expected=cases/2022/tang/d.yaml\n"
		    "path.misplaced stations/2022/e.yaml:1:1 expected=stations/e.yaml\n",
		    "SELECT id FROM cases ORDER BY id", "a\nb\nc\nd\n");
}

static void a_place_that_cannot_be_told_is_not_asked_for(void **state)
{
	struct site s;

	(void)state;
	write_sites();
	site_write("cases/2022/tang/a.yaml", "id: a\nintake: {date: 2021-03-01}\n");
	site_write("cases/2022/tang/b.yaml", "id: b\nstation: tang\n");
	load_all(&s, NULL);
	for (size_t i = 0; i < s.findings.items.n; i++)
		assert_string_equal(s.findings.items.at[i].rule, "schema.required");
	assert_int_equal(s.findings.items.n, 2);
	site_close(&s);
}

static void of_two_records_with_one_id_the_first_is_stored(void **state)
{
	(void)state;
	write_sites();
	site_write("cases/2021/tang/a.yaml", CASE("a", "tang", "2021-03-01"));
	site_write("cases/2022/tang/a.yaml", CASE("a", "tang", "2022-03-01"));
	site_write("projects/2022/a.yaml", /* of another kind */
		   "id: a\nname: 甲\nstations: [tang]\nstarts_on: 2022-01-01\n");
	expect_load("reference.duplicate-id cases/2022/tang/a.yaml:1:1 id=a "
		    "first=cases/2021/tang/a.yaml\n",
		    "SELECT id, intake_date FROM cases", "a|2021-03-01\n");
}

static void personal_data_is_found_where_the_kind_forbids_it(void **state)
{
	(void)state;
	write_sites();
	site_write(
		"cases/2022/tang/a.yaml",
		CASE("a", "tang",
		     "2022-03-01") "assessment: {date: 2022-03-02, method: 电话13800138000}\n");
	site_write("workers/wu.yaml", "id: wu\nname: 电话13800138000\n");
	expect_load("privacy.personal-data cases/2022/tang/a.yaml:4:40 /assessment/method "
		    "what=mobile what_title=privacy.mobile\n",
		    "SELECT count(*) FROM cases", "1\n");
}

static void write_padded(const char *path, size_t size)
{
	struct buf text = {0};

	buf_add_text(&text, station);
	while (text.len < size)
		buf_add_char(&text, text.len % 80 ? '#' : '\n');
	site_write_bytes(path, buf_str(&text));
	buf_release(&text);
}

static void a_record_has_at_most_a_mebibyte(void **state)
{
	(void)state;
	assert_int_equal(SOURCE_BYTES_MAX, 1048576);
	site_write("sws.yaml", district);
	write_padded("stations/tang.yaml", SOURCE_BYTES_MAX);
	expect_load("", "SELECT id FROM stations", "tang\n");
	write_padded("stations/tang.yaml", SOURCE_BYTES_MAX + 1);
	expect_load("text.too-large stations/tang.yaml:1:1 max=1 MiB\n",
		    "SELECT id FROM stations", "");
}

static void a_file_that_is_gone_is_a_finding(void **state)
{
	struct site s;
	struct layout *layout;
	struct load *load;
	struct layout_record record;

	(void)state;
	write_sites();
	site_open(&s);
	layout = layout_new(s.records, &s.findings);
	load = load_new(s.records, &s.findings);
	assert_int_equal(unlink("stations/tang.yaml"), 0);
	while (layout_next(layout, &record))
		assert_int_equal(load_record(load, &record, &s.error), 0);
	site_expect(&s.findings, "path.unreadable stations/tang.yaml:1:1 "
				 "reason=errno.not-there\n");
	assert_true(str_eq(s.findings.items.at[0].subject, STR("tang")));
	load_free(load);
	layout_free(layout);
	site_close(&s);
}

static void a_damaged_object_of_git_is_a_finding_of_its_file(void **state)
{
	struct site s;

	(void)state;
	write_sites();
	site_write("stations/dagu.yaml", "id: dagu\nname: 大沽\ndivision: \"120116002\"\n");
	shell("git init -q -b main && git add . && git commit -q -m one");
	shell("id=$(git rev-parse HEAD:stations/dagu.yaml) &&"
	      " file=.git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-) &&"
	      " chmod u+w $file && : >$file");
	load_all(&s, "HEAD");
	assert_int_equal(s.findings.items.n, 1);
	assert_string_equal(s.findings.items.at[0].rule, "git.corrupt-record");
	assert_true(str_eq(s.findings.items.at[0].path, STR("stations/dagu.yaml")));
	assert_true(message_arg(&s.findings.items.at[0].message, STR("reason"))->len > 0);
	expect_rows(&s, "SELECT id FROM stations", "tang\n");
	site_close(&s);
}

static void a_pointer_of_git_lfs_is_one_finding_and_no_record(void **state)
{
	struct site s;

	(void)state;
	write_sites();
	site_write("stations/dagu.yaml", "version https://git-lfs.github.com/spec/v1\n"
					 "oid sha256:0123456789abcdef\nsize 12345\n");
	load_all(&s, NULL);
	site_expect(&s.findings, "git.lfs-pointer stations/dagu.yaml:1:1\n");
	assert_true(str_eq(s.findings.items.at[0].subject, STR("dagu")));
	expect_rows(&s, "SELECT id FROM stations", "tang\n");
	site_close(&s);
}

/* A station with so many keys of each sort: unknown ones, and ones that stand twice. */
static void write_faults(int unknown, int twice)
{
	struct buf text = {0};

	buf_add_text(&text, station);
	for (int i = 0; i < unknown; i++)
		buf_printf(&text, "u%d: 1\n", i);
	for (int i = 0; i < twice; i++)
		buf_add_text(&text, "name: 大沽\n");
	site_write("stations/tang.yaml", buf_cstr(&text));
	buf_release(&text);
}

static void a_hundred_findings_of_a_file_are_kept(void **state)
{
	static const struct {
		int unknown, twice;
		size_t kept; /* without the one that says that there are more */
		bool more;
	} cases[] = {
		{99, 0, 99, false},   {100, 0, 100, false}, {101, 0, 100, true},
		{250, 0, 100, true},  {0, 100, 100, false}, {0, 101, 100, true},
		{60, 40, 100, false}, {61, 40, 100, true},  {1, 100, 100, true},
		{1, 101, 100, true},
	};

	(void)state;
	site_write("sws.yaml", district);
	site_write("workers/wu.yaml", "id: wu\n"); /* another file: counted by itself */
	assert_int_equal(YAML_FINDINGS_MAX, 100);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct site s;
		size_t more = 0;

		write_faults(cases[i].unknown, cases[i].twice);
		load_all(&s, NULL);
		for (size_t k = 0; k < s.findings.items.n; k++)
			more += str_eq(str_of(s.findings.items.at[k].rule),
				       STR("text.more-findings"));
		assert_int_equal(more, cases[i].more);
		assert_int_equal(s.findings.items.n, cases[i].kept + more + 1);
		assert_string_equal(s.findings.items.at[s.findings.items.n - 1].rule,
				    "schema.required");
		site_close(&s);
	}
}

static void nothing_to_free_is_no_fault(void **state)
{
	(void)state;
	load_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(a_record_in_order_is_stored_without_a_finding),
		sandbox_test(the_tree_is_that_of_the_last_record),
		sandbox_test(findings_name_the_record_as_their_subject),
		sandbox_test(a_file_that_is_no_yaml_is_a_finding_and_the_next_is_read),
		sandbox_test(bytes_that_are_no_text_are_named_for_what_they_are),
		sandbox_test(a_root_that_is_no_mapping_is_not_stored),
		sandbox_test(an_empty_file_is_a_finding),
		sandbox_test(what_fits_is_stored_and_the_rest_is_a_finding),
		sandbox_test(the_id_is_the_files_name),
		sandbox_test(an_id_that_is_missing_or_no_text_is_the_schemas_matter),
		sandbox_test(a_records_folders_follow_from_its_values),
		sandbox_test(a_place_that_cannot_be_told_is_not_asked_for),
		sandbox_test(of_two_records_with_one_id_the_first_is_stored),
		sandbox_test(personal_data_is_found_where_the_kind_forbids_it),
		sandbox_test(a_record_has_at_most_a_mebibyte),
		sandbox_test(a_file_that_is_gone_is_a_finding),
		sandbox_test(a_damaged_object_of_git_is_a_finding_of_its_file),
		sandbox_test(a_pointer_of_git_lfs_is_one_finding_and_no_record),
		sandbox_test(a_hundred_findings_of_a_file_are_kept),
		cmocka_unit_test(nothing_to_free_is_no_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
