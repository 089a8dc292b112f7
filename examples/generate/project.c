/* SPDX-License-Identifier: MIT */
/*
 * Writes service projects. A station's own programme of a year holds at least 30 hours of
 * supervision and an activity for every item the station offers; further ones are smaller.
 */
#include "project.h"

#include "calendar.h"
#include "out.h"
#include "project_text.h"
#include "rng.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a)      ((int)(sizeof(a) / sizeof *(a)))
#define MOST_STATIONS 3
#define MOST_ITEMS    8
#define OWN_SESSIONS  12

/* A project before it is written; dates are days. */
struct plan {
	struct world_id id;
	char name[160];
	int station[MOST_STATIONS], stations;
	int agency; /* -1: run by the station itself */
	const char *field, *basis, *items;
	bool own, brand;
	int number;                         /* of the project in the repository, from 1 */
	int starts_on, ends_on, stopped_on; /* CALENDAR_OPEN: not stopped */
	int budget;                         /* yuan */
};

/* The project being written. */
struct context {
	FILE *f;
	const struct world *w;
	const struct plan *plan;
	int vouchers;
	struct rng rng;
};

int project_own_year(const struct station *s, int year)
{
	int first = calendar_year(s->opened_on);

	return year < first ? first : year;
}

const char *project_items(int station)
{
	return offers[station % COUNT(offers)];
}

/* The day at that per cent of the project's time. */
static int day_at(const struct plan *p, int percent)
{
	return calendar_workday(p->starts_on + (p->ends_on - p->starts_on) * percent / 100);
}

static bool reached(const struct plan *p, int day)
{
	return day <= p->stopped_on;
}

/* What is planted in the projects of a station is in its own programme of 2023. */
static bool planted(const struct context *c, enum plant plant)
{
	const struct plan *p = c->plan;

	return p->own && calendar_year(p->starts_on) == 2023 &&
	       world_planted(&c->w->station[p->station[0]], plant);
}

static void write_contract(struct context *c)
{
	static const char *const procurements[] = {"open-tender", "consultation", "negotiation",
						   "single-source"};
	const struct plan *p = c->plan;

	if (p->agency < 0)
		return;
	fprintf(c->f, "contract:\n");
	fprintf(c->f, "  number: \"XM-%d-%0*d\"\n", calendar_year(p->starts_on), c->w->digits,
		p->number);
	fprintf(c->f, "  procurement: %s\n", procurements[rng_below(&c->rng, 4)]);
	fprintf(c->f, "  signed_on: %s\n",
		calendar_text(calendar_workday(p->starts_on - 10)).s);
	if (p->number % 4 != 0) {
		fprintf(c->f, "  starts_on: %s\n", calendar_text(p->starts_on).s);
		fprintf(c->f, "  ends_on: %s\n", calendar_text(p->ends_on).s);
	}
	fprintf(c->f, "  amount: %d\n", p->budget);
	fprintf(c->f, "  file: files/contracts/%s.pdf\n", p->id.s);
}

static const struct item_text *text_of(const char *item, size_t length)
{
	int i = 0;

	while (i < COUNT(item_texts) - 1 && (strlen(item_texts[i].item) != length ||
					     memcmp(item_texts[i].item, item, length) != 0))
		i++;
	return &item_texts[i];
}

/* The project's items; returns how many. */
static int items_of(const struct plan *p, const struct item_text *items[MOST_ITEMS])
{
	int n = 0;

	for (const char *s = p->items; *s != '\0' && n < MOST_ITEMS;) {
		size_t length = strcspn(s, " ");

		items[n++] = text_of(s, length);
		s += length + (s[length] == ' ');
	}
	return n;
}

static void write_targets(struct context *c)
{
	const struct plan *p = c->plan;
	const struct item_text *items[MOST_ITEMS];
	int n = items_of(p, items);

	fprintf(c->f, "targets:\n");
	for (int i = n > 3 ? 3 : 0; i < n; i++) {
		int half = rng_between(&c->rng, 4, 30);
		int more = rng_below(&c->rng, 4);
		bool shortly = planted(c, PLANT_SHORT_DELIVERY) && i == n - 1;

		fprintf(c->f, "  - item: %s\n", items[i]->item);
		fprintf(c->f, "    unit: %s\n", items[i]->unit);
		fprintf(c->f, "    quantity: %d\n", 2 * half);
		fprintf(c->f, "    deliveries:\n");
		fprintf(c->f, "      - date: %s\n", calendar_text(day_at(p, 45)).s);
		fprintf(c->f, "        quantity: %d\n", half + more);
		if (reached(p, day_at(p, 88)))
			fprintf(c->f, "      - date: %s\n        quantity: %d\n",
				calendar_text(day_at(p, 88)).s,
				shortly ? half - more - 1 : half);
	}
}

