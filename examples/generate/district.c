/* SPDX-License-Identifier: MIT */
/*
 * Writes sws.yaml: the divisions to cover, the communities to hold a bank for, and, in the
 * worked example, one waiver that runs and one that has expired.
 */
#include "district.h"

#include "out.h"

#include <stdio.h>
#include <string.h>

static void write_divisions(FILE *f, const struct world *w)
{
	fprintf(f, "divisions:\n");
	for (int i = 0; i < w->divisions; i++) {
		const struct division *d = &w->division[i];

		fprintf(f, "  - code: \"%s\"\n", d->code);
		fprintf(f, "    name: %s\n", d->name);
		fprintf(f, "    sign_name: %s\n", d->sign_name);
		fprintf(f, "    kind: %s\n", d->kind);
	}
}

static void write_community(FILE *f, const char *code, const char *name, const char *division)
{
	fprintf(f, "  - code: \"%s\"\n", code);
	fprintf(f, "    name: %s\n", name);
	fprintf(f, "    division: \"%s\"\n", division);
}

static void write_communities(FILE *f, const struct world *w)
{
	fprintf(f, "communities:\n");
	for (int i = 0; i < w->communities; i++) {
		const struct community *c = &w->community[i];
		const struct station *s = &w->station[c->station];

		if (world_planted(s, PLANT_UNLISTED_DIVISION))
			continue;
		write_community(f, c->code, c->name, s->division);
	}
	if (w->example) /* PLANT_NO_BANK */
		write_community(f, "120116005004", "静安里社区居委会", "120116005");
}

static void write_supervision_team(FILE *f)
{
	fprintf(f, "supervision_team:\n");
	fprintf(f, "  - year: 2022\n");
	out_list(f, 4, "modes", "purchased");
	fprintf(f, "    members: 6\n    institution: 示例社会工作督导中心\n");
	fprintf(f, "  - year: 2023\n");
	out_list(f, 4, "modes", "purchased university");
	fprintf(f, "    members: 8\n    institution: 示例大学社会工作系\n");
}

static void write_waivers(FILE *f)
{
	fprintf(f, "waivers:\n");
	fprintf(f, "  - rule: supervision.yearly\n    subject_kind: station\n");
	fprintf(f, "    subject: taiping\n    ends_on: 2099-12-31\n");
	fprintf(f, "    reason: 距市区远，督导以线上为主，线上时数另行备案\n");
	fprintf(f, "    approved_by: 区民政局\n");
	fprintf(f, "  # 2022年案例已于年底补齐，此项到期未删\n");
	fprintf(f, "  - rule: cases.yearly\n    subject_kind: station\n");
	fprintf(f, "    subject: xiaowangzhuang\n    ends_on: 2022-12-31\n");
	fprintf(f, "    reason: 开站较晚，案例尚在进行\n    approved_by: 区民政局\n");
}

void district_write(const char *root, const struct world *w)
{
	FILE *f = out_open(root, "sws.yaml");

	fprintf(f, "# 社工站档案库（虚构示例）\n");
	fprintf(f, "format: 1\npolicy: binhai\ndistrict:\n");
	fprintf(f, "  code: \"120116\"\n  name: 滨海新区\n  sign_prefix: 滨海新区\n");
	write_divisions(f, w);
	write_communities(f, w);
	write_supervision_team(f);
	fprintf(f, "evaluation_standard:\n  title: 社工站项目评估规范（示例）\n");
	fprintf(f, "  issued_on: 2022-03-18\n  file: files/pinggu-guifan.pdf\n");
	if (w->example)
		write_waivers(f);
	out_close(f);
}
