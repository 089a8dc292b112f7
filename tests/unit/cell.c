/* SPDX-License-Identifier: MIT */
/* Tests of text/cell.h: tables of what people write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/cell.h"

#include <stdio.h>

struct sample {
	const char *from, *to; /* `to` NULL: refused */
	unsigned changes;
	const char *reason;
};

typedef struct cell convert(struct str text, struct arena *arena);

static void expect_one(const struct sample *sample, convert *how, struct arena *arena)
{
	struct cell cell = how(str_of(sample->from), arena);
	const char *to = sample->to ? sample->to : "";

	if (!sample->to && cell.reason && str_eq(str_of(cell.reason), str_of(sample->reason)))
		return;
	if (cell.reason || !sample->to || !str_eq(cell.text, str_of(to)) ||
	    cell.changes != sample->changes)
		fail_msg("'%s' gives '%.*s', 0x%x, %s", sample->from, STR_ARG(cell.text),
			 cell.changes, cell.reason ? cell.reason : "taken");
}

/* Refused with the cell's text; taken, the value is taken again as it is. */
static void expect_all(const struct sample *samples, size_t n, convert *how)
{
	struct arena arena = {0};

	for (size_t i = 0; i < n; i++) {
		struct sample again = {samples[i].to, samples[i].to, 0, NULL};

		expect_one(&samples[i], how, &arena);
		if (again.from)
			expect_one(&again, how, &arena);
		else
			assert_true(str_eq(how(str_of(samples[i].from), &arena).text,
					   cell_trim(str_of(samples[i].from))));
	}
	arena_release(&arena);
}

#define EXPECT_ALL(samples, how) expect_all(samples, sizeof samples / sizeof samples[0], how)

static void dates_become_year_month_day(void **state)
{
	static const struct sample samples[] = {
		{"2022-03-05", "2022-03-05", 0, NULL},
		{"2022-3-5", "2022-03-05", CELL_DATE, NULL},
		{"2022/03/05", "2022-03-05", CELL_DATE, NULL},
		{"2022/3/15", "2022-03-15", CELL_DATE, NULL},
		{"2022.3.5", "2022-03-05", CELL_DATE, NULL},
		{"2022.03.05", "2022-03-05", CELL_DATE, NULL},
		{"2022年3月5日", "2022-03-05", CELL_DATE, NULL},
		{"2022年03月05号", "2022-03-05", CELL_DATE, NULL},
		{"2022 年 3 月 5 日", "2022-03-05", CELL_DATE, NULL},
		{"2022 - 3 - 5", "2022-03-05", CELL_DATE, NULL},
		{"20220305", "2022-03-05", CELL_DATE, NULL},
		{" 2022-03-05\n", "2022-03-05", CELL_TRIMMED, NULL},
		{"２０２２－０３－０５", "2022-03-05", CELL_NARROWED, NULL},
		{"２０２２年３月５日", "2022-03-05", CELL_NARROWED | CELL_DATE, NULL},
		{"　２０２２／３／５", "2022-03-05", CELL_TRIMMED | CELL_NARROWED | CELL_DATE,
		 NULL},
		{"2022-03-05 00:00:00", "2022-03-05", CELL_MIDNIGHT, NULL},
		{"2022-03-05T00:00:00.000", "2022-03-05", CELL_MIDNIGHT, NULL},
		{"2022/3/5 0:00", "2022-03-05", CELL_DATE | CELL_MIDNIGHT, NULL},
		{"20220305 00:00", "2022-03-05", CELL_DATE | CELL_MIDNIGHT, NULL},
		{"2024-2-29", "2024-02-29", CELL_DATE, NULL},
	};

	(void)state;
	EXPECT_ALL(samples, cell_date);
}

