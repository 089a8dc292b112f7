/* SPDX-License-Identifier: MIT */
/* Tests of parameters (policy/param.h): what each type takes, and what SQL sees of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "policy/param.h"

#include "base/date.h"
#include "rulebook.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define TITLE        "    title: {zh: 题, en: title}\n"

static const char pack_yaml[] =
	"pack: test\n"
	"title: {zh: 题, en: title}\n"
	"parameters:\n"
	"  words:\n    type: list\n    default: [审批, 发证]\n" TITLE
	"  count:\n    type: integer\n    default: 2\n" TITLE
	"  few:\n    type: integer\n    default: 1\n    maximum: 10\n" TITLE
	"  hours:\n    type: decimal\n    default: 30\n" TITLE
	"  share:\n    type: decimal\n    default: 0.3\n    maximum: 1\n" TITLE
	"  due:\n    type: date\n    default: 2022-04-30\n" TITLE
	"  yearly_due:\n    type: month-day\n    default: 03-31\n" TITLE
	"  city:\n    type: text\n    default: 天津\n" TITLE
	"  scope:\n    type: text\n    choices: [station, project]\n"
	"    default: station\n" TITLE
	"  kinds:\n    type: list\n    choices: [pension, injury]\n"
	"    default: [pension]\n" TITLE "subjects: {}\n";

struct fixture {
	struct rulebook book;
	struct param_set set;
	struct error error;
};

static int setup(void **state)
{
	static struct fixture f;

	f = (struct fixture){0};
	*state = &f;
	rulebook_init(&f.book);
	rulebook_put(&f.book, "pack.yaml", pack_yaml);
	rulebook_drop(&f.book, "rules/");
	rulebook_open(&f.book);
	param_defaults(&f.set, f.book.pack);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	param_release(&f->set);
	error_release(&f->error);
	rulebook_close(&f->book);
	return 0;
}

static void assert_param(struct fixture *f, const char *name, const char *expected)
{
	const struct param *p = param_find(&f->set, str_of(name));
	struct buf got = {0};

	assert_non_null(p);
	param_format(p, &got);
	assert_string_equal(buf_cstr(&got), expected);
	buf_release(&got);
}

/* That the parameter was refused a value, in the words of its sort. */
static void assert_refused(struct fixture *f, const char *name)
{
	const struct param *p = param_find(&f->set, str_of(name));

	assert_error(&f->error, p->n_choices     ? "pack.parameter-value-choice"
				: p->maximum.len ? "pack.parameter-value-most"
						 : "pack.parameter-value");
	assert_error_arg(&f->error, "name", name);
}

/* A setting, and the value it gives; NULL: refused. */
struct sample {
	const char *name, *text, *value;
};

static void set_each(struct fixture *f, const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct sample *s = &samples[i];
		int status =
			param_set_text(&f->set, str_of(s->name), str_of(s->text), &f->error);

		if ((status == 0) != (s->value != NULL))
			fail_msg("%s=%s: %s", s->name, s->text, status ? "refused" : "taken");
		if (s->value)
			assert_param(f, s->name, s->value);
		else
			assert_refused(f, s->name);
		assert_true(status == 0 || status == STATUS_INVALID);
	}
}

#define SET_EACH(f, samples) set_each(f, samples, COUNT(samples))

static void an_integer_is_whole_not_negative_and_has_at_most_nine_digits(void **state)
{
	static const struct sample samples[] = {
		{"count", "0", "0"},
		{"count", "2", "2"},
		{"count", "999999999", "999999999"},
		{"count", "1000000000", NULL},
		{"count", "9999999999", NULL},
		{"count", "-1", NULL},
		{"count", "-999999999", NULL},
		{"count", "1.5", NULL},
		{"count", "0.1", NULL},
		{"count", "01", NULL},
		{"count", "", NULL},
		{"count", "two", NULL},
		{"count", "2 ", NULL},
		{"count", " 2", NULL},
		{"count", "2,3", NULL},
		{"count", "0x10", NULL},
		{"count", "1_000", NULL},
		{"count", "２", NULL},
		{"few", "0", "0"},
		{"few", "10", "10"},
		{"few", "11", NULL},
		{"few", "-1", NULL},
	};

	SET_EACH(*state, samples);
}

