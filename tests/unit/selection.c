/* SPDX-License-Identifier: MIT */
/* Tests of the files and folders that a run is about (records/selection.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/selection.h"

#include "site.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define MOBILE       "13800138000"

static void write_site(void)
{
	site_write("r/sws.yaml", "format: 1\n");
	site_write("r/stations/tang.yaml", "id: tang\n");
	site_write("r/stations/xin-cun.yaml", "id: xin-cun\n");
	site_write("r/cases/2022/tang/c1.yaml", "id: c1\n");
	site_write("r/README.md", "");
	site_write("r/docs/guide.md", "");
	site_write("outside.yaml", "");
}

static struct records *open_at(const char *folder, const char *rev, bool staged)
{
	const struct records_options options = {.folder = folder, .rev = rev, .staged = staged};
	struct error error = {0};
	struct records *r;

	if (records_open(&options, &r, &error) < 0)
		fail_msg("%s", error.message.id);
	return r;
}

/* That the name is this path; NULL: outside. */
static void assert_path(const struct records *r, const char *name, const char *expected)
{
	struct error error = {0};
	struct buf path = {0};
	int status = selection_path(r, str_of(name), &path, &error);

	if ((status == 0) != (expected != NULL) ||
	    (expected && strcmp(buf_cstr(&path), expected) != 0))
		fail_msg("%s: %d, %s", name, status, buf_cstr(&path));
	if (!expected) {
		assert_int_equal(status, STATUS_INVALID);
		assert_error(&error, "selection.outside");
		assert_error_arg(&error, "path", name);
	}
	buf_release(&path);
	error_release(&error);
}

static void names_go_by_their_letters_from_the_folder_that_was_opened(void **state)
{
	static const struct {
		const char *folder, *name, *path; /* NULL: outside */
	} cases[] = {
		{"r", "stations/tang.yaml", "stations/tang.yaml"},
		{"r", "./stations//tang.yaml", "stations/tang.yaml"},
		{"r", "stations/", "stations"},
		{"r", ".", ""},
		{"r", "./", ""},
		{"r", "stations/..", ""},
		{"r", "absent/../stations/./x", "stations/x"},
		{"r", "..", NULL},
		{"r", "../r/stations", NULL},
		{"r", "stations/../../outside.yaml", NULL},
		{"r/stations", "tang.yaml", "stations/tang.yaml"},
		{"r/stations", ".", "stations"},
		{"r/stations", "..", ""},
		{"r/stations", "../cases", "cases"},
		{"r/stations", "../..", NULL},
		{"r/docs", "guide.md", "docs/guide.md"},
		{"r/docs/../stations/.", "tang.yaml", "stations/tang.yaml"},
	};

	(void)state;
	write_site();
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct records *r = open_at(cases[i].folder, NULL, false);

		assert_path(r, cases[i].name, cases[i].path);
		records_close(r);
	}
}

static void absolute_names_lead_to_the_root_also_by_links(void **state)
{
	static const struct {
		const char *name, *path; /* after the sandbox's path; NULL: outside */
	} cases[] = {
		{"/r/stations/tang.yaml", "stations/tang.yaml"},
		{"/r", ""},
		{"/r/", ""},
		{"/r/../r//stations/./new.yaml", "stations/new.yaml"},
		{"/link/stations/tang.yaml", "stations/tang.yaml"},
		{"/links/r/stations", "stations"},
		{"/r/stations/link.yaml", "stations/link.yaml"},
		{"/rr/stations", NULL},
		{"/outside.yaml", NULL},
		{"/absent/r/stations", NULL},
		{"/r/../outside.yaml", NULL},
		{"", NULL},
	};
	struct records *r;
	struct buf name = {0};

	(void)state;
	write_site();
	shell("ln -s r link && ln -s . links && mkdir rr && ln -s tang.yaml "
	      "r/stations/link.yaml");
	r = open_at("link/stations", NULL, false);
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_reset(&name);
		buf_printf(&name, "%s%s", sandbox_path(), cases[i].name);
		assert_path(r, buf_cstr(&name), cases[i].path);
	}
	assert_path(r, "/", NULL);
	assert_path(r, "/../..", NULL);
	buf_release(&name);
	records_close(r);
}

static void an_empty_name_is_none(void **state)
{
	struct error error = {0};
	struct buf path = {0};
	struct records *r;

	(void)state;
	write_site();
	r = open_at("r", NULL, false);
	assert_int_equal(selection_path(r, STR(""), &path, &error), STATUS_INVALID);
	assert_error(&error, "selection.no-path");
	records_close(r);
	error_release(&error);
}

