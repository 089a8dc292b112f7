/* SPDX-License-Identifier: MIT */
/*
 * Writes the README of the worked example. Its tables name the records into which the other
 * files put the failures of enum plant: who plants another one adds a row here.
 */
#include "readme.h"

#include "out.h"

#include <stddef.h>

struct row {
	const char *rule, *file, *years, *what;
};

#define BOTH "2022, 2023"

static const char head[] =
	"# binhai: a worked example\n"
	"\n"
	"这是一个虚构的档案库，用来说明 `sws-*` 各命令的用法。\n"
	"街道和社区的名称、代码取自公开名录，\n"
	"站点、社工、机构、服务对象、日期、经费和其中的问题都是编造的，\n"
	"与任何真实单位和个人无关。\n"
	"库中有意留了一些问题，见下表；\n"
	"除此之外，2022、2023两个年度符合通知的要求。\n"
	"\n"
	"An invented records repository of Binhai district for 2022 and 2023: 25\n"
	"stations, 69 workers, 145 cases, 55 projects, 6 agencies, 59 households and\n"
	"54 communities. The names and codes of divisions and communities come from\n"
	"public lists; everything else is made up, the failures included, and says\n"
	"nothing about a real office or person. `examples/generate/` writes all of\n"
	"it, this page too: change the generator, not the records.\n"
	"\n"
	"    sws-validate -C examples/binhai --year 2023 --as-of 2024-01-31\n"
	"\n"
	"shows what is planted for 2023, and nothing else; `--year 2022` what is\n"
	"planted for 2022.\n";

