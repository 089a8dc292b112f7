/* SPDX-License-Identifier: MIT */
/* Tests of where records lie (records/layout.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/layout.h"

#include "site.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define MOBILE       "13800138000"

/* Ten letters. */
#define TEN "abcdefghij"

/* Walks a snapshot: the records as lines `kind id path`, then the findings. */
static void expect_layout_of(const struct records_options *options, const char *records,
			     const char *findings)
{
	struct site s;
	struct layout *layout;
	struct layout_record record;
	struct buf got = {0};

	site_open_as(&s, options);
	layout = layout_new(s.records, &s.findings);
	while (layout_next(layout, &record))
		buf_printf(&got, "%.*s %.*s %.*s\n", STR_ARG(record.kind->name),
			   STR_ARG(record.id), STR_ARG(record.entry->path));
	assert_false(layout_next(layout, &record));
	layout_free(layout);
	assert_string_equal(buf_cstr(&got), records);
	buf_release(&got);
	site_expect(&s.findings, findings);
	site_close(&s);
}

/* Of the work tree. */
static void expect_layout(const char *records, const char *findings)
{
	expect_layout_of(&(struct records_options){.folder = "."}, records, findings);
}

#define DISTRICT "district district sws.yaml\n"

static void write_district(void)
{
	site_write("sws.yaml", "format: 1\n");
}

static void each_folder_holds_its_kind_and_each_name_is_an_id(void **state)
{
	static const char *const paths[] = {
		"sws.yaml",
		"agencies/help.yaml",
		"cases/2022/tang/case-1.yaml",
		"communities/east.yaml",
		"households/tang/h1.yaml",
		"projects/2022/care.yaml",
		"stations/tang.yaml",
		"workers/wu.yaml",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++)
		site_write(paths[i], "");
	expect_layout("agency help agencies/help.yaml\n"
		      "case case-1 cases/2022/tang/case-1.yaml\n"
		      "community east communities/east.yaml\n"
		      "household h1 households/tang/h1.yaml\n"
		      "project care projects/2022/care.yaml\n"
		      "station tang stations/tang.yaml\n" DISTRICT
		      "worker wu workers/wu.yaml\n",
		      "");
}

/* Whether it is the right one is seen when it is read. */
static void a_record_may_lie_in_any_folder_below_its_kinds(void **state)
{
	(void)state;
	write_district();
	site_write("cases/x.yaml", "");
	site_write("stations/a/b/c.yaml", "");
	expect_layout("case x cases/x.yaml\nstation c stations/a/b/c.yaml\n" DISTRICT, "");
}

static void ids_match_their_grammar(void **state)
{
	static const char *const ids[] = {
		"a",      "a1",      "ab-c",  "a-1",
		"a-1-b2", "station", "x9-9x", TEN TEN TEN TEN TEN TEN "abcd",
	};
	static const char *const others[] = {
		"",   "1",   "1a",  "-",   "-a",  "a-",     "a--b",
		"A",  "aB",  "a_b", "a.b", "a b", "a/b",    "é",
		"站", "a\n", "\na", "ａ",  "a-B", "a-\xFF", TEN TEN TEN TEN TEN TEN "abcde",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ids); i++)
		if (!layout_is_id(str_of(ids[i])))
			fail_msg("no id: %s", ids[i]);
	for (size_t i = 0; i < COUNT(others); i++)
		if (layout_is_id(str_of(others[i])))
			fail_msg("an id: %s", others[i]);
	assert_false(layout_is_id(STR("a\0b")));
	assert_int_equal(LAYOUT_ID_BYTES_MAX, 64);
}

static void a_name_that_is_no_id_is_no_record(void **state)
{
	(void)state;
	write_district();
	site_write("stations/-a.yaml", "");
	site_write("stations/1.yaml", "");
	site_write("stations/a_b.yaml", "");
	site_write("stations/a b.yaml", "");
	site_write("stations/" TEN TEN TEN TEN TEN TEN "abcd.yaml", "");
	site_write("stations/" TEN TEN TEN TEN TEN TEN "abcde.yaml", "");
	site_write("stations/塘沽.yaml", "");
	expect_layout("station " TEN TEN TEN TEN TEN TEN "abcd"
		      " stations/" TEN TEN TEN TEN TEN TEN "abcd.yaml\n" DISTRICT,
		      "path.id stations/-a.yaml:1:1\n"
		      "path.id stations/1.yaml:1:1\n"
		      "path.id stations/a b.yaml:1:1\n"
		      "path.id stations/a_b.yaml:1:1\n"
		      "path.id stations/" TEN TEN TEN TEN TEN TEN "abcde.yaml:1:1\n"
		      "path.id stations/塘沽.yaml:1:1\n");
}