static void an_integer_of_ten_digits_is_refused_in_short_notation_too(void **state)
{
	static const struct sample samples[] = {
		{"count", "1e9", NULL}, {"count", "1e20", NULL}, {"count", "1e400", NULL}};

	SET_EACH(*state, samples);
}

static void a_decimal_is_not_negative_and_compared_exactly(void **state)
{
	static const struct sample samples[] = {
		{"hours", "0", "0"},         {"hours", "0.1", "0.1"},
		{"hours", "29.99", "29.99"}, {"hours", "100000", "100000"},
		{"hours", "-0.01", NULL},    {"hours", "-30", NULL},
		{"hours", ".5", NULL},       {"hours", "5.", NULL},
		{"hours", "1,5", NULL},      {"hours", "", NULL},
		{"hours", "30h", NULL},      {"hours", "inf", NULL},
		{"hours", "nan", NULL},      {"hours", "1e401", NULL},
		{"share", "0", "0"},         {"share", "0.99", "0.99"},
		{"share", "1", "1"},         {"share", "1.0", "1.0"},
		{"share", "1.01", NULL},     {"share", "1.000000000000000000000001", NULL},
		{"share", "2", NULL},
	};

	SET_EACH(*state, samples);
}

/* SQL has to count it in hundredths, exactly. */
static void a_decimal_is_at_most_a_million_millions(void **state)
{
	static const struct sample samples[] = {
		{"hours", "1000000000000", "1000000000000"},
		{"hours", "1e12", "1e12"},
		{"hours", "1000000000000.01", NULL},
		{"hours", "1e13", NULL},
		{"hours", "1e309", NULL},
		{"hours", "1e400", NULL},
	};

	SET_EACH(*state, samples);
}

static void a_decimal_has_at_most_two_places(void **state)
{
	static const struct sample samples[] = {
		{"hours", "0.01", "0.01"},     {"hours", "0.001", NULL},
		{"hours", "29.990", "29.990"}, {"hours", "29.995", NULL},
		{"hours", "1e-2", "1e-2"},     {"hours", "1e-3", NULL},
		{"hours", "1e-400", NULL},     {"share", "0.333", NULL},
	};

	SET_EACH(*state, samples);
}

static void a_date_exists(void **state)
{
	static const struct sample samples[] = {
		{"due", "2022-04-30", "2022-04-30"},
		{"due", "2024-02-29", "2024-02-29"},
		{"due", "2000-02-29", "2000-02-29"},
		{"due", "0001-01-01", "0001-01-01"},
		{"due", "9999-12-31", "9999-12-31"},
		{"due", "2022-02-29", NULL},
		{"due", "1900-02-29", NULL},
		{"due", "2022-04-31", NULL},
		{"due", "2022-13-01", NULL},
		{"due", "2022-00-01", NULL},
		{"due", "2022-01-00", NULL},
		{"due", "0000-01-01", NULL},
		{"due", "2022-4-30", NULL},
		{"due", "2022-04-30 ", NULL},
		{"due", "22-04-30", NULL},
		{"due", "2022/04/30", NULL},
		{"due", "04-30", NULL},
		{"due", "", NULL},
	};

	SET_EACH(*state, samples);
}

