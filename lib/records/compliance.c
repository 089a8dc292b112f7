/* SPDX-License-Identifier: MIT */
/* Stations by rules, or by clauses. */
#include "records/compliance.h"

#include "policy/judge.h"
#include "records/mask.h"
#include "store/query.h"

#include <stdlib.h>

enum { STATION, NAME, FIRST };

static const char all_stations[] = "SELECT id, name FROM stations ORDER BY id";
static const struct str report_name = {"compliance", sizeof "compliance" - 1};

/* One column after the names: a rule, or a clause. */
struct heading {
	struct str name;
	struct table_title title;
	size_t order;
};

struct fill {
	struct grid *grid;
	const struct report *report;
	const struct affiliation *stations;
	enum compliance_by by;
	struct VEC(struct heading) headings;
	struct map columns; /* rule → index of its heading + 1, as a pointer */
	struct map rows;    /* station → its row + 1, likewise */
	struct arena arena;
};

int compliance_plan(struct store *store, struct error *error)
{
	struct query *q;
	int status = query_open(store, str_of(all_stations), &q, error);

	query_close(q);
	return status;
}

static void *number(size_t n)
{
	return (void *)(uintptr_t)(n + 1);
}

static bool find(const struct map *m, struct str key, size_t *n)
{
	uintptr_t value = (uintptr_t)map_get(m, key);

	*n = (size_t)value - 1;
	return value != 0;
}

static bool is_of_stations(const struct rule *rule)
{
	for (size_t i = 0; i < rule->n_subjects; i++)
		if (!str_eq(rule->subjects[i]->name, STR("district")))
			return true;
	return false;
}

/* The place of a clause in the pack's order. */
static size_t order_of(const struct report *report, struct str clause)
{
	size_t i = 0;

	while (report && i < report->n_order && !str_eq(report->order[i], clause))
		i++;
	return i;
}

static struct heading heading_of(const struct fill *f, const struct tally *tally,
				 const struct rule *rule)
{
	struct str none = STR(COMPLIANCE_NO_CLAUSE);

	if (f->by == COMPLIANCE_BY_RULE)
		return (struct heading){tally->rule, {rule->title.zh, rule->title.en}, 0};
	if (tally->clause.len == 0)
		return (struct heading){none, pack_column_title(f->report, none), SIZE_MAX};
	return (struct heading){tally->clause,
				{tally->clause, tally->clause},
				order_of(f->report, tally->clause)};
}

static int cmp_headings(const void *pa, const void *pb)
{
	const struct heading *a = pa, *b = pb;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return str_cmp(a->name, b->name);
}

/* Headings in their order, each once; columns of the grid after the two names. */
static void add_columns(struct fill *f)
{
	size_t n = 0;

	grid_column(f->grid, STR("station"), TABLE_TEXT)->title =
		pack_column_title(f->report, STR("station"));
	grid_column(f->grid, STR("name"), TABLE_TEXT)->title =
		pack_column_title(f->report, STR("name"));
	if (f->headings.n)
		qsort(f->headings.at, f->headings.n, sizeof *f->headings.at, cmp_headings);
	for (size_t i = 0; i < f->headings.n; i++) {
		const struct heading *h = &f->headings.at[i];

		if (n && str_eq(h->name, f->headings.at[n - 1].name))
			continue;
		grid_column(f->grid, h->name, TABLE_TEXT)->title = h->title;
		f->headings.at[n++] = *h;
	}
	f->headings.n = n;
}

static void index_columns(struct fill *f, const struct judgement *j)
{
	struct map by_name = {0};

	for (size_t i = 0; i < f->headings.n; i++)
		map_put(&by_name, f->headings.at[i].name, number(FIRST + i));
	for (size_t i = 0; i < j->tallies.n; i++) {
		const struct tally *t = &j->tallies.at[i];
		struct str name = f->by == COMPLIANCE_BY_RULE ? t->rule
				  : t->clause.len             ? t->clause
							      : STR(COMPLIANCE_NO_CLAUSE);

		map_put(&f->columns, t->rule, map_get(&by_name, name));
	}
	map_release(&by_name);
}

static void make_columns(struct fill *f, const struct records *r, const struct judgement *j)
{
	for (size_t i = 0; i < j->tallies.n; i++) {
		const struct tally *tally = &j->tallies.at[i];
		const struct rule *rule = judge_rule(r->pack, tally->rule, j);

		if (rule && is_of_stations(rule))
			*vec_add(&f->headings) = heading_of(f, tally, rule);
	}
	add_columns(f);
	index_columns(f, j);
}

static void set_masked(struct grid *g, size_t column, struct str text)
{
	struct buf masked = {0};

	mask_text(&masked, text);
	grid_put(g, column, buf_str(&masked));
	buf_release(&masked);
}

/* A row each, with nulls for verdicts. */
static int add_rows(struct fill *f, struct store *store, struct error *error)
{
	struct query *q;
	int status = query_open(store, str_of(all_stations), &q, error);

	if (status < 0)
		return status;
	while ((status = query_next(q, error)) == 1) {
		struct buf id = {0};

		mask_text(&id, query_text(q, 0));
		if (affiliation_find(f->stations, STR("station"), buf_str(&id))) {
			grid_row(f->grid);
			map_put(&f->rows, arena_str(&f->arena, query_text(q, 0)),
				number(grid_rows(f->grid) - 1));
			set_masked(f->grid, STATION, query_text(q, 0));
			set_masked(f->grid, NAME, query_text(q, 1));
		}
		buf_release(&id);
	}
	query_close(q);
	return status;
}

static int badness(enum verdict verdict)
{
	static const int order[VERDICTS] = {
		[VERDICT_NOT_APPLICABLE] = 1, [VERDICT_PASS] = 2, [VERDICT_WAIVED] = 3,
		[VERDICT_PENDING] = 4,        [VERDICT_FAIL] = 5,
	};

	return order[verdict];
}

static int badness_of_cell(struct str cell)
{
	for (int v = 0; v < VERDICTS; v++)
		if (str_eq(cell, str_of(judgement_verdict_name((enum verdict)v))))
			return badness((enum verdict)v);
	return 0;
}

static void count_verdict(struct fill *f, const struct subject_verdict *v)
{
	const struct affiliated *of = affiliation_find(f->stations, v->kind, v->subject);
	size_t column, row;

	if (!find(&f->columns, v->rule, &column))
		return;
	for (; of; of = of->next) {
		struct str *cell;

		if (!find(&f->rows, of->station, &row)) /* a reference to none */
			continue;
		cell = grid_cell(f->grid, row, column);
		if (badness(v->verdict) > badness_of_cell(*cell))
			*cell = str_of(judgement_verdict_name(v->verdict));
	}
}

int compliance_fill(struct grid *g, const struct records *r, const struct judgement *judgement,
		    const struct affiliation *stations, enum compliance_by by,
		    struct error *error)
{
	struct fill f = {
		.grid = g,
		.report = pack_report(r->pack, report_name),
		.stations = stations,
		.by = by,
	};
	int status;

	make_columns(&f, r, judgement);
	status = add_rows(&f, r->store, error);
	for (size_t i = 0; i < judgement->verdicts.n && status == 0; i++)
		count_verdict(&f, &judgement->verdicts.at[i]);
	vec_release(&f.headings);
	map_release(&f.columns);
	map_release(&f.rows);
	arena_release(&f.arena);
	return status;
}

struct table compliance_table(struct grid *g, const struct pack *pack)
{
	return grid_table(g, report_name, pack_report_title(pack, report_name));
}
