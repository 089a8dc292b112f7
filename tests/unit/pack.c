/* SPDX-License-Identifier: MIT */
/* Tests of reading a policy pack (policy/pack.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "policy/pack.h"

#include "rulebook.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define FILE_NAME    "rules/test.yaml"

/* A rule file without what it measures; its last line is the 6th. */
#define HEAD    "rule: test.rule\nlevel: must\nterm: standing\nsubject: worker\n" RULEBOOK_TEXTS
#define MEASURE "measure: SELECT 1\n"

static int setup(void **state)
{
	static struct rulebook b;

	rulebook_init(&b);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	rulebook_close(*state);
	return 0;
}

static bool eq(struct str s, const char *text)
{
	return str_eq(s, str_of(text));
}

static void the_built_in_pack_loads(void **state)
{
	struct rulebook *b = *state;

	rulebook_open(b);
	assert_int_equal(b->findings.items.n, 0);
	assert_true(eq(b->pack->name, "binhai"));
	assert_true(b->pack->title.zh.len && b->pack->title.en.len);
	assert_non_null(pack_rule(b->pack, STR("coverage")));
	assert_non_null(
		pack_scope(b->pack, kind_find(b->kinds, STR("station")), STR("not_closed")));
	for (size_t i = 0; i < b->pack->rules.n; i++) {
		const struct rule *rule = &b->pack->rules.at[i];

		assert_true(str_starts(rule->file, STR("schema/rules/")));
		assert_true(i == 0 || str_cmp(rule[-1].file, rule->file) < 0);
		assert_true((rule->measure.sql.len > 0) != (rule->keyword.len > 0));
		assert_true(rule->n_subjects > 0 && rule->title.zh.len && rule->hint.en.len);
	}
}

static const char full_rule[] = "rule: test.rule\n"
				"clause: 九(一)\n"
				"level: should\n"
				"term: dated\n"
				"subject: station\n"
				"scope: not_closed\n"
				"when: {supervision_scope: project}\n"
				"waivable: false\n"
				"title: {zh: 题, en: title}\n"
				"hint: {zh: 做, en: do}\n"
				"reading: {zh: 读, en: read}\n"
				"unit: {zh: 个, en: pieces}\n"
				"measure: |\n"
				"  SELECT 1\n"
				"evidence: SELECT 2\n"
				"values:\n"
				"  date: {zh: 日期, en: day}\n"
				"  hours: {zh: 时数, en: time}\n"
				"affects:\n"
				"  stations: SELECT id FROM changed\n"
				"  cases:\n"
				"    SELECT station FROM changed\n";

static void a_rule_keeps_what_its_file_says(void **state)
{
	struct rulebook *b = *state;
	const struct rule *r;

	rulebook_put(b, FILE_NAME, full_rule);
	rulebook_open(b);
	r = pack_rule(b->pack, STR("test.rule"));
	assert_non_null(r);
	assert_true(eq(r->file, "schema/rules/test.yaml") && eq(r->clause, "九(一)"));
	assert_true(r->level == LEVEL_SHOULD && r->term == TERM_DATED);
	assert_int_equal(r->n_subjects, 1);
	assert_ptr_equal(r->subjects[0], kind_find(b->kinds, STR("station")));
	assert_true(eq(r->scope, "not_closed") && !r->waivable && r->keyword.len == 0);
	assert_true(eq(r->when, "supervision_scope") && eq(r->value, "project"));
	assert_true(eq(r->title.zh, "题") && eq(r->title.en, "title"));
	assert_true(eq(r->hint.zh, "做") && eq(r->hint.en, "do"));
	assert_true(eq(r->reading.zh, "读") && eq(r->reading.en, "read"));
	assert_true(eq(r->unit.zh, "个") && eq(r->unit.en, "pieces"));
	assert_true(eq(str_trim(r->measure.sql), "SELECT 1") && r->measure.line == 14);
	assert_true(eq(r->evidence.sql, "SELECT 2") && r->evidence.line == 15);
	assert_int_equal(r->n_labels, 2);
	assert_true(eq(r->labels[0].name, "date") && eq(r->labels[0].title.zh, "日期"));
	assert_true(eq(r->labels[1].name, "hours") && eq(r->labels[1].title.en, "time"));
	assert_int_equal(r->n_affects, 2);
	assert_true(eq(r->affects[0].table, "stations"));
	assert_true(eq(r->affects[0].statement.sql, "SELECT id FROM changed"));
	assert_int_equal(r->affects[0].statement.line, 20);
	assert_true(eq(r->affects[1].table, "cases") && r->affects[1].statement.line == 22);
}