static void what_may_be_several_dates_or_none_is_refused(void **state)
{
	static const struct sample samples[] = {
		{"2023-2-29", NULL, 0, "cell.no-such-day"},
		{"2022-02-30", NULL, 0, "cell.no-such-day"},
		{"2022-13-01", NULL, 0, "cell.no-such-day"},
		{"2022-0-1", NULL, 0, "cell.no-such-day"},
		{"20221301", NULL, 0, "cell.no-such-day"},
		{"0000-1-1", NULL, 0, "cell.no-such-day"},
		{"2022年4月31日", NULL, 0, "cell.no-such-day"},
		{"22-3-5", NULL, 0, "cell.date-order"},
		{"22年3月5日", NULL, 0, "cell.date-order"},
		{"3/5/2022", NULL, 0, "cell.date-order"},
		{"05.03.2022", NULL, 0, "cell.date-order"},
		{"3月5日", NULL, 0, "cell.date-order"},
		{"2022", NULL, 0, "cell.date-partial"},
		{"2022年", NULL, 0, "cell.date-partial"},
		{"2022年3月", NULL, 0, "cell.date-partial"},
		{"2022-03", NULL, 0, "cell.date-partial"},
		{"2022/3", NULL, 0, "cell.date-partial"},
		{"44625", NULL, 0, "cell.date-serial"},
		{"2022-03-05 09:30", NULL, 0, "cell.date-time"},
		{"2022-03-05T00:00:01", NULL, 0, "cell.date-time"},
		{"2022-03-05T00:00:00Z", NULL, 0, "cell.date-time"},
		{"2022-03-05T00:00:00.5", NULL, 0, "cell.date-time"},
		{"", NULL, 0, "cell.not-a-date"},
		{"-", NULL, 0, "cell.not-a-date"},
		{"2022-", NULL, 0, "cell.not-a-date"},
		{"2022-3-", NULL, 0, "cell.not-a-date"},
		{"2022-3-5-", NULL, 0, "cell.not-a-date"},
		{"2022-3-5x", NULL, 0, "cell.not-a-date"},
		{"2022-3-5 x", NULL, 0, "cell.not-a-date"},
		{"2022-3-5 0", NULL, 0, "cell.not-a-date"},
		{"2022-3-5 0:0", NULL, 0, "cell.not-a-date"},
		{"2022-3-5 000:00", NULL, 0, "cell.not-a-date"},
		{"2022-3/5", NULL, 0, "cell.not-a-date"},
		{"2022年3-5", NULL, 0, "cell.not-a-date"},
		{"2022年3月5", NULL, 0, "cell.not-a-date"},
		{"2022-3-5日", NULL, 0, "cell.not-a-date"},
		{"2022-003-05", NULL, 0, "cell.not-a-date"},
		{"2022-03-005", NULL, 0, "cell.not-a-date"},
		{"202203051", NULL, 0, "cell.not-a-date"},
		{"202203", NULL, 0, "cell.not-a-date"},
		{"2022 3 5", NULL, 0, "cell.not-a-date"},
		{"二〇二二年三月五日", NULL, 0, "cell.not-a-date"},
		{"今年", NULL, 0, "cell.not-a-date"},
	};

	(void)state;
	EXPECT_ALL(samples, cell_date);
}

static struct cell number(struct str text, struct arena *arena)
{
	return cell_number(text, STR(""), arena);
}

static struct cell yuan(struct str text, struct arena *arena)
{
	return cell_number(text, STR("元"), arena);
}

