/* SPDX-License-Identifier: MIT */
/*
 * Writes the README of the worked example. Its tables name the records into which the other
 * files put the failures of enum plant: who plants another one adds a row here.
 */
#include "readme.h"

#include "out.h"

#include <stddef.h>

struct row {
	const char *rule, *file, *what;
};

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
	"stations, 69 workers, 145 cases, 54 projects, 5 agencies, 59 households and\n"
	"54 communities. The names and codes of divisions and communities come from\n"
	"public lists; everything else is made up, the failures included, and says\n"
	"nothing about a real office or person. `examples/generate/` writes all of\n"
	"it, this page too: change the generator, not the records.\n"
	"\n"
	"    sws-validate -C examples/binhai --year 2023\n"
	"\n"
	"shows what is planted, and nothing else.\n";

static const struct row verdicts[] = {
	{"`coverage`", "`stations/yangjiabo.yaml`",
	 "opened 2023-02-15, after `coverage_due`: 20 of 21 covered"},
	{"`station.one-per-division`", "`stations/haibin.yaml`, `stations/haibin-dong.yaml`",
	 "two operating stations in 120116054; both fail"},
	{"`station.one-per-division`", "`stations/shili-pianqu.yaml`",
	 "its division 120116499 is not in `sws.yaml`"},
	{"`staffing.certified`", "`stations/chadian.yaml`",
	 "one of two from 2023-05-10 to 2023-05-21: the registration of `shegong-039` was "
	 "renewed late"},
	{"`staffing.certified`", "`stations/zhaishang.yaml`",
	 "one of two from 2023-10-01 to 2023-10-15: `shegong-036` had left, `shegong-037` had "
	 "not come"},
	{"`cases.yearly`", "`stations/gulin.yaml`",
	 "one complete case; `gulin-2023-c004` was withdrawn, `gulin-2023-c005` is open"},
	{"`supervision.yearly`", "`stations/xincun.yaml`",
	 "29.5 hours, all in `projects/2023/xincun-2023-p1.yaml`"},
	{"`training.hours`", "`workers/shegong-012.yaml`", "29.5 class hours"},
	{"`training.hours`", "`workers/shegong-015.yaml`",
	 "36 class hours, of which 8 have `counts: false`"},
};

static const struct row findings[] = {
	{"`privacy.personal-data`", "`cases/2023/beitang/beitang-2023-c005.yaml`",
	 "a mobile number split by spaces in a note"},
	{"`privacy.personal-data`", "`households/hangu/hangu-h001.yaml`",
	 "a citizen id number in full-width digits in a summary"},
	{"`reference.exists`", "`cases/2023/xingang/xingang-2023-c005.yaml`",
	 "the worker of the first intervention is misspelt"},
	{"`schema.enum`", "`households/xinhe/xinhe-h001.yaml`",
	 "`empty-nester` for `empty-nest`"},
	{"`schema.type`", "`workers/shegong-001.yaml`",
	 "a certificate's number without quotes; the other certificate is right"},
	{"`schema.additional-properties`", "`cases/2022/taida/taida-2022-c006.yaml`",
	 "`asessment` in a case that was referred and counts nowhere"},
	{"`schema.format-date`", "`households/zhongtang/zhongtang-h001.yaml`",
	 "a visit on 2023-02-30"},
	{"`path.misplaced`", "`cases/2022/hujiayuan/hujiayuan-2023-c005.yaml`",
	 "a case of 2023 in the folder of 2022"},
	{"`yaml.duplicate-key`", "`communities/dagang-yangchunli.yaml`",
	 "`opened_on` twice; the community is not in `sws.yaml`, so no bank is missing"},
	{"`pack.waiver-expired` (warning)", "`sws.yaml`",
	 "the waiver of `cases.yearly` for `xiaowangzhuang` ended 2022-12-31"},
};

static const char tail[] =
	"\n"
	"Not printed as a failure: `supervision.yearly` of `taiping` (21 of 30 hours\n"
	"in 2023) is `waived` by a waiver of `sws.yaml` that runs to 2099.\n"
	"\n"
	"## Other years\n"
	"`--year 2022`: all findings of the second table, and of the first one\n"
	"`coverage` (a dated rule ignores the year) and `station.one-per-division`.\n"
	"The rest of 2022 is in order.\n"
	"\n"
	"Without `--year` the year of today is judged, of which there are no records:\n"
	"what is owed for it is `pending`, and staffing is in order, because\n"
	"postings, registrations and contracts are open. The list is that of\n"
	"`--year 2022`.\n"
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
	fprintf(f, "\n## %s\n| %s | file | what is wrong |\n|---|---|---|\n", title, column);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "| %s | %s | %s |\n", rows[i].rule, rows[i].file, rows[i].what);
}

void readme_write(const char *root)
{
	FILE *f = out_open(root, "README.md");

	fputs(head, f);
	write_table(f, "Rules that fail for 2023", "rule", verdicts,
		    sizeof verdicts / sizeof *verdicts);
	write_table(f, "Records that are wrong, whatever the year", "finding", findings,
		    sizeof findings / sizeof *findings);
	fputs(tail, f);
	out_close(f);
}
