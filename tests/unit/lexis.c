/* SPDX-License-Identifier: MIT */
/* Tests of pieces of SQL (store/lexis.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "store/lexis.h"

#include <string.h>

static void what_stays_within_brackets_is_told_from_what_does_not(void **state)
{
	static const struct {
		const char *text;
		enum lexis_fault fault;
		size_t offset;
	} cases[] = {
		{"a = 1", LEXIS_FINE, 0},
		{"(a) = ((1))", LEXIS_FINE, 0},
		{"a = ')'", LEXIS_FINE, 0},
		{"a = 'it''s)'", LEXIS_FINE, 0},
		{"\"a)\" = `)` + [)]", LEXIS_FINE, 0},
		{"a -- ) ; '", LEXIS_FINE, 0},
		{"a /* ) ; ' */", LEXIS_FINE, 0},
		{"'a;b'", LEXIS_FINE, 0},
		{"a - -1", LEXIS_FINE, 0},
		{"站 = 1", LEXIS_FINE, 0},
		{"", LEXIS_EMPTY, 0},
		{" \t\r\n\f", LEXIS_EMPTY, 0},
		{"-- nothing", LEXIS_EMPTY, 0},
		{"/* nothing */ ", LEXIS_EMPTY, 0},
		{"a;", LEXIS_SEMICOLON, 1},
		{"a) OR (b", LEXIS_UNOPENED, 1},
		{")", LEXIS_UNOPENED, 0},
		{"(a", LEXIS_UNCLOSED, 0},
		{"f((a)", LEXIS_UNCLOSED, 1},
		{"a = 'x", LEXIS_UNCLOSED, 4},
		{"a = 'x''", LEXIS_UNCLOSED, 4},
		{"a = \"x", LEXIS_UNCLOSED, 4},
		{"[x", LEXIS_UNCLOSED, 0},
		{"[x]]", LEXIS_FINE, 0}, /* no doubling there; SQLite has its say on the rest */
		{"a /* x *", LEXIS_UNCLOSED, 2},
		{"a /*/", LEXIS_UNCLOSED, 2},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t offset = 99;
		enum lexis_fault fault = lexis_check(str_of(cases[i].text), &offset);

		if (fault != cases[i].fault ||
		    (fault > LEXIS_EMPTY && offset != cases[i].offset))
			fail_msg("%s: %d at %zu", cases[i].text, (int)fault, offset);
	}
}

static void items_are_cut_at_commas_outside_of_brackets_and_texts(void **state)
{
	struct str list = STR(" a , f(b, (c, d)),'e,f' ,\"g,h\"-- i,j\n, ,k");
	static const char *const items[] = {"a", "f(b, (c, d))", "'e,f'", "\"g,h\"-- i,j", "",
					    "k"};

	for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
		struct str item = lexis_item(&list);

		if (!str_eq(item, str_of(items[i])))
			fail_msg("%s: %.*s", items[i], STR_ARG(item));
	}
	assert_int_equal(list.len, 0);
}

static void names_and_calls_are_known_by_their_letters(void **state)
{
	static const char *const names[] = {"a", "_n2", "Closure_Date"};
	static const char *const calls[] = {"count(*)", "f("};
	static const char *const neither[] = {"",   "2a",  "a b",        "a.b",   "\"a\"",
					      "站", "(a)", "cases/x(1)", "./f(x)"};

	for (size_t i = 0; i < 3; i++)
		assert_true(lexis_is_name(str_of(names[i])) &&
			    !lexis_is_call(str_of(names[i])));
	for (size_t i = 0; i < 2; i++)
		assert_true(!lexis_is_name(str_of(calls[i])) &&
			    lexis_is_call(str_of(calls[i])));
	for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
		if (lexis_is_name(str_of(neither[i])) || lexis_is_call(str_of(neither[i])))
			fail_msg("%s", neither[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stays_within_brackets_is_told_from_what_does_not),
		cmocka_unit_test(items_are_cut_at_commas_outside_of_brackets_and_texts),
		cmocka_unit_test(names_and_calls_are_known_by_their_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
