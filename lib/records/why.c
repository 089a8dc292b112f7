/* SPDX-License-Identifier: MIT */
/* One verdict, found in the judgement, and the rule's SQL asked once more. */
#include "records/why.h"

#include "base/nearby.h"
#include "policy/judge.h"
#include "records/mask.h"
#include "records/verdicts.h"

struct ask {
	struct why *why;
	const struct records *records;
	const struct judgement *judgement;
	const struct why_question *question;
	const struct rule *rule;
	struct str kind, id; /* of the subject; kind "" while it is not known */
	const struct subject_verdict *verdict;
	struct error *error;
};

static struct table_title title(const struct ask *a, const char *column)
{
	return pack_column_title(pack_report(a->records->pack, STR("why")), str_of(column));
}

/* Fails with the id ending in -near where a name is near. */
static int refuse_rule(const struct ask *a)
{
	struct arena arena = {0};
	struct nearby near = {.wanted = a->question->rule};
	struct buf names = {0};
	const char *rule = arena_cstr(&arena, a->question->rule);

	for (size_t i = 0; i < a->judgement->tallies.n; i++)
		nearby_offer(&near, a->judgement->tallies.at[i].rule);
	nearby_list(&near, &names);
	if (near.n)
		error_set(a->error, STATUS_NOT_FOUND, "report.unknown-rule-near", "rule", rule,
			  "nearest", buf_cstr(&names), NULL);
	else
		error_set(a->error, STATUS_NOT_FOUND, "report.unknown-rule", "rule", rule,
			  NULL);
	buf_release(&names);
	nearby_release(&near);
	arena_release(&arena);
	return STATUS_NOT_FOUND;
}

static int refuse_subject(const struct ask *a)
{
	struct arena arena = {0};
	struct nearby near = {.wanted = a->id};
	struct buf names = {0}, shown = {0};

	for (size_t i = 0; i < a->judgement->verdicts.n; i++)
		if (str_eq(a->judgement->verdicts.at[i].rule, a->rule->id))
			nearby_offer(&near, a->judgement->verdicts.at[i].subject);
	nearby_list(&near, &names);
	mask_text(&shown, a->question->subject);
	if (near.n)
		error_set(a->error, STATUS_NOT_FOUND, "report.unknown-subject-near", "subject",
			  buf_cstr(&shown), "rule", a->rule->id.ptr, "nearest",
			  buf_cstr(&names), NULL);
	else
		error_set(a->error, STATUS_NOT_FOUND, "report.unknown-subject", "subject",
			  buf_cstr(&shown), "rule", a->rule->id.ptr, NULL);
	buf_release(&names);
	buf_release(&shown);
	nearby_release(&near);
	arena_release(&arena);
	return STATUS_NOT_FOUND;
}

/* kind/id if there is such a kind. */
static void split_subject(struct ask *a)
{
	struct str rest = a->question->subject, first = str_split(&rest, '/');

	a->id = a->question->subject;
	if (rest.len && kind_find(a->records->kinds, first)) {
		a->kind = first;
		a->id = rest;
	}
}

static bool is_meant(const struct ask *a, const struct subject_verdict *v, struct str shown)
{
	return str_eq(v->rule, a->rule->id) && str_eq(v->subject, shown) &&
	       (a->kind.len == 0 || str_eq(v->kind, a->kind));
}

static int refuse_several(const struct ask *a, struct str subjects)
{
	struct arena arena = {0};

	error_set(a->error, STATUS_INVALID, "report.several-subjects", "subject",
		  arena_cstr(&arena, a->id), "subjects", arena_cstr(&arena, subjects), NULL);
	arena_release(&arena);
	return STATUS_INVALID;
}

/* The judgement shows no personal identifier, in ids neither. */
static int find_verdict(struct ask *a)
{
	struct buf shown = {0}, subjects = {0};
	size_t n = 0;
	int status = 0;

	mask_text(&shown, a->id);
	for (size_t i = 0; i < a->judgement->verdicts.n; i++) {
		const struct subject_verdict *v = &a->judgement->verdicts.at[i];

		if (!is_meant(a, v, buf_str(&shown)))
			continue;
		buf_printf(&subjects, "%s%.*s/%.*s", n++ ? ", " : "", STR_ARG(v->kind),
			   STR_ARG(v->subject));
		a->verdict = v;
	}
	if (n == 0)
		status = refuse_subject(a);
	else if (n > 1)
		status = refuse_several(a, buf_str(&subjects));
	buf_release(&shown);
	buf_release(&subjects);
	return status;
}

static void put_line(struct grid *g, size_t column, uint32_t line)
{
	struct buf text = {0};

	buf_printf(&text, "%u", line);
	grid_put(g, column, line ? buf_str(&text) : STR(""));
	buf_release(&text);
}

static void add_column(const struct ask *a, struct grid *g, const char *name,
		       enum table_type type)
{
	grid_column(g, str_of(name), type)->title = title(a, name);
}

/* That of the record, or of the first finding where the store has none. */
static void put_place(const struct ask *a, struct grid *g)
{
	const struct evidence *e = &a->why->evidence;
	struct str *first =
		grid_rows(&e->rows) ? grid_cell((struct grid *)&e->rows, 0, 0) : NULL;

	if (e->path.len || !first) {
		grid_put(g, VERDICTS_COLUMNS + 1, e->path);
		put_line(g, VERDICTS_COLUMNS + 2, e->line);
	} else {
		grid_put(g, VERDICTS_COLUMNS + 1, first[0]);
		grid_put(g, VERDICTS_COLUMNS + 2, first[1]);
	}
}

