/* SPDX-License-Identifier: MIT */
/* Unit tests of what names a record (records/refer.h), in records of the built-in kinds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/refer.h"
#include "records/records.h"

static struct records *records;

static int setup(void **state)
{
	struct finding_list findings = {0};
	struct error error = {0};
	int status = records_open_pack(&records, &findings, &error);

	(void)state;
	finding_release(&findings);
	return status;
}

static int teardown(void **state)
{
	(void)state;
	records_close(records);
	return 0;
}

static const struct kind *kind(const char *name)
{
	return kind_find(records->kinds, str_of(name));
}

struct refer_case {
	const char *kind, *before, *after; /* NULL: as before */
	size_t places;
	const char *lines; /* where jia stands afterwards, `1 3` */
};

static void dump_lines(const struct refer *r, struct str text, struct buf *out)
{
	struct refer_lines lines = {0};

	refer_lines(r, text, &lines);
	for (size_t i = 0; i < lines.n; i++)
		buf_printf(out, "%s%u", i ? " " : "", (unsigned)lines.at[i]);
	vec_release(&lines);
}

/* The worker jia becomes yi. */
static void check(const struct refer_case *c)
{
	struct refer r = {.id = {kind("worker"), STR("jia"), STR("yi")}};
	struct str before = str_of(c->before), after = str_of(c->after ? c->after : c->before);
	struct error error = {0};
	struct buf text = {0}, lines = {0};

	assert_true(refer_read(&r, kind(c->kind), before));
	assert_int_equal(r.places.n, c->places);
	assert_int_equal(refer_change(&r, true, false, &text, &error), 0);
	assert_string_equal(buf_cstr(&text), after.ptr);
	assert_true(refer_read(&r, kind(c->kind), buf_str(&text)));
	assert_int_equal(r.places.n, 0);
	dump_lines(&r, buf_str(&text), &lines);
	assert_string_equal(buf_cstr(&lines), c->lines);
	buf_release(&text);
	buf_release(&lines);
	refer_release(&r);
}

static void references_change_and_nothing_else(void **state)
{
	static const struct refer_case cases[] = {
		{"case", "id: an\nworkers: [jia, bing] # c\n",
		 "id: an\nworkers: [yi, bing] # c\n", 1, ""},
		{"case", "workers:\n- jia\n- jia\n", "workers:\n- yi\n- yi\n", 2, ""},
		{"case", "interventions:\n  - {worker: \"jia\", kind: other, note: jia}\n",
		 "interventions:\n  - {worker: \"yi\", kind: other, note: jia}\n", 1, "2"},
		{"case", "id: jia\nstation: jia\nproject: jia # jia\n", NULL, 0, "3"},
		{"case", "workers: [\"\\x6Aia\"]\n", "workers: [\"yi\"]\n", 1, ""},
		{"station",
		 "publicity:\n  - worker: jia\n    case: jia\n    title: jia-2 jia\n",
		 "publicity:\n  - worker: yi\n    case: jia\n    title: jia-2 jia\n", 1, "4"},
		/* what is wrong is no reason to forget it */
		{"case", "workers: [1, jia]\njia: jia\nnosuch: [jia]\n",
		 "workers: [1, yi]\njia: jia\nnosuch: [jia]\n", 1, "2 3"},
		{"case", "workers: jia\n", NULL, 0, "1"},
		{"case", "[jia]\n", NULL, 0, "1"},
		{"case", "workers: [jia]\r\n# jia\r\n", "workers: [yi]\r\n# jia\r\n", 1, "2"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i]);
}

static void subjects_of_waivers_change_by_their_kind(void **state)
{
	static const struct refer_case cases[] = {
		{"district",
		 "waivers:\n  - {rule: x, subject_kind: worker, subject: jia}\n"
		 "  - {rule: x, subject_kind: station, subject: jia}\n",
		 "waivers:\n  - {rule: x, subject_kind: worker, subject: yi}\n"
		 "  - {rule: x, subject_kind: station, subject: jia}\n",
		 1, ""},
		{"district", "waivers:\n  - {rule: jia, subject: jia}\n", NULL, 0, "2"},
		{"district", "waivers: jia\n", NULL, 0, "1"},
		{"district", "parameters: {jia: [jia]}\n", NULL, 0, "1"},
		{"case", "waivers: [{subject_kind: worker, subject: jia}]\n", NULL, 0, "1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i]);
}

static void its_own_id_changes_if_that_is_asked_for(void **state)
{
	static const struct {
		const char *before, *after;
	} cases[] = {
		{"id: jia # c\nname: jia\n", "id: yi # c\nname: jia\n"},
		{"name: x\nid: 'other'\n", "name: x\nid: 'yi'\n"},
		{"id:\nname: x\n", "id: yi\nname: x\n"},
		{"name: x\n", "name: x\n"},
	};
	struct refer r = {.id = {kind("worker"), STR("jia"), STR("yi")}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error error = {0};
		struct buf text = {0};

		assert_true(refer_read(&r, kind("worker"), str_of(cases[i].before)));
		assert_int_equal(refer_change(&r, false, true, &text, &error), 0);
		assert_string_equal(buf_cstr(&text), cases[i].after);
		buf_release(&text);
	}
	refer_release(&r);
}

static void what_has_errors_as_yaml_is_not_read(void **state)
{
	static const char *const texts[] = {"a: [", "", "workers: [a]\nworkers: [jia]\n",
					    "project: &x y\nhousehold: *x\n",
					    "a: 1\n---\nb: 1\n"};
	struct refer r = {.id = {kind("worker"), STR("jia"), STR("yi")}};
	struct buf lines = {0};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_false(refer_read(&r, kind("case"), str_of(texts[i])));
	dump_lines(&r, STR("jia: jia\n\njia"), &lines); /* of such a text, every line */
	assert_string_equal(buf_cstr(&lines), "1 3");
	buf_release(&lines);
	refer_release(&r);
}

static void words_end_where_no_id_goes_on(void **state)
{
	static const char *const with[] = {"jia", "\"jia\"", "见jia。", "x.jia/y",
					   "jiajia jia"};
	static const char *const without[] = {"",      "ji",    "jiajia", "jia-2",
					      "a-jia", "jia_x", "Jia"};

	(void)state;
	for (size_t i = 0; i < sizeof with / sizeof *with; i++)
		assert_true(refer_has_word(str_of(with[i]), STR("jia")));
	for (size_t i = 0; i < sizeof without / sizeof *without; i++)
		assert_false(refer_has_word(str_of(without[i]), STR("jia")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_change_and_nothing_else),
		cmocka_unit_test(subjects_of_waivers_change_by_their_kind),
		cmocka_unit_test(its_own_id_changes_if_that_is_asked_for),
		cmocka_unit_test(what_has_errors_as_yaml_is_not_read),
		cmocka_unit_test(words_end_where_no_id_goes_on),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