static const struct row verdicts[] = {
	{"`agency.eligible`", "`agencies/shili-jigou-4.yaml`", "2023",
	 "from 2023-08-07 to his leaving at the end of August a manager was there who had been "
	 "found politically unfit"},
	{"`agency.nonprofit`", "`agencies/shili-jigou-6.yaml`", "2023", "a company for profit"},
	{"`agency.registrar` (warning)", "`agencies/shili-jigou-6.yaml`", "2023",
	 "its credit code begins with 91: not registered by civil affairs"},
	{"`agency.reports`", "`agencies/shili-jigou-3.yaml`", "2022",
	 "the report for 2022 came on 2023-05-21, after 30 April"},
	{"`agency.systems`", "`agencies/shili-jigou-2.yaml`", BOTH,
	 "no system for the feedback of satisfaction"},
	{"`agency.vetting`", "`agencies/shili-jigou-6.yaml`", "2023",
	 "vetted 2023-04-18, after the contract of `lianhe-jiankang` was signed on 2023-03-22"},
	{"`case.active` (warning)", "`cases/2023/shengtaicheng/shengtaicheng-2023-c005.yaml`",
	 "2023", "open, and nothing since July"},
	{"`case.stages`", "`cases/2023/dagu/dagu-2023-c005.yaml`", "2023",
	 "closed as goals-met without an evaluation"},
	{"`case.tailored` (warning)", "`cases/2023/baoshuiqu/baoshuiqu-2023-c005.yaml`", "2023",
	 "goals and actions copied from `baoshuiqu-2023-c004`, another client's"},
	{"`cases.yearly`", "`stations/gulin.yaml`", "2023",
	 "one complete case; `gulin-2023-c004` was withdrawn, `gulin-2023-c005` is open"},
	{"`community.bank`", "`stations/hangzhoudao.yaml`", BOTH,
	 "`sws.yaml` lists 静安里社区居委会, which has no bank"},
	{"`coverage`", "`sws.yaml`", BOTH,
	 "`yangjiabo` opened 2023-02-15, after `coverage_due`: 20 of 21 covered"},
	{"`delivery.targets`", "`projects/2023/taiping-2023-p1.yaml`", "2023",
	 "33 of 34 trainings and service days of volunteers"},
	{"`evaluation.yearly`", "`projects/2023/dagang-2023-p1.yaml`", "2023", "not evaluated"},
	{"`funds.balance`", "`projects/2023/hangzhoudao-2023-p1.yaml`", "2023",
	 "half a yuan more spent than received until the second receipt"},
	{"`funds.source`", "`stations/hujiayuan.yaml`", "2023",
	 "the line for services names no purpose"},
	{"`funds.supervised`", "`stations/haibin.yaml`", "2023",
	 "checked, but nothing disclosed"},
	{"`guidelines.complete`", "`stations/xinbei.yaml`", BOTH,
	 "no guideline on the supervision of funds"},
	{"`household.updated`", "`households/gulin/gulin-h001.yaml`", "2023",
	 "surveyed when it was opened in 2022, not again"},
	{"`milestone.hardware`", "`stations/yangjiabo.yaml`", BOTH,
	 "ready 2023-01-13, after `hardware_due`"},
	{"`milestone.plan`", "`stations/yangjiabo.yaml`", BOTH,
	 "filed 2022-11-10, after `plan_due`"},
	{"`milestone.staffing`", "`stations/yangjiabo.yaml`", BOTH,
	 "staffed 2023-02-15, after `staffing_due`"},
	{"`needs.matched` (warning)", "`households/haibin/haibin-h001.yaml`", "2023",
	 "a need of 2022 is open for which the community's bank has a resource"},
	{"`party.leadership`", "`stations/xiaowangzhuang.yaml`", BOTH,
	 "no `party_organization`"},
	{"`plan.tasks` (warning)", "`stations/xinhe.yaml`", "2023",
	 "the task due 2023-11-30 is not done"},
	{"`plan.yearly`", "`stations/beitang.yaml`", "2023",
	 "the plan of 2023 was issued on 2023-04-14"},
	{"`privacy.consent`", "`cases/2023/zhongtang/zhongtang-2023-c005.yaml`", "2023",
	 "assessed before the client had consented"},
	{"`project.extension`", "`projects/2023/lianhe-jiankang.yaml`", "2023",
	 "health is an extension field, and no `extension_basis` is given"},
	{"`publicity.consent`", "`stations/hangu.yaml`", "2023",
	 "`hangu-2023-c005` was published; the client had consented to the service alone"},
	{"`reference.posted` (warning)", "`cases/2023/taida/taida-2023-c005.yaml`", "2023",
	 "the second intervention is by a worker of `hangu`"},
	{"`reference.posted` (warning)", "`cases/2023/xingang/xingang-2023-c005.yaml`", "2023",
	 "the misspelt worker (see below) is posted nowhere"},
	{"`service.administrative-words` (warning)", "`projects/2023/chadian-2023-p1.yaml`",
	 "2023", "three activities 残疾人补贴信息录入"},
	{"`service.not-administrative`", "`projects/2023/xingang-2023-p1.yaml`", "2023",
	 "an activity of nature `administrative`"},
	{"`service.professional` (warning)", "`stations/chadian.yaml`", "2023",
	 "the same activities: more than half of the hours are clerical"},
	{"`services.catalogue` (warning)", "`stations/xincheng.yaml`", BOTH,
	 "offers `community-charity`, of which there is no activity"},
	{"`staffing.certificate`", "`workers/shegong-022.yaml`", BOTH,
	 "no certificate; the station has two others who are certified"},
	{"`staffing.certified`", "`stations/chadian.yaml`", "2023",
	 "one of two from 2023-05-10 to 2023-05-21: the registration of `shegong-039` was "
	 "renewed late"},
	{"`staffing.certified`", "`stations/zhaishang.yaml`", "2023",
	 "one of two from 2023-10-01 to 2023-10-15: `shegong-036` had left, `shegong-037` had "
	 "not come"},
	{"`staffing.one-station` (warning)", "`workers/shegong-016.yaml`", "2023",
	 "posted at `baoshuiqu` from 2023-09-04, at `xinbei` to 2023-09-29"},
	{"`staffing.registration`", "`workers/shegong-019.yaml`", "2023",
	 "the registration ended 2023-11-30"},
	{"`staffing.registration-expiring` (warning)", "`workers/shegong-040.yaml`", "2023",
	 "the registration ends 2024-02-15"},
	{"`station.brand` (warning)", "`stations/haibin.yaml`, `stations/haibin-dong.yaml`",
	 BOTH, "two stations with one brand; both fail"},
	{"`station.one-per-division`", "`stations/haibin.yaml`, `stations/haibin-dong.yaml`",
	 BOTH, "two operating stations in 120116054; both fail"},
	{"`station.one-per-division`", "`stations/shili-pianqu.yaml`", BOTH,
	 "its division 120116499 is not in `sws.yaml`"},
	{"`station.safety` (warning)", "`stations/shengtaicheng.yaml`", "2023",
	 "no safety check"},
	{"`station.signage`", "`stations/dagu.yaml`", BOTH, "the sign lacks the district"},
	{"`station.signage`", "`stations/shili-pianqu.yaml`", BOTH,
	 "a division that is not in `sws.yaml` has no name for a sign"},
	{"`supervision.yearly`", "`stations/xincun.yaml`", "2023",
	 "29.5 hours, all in `projects/2023/xincun-2023-p1.yaml`"},
	{"`training.hours`", "`workers/shegong-012.yaml`", "2023", "29.5 class hours"},
	{"`training.hours`", "`workers/shegong-015.yaml`", "2023",
	 "36 class hours, of which 8 have `counts: false`"},
	{"`training.induction` (warning)", "`workers/shegong-053.yaml`", "2023",
	 "posted 2023-02-15, inducted 2023-03-31"},
	{"`worker.social-security`", "`workers/shegong-028.yaml`", "2023",
	 "medical insurance ended 2023-08-31, the posting did not"},
};

