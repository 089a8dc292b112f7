/* SPDX-License-Identifier: MIT */
/* Tests of what SQL a pack may hold (policy/audit.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "policy/audit.h"

#include "judging.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define AT           "schema/rules/test.yaml:"
#define VALUES       "values: {x: {zh: 甲, en: x}}\n"

/* Loads the pack and looks at all its SQL; what is found are these lines. */
static void expect(struct judging *f, const char *findings)
{
	struct rulebook *b = &f->book;
	int status;

	rulebook_open(b);
	rulebook_store(b);
	b->pack->limits = (struct guard_limits){.memory = 1 << 24, .rows = 1000};
	status = audit_pack(b->pack, b->store, true, &b->findings, &b->error);
	rulebook_expect(&b->findings, findings);
	assert_int_equal(status, *findings ? STATUS_INVALID : 0);
	if (*findings)
		assert_error(&b->error, "pack.invalid");
	error_release(&b->error);
	b->error = (struct error){0};
}

static void the_built_in_pack_passes(void **state)
{
	struct judging *f = *state;

	rulebook_close(&f->book);
	rulebook_init(&f->book);
	expect(f, "");
}

static void what_does_not_compile_is_found_at_its_place(void **state)
{
	static const struct {
		const char *columns, *more, *finding;
	} cases[] = {
		{UNMET ", w.colour AS c", "",
		 "pack.statement " AT "8:89 fault=query.no-column column=colour offset=86\n"},
		{UNMET,
		 "evidence: |\n  -- why\n  SELECT w.id AS subject, w.tlent AS x\n"
		 "  FROM judged w\n" VALUES,
		 "pack.statement " AT "11:27 fault=query.no-column-near column=tlent "
		 "nearest=talent offset=31\n"},
		{UNMET,
		 "evidence: |\n  SELECT 'é' AS x, s.id AS subject FROM\n  nobody s\n" VALUES,
		 "pack.statement " AT "11:3 fault=query.no-table table=nobody offset=39\n"},
		{UNMET,
		 "evidence: SELECT w.id AS subject, upcase(w.name) AS x FROM judged w\n" VALUES,
		 "pack.statement " AT
		 "9:35 fault=query.no-function function=upcase offset=24\n"},
		{UNMET, "evidence: DELETE FROM workers\n" VALUES,
		 "pack.statement " AT "9:11 fault=query.not-select\n"},
		{UNMET, "evidence: SELECT 1 AS subject; SELECT 2\n" VALUES,
		 "pack.statement " AT "9:31 fault=query.several offset=20\n"},
		{UNMET, "evidence: SELECT 1 AS subject;\n" VALUES,
		 "pack.statement " AT "9:30 fault=query.semicolon\n"},
		{UNMET, "evidence: SELECT 1 AS subject /* on\n" VALUES,
		 "pack.statement " AT "9:31 fault=query.unclosed\n"},
		{UNMET, "evidence: SELECT name AS subject FROM sqlite_schema\n" VALUES,
		 "pack.statement " AT "9:11 fault=query.no-table table=sqlite_master\n"},
		{UNMET,
		 "evidence: SELECT w.id AS subject, ifnull(w.talent, '') AS x FROM judged "
		 "w\n" VALUES,
		 "pack.not-shared " AT "9:35 sql=ifnull instead=coalesce(a, b)\n"},
		{UNMET,
		 "evidence: >\n  SELECT w.id AS subject,\n  :x AS x FROM judged w\n" VALUES,
		 "pack.not-shared " AT "9:11 sql=:x instead=param.name\n"},
	};
	struct judging *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		judging_rule(f, "must", "standing", cases[i].columns, cases[i].more);
		expect(f, cases[i].finding);
	}
}

static void a_measure_has_all_its_columns(void **state)
{
	static const char *const columns[] = {"subject", "applies", "measured", "required",
					      "holds"};
	struct judging *f = *state;

	for (size_t left_out = 0; left_out < COUNT(columns); left_out++) {
		struct buf text = {0}, finding = {0};

		buf_add_text(&text,
			     "rule: test.rule\nlevel: must\nterm: standing\n"
			     "subject: worker\n" RULEBOOK_TEXTS "measure: SELECT 1 AS x");
		for (size_t i = 0; i < COUNT(columns); i++)
			if (i != left_out)
				buf_printf(&text, ", 1 AS %s", columns[i]);
		buf_add_text(&text, " FROM judged w\n");
		rulebook_put(&f->book, JUDGING_FILE, buf_cstr(&text));
		buf_printf(&finding, "pack.columns " AT "7:10 column=%s\n", columns[left_out]);
		expect(f, buf_cstr(&finding));
		buf_release(&text);
		buf_release(&finding);
	}
}

static void what_a_change_affects_is_looked_at(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing", UNMET,
		     "affects:\n  workers: SELECT id FROM changed\n"
		     "  worker_training: SELECT colour FROM changed\n");
	expect(f, "pack.statement " AT "11:27 fault=query.no-column column=colour offset=7\n");
	judging_rule(f, "must", "standing", UNMET,
		     "affects:\n  wrokers: SELECT id FROM changed\n");
	expect(f, "pack.affects " AT "10:12 table=wrokers\n");
}

static void a_view_is_looked_at_and_rules_do_not_look_through_a_bad_one(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing", UNMET, "");
	rulebook_put(&f->book, "pack.yaml",
		     "pack: test\ntitle: {zh: 题, en: title}\nparameters: {}\nsubjects:\n"
		     "  worker: {judged: SELECT w.colour AS id FROM workers w}\n"
		     "  station: {judged: SELECT s.id FROM stations s}\n");
	expect(f, "pack.statement schema/pack.yaml:5:27 fault=query.no-column column=colour "
		  "offset=7\n"
		  "pack.columns schema/pack.yaml:6:21 column=in_scope\n");
}

static void a_value_of_the_evidence_has_a_name(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing", UNMET,
		     "evidence: SELECT w.id AS subject, w._path, 1 AS part, 2 AS x, 3 AS hours"
		     " FROM judged w\n" VALUES);
	expect(f, "pack.unnamed-value " AT "9:11 name=hours\n");
}

static void nothing_is_looked_at_that_is_not_from_outside(void **state)
{
	struct judging *f = *state;
	struct rulebook *b = &f->book;

	judging_rule(f, "must", "standing", "w.colour AS applies", "");
	rulebook_open(b);
	rulebook_store(b);
	assert_int_equal(audit_pack(b->pack, b->store, false, &b->findings, &b->error), 0);
	assert_int_equal(b->findings.items.n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, judging_setup, judging_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_built_in_pack_passes),
		TEST(what_does_not_compile_is_found_at_its_place),
		TEST(a_measure_has_all_its_columns),
		TEST(what_a_change_affects_is_looked_at),
		TEST(a_view_is_looked_at_and_rules_do_not_look_through_a_bad_one),
		TEST(a_value_of_the_evidence_has_a_name),
		TEST(nothing_is_looked_at_that_is_not_from_outside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
