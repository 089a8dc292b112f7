/* SPDX-License-Identifier: MIT */
/* Tests of the next free id (records/numbering.h): of which ids it is which. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/numbering.h"
#include "text/yaml.h"

#include "site.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Makes files, whose names have blanks between, and opens the sandbox. */
static void open_with(struct site *s, const char *paths)
{
	struct str rest = str_of(paths);

	shell("rm -rf ./*");
	site_write("sws.yaml", "format: 1\n");
	while (rest.len) {
		struct str name = str_split(&rest, ' ');
		char path[256];

		snprintf(path, sizeof path, "%.*s.yaml", STR_ARG(name));
		site_write(path, "");
	}
	site_open(s);
}

/* The next id of a record of the kind; or the message that says why there is none, and its
 * first argument. */
static void assert_next(const char *paths, const char *kind, const char *record,
			const char *expected)
{
	struct finding_list findings = {0};
	struct arena arena = {0};
	struct tree tree = {0};
	struct buf id = {0};
	struct site s;

	open_with(&s, paths);
	yaml_read(&tree, str_of(record), &arena, STR(""), &findings);
	if (numbering_next(s.records, kind_find(s.records->kinds, str_of(kind)), tree.root, &id,
			   &s.error) < 0) {
		assert_int_equal(id.len, 0);
		buf_printf(&id, "%s %s", s.error.message.id, s.error.message.args[0].value.ptr);
	}
	if (strcmp(buf_cstr(&id), expected) != 0)
		fail_msg("%s, of %s: %s", paths, record, buf_cstr(&id));
	buf_release(&id);
	arena_release(&arena);
	finding_release(&findings);
	site_close(&s);
}

static void the_highest_number_is_gone_on_from(void **state)
{
	static const struct {
		const char *paths, *next;
	} cases[] = {
		{"workers/s-001", "s-002"},
		{"workers/s-001 workers/s-005", "s-006"},
		{"workers/s-9", "s-10"},
		{"workers/s-099", "s-100"},
		{"workers/s-999", "s-1000"},
		{"workers/s-998 workers/s-1000", "s-1001"},
		{"workers/s-1 workers/s-02", "s-03"},
		{"workers/shegong7", "shegong8"},
		{"workers/s-2022-x7", "s-2022-x8"},
		{"workers/s-001 workers/deep/s-004", "s-005"},
		{"workers/s-999999999999999998", "s-999999999999999999"},
		{"workers/s-1234567890123456789 workers/s-7", "s-8"},
		/* what is no record, or of another kind, has no number */
		{"workers/s-001 stations/s-007 docs/s-008 workers/S-009", "s-002"},
		/* the manner of most; of two alike the last in order */
		{"workers/a-1 workers/b-1 workers/b-2", "b-3"},
		{"workers/a-7 workers/b-01", "b-02"},
		{"workers/a-1 workers/zhang", "a-2"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_next(cases[i].paths, "worker", "name: x", cases[i].next);
}

#define CASES                                                                                  \
	"stations/dagu stations/dagu-dong cases/2022/dagu/dagu-2022-c001 "                     \
	"cases/2022/dagu/dagu-2022-c014 cases/2023/dagu-dong/dagu-dong-2023-c002"
#define OF(station, date) "station: " station "\nintake: {date: " date "}\n"

static void a_stem_has_the_records_own_values(void **state)
{
	static const struct {
		const char *paths, *kind, *record, *next;
	} cases[] = {
		{CASES, "case", OF("dagu", "2022-03-01"), "dagu-2022-c015"},
		{CASES, "case", OF("dagu-dong", "2023-03-01"), "dagu-dong-2023-c003"},
		{CASES, "case", OF("dagu-dong", "2022-03-01"), "dagu-dong-2022-c001"},
		{CASES, "case", OF("new", "2024-03-01"), "new-2024-c001"},
		{"cases/2023/dagu/case-2023-017", "case", OF("x", "2023-01-01"),
		 "case-2023-018"},
		{"cases/2023/dagu/case-2023-017", "case", OF("x", "2024-01-01"),
		 "case-2024-001"},
		{"cases/2023/dagu/x17", "case", OF("x", "2024-01-01"), "x18"},
		{"stations/dagu projects/2022/dagu-2022-p1 projects/2022/joint", "project",
		 "stations: [hangu, dagu]\nstarts_on: 2023-01-01\n", "hangu-2023-p1"},
		{"stations/dagu stations/hangu workers/dagu-w07", "worker",
		 "postings: [{station: hangu}]\n", "hangu-w01"},
		{"stations/dagu households/dagu/dagu-h001", "household", "station: dagu",
		 "dagu-h002"},
		/* a station that no longer is, but is in the path */
		{"households/dagu/dagu-h001", "household", "station: hangu", "hangu-h001"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_next(cases[i].paths, cases[i].kind, cases[i].record, cases[i].next);
}

static void a_kind_without_records_begins_with_its_name(void **state)
{
	(void)state;
	assert_next("", "worker", "", "worker-001");
	assert_next("workers/s-007", "case", OF("x", "2023-01-01"), "case-001");
}

static void what_has_no_number_is_not_gone_on_from(void **state)
{
	static const char station[] = "stations: [x]\n";

	(void)state;
	assert_next("stations/dagu stations/hangu", "station", "", "numbering.none station");
	assert_next("workers/a workers/b workers/c-1", "worker", "", "numbering.none worker");
	/* a year of its path is no number */
	assert_next("projects/2023/joint-2023", "project", station, "numbering.none project");
	assert_next("projects/2023/joint-2022", "project", station, "joint-2023");
	assert_next("workers/s-1234567890123456789", "worker", "", "numbering.none worker");
	/* 64 bytes are an id, and 65 none */
	assert_next("workers/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-8",
		    "worker", "",
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-9");
	assert_next("workers/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-9",
		    "worker", "", "numbering.none worker");
}

static void a_value_that_the_stem_needs_is_asked_for(void **state)
{
	(void)state;
	assert_next(CASES, "case", "station: dagu", "numbering.value intake.date");
	assert_next(CASES, "case", "intake: {date: 2023-01-01}", "numbering.value station");
	assert_next(CASES, "case", OF("../x", "2023-01-01"), "numbering.value station");
	assert_next("stations/dagu projects/2022/dagu-p1", "project", "starts_on: 2022-01-01",
		    "numbering.value stations");
	assert_next(CASES, "case", "", "numbering.value station");
}

static void an_id_that_is_taken_has_a_path(void **state)
{
	struct site s;
	const struct kind *kind;

	(void)state;
	open_with(&s, "cases/2022/dagu/c1 workers/jia");
	kind = kind_find(s.records->kinds, STR("case"));
	assert_true(str_eq(numbering_taken(s.records, kind, STR("c1")),
			   STR("cases/2022/dagu/c1.yaml")));
	assert_int_equal(numbering_taken(s.records, kind, STR("jia")).len, 0);
	assert_int_equal(numbering_taken(s.records, kind, STR("")).len, 0);
	site_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(the_highest_number_is_gone_on_from),
		sandbox_test(a_stem_has_the_records_own_values),
		sandbox_test(a_kind_without_records_begins_with_its_name),
		sandbox_test(what_has_no_number_is_not_gone_on_from),
		sandbox_test(a_value_that_the_stem_needs_is_asked_for),
		sandbox_test(an_id_that_is_taken_has_a_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