/* One line of the ledger; only expenses are applied for and approved. */
static void write_entry(struct context *c, int percent, const char *entry, const char *source,
			int tenths, const char *purpose)
{
	const struct plan *p = c->plan;
	int day = day_at(p, percent);

	if (!reached(p, day))
		return;
	fprintf(c->f, "  - date: %s\n", calendar_text(day).s);
	fprintf(c->f, "    entry: %s\n", entry);
	fprintf(c->f, "    source: %s\n", source);
	fprintf(c->f, "    amount: %s\n", out_tenths(tenths).s);
	fprintf(c->f, "    purpose: %s\n", purpose);
	if (strcmp(entry, "budget") == 0)
		return;
	fprintf(c->f, "    voucher: \"PZ-%0*d-%02d\"\n", c->w->digits, p->number,
		++c->vouchers);
	if (strcmp(entry, "expense") != 0)
		return;
	fprintf(c->f, "    applied_on: %s\n", calendar_text(calendar_workday(day - 10)).s);
	fprintf(c->f, "    approved_on: %s\n", calendar_text(calendar_workday(day - 5)).s);
}

/*
 * Two receipts and the expenses that they cover: never more spent than received, but for the
 * half yuan of the first expense where that is planted.
 */
static void write_account(struct context *c, const char *source, int yuan)
{
	int early = planted(c, PLANT_OVERSPENT) ? yuan : 0;

	write_entry(c, 0, "budget", source, yuan * 10, "项目预算");
	write_entry(c, 3, "receipt", source, yuan * 6, "首期拨款");
	write_entry(c, 30, "expense", source, yuan * 2 + 5, "活动物料与场地");
	if (c->plan->own)
		write_entry(c, 55, "expense", source, yuan * 3 + early, "人员与督导费用");
	write_entry(c, 60, "receipt", source, yuan * 4, "尾款拨付");
	write_entry(c, 85, "expense", source, yuan * 4 - 15 - early, "服务与评估费用");
}

static void write_ledger(struct context *c)
{
	static const char *const sources[] = {"welfare-lottery", "community-building",
					      "elderly-care", "social-assistance", "earmarked"};
	const struct plan *p = c->plan;

	fprintf(c->f, "ledger:\n");
	write_account(c, sources[p->number % COUNT(sources)], p->budget);
	if (p->own && p->number % 4 == 1)
		write_account(c, "charity", 6000);
}

/* Tenths of an hour; own programmes come to 30 hours and more unless planted short. */
static int session_hours(struct context *c, int session)
{
	if (!c->plan->own)
		return 20;
	if (planted(c, PLANT_SUPERVISION_SHORT))
		return session == 0 ? 20 : 25;
	if (planted(c, PLANT_SUPERVISION_WAIVED))
		return session % 2 == 0 ? 20 : 15;
	return rng_between(&c->rng, 5, 6) * 5;
}

static void write_supervision(struct context *c)
{
	static const char *const providers[] = {"district-team", "district-team", "external"};
	static const char *const forms[] = {"group", "individual", "on-site", "peer"};
	const struct plan *p = c->plan;
	int sessions = p->own ? OWN_SESSIONS : 3;

	fprintf(c->f, "supervision:\n");
	for (int i = 0; i < sessions; i++) {
		int day = day_at(p, 4 + i * 90 / sessions);
		int hours = session_hours(c, i);

		if (!reached(p, day))
			break;
		fprintf(c->f, "  - date: %s\n", calendar_text(day).s);
		fprintf(c->f, "    hours: %s\n", out_tenths(hours).s);
		fprintf(c->f, "    supervisor: DD%02d\n", rng_between(&c->rng, 1, 8));
		fprintf(c->f, "    provider: %s\n", providers[rng_below(&c->rng, 3)]);
		fprintf(c->f, "    form: %s\n", forms[rng_below(&c->rng, 4)]);
		fprintf(c->f, "    topic: %s\n", supervision_topics[(i + p->number) % 6]);
	}
}

/* What an activity of that item is about, for the items where the notice asks. */
static void write_subject(struct context *c, const char *item, int round)
{
	static const char *const topics[] = {"elderly-care social-assistance child-welfare",
					     "marriage funeral"};
	static const char *const issues[] = {"property-management", "elevator-retrofit parking",
					     "waste-sorting", "public-opinion"};

	if (strcmp(item, "policy-advocacy") == 0)
		out_list(c->f, 4, "topics", topics[round % 2]);
	if (strcmp(item, "community-services") == 0)
		out_list(c->f, 4, "issues", issues[rng_below(&c->rng, 4)]);
}