static void what_a_rule_file_leaves_out_has_its_usual_value(void **state)
{
	struct rulebook *b = *state;
	const struct rule *r;

	rulebook_put(b, FILE_NAME, HEAD MEASURE);
	rulebook_open(b);
	r = pack_rule(b->pack, STR("test.rule"));
	assert_true(eq(r->scope, "judged") && r->waivable);
	assert_int_equal(r->clause.len + r->when.len + r->value.len + r->keyword.len, 0);
	assert_int_equal(r->reading.zh.len + r->unit.en.len + r->evidence.sql.len, 0);
	assert_int_equal(r->n_labels + r->n_affects, 0);
	assert_true(r->level == LEVEL_MUST && r->term == TERM_STANDING);
}

static void a_keyword_rule_may_judge_several_kinds(void **state)
{
	struct rulebook *b = *state;
	const struct rule *r;

	rulebook_put(b, FILE_NAME,
		     "rule: test.rule\nlevel: must\nterm: standing\n"
		     "subject: [case, worker, district]\nkeyword: references\n" RULEBOOK_TEXTS);
	rulebook_open(b);
	r = pack_rule(b->pack, STR("test.rule"));
	assert_int_equal(r->n_subjects, 3);
	assert_true(eq(r->subjects[1]->name, "worker") && eq(r->keyword, "references"));
	assert_int_equal(r->measure.sql.len, 0);
}

/* The findings as lines `rule path:line:column`. */
static void dump_places(const struct finding_list *findings, struct buf *out)
{
	for (size_t i = 0; i < findings->items.n; i++) {
		const struct finding *f = &findings->items.at[i];

		buf_printf(out, "%s %.*s:%u:%u\n", f->rule, STR_ARG(f->path), f->line,
			   f->column);
	}
}

/* The text of a file, and the findings about it. */
struct sample {
	const char *text, *findings;
};

static void refuse_each(struct rulebook *b, const char *file, const struct sample *samples,
			size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf got = {0};

		rulebook_put(b, file, samples[i].text);
		if (rulebook_load(b) == 0)
			fail_msg("taken: %s", samples[i].text);
		assert_int_equal(b->status, STATUS_INVALID);
		assert_error(&b->error, "pack.invalid");
		assert_null(b->pack);
		dump_places(&b->findings, &got);
		if (!eq(buf_str(&got), samples[i].findings))
			fail_msg("%s\ngave:\n%s\nnot:\n%s", samples[i].text, buf_cstr(&got),
				 samples[i].findings);
		buf_release(&got);
	}
}

#define AT "schema/rules/test.yaml:"

static void a_rule_file_of_another_shape_is_refused_at_its_place(void **state)
{
	static const struct sample samples[] = {
		{HEAD MEASURE "weight: 3\n", "schema.additional-properties " AT "8:1\n"},
		{HEAD MEASURE "claus: 一\n", "schema.additional-properties " AT "8:1\n"},
		{"rule: test.rule\nlevel: mst\nterm: dated\nsubject: worker\n" RULEBOOK_TEXTS
			 MEASURE,
		 "schema.enum " AT "2:8\n"},
		{"rule: test.rule\nlevel: must\nterm: daily\nsubject: worker\n" RULEBOOK_TEXTS
			 MEASURE,
		 "schema.enum " AT "3:7\n"},
		{"rule: Test.rule\nlevel: must\nterm: dated\nsubject: worker\n" RULEBOOK_TEXTS
			 MEASURE,
		 "schema.pattern " AT "1:7\n"},
		{"level: must\nterm: dated\nsubject: worker\n" RULEBOOK_TEXTS MEASURE,
		 "schema.required " AT "1:1\n"},
		{"rule: test.rule\nlevel: must\nterm: dated\nsubject: worker\n"
		 "title: {zh: 题}\nhint: {zh: 做, en: do}\n" MEASURE,
		 "schema.required " AT "5:9\n"},
		{"rule: test.rule\nlevel: must\nterm: dated\nsubject: worker\n"
		 "title: {zh: 题, en: title}\nhint: {en: do}\n" MEASURE,
		 "schema.required " AT "6:8\n"},
		{"rule: test.rule\nlevel: must\nterm: dated\nsubject: worker\n"
		 "title: {zh: 题, en: ''}\nhint: {zh: 做, en: do}\n" MEASURE,
		 "schema.min-length " AT "5:20\n"},
		{HEAD MEASURE "unit: 个\n", "schema.type " AT "8:7\n"},
		{HEAD "measure: ''\n", "schema.min-length " AT "7:10\n"},
		{HEAD MEASURE "evidence: SELECT 2\n", "schema.dependent-required " AT "8:1\n"},
		{HEAD "keyword: forbidText\nevidence: SELECT 2\nvalues: {a: {zh: 甲, en: a}}\n",
		 "schema.dependent-required " AT "8:1\n"},
		{HEAD MEASURE "values: {a: {zh: 甲, en: a}}\n",
		 "schema.dependent-required " AT "8:1\n"},
		{HEAD "keyword: references\naffects: {cases: SELECT id FROM changed}\n",
		 "schema.dependent-required " AT "8:1\n"},
		{HEAD MEASURE "evidence: SELECT 2\nvalues: {a: {zh: 甲}}\n",
		 "schema.required " AT "9:14\n"},
		{HEAD MEASURE "waivable: maybe\n", "schema.type " AT "8:11\n"},
		{HEAD MEASURE "when: {}\n", "schema.min-properties " AT "8:7\n"},
		{HEAD MEASURE "when: {supervision_scope: project, part_year: full}\n",
		 "schema.max-properties " AT "8:7\n"},
		{HEAD "keyword: unique\n", "schema.enum " AT "7:10\n"},
		{"- a list\n", "schema.type " AT "1:1\nschema.one-of " AT "1:1\n"},
	};

	refuse_each(*state, FILE_NAME, samples, COUNT(samples));
}