static void numbers_become_plain(void **state)
{
	static const struct sample samples[] = {
		{"0", "0", 0, NULL},
		{"1.50", "1.50", 0, NULL},
		{"-2", "-2", 0, NULL},
		{"12345678901234567890", "12345678901234567890", 0, NULL},
		{" 5 ", "5", CELL_TRIMMED, NULL},
		{"１２．５", "12.5", CELL_NARROWED, NULL},
		{"−5", "-5", CELL_NARROWED, NULL},
		{"1,234.5", "1234.5", CELL_GROUPS, NULL},
		{"-1,234", "-1234", CELL_GROUPS, NULL},
		{"12,345,678", "12345678", CELL_GROUPS, NULL},
		{"１，２３４", "1234", CELL_NARROWED | CELL_GROUPS, NULL},
		{"007", "7", CELL_PLAIN, NULL},
		{"+5", "5", CELL_PLAIN, NULL},
		{".5", "0.5", CELL_PLAIN, NULL},
		{"5.", "5", CELL_PLAIN, NULL},
		{"1.5E+3", "1500", CELL_PLAIN, NULL},
		{"25e-1", "2.5", CELL_PLAIN, NULL},
		{"1,2", NULL, 0, "cell.groups"},
		{"1,2345", NULL, 0, "cell.groups"},
		{"1234,567", NULL, 0, "cell.groups"},
		{"1,234,56", NULL, 0, "cell.groups"},
		{"1.234,5", NULL, 0, "cell.groups"},
		{"1.5,678", NULL, 0, "cell.groups"},
		{"-1,2", NULL, 0, "cell.groups"},
		{",123", NULL, 0, "cell.not-a-number"},
		{"a,b", NULL, 0, "cell.not-a-number"},
		{"85%", NULL, 0, "cell.percent"},
		{"８５％", NULL, 0, "cell.percent"},
		{"30元", NULL, 0, "cell.unit"},
		{"￥30", NULL, 0, "cell.unit"},
		{"1.2万", NULL, 0, "cell.unit"},
		{"30 小时", NULL, 0, "cell.unit"},
		{"30h", NULL, 0, "cell.unit"},
		{"1,234人", NULL, 0, "cell.unit"},
		{"1e999", NULL, 0, "cell.number-range"},
		{"1e401", NULL, 0, "cell.number-range"},
		{"", NULL, 0, "cell.not-a-number"},
		{"-", NULL, 0, "cell.not-a-number"},
		{".", NULL, 0, "cell.not-a-number"},
		{"0x1F", NULL, 0, "cell.unit"},
		{".inf", NULL, 0, "cell.not-a-number"},
		{"NaN", NULL, 0, "cell.not-a-number"},
		{"1.2.3", NULL, 0, "cell.not-a-number"},
		{"3-5", NULL, 0, "cell.not-a-number"},
		{"1 234", NULL, 0, "cell.not-a-number"},
		{"(5)", NULL, 0, "cell.not-a-number"},
		{"三", NULL, 0, "cell.not-a-number"},
		{"约30", NULL, 0, "cell.not-a-number"},
	};

	(void)state;
	EXPECT_ALL(samples, number);
}

static void a_number_may_have_the_unit_of_its_field(void **state)
{
	static const struct sample samples[] = {
		{"30", "30", 0, NULL},
		{"30元", "30", CELL_UNIT, NULL},
		{"30 元", "30", CELL_UNIT, NULL},
		{"￥1,234.50", "1234.50", CELL_UNIT | CELL_GROUPS, NULL},
		{"¥ 30", "30", CELL_UNIT, NULL},
		{"￥30元", "30", CELL_UNIT, NULL},
		{"￥-30", "-30", CELL_UNIT, NULL},
		{"30万元", NULL, 0, "cell.unit"},
		{"30小时", NULL, 0, "cell.unit"},
		{"$30", NULL, 0, "cell.not-a-number"},
		{"元", NULL, 0, "cell.not-a-number"},
	};

	(void)state;
	EXPECT_ALL(samples, yuan);
}

