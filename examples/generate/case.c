/* SPDX-License-Identifier: MIT */
/*
 * Plans and writes professional service cases. Of every five cases of a station two are opened
 * and closed in 2022, one goes over the turn of the year and two belong to 2023, so that every
 * station completes at least two a year.
 */
#include "case.h"

#include "calendar.h"
#include "case_text.h"
#include "household.h"
#include "out.h"
#include "project.h"
#include "rng.h"

#include <stdio.h>
#include <string.h>

#define MOST_CLIENTS 4

enum span { SPAN_2022, SPAN_TURN, SPAN_2023 };

/* The case being written. */
struct context {
	FILE *f;
	const struct world *w;
	const struct station *station;
	const struct case_plan *plan;
	struct rng rng;
};

/* Whether that is planted in this very case. */
static bool planted(const struct context *c, enum plant plant)
{
	return c->plan->n == CASE_PLANTED && world_planted(c->station, plant);
}

static enum span span_of(const struct station *s, int n)
{
	static const enum span spans[] = {SPAN_2022, SPAN_2022, SPAN_TURN, SPAN_2023,
					  SPAN_2023};

	if (world_planted(s, PLANT_LATE_STATION) ||
	    (world_planted(s, PLANT_FEW_CASES) && n == 2))
		return SPAN_2023;
	return spans[n % 5];
}

/* The first five of a station are complete; of the later ones some end otherwise. */
static enum outcome outcome_of(const struct station *s, int n, struct rng *r)
{
	static const enum outcome later[] = {OUTCOME_COMPLETE,  OUTCOME_COMPLETE,
					     OUTCOME_COMPLETE,  OUTCOME_COMPLETE,
					     OUTCOME_WITHDRAWN, OUTCOME_REFERRED};

	if (world_planted(s, PLANT_INACTIVE_CASE) && n == CASE_PLANTED)
		return OUTCOME_OPEN;
	if (world_planted(s, PLANT_FEW_CASES) && n >= 3)
		return n == 3 ? OUTCOME_WITHDRAWN : OUTCOME_OPEN;
	if (world_planted(s, PLANT_UNKNOWN_KEY) && n == 5)
		return OUTCOME_REFERRED;
	return n < 5 ? OUTCOME_COMPLETE : later[rng_below(r, 6)];
}

static int intake_of(const struct station *s, int n, enum outcome outcome, struct rng *r)
{
	int from = world_not_before_opening(s, calendar_day(20230104));

	if (outcome == OUTCOME_OPEN)
		return calendar_day(world_planted(s, PLANT_INACTIVE_CASE) ? 20230612
									  : 20230925);
	if (world_planted(s, PLANT_COPIED_PLAN) && n == CASE_PLANTED)
		return calendar_day(20230912); /* after the one that it copies */
	switch (span_of(s, n)) {
	case SPAN_2022:
		return s->opened_on + rng_between(r, 3, 36);
	case SPAN_TURN:
		return calendar_day(20221024) + rng_below(r, 24);
	default:
		return from + rng_below(r, calendar_day(20230910) - from);
	}
}

/* Visits follow the plan at even steps: wide ones over the turn of the year. */
static void plan_visits(const struct world *w, struct case_plan *c, int day, bool turn,
			struct rng *r)
{
	c->visits = turn ? CASE_VISITS : rng_between(r, 2, w->example ? 4 : 3);
	for (int i = 0; i < c->visits; i++) {
		day += turn ? 14 : rng_between(r, 9, 14);
		c->visit_on[i] = calendar_workday(day);
		c->worker[i] = world_worker_on(w, c->station, c->visit_on[i], c->n + i / 2);
	}
	c->evaluation_on = calendar_workday(day + rng_between(r, 5, 9));
	c->closure_on = calendar_workday(day + rng_between(r, 10, 12));
}

/* What is planted there is about one client. */
static bool needs_a_client(const struct station *s, int n)
{
	return n == CASE_PLANTED &&
	       (world_planted(s, PLANT_PUBLISHED_CASE) || world_planted(s, PLANT_COPIED_PLAN) ||
		world_planted(s, PLANT_LATE_CONSENT));
}

