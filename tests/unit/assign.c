/* SPDX-License-Identifier: MIT */
/* Tests of assignments (records/assign.h): their grammar, where they lead, what they do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/assign.h"
#include "records/records.h"

#include "sandbox.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static struct records *records;

static int open_pack(void **state)
{
	struct finding_list findings = {0};
	struct error error = {0};

	(void)state;
	return records_open_pack(&records, &findings, &error);
}

static int close_pack(void **state)
{
	(void)state;
	records_close(records);
	return 0;
}

static void assignments_are_parsed(void **state)
{
	static const struct {
		const char *text;
		enum assign_kind kind;
		const char *field, *value;
	} cases[] = {
		{"name=x", ASSIGN_SET, "name", "x"},
		{"name=", ASSIGN_SET, "name", ""},
		{" name =x ", ASSIGN_SET, "name", "x "},
		{"name=a=b", ASSIGN_SET, "name", "a=b"},
		{"name=+x", ASSIGN_SET, "name", "+x"},
		{"items+=a;b", ASSIGN_ADD, "items", "a;b"},
		{"items -=a", ASSIGN_TAKE, "items", "a"},
		{"a-b=c", ASSIGN_SET, "a-b", "c"},
		{"姓名=甲", ASSIGN_SET, "姓名", "甲"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct error error = {0};
		struct assign a;

		assert_int_equal(assign_parse(&a, str_of(cases[i].text), &error), 0);
		if (a.kind != cases[i].kind || !str_eq(a.field, str_of(cases[i].field)) ||
		    !str_eq(a.value, str_of(cases[i].value)))
			fail_msg("%s: %d, %.*s, %.*s", cases[i].text, a.kind, STR_ARG(a.field),
				 STR_ARG(a.value));
	}
}

static void what_is_no_assignment_is_refused(void **state)
{
	static const char *const texts[] = {"",   "=",    "=x",     " =x",   "+=x",
					    "-=", "name", "name+=", "name-="};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct error error = {0};
		struct assign a;

		if (assign_parse(&a, str_of(texts[i]), &error) != STATUS_INVALID)
			fail_msg("taken: %s", texts[i]);
		assert_error(&error, "assign.malformed");
		assert_error_arg(&error, "text", texts[i]);
		error_release(&error);
	}
}

/* Applies one to the text of a record, which becomes `text`. */
static int apply(const char *kind, const char *assignment, struct buf *text,
		 struct error *error)
{
	struct assign a;

	assert_int_equal(assign_parse(&a, str_of(assignment), error), 0);
	return assign_apply(&a, kind_find(records->kinds, str_of(kind)), text, error);
}

static void assert_becomes(const char *kind, const char *before, const char *assignment,
			   const char *after)
{
	struct error error = {0};
	struct buf text = {0};

	buf_add_text(&text, before);
	if (apply(kind, assignment, &text, &error) < 0)
		fail_msg("%s: %s", assignment, error.message.id);
	if (strcmp(buf_cstr(&text), after) != 0)
		fail_msg("%s:\n%s", assignment, buf_cstr(&text));
	buf_release(&text);
}

#define WORKER                                                                                 \
	"id: jia\nname: 甲 # 化名\ncertificates:\n  - kind: national # 一\n"               \
	"    issued_on: 2021-03-20\n"

