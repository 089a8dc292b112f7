#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-validate: its options, its two formats, and the examples. Bad input is in hostile.bats.

load helper

setup() {
	begin
}

# --- examples/binhai ---

# heads FILE: the first line of each finding.
heads() {
	grep -E '^[^ ]+:[0-9]+:[0-9]+: ' "$1"
}

@test "the examples have exactly the failures that are planted" {
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30
	[ "$status" -eq 1 ]
	[ ! -s err ]
	heads out | diff - <(cat <<-'END'
		agencies/shili-jigou-2.yaml:1:1: error: agency.systems [三(三)]: The agency's six management systems: not met
		agencies/shili-jigou-4.yaml:1:1: error: agency.eligible [四(一)]: Nobody of the agency found politically unfit: not met
		agencies/shili-jigou-6.yaml:1:1: error: agency.nonprofit [三(三)]: Agency is nonprofit and of public interest: not met
		agencies/shili-jigou-6.yaml:1:1: warning: agency.registrar [三(三)]: Agency registered by civil affairs: not met
		agencies/shili-jigou-6.yaml:1:1: error: agency.vetting [四(一)]: The agency's people vetted before each contract: not met
		cases/2022/hujiayuan/hujiayuan-2023-c005.yaml:1:1: error: path.misplaced: belongs at cases/2023/hujiayuan/hujiayuan-2023-c005.yaml
		cases/2022/taida/taida-2022-c006.yaml:22:1: error: schema.additional-properties: unknown key asessment; did you mean assessment?
		cases/2023/baoshuiqu/baoshuiqu-2023-c005.yaml:1:1: warning: case.tailored [三(一)]: A plan made for this client: not met
		cases/2023/beitang/beitang-2023-c005.yaml:62:11: error: privacy.personal-data: a mobile number stands here; records of this kind hold no personal identifiers
		cases/2023/dagu/dagu-2023-c005.yaml:1:1: error: case.stages [三(一)]: Stages of the case in order, and all of them when it is complete: not met
		cases/2023/shengtaicheng/shengtaicheng-2023-c005.yaml:1:1: warning: case.active [三(一)]: Days since an open case's latest entry (at most): 157 of 120 days
		cases/2023/taida/taida-2023-c005.yaml:1:1: warning: reference.posted: Interventions by workers of the case who are posted: not met
		cases/2023/xingang/xingang-2023-c005.yaml:1:1: warning: reference.posted: Interventions by workers of the case who are posted: not met
		cases/2023/xingang/xingang-2023-c005.yaml:42:13: error: reference.exists: there is no worker shegon-024; nearest: shegong-024, shegong-004, shegong-014
		cases/2023/zhongtang/zhongtang-2023-c005.yaml:1:1: error: privacy.consent: Consent of every client: not met
		communities/dagang-yangchunli.yaml:19:1: error: yaml.duplicate-key: the key opened_on stands here again; first on line 5
		households/gulin/gulin-h001.yaml:1:1: error: household.updated [annex 一2]: Needs file updated in the year: not met
		households/haibin/haibin-h001.yaml:1:1: warning: needs.matched [annex 一3]: Open needs of earlier years matched with resources: not met
		households/hangu/hangu-h001.yaml:17:14: error: privacy.personal-data: a citizen identity number stands here; records of this kind hold no personal identifiers
		households/xinhe/xinhe-h001.yaml:8:5: error: schema.enum: empty-nester is none of the allowed values; did you mean empty-nest?
		households/zhongtang/zhongtang-h001.yaml:38:11: error: schema.format-date: 2023-02-30 is not a date that exists
		projects/2023/chadian-2023-p1.yaml:1:1: warning: service.administrative-words [三(一)]: No activity titled like administrative work: not met
		projects/2023/dagang-2023-p1.yaml:1:1: error: evaluation.yearly [四(二)]: Project evaluated for the year: not met
		projects/2023/hangzhoudao-2023-p1.yaml:1:1: error: funds.balance [四(三)]: Project money in balance: not met
		projects/2023/lianhe-jiankang.yaml:1:1: error: project.extension [一(一)]: Conditions of a project in an extension field: not met
		projects/2023/taiping-2023-p1.yaml:1:1: error: delivery.targets [四(二)]: Targets delivered: not met
		projects/2023/xingang-2023-p1.yaml:1:1: error: service.not-administrative [三(一)]: No administrative work among the activities: not met
		stations/beitang.yaml:1:1: error: plan.yearly [二(三)]: The year's plan: not met
		stations/chadian.yaml:1:1: warning: service.professional [三(一)]: Share of clerical hours (at most): 0.5195, required 0.3
		stations/chadian.yaml:1:1: error: staffing.certified [一(三)]: Fewest certified workers on a day: 1 of 2 workers
		stations/dagu.yaml:1:1: error: station.signage [一(二)]: Uniform sign: not met
		stations/gulin.yaml:1:1: error: cases.yearly [三(一)]: Professional cases completed in the year: 1 of 2 cases
		stations/haibin-dong.yaml:1:1: warning: station.brand [三(五)]: One station a brand: not met
		stations/haibin-dong.yaml:1:1: error: station.one-per-division [一]: One station a division: not met
		stations/haibin.yaml:1:1: error: funds.supervised [四(三)]: Funds checked and disclosed: not met
		stations/haibin.yaml:1:1: warning: station.brand [三(五)]: One station a brand: not met
		stations/haibin.yaml:1:1: error: station.one-per-division [一]: One station a division: not met
		stations/hangu.yaml:1:1: error: publicity.consent [四(四)]: Consent to publicity on cases: not met
		stations/hangzhoudao.yaml:1:1: error: community.bank [annex 一3]: Communities with a resource bank: 3 of 4 communities
		stations/hujiayuan.yaml:1:1: error: funds.source [二(二)]: Sources and purposes of the year's funds: not met
		stations/shengtaicheng.yaml:1:1: warning: station.safety [四(二)]: Safety checks in the year: 0 of 1 checks
		stations/shili-pianqu.yaml:1:1: error: station.one-per-division [一]: One station a division: not met
		stations/shili-pianqu.yaml:1:1: error: station.signage [一(二)]: Uniform sign: not met
		stations/xiaowangzhuang.yaml:1:1: error: party.leadership [四(一)]: Works under a party organization: not met
		stations/xinbei.yaml:1:1: error: guidelines.complete [二(一)]: Guidelines on the five topics: not met
		stations/xincheng.yaml:1:1: warning: services.catalogue [annex]: Chosen services with an activity in the year: 6 of 7 services
		stations/xincun.yaml:1:1: error: supervision.yearly [三(一)]: Hours of professional supervision in the year: 29.5 of 30 hours
		stations/xinhe.yaml:1:1: warning: plan.tasks [二(三)]: No task overdue: not met
		stations/yangjiabo.yaml:1:1: error: milestone.hardware [二(三)]: Hardware ready: not met
		stations/yangjiabo.yaml:1:1: error: milestone.plan [二(三)]: Construction plan filed: not met
		stations/yangjiabo.yaml:1:1: error: milestone.staffing [二(三)]: Tender, contract and staff: not met
		stations/zhaishang.yaml:1:1: error: staffing.certified [一(三)]: Fewest certified workers on a day: 1 of 2 workers
		sws.yaml:2:1: error: coverage [通知]: Divisions with a station: 20 of 21 divisions
		sws.yaml:300:14: warning: pack.waiver-expired: the waiver of cases.yearly for xiaowangzhuang ended on 2022-12-31
		workers/shegong-001.yaml:14:13: error: schema.type: 202112000001 without quotes is not text to YAML
		workers/shegong-012.yaml:1:1: error: training.hours [三(二)]: Class hours in the year: 29.5 of 30 class hours
		workers/shegong-015.yaml:1:1: error: training.hours [三(二)]: Class hours in the year: 28 of 30 class hours
		workers/shegong-016.yaml:1:1: warning: staffing.one-station: Postings that do not overlap: not met
		workers/shegong-019.yaml:1:1: error: staffing.registration [一(三)]: Registration as a social worker: not met
		workers/shegong-022.yaml:1:1: error: staffing.certificate [一(三)]: Certificate of social work: not met
		workers/shegong-028.yaml:1:1: error: worker.social-security [四(二)]: Social security during postings: not met
		workers/shegong-040.yaml:1:1: warning: staffing.registration-expiring [一(三)]: Registration not about to end: not met
		workers/shegong-053.yaml:1:1: warning: training.induction [三(二)]: Induction training: not met
	END
	)
	[ "$(tail -n 1 out)" = 'records: 413, errors: 46, warnings: 17' ]
}