static void another_extension_is_an_error_and_another_file_a_warning(void **state)
{
	static const char *const paths[] = {
		"stations/a.yml",      "stations/b.YAML", "stations/c.YML",
		"stations/d.Yaml",     "stations/e.json", "stations/f",
		"stations/g.yaml.bak", "stations/h.txt",  "stations/yaml",
	};
	struct site s;
	struct layout *layout;
	struct layout_record record;

	(void)state;
	write_district();
	for (size_t i = 0; i < COUNT(paths); i++)
		site_write(paths[i], "");
	expect_layout(DISTRICT, "path.extension stations/a.yml:1:1\n"
				"path.extension stations/b.YAML:1:1\n"
				"path.extension stations/c.YML:1:1\n"
				"path.extension stations/d.Yaml:1:1\n"
				"path.extension stations/e.json:1:1\n"
				"path.foreign stations/f:1:1\n"
				"path.foreign stations/g.yaml.bak:1:1\n"
				"path.foreign stations/h.txt:1:1\n"
				"path.foreign stations/yaml:1:1\n");
	site_open(&s);
	layout = layout_new(s.records, &s.findings);
	while (layout_next(layout, &record))
		continue;
	assert_int_equal(finding_count(&s.findings, SEVERITY_ERROR), 5);
	assert_int_equal(finding_count(&s.findings, SEVERITY_WARNING), 4);
	layout_free(layout);
	site_close(&s);
}

static void hidden_files_and_packs_are_passed_over(void **state)
{
	static const char *const paths[] = {
		".gitattributes",       ".editorconfig",
		".github/x.yaml",       ".yaml",
		"stations/.gitkeep",    "stations/.swp/A.yaml",
		"stations/.yaml",       "cases/2022/.x/y.json",
		"policy/own/pack.yaml", "policy/own/A/B.yml",
	};

	(void)state;
	write_district();
	for (size_t i = 0; i < COUNT(paths); i++)
		site_write(paths[i], "");
	shell("ln -s sws.yaml stations/.link");
	expect_layout(DISTRICT, "");
}

static void files_beside_the_folders_are_left_alone_unless_they_look_like_records(void **state)
{
	struct site s;
	struct layout *layout;
	struct layout_record record;

	(void)state;
	write_district();
	site_write("README.md", "");
	site_write("LICENSE", "");
	site_write("docs/a.yaml", "");
	site_write("station.yaml", "");
	site_write("x.yml", "");
	site_write("y.json", "");
	expect_layout(DISTRICT, "path.stray station.yaml:1:1\n"
				"path.stray x.yml:1:1\n"
				"path.stray y.json:1:1\n");
	site_open(&s);
	layout = layout_new(s.records, &s.findings);
	while (layout_next(layout, &record))
		continue;
	assert_int_equal(finding_count(&s.findings, SEVERITY_WARNING), 3);
	layout_free(layout);
	site_close(&s);
}

static void a_folder_that_looks_misnamed_is_an_error_with_the_nearest_name(void **state)
{
	static const char *const paths[] = {
		"Stations/a.yaml", "station/a.yaml",  "sations/a.yaml", "case/a.yaml",
		"WORKERS/a.yaml",  "agency/a.yaml",   "stat/a.yaml", /* four away */
		"archive/a.yaml",  "２０２２/a.yaml",
	};

	(void)state;
	write_district();
	for (size_t i = 0; i < COUNT(paths); i++)
		site_write(paths[i], "");
	expect_layout(DISTRICT, "path.folder Stations:1:1 nearest=stations\n"
				"path.folder WORKERS:1:1 nearest=workers\n"
				"path.folder agency:1:1 nearest=agencies\n"
				"path.folder case:1:1 nearest=cases\n"
				"path.folder sations:1:1 nearest=stations\n"
				"path.folder station:1:1 nearest=stations\n");
}

static void links_submodules_and_special_files_are_not_followed(void **state)
{
	(void)state;
	write_district();
	site_write("stations/a.yaml", "");
	shell("ln -s a.yaml stations/b.yaml && ln -s nowhere stations/c.yaml &&"
	      " mkfifo stations/d.yaml && mkdir -p stations/e/.git outside &&"
	      " ln -s ../outside stations/f && ln -s outside workers && ln -s x notes");
	expect_layout("station a stations/a.yaml\n" DISTRICT,
		      "path.symlink stations/b.yaml:1:1\n"
		      "path.symlink stations/c.yaml:1:1\n"
		      "path.special stations/d.yaml:1:1\n"
		      "path.submodule stations/e:1:1\n"
		      "path.symlink stations/f:1:1\n"
		      "path.symlink workers:1:1\n");
}