static void fill_verdict(const struct ask *a)
{
	const struct table_title unit = {a->rule->unit.zh, a->rule->unit.en};
	struct table_column columns[VERDICTS_COLUMNS];
	struct str cells[VERDICTS_COLUMNS];
	struct grid *g = &a->why->verdict;

	verdicts_columns(a->records->pack, columns);
	verdicts_cells(a->verdict, cells);
	for (size_t i = 0; i < VERDICTS_COLUMNS; i++) {
		struct table_column *column = grid_column(g, columns[i].name, columns[i].type);

		column->title = columns[i].title;
		if (table_is_number(column->type))
			column->unit = unit;
	}
	add_column(a, g, "clause", TABLE_TEXT);
	add_column(a, g, "path", TABLE_TEXT);
	add_column(a, g, "line", TABLE_INTEGER);
	grid_row(g);
	for (size_t i = 0; i < VERDICTS_COLUMNS; i++)
		grid_put(g, i, cells[i]);
	grid_put(g, VERDICTS_COLUMNS, a->rule->clause);
	put_place(a, g);
}

static const struct param *param_of(const struct pack *pack, struct str name)
{
	for (size_t i = 0; i < pack->params.n; i++)
		if (str_eq(pack->params.at[i].name, name))
			return &pack->params.at[i];
	return NULL;
}

/* Those of the pack that the rule read, by name; the period stands in the source. */
static void fill_parameters(const struct ask *a)
{
	struct grid *g = &a->why->parameters;

	add_column(a, g, "parameter", TABLE_TEXT);
	add_column(a, g, "value", TABLE_TEXT);
	add_column(a, g, "title", TABLE_TEXT);
	for (size_t i = 0; i < a->judgement->settings.n; i++) {
		const struct setting *s = &a->judgement->settings.at[i];
		const struct param *p = param_of(a->records->pack, s->name);

		if (!p || !map_find(&a->why->evidence.parameters, s->name))
			continue;
		grid_row(g);
		grid_set(g, 0, s->name);
		grid_set(g, 1, s->value);
		grid_set(g, 2, a->question->chinese ? p->title.zh : p->title.en);
	}
}

/* Of a keyword's rule: where its findings on the subject are. */
static void fill_findings(const struct ask *a)
{
	struct grid *g = &a->why->evidence.rows;

	add_column(a, g, "column", TABLE_INTEGER);
	add_column(a, g, "pointer", TABLE_TEXT);
	for (size_t i = 0; i < a->judgement->findings.items.n; i++) {
		const struct finding *f = &a->judgement->findings.items.at[i];

		if (!str_eq(str_of(f->rule), a->rule->id) ||
		    !str_eq(f->subject_kind, a->verdict->kind) ||
		    !str_eq(f->subject, a->verdict->subject))
			continue;
		grid_row(g);
		grid_put(g, 0, f->path);
		put_line(g, 1, f->line);
		put_line(g, 2, f->column);
		grid_put(g, 3, f->pointer);
	}
}

static void mask_cells(struct grid *g)
{
	for (size_t i = 0; i < g->cells.n; i++) {
		struct buf masked = {0};

		if (mask_text(&masked, g->cells.at[i]))
			g->cells.at[i] = arena_str(&g->arena, buf_str(&masked));
		buf_release(&masked);
	}
}

static void make_tables(const struct ask *a)
{
	static const char *const names[WHY_TABLES] = {"verdict", "parameters", "evidence"};
	const struct report *report = pack_report(a->records->pack, STR("why"));
	struct why *w = a->why;
	struct grid *grids[WHY_TABLES] = {&w->verdict, &w->parameters, &w->evidence.rows};

	for (size_t i = 0; i < WHY_TABLES; i++) {
		mask_cells(grids[i]);
		w->tables[i] = grid_table(
			grids[i], str_of(names[i]),
			report ? pack_title(report->parts, report->n_parts, str_of(names[i]))
			       : pack_title(NULL, 0, STR("")));
	}
	w->tables[0].title = (struct table_title){a->rule->title.zh, a->rule->title.en};
}

int why_ask(struct why *w, const struct records *r, const struct judgement *judgement,
	    const struct why_question *question, struct error *error)
{
	struct ask a = {.why = w,
			.records = r,
			.judgement = judgement,
			.question = question,
			.error = error};
	int status;

	a.rule = judge_rule(r->pack, question->rule, judgement);
	if (!a.rule)
		return refuse_rule(&a);
	split_subject(&a);
	status = find_verdict(&a);
	if (status == 0)
		status = evidence_load(&w->evidence, r->pack, a.rule,
				       kind_find(r->kinds, a.verdict->kind), a.id, r->store,
				       error);
	if (status < 0)
		return status;
	for (size_t i = 0; i < w->evidence.rows.columns.n; i++)
		if (w->evidence.rows.columns.at[i].title.en.len == 0)
			w->evidence.rows.columns.at[i].title =
				title(&a, w->evidence.rows.columns.at[i].name.ptr);
	if (a.rule->keyword.len)
		fill_findings(&a);
	fill_verdict(&a);
	fill_parameters(&a);
	make_tables(&a);
	return 0;
}

void why_release(struct why *w)
{
	grid_release(&w->verdict);
	grid_release(&w->parameters);
	evidence_release(&w->evidence);
}