static void a_rule_has_a_measure_or_a_keyword_and_not_both(void **state)
{
	static const char *const texts[] = {HEAD, HEAD MEASURE "keyword: references\n"};
	struct rulebook *b = *state;

	for (size_t i = 0; i < COUNT(texts); i++) {
		rulebook_put(b, FILE_NAME, texts[i]);
		assert_int_equal(rulebook_load(b), STATUS_INVALID);
		assert_true(b->findings.items.n > 0);
		assert_true(eq(b->findings.items.at[0].path, "schema/rules/test.yaml"));
	}
}

static void bytes_that_are_no_yaml_are_refused_at_their_place(void **state)
{
	struct rulebook *b = *state;
	const struct finding *f;

	rulebook_put(b, FILE_NAME, HEAD "measure: 'SELECT 1\n");
	assert_int_equal(rulebook_load(b), STATUS_INVALID);
	assert_int_equal(b->findings.items.n, 1);
	f = &b->findings.items.at[0];
	assert_true(str_starts(str_of(f->rule), STR("yaml.")));
	assert_true(eq(f->path, "schema/rules/test.yaml"));
	assert_true(f->line >= 7);
}

static void a_name_that_stands_for_nothing_is_refused_at_its_place(void **state)
{
	static const struct sample samples[] = {
		{"rule: test.rule\nlevel: must\nterm: dated\nsubject: statoin\n" RULEBOOK_TEXTS
			 MEASURE,
		 "pack.unknown-kind " AT "4:10 kind=statoin\n"},
		{"rule: test.rule\nlevel: must\nterm: dated\nsubject: [case, home]\n"
		 "keyword: references\n" RULEBOOK_TEXTS,
		 "pack.unknown-kind " AT "4:10 kind=home\n"},
		{HEAD MEASURE "scope: not_closed\n", /* a view of stations, not of workers */
		 "pack.unknown-scope " AT "1:1 scope=not_closed\n"},
		{HEAD MEASURE "scope: all\n", "pack.unknown-scope " AT "1:1 scope=all\n"},
		{"rule: test.rule\nlevel: must\nterm: dated\nsubject: [station, case]\n"
		 "scope: not_closed\nkeyword: references\n" RULEBOOK_TEXTS, /* of stations alone
									     */
		 "pack.unknown-scope " AT "1:1 scope=not_closed\n"},
	};
	struct rulebook *b = *state;

	for (size_t i = 0; i < COUNT(samples); i++) {
		rulebook_put(b, FILE_NAME, samples[i].text);
		assert_int_equal(rulebook_load(b), STATUS_INVALID);
		assert_error(&b->error, "pack.invalid");
		rulebook_expect(&b->findings, samples[i].findings);
	}
}

#define PACK_HEAD "pack: test\ntitle: {zh: 题, en: title}\n"
#define SUBJECTS  "subjects: {worker: {judged: SELECT 1}}\n"
#define TITLE     "title: {zh: 题, en: title}"
#define AT_PACK   "schema/pack.yaml:"

static void a_pack_of_another_shape_is_refused_at_its_place(void **state)
{
	static const struct sample samples[] = {
		{PACK_HEAD SUBJECTS "parameters: {}\nrule: []\n",
		 "schema.additional-properties " AT_PACK "5:1\n"},
		{"pack: test\ntitle: {zh: 题}\nparameters: {}\n" SUBJECTS,
		 "schema.required " AT_PACK "2:9\n"},
		{PACK_HEAD "parameters: {}\n", "schema.required " AT_PACK "1:1\n"},
		{PACK_HEAD "parameters: {}\nsubjects: {worker: {everyone: SELECT 1}}\n",
		 "schema.required " AT_PACK "4:21\n"},
		{PACK_HEAD SUBJECTS "parameters:\n  a: {type: number, default: 1, " TITLE "}\n",
		 "schema.enum " AT_PACK "5:13\n"},
		{PACK_HEAD SUBJECTS "parameters:\n  a: {type: text, " TITLE "}\n",
		 "schema.required " AT_PACK "5:7\n"},
		{PACK_HEAD SUBJECTS "parameters:\n"
				    "  a: {type: text, default: b, " TITLE ", unit: c}\n",
		 "schema.additional-properties " AT_PACK "5:58\n"},
		{PACK_HEAD SUBJECTS "parameters:\n"
				    "  a: {type: list, default: true, " TITLE "}\n",
		 "schema.type " AT_PACK "5:28\n"},
		{PACK_HEAD SUBJECTS "parameters:\n"
				    "  A: {type: text, default: b, " TITLE "}\n",
		 "schema.pattern " AT_PACK "5:3\n"},
	};
	struct rulebook *b = *state;

	rulebook_drop(b, "rules/");
	refuse_each(b, "pack.yaml", samples, COUNT(samples));
	assert_error_arg(&b->error, "pack", "?");
}

