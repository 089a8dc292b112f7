/* SPDX-License-Identifier: MIT */
/*
 * Tests of masking (records/mask.h). Every identifier is made up: see tests/unit/personal.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/mask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define CITIZEN      "12011620991231002X"
#define MOBILE       "13800138000"
#define CARD         "4111111111111111"
#define EMAIL        "nobody@example.org"
#define WIDE         "１３８００１３８０００"
#define SPLIT        "138-0013-8000"

static const struct {
	const char *text, *masked;
} texts[] = {
	{MOBILE, "***"},
	{CITIZEN, "***"},
	{CARD, "***"},
	{EMAIL, "***"},
	{WIDE, "***"},
	{SPLIT, "***"},
	{"电话" MOBILE "。", "电话***。"},
	{"/clients/0/" MOBILE, "/clients/0/***"},
	{"cases/2022/tang/" MOBILE ".yaml", "cases/2022/tang/***.yaml"},
	{MOBILE "、" CITIZEN, "***、***"},
	{MOBILE " " MOBILE, "*** ***"},
	{EMAIL "," EMAIL, "***,***"},
	{"a " MOBILE " b " CARD " c " EMAIL " d", "a *** b *** c *** d"},
	{SPLIT "-" MOBILE, "***-***"},
	{"1380 013 8000 120116 20991231 002X", "*** ***"},
	{"", ""},
	{"case-2022-001", "case-2022-001"},
	{"52120116MJ0000001M", "52120116MJ0000001M"},
	{"2022-06-30", "2022-06-30"},
};

static void each_identifier_of_a_text_becomes_three_stars(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct buf out = {0};
		bool there = mask_text(&out, str_of(texts[i].text));

		assert_string_equal(buf_cstr(&out), texts[i].masked);
		assert_int_equal(there, strcmp(texts[i].text, texts[i].masked) != 0);
		buf_release(&out);
	}
}

static void masked_text_is_appended(void **state)
{
	struct buf out = {0};

	(void)state;
	buf_add_text(&out, "138");
	assert_true(mask_text(&out, STR("00138000 " MOBILE)));
	assert_string_equal(buf_cstr(&out), "13800138000 ***");
	assert_false(mask_text(&out, STR("!")));
	assert_string_equal(buf_cstr(&out), "13800138000 ***!");
	buf_release(&out);
}

static void bytes_keep_their_number_and_their_lines(void **state)
{
	static const struct {
		const char *bytes, *masked;
	} cases[] = {
		{"", ""},
		{MOBILE, "***********"},
		{"tel: " MOBILE "\nid: a\n", "tel: ***********\nid: a\n"},
		{"a: " CITIZEN "\r\nb: " CARD, "a: ******************\r\nb: ****************"},
		{WIDE, "*********************************"},
		{SPLIT " x", "************* x"},
		{SPLIT "-" MOBILE, "*************-***********"},
		{"id: case-2022-001\n", "id: case-2022-001\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const size_t n = strlen(cases[i].bytes);
		char *bytes = malloc(n); /* no NUL: a sanitizer sees what is touched beyond */

		memcpy(bytes, cases[i].bytes, n);
		mask_bytes(bytes, n);
		assert_int_equal(strlen(cases[i].masked), n);
		assert_memory_equal(bytes, cases[i].masked, n);
		free(bytes);
	}
}

static void nothing_of_an_identifier_survives_in_a_text(void **state)
{
	static const char *const identifiers[] = {MOBILE, CITIZEN, CARD, EMAIL, WIDE, SPLIT};
	static const char *const forms[] = {"%s",     "a %s",  "%s b",  "/x/%s/y", "电话%s号",
					    "%s、%s", "%s %s", "%s;%s", "'%s'"};

	(void)state;
	for (size_t i = 0; i < COUNT(identifiers); i++) {
		for (size_t k = 0; k < COUNT(forms); k++) {
			char text[256];
			struct buf out = {0};

			snprintf(text, sizeof text, forms[k], identifiers[i], identifiers[i]);
			assert_true(mask_text(&out, str_of(text)));
			if (strpbrk(buf_cstr(&out), "0123456789@") ||
			    strstr(buf_cstr(&out), "\xEF\xBC\x91"))
				fail_msg("%s: %s", text, buf_cstr(&out));
			buf_release(&out);
		}
	}
}