static void a_month_and_day_exist_in_every_year(void **state)
{
	static const struct sample samples[] = {
		{"yearly_due", "01-01", "01-01"}, {"yearly_due", "02-28", "02-28"},
		{"yearly_due", "12-31", "12-31"}, {"yearly_due", "02-29", NULL},
		{"yearly_due", "04-31", NULL},    {"yearly_due", "13-01", NULL},
		{"yearly_due", "00-01", NULL},    {"yearly_due", "01-00", NULL},
		{"yearly_due", "01-32", NULL},    {"yearly_due", "3-31", NULL},
		{"yearly_due", "03-3", NULL},     {"yearly_due", "0331", NULL},
		{"yearly_due", "03-31 ", NULL},   {"yearly_due", "2022-03-31", NULL},
		{"yearly_due", "", NULL},
	};

	SET_EACH(*state, samples);
}

static void what_follows_a_nul_is_part_of_the_value(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(
		param_set_text(&f->set, STR("yearly_due"), STR("02-28\0junk"), &f->error),
		STATUS_INVALID);
	assert_int_equal(
		param_set_text(&f->set, STR("due"), STR("2022-02-28\0junk"), &f->error),
		STATUS_INVALID);
	assert_int_equal(param_set_text(&f->set, STR("scope"), STR("station\0x"), &f->error),
			 STATUS_INVALID);
}

static void a_text_is_not_empty_and_one_of_its_choices(void **state)
{
	static const struct sample samples[] = {
		{"city", "北京", "北京"},
		{"city", "a,b", "a,b"},
		{"city", " ", " "},
		{"city", "30", "30"},
		{"city", "", NULL},
		{"scope", "project", "project"},
		{"scope", "station", "station"},
		{"scope", "Station", NULL},
		{"scope", "stations", NULL},
		{"scope", "statio", NULL},
		{"scope", "", NULL},
		{"scope", "station,project", NULL},
	};

	SET_EACH(*state, samples);
}

static void a_list_is_split_at_commas_and_each_value_is_checked(void **state)
{
	static const struct sample samples[] = {
		{"words", "盖章", "盖章"},
		{"words", "审批,录入", "审批, 录入"},
		{"words", " 审批 ,\t录入 ", "审批, 录入"},
		{"words", "a b, c", "a b, c"},
		{"words", "", ""},
		{"words", ",", NULL},
		{"words", "a,,b", NULL},
		{"words", ",a", NULL},
		{"words", "a, ,b", NULL},
		{"kinds", "pension,injury", "pension, injury"},
		{"kinds", "injury", "injury"},
		{"kinds", "", ""},
		{"kinds", "pension,injuries", NULL},
		{"kinds", "all", NULL},
	};

	SET_EACH(*state, samples);
}

static void what_is_refused_says_what_is_wanted(void **state)
{
	static const struct {
		const char *name, *text, *value, *type, *choices, *most; /* NULL: none */
	} cases[] = {
		{"count", "two", "two", "param.integer", NULL, NULL},
		{"few", "11", "11", "param.integer", NULL, "10"},
		{"hours", "-1", "-1", "param.decimal", NULL, NULL},
		{"share", "1.5", "1.5", "param.decimal", NULL, "1"},
		{"due", "2022-02-29", "2022-02-29", "param.date", NULL, NULL},
		{"yearly_due", "02-29", "02-29", "param.month-day", NULL, NULL},
		{"city", "", "", "param.text", NULL, NULL},
		{"scope", "all", "all", "param.text", "station, project", NULL},
		{"words", "a,,b", "", "param.list", NULL, NULL},
		{"kinds", "pension,all,injury", "all", "param.list", "pension, injury", NULL},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(param_set_text(&f->set, str_of(cases[i].name),
						str_of(cases[i].text), &f->error),
				 STATUS_INVALID);
		assert_refused(f, cases[i].name);
		assert_error_arg(&f->error, "value", cases[i].value);
		assert_error_arg(&f->error, "type", cases[i].type);
		if (cases[i].choices)
			assert_error_arg(&f->error, "choices", cases[i].choices);
		if (cases[i].most)
			assert_error_arg(&f->error, "most", cases[i].most);
	}
}