static void write_activity(struct context *c, int percent, const struct item_text *item,
			   int round)
{
	const struct plan *p = c->plan;
	int day = day_at(p, percent);

	if (!reached(p, day))
		return;
	fprintf(c->f, "  - date: %s\n", calendar_text(day).s);
	fprintf(c->f, "    item: %s\n", item->item);
	if (p->number % 2 == 0 || p->stations > 1)
		fprintf(c->f, "    station: %s\n",
			c->w->station[p->station[percent % p->stations]].id);
	fprintf(c->f, "    title: %s\n", item->titles[round % 2]);
	write_subject(c, item->item, round);
	fprintf(c->f, "    participants: %d\n", rng_between(&c->rng, 6, 45));
	fprintf(c->f, "    hours: %s\n", out_tenths(rng_between(&c->rng, 3, 5) * 5).s);
	fprintf(c->f, "    nature: professional\n");
}

/* An activity that is no service of the list. */
static void write_other_work(struct context *c, int percent, const char *title,
			     const char *nature, int hours)
{
	fprintf(c->f, "  - date: %s\n", calendar_text(day_at(c->plan, percent)).s);
	fprintf(c->f, "    title: %s\n", title);
	fprintf(c->f, "    hours: %d\n", hours);
	fprintf(c->f, "    nature: %s\n", nature);
}

static void write_activities(struct context *c)
{
	const struct plan *p = c->plan;
	const struct item_text *items[MOST_ITEMS];
	int n = items_of(p, items);

	fprintf(c->f, "activities:\n");
	for (int i = 0; i < n; i++)
		write_activity(c, 8 + i * 40 / n, items[i], 0);
	for (int i = 0; i < n && i < 2; i++)
		write_activity(c, 55 + i * 15, items[i], 1);
	if (!p->own)
		return;
	if (planted(c, PLANT_ADMINISTRATIVE))
		write_other_work(c, 50, "高龄津贴资格年审", "administrative", 3);
	for (int i = 0; i < 3 && planted(c, PLANT_CLERICAL); i++)
		write_other_work(c, 60 + 10 * i, "残疾人补贴信息录入", "clerical", 6);
	write_other_work(c, 92, "服务档案整理", "clerical", 2);
}

static void write_evaluation(struct context *c, int year)
{
	const struct plan *p = c->plan;
	int day = calendar_workday(calendar_day(year * 10000 + 1212) + rng_below(&c->rng, 8));
	int score = rng_between(&c->rng, 820, 960);
	int end = p->stopped_on < p->ends_on ? p->stopped_on : p->ends_on;

	if (calendar_year(end) == year && end + 14 < day)
		day = calendar_workday(end + 14);
	fprintf(c->f, "  - year: %d\n", year);
	fprintf(c->f, "    date: %s\n", calendar_text(day).s);
	fprintf(c->f, "    evaluator: 示例评估中心\n");
	fprintf(c->f, "    score: %s\n", out_tenths(score).s);
	fprintf(c->f, "    grade: %s\n", score >= 900 ? "优秀" : "良好");
}

static void write_ends_of_years(struct context *c)
{
	int first = calendar_year(c->plan->starts_on);
	int last = calendar_year(c->plan->ends_on);

	if (!planted(c, PLANT_NOT_EVALUATED))
		fprintf(c->f, "evaluations:\n");
	for (int year = first; year <= last && !planted(c, PLANT_NOT_EVALUATED); year++)
		write_evaluation(c, year);
	fprintf(c->f, "financial_reports:\n");
	for (int year = first; year <= last; year++) {
		fprintf(c->f, "  - year: %d\n", year);
		fprintf(c->f, "    date: %d-02-%02d\n", year + 1, rng_between(&c->rng, 6, 28));
		fprintf(c->f, "    file: files/reports/%s-caiwu.pdf\n", c->plan->id.s);
	}
}