static void a_revision_and_an_index_have_the_same_names(void **state)
{
	struct buf name = {0};

	(void)state;
	write_site();
	shell("git init -q -b main && git add . && git commit -qm x && "
	      "git clone -q --bare . bare.git");
	buf_printf(&name, "%s/r/stations/tang.yaml", sandbox_path());
	for (int staged = 0; staged < 2; staged++) {
		struct records *r = open_at("r/stations", staged ? NULL : "main", staged);

		assert_path(r, "tang.yaml", "stations/tang.yaml");
		assert_path(r, "../cases", "cases");
		assert_path(r, "../../r", NULL);
		assert_path(r, buf_cstr(&name), "stations/tang.yaml");
		records_close(r);
	}
	buf_release(&name);
}

static void in_a_bare_repository_names_are_from_the_root(void **state)
{
	struct records *r;

	(void)state;
	site_write("sws.yaml", "format: 1\n");
	shell("git init -q -b main && git add . && git commit -qm x && "
	      "git clone -q --bare . ../bare.git");
	r = open_at("../bare.git", "main", false);
	assert_path(r, "stations/tang.yaml", "stations/tang.yaml");
	assert_path(r, "..", NULL);
	assert_path(r, "/", NULL);
	records_close(r);
}

static int add(struct selection *s, const struct records *r, const char *name, bool listed,
	       struct error *error)
{
	return selection_add(s, r, str_of(name), listed, error);
}

static void must_add(struct selection *s, const struct records *r, const char *name)
{
	struct error error = {0};

	if (add(s, r, name, false, &error) < 0)
		fail_msg("%s: %s", name, error.message.id);
}

static void what_is_not_there_is_refused_with_what_was_meant(void **state)
{
	static const struct {
		const char *folder, *name, *nearest; /* NULL: nothing is near */
	} cases[] = {
		{"r", "stations/tnag.yaml", "stations/tang.yaml"},
		{"r", "stations/tang", "stations/tang.yaml"},
		{"r", "stations/tang.yml", "stations/tang.yaml"},
		{"r", "statoins/xin-cun", "stations/xin-cun.yaml"},
		{"r", "stationss", "stations"},
		{"r", "statoins/absent.yaml", "stations"},
		{"r", "cases/2023/tang/c1.yaml", "cases/2022/tang/c1.yaml"},
		{"r", "READM.md", "README.md"},
		{"r/stations", "tang.yam", "tang.yaml"},
		{"r/stations", "../case", "../cases"},
		{"r/cases/2022", "../../station/tang.yaml", "../../stations/tang.yaml"},
		{"r/cases/2022", "tong", "tang"},
		{"r", "stations/absent.yaml", NULL},
		{"r", "nothing", NULL},
		{"r", "stations/tang.yaml/x", NULL},
		{"r", ".git/x", NULL},
	};

	(void)state;
	write_site();
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct records *r = open_at(cases[i].folder, NULL, false);
		struct selection s = {0};
		struct error error = {0};

		assert_int_equal(add(&s, r, cases[i].name, false, &error), STATUS_NOT_FOUND);
		if (cases[i].nearest) {
			assert_error(&error, "selection.unknown-near");
			assert_error_arg(&error, "nearest", cases[i].nearest);
		} else {
			assert_error(&error, "selection.unknown");
		}
		assert_error_arg(&error, "path", cases[i].name);
		assert_int_equal(s.paths.n, 0);
		selection_release(&s);
		records_close(r);
		error_release(&error);
	}
}

static void what_a_list_names_and_is_not_there_is_said_to_be_of_it(void **state)
{
	struct selection s = {0};
	struct error error = {0};
	struct records *r;

	(void)state;
	write_site();
	r = open_at("r", NULL, false);
	assert_int_equal(add(&s, r, "stations/tnag.yaml", true, &error), STATUS_NOT_FOUND);
	assert_error(&error, "selection.unknown-listed");
	assert_int_equal(add(&s, r, "README.md", true, &error), 0);
	selection_release(&s);
	records_close(r);
	error_release(&error);
}

static void what_cannot_be_looked_at_is_taken_on_trust(void **state)
{
	static const char *const names[] = {"docs/any/thing", "docs", "stations/link/x",
					    "workers",        "link", "stations/link"};
	struct selection s = {0};
	struct error error = {0};
	struct records *r;

	(void)state;
	write_site();
	shell("mkdir r/workers && ln -s . r/stations/link && ln -s . r/link");
	r = open_at("r", NULL, false);
	for (size_t i = 0; i < COUNT(names); i++)
		must_add(&s, r, names[i]);
	assert_int_equal(add(&s, r, "workers/x", false, &error), STATUS_NOT_FOUND);
	assert_int_equal(add(&s, r, "workerss", false, &error), STATUS_NOT_FOUND);
	selection_release(&s);
	records_close(r);
	error_release(&error);
}

