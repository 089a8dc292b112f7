/* SPDX-License-Identifier: MIT */
/*
 * The rules over the store. Each rule sees its subjects as the table `judged`: those in its
 * scope, and for the evidence those that fail.
 */
#include "policy/judge.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "policy/failures.h"
#include "policy/judged.h"
#include "policy/waiver.h"

#include <assert.h>

struct judge {
	const struct pack *pack;
	const struct param_set *params;
	struct store *store;
	struct judgement *out;
	struct error *error;
	struct waivers *waivers;
	struct judged judged;
	char as_of[DATE_TEXT_SIZE], year_end[DATE_TEXT_SIZE];
};

/* The columns of a measure's row. */
struct measure {
	struct query *query;
	int subject, applies, measured, required, holds, due;
};

/* Whether the rule file holds under the parameters in force. */
static bool in_force(const struct judge *j, const struct rule *rule)
{
	const struct param *p;

	if (rule->when.len == 0)
		return true;
	p = param_find(j->params, rule->when);
	return p && p->n_values == 1 && str_eq(p->values[0], rule->value);
}

static int sql_error(const struct judge *j, const struct rule *rule, const struct statement *at)
{
	return judged_sql_error(rule, at, j->error);
}

static int find_columns(const struct judge *j, struct measure *m)
{
	m->subject = query_find(m->query, "subject");
	m->applies = query_find(m->query, "applies");
	m->measured = query_find(m->query, "measured");
	m->required = query_find(m->query, "required");
	m->holds = query_find(m->query, "holds");
	m->due = query_find(m->query, "due");
	if (m->subject >= 0 && m->applies >= 0 && m->measured >= 0 && m->required >= 0 &&
	    m->holds >= 0)
		return 0;
	return error_set(j->error, STATUS_INVALID, "store.sql", "reason",
			 "columns wanted: subject, applies, measured, required, holds", NULL);
}

/* Opens the measure: with `all` to read every row, else those alone that apply and do not hold.
 */
static int open_measure(const struct judge *j, const struct rule *rule, bool all,
			struct measure *m)
{
	int status = all ? query_open(j->store, rule->measure.sql, &m->query, j->error)
			 : query_open_unmet(j->store, rule->measure.sql, &m->query, j->error);

	if (status == 0)
		status = find_columns(j, m);
	if (status == 0)
		return 0;
	query_close(m->query);
	m->query = NULL;
	return sql_error(j, rule, &rule->measure);
}

/* Until when what does not hold is pending: "" when it fails at once. */
static struct str due_of(const struct judge *j, const struct rule *rule, struct measure *m)
{
	if (m->due >= 0 && !query_is_null(m->query, m->due))
		return query_text(m->query, m->due);
	return rule->term == TERM_YEARLY ? str_of(j->year_end) : STR("");
}

/* The waiver's last day, or "". */
static struct str waived_until(const struct judge *j, const struct rule *rule,
			       struct measure *m)
{
	struct str subject = query_text(m->query, m->subject);

	return rule->waivable ? waiver_end(j->waivers, rule, subject) : STR("");
}

/* RULES.md, "Verdicts". */
static enum verdict verdict_of(const struct judge *j, const struct rule *rule,
			       struct measure *m)
{
	if (query_integer(m->query, m->applies) == 0)
		return VERDICT_NOT_APPLICABLE;
	if (query_integer(m->query, m->holds) != 0)
		return VERDICT_PASS;
	if (rule->level == LEVEL_MAY)
		return VERDICT_NOT_APPLICABLE;
	if (waived_until(j, rule, m).len)
		return VERDICT_WAIVED;
	if (str_cmp(str_of(j->as_of), due_of(j, rule, m)) <= 0)
		return VERDICT_PENDING;
	return VERDICT_FAIL;
}

static enum severity severity_of(const struct rule *rule)
{
	return rule->level == LEVEL_MUST ? SEVERITY_ERROR : SEVERITY_WARNING;
}