static void a_pack_without_its_first_file_is_refused(void **state)
{
	struct rulebook *b = *state;

	rulebook_drop(b, "pack.yaml");
	rulebook_drop(b, "rules/");
	assert_int_equal(rulebook_load(b), STATUS_INVALID);
	assert_error(&b->error, "pack.invalid");
	assert_error_arg(&b->error, "pack", "?");
	assert_null(b->pack);
}

static void all_broken_files_are_found_at_once(void **state)
{
	struct rulebook *b = *state;

	rulebook_put(b, "rules/one.yaml", HEAD MEASURE "weight: 3\n");
	rulebook_put(
		b, "rules/two.yaml",
		"rule: two\nlevel: must\nterm: dated\nsubject: home\n" RULEBOOK_TEXTS MEASURE);
	assert_int_equal(rulebook_load(b), STATUS_INVALID);
	assert_error_arg(&b->error, "pack", "binhai");
	rulebook_expect(&b->findings,
			"schema.additional-properties schema/rules/one.yaml:8:1 key=weight\n"
			"pack.unknown-kind schema/rules/two.yaml:4:10 kind=home\n");
}

static void findings_that_were_there_before_are_no_fault_of_the_pack(void **state)
{
	struct rulebook *b = *state;

	rulebook_open(b);
	pack_free(b->pack);
	finding_add(&b->findings, "path.id", STR("x"), NULL);
	assert_int_equal(pack_load(b->layers, 1, b->kinds, &b->pack, &b->findings, &b->error),
			 0);
	assert_int_equal(b->findings.items.n, 1);
}

/* A view of a kind that there is not would never be looked at. */
static void subjects_of_an_unknown_kind_are_refused(void **state)
{
	static const struct sample samples[] = {
		{PACK_HEAD "parameters: {}\nsubjects:\n  statoin: {judged: SELECT 1}\n",
		 "pack.unknown-kind " AT_PACK "5:3\n"},
	};

	rulebook_drop(*state, "rules/");
	refuse_each(*state, "pack.yaml", samples, COUNT(samples));
}

/* What a repository could not set, a pack cannot either. */
static void a_default_that_its_parameter_cannot_be_is_refused(void **state)
{
	static const char *const params[] = {
		"type: integer, default: 3.5",
		"type: integer, default: '3'",
		"type: decimal, default: 2, maximum: 1",
		"type: decimal, default: -1",
		"type: date, default: 2022-02-29",
		"type: month-day, default: 02-29",
		"type: text, default: c, choices: [a, b]",
		"type: text, default: 3",
		"type: text, default: [a, b]",
		"type: text, default: []",
		"type: list, default: a",
		"type: list, default: [a, c], choices: [a, b]",
	};
	struct rulebook *b = *state;
	struct buf taken = {0};

	rulebook_drop(b, "rules/");
	for (size_t i = 0; i < COUNT(params); i++) {
		struct buf text = {0};

		buf_printf(&text, PACK_HEAD SUBJECTS "parameters:\n  a: {%s, " TITLE "}\n",
			   params[i]);
		rulebook_put(b, "pack.yaml", buf_cstr(&text));
		if (rulebook_load(b) == 0)
			buf_printf(&taken, "%s\n", params[i]);
		buf_release(&text);
	}
	assert_string_equal(buf_cstr(&taken), "");
	buf_release(&taken);
}

static void a_condition_on_an_unknown_parameter_is_refused(void **state)
{
	struct rulebook *b = *state;

	rulebook_put(b, FILE_NAME, HEAD MEASURE "when: {supervision_scop: project}\n");
	assert_int_equal(rulebook_load(b), STATUS_INVALID);
	assert_int_equal(b->findings.items.n, 1);
	assert_int_equal(b->findings.items.at[0].line, 8);
}

/* A measure's `judged` is the view of one kind. */
static void a_measure_of_several_kinds_is_refused(void **state)
{
	struct rulebook *b = *state;

	rulebook_put(b, FILE_NAME,
		     "rule: test.rule\nlevel: must\nterm: standing\nsubject: [worker, "
		     "station]\n" RULEBOOK_TEXTS MEASURE);
	assert_int_equal(rulebook_load(b), STATUS_INVALID);
	assert_int_equal(b->findings.items.n, 1);
	assert_int_equal(b->findings.items.at[0].line, 4);
}