static void booleans_are_words_and_signs(void **state)
{
	static const struct sample samples[] = {
		{"true", "true", 0, NULL},
		{"false", "false", 0, NULL},
		{"TRUE", "true", CELL_BOOLEAN, NULL},
		{"False", "false", CELL_BOOLEAN, NULL},
		{"是", "true", CELL_BOOLEAN, NULL},
		{"否", "false", CELL_BOOLEAN, NULL},
		{"Yes", "true", CELL_BOOLEAN, NULL},
		{"NO", "false", CELL_BOOLEAN, NULL},
		{"√", "true", CELL_BOOLEAN, NULL},
		{"×", "false", CELL_BOOLEAN, NULL},
		{"1", "true", CELL_BOOLEAN, NULL},
		{" 0", "false", CELL_TRIMMED | CELL_BOOLEAN, NULL},
		{"１", "true", CELL_NARROWED | CELL_BOOLEAN, NULL},
		{"", NULL, 0, "cell.not-a-boolean"},
		{"2", NULL, 0, "cell.not-a-boolean"},
		{"y", NULL, 0, "cell.not-a-boolean"},
		{"不是", NULL, 0, "cell.not-a-boolean"},
		{"x", NULL, 0, "cell.not-a-boolean"},
	};

	(void)state;
	EXPECT_ALL(samples, cell_boolean);
}

static struct cell code(struct str text, struct arena *arena)
{
	return cell_code(text, 0, arena);
}

static struct cell code_of_9(struct str text, struct arena *arena)
{
	return cell_code(text, 9, arena);
}

static void codes_that_a_spreadsheet_took_for_numbers_are_refused(void **state)
{
	static const struct sample samples[] = {
		{"120116001016", "120116001016", 0, NULL},
		{"00012", "00012", 0, NULL},
		{"91120116MA05N1AB0X", "91120116MA05N1AB0X", 0, NULL},
		{" st-1 ", "st-1", CELL_TRIMMED, NULL},
		{"ＳＴ－１", "ST-1", CELL_NARROWED, NULL},
		{"１２０１１６", "120116", CELL_NARROWED, NULL},
		{"+8613000000000", "+8613000000000", 0, NULL},
		{"022-66700000", "022-66700000", 0, NULL},
		{"=\"0123\"", "=\"0123\"", 0, NULL},
		{"12E5", "12E5", 0, NULL},
		{"1.5", "1.5", 0, NULL},
		{"1.20116E+11", NULL, 0, "cell.code-exponent"},
		{"1e-5", NULL, 0, "cell.code-exponent"},
		{"9E+17", NULL, 0, "cell.code-exponent"},
		{"9E+", "9E+", 0, NULL},
		{"9E+1x", "9E+1x", 0, NULL},
		{"120116001016.0", NULL, 0, "cell.code-point"},
		{"120116001016.", "120116001016.", 0, NULL},
		{"100000000000000", "100000000000000", 0, NULL},
		{"1000000000000001", "1000000000000001", 0, NULL},
		{"1000000000000000", NULL, 0, "cell.code-digits"},
		{"120116000000000000", NULL, 0, "cell.code-digits"},
		{"12011600000000000X", "12011600000000000X", 0, NULL},
		{"", "", 0, NULL},
	};
	static const struct sample counted[] = {
		{"120116001", "120116001", 0, NULL},
		{"20116001", NULL, 0, "cell.code-zeros"},
		{"1201160010", "1201160010", 0, NULL},
		{"塘沽街道", "塘沽街道", 0, NULL},
	};

	(void)state;
	EXPECT_ALL(samples, code);
	EXPECT_ALL(counted, code_of_9);
}

static void text_is_only_trimmed(void **state)
{
	static const char *const kept[] = {"",   "=1+1",     "@SUM(A1)", "+8613",
					   "-1", "ＡＢ，１", "a  b"};

	(void)state;
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
		struct cell cell = cell_text(str_of(kept[i]));

		assert_true(str_eq(cell.text, str_of(kept[i])));
		assert_int_equal(cell.changes, 0);
		assert_null(cell.reason);
	}
	assert_true(str_eq(cell_text(STR(" \t\xC2\xA0　a b\r\n　 ")).text, STR("a b")));
	assert_int_equal(cell_text(STR(" a")).changes, CELL_TRIMMED);
	assert_true(str_eq(cell_text(STR(" \xC2\xA0 ")).text, STR("")));
	assert_true(str_eq(cell_text((struct str){NULL, 0}).text, STR("")));
	/* bytes of other characters are no blanks */
	assert_true(str_eq(cell_trim(STR("\xE3\x80\x81")), STR("\xE3\x80\x81")));
}

