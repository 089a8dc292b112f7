/* SPDX-License-Identifier: MIT */
/* Statement by statement; a view first, for the rules that look through it. */
#include "policy/audit.h"

#include "base/date.h"
#include "policy/judged.h"
#include "policy/param.h"
#include "store/lexis.h"
#include "store/portable.h"
#include "store/query.h"

struct audit {
	const struct pack *pack;
	struct store *store;
	struct guard_limits limits;
	struct finding_list *findings;
	struct error *error;
	struct judged judged;
	struct VEC(const struct view *) sound; /* those that rules may look through */
};

static const char *const of_rules[] = {"judged", NULL};
static const char *const of_changes[] = {"changed", NULL};

/* Gives the finding the place of some bytes of the statement. */
static void place(struct finding *f, const struct statement *at, size_t offset, size_t length)
{
	struct str text = str_sub(at->sql, 0, offset), line;

	f->line = at->line;
	f->column = at->column;
	if (at->exact) {
		for (; str_index(text, '\n') < text.len; f->line++)
			str_split(&text, '\n');
		for (line = text; line.len; line = str_sub(line, 1, line.len))
			f->column += ((unsigned char)line.ptr[0] & 0xC0) != 0x80;
	}
	f->end_line = f->line;
	f->end_column = f->column + (at->exact ? (uint32_t)length : 0);
}

/* What hinders a statement is said in the words of the query that it would be. */
static void refuse(struct audit *a, struct str file, const struct statement *at)
{
	struct message *why = &a->error->message;
	struct finding *f =
		finding_add(a->findings, "pack.statement", file, "fault", why->id, NULL);
	size_t offset = 0;

	message_add_all(&f->message, &a->findings->arena, why);
	message_number(why, STR("offset"), &offset);
	place(f, at, offset, 0);
	error_release(a->error);
	*a->error = (struct error){0};
}

/* The statement stays whole within the one that it is made a part of. */
static void check_whole(struct audit *a, struct str file, const struct statement *at)
{
	static const struct {
		const char *id;
	} faults[] = {
		[LEXIS_FINE] = {NULL},
		[LEXIS_EMPTY] = {"query.not-select"},
		[LEXIS_SEMICOLON] = {"query.semicolon"},
		[LEXIS_UNCLOSED] = {"query.unclosed"},
		[LEXIS_UNOPENED] = {"query.unopened"},
	};
	size_t offset;
	enum lexis_fault fault = lexis_check(at->sql, &offset);

	if (fault != LEXIS_FINE)
		place(finding_add(a->findings, "pack.statement", file, "fault",
				  faults[fault].id, NULL),
		      at, offset, 1);
}

static void check_portable(struct audit *a, struct str file, const struct statement *at)
{
	struct portable_fault fault;
	struct arena arena = {0};

	if (portable_check(at->sql, &fault))
		return;
	place(finding_add(a->findings, "pack.not-shared", file, "sql",
			  arena_cstr(&arena, str_sub(at->sql, fault.offset, fault.length)),
			  "instead", fault.instead, NULL),
	      at, fault.offset, fault.length);
	arena_release(&arena);
}

/* Compiles under the guard; NULL, and a finding, if that cannot be. Parameters of a query,
 * `:name`, have nobody to give them values; check_portable says so. */
static struct query *open_statement(struct audit *a, struct str file,
				    const struct statement *at, const char *const *tables)
{
	struct query *q = NULL;
	size_t before = a->findings->items.n;

	check_portable(a, file, at);
	a->limits.tables = tables;
	guard_resume(a->store, &a->limits);
	if (query_open(a->store, at->sql, &q, a->error) < 0 && a->findings->items.n == before)
		refuse(a, file, at);
	guard_end(a->store);
	if (q)
		check_whole(a, file, at);
	if (a->findings->items.n > before) {
		query_close(q);
		q = NULL;
	}
	return q;
}

/* That the columns are there which the judge looks for. */
static bool check_columns(struct audit *a, struct str file, const struct statement *at,
			  struct query *q, const char *const *names)
{
	size_t before = a->findings->items.n;

	for (; *names; names++)
		if (query_find(q, *names) < 0)
			place(finding_add(a->findings, "pack.columns", file, "column", *names,
					  NULL),
			      at, 0, 0);
	return a->findings->items.n == before;
}

static void check_view(struct audit *a, const struct view *view)
{
	static const char *const names[] = {"id", "in_scope", NULL};
	struct query *q = open_statement(a, view->file, &view->statement, NULL);

	if (q && check_columns(a, view->file, &view->statement, q, names))
		*vec_add(&a->sound) = view;
	query_close(q);
}

