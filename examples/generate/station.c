/* SPDX-License-Identifier: MIT */
/*
 * Writes stations: how they were built, and for every year since they opened the plan, the
 * money, the checks and what was published.
 */
#include "station.h"

#include "calendar.h"
#include "case.h"
#include "out.h"
#include "project.h"
#include "rng.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

/* The station being written. */
struct context {
	FILE *f;
	const struct world *w;
	const struct station *s;
	int n; /* its place in the repository, from 0 */
	struct rng rng;
};

static const char *const modes[] = {
	[MODE_CONTRACTED] = "contracted",
	[MODE_REASSIGNED] = "reassigned",
	[MODE_RECRUITED] = "recruited",
};

static const char *const hosts[] = {"community-service-center", "party-service-center",
				    "community-service-center", "day-care-center",
				    "incubation-base party-service-center"};

static const char *const host_names[] = {"社区服务中心", "党群服务中心", "社区服务中心",
					 "日间照料中心", "社会组织孵化基地"};

static const char *const rooms[] = {"casework groupwork multipurpose archive",
				    "casework multipurpose", "casework groupwork archive",
				    "multipurpose"};

static const struct {
	const char *specialty, *targets, *content, *theme;
} focuses[] = {
	{"elderly", "living-alone empty-nest", "独居老人探访与支持", "一刻钟助老圈"},
	{"school", "child-in-need left-behind-child", "困境儿童成长支持", "向阳花开"},
	{"assistance", "assisted low-income", "救助对象能力提升", "自强小站"},
	{"other", "disabled community-hardship", "残障人士社会融入", "无碍同行"},
	{"medical", "disabled-elder dementia-elder", "失能失智家庭照护支持", "安心照护"},
	{"enterprise", "general community-hardship", "园区职工与家庭支持", "港湾有约"},
};

/* Where the money of operation and of services comes from, in words and in the lines. */
static const struct {
	const char *text, *operation, *services;
} money[] = {
	{"从社区建设和养老服务资金中统筹安排", "community-building", "elderly-care"},
	{"运行经费由社区建设资金列支，儿童服务由儿童福利资金购买", "community-building",
	 "child-welfare"},
	{"从福彩公益金和社会救助资金中统筹安排", "welfare-lottery", "social-assistance"},
	{"街道安排专项资金，养老服务资金予以补助", "earmarked", "elderly-care"},
	{"从社会事务资金和福彩公益金中统筹安排", "social-affairs", "welfare-lottery"},
};

static const char *const growths[] = {"按上年服务量核定，逐年增长5%以内",
				      "随站点服务人口增长，每两年核定一次",
				      "以上年决算为基数，增幅与绩效评估等次挂钩"};

static const char *const owners[] = {"公共服务办公室", "社会事务办公室", "民政科",
				     "社会保障和民生办公室"};

static const char *const tasks[] = {"完成困难群众入户走访全覆盖", "举办社区社会组织培育活动",
				    "开展一次服务对象满意度调查", "整理并推广优秀服务案例",
				    "完成志愿者骨干培训",         "组织一站一品展示交流"};

static const char *const equipment[] = {
	"电脑 打印机 档案柜 会谈桌椅", "电脑 投影仪 档案柜 折叠桌椅 急救箱",
	"电脑 打印机 档案柜 沙盘 绘本", "电脑 档案柜 会谈桌椅 血压计"};

static const char *const case_titles[] = {"陪伴走过的日子", "多了一位家人", "慢慢来，比较快",
					  "家门口的支持"};

static const char *const channels[] = {"街道公众号", "区融媒体中心", "社区宣传栏",
				       "街道视频号"};

static int day_in(struct context *c, int year, int monthday, int spread)
{
	return calendar_workday(calendar_day(year * 10000 + monthday) +
				rng_below(&c->rng, spread));
}

/* The first year of which the station owes the yearly things. */
static int first_year(const struct context *c)
{
	return calendar_year(c->s->opened_on);
}