static const struct row findings[] = {
	{"`privacy.personal-data`", "`cases/2023/beitang/beitang-2023-c005.yaml`", BOTH,
	 "a mobile number split by spaces in a note"},
	{"`privacy.personal-data`", "`households/hangu/hangu-h001.yaml`", BOTH,
	 "a citizen id number in full-width digits in a summary"},
	{"`reference.exists`", "`cases/2023/xingang/xingang-2023-c005.yaml`", BOTH,
	 "the worker of the first intervention is misspelt"},
	{"`schema.enum`", "`households/xinhe/xinhe-h001.yaml`", BOTH,
	 "`empty-nester` for `empty-nest`"},
	{"`schema.type`", "`workers/shegong-001.yaml`", BOTH,
	 "a certificate's number without quotes; the other certificate is right"},
	{"`schema.additional-properties`", "`cases/2022/taida/taida-2022-c006.yaml`", BOTH,
	 "`asessment` in a case that was referred and counts nowhere"},
	{"`schema.format-date`", "`households/zhongtang/zhongtang-h001.yaml`", BOTH,
	 "a visit on 2023-02-30"},
	{"`path.misplaced`", "`cases/2022/hujiayuan/hujiayuan-2023-c005.yaml`", BOTH,
	 "a case of 2023 in the folder of 2022"},
	{"`yaml.duplicate-key`", "`communities/dagang-yangchunli.yaml`", BOTH,
	 "`opened_on` twice; the community is not in `sws.yaml`, so no bank is missing"},
	{"`pack.waiver-expired` (warning)", "`sws.yaml`", BOTH,
	 "the waiver of `cases.yearly` for `xiaowangzhuang` ended 2022-12-31"},
};

static const char tail[] =
	"\n"
	"Not printed as a failure: `supervision.yearly` of `taiping` (21 of 30 hours\n"
	"in 2023) is `waived` by a waiver of `sws.yaml` that runs to 2099.\n"
	"\n"
	"## Other days\n"
	"`agency.reports` for 2023 is `pending` until 30 April 2024; on a later day\n"
	"all have come.\n"
	"\n"
	"Without `--year` the year of today is judged, of which there are no records:\n"
	"what is owed for it is `pending`, and staffing is in order but for what ended,\n"
	"because postings, registrations and contracts are open. `plan.yearly` fails\n"
	"everywhere once 31 March is past.\n"
	"\n"
	"## History worth a look\n"
	"- `shegong-007` moved from `hangzhoudao` to `xincheng`, `shegong-043` from\n"
	"  `dagang` to `xiaowangzhuang`: one posting ended, another began.\n"
	"- `shegong-002` and every fifth worker after it renewed the registration on\n"
	"  the day after it ended; `shegong-039` was late.\n"
	"- `shegong-051` worked under an exception until the certificate and the\n"
	"  registration of 2023.\n"
	"- `hangzhoudao` was suspended from 2023-01-16 to 2023-01-29.\n"
	"- `lianhe-yanglao` goes over the turn of the year; `lianhe-ertong` was\n"
	"  stopped; `lianhe-bangjiao` and `lianhe-funv` extend to other fields.\n"
	"- Households that moved away are closed, not deleted.\n";

static void write_table(FILE *f, const char *title, const char *column, const struct row *rows,
			size_t n)
{
	fprintf(f, "\n## %s\n| %s | file | years | what is wrong |\n|---|---|---|---|\n", title,
		column);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "| %s | %s | %s | %s |\n", rows[i].rule, rows[i].file, rows[i].years,
			rows[i].what);
}

void readme_write(const char *root)
{
	FILE *f = out_open(root, "README.md");

	fputs(head, f);
	write_table(f, "Rules that fail", "rule", verdicts, sizeof verdicts / sizeof *verdicts);
	write_table(f, "Records that are wrong", "finding", findings,
		    sizeof findings / sizeof *findings);
	fputs(tail, f);
	out_close(f);
}
