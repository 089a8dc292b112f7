/* SPDX-License-Identifier: MIT */
/*
 * Lays out a repository: the worked example from the tables of names.h, the benchmark from its
 * number of records alone, shared out over as many stations as a district of that size would
 * have.
 */
#include "world.h"

#include "calendar.h"
#include "names.h"
#include "out.h"
#include "rng.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a)          ((int)(sizeof(a) / sizeof *(a)))
#define NAME_SIZE         64
#define EXAMPLE_AGENCIES  6
#define EXAMPLE_OPERATORS 5

/* Write into the next slot of the world's own names. */
__attribute__((format(printf, 2, 3))) static const char *new_name(char **slot,
								  const char *format, ...)
{
	char *name = *slot;
	va_list args;

	va_start(args, format);
	vsnprintf(name, NAME_SIZE, format, args);
	va_end(args);
	*slot += NAME_SIZE;
	return name;
}

static void set_id(char id[WORLD_ID_SIZE], const char *text)
{
	snprintf(id, WORLD_ID_SIZE, "%s", text);
}

/* Filed in April, equipped in May, staffed and opened in July 2022. */
static void set_dates_in_time(struct station *s, struct rng *r)
{
	int contracted_on = calendar_day(20220613) + rng_below(r, 10);
	int staffed_on = calendar_day(20220701) + rng_below(r, 16);

	s->filed_on = calendar_workday(calendar_day(20220401) + rng_below(r, 24));
	s->hardware_ready_on = calendar_workday(calendar_day(20220509) + rng_below(r, 18));
	s->contracted_on = calendar_workday(contracted_on);
	s->staffed_on = calendar_workday(staffed_on);
	s->opened_on = calendar_workday(s->staffed_on + rng_below(r, 6));
}

static void set_dates_late(struct station *s)
{
	s->filed_on = calendar_day(20221110);
	s->hardware_ready_on = calendar_day(20230113);
	s->contracted_on = calendar_day(20230206);
	s->staffed_on = calendar_day(20230215);
	s->opened_on = calendar_day(20230215);
}

static void set_dates(struct world *w, int station)
{
	struct station *s = &w->station[station];
	struct rng r = rng_stream(w->seed, STREAM_STATION, station, 0);

	if (world_planted(s, PLANT_LATE_STATION))
		set_dates_late(s);
	else
		set_dates_in_time(s, &r);
	s->guest = -1;
	s->agency = station % w->operators;
}

/* Number the workers, communities and records of each station from where the last one's end. */
static void set_runs(struct world *w)
{
	struct station end = {0};

	for (int i = 0; i < w->stations; i++) {
		struct station *s = &w->station[i];

		s->first_worker = end.first_worker;
		s->first_community = end.first_community;
		s->first_household = end.first_household;
		s->first_project = end.first_project;
		s->first_case = end.first_case;
		end.first_worker += s->workers;
		end.first_community += s->communities;
		end.first_household += s->households;
		end.first_project += s->projects;
		end.first_case += s->cases;
	}
	w->workers = end.first_worker;
	w->communities = end.first_community;
	w->worker = out_alloc(w->workers, sizeof *w->worker);
	w->community = out_alloc(w->communities, sizeof *w->community);
}

/*
 * The first two of a station stay from its staffing on, so that two are there on every day; the
 * others come later, and some of them have left.
 */
static struct post post_of(const struct world *w, int station, int k)
{
	const struct station *s = &w->station[station];
	struct rng r = rng_stream(w->seed, STREAM_WORKER, station, k);
	struct post p = {station, s->staffed_on, CALENDAR_OPEN};

	if (k >= 2)
		p.starts_on = calendar_workday(s->staffed_on + 7 * rng_between(&r, 1, 6));
	if (k >= 2 && !w->example && rng_once_in(&r, 8))
		p.ends_on = calendar_day(20231031);
	if (world_planted(s, PLANT_VACANCY) && k == 1)
		p.ends_on = calendar_day(20230930);
	if (world_planted(s, PLANT_VACANCY) && k == 2)
		p.starts_on = calendar_day(20231016);
	return p;
}

static void post_workers(struct world *w)
{
	for (int i = 0; i < w->stations; i++) {
		for (int k = 0; k < w->station[i].workers; k++)
			w->worker[w->station[i].first_worker + k] =
				(struct worker){1, {post_of(w, i, k)}};
	}
}