static void write_head(const struct context *c)
{
	const struct station *s = c->s;

	fprintf(c->f, "id: %s\n", s->id);
	fprintf(c->f, "name: %s社会工作服务站\n", s->name);
	fprintf(c->f, "division: \"%s\"\n", s->division);
	fprintf(c->f, "opened_on: %s\n", calendar_text(s->opened_on).s);
	if (c->w->example && strcmp(s->id, "hangzhoudao") == 0) {
		fprintf(c->f, "suspensions:\n  - starts_on: 2023-01-16\n");
		fprintf(c->f, "    ends_on: 2023-01-29\n    reason: 供暖管线检修\n");
	}
}

static void write_premises(struct context *c)
{
	int host = rng_below(&c->rng, COUNT(hosts));

	fprintf(c->f, "premises:\n");
	out_list(c->f, 2, "hosts", hosts[host]);
	fprintf(c->f, "  host_name: %s%s\n", c->s->name, host_names[host]);
	fprintf(c->f, "  address: %s示例路%d号\n", c->s->name, rng_between(&c->rng, 1, 99));
	fprintf(c->f, "  office: true\n");
	out_list(c->f, 2, "equipment", equipment[c->n % COUNT(equipment)]);
	out_list(c->f, 2, "rooms", rooms[rng_below(&c->rng, COUNT(rooms))]);
	fprintf(c->f, "signage:\n  text: %s%s社会工作服务站\n",
		world_planted(c->s, PLANT_SIGN_PREFIX) ? "" : "滨海新区", c->s->sign_name);
	fprintf(c->f, "  social_work_emblem: true\n  civil_affairs_emblem: true\n");
	out_list(c->f, 0, "staffing_modes", modes[c->s->mode]);
}

static void write_contract(const struct context *c, const char *procurement, int signed_on,
			   int starts_on, int ends_on)
{
	int year = calendar_year(signed_on);

	fprintf(c->f, "  - agency: %s\n", world_agency_id(c->w, c->s->agency).s);
	fprintf(c->f, "    number: \"SG-%d-%0*d\"\n", year, c->w->digits, c->n + 1);
	fprintf(c->f, "    procurement: %s\n", procurement);
	fprintf(c->f, "    signed_on: %s\n", calendar_text(signed_on).s);
	fprintf(c->f, "    starts_on: %s\n", calendar_text(starts_on).s);
	if (ends_on != CALENDAR_OPEN)
		fprintf(c->f, "    ends_on: %s\n", calendar_text(ends_on).s);
	fprintf(c->f, "    amount: %d\n", 160000 + 5000 * (c->n % 9));
	fprintf(c->f, "    file: files/contracts/%s-%d.pdf\n", c->s->id, year);
}

/* A first year by tender, then a framework without an end; what opened late has only that. */
static void write_contracts(const struct context *c)
{
	int end = calendar_day(20230630);

	if (c->s->mode != MODE_CONTRACTED)
		return;
	fprintf(c->f, "contracts:\n");
	if (c->s->contracted_on > end - 365) {
		write_contract(c, "open-tender", c->s->contracted_on, c->s->contracted_on + 4,
			       CALENDAR_OPEN);
		return;
	}
	write_contract(c, "open-tender", c->s->contracted_on, calendar_day(20220701), end);
	fprintf(c->f, "  # 续签为长期框架协议，逐年考核结算\n");
	write_contract(c, "single-source", calendar_day(20230619), end + 1, CALENDAR_OPEN);
}

static void write_construction(const struct context *c)
{
	const struct station *s = c->s;

	if (!world_planted(s, PLANT_NO_PARTY))
		fprintf(c->f, "party_organization: %s社工站联合党支部\n", s->name);
	fprintf(c->f, "construction:\n  filed_on: %s\n", calendar_text(s->filed_on).s);
	fprintf(c->f, "  plan_file: files/plans/%s.pdf\n", s->id);
	fprintf(c->f, "  approved_on: %s\n",
		calendar_text(calendar_workday(s->filed_on + 5)).s);
	fprintf(c->f, "  approved_by: 区民政局\n");
	fprintf(c->f, "  hardware_ready_on: %s\n", calendar_text(s->hardware_ready_on).s);
	if (s->mode == MODE_CONTRACTED) {
		fprintf(c->f, "  tendered_on: %s\n",
			calendar_text(calendar_workday(s->contracted_on - 7)).s);
		fprintf(c->f, "  contracted_on: %s\n", calendar_text(s->contracted_on).s);
	}
	fprintf(c->f, "  staffed_on: %s\n", calendar_text(s->staffed_on).s);
}