static void add_failure(const struct judge *j, const struct rule *rule, struct measure *m)
{
	struct finding_list *list = &j->out->findings;
	struct query *q = m->query;
	bool counted = !query_is_null(q, m->measured) && !query_is_null(q, m->required);
	struct finding *f =
		finding_add(list, "rule.unmet", STR(""), "rule", rule->id.ptr, NULL);

	if (counted) {
		f->message.id = rule->unit.en.len ? "rule.measured" : "rule.compared";
		message_add(&f->message, &list->arena, "measured", query_text(q, m->measured));
		message_add(&f->message, &list->arena, "required", query_text(q, m->required));
	}
	message_add(&f->message, &list->arena, "unit",
		    str_of(arena_printf(&list->arena, "%s.unit", rule->id.ptr)));
	message_add(&f->message, &list->arena, "hint",
		    str_of(arena_printf(&list->arena, "%s.hint", rule->id.ptr)));
	f->class = FINDING_RULE;
	f->severity = severity_of(rule);
	f->rule = arena_cstr(&list->arena, rule->id);
	f->clause = finding_str(list, rule->clause);
	f->subject_kind = finding_str(list, rule->subjects[0]->name);
	f->subject = finding_str(list, query_text(q, m->subject));
}

static void note_failure(const struct judge *j, const struct rule *rule,
			 const struct tally *tally, struct measure *m)
{
	struct judgement *out = j->out;

	*vec_add(&out->failures) =
		(struct failure){(size_t)(tally - out->tallies.at), rule->subjects[0]->name,
				 arena_str(&out->arena, query_text(m->query, m->subject))};
}

/* A number in its shortest notation; what is none as it stands, null as "". */
static struct str number_of(const struct judge *j, struct measure *m, int column)
{
	struct str text = query_text(m->query, column), number;
	struct buf shortest = {0};
	struct decimal d;

	if (query_is_null(m->query, column))
		return STR("");
	if (decimal_parse(&d, text) == DECIMAL_OK)
		decimal_format(&shortest, &d);
	else
		buf_add(&shortest, text);
	number = arena_str(&j->out->arena, buf_str(&shortest));
	buf_release(&shortest);
	return number;
}

/* The last day on which the rule may be unmet, or "". */
static struct str last_day(const struct judge *j, const struct rule *rule, struct measure *m,
			   enum verdict verdict)
{
	struct str due = due_of(j, rule, m), until = waived_until(j, rule, m);

	if (verdict == VERDICT_WAIVED && str_cmp(due, until) < 0)
		due = until;
	return str_eq(due, STR(JUDGE_NO_DAY)) ? STR("") : due;
}

static void list_verdict(const struct judge *j, const struct rule *rule,
			 const struct tally *tally, struct measure *m, enum verdict verdict)
{
	struct arena *a = &j->out->arena;
	struct subject_verdict *v = vec_add(&j->out->verdicts);

	v->rule = tally->rule;
	v->kind = rule->subjects[0]->name;
	v->subject = arena_str(a, query_text(m->query, m->subject));
	v->verdict = verdict;
	if (verdict == VERDICT_NOT_APPLICABLE)
		return;
	v->measured = number_of(j, m, m->measured);
	v->required = number_of(j, m, m->required);
	v->due = arena_str(a, last_day(j, rule, m, verdict));
}

static void add_verdict(const struct judge *j, const struct rule *rule, struct tally *tally,
			struct measure *m)
{
	enum verdict verdict = verdict_of(j, rule, m);

	tally->count[verdict]++;
	if (j->out->listing)
		list_verdict(j, rule, tally, m, verdict);
	if (verdict == VERDICT_FAIL && j->out->naming)
		note_failure(j, rule, tally, m);
	if (verdict == VERDICT_FAIL && !j->out->brief)
		add_failure(j, rule, m);
}

static int measure_subjects(const struct judge *j, const struct rule *rule, struct tally *tally)
{
	struct measure m = {0};
	size_t not_applying, holding;
	int status = open_measure(j, rule, j->out->listing, &m);

	if (status < 0)
		return status;
	while ((status = query_next(m.query, j->error)) == 1)
		add_verdict(j, rule, tally, &m);
	if (!j->out->listing) {
		query_counts(m.query, &not_applying, &holding);
		tally->count[VERDICT_NOT_APPLICABLE] += not_applying;
		tally->count[VERDICT_PASS] += holding;
	}
	query_close(m.query);
	return status < 0 ? sql_error(j, rule, &rule->measure) : 0;
}

