/* SPDX-License-Identifier: MIT */
/* Tests of records/public.h: what is left of a record, and what is counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "reading.h"
#include "records/public.h"
#include "text/json.h"
#include "text/yaml.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char note_kind[] =
	"record: {kind: note, path: \"notes/{id}.yaml\", table: notes}\n"
	"type: object\n"
	"properties:\n"
	"  id: {type: string}\n"
	"  code: {type: string, sensitive: true}\n"
	"  people: {type: integer, people: true}\n"
	"  count: {type: integer}\n"
	"  day: {type: string, format: date}\n"
	"  sort: {type: string, oneOf: [{const: a, title: A}, {const: b, title: B}]}\n"
	"  room: {type: [integer, string]}\n"
	"  free: {type: object, additionalProperties: {type: string}}\n"
	"  within: {type: object, properties: {code: {type: string, sensitive: true}, a: "
	"{type: "
	"string}}}\n"
	"  secret: {type: object, sensitive: true, properties: {a: {type: string}}}\n"
	"  codes: {type: array, items: {type: string, sensitive: true}}\n"
	"  words: {type: array, items: {type: string}}\n"
	"  numbers: {type: array, items: {type: integer, people: true}}\n"
	"  list: {type: array, items: {type: object, properties: {code: {type: string, "
	"sensitive: true}, a: {type: string}}}}\n"
	"  hidden: {type: array, items: {type: object, sensitive: true, properties: {a: {type: "
	"string}}}}\n";

static const char closed_kind[] =
	"record: {kind: closed, path: \"closed/{id}.yaml\", table: closed}\n"
	"type: object\n"
	"sensitive: true\n"
	"properties: {id: {type: string}}\n";

static struct kind_set *load(void)
{
	const struct pack_file files[] = {{STR("kinds/note.yaml"), str_of(note_kind)},
					  {STR("kinds/closed.yaml"), str_of(closed_kind)}};
	struct error error = {0};
	struct kind_set *set = NULL;

	if (kind_set_load(files, COUNT(files), &set, &error))
		fail_msg("%s", error.message.id);
	return set;
}

/* The entries that count something, as `field reason n` each. */
static void describe(struct removed *removed, struct buf *out)
{
	removed_sort(removed);
	for (size_t i = 0; i < removed->entries.n; i++) {
		const struct removed_entry *e = &removed->entries.at[i];

		if (e->n)
			buf_printf(out, "%s%.*s %s %zu", out->len ? "; " : "",
				   STR_ARG(e->field), removed_reason_name(e->reason), e->n);
	}
}

static void expect(const struct kind *kind, const char *record, const char *left,
		   const char *counted)
{
	struct removed removed = {0};
	struct buf json = {0}, counts = {0};
	struct reading r;

	reading_open(&r, yaml_read, str_of(record), STR("notes/x.yaml"));
	public_reduce(&removed, kind, r.tree.root, &r.arena);
	json_write(&json, r.tree.root);
	describe(&removed, &counts);
	assert_string_equal(buf_cstr(&json), left);
	assert_string_equal(buf_cstr(&counts), counted);
	buf_release(&json);
	buf_release(&counts);
	removed_release(&removed);
	reading_close(&r);
}

