/* SPDX-License-Identifier: MIT */
/*
 * Writes agencies: invented ones, with credit codes whose check digits are right and whose body
 * (XXXX....) is not one that the registrars give out.
 */
#include "agency.h"

#include "calendar.h"
#include "out.h"
#include "rng.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a)         ((int)(sizeof(a) / sizeof *(a)))
#define CREDIT_CODE_SIZE 32

struct rule_book {
	const char *kind, *title;
};

static const struct rule_book systems[] = {
	{"personnel", "人员管理制度"},
	{"finance", "财务管理制度"},
	{"service-projects", "服务项目管理制度"},
	{"volunteers", "志愿者管理制度"},
	{"client-data", "服务对象数据管理制度"},
	{"satisfaction", "满意度反馈管理制度"},
};

static const struct rule_book standards[] = {
	{"needs-assessment", "需求评估标准"},
	{"service-delivery", "服务开展标准"},
	{"performance-evaluation", "绩效评估标准"},
};

/* Whether this is the agency of the worked example in which that is planted. */
static bool planted(const struct world *w, int agency, int which)
{
	return w->example && agency == which;
}

static int value_of(char c)
{
	return c <= '9' ? c - '0' : c - 'A' + 10;
}

/* The check character of an organization code of eight (GB 11714). */
static char organization_check(const char *code)
{
	static const int weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
	int sum = 0;

	for (int i = 0; i < COUNT(weights); i++)
		sum += weights[i] * value_of(code[i]);
	return "0X987654321"[sum % 11];
}

/* The check character of a credit code of seventeen (GB 32100). */
static char credit_check(const char *code)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	int sum = 0;
	int weight = 1;

	for (int i = 0; i < 17; i++) {
		sum += weight * (int)(strchr(alphabet, code[i]) - alphabet);
		weight = weight * 3 % 31;
	}
	return alphabet[(31 - sum % 31) % 31];
}

static void credit_code(char code[CREDIT_CODE_SIZE], const char *registrar, int agency)
{
	snprintf(code, CREDIT_CODE_SIZE, "%.2s120116XXXX%04d", registrar, (agency + 1) % 10000);
	code[16] = organization_check(code + 8);
	code[17] = credit_check(code);
	code[18] = '\0';
}

static void write_person(FILE *f, const char *role, int agency, int person, int day,
			 const char *political)
{
	fprintf(f, "  - role: %s\n", role);
	fprintf(f, "    person_code: JG%d-R%d\n", agency + 1, person);
	fprintf(f, "    political: %s\n    experience: pass\n    ethics: pass\n", political);
	fprintf(f, "    date: %s\n", calendar_text(day).s);
	fprintf(f, "    vetted_by: 区民政局\n");
}

/* The company is vetted after it has signed; a manager who failed stays to the end of August.
 */
static void write_vetting(FILE *f, const struct world *w, int agency, struct rng *r)
{
	int day = calendar_workday(calendar_day(20220307) + rng_below(r, 15));

	if (planted(w, agency, AGENCY_COMPANY))
		day = calendar_day(20230418);
	fprintf(f, "vetting:\n");
	write_person(f, "head", agency, 1, day, "pass");
	write_person(f, "sponsor", agency, 2, day, "pass");
	if (agency % 5 == 0) {
		write_person(f, "manager", agency, 3, day, "pass");
		fprintf(f, "    left_on: 2023-06-30 # 离任，由另一名管理人员接任\n");
	}
	write_person(f, "manager", agency, 4, day, "pass");
	if (planted(w, agency, AGENCY_INELIGIBLE)) {
		write_person(f, "manager", agency, 5, calendar_day(20230807), "fail");
		fprintf(f, "    left_on: 2023-08-31\n");
	}
}

static void write_rule_books(FILE *f, const char *key, const struct rule_book *books, int n,
			     int day)
{
	fprintf(f, "%s:\n", key);
	for (int i = 0; i < n; i++) {
		fprintf(f, "  - kind: %s\n", books[i].kind);
		fprintf(f, "    title: %s\n", books[i].title);
		fprintf(f, "    issued_on: %s\n",
			calendar_text(calendar_workday(day + i * 3)).s);
		fprintf(f, "    file: files/zhidu/%s.pdf\n", books[i].kind);
	}
}

static void write_head(FILE *f, const struct world *w, int agency, const char *name,
		       struct rng *r)
{
	bool company = planted(w, agency, AGENCY_COMPANY);
	bool association = agency % 5 == 4;
	char code[CREDIT_CODE_SIZE];

	credit_code(code, company ? "91" : association ? "51" : "52", agency);
	fprintf(f, "id: %s\n", world_agency_id(w, agency).s);
	fprintf(f, "name: %s\n", name);
	fprintf(f, "uscc: \"%s\"\n", code);
	fprintf(f, "kind: %s\n",
		company       ? "company"
		: association ? "association"
			      : "social-service-institution");
	fprintf(f, "registered_on: %s\n",
		calendar_text(calendar_workday(calendar_day(20120105) + rng_below(r, 2500))).s);
	fprintf(f, "nonprofit: %s\npublic_interest: true\n", company ? "false" : "true");
	if (agency % 3 == 0 && !company)
		fprintf(f, "incubated_by: 示例社会组织孵化基地\n");
	fprintf(f, "party_organization: %s党支部\n", name);
}

void agency_write(const char *root, const struct world *w, int agency)
{
	static const char *const stems[] = {"甲", "乙", "丙", "丁", "戊", "己"};
	struct rng r = rng_stream(w->seed, STREAM_AGENCY, agency, 0);
	FILE *f = out_open(root, "agencies/%s.yaml", world_agency_id(w, agency).s);
	char name[80];

	if (w->example)
		snprintf(name, sizeof name, "示例%s社会工作%s", stems[agency % COUNT(stems)],
			 planted(w, agency, AGENCY_COMPANY) ? "有限公司"
			 : agency % 5 == 4                  ? "协会"
							    : "服务中心");
	else
		snprintf(name, sizeof name, "示例第%d社会工作服务中心", agency + 1);
	write_head(f, w, agency, name, &r);
	write_vetting(f, w, agency, &r);
	write_rule_books(f, "systems", systems,
			 COUNT(systems) - planted(w, agency, AGENCY_WITHOUT_SYSTEM),
			 calendar_day(20210308));
	write_rule_books(f, "standards", standards, COUNT(standards), calendar_day(20210412));
	fprintf(f, "financial_reports:\n");
	for (int year = WORLD_FIRST_YEAR; year <= WORLD_LAST_YEAR; year++) {
		bool late = year == 2022 && planted(w, agency, AGENCY_LATE_REPORT);

		fprintf(f, "  - year: %d\n    date: %d-%s-%02d\n", year, year + 1,
			late ? "05" : "03", rng_between(&r, 6, 28));
		fprintf(f, "    file: files/reports/%s-%d.pdf\n", world_agency_id(w, agency).s,
			year);
	}
	out_close(f);
}
