/* SPDX-License-Identifier: MIT */
/*
 * Writes stationed social workers: postings, certificates and registrations that cover them (or
 * a documented exception), social security, and at least 30 class hours in every year posted.
 */
#include "worker.h"

#include "calendar.h"
#include "out.h"
#include "rng.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

/* The worker being written, with what all parts of the record ask for. */
struct context {
	FILE *f;
	const struct world *w;
	const struct station *station;
	const struct worker *worker;
	int k, number; /* place in the station from 0, in the repository from 1 */
	struct rng rng;
};

struct lesson {
	const char *kind;
	int least; /* tenths of a class hour */
	const char *titles[2];
	const char *provider;
};

static const struct lesson lessons[] = {
	{"supervision", 60, {"个案督导与反思", "团体督导：专业关系"}, "区社会工作督导团队"},
	{"continuing-education",
	 120,
	 {"社会工作理论与方法", "社区为本的服务设计"},
	 "示例大学继续教育学院"},
	{"practice", 80, {"入户探访实务", "小组工作实务"}, "区社会工作督导团队"},
	{"policy", 40, {"社会救助政策解读", "养老服务与儿童福利政策"}, "街道民政科"},
};

static const struct lesson induction = {"induction",
					80,
					{"岗前培训：职责与规范", "岗前培训：岗位与安全"},
					"区社会工作督导团队"};

static const char *const modes[] = {
	[MODE_CONTRACTED] = "contracted",
	[MODE_REASSIGNED] = "reassigned",
	[MODE_RECRUITED] = "recruited",
};

static bool stands_in(const struct context *c)
{
	return c->w->example && strcmp(c->station->id, "xincheng") == 0 && c->k == 1;
}

static void write_interval(FILE *f, int starts_on, int ends_on)
{
	fprintf(f, "    starts_on: %s\n", calendar_text(starts_on).s);
	if (ends_on != CALENDAR_OPEN)
		fprintf(f, "    ends_on: %s\n", calendar_text(ends_on).s);
}

static void write_postings(const struct context *c)
{
	static const char *const roles[] = {"head", "worker", "worker", "assistant"};

	fprintf(c->f, "postings:\n");
	for (int i = 0; i < c->worker->posts; i++) {
		const struct post *p = &c->worker->post[i];
		const struct station *s = &c->w->station[p->station];

		fprintf(c->f, "  - station: %s%s\n", s->id, i > 0 ? " # 调入" : "");
		write_interval(c->f, p->starts_on, p->ends_on);
		fprintf(c->f, "    mode: %s\n", modes[s->mode]);
		fprintf(c->f, "    role: %s\n", roles[c->k < 3 ? c->k : 3]);
		if (s->mode == MODE_CONTRACTED)
			fprintf(c->f, "    agency: %s\n", world_agency_id(c->w, s->agency).s);
	}
}

static void write_certificate(FILE *f, const char *kind, const char *issuer, int year,
			      int number, int month)
{
	fprintf(f, "  - kind: %s\n", kind);
	fprintf(f, "    number: \"%s%d12%06d\"\n", issuer, year, number);
	fprintf(f, "    issued_on: %d-%02d-20\n", year, month);
}

static void write_certificates(struct context *c)
{
	if (world_planted(c->station, PLANT_NO_CERTIFICATE) && c->k == 2)
		return;
	fprintf(c->f, "certificates:\n");
	if (stands_in(c)) {
		write_certificate(c->f, "tianjin", "TJ", 2023, c->number, 7);
		return;
	}
	if (c->number % 3 == 0 || world_planted(c->station, PLANT_BARE_NUMBER))
		write_certificate(c->f, "tianjin", "TJ", rng_between(&c->rng, 2017, 2019),
				  c->number, 9);
	if (world_planted(c->station, PLANT_BARE_NUMBER) && c->k == 0)
		fprintf(c->f,
			"  - kind: national\n    number: 202112%06d\n"
			"    issued_on: 2021-03-20\n",
			c->number);
	else if (c->number % 3 == 1)
		write_certificate(c->f, "national-assistant", "",
				  rng_between(&c->rng, 2018, 2021), c->number, 3);
	else if (c->number % 3 == 2)
		write_certificate(c->f, "national", "", rng_between(&c->rng, 2016, 2021),
				  c->number, 3);
}

static void write_exceptions(const struct context *c)
{
	if (!stands_in(c))
		return;
	fprintf(c->f, "exceptions:\n");
	fprintf(c->f, "  - reason: 已通过考试，等待发证和登记\n");
	fprintf(c->f, "    approved_by: 区民政局\n");
	write_interval(c->f, calendar_day(20220615), calendar_day(20230831));
	fprintf(c->f, "    file: files/exceptions/%s.pdf\n",
		world_worker_id(c->w, c->number - 1).s);
}

static void write_registration(const struct context *c, int starts_on, int ends_on)
{
	fprintf(c->f, "  - city: 天津\n");
	fprintf(c->f, "    number: \"DJ%d-%06d\"\n", calendar_year(starts_on), c->number);
	write_interval(c->f, starts_on, ends_on);
}