@test "every finding on the examples has a hint, and nothing is left to fill in" {
	for language in en zh; do
		execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 --lang $language
		no_placeholder out
		[ "$(grep -cE '^   (hint|提示): .' out)" -eq "$(heads out | wc -l)" ]
	done
	is_chinese out
}

@test "the examples fail in the same places in Chinese and as JSON" {
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30
	places <out >placed
	heads out | wc -l | diff - <(wc -l <placed)
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 --lang zh
	[ "$status" -eq 1 ]
	english <out | places | diff placed -
	[ "$(tail -n 1 out)" = '记录 413 份，错误 46 个，警告 17 个' ]
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 -f json
	[ "$status" -eq 1 ]
	is_json out
	json_places <out | diff placed -
}

# listed YEAR: the findings of a year in the tables of the README, `PATH SEVERITY RULE` each.
listed() {
	awk -F ' *[|] *' -v year="$1" '
		$2 ~ /^`/ && $4 ~ year {
			split($2, rule, "`")
			severity = $2 ~ /[(]warning[)]/ ? "warning" : "error"
			for (n = split($3, file, "`"); n > 1; n -= 2)
				print file[n - 1], severity, rule[2]
		}' "$BINHAI/README.md" | LC_ALL=C sort
}

@test "the README of the examples lists what is found, for each year" {
	for year in 2022 2023; do
		execute sws-validate -C "$BINHAI" --year $year --as-of 2024-01-31 -q
		[ "$status" -eq 1 ]
		heads out | sed 's/:[0-9]*:[0-9]*: \([a-z]*\): \([a-z0-9.-]*[a-z0-9]\).*/ \1 \2/' |
			LC_ALL=C sort | diff - <(listed $year)
	done
}

