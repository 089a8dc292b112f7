/* SPDX-License-Identifier: MIT */
/*
 * Tests of schema/personal.h. Every value is made up: identity numbers of people born on
 * 2099-12-31 or in 1900, mobiles of numbers that are public or not given out, cards that card
 * companies publish for tests or that end in zeros.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/personal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text that holds `found`, or nothing where that is NULL. */
struct sample {
	const char *text, *found;
};

static const char *shown(enum personal_kind kind)
{
	return kind ? personal_name(kind) : "nothing";
}

static void check_sample(const struct sample *sample, enum personal_kind expected)
{
	const size_t len = strlen(sample->text);
	char *bytes = malloc(len); /* no NUL: a sanitizer sees what is read beyond the end */
	size_t start = 0, end = 0;
	enum personal_kind kind;

	memcpy(bytes, sample->text, len);
	kind = personal_find((struct str){bytes, len}, 0, &start, &end);
	free(bytes);
	if (kind != expected)
		fail_msg("\"%s\": %s, not %s", sample->text, shown(kind), shown(expected));
	if (kind && (end - start != strlen(sample->found) ||
		     memcmp(sample->text + start, sample->found, end - start) != 0))
		fail_msg("\"%s\": found \"%.*s\"", sample->text, (int)(end - start),
			 sample->text + start);
}

#define assert_each(samples, kind)                                                             \
	do {                                                                                   \
		for (size_t i_ = 0; i_ < sizeof(samples) / sizeof(samples)[0]; i_++)           \
			check_sample(&(samples)[i_], kind);                                    \
	} while (0)

/* That nothing is found in any of these. */
#define assert_none(texts)                                                                     \
	do {                                                                                   \
		for (size_t i_ = 0; i_ < sizeof(texts) / sizeof(texts)[0]; i_++)               \
			check_sample(&(struct sample){(texts)[i_], NULL}, PERSONAL_NONE);      \
	} while (0)

static void citizen_ids_are_found_by_date_and_check_character(void **state)
{
	static const struct sample samples[] = {
		{"120116209912310038", "120116209912310038"},
		{"12011620991231002X", "12011620991231002X"},
		{"12011620991231002x", "12011620991231002x"},
		{"120116200002290014", "120116200002290014"}, /* a leap day */
		{"120116190002280012", "120116190002280012"},
		{"999999199901010011", "999999199901010011"}, /* of no province: 18 digits */
		{"身份证号120116209912310038。", "120116209912310038"},
		{"身份证12011620991231002X号", "12011620991231002X"},
		{"(120116209912310038)", "120116209912310038"},
		{"id:120116209912310038,", "120116209912310038"},
		{"id-120116209912310038", "120116209912310038"},
		{"cases/2022/a/120116209912310038.yaml", "120116209912310038"},
		{"１２０１１６２０９９１２３１００３８",
		 "１２０１１６２０９９１２３１００３８"},
		{"１２０１１６２０９９１２３１００２Ｘ",
		 "１２０１１６２０９９１２３１００２Ｘ"},
		{"12011620991231００２ｘ", "12011620991231００２ｘ"},
		{"120116000101001", "120116000101001"}, /* 15 digits, 1900 */
		{"证120116991231001证", "120116991231001"},
	};

	assert_each(samples, PERSONAL_CITIZEN_ID);
}

static void near_citizen_ids_are_not_found(void **state)
{
	static const char *const texts[] = {
		"120116209912310039",  /* check digit */
		"120116209912310020",  /* X it should be */
		"12011620991231003X",  /* 8 it should be */
		"120116190002290018",  /* 1900-02-29 */
		"120116209913010010",  /* month 13 */
		"120116209904310011",  /* 04-31 */
		"120116210001010016",  /* 2100 */
		"120116189912310016",  /* 1899 */
		"12011620991231003",   /* 17 */
		"1201162099123100380", /* 19 */
		"0120116209912310038", /* a longer code */
		"A120116209912310038", /* letters touch it */
		"120116209912310038B",  "12011620991231002XL", "12011620991231002X1",
		"Ａ120116209912310038", "120116001301001", /* 15 digits: month 13 */
		"120116000230001",                         /* 02-30 */
		"000116000101001",                         /* no province */
		"200116000101001",      "A120116000101001",    "120116000101001X",
		"52120116MJ0000001M",
	};

	assert_none(texts);
}