static void fields_are_set_and_removed(void **state)
{
	static const struct {
		const char *assignment, *after;
	} cases[] = {
		{"name=乙", "id: jia\nname: 乙 # 化名\ncertificates:\n  - kind: national # 一\n"
			    "    issued_on: 2021-03-20\n"},
		{"姓名= 甲 ", WORKER},
		{"talent=国家级人才", WORKER "talent: national\n"},
		{"certificates=", "id: jia\nname: 甲 # 化名\n"},
		{"certificates[1]=", "id: jia\nname: 甲 # 化名\ncertificates: []\n"},
		{"certificates[1].issued_on=",
		 "id: jia\nname: 甲 # 化名\ncertificates:\n  - kind: national # 一\n"},
		{"职业资格证书1证书编号=202112000001",
		 "id: jia\nname: 甲 # 化名\ncertificates:\n  - kind: national # 一\n"
		 "    number: \"202112000001\"\n    issued_on: 2021-03-20\n"},
		{"certificates[2].kind=tianjin", WORKER "  - kind: tianjin\n"},
		{"certificates[7]=", WORKER},
		{"talent=", WORKER},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_becomes("worker", WORKER, cases[i].assignment, cases[i].after);
}

static void values_are_of_the_types_of_their_fields(void **state)
{
	static const struct {
		const char *kind, *assignment, *after;
	} cases[] = {
		{"case", "intake.date=2022年3月5日", "intake:\n  date: 2022-03-05\n"},
		{"case", "intake_date=２０２２/3/5", "intake:\n  date: 2022-03-05\n"},
		{"station", "premises.office=是", "premises:\n  office: true\n"},
		{"station", "funds[1].budget=1,200.50元", "funds:\n  - budget: 1200.50\n"},
		{"station", "funds[1].year=2022", "funds:\n  - year: 2022\n"},
		{"station", "division=120116001", "division: \"120116001\"\n"},
		{"worker", "name=true", "name: \"true\"\n"},
		{"community", "resources[1].capacity=50", "resources:\n  - capacity: 50\n"},
		{"district", "parameters.cases_per_year=3",
		 "parameters:\n  cases_per_year: 3\n"},
		{"district", "parameters.strict=true", "parameters:\n  strict: true\n"},
		{"district", "parameters.text=03", "parameters:\n  text: \"03\"\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_becomes(cases[i].kind, "{}\n", cases[i].assignment, cases[i].after);
}

static void lists_of_values_take_and_lose_them(void **state)
{
	static const char before[] = "workers:\n  - jia # 一\n  - yi\n";
	static const struct {
		const char *assignment, *after;
	} cases[] = {
		{"workers=bing；ding", "workers:\n  - bing # 一\n  - ding\n"},
		{"workers+=bing;ding", "workers:\n  - jia # 一\n  - yi\n  - bing\n  - ding\n"},
		{"workers-=jia", "workers:\n  - yi\n"},
		{"workers-=yi;jia", "workers: []\n"},
		{"workers-=bing", "workers:\n  - jia # 一\n  - yi\n"},
		{"workers[2]=bing", "workers:\n  - jia # 一\n  - bing\n"},
		{"负责社工3=bing", "workers:\n  - jia # 一\n  - yi\n  - bing\n"},
		{"workers[1]=", "workers:\n  - yi\n"},
		{"assessment.needs+=甲",
		 "workers:\n  - jia # 一\n  - yi\nassessment:\n  needs:\n    - 甲\n"},
		{"assessment.needs-=甲", "workers:\n  - jia # 一\n  - yi\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_becomes("case", before, cases[i].assignment, cases[i].after);
}

static void what_cannot_be_done_leaves_the_text_as_it_was(void **state)
{
	static const struct {
		const char *kind, *assignment, *id, *name,
			*value; /* an argument of the message */
	} cases[] = {
		{"worker", "nmae=x", "assign.unknown-field-near", "nearest", "name"},
		{"worker", "quux.quux=x", "assign.unknown-field", "field", "quux.quux"},
		{"worker", "name.x=y", "assign.unknown-field-near", "nearest", "name"},
		{"worker", "name[1]=y", "assign.unknown-field", "field", "name[1]"},
		{"worker", "certificates[0].kind=tianjin", "assign.unknown-field-near",
		 "nearest", "certificates[1].kind"},
		{"worker", "certificates[3].kind=tianjin", "assign.no-item", "count", "1"},
		{"worker", "postings[2].station=zhan", "assign.no-item", "count", "0"},
		{"worker", "certificates=x", "assign.not-a-value", "field", "certificates"},
		{"worker", "certificates[1]=x", "assign.not-a-value", "field",
		 "certificates[1]"},
		{"case", "intake=x", "assign.not-a-value", "field", "intake"},
		{"worker", "name+=x", "assign.not-a-list", "field", "name"},
		{"worker", "certificates+=x", "assign.not-a-list", "field", "certificates"},
		{"case", "workers[1]+=x", "assign.not-a-list", "field", "workers[1]"},
		{"worker", "talent=town", "assign.choice", "choices",
		 "national 国家级人才, city 市级人才, district 区级人才"},
		{"worker", "certificates[1].issued_on=2022-02-29", "assign.value", "reason",
		 "cell.no-such-day"},
		{"worker", "certificates[1].issued_on=无", "assign.value", "reason",
		 "assign.word-for-nothing"},
		{"station", "funds[1].budget=x", "assign.value", "reason", "cell.not-a-number"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct error error = {0};
		struct buf text = {0};

		buf_add_text(&text, WORKER);
		if (apply(cases[i].kind, cases[i].assignment, &text, &error) != STATUS_INVALID)
			fail_msg("done: %s", cases[i].assignment);
		if (strcmp(error.message.id, cases[i].id) != 0)
			fail_msg("%s: %s", cases[i].assignment, error.message.id);
		if (!str_eq(*message_arg(&error.message, str_of(cases[i].name)),
			    str_of(cases[i].value)))
			fail_msg("%s: %s", cases[i].assignment,
				 error.message.args[1].value.ptr);
		assert_string_equal(buf_cstr(&text), WORKER);
		buf_release(&text);
		error_release(&error);
	}
}

static void a_title_of_several_fields_names_none(void **state)
{
	struct error error = {0};
	struct buf text = {0};

	(void)state;
	buf_add_text(&text, "{}\n");
	assert_int_equal(apply("project", "服务事项=养老服务", &text, &error), 0);
	assert_string_equal(buf_cstr(&text), "items:\n  - elderly-care\n");
	assert_int_equal(apply("station", "站点=x", &text, &error), STATUS_INVALID);
	error_release(&error);
	buf_release(&text);
}

/* Of `n` values in one list; whether they are taken. */
static bool takes_values(size_t n)
{
	struct error error = {0};
	struct buf assignment = {0}, text = {0};
	bool taken;

	buf_add_text(&assignment, "assessment.needs+=");
	for (size_t i = 0; i < n; i++)
		buf_printf(&assignment, "%zu;", i);
	buf_add_text(&text, "{}\n");
	taken = apply("case", buf_cstr(&assignment), &text, &error) == 0;
	if (!taken)
		assert_error_arg(&error, "reason", "assign.too-many");
	buf_release(&assignment);
	buf_release(&text);
	error_release(&error);
	return taken;
}

static void a_thousand_values_at_once_are_taken_and_no_more(void **state)
{
	(void)state;
	assert_true(takes_values(1000));
	assert_false(takes_values(1001));
}

static void a_text_that_is_no_record_is_left_alone(void **state)
{
	struct error error = {0};
	struct buf text = {0};

	(void)state;
	buf_add_text(&text, "name: [\n");
	assert_int_equal(apply("worker", "name=x", &text, &error), STATUS_INVALID);
	assert_error(&error, "edit.unreadable");
	assert_string_equal(buf_cstr(&text), "name: [\n");
	buf_release(&text);
	error_release(&error);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(assignments_are_parsed),
		cmocka_unit_test(what_is_no_assignment_is_refused),
		cmocka_unit_test(fields_are_set_and_removed),
		cmocka_unit_test(values_are_of_the_types_of_their_fields),
		cmocka_unit_test(lists_of_values_take_and_lose_them),
		cmocka_unit_test(what_cannot_be_done_leaves_the_text_as_it_was),
		cmocka_unit_test(a_title_of_several_fields_names_none),
		cmocka_unit_test(a_thousand_values_at_once_are_taken_and_no_more),
		cmocka_unit_test(a_text_that_is_no_record_is_left_alone),
	};

	return cmocka_run_group_tests(tests, open_pack, close_pack);
}