@test "once all reports have come, the same is found as on the day that the README names" {
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-01-31 -q
	mv out earlier
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 -q
	diff earlier out
}

@test "the examples are what their generator writes" {
	"$B/generate" binhai
	diff -r "$BINHAI" binhai
}

@test "personal data of the examples is not printed" {
	for options in '' '-f json' '--lang zh' '--color always'; do
		# shellcheck disable=SC2086 # words
		execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 $options
		sed 'y/０１２３４５６７８９/0123456789/; s/[ -]//g' out >squeezed
		sed -n '62p' "$BINHAI/cases/2023/beitang/beitang-2023-c005.yaml" | grep -oE '1[3-9][0-9 ]{9,}' |
			tr -d ' ' >numbers
		sed -n '17p' "$BINHAI/households/hangu/hangu-h001.yaml" | sed 'y/０１２３４５６７８９/0123456789/' |
			grep -oE '[0-9]{17}' >>numbers
		[ "$(wc -l <numbers)" -eq 2 ]
		! grep -Ff numbers squeezed || false
	done
}

# --- what is printed ---

@test "as text, the findings, the verdicts that ask for something and a count are printed" {
	mkdir records/stations
	printf '%s\n' 'id: zhan' 'name: 站' 'division: "120116001"' 'opened_on: 2023-01-01' \
		>records/stations/zhan.yaml
	execute sws-validate -C records --as-of $AS_OF
	[ "$status" -eq 1 ]
	sed -n '/^rule /,$p' out >table
	sed -n '/^rules not/{s/[0-9][0-9]*/N/;p}' table >others
	diff - others <<-'END'
		rules not listed: N; nothing fails, is pending or waived (-v lists them, too)
	END
	grep -q '^supervision.yearly  *0 *0 *1 *0 *0$' table
	! grep -q '^training.hours ' table || false
	execute sws-validate -C records --as-of $AS_OF -v
	sed -n '/^rule /,$p' out | tr -s ' ' >whole
	sed '/^rules not/d' table | tr -s ' ' | grep -vxFf whole >missing || [ $? -eq 1 ]
	[ ! -s missing ]
	grep -q '^training.hours  *0 *0 *0 *1 *0$' out
	! grep -q '^rules not' out || false
}

@test "with -v, every rule has a row" {
	for option in -v --verbose; do
		execute sws-validate -C records --as-of $AS_OF $option
		[ "$status" -eq 1 ]
		sed -n '/^rule /,/^$/p' out | sed '1d; $d; s/ .*//' | LC_ALL=C sort | diff - <(rules)
		grep -qx 'training.hours  *0  *0  *0  *1  *0' out
		tail -n 1 out | grep -qx 'records: 1, errors: [0-9]*, warnings: [0-9]*'
	done
}

