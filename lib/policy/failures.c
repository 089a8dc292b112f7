/* SPDX-License-Identifier: MIT */
/* The evidence of a rule, asked with those in focus that fail. */
#include "policy/failures.h"

#include "base/map.h"
#include "base/mem.h"

#include <string.h>

/* What fails of one rule, by subject. */
struct failures {
	struct judged *judged;
	const struct rule *rule;
	struct finding_list *list;
	struct finding *findings; /* the list's last ones, of the rule */
	size_t n;
	struct map by_subject;
	struct error *error;
};

static int focus(const struct failures *f)
{
	struct str *ids = mem_alloc(f->n * sizeof *ids);
	int status;

	for (size_t i = 0; i < f->n; i++)
		ids[i] = f->findings[i].subject;
	status = judged_focus(f->judged, f->rule->subjects[0], ids, f->n, f->error);
	mem_free(ids);
	return status;
}

/* The finding of the subject that a column of the row names, or NULL. */
static struct finding *finding_of(const struct failures *f, struct query *q, int subject)
{
	return subject < 0 ? NULL : map_get(&f->by_subject, query_text(q, subject));
}

static int locate_subjects(const struct failures *f)
{
	struct query *q;
	int status = query_open(f->judged->store, STR("SELECT id, _path, _line FROM judged"),
				&q, f->error);

	while (status == 0 && (status = query_next(q, f->error)) == 1) {
		struct finding *finding = finding_of(f, q, 0);

		if (finding) {
			finding->path = finding_str(f->list, query_text(q, 1));
			finding->line = (uint32_t)query_integer(q, 2);
			finding->column = 0;
		}
		status = 0;
	}
	query_close(q);
	return status;
}

static bool is_value(struct query *q, int column)
{
	return judged_is_value(query_name(q, column)) && !query_is_null(q, column);
}

static void read_values(struct finding_list *list, struct query *q, struct contribution *c)
{
	const int n = query_columns(q);
	size_t n_values = 0;

	for (int i = 0; i < n; i++)
		n_values += is_value(q, i);
	c->values = arena_alloc(&list->arena, n_values * sizeof *c->values);
	for (int i = 0; i < n; i++)
		if (is_value(q, i))
			c->values[c->n_values++] =
				(struct message_arg){arena_cstr(&list->arena, query_name(q, i)),
						     finding_str(list, query_text(q, i))};
}

/* Room for one more: twice as much whenever what there is is full, for most have one. */
static struct contribution *next_contribution(struct finding_list *list, struct finding *f)
{
	const size_t n = f->n_contributions++;
	struct contribution *old = f->contributions;

	if ((n & (n - 1)) == 0) {
		f->contributions = arena_alloc(&list->arena, (n ? 2 * n : 1) * sizeof *old);
		if (n)
			memcpy(f->contributions, old, n * sizeof *old);
	}
	return &f->contributions[n];
}

static void add_contribution(struct finding_list *list, struct query *q, struct finding *f,
			     int path, int line)
{
	struct contribution *c;

	if (f->contributions_total++ >= FAILURES_ROWS_MAX)
		return;
	c = next_contribution(list, f);
	*c = (struct contribution){0};
	if (path >= 0 && !query_is_null(q, path))
		c->path = finding_str(list, query_text(q, path));
	if (line >= 0)
		c->line = (uint32_t)query_integer(q, line);
	read_values(list, q, c);
}

static int add_evidence(const struct failures *f)
{
	const struct statement *evidence = &f->rule->evidence;
	struct query *q;
	int subject, path, line, status;

	if (evidence->sql.len == 0)
		return 0;
	if (query_open(f->judged->store, evidence->sql, &q, f->error) < 0)
		return judged_sql_error(f->rule, evidence, f->error);
	subject = query_find(q, "subject");
	path = query_find(q, "_path");
	line = query_find(q, "_line");
	while ((status = query_next(q, f->error)) == 1) {
		struct finding *finding = finding_of(f, q, subject);

		if (finding)
			add_contribution(f->list, q, finding, path, line);
	}
	query_close(q);
	return status < 0 ? judged_sql_error(f->rule, evidence, f->error) : 0;
}

static int explain(const struct failures *f)
{
	int status = focus(f);

	if (status == 0)
		status = locate_subjects(f);
	judged_guard(f->judged, f->rule);
	if (status == 0)
		status = add_evidence(f);
	judged_unguard(f->judged);
	return status;
}

int failures_explain(struct judged *judged, const struct rule *rule,
		     struct finding_list *findings, size_t first, struct error *error)
{
	struct failures f = {
		.judged = judged,
		.rule = rule,
		.list = findings,
		.findings = findings->items.at + first,
		.n = findings->items.n - first,
		.error = error,
	};
	int status;

	if (f.n == 0)
		return 0;
	for (size_t i = 0; i < f.n; i++)
		map_put(&f.by_subject, f.findings[i].subject, &f.findings[i]);
	status = explain(&f);
	map_release(&f.by_subject);
	return status;
}