/* A finding with an identifier wherever a value can be quoted. */
static struct finding *add_finding(struct finding_list *list)
{
	struct finding *f =
		finding_add(list, "schema.enum", STR("cases/2022/tang/" MOBILE ".yaml"),
			    "value", CITIZEN, "allowed", "a, b", "more", "x " EMAIL, NULL);
	struct message_arg *values = arena_zalloc(&list->arena, 3 * sizeof *values);

	f->line = 7;
	f->column = 3;
	f->pointer = STR("/clients/0/" CARD);
	values[0] = (struct message_arg){"note", STR("电话" WIDE)};
	values[1] = (struct message_arg){"date", STR("2022-06-30")};
	values[2] = (struct message_arg){"tel", STR(SPLIT)};
	f->n_contributions = f->contributions_total = 2;
	f->contributions = arena_zalloc(&list->arena, 2 * sizeof *f->contributions);
	f->contributions[1] = (struct contribution){STR("cases/" MOBILE ".yaml"), 4, 3, values};
	return f;
}

static bool eq(struct str s, const char *text)
{
	return str_eq(s, str_of(text));
}

static void everything_in_a_finding_that_quotes_is_masked(void **state)
{
	struct finding_list list = {0};
	const struct finding *f;
	const struct contribution *c;

	(void)state;
	finding_add(&list, "path.id", STR("stations/A.yaml"), "id", "a", NULL);
	add_finding(&list);
	add_finding(&list);
	mask_findings(&list);
	assert_true(eq(list.items.at[0].path, "stations/A.yaml"));
	assert_true(eq(list.items.at[0].message.args[0].value, "a"));
	for (size_t i = 1; i < 3; i++) {
		f = &list.items.at[i];
		assert_true(eq(f->path, "cases/2022/tang/***.yaml"));
		assert_true(eq(f->pointer, "/clients/0/***"));
		assert_true(eq(f->message.args[0].value, "***"));
		assert_true(eq(f->message.args[1].value, "a, b"));
		assert_true(eq(f->message.args[2].value, "x ***"));
		assert_int_equal(f->contributions[0].path.len, 0);
		c = &f->contributions[1];
		assert_true(eq(c->path, "cases/***.yaml") && c->line == 4);
		assert_true(eq(c->values[0].value, "电话***"));
		assert_true(eq(c->values[1].value, "2022-06-30"));
		assert_true(eq(c->values[2].value, "***"));
		assert_true(f->line == 7 && f->column == 3);
		assert_string_equal(f->rule, "schema.enum");
	}
	finding_release(&list);
}

/* The id of a record that no rule against identifiers holds for, a worker's. */
static void the_subject_of_a_finding_is_masked(void **state)
{
	struct finding_list list = {0};
	struct finding *f = finding_add(&list, "staffing.mode", STR("workers/a.yaml"), NULL);

	(void)state;
	f->subject_kind = STR("worker");
	f->subject = STR("w-" MOBILE);
	mask_findings(&list);
	assert_true(eq(f->subject, "w-***"));
	finding_release(&list);
}

static void an_empty_list_stays_empty(void **state)
{
	struct finding_list list = {0};

	(void)state;
	mask_findings(&list);
	assert_int_equal(list.items.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_identifier_of_a_text_becomes_three_stars),
		cmocka_unit_test(masked_text_is_appended),
		cmocka_unit_test(bytes_keep_their_number_and_their_lines),
		cmocka_unit_test(nothing_of_an_identifier_survives_in_a_text),
		cmocka_unit_test(everything_in_a_finding_that_quotes_is_masked),
		cmocka_unit_test(the_subject_of_a_finding_is_masked),
		cmocka_unit_test(an_empty_list_stays_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