static void write_task(const struct context *c, const char *title, int due_on, int done_on)
{
	fprintf(c->f, "      - title: %s\n        owner: %s\n", title,
		owners[c->n % COUNT(owners)]);
	fprintf(c->f, "        due_on: %s\n", calendar_text(due_on).s);
	if (done_on != CALENDAR_OPEN)
		fprintf(c->f, "        done_on: %s\n", calendar_text(done_on).s);
}

static void write_plan_of_year(struct context *c, int year)
{
	int base = year * 10000;
	int issued_on = day_in(c, year, 306, 18);
	bool overdue = year == 2023 && world_planted(c->s, PLANT_TASK_OVERDUE);

	if (year == 2023 && world_planted(c->s, PLANT_LATE_PLAN))
		issued_on = calendar_day(20230414);
	fprintf(c->f, "  - year: %d\n", year);
	fprintf(c->f, "    issued_on: %s\n", calendar_text(issued_on).s);
	fprintf(c->f, "    owner: %s\n", owners[c->n % COUNT(owners)]);
	fprintf(c->f, "    funding_source: %s\n", money[c->n % COUNT(money)].text);
	fprintf(c->f, "    funding_growth: %s\n", growths[(c->n + year) % COUNT(growths)]);
	fprintf(c->f, "    tasks:\n");
	if (first_year(c) > year)
		write_task(c, "协调服务场所", calendar_day(base + 1220),
			   calendar_day(base + 1212));
	else if (first_year(c) == year && year == WORLD_FIRST_YEAR)
		write_task(c, "完成站点建设和人员入驻", calendar_day(base + 731),
			   c->s->opened_on);
	else
		write_task(c, "更新居民需求档案和社区资源库", calendar_day(base + 731),
			   day_in(c, year, 703, 10));
	write_task(c, tasks[c->n % COUNT(tasks)], calendar_day(base + 1130),
		   overdue ? CALENDAR_OPEN : day_in(c, year, 1106, 12));
	write_task(c, "总结全年工作", calendar_day(base + 1225), day_in(c, year, 1211, 5));
}

static void write_plans(struct context *c)
{
	fprintf(c->f, "plans:\n");
	for (int year = WORLD_FIRST_YEAR; year <= WORLD_LAST_YEAR; year++)
		write_plan_of_year(c, year);
}

static void write_guidelines(const struct context *c)
{
	static const struct {
		const char *topic, *title;
	} guidelines[] = {
		{"duties", "职责任务清单"},           {"workflow", "运行流程指引"},
		{"management", "站点管理制度"},       {"service-agreement", "服务协议范本"},
		{"fund-supervision", "资金监管办法"},
	};
	int n = COUNT(guidelines) - world_planted(c->s, PLANT_GUIDELINE_MISSING);
	int day = calendar_workday(c->s->hardware_ready_on + 14);

	fprintf(c->f, "guidelines:\n");
	for (int i = 0; i < n; i++) {
		fprintf(c->f, "  - topic: %s\n", guidelines[i].topic);
		fprintf(c->f, "    title: %s\n", guidelines[i].title);
		fprintf(c->f, "    issued_on: %s\n", calendar_text(day).s);
		fprintf(c->f, "    file: files/zhiyin/%s-%s.pdf\n", c->s->id,
			guidelines[i].topic);
	}
}

static void write_focus(const struct context *c)
{
	int i = c->n % COUNT(focuses);
	int brand =
		world_planted(c->s, PLANT_SAME_BRAND) ? world_station(c->w, "haibin") : c->n;

	out_list(c->f, 0, "service_items", project_items(c->n));
	if (world_planted(c->s, PLANT_IDLE_ITEM))
		fprintf(c->f, "  - community-charity\n");
	fprintf(c->f, "focus:\n");
	out_list(c->f, 2, "target_groups", focuses[i].targets);
	out_list(c->f, 2, "contents", focuses[i].content);
	fprintf(c->f, "specialty: %s\n", focuses[i].specialty);
	fprintf(c->f, "brand:\n  name: %s·%s\n", c->w->station[brand].name,
		focuses[brand % COUNT(focuses)].theme);
	fprintf(c->f, "  starts_on: %s\n",
		calendar_text(calendar_workday(c->s->opened_on + 60)).s);
	fprintf(c->f, "  summary: %s的特色服务\n", focuses[i].content);
}