static void choose_method(const struct station *s, struct case_plan *c, struct rng *r)
{
	int roll = rng_below(r, 100);

	c->topic = rng_below(r, TOPIC_COMMUNITY);
	if (c->publicity || c->outcome != OUTCOME_COMPLETE || roll < 74 ||
	    needs_a_client(s, c->n))
		c->method = METHOD_CASEWORK;
	else if (roll < 88)
		c->method = METHOD_GROUPWORK;
	else
		c->method = METHOD_COMMUNITY;
	if (c->method == METHOD_COMMUNITY)
		c->topic = TOPIC_COMMUNITY;
}

struct case_plan case_plan(const struct world *w, int station, int n)
{
	const struct station *s = &w->station[station];
	struct rng r = rng_stream(w->seed, STREAM_CASE, station, n);
	struct case_plan c = {.station = station, .n = n};
	int day;

	c.outcome = outcome_of(s, n, &r);
	c.publicity = (n == 0 || n == 3) && c.outcome == OUTCOME_COMPLETE;
	choose_method(s, &c, &r);
	day = intake_of(s, n, c.outcome, &r);
	c.intake_on = calendar_workday(day);
	c.consent_on = calendar_workday(day + rng_below(&r, 3));
	c.assessment_on = calendar_workday(day + rng_between(&r, 3, 6));
	if (n == CASE_PLANTED && world_planted(s, PLANT_LATE_CONSENT))
		c.consent_on = calendar_workday(c.assessment_on + 2);
	day += rng_between(&r, 7, 11);
	c.plan_on = calendar_workday(day);
	plan_visits(w, &c, day, span_of(s, n) == SPAN_TURN, &r);
	if (c.outcome == OUTCOME_WITHDRAWN || c.outcome == OUTCOME_REFERRED)
		c.visits = 1;
	return c;
}

struct world_id case_id(const struct world *w, const struct case_plan *c)
{
	struct world_id id;

	snprintf(id.s, sizeof id.s, "%.30s-%d-c%03d", w->station[c->station].id,
		 calendar_year(c->intake_on), c->n + 1);
	return id;
}

bool case_to_publish(const struct world *w, int station, int year, struct case_plan *plan)
{
	for (int n = 0; n <= 3 && n < w->station[station].cases; n++) {
		*plan = case_plan(w, station, n);
		if (plan->publicity && calendar_year(plan->closure_on) == year)
			return true;
	}
	return false;
}

/* Each worker once, in the order of their first visit. */
static void write_workers(const struct context *c)
{
	const struct case_plan *p = c->plan;

	fprintf(c->f, "workers:\n");
	for (int i = 0; i < p->visits; i++) {
		int j = 0;

		while (p->worker[j] != p->worker[i])
			j++;
		if (j == i)
			fprintf(c->f, "  - %s\n", world_worker_id(c->w, p->worker[i]).s);
	}
}

/* A needs file of the station that was open on the day of intake, for casework. */
static void write_household(const struct context *c)
{
	struct household_plan h;

	if (c->plan->method != METHOD_CASEWORK)
		return;
	h = household_plan(c->w, c->plan->station, c->plan->n % c->station->households);
	if (h.opened_on <= c->plan->intake_on && c->plan->intake_on <= h.closed_on)
		fprintf(c->f, "household: %s\n", household_id(c->w, &h).s);
}

static void write_consent(struct context *c, bool child)
{
	bool open = c->plan->outcome == OUTCOME_OPEN;

	fprintf(c->f, "    consent:\n");
	fprintf(c->f, "      date: %s\n", calendar_text(c->plan->consent_on).s);
	fprintf(c->f, "      given_by: %s\n", child ? "guardian" : "client");
	out_list(c->f, 6, "scope",
		 c->plan->publicity        ? "service record-sharing publicity"
		 : rng_once_in(&c->rng, 2) ? "service record-sharing"
					   : "service");
	if (!open && !c->plan->publicity && rng_once_in(&c->rng, 40))
		fprintf(c->f, "      withdrawn_on: %s\n",
			calendar_text(c->plan->closure_on + 20).s);
}