/* Whether a view can be looked through: one that was not asked about can. */
static bool is_sound(const struct audit *a, const struct view *view, bool all)
{
	for (size_t i = 0; i < a->sound.n; i++)
		if (a->sound.at[i] == view)
			return true;
	return !all && !view->outside;
}

static bool has_label(const struct rule *rule, struct str name)
{
	for (size_t i = 0; i < rule->n_labels; i++)
		if (str_eq(rule->labels[i].name, name))
			return true;
	return false;
}

/* Every value of the evidence has a name in both languages. */
static void check_evidence(struct audit *a, const struct rule *rule)
{
	static const char *const names[] = {"subject", NULL};
	struct query *q;

	if (rule->evidence.sql.len == 0)
		return;
	q = open_statement(a, rule->file, &rule->evidence, of_rules);
	if (q && check_columns(a, rule->file, &rule->evidence, q, names))
		for (int i = 0; i < query_columns(q); i++)
			if (judged_is_value(query_name(q, i)) &&
			    !has_label(rule, query_name(q, i)))
				place(finding_add(a->findings, "pack.unnamed-value", rule->file,
						  "name", query_name(q, i).ptr, NULL),
				      &rule->evidence, 0, 0);
	query_close(q);
}

static void check_measure(struct audit *a, const struct rule *rule)
{
	static const char *const names[] = {"subject",  "applies", "measured",
					    "required", "holds",   NULL};
	struct query *q = open_statement(a, rule->file, &rule->measure, of_rules);

	if (q)
		check_columns(a, rule->file, &rule->measure, q, names);
	query_close(q);
}

/* Makes the view `changed` show all rows of a table. */
static int show_changed(struct audit *a, struct str table)
{
	struct buf sql = {0};
	int status;

	buf_printf(&sql,
		   "DROP VIEW IF EXISTS changed;"
		   "CREATE TEMP VIEW changed AS SELECT * FROM \"%.*s\"",
		   STR_ARG(table));
	status = store_run(a->store, buf_cstr(&sql), a->error);
	buf_release(&sql);
	return status;
}

static int check_affected(struct audit *a, const struct rule *rule,
			  const struct affected *affected)
{
	int status = 0;

	if (tables_find(store_tables(a->store), affected->table)) {
		status = show_changed(a, affected->table);
		if (status == 0)
			query_close(open_statement(a, rule->file, &affected->statement,
						   of_changes));
	} else {
		place(finding_add(a->findings, "pack.affects", rule->file, "table",
				  affected->table.ptr, NULL),
		      &affected->statement, 0, 0);
	}
	return status;
}

static int check_rule(struct audit *a, const struct rule *rule, bool all)
{
	const struct view *view = pack_view(a->pack, rule->subjects[0], rule->scope);
	int status;

	if (rule->keyword.len || !is_sound(a, view, all))
		return 0;
	status = judged_plan(&a->judged, rule, rule->subjects[0], a->error);
	if (status < 0)
		return status;
	check_measure(a, rule);
	check_evidence(a, rule);
	for (size_t i = 0; i < rule->n_affects && status == 0; i++)
		status = check_affected(a, rule, &rule->affects[i]);
	return status;
}

static int check_all(struct audit *a, bool all)
{
	const struct pack *p = a->pack;
	int status = 0;

	for (size_t i = 0; i < p->scopes.n; i++) {
		const struct view *view = p->scopes.entries[i].value;

		if (all || view->outside)
			check_view(a, view);
	}
	for (size_t i = 0; i < p->rules.n && status == 0; i++)
		if (all || p->rules.at[i].outside)
			status = check_rule(a, &p->rules.at[i], all);
	return status;
}

int audit_pack(const struct pack *pack, struct store *store, bool all,
	       struct finding_list *findings, struct error *error)
{
	const struct param_period period = {.year = 2022, .as_of = date_day(2022, 12, 31)};
	struct audit a = {.pack = pack,
			  .store = store,
			  .limits = pack->limits, /* but for what is the judge's own */
			  .findings = findings,
			  .error = error};
	size_t before = findings->items.n;
	struct param_set params;
	int status;

	a.limits.shared = true;
	a.limits.function = NULL;
	judged_init(&a.judged, pack, store);
	param_defaults(&params, pack);
	status = param_store(&params, &period, store, error);
	if (status == 0)
		status = check_all(&a, all);
	param_release(&params);
	vec_release(&a.sound);
	judged_release(&a.judged);
	if (status == 0 && findings->items.n > before)
		status = pack_refuse(pack->name, error);
	return status;
}