static void mobiles_are_found_between_boundaries(void **state)
{
	static const struct sample samples[] = {
		{"13800138000", "13800138000"},
		{"19900000000", "19900000000"},
		{"电话13800138000，", "13800138000"},
		{"电话：13800138000", "13800138000"},
		{"tel 13800138000.", "13800138000"},
		{"13800138000.5月回访", "13800138000"},
		{"1.13800138000 2.", "13800138000"},
		{"10.13800138000", "13800138000"},
		{"tel=13800138000&x", "13800138000"},
		{"case-13800138000", "13800138000"},
		{"cases/2022/a/case-13800138000.yaml", "13800138000"},
		{"13800138000-8001", "13800138000"},
		{"2022-13800138000", "13800138000"},
		{"13800138000/19900000000", "13800138000"},
		{"022-25301234/13800138000", "13800138000"},
		{"+8613800138000", "8613800138000"},
		{"+86 13800138000", "13800138000"},
		{"+86-13800138000", "13800138000"},
		{"(86)13800138000", "13800138000"},
		{"008613800138000", "008613800138000"},
		{"１３８００１３８０００", "１３８００１３８０００"},
		{"手机１３８00138０００", "１３８00138０００"},
		{"_13800138000_", "13800138000"},
		{"13800138000@qq.com", "13800138000"},
		{"2022-03-01 13800138000", "13800138000"},
		{"300450 13800138000", "13800138000"},
		{"\xE2\x80\xAD"
		 "13800138000\xE2\x80\xAC",
		 "13800138000"},
	};

	assert_each(samples, PERSONAL_MOBILE);
}

static void near_mobiles_are_not_found(void **state)
{
	static const char *const texts[] = {
		"12800138000",  /* 12 */
		"1380013800",   /* 10 digits */
		"138001380000", /* 12 digits */
		"23800138000",        "013800138000",        "A13800138000",
		"13800138000A",       "ＮＯ13800138000",     "1380013800０0",
		"8512800138000",      "8513800138000",       "8612800138000",
		"861380013800",       "13800138000.00", /* an amount */
		"共13800138000.50元", "0.13800138000",       "13,800,138,000",
		"91120116138001380J",                 /* a credit code's middle */
		"52120116138001380J", "120116051004", /* a community */
		"120116001",                          /* a division */
		"022-25301380",       "022-2530-1380转8001", "(022)25301380-138",
		"400-813-8000",       "138****8000",         "138.0013.8000",
	};

	assert_none(texts);
}

static void bank_cards_are_found_by_luhn_s_digit(void **state)
{
	static const struct sample samples[] = {
		{"4111111111111111", "4111111111111111"},
		{"5555555555554444", "5555555555554444"},
		{"3000000000000004", "3000000000000004"},
		{"6222000000000009", "6222000000000009"},
		{"62220000000000004", "62220000000000004"},
		{"622210000000000007", "622210000000000007"},
		{"6222000000000000004", "6222000000000000004"},
		{"9558800000000000", "9558800000000000"},
		{"卡号6222000000000009，工行", "6222000000000009"},
		{"６２２２０００００００００００９", "６２２２０００００００００００９"},
	};

	assert_each(samples, PERSONAL_BANK_CARD);
}

static void near_bank_cards_are_not_found(void **state)
{
	static const char *const texts[] = {
		"4111111111111112", /* Luhn */
		"1000000000000008", /* what it begins with */
		"2000000000000006",
		"7000000000000005",
		"8000000000000003",
		"622200000000004",      /* 15 digits */
		"62220000000000000009", /* 20 */
		"A4111111111111111",
		"4111111111111111B",
		"622200000000000009", /* 18 digits: a credit code by its check character */
		"911201160000158383", /* a credit code of digits that meets Luhn's rule too */
		"0.4111111111111111",
		"4111111111111111.00",
		"550e8400-e29b-41d4-a716-446655440000",
		"20220301120000123",
	};

	assert_none(texts);
}

