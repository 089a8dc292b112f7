/* SPDX-License-Identifier: MIT */
/* Unit tests of rows put over records (records/import_merge.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/import_merge.h"
#include "records/records.h"
#include "text/emit.h"
#include "text/yaml.h"

static struct records *records;

static int set_up(void **state)
{
	struct finding_list findings = {0};
	struct error error = {0};

	(void)state;
	return records_open_pack(&records, &findings, &error);
}

static int tear_down(void **state)
{
	(void)state;
	records_close(records);
	return 0;
}

static const struct field *root(void)
{
	return &kind_find(records->kinds, STR("case"))->root;
}

struct merging {
	struct arena arena;
	struct node *record;
};

static struct node *read_yaml(struct merging *m, const char *yaml)
{
	struct finding_list findings = {0};
	struct tree tree = {0};

	assert_true(yaml_read(&tree, str_of(yaml), &m->arena, STR("x"), &findings));
	finding_release(&findings);
	return tree.root;
}

static void begin(struct merging *m, const char *yaml)
{
	*m = (struct merging){0};
	m->record = read_yaml(m, yaml);
}

static struct import_target target(const char *name)
{
	struct import_target target;

	assert_int_equal(import_target_find(root(), str_of(name), &target), 1);
	return target;
}

static void set(struct merging *m, const char *name, const char *value)
{
	struct import_target at = target(name);

	import_merge_set(m->record, root(), &at, read_yaml(m, value), &m->arena);
}

static void unset(struct merging *m, const char *name)
{
	struct import_target at = target(name);

	import_merge_remove(m->record, &at);
}

static void end_as(struct merging *m, const char *flow)
{
	static const struct emit_style style = {.line_end = "\n"};
	struct buf got = {0};

	import_merge_end(m->record);
	emit_flow(&got, &style, m->record);
	assert_string_equal(buf_cstr(&got), flow);
	buf_release(&got);
	arena_release(&m->arena);
}

static void values_go_where_their_kind_has_them(void **state)
{
	struct merging m;

	(void)state;
	begin(&m, "{id: a, intake: {problem: x}}");
	set(&m, "intake.date", "2022-01-01");
	set(&m, "station", "s");
	set(&m, "closure.date", "2022-02-01");
	set(&m, "clients[2].code", "K2");
	set(&m, "clients[1].consent.scope[1]", "service");
	set(&m, "clients[1].code", "K1");
	end_as(&m, "{id: a, station: s, clients: [{code: K1, consent: {scope: [service]}}, "
		   "{code: K2}], intake: {date: 2022-01-01, problem: x}, "
		   "closure: {date: 2022-02-01}}");
}

static void what_is_said_already_stays_as_it_is_written(void **state)
{
	struct merging m;

	(void)state;
	begin(&m, "{evaluation: {satisfaction: 4.50}, closure: {summary: \"a\\n\"}}");
	set(&m, "evaluation.satisfaction", "4.5");
	set(&m, "closure.summary", "a");
	end_as(&m, "{evaluation: {satisfaction: 4.50}, closure: {summary: \"a\\n\"}}");
}

static void what_becomes_empty_goes_and_what_was_empty_stays(void **state)
{
	struct merging m;

	(void)state;
	begin(&m, "{plan: {goals: [a], actions: []}, intake: {date: x}, assessment: {}, "
		  "clients: [{code: K1}, {code: K2, consent: {date: x}}]}");
	unset(&m, "intake.date");
	unset(&m, "assessment.date");
	unset(&m, "plan.goals[1]");
	unset(&m, "clients[1].code");
	unset(&m, "clients[2].consent.date");
	unset(&m, "clients[7].code");
	end_as(&m, "{plan: {actions: []}, assessment: {}, clients: [{code: K2}]}");
}

static void places_count_until_the_end(void **state)
{
	struct merging m;

	(void)state;
	begin(&m, "{workers: [a, b, c]}");
	unset(&m, "workers[1]");
	set(&m, "workers[3]", "z");
	set(&m, "workers[6]", "v");
	end_as(&m, "{workers: [b, z, v]}");
}

static void lists_are_cleared_but_for_places(void **state)
{
	const uint32_t kept[] = {2};
	struct import_target list = target("workers");
	struct merging m;

	(void)state;
	begin(&m, "{workers: [a, b, c]}");
	import_merge_clear(m.record, &list, kept, 1);
	end_as(&m, "{workers: [b]}");
	begin(&m, "{workers: [a, b, c]}");
	import_merge_clear(m.record, &list, kept, 0);
	set(&m, "workers[1]", "d");
	end_as(&m, "{workers: [d]}");
	begin(&m, "{id: a, workers: [a]}");
	import_merge_clear(m.record, &list, kept, 0);
	end_as(&m, "{id: a}");
}

/* RFC 7396, appendix A, as far as records can hold it, and keys that are not the record's. */
static void documents_are_merged(void **state)
{
	struct merging m;

	(void)state;
	begin(&m, "{id: a, workers: [x], intake: {date: x, problem: y}, plan: {date: z}}");
	import_merge_document(m.record, root(),
			      read_yaml(&m, "{_kind: case, sws_row: 3, method: casework, "
					    "workers: [v, z], intake: {problem: null}, "
					    "plan: null, station: s}"),
			      &m.arena);
	end_as(&m, "{id: a, station: s, workers: [v, z], method: casework, intake: {date: x}}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_go_where_their_kind_has_them),
		cmocka_unit_test(what_is_said_already_stays_as_it_is_written),
		cmocka_unit_test(what_becomes_empty_goes_and_what_was_empty_stays),
		cmocka_unit_test(places_count_until_the_end),
		cmocka_unit_test(lists_are_cleared_but_for_places),
		cmocka_unit_test(documents_are_merged),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