static void what_may_not_be_published_is_taken_out(void **state)
{
	static const struct {
		const char *record, *left, *counted;
	} cases[] = {
		{"id: x\ncode: c\nwithin: {code: c, a: b}\n",
		 "{\"id\": \"x\", \"within\": {\"a\": \"b\"}}",
		 "code sensitive 1; within.code sensitive 1"},
		{"secret: {a: b}\ncodes: [a, b]\nhidden: [{a: b}, {a: c}, {}]\n", "{}",
		 "codes sensitive 2; hidden sensitive 3; secret sensitive 1"},
		{"list: [{code: c, a: b}, {code: d}]\n", "{\"list\": [{\"a\": \"b\"}, {}]}",
		 "list.code sensitive 2"},
		{"people: 4\ncount: 4\n", "{\"count\": 4}", "people below-5 1"},
		{"people: 5\n", "{\"people\": 5}", ""},
		{"people: 5.0\n", "{\"people\": 5.0}", ""},
		{"people: 0\n", "{}", "people below-5 1"},
		{"numbers: [4, 5, 3, 6]\n", "{\"numbers\": [5, 6]}", "numbers below-5 2"},
		{"people: many\nday: 2022-02-30\nsort: c\ncount: 1.5\n", "{}",
		 "count undescribed 1; day undescribed 1; people undescribed 1; sort "
		 "undescribed 1"},
		{"day: 2022-02-28\nsort: b\nroom: 50\n",
		 "{\"day\": \"2022-02-28\", \"sort\": \"b\", \"room\": 50}", ""},
		{"other: a\nwithin: {another: b}\nlist: [c, {third: d}]\nwords: e\n",
		 "{\"within\": {}, \"list\": [{}]}",
		 "* undescribed 1; list undescribed 1; list.* undescribed 1; within.* "
		 "undescribed 1; words undescribed 1"},
		{"within: a\nlist: {a: b}\nwords: [{a: b}, c]\n", "{\"words\": [\"c\"]}",
		 "list undescribed 1; within undescribed 1; words undescribed 1"},
		{"day: null\nwords: []\nwithin: null\n",
		 "{\"day\": null, \"words\": [], \"within\": null}", ""},
	};
	struct kind_set *set = load();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect(kind_find(set, STR("note")), cases[i].record, cases[i].left,
		       cases[i].counted);
	kind_set_free(set);
}

static void personal_identifiers_are_masked_in_all_texts(void **state)
{
	static const struct {
		const char *record, *left, *counted;
	} cases[] = {
		{"id: x\nwords: [call 13800138000, a@example.org]\n",
		 "{\"id\": \"x\", \"words\": [\"call ***\", \"***\"]}",
		 "words personal-identifier 2"},
		{"room: 13800138000\n", "{\"room\": \"***\"}", "room personal-identifier 1"},
		{"free: {a: 13800138000, b: [c, a@example.org], d: {e: a@example.org}}\n",
		 "{\"free\": {\"a\": \"***\", \"b\": [\"c\", \"***\"], \"d\": {\"e\": "
		 "\"***\"}}}",
		 "free personal-identifier 3"},
		{"free: {\"13800138000\": a, b: c}\n", "{\"free\": {\"b\": \"c\"}}",
		 "free undescribed 1"},
	};
	struct kind_set *set = load();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect(kind_find(set, STR("note")), cases[i].record, cases[i].left,
		       cases[i].counted);
	kind_set_free(set);
}

static void a_record_may_be_kept_back_as_a_whole(void **state)
{
	struct kind_set *set = load();
	const struct kind *note = kind_find(set, STR("note"));
	const struct kind *closed = kind_find(set, STR("closed"));
	struct removed removed = {0};
	struct buf counts = {0};

	(void)state;
	assert_true(public_allows(&removed, note, STR("notes/x.yaml")));
	assert_false(public_allows(&removed, note, STR("notes/x-13800138000.yaml")));
	assert_false(public_allows(&removed, closed, STR("closed/x.yaml")));
	describe(&removed, &counts);
	assert_string_equal(buf_cstr(&counts), " sensitive 1;  record 1");
	buf_release(&counts);
	removed_release(&removed);
	kind_set_free(set);
}

static void sensitive_fields_are_listed_from_the_start(void **state)
{
	static const char *const fields[] = {"code",      "codes",  "hidden",
					     "list.code", "secret", "within.code"};
	struct kind_set *set = load();
	struct removed removed = {0};

	(void)state;
	public_begin(&removed, kind_find(set, STR("note")));
	removed_sort(&removed);
	assert_int_equal(removed.entries.n, COUNT(fields));
	for (size_t i = 0; i < COUNT(fields); i++) {
		assert_true(str_eq(removed.entries.at[i].field, str_of(fields[i])));
		assert_int_equal(removed.entries.at[i].reason, REMOVED_SENSITIVE);
		assert_int_equal(removed.entries.at[i].n, 0);
	}
	removed_release(&removed);
	kind_set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_may_not_be_published_is_taken_out),
		cmocka_unit_test(personal_identifiers_are_masked_in_all_texts),
		cmocka_unit_test(a_record_may_be_kept_back_as_a_whole),
		cmocka_unit_test(sensitive_fields_are_listed_from_the_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