static void e_mail_addresses_are_found(void **state)
{
	static const struct sample samples[] = {
		{"zhang@example.org", "zhang@example.org"},
		{"邮箱zhang.san+x@mail.example.com.cn。", "zhang.san+x@mail.example.com.cn"},
		{"<a_b-c%d@example.org>", "a_b-c%d@example.org"},
		{"mailto:a@b.cn", "a@b.cn"},
		{"a@b.cn张三", "a@b.cn"},
		{"a@b.cn.", "a@b.cn"},
		{"..a@b-c.cn-", "a@b-c.cn"},
		{"10001@qq.com", "10001@qq.com"},
		{"zhang＠example.org", "zhang＠example.org"},
		{"@a@b.cn", "a@b.cn"},
		{"a@b.xn--fiqs8s", "a@b.xn--fiqs8s"},
		{"a@b.cn.1", "a@b.cn"},
	};

	assert_each(samples, PERSONAL_EMAIL);
}

static void near_e_mail_addresses_are_not_found(void **state)
{
	static const char *const texts[] = {
		"@",      "a@",      "@b.cn",   "a@b",     "a@b.",    "a@.cn",
		"a@b.c",  "a@b..cn", "a@-b.cn", "a @b.cn", "a@ b.cn", "张三@b.cn",
		".@b.cn", "3@1.5",   "a@1.2.3", "a@@b.cn", "a@bb",    "zhang@localhost",
	};

	assert_none(texts);
}

static void split_numbers_are_found(void **state)
{
	static const struct {
		struct sample sample;
		enum personal_kind kind;
	} samples[] = {
		{{"138 0013 8000", "138 0013 8000"}, PERSONAL_MOBILE},
		{{"138-0013-8000", "138-0013-8000"}, PERSONAL_MOBILE},
		{{"138  0013   8000", "138  0013   8000"}, PERSONAL_MOBILE},
		{{"138 - 0013 - 8000", "138 - 0013 - 8000"}, PERSONAL_MOBILE},
		{{"电话138　0013　8000。", "138　0013　8000"}, PERSONAL_MOBILE},
		{{"138－0013－8000", "138－0013－8000"}, PERSONAL_MOBILE},
		{{"138–0013—8000", "138–0013—8000"}, PERSONAL_MOBILE},
		{{"138\xC2\xA0"
		  "0013\xC2\xA0"
		  "8000",
		  "138\xC2\xA0"
		  "0013\xC2\xA0"
		  "8000"},
		 PERSONAL_MOBILE},
		{{"１３８ ００１３ ８０００", "１３８ ００１３ ８０００"}, PERSONAL_MOBILE},
		{{"138 0013-8000", "138 0013-8000"}, PERSONAL_MOBILE},
		{{"1380 013 8000", "1380 013 8000"}, PERSONAL_MOBILE},
		{{"1380013 8000", "1380013 8000"}, PERSONAL_MOBILE},
		{{"138 00 13 8000", "138 00 13 8000"}, PERSONAL_MOBILE},
		{{"1 3 8 0 0 1 3 8 0 0 0", "1 3 8 0 0 1 3 8 0 0 0"}, PERSONAL_MOBILE},
		{{"1-3-8-0-0-1-3-8-0-0-0", "1-3-8-0-0-1-3-8-0-0-0"}, PERSONAL_MOBILE},
		{{"+86 138 0013 8000", "86 138 0013 8000"}, PERSONAL_MOBILE},
		{{"+86-138-0013-8000", "86-138-0013-8000"}, PERSONAL_MOBILE},
		{{"+86138 0013 8000", "86138 0013 8000"}, PERSONAL_MOBILE},
		{{"2022-03-01 138 0013 8000 回访", "138 0013 8000"}, PERSONAL_MOBILE},
		{{"138 0013 8000 2022-03-01", "138 0013 8000"}, PERSONAL_MOBILE},
		{{"138-0013-8000 199-0000-0000", "138-0013-8000"}, PERSONAL_MOBILE},
		{{"138-2022-8000", "138-2022-8000"}, PERSONAL_MOBILE},
		{{"case-138-0013-8000", "138-0013-8000"}, PERSONAL_MOBILE},
		{{"120116 20991231 0038", "120116 20991231 0038"}, PERSONAL_CITIZEN_ID},
		{{"120116-20991231-002X", "120116-20991231-002X"}, PERSONAL_CITIZEN_ID},
		{{"120116 2099 1231 002 x", "120116 2099 1231 002 x"}, PERSONAL_CITIZEN_ID},
		{{"12 01 16 20 99 12 31 00 38", "12 01 16 20 99 12 31 00 38"},
		 PERSONAL_CITIZEN_ID},
		{{"1 2 0 1 1 6 2 0 9 9 1 2 3 1 0 0 3 8", "1 2 0 1 1 6 2 0 9 9 1 2 3 1 0 0 3 8"},
		 PERSONAL_CITIZEN_ID},
		{{"2022-03-01 120116 20991231 0038", "120116 20991231 0038"},
		 PERSONAL_CITIZEN_ID},
		{{"120116 000101 001", "120116 000101 001"}, PERSONAL_CITIZEN_ID},
		{{"120116-000101-001", "120116-000101-001"}, PERSONAL_CITIZEN_ID},
		{{"4111 1111 1111 1111", "4111 1111 1111 1111"}, PERSONAL_BANK_CARD},
		{{"4111-1111-1111-1111", "4111-1111-1111-1111"}, PERSONAL_BANK_CARD},
		{{"6222 0000 0000 0000 004", "6222 0000 0000 0000 004"}, PERSONAL_BANK_CARD},
		{{"622200 0000000000004", "622200 0000000000004"}, PERSONAL_BANK_CARD},
		{{"12 4111 1111 1111 1111 34", "4111 1111 1111 1111"}, PERSONAL_BANK_CARD},
	};

	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		check_sample(&samples[i].sample, samples[i].kind);
}

