/* SPDX-License-Identifier: MIT */
/* Tests of opening a records repository (records/records.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/records.h"

#include "site.h"
#include "text/source.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void the_built_in_pack_needs_no_repository(void **state)
{
	struct records *r;
	struct finding_list findings = {0};
	struct error error = {0};

	(void)state;
	assert_int_equal(records_open_pack(&r, &findings, &error), 0);
	assert_int_equal(findings.items.n, 0);
	assert_non_null(kind_find(r->kinds, STR("station")));
	assert_true(str_eq(r->pack->name, STR("binhai")));
	assert_non_null(r->store);
	assert_null(r->snapshot);
	records_close(r);
	records_close(NULL);
}

static void a_repository_is_opened_from_any_folder_in_it(void **state)
{
	static const char *const dirs[] = {".", "stations", "docs/deep"};

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "id: a\n");
	site_write("docs/deep/x.md", "");
	for (size_t i = 0; i < COUNT(dirs); i++) {
		struct records *r;
		struct error error = {0};

		assert_int_equal(
			records_open(&(struct records_options){.folder = dirs[i]}, &r, &error),
			0);
		assert_non_null(snapshot_find(r->snapshot, STR("stations/a.yaml")));
		assert_non_null(snapshot_find(r->snapshot, STR("sws.yaml")));
		assert_null(snapshot_find(r->snapshot, STR("docs/deep/x.md")));
		records_close(r);
	}
}

static void a_pack_of_the_repository_is_seen(void **state)
{
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("policy/own/pack.yaml", "pack: own\n");
	site_open(&s);
	assert_non_null(snapshot_find(s.records->snapshot, STR("policy/own/pack.yaml")));
	site_close(&s);
}

static void a_revision_is_opened_and_not_the_work_tree(void **state)
{
	struct site s = {0};

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "id: a\n");
	shell("git init -q -b main && git add . && git commit -q -m one");
	site_write("stations/b.yaml", "id: b\n");
	assert_int_equal(records_open(&(struct records_options){.folder = ".", .rev = "main"},
				      &s.records, &s.error),
			 0);
	assert_int_equal(snapshot_commit(s.records->snapshot).len, 40);
	assert_non_null(snapshot_find(s.records->snapshot, STR("stations/a.yaml")));
	assert_null(snapshot_find(s.records->snapshot, STR("stations/b.yaml")));
	site_close(&s);
}

static void the_index_is_opened_its_own_or_another(void **state)
{
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	shell("git init -q -b main && git add . && cp .git/index .git/other");
	site_write("stations/a.yaml", "id: a\n");
	shell("git add . && rm -r stations");
	site_open_as(&s, &(struct records_options){.folder = ".", .staged = true});
	assert_non_null(snapshot_find(s.records->snapshot, STR("stations/a.yaml")));
	site_close(&s);
	site_open_as(&s, &(struct records_options){
				 .folder = ".", .staged = true, .index_file = ".git/other"});
	assert_int_equal(snapshot_count(s.records->snapshot), 1);
	site_close(&s);
}

static void bytes_are_put_in_the_place_of_a_file(void **state)
{
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "id: a\n");
	site_open_as(&s, &(struct records_options){.folder = "stations",
						   .input_name = "b.yaml",
						   .input = STR("id: b\n")});
	assert_true(str_eq(records_source(s.records, STR("stations/b.yaml")), STR("id: b\n")));
	assert_true(str_eq(records_source(s.records, STR("stations/a.yaml")), STR("id: a\n")));
	assert_true(str_eq(snapshot_source(s.records->snapshot), STR("candidate")));
	site_close(&s);
}

static void bytes_are_not_put_where_no_file_can_be(void **state)
{
	static const struct {
		const char *name, *id;
	} cases[] = {{"stations", "snapshot.not-a-file"}, {"../x", "selection.outside"}};

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "id: a\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct error error = {0};
		struct records *r;

		assert_int_equal(
			records_open(&(struct records_options){.folder = ".",
							       .input_name = cases[i].name},
				     &r, &error),
			STATUS_INVALID);
		assert_error(&error, cases[i].id);
		error_release(&error);
	}
}

static void assert_no_records(const char *dir, const char *rev, const char *id)
{
	struct error error = {0};
	struct records *r;

	assert_int_equal(
		records_open(&(struct records_options){.folder = dir, .rev = rev}, &r, &error),
		STATUS_NOT_FOUND);
	assert_error(&error, id);
	assert_null(r);
	error_release(&error);
}

static void what_cannot_be_opened_is_a_failure_and_no_repository(void **state)
{
	(void)state;
	assert_no_records(".", NULL, "snapshot.no-root");
	site_write("sws.yaml", "format: 1\n");
	assert_no_records(".", "main", "git.not-a-repository");
	shell("git init -q -b main && git add . && git commit -q -m one");
	assert_no_records(".", "mian", "git.unknown-revision");
	shell("git rm -q -f --cached sws.yaml && git commit -q -m two");
	assert_no_records(".", "main", "git.no-root");
}

static void the_kind_follows_from_the_first_folder(void **state)
{
	static const struct {
		const char *path, *kind; /* NULL: none */
	} cases[] = {
		{"sws.yaml", "district"},
		{"stations/a.yaml", "station"},
		{"stations/a/b/c.yaml", "station"},
		{"stations/x.txt", "station"},
		{"cases/2022/tang/a.yaml", "case"},
		{"households/tang/a.yaml", "household"},
		{"communities/a.yaml", "community"},
		{"projects/2022/a.yaml", "project"},
		{"agencies/a.yaml", "agency"},
		{"workers/a.yaml", "worker"},
		{"stations", NULL},
		{"stations.yaml", NULL},
		{"station/a.yaml", NULL},
		{"stationss/a.yaml", NULL},
		{"Stations/a.yaml", NULL},
		{"x/sws.yaml", NULL},
		{"sws.yaml/a.yaml", NULL},
		{"SWS.yaml", NULL},
		{"policy/own/pack.yaml", NULL},
		{"", NULL},
		{"/", NULL},
	};
	struct records *r;
	struct finding_list findings = {0};
	struct error error = {0};

	(void)state;
	assert_int_equal(records_open_pack(&r, &findings, &error), 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct kind *kind = records_kind_at(r, str_of(cases[i].path));

		if ((kind != NULL) != (cases[i].kind != NULL) ||
		    (kind && !str_eq(kind->name, str_of(cases[i].kind))))
			fail_msg("%s: %.*s", cases[i].path, kind ? (int)kind->name.len : 0,
				 kind ? kind->name.ptr : "");
	}
	records_close(r);
}