static void what_is_refused_leaves_the_value_as_it_was(void **state)
{
	static const struct sample samples[] = {
		{"count", "7", "7"},           {"count", "x", NULL},
		{"kinds", "injury", "injury"}, {"kinds", "pension,x", NULL},
		{"city", "北京", "北京"},      {"city", "", NULL},
	};
	struct fixture *f = *state;

	SET_EACH(f, samples);
	assert_param(f, "count", "7");
	assert_param(f, "kinds", "injury");
	assert_param(f, "city", "北京");
}

static void an_unknown_name_is_refused_with_the_nearest_one(void **state)
{
	static const struct {
		const char *name, *nearest; /* NULL: none */
	} cases[] = {
		{"Count", "count"},
		{"counts", "count"},
		{"cuont", "count"},
		{"year_due", "yearly_due"},
		{"yearly-due", "yearly_due"},
		{"chare", "share"},
		{"co", NULL}, /* three away, at most one for two bytes */
		{"c", NULL},
		{"fe", "few"},
		{"f", NULL}, /* two away, at most one */
		{"", NULL},
		{"as_of", NULL},
		{"something_else_altogether", NULL},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct str *nearest;

		assert_int_equal(
			param_set_text(&f->set, str_of(cases[i].name), STR("1"), &f->error),
			STATUS_INVALID);
		assert_error_arg(&f->error, "name", cases[i].name);
		nearest = message_arg(&f->error.message, STR("nearest"));
		if (!cases[i].nearest && nearest)
			fail_msg("%s: %s", cases[i].name, nearest->ptr);
		assert_error(&f->error, cases[i].nearest ? "pack.parameter-unknown-near"
							 : "pack.parameter-unknown");
		if (cases[i].nearest)
			assert_error_arg(&f->error, "nearest", cases[i].nearest);
	}
}

/* As a member of `parameters` of sws.yaml: the YAML text of a value. */
static int set_yaml(struct fixture *f, const char *name, const char *yaml)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;
	struct buf source = {0};
	int status;

	buf_printf(&source, "x: %s\n", yaml);
	assert_true(yaml_read(&tree, buf_str(&source), &arena, STR("sws.yaml"), &findings));
	status =
		param_set_node(&f->set, str_of(name), tree_get(tree.root, STR("x")), &f->error);
	finding_release(&findings);
	arena_release(&arena);
	buf_release(&source);
	return status;
}

static void a_value_of_sws_yaml_has_the_json_type_of_its_parameter(void **state)
{
	static const struct sample samples[] = {
		{"count", "30", "30"},
		{"count", "'30'", NULL},
		{"count", "\"30\"", NULL},
		{"count", "true", NULL},
		{"count", "null", NULL},
		{"count", "", NULL},
		{"count", "[30]", NULL},
		{"count", "{a: 30}", NULL},
		{"count", "-30", NULL},
		{"few", "10", "10"},
		{"few", "11", NULL},
		{"hours", "29.5", "29.5"},
		{"hours", "'29.5'", NULL},
		{"share", "1", "1"},
		{"share", "1.1", NULL},
		{"due", "2022-05-01", "2022-05-01"},
		{"due", "'2022-05-01'", "2022-05-01"},
		{"due", "2022-02-29", NULL},
		{"due", "20220501", NULL},
		{"yearly_due", "04-30", "04-30"},
		{"yearly_due", "02-29", NULL},
		{"city", "北京", "北京"},
		{"city", "30", NULL},
		{"city", "'30'", "30"},
		{"city", "true", NULL},
		{"city", "''", NULL},
		{"city", "[北京]", NULL},
		{"scope", "project", "project"},
		{"scope", "all", NULL},
		{"words", "[盖章, 录入]", "盖章, 录入"},
		{"words", "['a,b']", "a,b"},
		{"words", "[]", ""},
		{"words", "盖章", NULL},
		{"words", "30", NULL},
		{"words", "{a: b}", NULL},
		{"words", "[盖章, 30]", NULL},
		{"words", "[盖章, true]", NULL},
		{"words", "[盖章, null]", NULL},
		{"words", "[盖章, '']", NULL},
		{"words", "[[盖章]]", NULL},
		{"kinds", "[injury, pension]", "injury, pension"},
		{"kinds", "[injury, all]", NULL},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(samples); i++) {
		const struct sample *s = &samples[i];
		int status = set_yaml(f, s->name, s->text);

		if ((status == 0) != (s->value != NULL))
			fail_msg("%s: %s: %s", s->name, s->text, status ? "refused" : "taken");
		if (s->value)
			assert_param(f, s->name, s->value);
		else
			assert_refused(f, s->name);
	}
}