@test "-q leaves out the table of verdicts" {
	for option in -q --quiet; do
		execute sws-validate -C records --as-of $AS_OF $option
		same <<-END
			$KNOWN

			records: 1, errors: 1, warnings: 0
		END
	done
}

@test "-q and -v contradict each other" {
	refuses_records -q -v <<-'END'
		sws-validate: -q leaves out the table of which -v lists all: choose one
	END
}

@test "where nothing is wrong the status is 0 and nothing but the count is said" {
	sed -i 3d records/workers/zhong.yaml
	judge
	[ "$status" -eq 0 ]
	same <<-'END'
		records: 1, errors: 0, warnings: 0
	END
	judge -f json
	[ "$status" -eq 0 ]
	is_json out
	grep -qx '  "findings": \[\],' out
}

@test "as JSON, every key is always there" {
	printf 'id: jia\n' >records/agencies/jia.yml
	execute sws-validate -C records --as-of $AS_OF -f json --set class_hours=28.5
	[ "$status" -eq 1 ]
	is_json out
	sed 's/"pack_digest": "[0-9a-f]\{16,\}"/"pack_digest": "-"/; s/"program": "sws-validate [0-9.]*"/"program": "-"/
		/^      "[a-z_]*": /{/class_hours/!d}
		/^    "[a-z0-9.-]*": {"pass"/{/"\(coverage\|reference.exists\|supervision.yearly\|training.hours\|worker.social-security\)"/!d}' \
		out >shown
	diff shown - <<-'END'
		{
		  "findings": [
		    {"rule": "path.extension", "severity": "error", "class": "record", "clause": null, "path": "agencies/jia.yml", "line": 1, "column": 1, "end_line": 1, "end_column": 1, "pointer": null, "subject_kind": null, "subject": null, "message": "is not read: a record's name ends in .yaml", "hint": "rename the file", "args": {}, "contributions": []},
		    {"rule": "schema.additional-properties", "severity": "error", "class": "record", "clause": null, "path": "workers/zhong.yaml", "line": 3, "column": 1, "end_line": 3, "end_column": 5, "pointer": "/nmae", "subject_kind": "worker", "subject": "zhong", "message": "unknown key nmae", "hint": "delete it, or correct its name", "args": {"schema": "https://schema.sws.example/kinds/worker.yaml#/additionalProperties", "key": "nmae"}, "contributions": []}
		  ],
		  "verdicts": {
		    "coverage": {"pass": 0, "fail": 0, "pending": 0, "not-applicable": 1, "waived": 0},
		    "reference.exists": {"pass": 1, "fail": 0, "pending": 0, "not-applicable": 1, "waived": 0},
		    "supervision.yearly": {"pass": 0, "fail": 0, "pending": 0, "not-applicable": 0, "waived": 0},
		    "training.hours": {"pass": 0, "fail": 0, "pending": 0, "not-applicable": 1, "waived": 0},
		    "worker.social-security": {"pass": 0, "fail": 0, "pending": 0, "not-applicable": 1, "waived": 0}
		  },
		  "source": {
		    "program": "-",
		    "snapshot": "worktree",
		    "commit": null,
		    "schema": null,
		    "pack": "binhai",
		    "pack_digest": "-",
		    "year": 2023,
		    "as_of": "2023-06-30",
		    "paths": null,
		    "records": 1,
		    "parameters": {
		      "class_hours": "28.5",
		    }
		  }
		}
	END
}

@test "as JSON, every rule has its verdicts, in order" {
	judge -f json
	sed -n 's/^    "\([a-z0-9.-]*\)": {"pass": .*/\1/p' out | diff - <(rules)
}

@test "JSON is the same with -q, and says all parameters" {
	judge -f json
	mv out quiet
	execute sws-validate -C records --as-of $AS_OF -f json
	diff quiet out
	sws-schema --parameters | cut -f 1 >names
	sed -n 's/^      "\([a-z_]*\)": ".*/\1/p' out | diff names -
}

@test "JSON is in English in any locale, and in Chinese by --lang, but for its words the same" {
	judge -f json
	mv out plain
	LC_ALL=zh_CN.UTF-8 judge -f json
	diff plain out
	judge -f json --lang zh
	is_json out
	is_chinese out
	strip() { sed 's/"message": "[^"]*", "hint": "[^"]*", //' "$1"; }
	diff <(strip plain) <(strip out)
	! diff plain out >/dev/null || false
}

@test "a failing aggregate names the records that made it, by path, line and values" {
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 -f json
	grep '"rule": "coverage"' out >finding
	grep -qF '"contributions": [{"path": "sws.yaml", "line": 77, "values": {"division": "120116135", "name": "杨家泊镇", "opened_on": "2023-02-15", "days_late": "46"}}]' finding
	grep -qF '"class": "rule", "clause": "通知", "path": "sws.yaml", "line": 2, "column": 1, "end_line": 2, "end_column": 1, "pointer": null, "subject_kind": "district", "subject": "district"' finding
}

@test "findings come in order of path, line and column, whatever finds them" {
	agency 'zzz: 1' 'kind: x' 'name: y' 'uscc: 1'
	printf 'x: 1\n' >records/agencies/a.yaml
	printf 'id: b\nname: b\nregistered_on: 2023-02-30\n' >records/agencies/B.yaml
	judge
	grep -E '^[a-zA-Z]+/' out | sed 's/^\([^:]*:[0-9]*:[0-9]*\):.*/\1/' >printed
	LC_ALL=C sort -s -t : -k 1,1 -k 2,2n -k 3,3n printed | diff printed -
	[ "$(wc -l <printed)" -ge 8 ]
}

# --- day and year ---

@test "the year is that of the day, unless --year says another" {
	judge -f json
	grep -qx '    "year": 2023,' out
	judge -f json --year 2021
	grep -qx '    "year": 2021,' out
	grep -qx '    "as_of": "2023-06-30",' out
}

@test "without --as-of the day is today in Shanghai, whatever the time zone" {
	for zone in UTC0 Asia/Shanghai America/Los_Angeles Pacific/Kiritimati XXX+23 ''; do
		before=$(TZ=UTC-8 date +%F)
		TZ=$zone execute sws-validate -C records -f json
		after=$(TZ=UTC-8 date +%F)
		day=$(sed -n 's/^    "as_of": "\(.*\)",$/\1/p' out)
		[ "$day" = "$before" ] || [ "$day" = "$after" ]
	done
}

@test "a year after the day of judgement is refused" {
	refuses_records --year 2024 <<-'END'
		sws-validate: the year 2024 has not begun on 2023-06-30
		hint: choose an earlier --year or a later --as-of
	END
	judge --year 2023
	[ "$status" -eq 1 ]
}

@test "what is no year is refused" {
	for year in 0 1948 10000 2023x x '' ' 2023' +2023 0x7E7 2023.0 99999999999999999999; do
		refuses_records --year "$year" <<-END
			sws-validate: not a year: $year
		END
	done
	execute sws-validate -C records --as-of 9999-12-31 --year 9999 -q
	[ "$status" -eq 1 ]
	execute sws-validate -C records --as-of 9999-12-31 --year 1949 -q
	[ "$status" -eq 1 ]
}

@test "what is no date is refused" {
	for day in 2023-02-30 2023-6-1 2023-13-01 2023-00-10 '' x 2023 20230630 2023-06-30T00:00 ' 2023-06-30' 0000-01-01; do
		execute sws-validate -C records --as-of "$day"
		[ "$status" -eq 2 ]
		[ ! -s out ]
		diff err - <<-END
			sws-validate: not a date that exists: $day
			hint: write YYYY-MM-DD
		END
	done
	execute sws-validate -C records --as-of 2024-02-29 -q
	[ "$status" -eq 1 ]
}

# --- parameters ---

@test "--set wins over sws.yaml, which wins over the policy" {
	value() {
		judge -f json "$@"
		sed -n 's/^      "class_hours": "\(.*\)",$/\1/p' out
	}
	[ "$(value)" = 30 ]
	printf 'parameters: {class_hours: 28}\n' >>records/sws.yaml
	[ "$(value)" = 28 ]
	[ "$(value --set class_hours=27.5)" = 27.5 ]
	[ "$(value --set class_hours=27.5 --set class_hours=26)" = 26 ]
}

@test "--set of a list takes values with commas between" {
	judge -f json --set 'case_methods=casework, groupwork'
	grep -qx '      "case_methods": "casework, groupwork",' out
	judge -f json --set 'administrative_words=盖章'
	grep -qx '      "administrative_words": "盖章",' out
}

@test "an unknown parameter is refused, with the nearest name" {
	nothing=
	refuses_records --set class_hour=1 <<-'END'
		sws-validate: no such parameter: class_hour; did you mean class_hours?
		hint: sws-schema --parameters lists them
	END
	refuses_records --set nothing_of_the_kind=1 <<-'END'
		sws-validate: no such parameter: nothing_of_the_kind
		hint: sws-schema --parameters lists them
	END
	refuses_records --set =1 <<-END
		sws-validate: no such parameter: $nothing
		hint: sws-schema --parameters lists them
	END
}

@test "a parameter without a value is refused" {
	refuses_records --set class_hours <<-'END'
		sws-validate: --set wants NAME=VALUE, not class_hours
	END
}

@test "a value that does not fit its parameter is refused, with what is wanted" {
	wants() {
		refuses_records --set "$1=$2" <<-END
			sws-validate: the parameter $1 cannot be $2; $3
			hint: correct the value
		END
	}
	for value in x '' -1 1x ' ' 1,5 .inf; do
		wants class_hours "$value" 'it is a number, not negative, of at most 2 decimals'
	done
	for value in 2.5 x -1 1e10; do
		wants certified_workers "$value" 'it is a whole number, not negative'
	done
	for value in 2022-02-30 2022-2-1 x ''; do
		wants coverage_due "$value" 'it is a date, YYYY-MM-DD'
	done
	for value in 02-30 3-31 2022-03-31 x; do
		wants plan_yearly_due "$value" 'it is a month and day, MM-DD'
	done
	wants part_year some 'it is a text out of: full, prorated, exempt'
	refuses_records --set case_methods=casework,foo <<-'END'
		sws-validate: the parameter case_methods cannot be foo; it is a list of texts out of: casework, groupwork, community
		hint: correct the value
	END
}

@test "a number above its bound is refused in a sentence" {
	refuses_records --set clerical_share=1.1 <<-'END'
		sws-validate: the parameter clerical_share cannot be 1.1; it is a number, not negative, of at most 2 decimals, at most 1
		hint: correct the value
	END
}

@test "a number too large for a table is refused, not infinite" {
	execute sws-validate -C "$BINHAI" --as-of $AS_OF --set class_hours=1e400
	! grep -n 'inf' out || false
	[ "$status" -eq 2 ]
}

@test "a hostile parameter is quoted safely" {
	refuses_records --set $'\033[31m\n=1' <<-'END'
		sws-validate: no such parameter: \x1B[31m\n
		hint: sws-schema --parameters lists them
	END
	refuses_records --set $'class_hours=\377\342\200\256' <<-'END'
		sws-validate: the parameter class_hours cannot be \xFF\u202E; it is a number, not negative, of at most 2 decimals
		hint: correct the value
	END
}

# --- status ---

# warning: the only thing wrong is a warning.
warning() {
	sed -i 3d records/workers/zhong.yaml
	: >records/agencies/note.txt
}

@test "--fail-on says which findings make the status 1" {
	warning
	diff <(
		for level in '' '--fail-on error' '--fail-on warning' '--fail-on info' '--fail-on=warning --fail-on=error'; do
			# shellcheck disable=SC2086 # words
			judge $level
			echo "$status"
		done
	) <(printf '%s\n' 0 0 1 1 0)
	same <<-'END'
		agencies/note.txt:1:1: warning: path.foreign: is no record
		   hint: move it out of the folder of records

		records: 1, errors: 0, warnings: 1
	END
	agency 'x: 1'
	judge --fail-on error
	[ "$status" -eq 1 ]
}

@test "a level that is none is refused" {
	for level in fatal '' Error 'error,warning'; do
		refuses_records --fail-on "$level" <<-END
			sws-validate: --fail-on takes error, warning or info, not $level
		END
	done
}

@test "a format that is none is refused" {
	refuses_records -f xml <<-'END'
		sws-validate: no such format: xml; known: text, json, ndjson, sarif, junit, github, gitlab
	END
}

@test "a repository without a record is not a success, but with --allow-empty" {
	rm records/workers/zhong.yaml
	refuses_records <<-'END'
		sws-validate: there is not one record to judge
		hint: check -C and --rev; --allow-empty accepts an empty repository
	END
	refuses_records -f json <<-'END'
		sws-validate: there is not one record to judge
		hint: check -C and --rev; --allow-empty accepts an empty repository
	END
	judge --allow-empty
	[ "$status" -eq 0 ]
	same <<-'END'
		records: 0, errors: 0, warnings: 0
	END
	judge --allow-empty -f json
	[ "$status" -eq 0 ]
	is_json out
}

@test "a repository without a record is not a success because of a warning" {
	rm records/workers/zhong.yaml
	printf 'id: jia\n' >records/jia.yaml
	judge
	[ "$status" -ne 0 ]
	cat out err | grep -q 'jia.yaml'
	: >records/agencies/note.txt
	judge
	[ "$status" -ne 0 ]
}

@test "where all records are in a misspelt folder, that is said" {
	mv records/workers records/worker
	judge
	[ "$status" -ne 0 ]
	grep -q '^worker:1:1: error: path.folder: is no folder of records and is not read; did you mean workers?$' out
}

@test "a record that cannot be read is a record all the same" {
	: >records/workers/zhong.yaml
	judge
	[ "$status" -eq 1 ]
	[ "$(tail -n 1 out)" = 'records: 1, errors: 1, warnings: 0' ]
}

# --- --explain ---

@test "--explain says what a rule asks for" {
	execute sws-validate --explain staffing.certified
	[ "$status" -eq 0 ]
	same <<-'END'
		staffing.certified: Fewest certified workers on a day
		  clause: 一(三)
		  level: must
		  term: standing
		  subject: station
		  reading: Each day counts from the later of 1 January and staffed_on to the earlier of :day and closed_on, suspended days skipped; a worker posted that day counts once with a certificate and a running registration in registration_city, or with a running exception. Not staffed is pending up to staffing_due, afterwards days count from opened_on.
		  hint: Post certified and registered workers on the days listed, or record a documented exception
	END
}

@test "--explain in Chinese" {
	execute sws-validate --explain privacy.personal-data --lang zh
	[ "$status" -eq 0 ]
	same <<-'END'
		privacy.personal-data: 不含个人身份信息
		  等级: 必须
		  期限: 常态
		  对象: case, household, community, project
		  解释: 有此类问题的记录一律未达标；其余记录中，不在判定范围内的为不适用。
		  提示: 删去身份证号、手机号、银行卡号和电子邮箱，以代号指称
	END
}

@test "a rule that is read in two ways is explained in both" {
	execute sws-validate --explain supervision.yearly
	[ "$(grep -c '^supervision.yearly: ' out)" -eq 2 ]
	grep -qx '  where: supervision_scope = project' out
	grep -qx '  where: supervision_scope = station' out
}

@test "--explain says what a finding says" {
	execute sws-validate --explain path.case
	[ "$status" -eq 0 ]
	same <<-'END'
		path.case: differs from {other} in case or form only: some systems take them for one file
		  hint: rename one of the two
		  see: sws-findings(7)
	END
}

@test "--explain of what is unknown is refused, with the nearest" {
	refuses sws-validate --explain cases.yearl <<-'END'
		sws-validate: no such rule or finding: cases.yearl; did you mean cases.yearly?
		hint: sws-schema --rules lists the rules
	END
	for id in nosuch '' ui.error usage.year git.failure verdict.pass kind.worker type.array; do
		refuses sws-validate --explain "$id" <<-END
			sws-validate: no such rule or finding: $id
			hint: sws-schema --rules lists the rules
		END
	done
}

@test "--explain needs no repository, and tells of its policy where there is one" {
	mkdir empty && cd empty
	execute sws-validate --explain coverage
	[ "$status" -eq 0 ]
	head -n 1 out | grep -qx 'coverage: .*'
	execute sws-validate -C "$ROOT/examples/xinhe" --explain volunteers.teams
	[ "$status" -eq 0 ]
	head -n 1 out | grep -qx 'volunteers.teams: .*'
	execute sws-validate -C nowhere --explain coverage
	[ "$status" -eq 2 ]
}

@test "--explain writes to the file of -O" {
	execute sws-validate --explain coverage
	mv out whole
	execute sws-validate --explain coverage -O file
	[ ! -s out ]
	diff whole file
}
