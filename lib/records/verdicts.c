/* SPDX-License-Identifier: MIT */
/* An order over the judgement's own list. */
#include "records/verdicts.h"

#include "base/mem.h"

#include <stdlib.h>

static const struct str report_name = {"verdicts", sizeof "verdicts" - 1};

static const struct {
	const char *name;
	enum table_type type;
} columns[VERDICTS_COLUMNS] = {
	{"rule", TABLE_TEXT},    {"subject_kind", TABLE_TEXT}, {"subject", TABLE_TEXT},
	{"verdict", TABLE_TEXT}, {"measured", TABLE_DECIMAL},  {"required", TABLE_DECIMAL},
	{"due", TABLE_DATE},
};

void verdicts_columns(const struct pack *pack, struct table_column out[VERDICTS_COLUMNS])
{
	const struct report *report = pack_report(pack, report_name);

	for (size_t i = 0; i < VERDICTS_COLUMNS; i++)
		out[i] = (struct table_column){
			.name = str_of(columns[i].name),
			.title = pack_column_title(report, str_of(columns[i].name)),
			.type = columns[i].type,
		};
}

static struct str or_null(struct str s)
{
	return s.len ? s : (struct str){NULL, 0};
}

void verdicts_cells(const struct subject_verdict *v, struct str cells[VERDICTS_COLUMNS])
{
	size_t i = 0;

	cells[i++] = v->rule;
	cells[i++] = v->kind;
	cells[i++] = v->subject;
	cells[i++] = str_of(judgement_verdict_name(v->verdict));
	cells[i++] = or_null(v->measured);
	cells[i++] = or_null(v->required);
	cells[i] = or_null(v->due);
}

static int by_rule_and_subject(const void *pa, const void *pb)
{
	const struct subject_verdict *a = *(const struct subject_verdict *const *)pa;
	const struct subject_verdict *b = *(const struct subject_verdict *const *)pb;
	int order = str_cmp(a->rule, b->rule);

	if (!order)
		order = str_cmp(a->kind, b->kind);
	return order ? order : str_cmp(a->subject, b->subject);
}

void verdicts_init(struct verdicts *v, const struct pack *pack,
		   const struct judgement *judgement, const struct affiliation *only)
{
	size_t n = judgement->verdicts.n;

	*v = (struct verdicts){.judgement = judgement, .only = only};
	v->sorted = mem_alloc(n * sizeof *v->sorted);
	for (size_t i = 0; i < n; i++) {
		const struct subject_verdict *verdict = &judgement->verdicts.at[i];

		if (!only || affiliation_find(only, verdict->kind, verdict->subject))
			v->sorted[v->n++] = verdict;
	}
	if (v->n)
		qsort(v->sorted, v->n, sizeof *v->sorted, by_rule_and_subject);
	verdicts_columns(pack, v->columns);
}

static int next_row(void *context, struct str *cells, struct error *error)
{
	struct verdicts *v = context;

	(void)error;
	if (v->next == v->n)
		return 0;
	verdicts_cells(v->sorted[v->next++], cells);
	return 1;
}

struct table verdicts_table(struct verdicts *v, const struct pack *pack)
{
	return (struct table){
		.name = report_name,
		.title = pack_report_title(pack, report_name),
		.columns = v->columns,
		.n_columns = VERDICTS_COLUMNS,
		.next = next_row,
		.context = v,
	};
}

void verdicts_release(struct verdicts *v)
{
	mem_free(v->sorted);
	v->sorted = NULL;
}