/* A verdict without a measure: of a rule that a keyword enforces, or out of scope. */
static void add_unmeasured(const struct judge *j, const struct rule *rule, struct tally *tally,
			   struct str kind, struct str subject, enum verdict verdict)
{
	tally->count[verdict]++;
	if (j->out->listing)
		*vec_add(&j->out->verdicts) = (struct subject_verdict){
			.rule = tally->rule,
			.kind = kind,
			.subject = arena_str(&j->out->arena, subject),
			.verdict = verdict,
			.by_keyword = rule->keyword.len > 0,
		};
}

static void add_outside(const struct judge *j, const struct rule *rule, const struct kind *kind,
			struct tally *tally)
{
	size_t n;
	const struct str *ids = judged_outside(&j->judged, rule, kind, &n);

	for (size_t i = 0; i < n; i++)
		add_unmeasured(j, rule, tally, kind->name, ids[i], VERDICT_NOT_APPLICABLE);
}

/* The different subjects that have a finding of the rule. */
static void find_subjects(const struct finding_list *findings, const struct rule *rule,
			  struct map *subjects, struct arena *arena)
{
	for (size_t i = 0; i < findings->items.n; i++) {
		const struct finding *f = &findings->items.at[i];

		if (str_eq(str_of(f->rule), rule->id))
			map_put(subjects,
				str_of(arena_printf(arena, "%.*s/%.*s",
						    STR_ARG(f->subject_kind),
						    STR_ARG(f->subject))),
				(void *)f);
	}
}

/* A subject that the store has: fails with a finding, which is then NULL. */
static void tally_subject(const struct judge *j, const struct rule *rule,
			  const struct kind *kind, struct str id, const struct map *subjects,
			  struct tally *tally, enum verdict otherwise)
{
	struct buf key = {0};
	struct map_entry *entry;

	buf_printf(&key, "%.*s/%.*s", STR_ARG(kind->name), STR_ARG(id));
	entry = map_find(subjects, buf_str(&key));
	if (entry)
		entry->value = NULL;
	add_unmeasured(j, rule, tally, kind->name, id, entry ? VERDICT_FAIL : otherwise);
	buf_release(&key);
}

/* One kind's subjects: fail with a finding, else not-applicable or pass. What is tallied leaves
 * the map's value NULL. */
static int tally_kind(struct judge *j, const struct rule *rule, const struct kind *kind,
		      const struct map *subjects, struct tally *tally)
{
	struct query *q = NULL;
	const struct str *outside;
	size_t n;
	int status = judged_show(&j->judged, rule, kind, j->error);

	if (status < 0)
		return status;
	status = query_open(j->store, STR("SELECT id FROM judged"), &q, j->error);
	while (status == 0 && (status = query_next(q, j->error)) == 1) {
		tally_subject(j, rule, kind, query_text(q, 0), subjects, tally, VERDICT_PASS);
		status = 0;
	}
	query_close(q);
	outside = judged_outside(&j->judged, rule, kind, &n);
	for (size_t i = 0; i < n; i++)
		tally_subject(j, rule, kind, outside[i], subjects, tally,
			      VERDICT_NOT_APPLICABLE);
	return status;
}

/* A record with a finding may not have come as far as the store; it has its verdict all the
 * same. */
static int tally_keyword(struct judge *j, const struct rule *rule, struct tally *tally)
{
	struct map subjects = {0};
	struct arena arena = {0};
	int status = 0;

	find_subjects(&j->out->findings, rule, &subjects, &arena);
	for (size_t i = 0; i < rule->n_subjects && status == 0; i++)
		status = tally_kind(j, rule, rule->subjects[i], &subjects, tally);
	for (size_t i = 0; i < subjects.n; i++) {
		const struct finding *f = subjects.entries[i].value;

		if (f)
			add_unmeasured(j, rule, tally,
				       arena_str(&j->out->arena, f->subject_kind), f->subject,
				       VERDICT_FAIL);
	}
	map_release(&subjects);
	arena_release(&arena);
	return status;
}