static void write_fund(struct context *c, int year, const char *source, const char *purpose,
		       int budget)
{
	fprintf(c->f, "  - year: %d\n    source: %s\n", year, source);
	if (purpose != NULL)
		fprintf(c->f, "    purpose: %s\n", purpose);
	fprintf(c->f, "    budget: %d\n", budget);
	fprintf(c->f, "    received: %d\n", budget);
	fprintf(c->f, "    spent: %s\n", out_tenths(budget * 9 + rng_between(&c->rng, 1, 9)).s);
}

static void write_funds(struct context *c)
{
	int more = 1000 * rng_below(&c->rng, 20);
	int source = c->n % COUNT(money);

	fprintf(c->f, "funds:\n");
	write_fund(c, first_year(c), "welfare-lottery", "construction", 80000 + more);
	for (int year = first_year(c); year <= WORLD_LAST_YEAR; year++) {
		int growth = 3000 * (year - WORLD_FIRST_YEAR);
		bool vague = year == 2023 && world_planted(c->s, PLANT_FUND_PURPOSE);

		write_fund(c, year, money[source].operation, "operation",
			   60000 + more + growth);
		write_fund(c, year, money[source].services, vague ? NULL : "service-purchase",
			   90000 + more + growth);
		if (c->n % 3 == 0)
			write_fund(c, year, "charity", "service-purchase", 6000 + growth);
	}
}

static void write_fund_check(struct context *c, int day, const char *party, const char *phase,
			     const char *result)
{
	fprintf(c->f, "  - date: %s\n    party: %s\n", calendar_text(day).s, party);
	fprintf(c->f, "    phase: %s\n    result: %s\n", phase, result);
	fprintf(c->f, "    file: files/checks/%s-%s.pdf\n", c->s->id, calendar_text(day).s);
}

static void write_fund_checks(struct context *c)
{
	fprintf(c->f, "fund_checks:\n");
	for (int year = first_year(c); year <= WORLD_LAST_YEAR; year++) {
		const char *result = rng_once_in(&c->rng, 6) ? "rectify" : "pass";

		write_fund_check(c, day_in(c, year, 1010, 15), "purchaser", "in-process",
				 result);
		write_fund_check(c, day_in(c, year, 1211, 12), "audit", "ex-post", "pass");
	}
	fprintf(c->f, "disclosures:\n");
	for (int year = first_year(c); year <= WORLD_LAST_YEAR; year++) {
		if (year == 2023 && world_planted(c->s, PLANT_NO_DISCLOSURE))
			continue;
		fprintf(c->f, "  - date: %s\n    outlet: 街道公告栏和政务网站\n",
			calendar_text(day_in(c, year, 1218, 8)).s);
		fprintf(c->f, "    file: files/disclosures/%s-%d.pdf\n", c->s->id, year);
	}
}

static void write_visits(struct context *c)
{
	fprintf(c->f, "safety_checks:\n");
	for (int year = first_year(c); year <= WORLD_LAST_YEAR; year++) {
		if (year == 2023 && world_planted(c->s, PLANT_NO_SAFETY_CHECK))
			continue;
		fprintf(c->f, "  - date: %s\n", calendar_text(day_in(c, year, 905, 20)).s);
		fprintf(c->f, "    inspector: 街道应急管理办公室\n    result: %s\n",
			rng_once_in(&c->rng, 8) ? "rectify" : "pass");
	}
	fprintf(c->f, "oversight_visits:\n");
	for (int year = first_year(c); year <= WORLD_LAST_YEAR; year++) {
		fprintf(c->f, "  - date: %s\n    visitor: subdistrict\n    result: pass\n",
			calendar_text(day_in(c, year, 1010, 10)).s);
		fprintf(c->f, "  - date: %s\n    visitor: district\n    result: pass\n",
			calendar_text(day_in(c, year, 1107, 20)).s);
	}
}