static void write_clients(struct context *c)
{
	const struct case_plan *p = c->plan;
	const struct case_topic *t = &case_topics[p->topic];
	int clients = p->method == METHOD_CASEWORK ? 1 : rng_between(&c->rng, 2, MOST_CLIENTS);

	if (p->method == METHOD_COMMUNITY)
		return;
	fprintf(c->f, "clients:\n");
	for (int i = 0; i < clients; i++) {
		fprintf(c->f, "  - code: FW-%0*d-%d\n", c->w->digits + 1,
			c->station->first_case + p->n + 1, i + 1);
		fprintf(c->f, "    target_group: %s\n", t->targets[rng_below(&c->rng, 4)]);
		fprintf(c->f, "    age_band: %s\n", t->age_bands[rng_below(&c->rng, 2)]);
		write_consent(c, p->topic == TOPIC_CHILD);
	}
}

static void write_intake(struct context *c)
{
	static const char *const sources[] = {"self", "referral", "outreach", "outreach"};
	const struct case_plan *p = c->plan;
	bool refer = p->outcome == OUTCOME_REFERRED;

	fprintf(c->f, "source: %s\n", sources[rng_below(&c->rng, 4)]);
	fprintf(c->f, "intake:\n  date: %s\n", calendar_text(p->intake_on).s);
	fprintf(c->f, "  problem: %s\n", case_topics[p->topic].problems[rng_below(&c->rng, 4)]);
	fprintf(c->f, "  decision: %s\n", refer ? "refer # 转介至专业机构" : "accept");
}

static void write_assessment(struct context *c, const char *key)
{
	const struct case_topic *t = &case_topics[c->plan->topic];
	int need = rng_below(&c->rng, 4);

	fprintf(c->f, "%s:\n  date: %s\n", key, calendar_text(c->plan->assessment_on).s);
	fprintf(c->f, "  method: %s\n", case_methods_of_assessment[rng_below(&c->rng, 4)]);
	fprintf(c->f, "  needs:\n");
	for (int i = 0; i < 2; i++)
		fprintf(c->f, "    - %s\n", t->needs[(need + i) % 4]);
}

/*
 * The n-th choice of one phrase and one number for each slot. The multiplier has no divisor in
 * common with the number of choices, so no choice comes twice before all are used; then the
 * round is added.
 */
static void write_choice(FILE *f, const struct phrase slots[][CASE_PHRASES], int n, uint64_t by)
{
	const int variants = CASE_PHRASES * CASE_NUMBERS;
	const int choices = variants * variants * variants;
	int choice = (int)((uint64_t)n * by % (uint64_t)choices);

	for (int slot = 0; slot < CASE_SLOTS; slot++) {
		const struct phrase *p = &slots[slot][choice % variants % CASE_PHRASES];
		int number = CASE_LEAST_NUMBER + choice % variants / CASE_PHRASES;

		fprintf(f, "    - %s%d%s\n", p->before, number, p->after);
		choice /= variants;
	}
	if (n >= choices)
		fprintf(f, "    - 第%d轮服务\n", n / choices + 1);
}

static void write_plan(const struct context *c)
{
	int copied = planted(c, PLANT_COPIED_PLAN) ? 1 : 0;
	struct case_plan of = case_plan(c->w, c->plan->station, c->plan->n - copied);
	int n = c->station->first_case + of.n;

	fprintf(c->f, "plan:\n  date: %s\n  goals:\n", calendar_text(c->plan->plan_on).s);
	write_choice(c->f, case_topics[of.topic].goals, n, 31337);
	fprintf(c->f, "  actions:\n");
	write_choice(c->f, case_actions, n, 52631);
}

/*
 * One letter of the worker's id is missing where a typing error is planted; a worker who comes
 * from outside is the next station's.
 */
static void write_visit_worker(const struct context *c, int visit)
{
	bool outside = planted(c, PLANT_STRANGER) && visit == 1;
	int worker = outside ? c->station[1].first_worker : c->plan->worker[visit];
	struct world_id id = world_worker_id(c->w, worker);
	bool typo = planted(c, PLANT_WORKER_TYPO) && visit == 0;

	fprintf(c->f, "    worker: %s%s\n", typo ? "shegon-" : "shegong-",
		id.s + strlen("shegong-"));
}

static void write_note(struct context *c, int visit)
{
	bool phone = planted(c, PLANT_PHONE) && visit == 1;
	int note = rng_below(&c->rng, 6);

	if (phone)
		fprintf(c->f, "    note: %s，家人电话 138 0000 0000\n", case_notes[note]);
	else if (c->w->example || rng_once_in(&c->rng, 5))
		fprintf(c->f, "    note: %s\n", case_notes[note]);
}