static void dates_lists_and_contract_numbers_are_not_split_numbers(void **state)
{
	static const char *const texts[] = {
		"BH-2022-0138-0000-0000",
		"BH-2022-138-0000-0000",
		"2022-0138-0013-8000",
		"2022-138-0013-8000",
		"138-0013-8000-01",
		"TJBH138 0013 8000",
		"138 0013 8000A",
		"138    0013    8000", /* four spaces are columns of a table */
		"138，0013，8000",
		"138 0013 80000",
		"138 0013 800",
		"2022-03-01 to 2022-04-01",
		"2022-03-01 2022-04-01",
		"2022-03-01-2022-04-01",
		"2022-03-15 2022-04-01 3次",
		"31-03-2022 30-04-2022",
		"15-2022-00138",
		"1502-2022-001",
		"1500 2022 300",
		"15 20 30 40 50 6",
		"13 15 20 30 400",
		"3 15 20 8 6 12 40 3 9 1 2",
		"2022-03-01 08:30 - 2022-03-01 17:30",
		"120116-001-004",
		"120116 051 004",
		"978-7-04-051234-5",
		"9120116 20991231 0038",
		"120116-20991231-0038-1",
		"1-120116-20991231-0038",
		"999999 19990101 0011", /* of no province */
		"120116 2000 101 001",
		"5555 5555 5555 4445",
		"1-5555-5555-5555-4444",
		"400 813 8000",
		"022 2530 1380",
		"1 3 8 0 0 1 3 8 0 0 0 1",
		"12 1380 013 8000",
	};

	assert_none(texts);
}

static void the_first_is_found_and_then_the_next(void **state)
{
	const struct str text =
		STR("甲13800138000，乙199 0000 0000，a@b.cn；120116209912310038");
	static const enum personal_kind kinds[] = {PERSONAL_MOBILE, PERSONAL_MOBILE,
						   PERSONAL_EMAIL, PERSONAL_CITIZEN_ID,
						   PERSONAL_NONE};
	size_t start = 0, end = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		const size_t from = end;

		assert_int_equal(personal_find(text, from, &start, &end), kinds[i]);
		assert_true(start >= from || kinds[i] == PERSONAL_NONE);
	}
}

