/* SPDX-License-Identifier: MIT */
/* Tests of out/catalogue.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "out/catalogue.h"
#include "text/unicode.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char yaml[] = "# comment\n"
			   "git.unknown-revision:\n"
			   "  message: \"no such revision: {rev}\"\n"
			   "  hint: \"name a branch; not {rev}\"\n"
			   "ui.comma:\n"
			   "  message: \"、\"\n"
			   "ui.or:\n"
			   "  message: \"或\"\n"
			   "ui.pass:\n"
			   "  message: \"通过\"\n"
			   "kind.station:\n"
			   "  message: \"社工站\"\n"
			   "schema.type:\n"
			   "  message: \"{value} is {@actual}\"\n"
			   "schema.invalid:\n"
			   "  message: \"line {line}: {@reason}!\"\n"
			   "reference.exists:\n"
			   "  message: \"there is no {@kind} {id}\"\n"
			   "odd.braces:\n"
			   "  message: \"{} { {nobody} {@nobody} {{id}} {id\"\n";

static struct catalogue *load(void)
{
	struct catalogue *c = NULL;
	struct error error = {0};

	assert_int_equal(catalogue_load(str_of(yaml), LANGUAGE_ZH, &c, &error), STATUS_OK);
	return c;
}

/* The message in words, in `out`. */
static const char *words(const struct catalogue *c, const struct message *m, struct buf *out)
{
	buf_reset(out);
	catalogue_message(c, m, out);
	return buf_cstr(out);
}

static void messages_and_hints_are_filled_in(void **state)
{
	struct catalogue *c = load();
	struct arena a = {0};
	struct message m;
	struct buf out = {0};

	(void)state;
	message_set(&m, &a, "git.unknown-revision", "rev", "main~9", NULL);
	assert_string_equal(words(c, &m, &out), "no such revision: main~9");
	buf_reset(&out);
	catalogue_hint(c, &m, &out);
	assert_string_equal(buf_cstr(&out), "name a branch; not main~9");
	message_set(&m, &a, "ui.pass", NULL);
	buf_reset(&out);
	catalogue_hint(c, &m, &out);
	assert_string_equal(buf_cstr(&out), "");
	buf_release(&out);
	arena_release(&a);
	catalogue_free(c);
}

static void a_text_may_refer_to_another(void **state)
{
	struct catalogue *c = load();
	struct arena a = {0};
	struct message m;
	struct buf out = {0};

	(void)state;
	message_set(&m, &a, "reference.exists", "kind", "kind.station", "id", "x", NULL);
	assert_string_equal(words(c, &m, &out), "there is no 社工站 x");
	message_set(&m, &a, "reference.exists", "kind", "kind.\x1B", "id", "{kind}", NULL);
	assert_string_equal(words(c, &m, &out), "there is no kind.\\x1B {kind}");
	buf_release(&out);
	arena_release(&a);
	catalogue_free(c);
}

static void a_text_may_refer_to_several(void **state)
{
	static const char *const cases[][2] = {
		{"kind.station ui.pass", "there is no 社工站或通过 x"},
		{"kind.station ui.pass kind.station", "there is no 社工站、通过或社工站 x"},
		{"kind.station other", "there is no kind.station other x"},
		{"kind.station  ui.pass", "there is no kind.station  ui.pass x"},
		{"", "there is no  x"},
	};
	struct catalogue *c = load();
	struct arena a = {0};
	struct message m;
	struct buf out = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		message_set(&m, &a, "reference.exists", "kind", cases[i][0], "id", "x", NULL);
		assert_string_equal(words(c, &m, &out), cases[i][1]);
	}
	buf_release(&out);
	arena_release(&a);
	catalogue_free(c);
}

static void a_text_that_another_refers_to_is_filled_in(void **state)
{
	struct catalogue *c = load();
	struct arena a = {0};
	struct message m;
	struct buf out = {0};

	(void)state;
	message_set(&m, &a, "schema.invalid", "line", "3", "reason", "schema.type", "value",
		    "{line}", "actual", "kind.station", NULL);
	assert_string_equal(words(c, &m, &out), "line 3: {line} is 社工站!");
	message_set(&m, &a, "schema.invalid", "line", "3", "reason", "schema.invalid", NULL);
	assert_string_equal(words(c, &m, &out),
			    "line 3: line 3: line 3: line 3: line {line}: {@reason}!!!!!");
	buf_release(&out);
	arena_release(&a);
	catalogue_free(c);
}

static void what_is_no_argument_stays_as_it_stands(void **state)
{
	struct catalogue *c = load();
	struct arena a = {0};
	struct message m;
	struct buf out = {0};

	(void)state;
	message_set(&m, &a, "odd.braces", "id", "7", NULL);
	assert_string_equal(words(c, &m, &out), "{} { {nobody} {@nobody} {7} {id");
	buf_release(&out);
	arena_release(&a);
	catalogue_free(c);
}

static void a_message_without_words_shows_its_id_and_arguments(void **state)
{
	struct catalogue *c = load();
	struct arena a = {0};
	struct message m;
	struct buf out = {0};

	(void)state;
	message_set(&m, &a, "no.such", NULL);
	assert_string_equal(words(c, &m, &out), "no.such");
	message_set(&m, &a, "no.such", "a", "1", "b", "x\ny", NULL);
	assert_string_equal(words(c, &m, &out), "no.such (a=1, b=x\\ny)");
	buf_reset(&out);
	catalogue_hint(c, &m, &out);
	assert_string_equal(buf_cstr(&out), "");
	assert_true(str_eq(catalogue_text(c, "no.such"), STR("no.such")));
	assert_true(str_eq(catalogue_text(c, "ui.pass"), STR("通过")));
	buf_release(&out);
	arena_release(&a);
	catalogue_free(c);
}

