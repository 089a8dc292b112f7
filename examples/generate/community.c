/* SPDX-License-Identifier: MIT */
/*
 * Writes community resource banks: opened soon after their station, surveyed in every year.
 */
#include "community.h"

#include "calendar.h"
#include "out.h"
#include "rng.h"

#include <stdio.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

static const struct community_resource resources[] = {
	{"老年食堂", "venue", "elderly-care", "60", "社区养老服务中心", "elderly-care",
	 "独自做饭有困难，需要送餐上门"},
	{"爱心超市", "charity", "social-assistance community-charity", "每月可兑换80户",
	 "社区慈善工作站", "social-assistance", "基本生活用品紧张，需要定期补充"},
	{"四点半课堂", "volunteer", "child-protection", "25", "社区志愿者服务队",
	 "child-protection", "放学后无人照看，需要课后托管"},
	{"邻里互助队", "volunteer", "elderly-care organizations-volunteering", "30",
	 "社区志愿者服务队", "organizations-volunteering", "愿意参加志愿服务，需要组织和培训"},
	{"关爱基金", "fund", "community-charity social-assistance", "每年2万元",
	 "社区慈善工作站", "community-charity", "家中突发变故，需要临时救助"},
	{"议事厅", "venue", "community-services", "可容纳20人", "社区居民议事会",
	 "community-services", "楼道堆物影响出行，需要协商解决"},
	{"手工编织坊", "craft", "community-revitalization", "15", "社区文化活动中心",
	 "community-revitalization", "希望在家门口做手工增加收入"},
	{"惠民政策咨询点", "organization", "policy-advocacy needs-assessment", "每周二上午",
	 "社区党群服务中心", "policy-advocacy", "不清楚能享受哪些政策，需要讲解"},
};

static struct rng stream_of(const struct world *w, int community)
{
	return rng_stream(w->seed, STREAM_COMMUNITY, community, 100);
}

const struct community_resource *community_resource(const struct world *w, int community, int n)
{
	struct rng r = stream_of(w, community);
	int first = rng_below(&r, COUNT(resources));

	return &resources[(first + n * 3) % COUNT(resources)];
}

/* A survey when the bank opens, and one in every later year. */
static void write_surveys(FILE *f, const struct world *w, const struct community *c,
			  struct rng *r)
{
	fprintf(f, "surveys:\n");
	for (int year = calendar_year(c->opened_on); year <= WORLD_LAST_YEAR; year++) {
		int spring =
			calendar_workday(calendar_day(year * 10000 + 410) + rng_below(r, 60));
		int day = spring > c->opened_on ? spring : c->opened_on;
		int worker = world_worker_on(w, c->station, day, rng_below(r, 3));

		fprintf(f, "  - date: %s\n", calendar_text(day).s);
		fprintf(f, "    worker: %s\n", world_worker_id(w, worker).s);
	}
}

static void write_resources(FILE *f, const struct world *w, int community, struct rng *r)
{
	fprintf(f, "resources:\n");
	for (int i = 0; i < COMMUNITY_RESOURCES; i++) {
		const struct community_resource *s = community_resource(w, community, i);
		bool available = i < COMMUNITY_USABLE || !rng_once_in(r, 4);

		fprintf(f, "  - name: %s\n", s->name);
		fprintf(f, "    kind: %s\n", s->kind);
		out_list(f, 4, "items", s->items);
		fprintf(f, "    capacity: %s\n", s->capacity);
		fprintf(f, "    provider: %s\n", s->provider);
		fprintf(f, "    available: %s\n", available ? "true" : "false");
	}
}

void community_write(const char *root, const struct world *w, int community)
{
	const struct community *c = &w->community[community];
	struct rng r = stream_of(w, community);
	FILE *f = out_open(root, "communities/%s.yaml", c->id);

	if (rng_once_in(&r, 6))
		fprintf(f, "# 资源清单经居委会核对\n");
	fprintf(f, "id: %s\n", c->id);
	fprintf(f, "code: \"%s\"\n", c->code);
	fprintf(f, "name: %s\n", c->name);
	fprintf(f, "station: %s\n", w->station[c->station].id);
	fprintf(f, "opened_on: %s\n", calendar_text(c->opened_on).s);
	write_surveys(f, w, c, &r);
	write_resources(f, w, community, &r);
	out_close(f);
}

void community_write_duplicate_key(const char *root, const struct world *w, int station)
{
	const struct station *s = &w->station[station];
	struct world_id worker = world_worker_id(w, s->first_worker);
	FILE *f = out_open(root, "communities/%s-yangchunli.yaml", s->id);

	fprintf(f, "id: %s-yangchunli\n", s->id);
	fprintf(f, "code: \"120116051004\"\n");
	fprintf(f, "name: 阳春里社区居委会\n");
	fprintf(f, "station: %s\n", s->id);
	fprintf(f, "opened_on: 2022-10-12\n");
	fprintf(f, "surveys:\n  - date: 2022-10-12\n    worker: %s\n", worker.s);
	fprintf(f, "  - date: 2023-05-17\n    worker: %s\n", worker.s);
	fprintf(f, "resources:\n  - name: 老年食堂\n    kind: venue\n");
	out_list(f, 4, "items", "elderly-care");
	fprintf(f, "    capacity: 40\n    provider: 社区养老服务中心\n    available: true\n");
	fprintf(f, "opened_on: 2022-11-01\n");
	out_close(f);
}