static void move_workers(struct world *w)
{
	for (int i = 0; i < COUNT(moves); i++) {
		const struct station *old = &w->station[world_station(w, moves[i].from)];
		int to = world_station(w, moves[i].to);
		int mover = old->first_worker + old->workers - 1;
		struct worker *worker = &w->worker[mover];

		worker->post[0].ends_on = calendar_day(moves[i].on) + moves[i].overlap - 1;
		worker->post[1] = (struct post){to, calendar_day(moves[i].on), CALENDAR_OPEN};
		worker->posts = 2;
		w->station[to].guest = mover;
	}
}

static int community_opening(const struct world *w, int station, int k)
{
	struct rng r = rng_stream(w->seed, STREAM_COMMUNITY, station, k);

	return calendar_workday(w->station[station].opened_on + 10 * k +
				rng_between(&r, 5, 14));
}

/* The first real community of the division that no earlier station has taken. */
static const struct community_name *next_community(const struct world *w, int before,
						   const char *division)
{
	int skip = 0;

	for (int i = 0; i < before; i++)
		skip += strncmp(w->community[i].code, division, strlen(division)) == 0;
	for (int i = 0; i < COUNT(real_communities); i++) {
		bool inside =
			strncmp(real_communities[i].code, division, strlen(division)) == 0;

		if (inside && skip-- == 0)
			return &real_communities[i];
	}
	assert(false && "a station of the table has more communities than names.h lists");
	return NULL;
}

static void add_real_community(struct world *w, int station, int k)
{
	const struct station *s = &w->station[station];
	int n = s->first_community + k;
	struct community *c = &w->community[n];
	const struct community_name *name = next_community(w, n, s->division);

	*c = (struct community){.code = name->code, .name = name->name, .station = station};
	c->opened_on = community_opening(w, station, k);
	snprintf(c->id, sizeof c->id, "%.20s-%.25s", s->id, name->id);
}

static uint64_t plants_of(const struct station_seed *seed)
{
	uint64_t plants = UINT64_C(1) << seed->plant;

	for (int i = 0; i < COUNT(further_plants); i++) {
		if (strcmp(further_plants[i].station, seed->id) == 0)
			plants |= UINT64_C(1) << further_plants[i].plant;
	}
	return plants;
}

static void add_example_station(struct world *w, int i)
{
	const struct station_seed *seed = &station_seeds[i];
	struct station *s = &w->station[i];

	*s = (struct station){.name = seed->name, .division = seed->division};
	set_id(s->id, seed->id);
	s->sign_name = seed->name;
	for (int d = 0; d < w->divisions; d++) {
		if (strcmp(w->division[d].code, s->division) == 0)
			s->sign_name = w->division[d].sign_name;
	}
	s->plants = plants_of(seed);
	s->mode = seed->mode;
	s->workers = seed->workers;
	s->households = seed->households;
	s->cases = seed->cases;
	s->communities = seed->communities;
	s->projects = world_planted(s, PLANT_LATE_STATION) ? 1 : 2;
	set_dates(w, i);
}

struct world world_example(uint64_t seed)
{
	struct world w = {.seed = seed, .example = true, .digits = 3};

	w.divisions = COUNT(real_divisions);
	w.stations = COUNT(station_seeds);
	w.agencies = EXAMPLE_AGENCIES;
	w.operators = EXAMPLE_OPERATORS;
	w.division = out_alloc(w.divisions, sizeof *w.division);
	w.station = out_alloc(w.stations, sizeof *w.station);
	memcpy(w.division, real_divisions, sizeof real_divisions);
	for (int i = 0; i < w.stations; i++)
		add_example_station(&w, i);
	set_runs(&w);
	post_workers(&w);
	move_workers(&w);
	for (int i = 0; i < w.stations; i++) {
		for (int k = 0; k < w.station[i].communities; k++)
			add_real_community(&w, i, k);
	}
	return w;
}

/* Share `total` out over the stations: the i-th one's part. */
static int share(const struct world *w, int total, int i)
{
	return total / w->stations + (i < total % w->stations);
}

/* Divisions beyond the real ones continue the district's codes: 120116500, 120116501, ... */
static void add_division(struct world *w, int i, char **slot)
{
	const char *code, *name, *id;

	if (i < COUNT(real_divisions)) {
		w->division[i] = real_divisions[i];
		return;
	}
	i -= COUNT(real_divisions);
	code = new_name(slot, "%d", 120116500 + i);
	name = new_name(slot, "示例第%d街道", i + 1);
	id = new_name(slot, "shili%04d", i + 1);
	w->division[i + COUNT(real_divisions)] =
		(struct division){code, name, name, SUBDISTRICT, id};
}