static int run_rule(struct judge *j, const struct rule *rule)
{
	struct tally *tally = vec_add(&j->out->tallies);
	size_t first = j->out->findings.items.n;
	int status;

	tally->rule = arena_str(&j->out->arena, rule->id);
	tally->clause = arena_str(&j->out->arena, rule->clause);
	tally->severity = severity_of(rule);
	if (rule->keyword.len)
		return tally_keyword(j, rule, tally);
	status = judged_show(&j->judged, rule, rule->subjects[0], j->error);
	if (status < 0)
		return sql_error(j, rule, &rule->measure);
	judged_guard(&j->judged, rule);
	status = measure_subjects(j, rule, tally);
	judged_unguard(&j->judged);
	add_outside(j, rule, rule->subjects[0], tally);
	return status < 0
		       ? status
		       : failures_explain(&j->judged, rule, &j->out->findings, first, j->error);
}

static void init(struct judge *j, const struct param_period *period)
{
	date_format(period->as_of, j->as_of);
	date_format(date_day(period->year, 12, 31), j->year_end);
}

int judge_run(const struct pack *pack, const struct param_set *params,
	      const struct param_period *period, struct store *store,
	      struct judgement *judgement, struct error *error)
{
	struct judge j = {.pack = pack,
			  .params = params,
			  .store = store,
			  .out = judgement,
			  .error = error};
	int status = param_store(params, period, store, error);

	init(&j, period);
	judged_init(&j.judged, pack, store);
	if (status == 0)
		status = waiver_load(pack, store, j.as_of, &j.waivers, &judgement->findings,
				     error);
	for (size_t i = 0; i < pack->rules.n && status == 0; i++)
		if (in_force(&j, &pack->rules.at[i]))
			status = run_rule(&j, &pack->rules.at[i]);
	waiver_free(j.waivers);
	judged_release(&j.judged);
	return status;
}

static bool was_in_force(const struct rule *rule, const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->settings.n; i++)
		if (str_eq(judgement->settings.at[i].name, rule->when))
			return str_eq(judgement->settings.at[i].value, rule->value);
	return rule->when.len == 0;
}

const struct rule *judge_rule(const struct pack *pack, struct str id,
			      const struct judgement *judgement)
{
	for (size_t i = 0; i < pack->rules.n; i++)
		if (str_eq(pack->rules.at[i].id, id) &&
		    was_in_force(&pack->rules.at[i], judgement))
			return &pack->rules.at[i];
	return NULL;
}

static int check_statement(const struct judge *j, const struct rule *rule,
			   const struct statement *statement)
{
	struct query *q;

	if (statement->sql.len == 0)
		return 0;
	if (query_open(j->store, statement->sql, &q, j->error) < 0)
		return sql_error(j, rule, statement);
	query_close(q);
	return 0;
}

static int compile_rule(struct judge *j, const struct rule *rule)
{
	struct measure m = {0};
	int status = judged_plan(&j->judged, rule, rule->subjects[0], j->error);

	if (status < 0)
		return sql_error(j, rule, &rule->measure);
	status = open_measure(j, rule, true, &m);
	query_close(m.query);
	return status == 0 ? check_statement(j, rule, &rule->evidence) : status;
}

static int compile_keyword(struct judge *j, const struct rule *rule)
{
	const struct statement whole = {.line = 1};

	for (size_t i = 0; i < rule->n_subjects; i++)
		if (judged_plan(&j->judged, rule, rule->subjects[i], j->error) < 0)
			return sql_error(j, rule, &whole);
	return 0;
}

int judge_plan(const struct pack *pack, const struct param_set *params,
	       const struct param_period *period, struct store *store, struct error *error)
{
	struct judge j = {.pack = pack, .params = params, .store = store, .error = error};
	int status = param_store(params, period, store, error);

	judged_init(&j.judged, pack, store);
	if (status == 0)
		status = waiver_plan(store, error);
	for (size_t i = 0; i < pack->rules.n && status == 0; i++)
		status = pack->rules.at[i].keyword.len ? compile_keyword(&j, &pack->rules.at[i])
						       : compile_rule(&j, &pack->rules.at[i]);
	judged_release(&j.judged);
	return status;
}