static void a_refused_value_of_sws_yaml_is_quoted(void **state)
{
	static const struct sample samples[] = {
		{"count", "'30'", "\"30\""},  {"count", "[30]", "[…]"},
		{"count", "{a: 1}", "{…}"},   {"count", "true", "true"},
		{"count", "null", "null"},    {"words", "[a, {b: 1}]", "{…}"},
		{"words", "盖章", "盖章"},    {"words", "[a, 30]", "30"},
		{"words", "[a, [b]]", "[…]"}, {"kinds", "[injury, all]", "all"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(samples); i++) {
		assert_int_equal(set_yaml(f, samples[i].name, samples[i].text), STATUS_INVALID);
		assert_error_arg(&f->error, "name", samples[i].name);
		assert_error_arg(&f->error, "value", samples[i].value);
	}
	assert_int_equal(set_yaml(f, "hour", "30"), STATUS_INVALID);
	assert_error(&f->error, "pack.parameter-unknown-near");
	assert_error_arg(&f->error, "nearest", "hours");
}

static void settings_do_not_change_the_pack(void **state)
{
	static const struct sample samples[] = {
		{"count", "9", "9"}, {"words", "a", "a"}, {"due", "2023-01-01", "2023-01-01"}};
	struct fixture *f = *state;

	SET_EACH(f, samples);
	param_release(&f->set);
	param_defaults(&f->set, f->book.pack);
	assert_param(f, "count", "2");
	assert_param(f, "words", "审批, 发证");
	assert_param(f, "due", "2022-04-30");
	assert_param(f, "share", "0.3");
	assert_param(f, "yearly_due", "03-31");
}

static void parameters_are_in_byte_order_of_their_names(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(f->set.items.n, 10);
	for (size_t i = 1; i < f->set.items.n; i++)
		assert_true(str_cmp(f->set.items.at[i - 1].name, f->set.items.at[i].name) < 0);
	assert_null(param_find(&f->set, STR("cou")));
	assert_null(param_find(&f->set, STR("counts")));
	assert_null(param_find(&f->set, STR("")));
}

static void types_have_names_and_no_other_name_is_one(void **state)
{
	static const char *const names[] = {"integer",   "decimal", "date",
					    "month-day", "text",    "list"};
	enum param_type type;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_string_equal(param_type_name((enum param_type)i), names[i]);
		assert_true(param_type_parse(str_of(names[i]), &type));
		assert_int_equal(type, i);
	}
	assert_false(param_type_parse(STR("number"), &type));
	assert_false(param_type_parse(STR("lists"), &type));
	assert_false(param_type_parse(STR(""), &type));
}