static void folders_of_records_are_known_by_name(void **state)
{
	static const char *const others[] = {"", "station", "stations/a", "Stations", "policy"};
	struct records *r;
	struct finding_list findings = {0};
	struct error error = {0};

	(void)state;
	assert_int_equal(records_open_pack(&r, &findings, &error), 0);
	assert_true(records_has_folder(r, STR("stations")));
	assert_true(records_has_folder(r, STR("cases")));
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(records_has_folder(r, str_of(others[i])));
	records_close(r);
}

static void expect_source(struct site *s, const char *path, const char *expected)
{
	struct str got = records_source(s->records, str_of(path));

	if (!str_eq(got, str_of(expected)))
		fail_msg("%s: \"%.*s\"", path, STR_ARG(got));
}

#define MOBILE_LINE "method: 电话13800138000\n"
#define STARS_LINE  "method: 电话***********\n"

static void the_source_of_an_excerpt_shows_no_identifier(void **state)
{
	static const char *const private[] = {"cases/2022/tang/a.yaml",
					      "households/tang/a.yaml", "communities/a.yaml",
					      "projects/2022/a.yaml"};
	static const char *const others[] = {"stations/a.yaml", "workers/a.yaml",
					     "agencies/a.yaml"};
	struct site s;

	(void)state;
	site_write("sws.yaml", MOBILE_LINE);
	for (size_t i = 0; i < COUNT(private); i++)
		site_write(private[i], MOBILE_LINE);
	for (size_t i = 0; i < COUNT(others); i++)
		site_write(others[i], MOBILE_LINE);
	site_open(&s);
	for (size_t i = 0; i < COUNT(private); i++)
		expect_source(&s, private[i], STARS_LINE);
	for (size_t i = 0; i < COUNT(others); i++)
		expect_source(&s, others[i], MOBILE_LINE);
	expect_source(&s, "sws.yaml", MOBILE_LINE);
	site_close(&s);
}

static void what_cannot_be_read_has_an_empty_source(void **state)
{
	struct buf large = {0};
	struct site s;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	site_write("stations/a.yaml", "id: a\n");
	site_write("stations/gone.yaml", "id: gone\n");
	site_write("stations/empty.yaml", "");
	for (size_t i = 0; i < SOURCE_BYTES_MAX; i++)
		buf_add_char(&large, '#');
	site_write_bytes("stations/full.yaml", buf_str(&large));
	buf_add_char(&large, '#');
	site_write_bytes("stations/large.yaml", buf_str(&large));
	buf_release(&large);
	shell("ln -s a.yaml stations/link.yaml && mkdir -p stations/sub/.git");
	site_open(&s);
	assert_int_equal(unlink("stations/gone.yaml"), 0);
	expect_source(&s, "stations/a.yaml", "id: a\n");
	expect_source(&s, "stations/gone.yaml", "");
	expect_source(&s, "stations/empty.yaml", "");
	expect_source(&s, "stations/large.yaml", "");
	expect_source(&s, "stations/link.yaml", "");
	expect_source(&s, "stations/sub", "");
	expect_source(&s, "stations/never.yaml", "");
	expect_source(&s, "", "");
	expect_source(&s, "../work/sws.yaml", "");
	assert_int_equal(records_source(s.records, STR("stations/full.yaml")).len,
			 SOURCE_BYTES_MAX);
	expect_source(&s, "stations/a.yaml", "id: a\n");
	site_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_built_in_pack_needs_no_repository),
		sandbox_test(a_repository_is_opened_from_any_folder_in_it),
		sandbox_test(a_pack_of_the_repository_is_seen),
		sandbox_test(a_revision_is_opened_and_not_the_work_tree),
		sandbox_test(the_index_is_opened_its_own_or_another),
		sandbox_test(bytes_are_put_in_the_place_of_a_file),
		sandbox_test(bytes_are_not_put_where_no_file_can_be),
		sandbox_test(what_cannot_be_opened_is_a_failure_and_no_repository),
		cmocka_unit_test(the_kind_follows_from_the_first_folder),
		cmocka_unit_test(folders_of_records_are_known_by_name),
		sandbox_test(the_source_of_an_excerpt_shows_no_identifier),
		sandbox_test(what_cannot_be_read_has_an_empty_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
