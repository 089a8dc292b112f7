/* SPDX-License-Identifier: MIT */
/*
 * Writes resident needs files: opened with a survey, surveyed again in every later year,
 * visited, with needs that are matched with a resource of their community or wait for one.
 */
#include "household.h"

#include "calendar.h"
#include "community.h"
#include "out.h"
#include "rng.h"

#include <stdio.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

static const char *const targets[] = {
	"living-alone",   "empty-nest low-income", "disabled-elder",
	"child-in-need",  "assisted disabled",     "family-planning-special",
	"dementia-elder", "left-behind-child",     "community-hardship",
};

/* No community has a resource for these, so they stay open. */
static const char *const open_needs[] = {
	"单元门口台阶高，需要加装坡道",
	"卫生间需要改造，便于轮椅进出",
	"需要助听设备和适配指导",
};

static struct rng stream_of(const struct world *w, int station, int n)
{
	return rng_stream(w->seed, STREAM_HOUSEHOLD, station, n);
}

/* The first of a station is opened in its first weeks and stays; others come and go. */
struct household_plan household_plan(const struct world *w, int station, int n)
{
	const struct station *s = &w->station[station];
	struct rng r = stream_of(w, station, n);
	struct household_plan h = {station, n, s->first_community + n % s->communities, 0, 0};
	int after = s->opened_on + rng_between(&r, 20, 90);
	int opened_on = n % 2 == 0 ? after : calendar_day(20230301) + rng_below(&r, 150);

	h.opened_on = calendar_workday(opened_on);
	if (n == 0)
		h.opened_on = calendar_workday(s->opened_on + 20 + rng_below(&r, 10));
	h.closed_on = CALENDAR_OPEN;
	if (n > 0 && rng_once_in(&r, 5))
		h.closed_on = calendar_workday(calendar_day(20231101) + rng_below(&r, 40));
	if (n == 2 && (!w->example || world_planted(s, PLANT_NONE)))
		h.closed_on = calendar_day(20221209);
	return h;
}

struct world_id household_id(const struct world *w, const struct household_plan *h)
{
	const struct station *s = &w->station[h->station];
	struct world_id id;

	snprintf(id.s, sizeof id.s, "%.30s-h%0*d", s->id, 3, h->n + 1);
	return id;
}

/* What is planted in the households of a station is in its first. */
static bool planted(const struct world *w, const struct household_plan *h, enum plant plant)
{
	return h->n == 0 && world_planted(&w->station[h->station], plant);
}

static void write_worker_on(FILE *f, const struct world *w, int station, int day, int pick)
{
	fprintf(f, "  - date: %s\n", calendar_text(day).s);
	fprintf(f, "    worker: %s\n",
		world_worker_id(w, world_worker_on(w, station, day, pick)).s);
}

static void write_surveys(FILE *f, const struct world *w, const struct household_plan *h,
			  struct rng *r)
{
	int last =
		h->closed_on == CALENDAR_OPEN ? WORLD_LAST_YEAR : calendar_year(h->closed_on);

	fprintf(f, "surveys:\n");
	write_worker_on(f, w, h->station, h->opened_on, rng_below(r, 3));
	if (planted(w, h, PLANT_NO_SURVEY))
		return;
	for (int year = calendar_year(h->opened_on) + 1; year <= last; year++) {
		int day = calendar_workday(calendar_day(year * 10000 + 306) + rng_below(r, 90));

		write_worker_on(f, w, h->station, day, rng_below(r, 3));
	}
}

/* A citizen id number in full-width digits, its check digit right: what no record may hold. */
static void write_citizen_id(FILE *f)
{
	static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	static const char check[] = "10X98765432";
	static const char body[] = "11010119000101021";
	int sum = 0;

	for (int i = 0; i < COUNT(weights); i++)
		sum += weights[i] * (body[i] - '0');
	for (int i = 0; i <= COUNT(weights); i++) {
		int digit = (i < COUNT(weights) ? body[i] : check[sum % 11]) - '0';

		fprintf(f, "\xef\xbc%c", 0x90 + digit);
	}
}