static void parameters_keep_what_the_pack_says(void **state)
{
	struct rulebook *b = *state;
	const struct param *p;

	rulebook_drop(b, "rules/");
	rulebook_put(b, "pack.yaml",
		     PACK_HEAD SUBJECTS
		     "parameters:\n"
		     "  share: {type: decimal, default: 0.30, maximum: 1, " TITLE "}\n"
		     "  kinds: {type: list, choices: [a, b, c], default: [b, a], " TITLE "}\n");
	rulebook_open(b);
	assert_true(eq(b->pack->name, "test") && eq(b->pack->title.en, "title"));
	assert_int_equal(b->pack->params.n, 2);
	p = &b->pack->params.at[0];
	assert_true(eq(p->name, "share") && p->type == PARAM_DECIMAL && eq(p->maximum, "1"));
	assert_true(p->n_values == 1 && eq(p->values[0], "0.30") && p->n_choices == 0);
	assert_true(eq(p->title.zh, "题") && eq(p->title.en, "title"));
	p = &b->pack->params.at[1];
	assert_true(eq(p->name, "kinds") && p->type == PARAM_LIST && p->maximum.len == 0);
	assert_true(p->n_values == 2 && eq(p->values[0], "b") && eq(p->values[1], "a"));
	assert_true(p->n_choices == 3 && eq(p->choices[2], "c"));
}

static void views_are_found_by_kind_and_name(void **state)
{
	struct rulebook *b = *state;
	const struct kind *worker = kind_find(b->kinds, STR("worker"));
	const struct kind *station = kind_find(b->kinds, STR("station"));

	rulebook_drop(b, "rules/");
	rulebook_put(b, "pack.yaml",
		     PACK_HEAD "parameters: {}\nsubjects:\n"
			       "  worker: {judged: SELECT 1, posted: SELECT 2}\n"
			       "  station: {judged: SELECT 3}\n");
	rulebook_open(b);
	assert_true(eq(*pack_scope(b->pack, worker, STR("judged")), "SELECT 1"));
	assert_true(eq(*pack_scope(b->pack, worker, STR("posted")), "SELECT 2"));
	assert_true(eq(*pack_scope(b->pack, station, STR("judged")), "SELECT 3"));
	assert_null(pack_scope(b->pack, station, STR("posted")));
	assert_null(pack_scope(b->pack, worker, STR("")));
	assert_null(pack_scope(b->pack, kind_find(b->kinds, STR("case")), STR("judged")));
}

static void of_several_files_of_a_rule_the_first_is_given(void **state)
{
	struct rulebook *b = *state;

	rulebook_drop(b, "rules/");
	rulebook_put(b, "rules/a.yaml", HEAD MEASURE "when: {supervision_scope: station}\n");
	rulebook_put(b, "rules/b.yaml",
		     HEAD MEASURE "clause: 二\nwhen: {supervision_scope: project}\n");
	rulebook_open(b);
	assert_int_equal(b->pack->rules.n, 2);
	assert_ptr_equal(pack_rule(b->pack, STR("test.rule")), &b->pack->rules.at[0]);
	assert_true(eq(b->pack->rules.at[1].clause, "二"));
	assert_null(pack_rule(b->pack, STR("test")));
	assert_null(pack_rule(b->pack, STR("test.rules")));
	assert_null(pack_rule(b->pack, STR("")));
}

static void only_yaml_files_among_the_rules_are_rules(void **state)
{
	struct rulebook *b = *state;

	rulebook_drop(b, "rules/");
	rulebook_put(b, "rules/readme.md", "no rule");
	rulebook_put(b, "report/x.yaml", "no rule");
	rulebook_put(b, "templates/rules/x.yaml", "no rule");
	rulebook_open(b);
	assert_int_equal(b->pack->rules.n, 0);
}

static void a_report_says_what_its_columns_are_called(void **state)
{
	struct rulebook *b = *state;
	const struct report *r;

	rulebook_put(b, "reports/x.yaml",
		     "report: x\ntitle: {zh: 题, en: X}\nparts: {p: {zh: 部, en: part}}\n"
		     "columns: {a: {zh: 甲, en: A}, b: {zh: 乙, en: B}}\norder: [z, y]\n");
	rulebook_open(b);
	r = pack_report(b->pack, STR("x"));
	assert_non_null(r);
	assert_true(eq(r->title.zh, "题") && eq(r->title.en, "X"));
	assert_true(eq(pack_column_title(r, STR("b")).zh, "乙"));
	assert_true(eq(pack_title(r->parts, r->n_parts, STR("p")).en, "part"));
	assert_int_equal(pack_column_title(r, STR("p")).zh.len, 0);
	assert_int_equal(r->n_order, 2);
	assert_true(eq(r->order[1], "y"));
	assert_null(pack_report(b->pack, STR("y")));
}