static void hostile_values_and_texts_are_shown_escaped(void **state)
{
	struct catalogue *c = load();
	struct arena a = {0};
	struct message m;
	struct buf out = {0};

	(void)state;
	catalogue_add(c, STR("pack.title"), STR("red \x1B[31m {id}\xE2\x80\xAE"), STR("\a"));
	message_set(&m, &a, "pack.title", "id", "\xFF\xE2\x80\xA8\x1B]0;x\a", NULL);
	assert_string_equal(words(c, &m, &out), "red \\x1B[31m {id}\\u202E");
	buf_reset(&out);
	catalogue_hint(c, &m, &out);
	assert_string_equal(buf_cstr(&out), "\\x07");
	message_set(&m, &a, "reference.exists", "kind", "pack.title", "id",
		    "\xFF\xE2\x80\xA8\x1B]0;x\a", NULL);
	assert_string_equal(words(c, &m, &out), "there is no red \\x1B[31m {id}\\u202E "
						"\\xFF\\u2028\\x1B]0;x\\x07");
	buf_release(&out);
	arena_release(&a);
	catalogue_free(c);
}

static void long_values_are_cut(void **state)
{
	struct catalogue *c = load();
	struct arena a = {0};
	struct buf out = {0}, value = {0};

	(void)state;
	for (size_t n = CATALOGUE_VALUE_MAX; n <= CATALOGUE_VALUE_MAX + 1; n++) {
		struct message m;

		buf_reset(&value);
		for (size_t i = 0; i < n; i++)
			buf_add_text(&value, "塘");
		message_set(&m, &a, "git.unknown-revision", "rev", buf_cstr(&value), NULL);
		words(c, &m, &out);
		assert_int_equal(unicode_length(buf_str(&out)),
				 strlen("no such revision: ") + n);
		assert_int_equal(str_ends(buf_str(&out), STR("塘…")), n > CATALOGUE_VALUE_MAX);
	}
	buf_release(&out);
	buf_release(&value);
	arena_release(&a);
	catalogue_free(c);
}

static void texts_are_added_and_replaced_and_stay_in_order(void **state)
{
	static const char *const ids[] = {"a.z",
					  "git.unknown-revision",
					  "kind.station",
					  "odd.braces",
					  "reference.exists",
					  "schema.invalid",
					  "schema.type",
					  "ui.comma",
					  "ui.or",
					  "ui.pass",
					  "z.a"};
	struct catalogue *c = load();

	(void)state;
	assert_int_equal(catalogue_language(c), LANGUAGE_ZH);
	assert_int_equal(catalogue_count(c), 9);
	catalogue_add(c, STR("z.a"), STR("last"), STR(""));
	catalogue_add(c, STR("a.z"), STR("first"), STR(""));
	catalogue_add(c, STR("ui.pass"), STR("ok"), STR("h"));
	assert_int_equal(catalogue_count(c), COUNT(ids));
	for (size_t i = 0; i < COUNT(ids); i++) {
		assert_true(str_eq(catalogue_id(c, i), str_of(ids[i])));
		assert_true(catalogue_has(c, str_of(ids[i])));
	}
	assert_false(catalogue_has(c, STR("ui")));
	assert_false(catalogue_has(c, STR("")));
	assert_true(str_eq(catalogue_text(c, "ui.pass"), STR("ok")));
	assert_true(str_eq(catalogue_text(c, "a.z"), STR("first")));
	catalogue_free(c);
	catalogue_free(NULL);
}

static void a_file_that_is_no_catalogue_is_refused_with_line_and_reason(void **state)
{
	static const char *const cases[][3] = {
		{"", "1", "yaml.empty"},
		{"- a\n", "1", "catalogue.not-a-mapping"},
		{"a.b: text\n", "1", "catalogue.not-a-mapping"},
		{"a.b:\n  message: x\nc.d:\n  hint: y\n", "3", "catalogue.no-message"},
		{"a.b:\n  message: x\n  Hint: y\n", "3", "catalogue.unknown-key"},
		{"a.b:\n  message: 12\n", "2", "catalogue.no-text"},
		{"a.b:\n  message: x\n  message: y\n", "3", "yaml.duplicate-key"},
		{"a.b:\n  message: &x y\n", "2", "yaml.anchor"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct catalogue *c = NULL;
		struct error error = {0};

		assert_int_equal(catalogue_load(str_of(cases[i][0]), LANGUAGE_EN, &c, &error),
				 STATUS_INVALID);
		assert_null(c);
		assert_string_equal(error.message.id, "catalogue.invalid");
		assert_string_equal(message_arg(&error.message, STR("line"))->ptr, cases[i][1]);
		assert_string_equal(message_arg(&error.message, STR("reason"))->ptr,
				    cases[i][2]);
		error_release(&error);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_and_hints_are_filled_in),
		cmocka_unit_test(a_text_may_refer_to_another),
		cmocka_unit_test(a_text_may_refer_to_several),
		cmocka_unit_test(a_text_that_another_refers_to_is_filled_in),
		cmocka_unit_test(what_is_no_argument_stays_as_it_stands),
		cmocka_unit_test(a_message_without_words_shows_its_id_and_arguments),
		cmocka_unit_test(hostile_values_and_texts_are_shown_escaped),
		cmocka_unit_test(long_values_are_cut),
		cmocka_unit_test(texts_are_added_and_replaced_and_stay_in_order),
		cmocka_unit_test(a_file_that_is_no_catalogue_is_refused_with_line_and_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