static void a_start_within_a_number_does_not_make_a_boundary(void **state)
{
	size_t start, end;

	assert_int_equal(personal_find(STR("9913800138000"), 2, &start, &end), PERSONAL_NONE);
	assert_int_equal(personal_find(STR("AB13800138000"), 2, &start, &end), PERSONAL_NONE);
	assert_int_equal(personal_find(STR("-13800138000"), 1, &start, &end), PERSONAL_MOBILE);
	assert_int_equal(personal_find(STR("13800138000"), 99, &start, &end), PERSONAL_NONE);
	assert_int_equal(personal_find(STR("a@b.cn"), 1, &start, &end), PERSONAL_NONE);
}

static void runs_of_any_length_are_taken(void **state)
{
	static char digits[1 << 16];
	size_t start, end;

	memset(digits, '1', sizeof digits);
	assert_int_equal(personal_find((struct str){digits, sizeof digits}, 0, &start, &end),
			 PERSONAL_NONE);
	digits[1] = ' ';
	assert_int_equal(personal_find((struct str){digits, sizeof digits}, 0, &start, &end),
			 PERSONAL_NONE);
	for (size_t i = 1; i < sizeof digits; i += 2)
		digits[i] = ' ';
	assert_int_equal(personal_find((struct str){digits, sizeof digits}, 0, &start, &end),
			 PERSONAL_NONE);
}

static void any_bytes_are_taken(void **state)
{
	static const char *const pieces[] = {"1",    "13800138000", "\xEF", "\xEF\xBC", "\x91",
					     "\xE3", "\x80",        "-",    " ",        "@",
					     "\xC2", "x",           ".",    "0",        "\xFF"};
	const size_t n = sizeof pieces / sizeof pieces[0];
	size_t start, end;

	assert_int_equal(personal_find((struct str){0}, 0, &start, &end), PERSONAL_NONE);
	for (size_t i = 0; i < n * n * n; i++) {
		char text[64];
		const int len = snprintf(text, sizeof text, "%s%s%s", pieces[i % n],
					 pieces[i / n % n], pieces[i / n / n]);
		char *bytes = malloc((size_t)len);

		memcpy(bytes, text, (size_t)len);
		if (personal_find((struct str){bytes, (size_t)len}, 0, &start, &end))
			assert_true(start < end && end <= (size_t)len);
		free(bytes);
	}
}

static void kinds_have_names(void **state)
{
	assert_string_equal(personal_name(PERSONAL_CITIZEN_ID), "citizen-id");
	assert_string_equal(personal_name(PERSONAL_MOBILE), "mobile");
	assert_string_equal(personal_name(PERSONAL_BANK_CARD), "bank-card");
	assert_string_equal(personal_name(PERSONAL_EMAIL), "e-mail");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(citizen_ids_are_found_by_date_and_check_character),
		cmocka_unit_test(near_citizen_ids_are_not_found),
		cmocka_unit_test(mobiles_are_found_between_boundaries),
		cmocka_unit_test(near_mobiles_are_not_found),
		cmocka_unit_test(bank_cards_are_found_by_luhn_s_digit),
		cmocka_unit_test(near_bank_cards_are_not_found),
		cmocka_unit_test(e_mail_addresses_are_found),
		cmocka_unit_test(near_e_mail_addresses_are_not_found),
		cmocka_unit_test(split_numbers_are_found),
		cmocka_unit_test(dates_lists_and_contract_numbers_are_not_split_numbers),
		cmocka_unit_test(the_first_is_found_and_then_the_next),
		cmocka_unit_test(a_start_within_a_number_does_not_make_a_boundary),
		cmocka_unit_test(runs_of_any_length_are_taken),
		cmocka_unit_test(any_bytes_are_taken),
		cmocka_unit_test(kinds_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