static void a_file_to_be_merged_is_no_record(void **state)
{
	static const char merge[] =
		"git init -q -b main && git add . && git commit -qm x && git checkout -qb side "
		"&& "
		"for f in stations/a.yaml sws.yaml README.md; do echo 1 >$f; done && "
		"git commit -qam 1 && git checkout -q main && "
		"for f in stations/a.yaml sws.yaml README.md; do echo 2 >$f; done && "
		"git commit -qam 2 && if git merge -q side >log 2>&1; then false; fi";

	(void)state;
	write_district();
	site_write("stations/a.yaml", "");
	site_write("stations/b.yaml", "");
	site_write("README.md", "");
	shell("%s", merge);
	expect_layout_of(&(struct records_options){.folder = ".", .staged = true},
			 "station b stations/b.yaml\n",
			 "git.unmerged stations/a.yaml:1:1\n"
			 "git.unmerged sws.yaml:1:1\n");
}

static void a_folder_that_cannot_be_listed_says_why(void **state)
{
	struct buf path = {0};

	(void)state;
	write_district();
	buf_add_text(&path, "stations");
	for (int i = 0; i < SNAPSHOT_DEPTH_MAX; i++)
		buf_add_text(&path, "/a");
	buf_add_text(&path, "/x.yaml");
	site_write(buf_cstr(&path), "");
	buf_release(&path);
	expect_layout(
		DISTRICT,
		"path.unreadable stations/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"
		"/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"
		"/a/a:1:1 reason=object.too-deep\n");
}

static void a_file_stands_where_a_folder_of_records_belongs(void **state)
{
	(void)state;
	write_district();
	site_write("stations", "");
	site_write("policy", "");
	shell("mkfifo cases");
	expect_layout(DISTRICT, "path.special cases:1:1\npath.not-a-folder stations:1:1\n");
}

static void the_district_is_a_regular_file(void **state)
{
	(void)state;
	site_write("other", "format: 1\n");
	shell("ln -s other sws.yaml");
	expect_layout("", "path.symlink sws.yaml:1:1\n");
	shell("rm sws.yaml && mkfifo sws.yaml");
	expect_layout("", "path.special sws.yaml:1:1\n");
}

/* It is no record: whatever it says, it says it once. */
static void the_district_is_no_folder(void **state)
{
	struct site s;
	struct layout *layout;
	struct layout_record record;

	(void)state;
	shell("mkdir sws.yaml");
	site_open(&s);
	layout = layout_new(s.records, &s.findings);
	assert_false(layout_next(layout, &record));
	assert_int_equal(s.findings.items.n, 1);
	layout_free(layout);
	site_close(&s);
}

static void names_that_differ_in_case_or_form_only_are_twins(void **state)
{
	(void)state;
	write_district();
	site_write("stations/tang.yaml", "");
	site_write("stations/Tang.yaml", "");
	site_write("stations/TANG.yaml", "");
	site_write("cases/2022/Tang/a.yaml", "");
	site_write("cases/2022/tang/a.yaml", "");
	site_write("cases/2022/tang/b.yaml", "");
	site_write("workers/B.yaml", "");
	expect_layout("case a cases/2022/Tang/a.yaml\n"
		      "case a cases/2022/tang/a.yaml\n"
		      "case b cases/2022/tang/b.yaml\n"
		      "station tang stations/tang.yaml\n" DISTRICT,
		      "path.case cases/2022/Tang/a.yaml:1:1 other=cases/2022/tang/a.yaml\n"
		      "path.case stations/TANG.yaml:1:1 other=stations/tang.yaml\n"
		      "path.id stations/TANG.yaml:1:1\n"
		      "path.case stations/Tang.yaml:1:1 other=stations/tang.yaml\n"
		      "path.id stations/Tang.yaml:1:1\n"
		      "path.id workers/B.yaml:1:1\n");
}

static void twins_without_a_lower_case_one_are_found_too(void **state)
{
	(void)state;
	write_district();
	site_write("stations/AB.yaml", "");
	site_write("stations/Ab.yaml", "");
	site_write("stations/aB.yaml", "");
	site_write("workers/stra\xC3\x9F\x65.yaml", "");
	site_write("workers/strasse.yaml", "");
	site_write("workers/z.yaml", "");
	site_write("workers/z\xE2\x80\x8B.yaml", "");
	expect_layout(DISTRICT "worker strasse workers/strasse.yaml\nworker z workers/z.yaml\n",
		      "path.id stations/AB.yaml:1:1\n"
		      "path.case stations/Ab.yaml:1:1 other=stations/AB.yaml\n"
		      "path.id stations/Ab.yaml:1:1\n"
		      "path.case stations/aB.yaml:1:1 other=stations/Ab.yaml\n"
		      "path.id stations/aB.yaml:1:1\n"
		      "path.case workers/stra\xC3\x9F\x65.yaml:1:1 other=workers/strasse.yaml\n"
		      "path.id workers/stra\xC3\x9F\x65.yaml:1:1\n"
		      "path.case workers/z\xE2\x80\x8B.yaml:1:1 other=workers/z.yaml\n"
		      "path.id workers/z\xE2\x80\x8B.yaml:1:1\n");
}

