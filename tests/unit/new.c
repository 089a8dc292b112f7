/* SPDX-License-Identifier: MIT */
/* Tests of new records (records/new.h): what a text that a person left becomes, and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/new.h"

#include "site.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct scaffold_words words = {.help = {"help", 4}};

static void open_site_of_one(struct site *s)
{
	site_write("sws.yaml", "format: 1\n");
	site_write("workers/s-009.yaml", "id: s-009\nname: x\n");
	site_write("cases/2022/tang/c1.yaml", "id: c1\n");
	site_open(s);
}

/* What is made of a text: `PATH[ held]`, and the file's bytes; or the id of the error. */
static void make(struct site *s, const char *kind, const char *text, struct buf *out)
{
	struct new_record record = {
		.kind = str_of(kind), .words = &words, .text = str_of(text)};
	struct write_changes changes = {0};

	buf_add_text(&record.filled, "s-010");
	if (new_make(&record, s->records, &changes, &s->error) < 0) {
		assert_int_equal(changes.items.n, 0);
		buf_add_text(out, s->error.message.id);
	} else {
		assert_int_equal(changes.items.n, 1);
		assert_null(s->error.message.id);
		assert_true(str_eq(changes.items.at[0].path, buf_str(&record.path)));
		buf_printf(out, "%s%s\n%.*s", buf_cstr(&record.path),
			   changes.held ? " held" : "", STR_ARG(changes.items.at[0].bytes));
	}
	error_release(&s->error);
	new_release(&record);
	vec_release(&changes.items);
	arena_release(&changes.arena);
}

static void a_text_is_placed_by_its_values(void **state)
{
	static const struct {
		const char *kind, *text, *made;
	} cases[] = {
		{"worker", "id: jia # a\nname: 甲\n",
		 "workers/jia.yaml\nid: jia # a\nname: 甲\n"},
		{"worker", "id: # a\nname: 甲\n",
		 "workers/s-010.yaml\nid: s-010 # a\nname: 甲\n"},
		{"worker", "id: \"\"\nname: 甲\n",
		 "workers/s-010.yaml\nid: \"s-010\"\nname: 甲\n"},
		{"worker", "# a\nname: 甲\n", "workers/s-010.yaml\nid: s-010\n# a\nname: 甲\n"},
		{"worker", "id: s-010\nname: 甲\n",
		 "workers/s-010.yaml\nid: s-010\nname: 甲\n"},
		{"case", "id: s-010\nstation: tang\nintake: {date: 2022-03-01}\n",
		 "cases/2022/tang/c2.yaml\nid: c2\nstation: tang\n"
		 "intake: {date: 2022-03-01}\n"},
		/* a key that is wrong is the judgement's */
		{"worker", "id: jia\nnmae: 甲\n", "workers/jia.yaml\nid: jia\nnmae: 甲\n"},
		{"worker", "id:\nname: x\nname: y\n",
		 "workers/s-010.yaml\nid: s-010\nname: x\nname: y\n"},
		{"worker", "id:\nname: x\n---\nname: y\n",
		 "workers/s-010.yaml\nid: s-010\nname: x\n---\nname: y\n"},
		{"worker", "id: jia\nname: 甲\nname: 乙\n",
		 "workers/jia.yaml\nid: jia\nname: 甲\nname: 乙\n"},
	};
	struct site s;

	(void)state;
	open_site_of_one(&s);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf made = {0};

		make(&s, cases[i].kind, cases[i].text, &made);
		assert_string_equal(buf_cstr(&made), cases[i].made);
		buf_release(&made);
	}
	site_close(&s);
}

static void what_has_no_place_is_held(void **state)
{
	static const struct {
		const char *kind, *text, *made;
	} cases[] = {
		{"case", "id: c7\nstation:\n", "cases/c7.yaml held\nid: c7\nstation:\n"},
		{"case", "id: # a\nstation: tang\n",
		 "cases/new.yaml held\nid: new # a\nstation: tang\n"},
		{"case", "station: tang\n", "cases/new.yaml held\nid: new\nstation: tang\n"},
		{"worker", "- a\n", "workers/new.yaml held\n- a\n"},
		{"worker", "name: [\n", "workers/new.yaml held\nname: [\n"},
		{"worker", "id: 5\n", "workers/new.yaml held\nid: 5\n"},
		{"worker", "id: [a]\n", "workers/new.yaml held\nid: [a]\n"},
	};
	struct site s;

	(void)state;
	open_site_of_one(&s);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf made = {0};

		make(&s, cases[i].kind, cases[i].text, &made);
		assert_string_equal(buf_cstr(&made), cases[i].made);
		buf_release(&made);
	}
	site_close(&s);
}

static void an_id_of_ones_own_must_be_free(void **state)
{
	static const struct {
		const char *kind, *text, *error;
	} cases[] = {
		{"worker", "id: s-009\nname: x\n", "new.exists"},
		{"case", "id: c1\nstation: hu\nintake: {date: 2023-01-01}\n", "new.exists"},
		{"worker", "id: Jia\nname: x\n", "new.bad-id"},
		{"worker", "id: ../x\nname: x\n", "new.bad-id"},
		{"case", "id: c1\n", "new.exists"},
		{"workre", "id: x\n", "find.unknown-kind-near"},
		{"district", "format: 1\n", "new.exists"},
	};
	struct site s;

	(void)state;
	open_site_of_one(&s);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf made = {0};

		make(&s, cases[i].kind, cases[i].text, &made);
		assert_string_equal(buf_cstr(&made), cases[i].error);
		buf_release(&made);
	}
	site_close(&s);
}

static void a_text_of_comments_and_blanks_is_empty(void **state)
{
	(void)state;
	assert_true(new_is_empty(STR("")));
	assert_true(new_is_empty(STR("\n \t\r\n# a\n  # b\r\n#")));
	assert_false(new_is_empty(STR("# a\nid:\n")));
	assert_false(new_is_empty(STR("x")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		sandbox_test(a_text_is_placed_by_its_values),
		sandbox_test(what_has_no_place_is_held),
		sandbox_test(an_id_of_ones_own_must_be_free),
		cmocka_unit_test(a_text_of_comments_and_blanks_is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