static void write_head(const struct context *c)
{
	const struct plan *p = c->plan;

	if (p->stopped_on != CALENDAR_OPEN)
		fprintf(c->f, "# 承接方调整，协商中止，余款退回\n");
	fprintf(c->f, "id: %s\n", p->id.s);
	fprintf(c->f, "name: %s\n", p->name);
	fprintf(c->f, "stations:\n");
	for (int i = 0; i < p->stations; i++)
		fprintf(c->f, "  - %s\n", c->w->station[p->station[i]].id);
	if (p->agency >= 0)
		fprintf(c->f, "agency: %s\n", world_agency_id(c->w, p->agency).s);
	fprintf(c->f, "field: %s\n", p->field);
	if (p->basis != NULL)
		fprintf(c->f, "extension_basis: %s\n", p->basis);
	out_list(c->f, 0, "items", p->items);
	fprintf(c->f, "brand: %s\n", p->brand ? "true" : "false");
	fprintf(c->f, "starts_on: %s\n", calendar_text(p->starts_on).s);
	fprintf(c->f, "ends_on: %s\n", calendar_text(p->ends_on).s);
	if (p->stopped_on != CALENDAR_OPEN)
		fprintf(c->f, "stopped_on: %s\n", calendar_text(p->stopped_on).s);
}

static void write_project(const char *root, const struct world *w, const struct plan *p)
{
	struct context c = {
		.f = out_open(root, "projects/%d/%s.yaml", calendar_year(p->starts_on),
			      p->id.s),
		.w = w,
		.plan = p,
		.rng = rng_stream(w->seed, STREAM_PROJECT, p->number, 0),
	};

	write_head(&c);
	write_contract(&c);
	write_targets(&c);
	write_ledger(&c);
	write_supervision(&c);
	write_activities(&c);
	write_ends_of_years(&c);
	out_close(c.f);
}

static void plan_own(struct plan *p, int station, const struct station *s, int year)
{
	int first = calendar_workday(s->opened_on + 5);

	snprintf(p->name, sizeof p->name, "%s社工站%d年度综合服务项目", s->name, year);
	p->own = true;
	p->field = own_fields[station % COUNT(own_fields)];
	p->items = project_items(station);
	p->brand = station % 4 == 0;
	p->budget = 60000 + 2000 * (station % 20);
	p->starts_on = calendar_day(year * 10000 + 101);
	if (p->starts_on < first)
		p->starts_on = first;
	p->ends_on = calendar_day(year * 10000 + 1231);
}

/* A further project: every third together with the next station. */
static void plan_further(struct plan *p, const struct world *w, int station, int n, int year)
{
	int kind = (station + n) % COUNT(further);

	snprintf(p->name, sizeof p->name, "%s%s", w->station[station].name, further[kind].name);
	p->field = further[kind].field;
	p->items = further[kind].items;
	p->basis = further[kind].basis;
	p->brand = n % 5 == 0;
	p->budget = 12000 + 1000 * (n % 9);
	if (n % 3 == 0 && w->stations > 1)
		p->station[p->stations++] = (station + 1) % w->stations;
	p->starts_on = calendar_day(year == WORLD_FIRST_YEAR ? 20220901 : year * 10000 + 301);
	p->ends_on = calendar_day(year * 10000 + 1220);
}

void project_write(const char *root, const struct world *w, int station, int n)
{
	const struct station *s = &w->station[station];
	int year = project_own_year(s, n % 2 == 0 ? WORLD_FIRST_YEAR : WORLD_LAST_YEAR);
	int place = n / 2 + 1; /* among the station's projects of that year */
	struct plan p = {
		.id = world_project_id(s, year, place),
		.station = {station},
		.stations = 1,
		.agency = s->mode == MODE_CONTRACTED ? s->agency : -1,
		.number = s->first_project + n + 1,
		.stopped_on = CALENDAR_OPEN,
	};

	if (place == 1)
		plan_own(&p, station, s, year);
	else
		plan_further(&p, w, station, n, year);
	write_project(root, w, &p);
}

void project_write_shared(const char *root, const struct world *w)
{
	const struct station *last = &w->station[w->stations - 1];

	for (int i = 0; i < COUNT(shared_projects); i++) {
		const struct shared_project *s = &shared_projects[i];
		struct plan p = {
			.agency = i % w->agencies, /* the last: AGENCY_COMPANY */
			.field = s->field,
			.basis = s->basis,
			.items = s->items,
			.brand = s->brand,
			.number = last->first_project + last->projects + i + 1,
			.starts_on = calendar_day(s->starts_on),
			.ends_on = calendar_day(s->ends_on),
			.stopped_on = s->stopped_on == 0 ? CALENDAR_OPEN
							 : calendar_day(s->stopped_on),
			.budget = 30000,
		};

		snprintf(p.id.s, sizeof p.id.s, "%s", s->id);
		snprintf(p.name, sizeof p.name, "%s", s->name);
		while (p.stations < MOST_STATIONS && s->stations[p.stations] != NULL) {
			p.station[p.stations] = world_station(w, s->stations[p.stations]);
			p.stations++;
		}
		write_project(root, w, &p);
	}
}