#define COMPOSED   "workers/caf\xC3\xA9.yaml"
#define DECOMPOSED "workers/cafe\xCC\x81.yaml"

static void of_two_twins_one_is_a_finding(void **state)
{
	(void)state;
	write_district();
	site_write(COMPOSED, "");
	site_write(DECOMPOSED, "");
	expect_layout(DISTRICT, "path.case " DECOMPOSED ":1:1 other=" COMPOSED "\n"
				"path.id " DECOMPOSED ":1:1\n"
				"path.id " COMPOSED ":1:1\n");
}

static void the_districts_twin_is_found(void **state)
{
	(void)state;
	write_district();
	site_write("SWS.yaml", "");
	site_write("README.md", "");
	site_write("readme.md", "");
	expect_layout(DISTRICT, "path.case README.md:1:1 other=readme.md\n"
				"path.case SWS.yaml:1:1 other=sws.yaml\n"
				"path.stray SWS.yaml:1:1\n");
}

static void a_path_with_an_identifier_is_no_record_and_is_not_shown(void **state)
{
	struct site s;
	struct layout *layout;
	struct layout_record record;
	const struct finding *f;

	(void)state;
	write_district();
	site_write("cases/2022/tang/c-" MOBILE ".yaml", "");
	site_write("cases/2022/tang/D-" MOBILE ".yaml", ""); /* no id either */
	site_write("households/" MOBILE "/h1.yaml", "");
	site_write("projects/2022/p" MOBILE ".yaml", ""); /* a letter touches it: a code */
	site_write("workers/w-" MOBILE ".yaml", "");
	expect_layout("project p" MOBILE " projects/2022/p" MOBILE ".yaml\n" DISTRICT
		      "worker w-" MOBILE " workers/w-" MOBILE ".yaml\n",
		      "privacy.personal-data cases/2022/tang/D-***.yaml:1:1 "
		      "privacy.personal-data-path\n"
		      "privacy.personal-data cases/2022/tang/c-***.yaml:1:1 "
		      "privacy.personal-data-path\n"
		      "privacy.personal-data households/***/h1.yaml:1:1 "
		      "privacy.personal-data-path\n");
	site_open(&s);
	layout = layout_new(s.records, &s.findings);
	while (layout_next(layout, &record))
		continue;
	f = &s.findings.items.at[1];
	assert_true(str_eq(f->subject_kind, STR("case")));
	assert_true(str_eq(f->subject, STR("cases/2022/tang/c-***.yaml")));
	layout_free(layout);
	site_close(&s);
}

static void a_name_may_hold_any_byte(void **state)
{
	(void)state;
	write_district();
	site_write("stations/a\nb.yaml", "");
	site_write("stations/a\xFF.yaml", "");
	site_write("stations/%s%n.yaml", "");
	expect_layout(DISTRICT, "path.id stations/%s%n.yaml:1:1\n"
				"path.id stations/a\nb.yaml:1:1\n"
				"path.id stations/a\xFF.yaml:1:1\n");
}

static void nothing_to_free_is_no_fault(void **state)
{
	(void)state;
	layout_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(each_folder_holds_its_kind_and_each_name_is_an_id),
		sandbox_test(a_record_may_lie_in_any_folder_below_its_kinds),
		cmocka_unit_test(ids_match_their_grammar),
		sandbox_test(a_name_that_is_no_id_is_no_record),
		sandbox_test(another_extension_is_an_error_and_another_file_a_warning),
		sandbox_test(hidden_files_and_packs_are_passed_over),
		sandbox_test(
			files_beside_the_folders_are_left_alone_unless_they_look_like_records),
		sandbox_test(a_folder_that_looks_misnamed_is_an_error_with_the_nearest_name),
		sandbox_test(links_submodules_and_special_files_are_not_followed),
		sandbox_test(a_file_to_be_merged_is_no_record),
		sandbox_test(a_folder_that_cannot_be_listed_says_why),
		sandbox_test(a_file_stands_where_a_folder_of_records_belongs),
		sandbox_test(the_district_is_a_regular_file),
		sandbox_test(the_district_is_no_folder),
		sandbox_test(names_that_differ_in_case_or_form_only_are_twins),
		sandbox_test(twins_without_a_lower_case_one_are_found_too),
		sandbox_test(of_two_twins_one_is_a_finding),
		sandbox_test(the_districts_twin_is_found),
		sandbox_test(a_path_with_an_identifier_is_no_record_and_is_not_shown),
		sandbox_test(a_name_may_hold_any_byte),
		cmocka_unit_test(nothing_to_free_is_no_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