static void write_partners(struct context *c)
{
	const struct community *room = &c->w->community[c->s->first_community];

	if (c->n % 3 == 1) {
		fprintf(c->f, "service_rooms:\n  - community: %s\n", room->id);
		fprintf(c->f, "    name: 社区社会工作服务室\n    opened_on: 2023-04-%02d\n",
			rng_between(&c->rng, 10, 27));
	}
	if (c->n % 4 == 2) {
		fprintf(c->f, "practice_bases:\n  - university: 示例大学\n");
		fprintf(c->f, "    signed_on: %s\n", calendar_text(day_in(c, 2023, 306, 18)).s);
		fprintf(c->f, "    students: %d\n", rng_between(&c->rng, 2, 8));
	}
}

static void write_evaluations(struct context *c)
{
	fprintf(c->f, "evaluations:\n");
	for (int year = first_year(c); year <= WORLD_LAST_YEAR; year++) {
		int score = rng_between(&c->rng, 815, 965);

		fprintf(c->f, "  - year: %d\n    date: %s\n", year,
			calendar_text(day_in(c, year, 1214, 12)).s);
		fprintf(c->f, "    evaluator: 示例评估中心\n    score: %s\n",
			out_tenths(score).s);
		fprintf(c->f, "    grade: %s\n", score >= 900 ? "优秀" : "良好");
	}
}

static void write_item(const struct context *c, int day, const char *kind, const char *title)
{
	fprintf(c->f, "  - date: %s\n    kind: %s\n", calendar_text(day).s, kind);
	fprintf(c->f, "    channel: %s\n    title: %s\n",
		channels[(c->n + day) % COUNT(channels)], title);
	fprintf(c->f, "    url: https://example.org/%s/%s-%s\n", c->s->id, kind,
		calendar_text(day).s);
}

static void write_publicity_of_year(struct context *c, int year)
{
	struct case_plan plan;
	int day;

	if (year == WORLD_LAST_YEAR && c->n % 2 == 0) {
		day = day_in(c, year, 608, 12);
		write_item(c, day, "project", "一个项目带来的变化");
		fprintf(c->f, "    project: %s\n", world_project_id(c->s, year, 1).s);
	}
	if (year == WORLD_LAST_YEAR && c->n % 3 == 0) {
		day = day_in(c, year, 703, 12);
		write_item(c, day, "worker", "社工的一天");
		fprintf(c->f, "    worker: %s\n", world_worker_id(c->w, c->s->first_worker).s);
	}
	if (case_to_publish(c->w, c->n, year, &plan)) {
		write_item(c, calendar_workday(plan.closure_on + 8), "case",
			   case_titles[(c->n + year) % COUNT(case_titles)]);
		fprintf(c->f, "    case: %s\n", case_id(c->w, &plan).s);
	}
	if (year == 2023 && world_planted(c->s, PLANT_PUBLISHED_CASE)) {
		plan = case_plan(c->w, c->n, CASE_PLANTED);
		write_item(c, calendar_workday(plan.closure_on + 8), "case", "重新走出家门");
		fprintf(c->f, "    case: %s\n", case_id(c->w, &plan).s);
	}
	write_item(c, day_in(c, year, 1219, 8), "station", "社工站的一年");
}

static void write_publicity(struct context *c)
{
	fprintf(c->f, "publicity:\n");
	for (int year = first_year(c); year <= WORLD_LAST_YEAR; year++)
		write_publicity_of_year(c, year);
}

void station_write(const char *root, const struct world *w, int station)
{
	const struct station *s = &w->station[station];
	struct context c = {
		.f = out_open(root, "stations/%s.yaml", s->id),
		.w = w,
		.s = s,
		.n = station,
		.rng = rng_stream(w->seed, STREAM_STATION, station, 1),
	};

	write_head(&c);
	write_premises(&c);
	write_contracts(&c);
	write_construction(&c);
	write_plans(&c);
	write_guidelines(&c);
	write_focus(&c);
	write_funds(&c);
	write_fund_checks(&c);
	write_visits(&c);
	write_partners(&c);
	write_evaluations(&c);
	write_publicity(&c);
	out_close(c.f);
}