static void it_is_judged_to_the_earlier_of_the_day_and_the_years_end(void **state)
{
	static const struct {
		int year;
		const char *as_of, *judged_to;
	} cases[] = {
		{2022, "2022-01-01", "2022-01-01"}, {2022, "2022-12-30", "2022-12-30"},
		{2022, "2022-12-31", "2022-12-31"}, {2022, "2023-01-01", "2022-12-31"},
		{2022, "2030-06-30", "2022-12-31"}, {2024, "2024-02-29", "2024-02-29"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct param_period period = {.year = cases[i].year};
		char got[DATE_TEXT_SIZE];

		assert_true(date_parse(str_of(cases[i].as_of), &period.as_of));
		date_format(param_judged_to(&period), got);
		assert_string_equal(got, cases[i].judged_to);
	}
}

static void expect_rows(struct fixture *f, const char *sql, const char *expected)
{
	struct buf rows = {0};

	rulebook_rows(&f->book, sql, &rows);
	assert_string_equal(buf_cstr(&rows), expected);
	buf_release(&rows);
}

static void sql_sees_the_period(void **state)
{
	struct fixture *f = *state;
	struct param_period period = {.year = 2022, .as_of = date_day(2023, 2, 1)};
	static const char sql[] =
		"SELECT year, year_start, year_end, as_of, judged_to FROM param";

	rulebook_store(&f->book);
	assert_int_equal(param_store(&f->set, &period, f->book.store, &f->error), 0);
	expect_rows(f, sql, "2022|2022-01-01|2022-12-31|2023-02-01|2022-12-31\n");
	period = (struct param_period){.year = 2024, .as_of = date_day(2024, 2, 29)};
	assert_int_equal(param_store(&f->set, &period, f->book.store, &f->error), 0);
	expect_rows(f, sql, "2024|2024-01-01|2024-12-31|2024-02-29|2024-02-29\n");
}

static void sql_sees_each_parameter_with_its_type(void **state)
{
	static const struct sample samples[] = {
		{"count", "9", "9"},
		{"hours", "29.5", "29.5"},
		{"city", "'; DROP TABLE param; --", "'; DROP TABLE param; --"},
		{"words", "b', a", "b', a"},
		{"kinds", "", ""}};
	const struct param_period period = {.year = 2022, .as_of = date_day(2022, 6, 30)};
	struct fixture *f = *state;

	SET_EACH(f, samples);
	rulebook_store(&f->book);
	assert_int_equal(param_store(&f->set, &period, f->book.store, &f->error), 0);
	expect_rows(f,
		    "SELECT count, few, hours, share, due, yearly_due, city, scope FROM param",
		    "9|1|29.5|0.3|2022-04-30|03-31|'; DROP TABLE param; --|station\n");
	expect_rows(f,
		    "SELECT count < 10, hours < 100, hours * 2, due < as_of, typeof(count),"
		    " typeof(due) FROM param",
		    "1|1|59|1|integer|text\n");
	expect_rows(f, "SELECT value FROM param_words ORDER BY value", "a\nb'\n");
	expect_rows(f, "SELECT count(*) FROM param_kinds", "0\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_integer_is_whole_not_negative_and_has_at_most_nine_digits),
		TEST(an_integer_of_ten_digits_is_refused_in_short_notation_too),
		TEST(a_decimal_is_not_negative_and_compared_exactly),
		TEST(a_decimal_is_at_most_a_million_millions),
		TEST(a_decimal_has_at_most_two_places),
		TEST(a_date_exists),
		TEST(a_month_and_day_exist_in_every_year),
		TEST(what_follows_a_nul_is_part_of_the_value),
		TEST(a_text_is_not_empty_and_one_of_its_choices),
		TEST(a_list_is_split_at_commas_and_each_value_is_checked),
		TEST(what_is_refused_says_what_is_wanted),
		TEST(what_is_refused_leaves_the_value_as_it_was),
		TEST(an_unknown_name_is_refused_with_the_nearest_one),
		TEST(a_value_of_sws_yaml_has_the_json_type_of_its_parameter),
		TEST(a_refused_value_of_sws_yaml_is_quoted),
		TEST(settings_do_not_change_the_pack),
		TEST(parameters_are_in_byte_order_of_their_names),
		TEST(types_have_names_and_no_other_name_is_one),
		TEST(it_is_judged_to_the_earlier_of_the_day_and_the_years_end),
		TEST(sql_sees_the_period),
		TEST(sql_sees_each_parameter_with_its_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