static void write_registrations(struct context *c)
{
	bool gap = world_planted(c->station, PLANT_REGISTRATION_GAP) && c->k == 1;
	int day = calendar_day(20210301) + rng_below(&c->rng, 300);

	fprintf(c->f, "registrations:\n");
	if (stands_in(c)) {
		write_registration(c, calendar_day(20230801), CALENDAR_OPEN);
	} else if (gap || c->number % 5 == 2) {
		write_registration(c, calendar_day(20210510), calendar_day(20230509));
		write_registration(c, calendar_day(gap ? 20230522 : 20230510), CALENDAR_OPEN);
	} else if (world_planted(c->station, PLANT_REGISTRATION_ENDED) && c->k == 2) {
		write_registration(c, day, calendar_day(20231130));
	} else if (world_planted(c->station, PLANT_REGISTRATION_ENDING) && c->k == 0) {
		write_registration(c, day, calendar_day(20240215));
	} else {
		write_registration(c, day, CALENDAR_OPEN);
	}
}

static void write_social_security(const struct context *c)
{
	static const char *const kinds[] = {"pension", "medical", "unemployment", "injury",
					    "maternity"};
	const struct post *last = &c->worker->post[c->worker->posts - 1];

	fprintf(c->f, "social_security:\n");
	for (int i = 0; i < COUNT(kinds); i++) {
		bool ended =
			world_planted(c->station, PLANT_INSURANCE_ENDED) && c->k == 2 && i == 1;

		fprintf(c->f, "  - kind: %s\n", kinds[i]);
		write_interval(c->f, c->worker->post[0].starts_on,
			       ended ? calendar_day(20230831) : last->ends_on);
	}
}

static void write_training(FILE *f, const struct lesson *l, int day, int class_hours, int title)
{
	fprintf(f, "  - date: %s\n", calendar_text(day).s);
	fprintf(f, "    kind: %s\n", l->kind);
	fprintf(f, "    title: %s\n", l->titles[title]);
	fprintf(f, "    class_hours: %s\n", out_tenths(class_hours).s);
	fprintf(f, "    provider: %s\n", l->provider);
}

/* Of the lesson's class hours in that year: somewhat more than the least, unless planted short.
 */
static int class_hours_of(struct context *c, const struct lesson *l, int year)
{
	int hours = l->least + 5 * rng_below(&c->rng, 7);

	if (year != 2023 || c->k != 1)
		return hours;
	if (world_planted(c->station, PLANT_TRAINING_SHORT))
		return strcmp(l->kind, "practice") == 0 ? l->least - 5 : l->least;
	if (world_planted(c->station, PLANT_TRAINING_UNCOUNTED))
		return strcmp(l->kind, "practice") == 0 ? l->least - 20 : l->least;
	return hours;
}

static void write_training_year(struct context *c, int year)
{
	const struct post *first = &c->worker->post[0];
	const struct post *last = &c->worker->post[c->worker->posts - 1];
	int from = calendar_day(year * 10000 + 101);
	int until = calendar_day(year * 10000 + 1231);

	if (last->ends_on < from || first->starts_on > until)
		return;
	from = from > first->starts_on ? from : first->starts_on;
	until = until < last->ends_on ? until : last->ends_on;
	if (from == first->starts_on) {
		bool late = world_planted(c->station, PLANT_LATE_STATION) && c->k == 1;
		int day = calendar_workday(from + rng_between(&c->rng, 2, 9) + (late ? 40 : 0));

		write_training(c->f, &induction, day, induction.least, rng_below(&c->rng, 2));
	}
	for (int i = 0; i < COUNT(lessons); i++) {
		int day = from + (i + 1) * (until - from) / 6 + rng_below(&c->rng, 6);
		int hours = class_hours_of(c, &lessons[i], year);

		write_training(c->f, &lessons[i], calendar_workday(day), hours,
			       rng_below(&c->rng, 2));
	}
}

static void write_trainings(struct context *c)
{
	static const struct lesson salon = {"continuing-education", 80, {"读书沙龙"}, "社工站"};

	fprintf(c->f, "training:\n");
	for (int year = WORLD_FIRST_YEAR; year <= WORLD_LAST_YEAR; year++)
		write_training_year(c, year);
	if (world_planted(c->station, PLANT_TRAINING_UNCOUNTED) && c->k == 1) {
		write_training(c->f, &salon, calendar_day(20231116), salon.least, 0);
		fprintf(c->f, "    counts: false\n");
	}
}

void worker_write(const char *root, const struct world *w, int station, int k)
{
	int n = w->station[station].first_worker + k;
	struct world_id id = world_worker_id(w, n);
	struct context c = {
		.f = out_open(root, "workers/%s.yaml", id.s),
		.w = w,
		.station = &w->station[station],
		.worker = &w->worker[n],
		.k = k,
		.number = n + 1,
		.rng = rng_stream(w->seed, STREAM_WORKER, station, k + 1000000),
	};

	fprintf(c.f, "id: %s\n", id.s);
	fprintf(c.f, "name: 示例社工%0*d\n", w->digits, c.number);
	write_postings(&c);
	write_certificates(&c);
	write_exceptions(&c);
	write_registrations(&c);
	write_social_security(&c);
	write_trainings(&c);
	if (c.number % 11 == 0)
		fprintf(c.f, "talent: %s\n", c.number % 3 == 0 ? "city" : "district");
	out_close(c.f);
}