static void write_interventions(struct context *c)
{
	static const char *const kinds[] = {"visit", "counselling", "linking", "training"};
	const struct case_plan *p = c->plan;

	fprintf(c->f, "interventions:\n");
	for (int i = 0; i < p->visits; i++) {
		int kind = (i + rng_below(&c->rng, 2)) % 4;

		if (kind == 0 && p->method != METHOD_CASEWORK)
			kind = 1;
		fprintf(c->f, "  - date: %s\n", calendar_text(p->visit_on[i]).s);
		write_visit_worker(c, i);
		fprintf(c->f, "    kind: %s\n",
			p->method == METHOD_GROUPWORK   ? "group"
			: p->method == METHOD_COMMUNITY ? "activity"
							: kinds[kind]);
		out_list(c->f, 4, "actions", case_topics[p->topic].actions[kind]);
		fprintf(c->f, "    hours: %s\n", out_tenths(rng_between(&c->rng, 2, 4) * 5).s);
		write_note(c, i);
	}
}

static void write_end(struct context *c)
{
	const struct case_plan *p = c->plan;
	bool complete = p->outcome == OUTCOME_COMPLETE;

	if (complete && !planted(c, PLANT_NO_CASE_EVALUATION)) {
		fprintf(c->f, "evaluation:\n  date: %s\n", calendar_text(p->evaluation_on).s);
		fprintf(c->f, "  result: %s\n",
			rng_once_in(&c->rng, 5) ? "partly" : "achieved");
		fprintf(c->f, "  satisfaction: %d\n", rng_between(&c->rng, 4, 5));
	}
	fprintf(c->f, "closure:\n  date: %s\n", calendar_text(p->closure_on).s);
	fprintf(c->f, "  reason: %s\n", complete ? "goals-met" : "withdrawn");
	fprintf(c->f, "  summary: %s\n",
		complete ? case_summaries[rng_below(&c->rng, 4)]
			 : "服务对象表示暂不需要服务，尊重其意愿");
	if (complete && rng_once_in(&c->rng, 3)) {
		fprintf(c->f, "follow_ups:\n");
		fprintf(c->f, "  - date: %s\n",
			calendar_text(calendar_workday(p->closure_on + 30)).s);
		fprintf(c->f, "    note: 电话回访，情况稳定\n");
	}
}

static void write_stages(struct context *c)
{
	if (c->plan->outcome == OUTCOME_REFERRED) {
		if (world_planted(c->station, PLANT_UNKNOWN_KEY) && c->plan->n == 5)
			write_assessment(c, "asessment");
		return;
	}
	write_assessment(c, "assessment");
	write_plan(c);
	write_interventions(c);
	if (c->plan->outcome != OUTCOME_OPEN)
		write_end(c);
}

void case_write(const char *root, const struct world *w, const struct case_plan *plan)
{
	static const char *const methods[] = {"casework", "groupwork", "community"};
	const struct station *s = &w->station[plan->station];
	struct world_id id = case_id(w, plan);
	int year = calendar_year(plan->intake_on);
	int folder = world_planted(s, PLANT_WRONG_FOLDER) && plan->n == CASE_PLANTED ? year - 1
										     : year;
	struct context c = {
		.f = out_open(root, "cases/%d/%s/%s.yaml", folder, s->id, id.s),
		.w = w,
		.station = s,
		.plan = plan,
		.rng = rng_stream(w->seed, STREAM_CASE_TEXT, plan->station, plan->n),
	};

	if (span_of(s, plan->n) == SPAN_TURN && plan->outcome == OUTCOME_COMPLETE)
		fprintf(c.f, "# 跨年度案例，结案年度计入完成数\n");
	fprintf(c.f, "id: %s\n", id.s);
	fprintf(c.f, "station: %s\n", s->id);
	write_workers(&c);
	fprintf(c.f, "project: %s\n", world_project_id(s, project_own_year(s, year), 1).s);
	write_household(&c);
	fprintf(c.f, "method: %s\n", methods[plan->method]);
	write_clients(&c);
	write_intake(&c);
	write_stages(&c);
	out_close(c.f);
}