static void add_benchmark_station(struct world *w, int i, int records)
{
	const struct division *d = &w->division[i];
	struct station *s = &w->station[i];
	int others = w->stations + w->agencies + records / 10 * 2 + records / 25 * 3 +
		     records / 20 + records / 50;

	*s = (struct station){.name = d->sign_name, .division = d->code};
	set_id(s->id, d->id);
	s->sign_name = d->sign_name;
	s->mode = i % 7 == 5 ? MODE_REASSIGNED : i % 7 == 6 ? MODE_RECRUITED : MODE_CONTRACTED;
	s->households = share(w, records / 10 * 2, i);
	s->workers = share(w, records / 25 * 3, i);
	s->projects = share(w, records / 20, i);
	s->communities = share(w, records / 50, i);
	s->cases = share(w, records - others, i);
	set_dates(w, i);
}

static void add_synthetic_community(struct world *w, int station, int k, char **slot)
{
	const struct station *s = &w->station[station];
	struct community *c = &w->community[s->first_community + k];

	*c = (struct community){.station = station};
	c->opened_on = community_opening(w, station, k);
	c->code = new_name(slot, "%s%03d", s->division, k + 1);
	c->name = new_name(slot, "%s示例第%d社区居委会", s->name, k + 1);
	snprintf(c->id, sizeof c->id, "%.30s-c%02d", s->id, k + 1);
}

struct world world_benchmark(uint64_t seed, int records)
{
	struct world w = {.seed = seed, .digits = 6};
	char *slot;

	w.stations = records >= 250 ? records / 125 : 1;
	w.agencies = records >= 1000 ? records / 500 : 1;
	w.operators = w.agencies;
	w.divisions = w.stations;
	w.division = out_alloc(w.divisions, sizeof *w.division);
	w.station = out_alloc(w.stations, sizeof *w.station);
	w.names = out_alloc(w.divisions * 3 + records / 50 * 2, NAME_SIZE);
	slot = w.names;
	for (int i = 0; i < w.stations; i++) {
		add_division(&w, i, &slot);
		add_benchmark_station(&w, i, records);
	}
	set_runs(&w);
	post_workers(&w);
	for (int i = 0; i < w.stations; i++) {
		for (int k = 0; k < w.station[i].communities; k++)
			add_synthetic_community(&w, i, k, &slot);
	}
	return w;
}

void world_release(struct world *w)
{
	free(w->division);
	free(w->station);
	free(w->worker);
	free(w->community);
	free(w->names);
	*w = (struct world){0};
}

bool world_planted(const struct station *s, enum plant plant)
{
	return (s->plants >> plant & 1) != 0;
}

struct world_id world_worker_id(const struct world *w, int worker)
{
	struct world_id id;

	snprintf(id.s, sizeof id.s, "shegong-%0*d", w->digits, worker + 1);
	return id;
}

struct world_id world_agency_id(const struct world *w, int agency)
{
	struct world_id id;

	snprintf(id.s, sizeof id.s, "shili-jigou-%0*d", w->example ? 1 : w->digits, agency + 1);
	return id;
}

struct world_id world_project_id(const struct station *s, int year, int n)
{
	struct world_id id;

	snprintf(id.s, sizeof id.s, "%.30s-%d-p%d", s->id, year, n);
	return id;
}

static bool posted_at(const struct worker *worker, int station, int day)
{
	for (int i = 0; i < worker->posts; i++) {
		const struct post *p = &worker->post[i];

		if (p->station == station && p->starts_on <= day && day <= p->ends_on)
			return true;
	}
	return false;
}

int world_worker_on(const struct world *w, int station, int day, int pick)
{
	const struct station *s = &w->station[station];

	if (s->guest >= 0 && pick % 3 == 2 && posted_at(&w->worker[s->guest], station, day))
		return s->guest;
	for (int i = 0; i < s->workers; i++) {
		int worker = s->first_worker + (pick + i) % s->workers;

		if (posted_at(&w->worker[worker], station, day))
			return worker;
	}
	assert(false && "nobody is posted at the station on that day");
	return s->first_worker;
}

int world_station(const struct world *w, const char *id)
{
	for (int i = 0; i < w->stations; i++) {
		if (strcmp(w->station[i].id, id) == 0)
			return i;
	}
	assert(false && "no station has that id");
	return 0;
}

int world_not_before_opening(const struct station *s, int day)
{
	return day < s->opened_on ? s->opened_on : day;
}
