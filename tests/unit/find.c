/* SPDX-License-Identifier: MIT */
/* Tests of records and kinds by the names that people give them (records/find.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/find.h"

#include "site.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void open_site(struct site *s)
{
	static const char *const files[] = {
		"sws.yaml",
		"stations/tang.yaml",
		"stations/both.yaml",
		"stations/worker.yaml",
		"workers/both.yaml",
		"workers/jia.yaml",
		"cases/2022/tang/c1.yaml",
		"cases/2022/tang/twice.yaml",
		"cases/2023/tang/twice.yaml",
		"stations/Bad.yaml",
		"docs/jia.yaml",
		"README.md",
	};

	for (size_t i = 0; i < COUNT(files); i++)
		site_write(files[i], "format: 1\n");
	shell("ln -s jia.yaml workers/link.yaml");
	site_open(s);
}

static void records_have_several_names(void **state)
{
	static const struct {
		const char *name, *path, *kind, *id;
	} cases[] = {
		{"jia", "workers/jia.yaml", "worker", "jia"},
		{"worker/jia", "workers/jia.yaml", "worker", "jia"},
		{"workers/jia.yaml", "workers/jia.yaml", "worker", "jia"},
		{"./workers/../workers/jia.yaml", "workers/jia.yaml", "worker", "jia"},
		{"c1", "cases/2022/tang/c1.yaml", "case", "c1"},
		{"case/c1", "cases/2022/tang/c1.yaml", "case", "c1"},
		{"station/both", "stations/both.yaml", "station", "both"},
		{"station/worker", "stations/worker.yaml", "station", "worker"},
		{"cases/2023/tang/twice.yaml", "cases/2023/tang/twice.yaml", "case", "twice"},
		{"district", "sws.yaml", "district", "district"},
		{"sws.yaml", "sws.yaml", "district", "district"},
	};
	struct site s;

	(void)state;
	open_site(&s);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct layout_record found;

		if (find_record(s.records, str_of(cases[i].name), &found, &s.error) < 0)
			fail_msg("%s: %s", cases[i].name, s.error.message.id);
		assert_string_equal(found.entry->path.ptr, cases[i].path);
		assert_true(str_eq(found.kind->name, str_of(cases[i].kind)));
		if (!str_eq(found.id, str_of(cases[i].id)))
			fail_msg("%s: %.*s", cases[i].name, STR_ARG(found.id));
	}
	site_close(&s);
}

static void what_names_no_record_or_several_is_refused(void **state)
{
	static const struct {
		const char *name;
		int status;
		const char *id, *last; /* the value of the last argument */
	} cases[] = {
		{"jiaa", STATUS_NOT_FOUND, "find.unknown-near", "jia"},
		{"quuxquux", STATUS_NOT_FOUND, "find.unknown", "quuxquux"},
		{"link", STATUS_NOT_FOUND, "find.unknown", "link"},
		{"both", STATUS_NOT_FOUND, "find.several",
		 "stations/both.yaml, workers/both.yaml"},
		{"twice", STATUS_NOT_FOUND, "find.several",
		 "cases/2022/tang/twice.yaml, cases/2023/tang/twice.yaml"},
		{"case/twice", STATUS_NOT_FOUND, "find.several",
		 "cases/2022/tang/twice.yaml, cases/2023/tang/twice.yaml"},
		{"worker", STATUS_INVALID, "find.not-a-record", "worker"},
		{"workers", STATUS_INVALID, "find.not-a-record", "workers"},
		{"stations/Bad.yaml", STATUS_INVALID, "find.not-a-record", "stations/Bad.yaml"},
		{"workers/link.yaml", STATUS_INVALID, "find.not-a-record", "workers/link.yaml"},
		{"docs/jia.yaml", STATUS_INVALID, "find.not-a-record", "docs/jia.yaml"},
		{"README.md", STATUS_INVALID, "find.not-a-record", "README.md"},
		{"worker/jib", STATUS_NOT_FOUND, "selection.unknown-record-near", "jia"},
		{"workers/yi.yaml", STATUS_NOT_FOUND, "selection.unknown-near",
		 "workers/jia.yaml"},
		{"", STATUS_INVALID, "selection.no-path", NULL},
	};
	struct site s;

	(void)state;
	open_site(&s);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct message *m = &s.error.message;
		struct layout_record found;
		int status = find_record(s.records, str_of(cases[i].name), &found, &s.error);

		if (status != cases[i].status || strcmp(m->id, cases[i].id) != 0)
			fail_msg("%s: %d, %s", cases[i].name, status, m->id);
		if (cases[i].last &&
		    !str_eq(m->args[m->n_args - 1].value, str_of(cases[i].last)))
			fail_msg("%s: %s", cases[i].name, m->args[m->n_args - 1].value.ptr);
		error_release(&s.error);
	}
	site_close(&s);
}

static void kinds_are_found_by_name_and_title(void **state)
{
	const struct kind *kind;
	struct site s;

	(void)state;
	open_site(&s);
	assert_int_equal(find_kind(s.records, STR("worker"), &kind, &s.error), 0);
	assert_true(str_eq(kind->name, STR("worker")));
	assert_int_equal(find_kind(s.records, STR("专业服务案例"), &kind, &s.error), 0);
	assert_true(str_eq(kind->name, STR("case")));
	assert_int_equal(find_kind(s.records, STR("workr"), &kind, &s.error), STATUS_NOT_FOUND);
	assert_error(&s.error, "find.unknown-kind-near");
	assert_error_arg(&s.error, "nearest", "worker");
	assert_int_equal(find_kind(s.records, STR(""), &kind, &s.error), STATUS_NOT_FOUND);
	assert_error(&s.error, "find.unknown-kind");
	site_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(records_have_several_names),
		sandbox_test(what_names_no_record_or_several_is_refused),
		sandbox_test(kinds_are_found_by_name_and_title),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