static void a_report_that_is_none_is_refused(void **state)
{
	static const struct sample samples[] = {
		{"report: x\ntitle: {zh: 题, en: X}\n",
		 "schema.required schema/reports/x.yaml:1:1\n"},
		{"report: x\ntitle: {zh: 题, en: X}\ncolumns: {a: {zh: 甲}}\n",
		 "schema.required schema/reports/x.yaml:3:15\n"},
	};

	refuse_each(*state, "reports/x.yaml", samples, COUNT(samples));
}

static void the_nearest_rule_is_within_a_third_of_the_length(void **state)
{
	static const struct {
		const char *id, *nearest;
	} cases[] = {
		{"coverage", "coverage"},
		{"coverge", "coverage"},
		{"covrge", "coverage"}, /* 2 of 6 */
		{"coverr", ""},         /* 3 of 6 */
		{"covge", ""},          /* 3 of 5 */
		{"case.yearly", "cases.yearly"},
		{"training.hour", "training.hours"},
		{"supervision", ""},
		{"nothing.like-it", ""},
		{"", ""},
	};
	struct rulebook *b = *state;

	rulebook_open(b);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str got = pack_nearest_rule(b->pack, str_of(cases[i].id));

		if (!eq(got, cases[i].nearest))
			fail_msg("%s: %.*s", cases[i].id, STR_ARG(got));
	}
}

static void digest(struct rulebook *b, char text[17])
{
	rulebook_open(b);
	assert_int_equal(b->pack->digest.len, 16);
	assert_int_equal(strspn(b->pack->digest.ptr, "0123456789abcdef"), 16);
	memcpy(text, b->pack->digest.ptr, 17);
}

static void the_digest_follows_all_files_but_the_messages(void **state)
{
	struct rulebook *b = *state;
	char first[17], again[17];

	digest(b, first);
	digest(b, again);
	assert_string_equal(again, first);
	rulebook_put(b, "messages/en.yaml", "");
	rulebook_put(b, "messages/fr.yaml", "");
	digest(b, again);
	assert_string_equal(again, first);
	rulebook_put(b, FILE_NAME, HEAD MEASURE);
	digest(b, again);
	assert_string_not_equal(again, first);
	rulebook_put(b, FILE_NAME, HEAD MEASURE "clause: 二\n");
	digest(b, first);
	assert_string_not_equal(again, first);
	rulebook_drop(b, FILE_NAME);
	rulebook_put(b, "rules/other.yaml", HEAD MEASURE "clause: 二\n");
	digest(b, again);
	assert_string_not_equal(again, first);
}

static void levels_and_terms_have_names(void **state)
{
	(void)state;
	assert_string_equal(pack_level_name(LEVEL_MUST), "must");
	assert_string_equal(pack_level_name(LEVEL_SHOULD), "should");
	assert_string_equal(pack_level_name(LEVEL_MAY), "may");
	assert_string_equal(pack_term_name(TERM_YEARLY), "yearly");
	assert_string_equal(pack_term_name(TERM_DATED), "dated");
	assert_string_equal(pack_term_name(TERM_STANDING), "standing");
}

/* The files of a second layer, a repository's pack `own`. */
static void put_layer(struct rulebook *b, const struct pack_file *files, size_t n)
{
	b->layers[1] = (struct pack_layer){STR("own"), STR("policy/own/"), files, n};
}

#define OWN "pack: own\nextends: binhai\n"