static void a_path_is_covered_by_itself_its_folders_and_what_lies_in_it(void **state)
{
	static const struct {
		const char *path;
		bool covered;
	} cases[] = {
		{"stations", true}, /* on the way */
		{"stations/tang.yaml", true},
		{"stations/tang.yaml2", false},
		{"stations/tang.yam", false},
		{"stations/tang", false},
		{"stations/xin-cun.yaml", false},
		{"cases", true},
		{"cases/2022", true},
		{"cases/2022/tang", true},
		{"cases/2022/tang/c1.yaml", true},
		{"cases/2022/tang/other/c1.yaml", true},
		{"cases/2022/tangx/c1.yaml", false},
		{"cases/2022/c1.yaml", false},
		{"docs", true},
		{"doc", false},
		{"docs.md", false},
		{"docs/other", false},
		{"docs/more", true},
		{"", false},
		{"sws.yaml", false},
	};
	struct selection s = {0};
	struct records *r;

	(void)state;
	write_site();
	r = open_at("r", NULL, false);
	must_add(&s, r, "stations/tang.yaml");
	must_add(&s, r, "docs/\xe7\xab\x99");
	must_add(&s, r, "cases/2022/tang/");
	must_add(&s, r, "docs/more/x");
	must_add(&s, r, "stations/tang.yaml");
	selection_settle(&s);
	assert_int_equal(s.paths.n, 4);
	for (size_t i = 0; i < COUNT(cases); i++)
		if (selection_covers(&s, str_of(cases[i].path)) != cases[i].covered)
			fail_msg("%s", cases[i].path);
	selection_release(&s);
	records_close(r);
}

static void names_that_begin_alike_do_not_hide_what_lies_in_a_folder(void **state)
{
	static const char *const tails[] = {"!", "-x", ".", "0", "z", "\xe7\xab\x99", "/x"};
	struct selection s = {0};
	struct records *r;

	(void)state;
	write_site();
	r = open_at("r", NULL, false);
	for (size_t i = 0; i < COUNT(tails); i++) {
		struct buf name = {0};

		buf_printf(&name, "docs/a%s", tails[i]);
		must_add(&s, r, buf_cstr(&name));
		buf_release(&name);
	}
	selection_settle(&s);
	assert_true(selection_covers(&s, STR("docs/a")));
	assert_false(selection_covers(&s, STR("docs/a/y")));
	s.paths.n--; /* the last is not of the folder */
	assert_true(selection_covers(&s, STR("docs/a")));
	selection_release(&s);
	records_close(r);
}

static void the_root_covers_all_and_an_empty_selection_nothing(void **state)
{
	struct selection s = {0};
	struct records *r;

	(void)state;
	write_site();
	r = open_at("r/stations", NULL, false);
	assert_false(selection_covers(&s, STR("sws.yaml")));
	assert_false(selection_covers(&s, STR("")));
	must_add(&s, r, "..");
	selection_settle(&s);
	assert_true(selection_covers(&s, STR("sws.yaml")));
	assert_true(selection_covers(&s, STR("cases/2022/tang/c1.yaml")));
	assert_true(selection_covers(&s, STR("")));
	selection_release(&s);
	records_close(r);
}

static void a_path_with_an_identifier_is_covered_as_findings_show_it(void **state)
{
	struct selection s = {0};
	struct records *r;

	(void)state;
	write_site();
	site_write("r/cases/2022/tang/" MOBILE ".yaml", "id: x\n");
	r = open_at("r", NULL, false);
	must_add(&s, r, "cases/2022/tang/" MOBILE ".yaml");
	selection_settle(&s);
	assert_true(selection_covers(&s, STR("cases/2022/tang/" MOBILE ".yaml")));
	assert_true(selection_covers(&s, STR("cases/2022/tang/***.yaml")));
	assert_false(selection_covers(&s, STR("cases/2022/tang/c1.yaml")));
	selection_release(&s);
	records_close(r);
}

/* That the name alone selects these paths, blanks between. */
static void assert_selected(const struct records *r, const char *name, const char *expected)
{
	struct selection s = {0};
	struct buf got = {0};

	must_add(&s, r, name);
	selection_settle(&s);
	for (size_t i = 0; i < s.paths.n; i++)
		buf_printf(&got, "%s%.*s", i ? " " : "", STR_ARG(s.paths.at[i]));
	if (strcmp(buf_cstr(&got), expected) != 0)
		fail_msg("%s: %s", name, buf_cstr(&got));
	buf_release(&got);
	selection_release(&s);
}