static void write_matched_need(FILE *f, const struct world *w, const struct household_plan *h,
			       int n, struct rng *r)
{
	static const char *const priorities[] = {"high", "normal", "normal", "low"};
	const struct community_resource *resource = community_resource(w, h->community, n);
	int met_on = calendar_workday(h->opened_on + rng_between(r, 10, 30));

	fprintf(f, "  - item: %s\n", resource->item);
	fprintf(f, "    summary: %s", resource->need);
	if (planted(w, h, PLANT_CITIZEN_ID) && n == 0) {
		fprintf(f, "，本人证件号");
		write_citizen_id(f);
	}
	fprintf(f, "\n    priority: %s\n", priorities[rng_below(r, 4)]);
	fprintf(f, "    raised_on: %s\n", calendar_text(h->opened_on).s);
	if (planted(w, h, PLANT_OPEN_NEED) && n == 0)
		return;
	fprintf(f, "    met_on: %s\n", calendar_text(met_on).s);
	fprintf(f, "    resource: %s\n", resource->name);
}

static void write_needs(FILE *f, const struct world *w, const struct household_plan *h,
			struct rng *r)
{
	int matched = rng_between(r, 1, COMMUNITY_USABLE);

	fprintf(f, "needs:\n");
	for (int n = 0; n < matched; n++)
		write_matched_need(f, w, h, n, r);
	if (rng_once_in(r, 4)) {
		fprintf(f, "  - item: disability-services\n");
		fprintf(f, "    summary: %s\n", open_needs[rng_below(r, COUNT(open_needs))]);
		fprintf(f, "    priority: normal\n");
		fprintf(f, "    raised_on: %s\n", calendar_text(h->opened_on).s);
	}
}

static void write_visits(FILE *f, const struct world *w, const struct household_plan *h,
			 struct rng *r)
{
	int last = h->closed_on == CALENDAR_OPEN ? calendar_day(20231215) : h->closed_on;
	int day = calendar_workday(h->opened_on + rng_between(r, 15, 40));

	fprintf(f, "visits:\n");
	for (int visits = 0; day <= last && (visits < 4 || h->n == 0); visits++) {
		write_worker_on(f, w, h->station, day, rng_below(r, 3));
		if (planted(w, h, PLANT_LOST_DATE) && visits == 2)
			fprintf(f, "  - date: 2023-02-30\n    worker: %s\n",
				world_worker_id(w, w->station[h->station].first_worker).s);
		day = calendar_workday(day + rng_between(r, 50, 90));
	}
}

void household_write(const char *root, const struct world *w, const struct household_plan *h)
{
	const struct station *s = &w->station[h->station];
	struct rng r = stream_of(w, h->station, h->n + 1000000);
	struct world_id id = household_id(w, h);
	FILE *f = out_open(root, "households/%s/%s.yaml", s->id, id.s);
	bool typo = planted(w, h, PLANT_TARGET_TYPO);

	if (h->closed_on != CALENDAR_OPEN)
		fprintf(f, "# 已迁出本辖区，销档\n");
	fprintf(f, "id: %s\n", id.s);
	fprintf(f, "station: %s\n", s->id);
	fprintf(f, "community: %s\n", w->community[h->community].id);
	fprintf(f, "code: JT-%0*d\n", w->digits + 1, s->first_household + h->n + 1);
	fprintf(f, "members: %d\n", rng_between(&r, 1, 4));
	out_list(f, 0, "target_groups",
		 typo ? "low-income empty-nester" : targets[rng_below(&r, COUNT(targets))]);
	fprintf(f, "opened_on: %s\n", calendar_text(h->opened_on).s);
	if (h->closed_on != CALENDAR_OPEN)
		fprintf(f, "closed_on: %s\n", calendar_text(h->closed_on).s);
	write_surveys(f, w, h, &r);
	write_needs(f, w, h, &r);
	write_visits(f, w, h, &r);
	out_close(f);
}