static void a_pack_changes_the_one_that_it_extends(void **state)
{
	static const struct pack_file files[] = {
		{STR("pack.yaml"),
		 STR(OWN "parameters:\n  class_hours: {default: 36}\n"
			 "  tea: {type: integer, default: 2, title: {zh: 茶, en: Tea}}\n"
			 "  plan_due: {title: {zh: 期限, en: Due}}\n"
			 "subjects: {station: {mine: SELECT 1}}\n"
			 "rules:\n  station.host: {level: may, clause: 九, hint: {zh: 做, en: "
			 "Do}}\n"
			 "  supervision.yearly: {title: {zh: 题, en: Hours}}\n")},
		{STR("reports/verdicts.yaml"),
		 STR("report: verdicts\ntitle: {zh: 题, en: Mine}\n"
		     "columns: {rule: {zh: 规, en: Law}}\n")},
		{STR("rules/test.yaml"),
		 STR("rule: test.rule\nlevel: must\nterm: standing\n"
		     "subject: station\nscope: mine\n" RULEBOOK_TEXTS MEASURE)},
	};
	struct rulebook *b = *state;
	const struct rule *rule;
	char digest[17];

	rulebook_open(b);
	memcpy(digest, b->pack->digest.ptr, sizeof digest);
	put_layer(b, files, COUNT(files));
	rulebook_open(b);
	assert_true(eq(b->pack->name, "own"));
	assert_true(str_starts(b->pack->title.en, STR("Notice on social work")));
	assert_false(eq(b->pack->digest, digest));
	rule = pack_rule(b->pack, STR("station.host"));
	assert_true(rule->level == LEVEL_MAY && eq(rule->clause, "九"));
	assert_true(eq(rule->hint.en, "Do") && !eq(rule->title.en, "Do") && !rule->outside);
	for (size_t i = 0; i < b->pack->rules.n; i++)
		if (eq(b->pack->rules.at[i].id, "supervision.yearly"))
			assert_true(eq(b->pack->rules.at[i].title.en, "Hours"));
	rule = &b->pack->rules.at[b->pack->rules.n - 1];
	assert_true(eq(rule->id, "test.rule") && rule->outside);
	assert_true(eq(rule->file, "policy/own/rules/test.yaml"));
	assert_true(pack_view(b->pack, rule->subjects[0], rule->scope)->outside);
	assert_true(eq(pack_report_title(b->pack, STR("verdicts")).en, "Mine"));
	assert_true(eq(pack_column_title(pack_report(b->pack, STR("verdicts")), STR("rule")).en,
		       "Law"));
	for (size_t i = 0; i < b->pack->params.n; i++) {
		const struct param *p = &b->pack->params.at[i];

		if (eq(p->name, "class_hours"))
			assert_true(eq(p->values[0], "36") && !eq(p->title.en, ""));
		if (eq(p->name, "plan_due"))
			assert_true(eq(p->values[0], "2022-04-30") && eq(p->title.en, "Due"));
	}
	assert_true(eq(b->pack->params.at[b->pack->params.n - 1].name, "tea"));
}

static void a_pack_that_extends_none_begins_anew(void **state)
{
	static const struct pack_file files[] = {
		{STR("pack.yaml"), STR("pack: own\ntitle: {zh: 题, en: t}\nparameters: {}\n"
				       "subjects: {worker: {judged: SELECT 1}}\n")},
		{STR("rules/test.yaml"), STR(HEAD MEASURE)},
	};
	struct rulebook *b = *state;

	put_layer(b, files, COUNT(files));
	rulebook_open(b);
	assert_int_equal(b->pack->rules.n, 1);
	assert_int_equal(b->pack->params.n, 0);
	assert_int_equal(b->pack->scopes.n, 1);
	assert_non_null(pack_report(b->pack, STR("verdicts")));
}

#define OWN_PACK "policy/own/pack.yaml:"

static void what_a_pack_may_not_change_is_refused_at_its_place(void **state)
{
	static const struct {
		const char *text, *findings;
	} cases[] = {
		{"pack: other\nextends: binhai\n",
		 "pack.name " OWN_PACK "1:7 name=other folder=own\n"},
		{"pack: own\ntitle: {zh: 题, en: t}\nparameters: {}\nsubjects: {}\nrules: {}\n",
		 "schema.false " OWN_PACK "5:8\n"},
		{OWN "parameters: {class_hours: {type: text, default: a, title: {zh: 题, en: "
		     "t}}}\n",
		 "pack.parameter-twice " OWN_PACK "3:14 name=class_hours\n"},
		{OWN "parameters: {as_of: {type: text, default: a, title: {zh: 题, en: t}}}\n",
		 "pack.parameter-twice " OWN_PACK "3:14 name=as_of\n"},
		{OWN "parameters: {clas_hours: {default: 2}}\n",
		 "pack.parameter-unknown " OWN_PACK
		 "3:14 pack.parameter-unknown-near name=clas_hours nearest=class_hours\n"},
		{OWN "parameters: {class_hours: {default: two}}\n",
		 "pack.parameter-default " OWN_PACK "3:37 name=class_hours\n"},
		{OWN "parameters: {part_year: {default: half}}\n",
		 "pack.parameter-default " OWN_PACK "3:35 name=part_year\n"},
		{OWN "subjects: {station: {judged: SELECT 1}}\n",
		 "pack.view-twice " OWN_PACK "3:22 view=judged\n"},
		{OWN "rules: {station.hst: {level: may}}\n",
		 "pack.rule-unknown " OWN_PACK
		 "3:9 pack.rule-unknown-near rule=station.hst nearest=station.host\n"},
		{OWN "rules: {reference.exists: {level: may}}\n",
		 "pack.level-fixed " OWN_PACK "3:35 rule=reference.exists\n"},
	};
	struct rulebook *b = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct pack_file file = {STR("pack.yaml"), str_of(cases[i].text)};

		put_layer(b, &file, 1);
		assert_int_equal(rulebook_load(b), STATUS_INVALID);
		assert_error(&b->error, "pack.invalid");
		assert_error_arg(&b->error, "pack", "own");
		rulebook_expect(&b->findings, cases[i].findings);
	}
}