static void a_kind_and_an_id_name_records_from_any_folder(void **state)
{
	static const char *const folders[] = {"r", "r/stations", "r/cases/2022"};

	(void)state;
	write_site();
	site_write("r/cases/2023/tang/c1.yaml", "id: c1\n"); /* twice, which is for others */
	site_write("r/case/c9", "");
	for (size_t i = 0; i < COUNT(folders); i++) {
		struct records *r = open_at(folders[i], NULL, false);

		assert_selected(r, "case", "cases");
		assert_selected(r, "district", "sws.yaml");
		assert_selected(r, "station/xin-cun", "stations/xin-cun.yaml");
		assert_selected(r, "case/c1",
				"cases/2022/tang/c1.yaml cases/2023/tang/c1.yaml");
		records_close(r);
	}
}

static void a_path_that_looks_like_a_kind_begins_with_a_dot(void **state)
{
	struct records *r;

	(void)state;
	write_site();
	site_write("r/case/c9", "");
	site_write("r/agency", "");
	r = open_at("r", NULL, false);
	assert_selected(r, "./agency", "agency");
	assert_selected(r, "agency", "agencies");
	assert_selected(r, "case/c9", "case/c9"); /* no such record, but such a path */
	records_close(r);
}

static void an_id_that_is_not_there_is_refused_with_what_was_meant(void **state)
{
	struct selection s = {0};
	struct error error = {0};
	struct records *r;

	(void)state;
	write_site();
	r = open_at("r", NULL, false);
	assert_int_equal(add(&s, r, "station/tagn", false, &error), STATUS_NOT_FOUND);
	assert_error(&error, "selection.unknown-record-near");
	assert_error_arg(&error, "nearest", "tang");
	assert_int_equal(add(&s, r, "agency/tang", false, &error), STATUS_NOT_FOUND);
	assert_error(&error, "selection.unknown-record");
	assert_error_arg(&error, "kind", "agency");
	assert_error_arg(&error, "id", "tang");
	assert_int_equal(add(&s, r, "station/tagn", true, &error), STATUS_NOT_FOUND);
	assert_error(&error, "selection.unknown-listed");
	assert_int_equal(add(&s, r, "station/", false, &error), STATUS_NOT_FOUND);
	assert_error(&error, "selection.unknown-near"); /* a path: stations */
	records_close(r);
	selection_release(&s);
	error_release(&error);
}

static void the_paths_of_one_kind_tell_which(void **state)
{
	static const struct {
		const char *names[2];
		const char *kind; /* NULL: all kinds */
		const char *id;   /* of the failure */
	} cases[] = {
		{{"stations", "station/tang"}, "station", NULL},
		{{"cases/2022/tang", NULL}, "case", NULL},
		{{"sws.yaml", NULL}, "district", NULL},
		{{".", "stations"}, NULL, NULL},
		{{"stations", "cases"}, NULL, "selection.two-kinds"},
		{{"README.md", NULL}, NULL, "selection.no-kind"},
		{{"docs", NULL}, NULL, "selection.no-kind"},
	};
	struct records *r;

	(void)state;
	write_site();
	r = open_at("r", NULL, false);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct selection s = {0};
		struct error error = {0};
		const struct kind *kind = NULL;
		int status;

		for (size_t k = 0; k < 2 && cases[i].names[k]; k++)
			must_add(&s, r, cases[i].names[k]);
		selection_settle(&s);
		status = selection_kind(&s, r, &kind, &error);
		if (cases[i].id)
			assert_error(&error, cases[i].id);
		else
			assert_int_equal(status, 0);
		if (cases[i].kind)
			assert_true(kind && str_eq(kind->name, str_of(cases[i].kind)));
		else if (!cases[i].id)
			assert_null(kind);
		selection_release(&s);
		error_release(&error);
	}
	records_close(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(names_go_by_their_letters_from_the_folder_that_was_opened),
		sandbox_test(absolute_names_lead_to_the_root_also_by_links),
		sandbox_test(an_empty_name_is_none),
		sandbox_test(a_revision_and_an_index_have_the_same_names),
		sandbox_test(in_a_bare_repository_names_are_from_the_root),
		sandbox_test(what_is_not_there_is_refused_with_what_was_meant),
		sandbox_test(what_a_list_names_and_is_not_there_is_said_to_be_of_it),
		sandbox_test(what_cannot_be_looked_at_is_taken_on_trust),
		sandbox_test(a_path_is_covered_by_itself_its_folders_and_what_lies_in_it),
		sandbox_test(names_that_begin_alike_do_not_hide_what_lies_in_a_folder),
		sandbox_test(the_root_covers_all_and_an_empty_selection_nothing),
		sandbox_test(a_path_with_an_identifier_is_covered_as_findings_show_it),
		sandbox_test(a_kind_and_an_id_name_records_from_any_folder),
		sandbox_test(a_path_that_looks_like_a_kind_begins_with_a_dot),
		sandbox_test(an_id_that_is_not_there_is_refused_with_what_was_meant),
		sandbox_test(the_paths_of_one_kind_tell_which),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