static void words_for_nothing_are_absent(void **state)
{
	static const char *const absent[] = {"",    " ",   "　",  "\xC2\xA0", "\n",
					     "N/A", "n/a", "N/a", "-",        "－",
					     "–",   "—",   "——",  "无",       " 无 "};
	static const char *const present[] = {"0",    "NA",   "na", "/",  "--",   "无障碍",
					      "暂无", "NULL", "空", "\"", "N/A.", "- -"};

	(void)state;
	for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
		if (!cell_is_absent(str_of(absent[i])))
			fail_msg("'%s' is not absent", absent[i]);
	for (size_t i = 0; i < sizeof present / sizeof present[0]; i++)
		if (cell_is_absent(str_of(present[i])))
			fail_msg("'%s' is absent", present[i]);
}

static void damaged_text_is_told(void **state)
{
	static const struct {
		struct str text;
		enum cell_damage damage;
		uint32_t c;
	} samples[] = {
		{STR(""), CELL_WHOLE, 0},
		{STR("a\tb\r\n"), CELL_WHOLE, 0},
		{STR("塘沽"), CELL_WHOLE, 0},
		{STR("塘\xEF\xBF\xBD"), CELL_REPLACED, 0xFFFD},
		{STR("\xEF\xBF\xBD\x07"), CELL_REPLACED, 0xFFFD},
		{STR("\x07"), CELL_FORBIDDEN, 7},
		{STR("塘\xE2\x80\xA8\xEF\xBF\xBD"), CELL_FORBIDDEN, 0x2028},
		{STR("\xEF\xBB\xBF"
		     "a"),
		 CELL_FORBIDDEN, 0xFEFF},
		{STR("\1\2\3\4\5\6\7\x08"), CELL_FORBIDDEN, 1},
		{STR("a\x7F"), CELL_FORBIDDEN, 0x7F},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		uint32_t c = 0;

		if (cell_damage(samples[i].text, &c) != samples[i].damage ||
		    (samples[i].c && c != samples[i].c))
			fail_msg("row %zu: U+%04X", i, c);
	}
}

static void items_are_separated_by_semicolons(void **state)
{
	static const char *const samples[][2] = {
		{"", ""},
		{"a", "[a]"},
		{"a;b", "[a][b]"},
		{"a ； b；c", "[a][b][c]"},
		{"a;;b", "[a][][b]"},
		{";a", "[][a]"},
		{"a;", "[a]"},
		{"a\\;b", "[a\\][b]"},
		{"a,b，c", "[a,b，c]"},
		{"；", "[]"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct str rest = str_of(samples[i][0]), item;
		char got[64] = "";
		size_t n = 0;

		while (cell_item(&rest, &item))
			n += (size_t)snprintf(got + n, sizeof got - n, "[%.*s]", STR_ARG(item));
		assert_string_equal(got, samples[i][1]);
	}
}

static void each_change_has_words(void **state)
{
	(void)state;
	assert_string_equal(cell_change(CELL_TRIMMED), "cell.trimmed");
	assert_string_equal(cell_change(CELL_BOOLEAN), "cell.boolean");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_become_year_month_day),
		cmocka_unit_test(what_may_be_several_dates_or_none_is_refused),
		cmocka_unit_test(numbers_become_plain),
		cmocka_unit_test(a_number_may_have_the_unit_of_its_field),
		cmocka_unit_test(booleans_are_words_and_signs),
		cmocka_unit_test(codes_that_a_spreadsheet_took_for_numbers_are_refused),
		cmocka_unit_test(text_is_only_trimmed),
		cmocka_unit_test(words_for_nothing_are_absent),
		cmocka_unit_test(damaged_text_is_told),
		cmocka_unit_test(items_are_separated_by_semicolons),
		cmocka_unit_test(each_change_has_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