static void what_a_rule_of_a_pack_may_not_be_is_refused(void **state)
{
	static const struct {
		const char *id, *more, *finding;
	} cases[] = {
		{"station.host", MEASURE,
		 "pack.rule-twice 1:7 rule=station.host "
		 "file=schema/rules/station.host.yaml\n"},
		{"rule.unmet", MEASURE, "pack.rule-reserved 1:7 rule=rule.unmet\n"},
		{"test.rule", "keyword: references\n",
		 "pack.rule-keyword 7:10 keyword=references rule=reference.exists\n"},
	};
	struct rulebook *b = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf text = {0}, got = {0};
		const struct finding *f;

		buf_printf(&text,
			   "rule: %s\nlevel: must\nterm: standing\nsubject: worker\n%s%s",
			   cases[i].id, RULEBOOK_TEXTS, cases[i].more);
		const struct pack_file files[] = {{STR("pack.yaml"), STR(OWN)},
						  {STR("rules/a.yaml"), buf_str(&text)}};

		put_layer(b, files, 2);
		assert_int_equal(rulebook_load(b), STATUS_INVALID);
		f = &b->findings.items.at[0];
		assert_true(eq(f->path, "policy/own/rules/a.yaml"));
		buf_printf(&got, "%s %u:%u", f->rule, f->line, f->column);
		for (size_t k = 0; k < f->message.n_args; k++)
			buf_printf(&got, " %s=%.*s", f->message.args[k].name,
				   STR_ARG(f->message.args[k].value));
		buf_add_char(&got, '\n');
		assert_string_equal(buf_cstr(&got), cases[i].finding);
		buf_release(&text);
		buf_release(&got);
	}
}

static void keys_of_a_pack_are_of_their_shape(void **state)
{
	static const struct {
		const char *text, *findings;
	} cases[] = {
		{"properties: {tea: {title: 茶, type: string}}\n$defs: {}\n", ""},
		{"properties: {tea: {type: string}}\n",
		 "schema.required policy/own/kinds/case.yaml:1:20 key=title\n"},
		{"properties: {Tea: {title: 茶}}\n",
		 "schema.pattern policy/own/kinds/case.yaml:1:14 value=Tea "
		 "pattern=^[a-z][a-z0-9_]*$\n"},
		{"properties: {tea: {title: 茶}}\nrequired: [tea]\n",
		 "schema.additional-properties policy/own/kinds/case.yaml:2:1 key=required\n"},
		{"{}\n", "schema.required policy/own/kinds/case.yaml:1:1 key=properties\n"},
	};
	struct rulebook *b = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct pack_file file = {STR("kinds/case.yaml"), str_of(cases[i].text)};

		put_layer(b, &file, 1);
		b->layers[0] = (struct pack_layer){
			.folder = STR("schema/"), .files = b->files.at, .n = b->files.n};
		finding_reset(&b->findings);
		assert_int_equal(pack_load_keys(b->layers, 2, &b->findings, &b->error),
				 *cases[i].findings ? STATUS_INVALID : 0);
		rulebook_expect(&b->findings, cases[i].findings);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_built_in_pack_loads),
		TEST(a_rule_keeps_what_its_file_says),
		TEST(what_a_rule_file_leaves_out_has_its_usual_value),
		TEST(a_keyword_rule_may_judge_several_kinds),
		TEST(a_rule_file_of_another_shape_is_refused_at_its_place),
		TEST(a_rule_has_a_measure_or_a_keyword_and_not_both),
		TEST(bytes_that_are_no_yaml_are_refused_at_their_place),
		TEST(a_name_that_stands_for_nothing_is_refused_at_its_place),
		TEST(a_pack_of_another_shape_is_refused_at_its_place),
		TEST(a_pack_without_its_first_file_is_refused),
		TEST(all_broken_files_are_found_at_once),
		TEST(findings_that_were_there_before_are_no_fault_of_the_pack),
		TEST(subjects_of_an_unknown_kind_are_refused),
		TEST(a_default_that_its_parameter_cannot_be_is_refused),
		TEST(a_condition_on_an_unknown_parameter_is_refused),
		TEST(a_measure_of_several_kinds_is_refused),
		TEST(parameters_keep_what_the_pack_says),
		TEST(views_are_found_by_kind_and_name),
		TEST(of_several_files_of_a_rule_the_first_is_given),
		TEST(only_yaml_files_among_the_rules_are_rules),
		TEST(a_report_says_what_its_columns_are_called),
		TEST(a_report_that_is_none_is_refused),
		TEST(the_nearest_rule_is_within_a_third_of_the_length),
		TEST(the_digest_follows_all_files_but_the_messages),
		TEST(levels_and_terms_have_names),
		TEST(a_pack_changes_the_one_that_it_extends),
		TEST(a_pack_that_extends_none_begins_anew),
		TEST(what_a_pack_may_not_change_is_refused_at_its_place),
		TEST(what_a_rule_of_a_pack_may_not_be_is_refused),
		TEST(keys_of_a_pack_are_of_their_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
