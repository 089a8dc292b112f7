#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-report: its two reports in every format, why a subject got its verdict, and what is refused.
# What JSON and CSV say is read by Python (report.py). Rules that are not looked at here may be added
# to the pack: only rows of those below are compared.

load helper

RULES='cases.yearly|supervision.yearly|coverage|training.hours|station.one-per-division|privacy.personal-data'

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	district
}

# district: two stations, one with all it needs in 2022, one without; a worker at each, a project, two
# cases, an agency that the project names.
district() {
	mkdir -p records/{stations,workers,projects/2022,cases/2022/{jia,yi},agencies}
	cat >records/sws.yaml <<-'END'
		format: 1
		policy: binhai
		district: {code: "120116", name: 滨海新区}
		divisions:
		  - {code: "120116001", name: 甲街道, kind: subdistrict}
		  - {code: "120116002", name: 乙街道, kind: subdistrict}
	END
	for id in jia:1 yi:2; do
		cat >"records/stations/${id%:*}.yaml" <<-END
			id: ${id%:*}
			name: ${id%:*}站
			division: "12011600${id#*:}"
			opened_on: 2021-06-01
		END
		cat >"records/workers/w-${id%:*}.yaml" <<-END
			id: w-${id%:*}
			name: 社工
			postings:
			  - {station: ${id%:*}, starts_on: 2021-06-01}
			training:
			  - {date: 2022-03-01, kind: policy, class_hours: 29.50}
		END
	done
	cat >records/projects/2022/p.yaml <<-'END'
		id: p
		name: 项目
		stations: [jia]
		agency: org
		starts_on: 2022-01-01
		ends_on: 2022-12-31
		supervision:
		  - {date: 2022-03-01, hours: 15.10}
		  - {date: 2022-04-01, hours: 15.1}
	END
	printf 'id: org\nname: 机构\n' >records/agencies/org.yaml
	for id in jia:k1 jia:k2 yi:k3; do
		cat >"records/cases/2022/${id%:*}/${id#*:}.yaml" <<-END
			id: ${id#*:}
			station: ${id%:*}
			method: casework
			clients: [{code: C-01}]
			intake: {date: 2022-03-01, decision: accept}
			assessment: {date: 2022-03-08}
			plan: {date: 2022-03-15}
			interventions:
			  - {date: 2022-03-22, kind: visit}
			evaluation: {date: 2022-05-10, result: achieved}
			closure: {date: 2022-05-17, reason: goals-met}
		END
	done
}

# report OPTION...: of the year 2022, judged in 2023.
report() {
	execute sws-report -C records --year 2022 --as-of 2023-02-01 "$@"
	no_placeholder err
}

# told FORMAT: whether what was printed says the same to an independent reader, who shows it as lines
# of `|`.
told() {
	python3 "$BATS_TEST_DIRNAME/report.py" "$1" <out >read
	grep -E "^($RULES)\|" read
}

verdicts() {
	cat <<-'END'
		cases.yearly|station|jia|pass|2|2|2022-12-31
		cases.yearly|station|yi|fail|1|2|2022-12-31
		coverage|district|district|pass|2|2|2022-12-31
		privacy.personal-data|case|k1|pass|||
		privacy.personal-data|case|k2|pass|||
		privacy.personal-data|case|k3|pass|||
		privacy.personal-data|project|p|pass|||
		station.one-per-division|station|jia|pass|||
		station.one-per-division|station|yi|pass|||
		supervision.yearly|station|jia|pass|30.2|30|2022-12-31
		supervision.yearly|station|yi|fail|0|30|2022-12-31
		training.hours|worker|w-jia|fail|29.5|30|2022-12-31
		training.hours|worker|w-yi|fail|29.5|30|2022-12-31
	END
}

@test "every verdict is a row, with what was measured and required, and by when" {
	for format in csv tsv json ndjson; do
		report verdicts -f $format
		[ "$status" -eq 0 ]
		[ ! -s err ]
		told $format | diff <(verdicts) -
	done
}

@test "rows are in byte order of rule, kind and subject" {
	report verdicts -f csv
	[ "$status" -eq 0 ]
	head -n 1 out | grep -qx 'rule,subject_kind,subject,verdict,measured,required,due'
	tail -n +2 out | cut -d, -f 1-3 | tr ',' '\001' >keys
	LC_ALL=C sort -c keys
	[ -z "$(uniq -d keys)" ]
}

@test "there are as many rows of a rule and verdict as sws-validate counts" {
	printf 'id: bad\nname: 电话13800138000\nstations: [jia]\nstarts_on: 2022-01-01\n' >records/projects/2022/bad.yaml
	printf 'waivers:\n  - {rule: cases.yearly, subject_kind: station, subject: yi, reason: 疫情, approved_on: 2022-12-01, ends_on: 2023-06-30}\n' >>records/sws.yaml
	for day in 2022-12-31 2023-02-01 2023-07-01; do
		report verdicts -q -f csv --as-of $day
		tail -n +2 out | cut -d, -f 1,4 | LC_ALL=C sort | uniq -c | awk '{ print $2 "," $1 }' >counted
		execute sws-validate -C records --year 2022 --as-of $day -f json
		python3 "$BATS_TEST_DIRNAME/report.py" tallies <out | diff - counted
	done
}

@test "a waived verdict and a pending one say until when" {
	printf 'waivers:\n  - {rule: cases.yearly, subject_kind: station, subject: yi, reason: 疫情, approved_on: 2022-12-01, ends_on: 2023-06-30}\n' >>records/sws.yaml
	report verdicts -f csv
	grep -qx 'cases.yearly,station,yi,waived,1,2,2023-06-30' out
	report verdicts -f csv --as-of 2023-06-30
	grep -qx 'cases.yearly,station,yi,waived,1,2,2023-06-30' out
	report verdicts -f csv --as-of 2023-07-01
	grep -qx 'cases.yearly,station,yi,fail,1,2,2022-12-31' out
	report verdicts -f csv --as-of 2022-12-31
	grep -qx 'supervision.yearly,station,yi,pending,0,30,2022-12-31' out
	report verdicts -f csv --as-of 2023-01-01
	grep -qx 'supervision.yearly,station,yi,fail,0,30,2022-12-31' out
}

@test "who is not judged has neither numbers nor a day" {
	sed -i 's/opened_on.*/opened_on: 2023-01-01/' records/stations/yi.yaml
	report verdicts -f csv
	grep -qx 'cases.yearly,station,yi,not-applicable,,,' out
}

@test "a report is about one station and what belongs to it" {
	report verdicts --station jia -f csv
	[ "$status" -eq 0 ]
	told csv | diff <(verdicts | grep -vE '\|(yi|w-yi|k3|district)\|') -
	cut -d, -f 2,3 out | grep -qx agency,org
	report verdicts --station yi -f csv
	told csv | diff <(verdicts | grep -E '\|(yi|w-yi|k3)\|') -
	! grep -q agency,org out
}

@test "parameters and readings change what is required, and are told" {
	report verdicts -f json --set cases_per_year=1 --set supervision_scope=project
	told json | grep -E '^(cases|supervision)' | diff - <(cat <<-'END'
		cases.yearly|station|jia|pass|2|1|2022-12-31
		cases.yearly|station|yi|pass|1|1|2022-12-31
		supervision.yearly|project|p|pass|30.2|30|2022-12-31
	END
	)
	python3 "$BATS_TEST_DIRNAME/report.py" source <out >source
	grep -qx 'cases_per_year=1' source
	grep -qx 'supervision_scope=project' source
	grep -qx 'year=2022' source
	grep -qx 'as_of=2023-02-01' source
	grep -qx 'snapshot=worktree' source
	grep -qx 'commit=None' source
	grep -qx 'pack=binhai' source
	grep -qE '^pack_digest=[0-9a-f]{16}$' source
	grep -qE '^program=sws-report [0-9.]+$' source
}

@test "a report is of the work tree, of a revision or of what is staged" {
	commit records
	sed -i 's/hours: 15.1}/hours: 1}/' records/projects/2022/p.yaml
	report verdicts -f csv
	grep -qx 'supervision.yearly,station,jia,fail,16.1,30,2022-12-31' out
	report verdicts -f csv --staged
	grep -qx 'supervision.yearly,station,jia,pass,30.2,30,2022-12-31' out
	git -C records add -A
	report verdicts -f csv --staged
	grep -qx 'supervision.yearly,station,jia,fail,16.1,30,2022-12-31' out
	report verdicts -f json --rev HEAD
	told json | diff <(verdicts) -
	python3 "$BATS_TEST_DIRNAME/report.py" source <out |
		grep -qx "commit=$(git -C records rev-parse HEAD)"
}

# --- compliance ---

@test "compliance is stations by rules, each with the worst verdict of its subjects" {
	sed -i 's/name: 社工/name: 社工, starts/; s/29.50/30/' records/workers/w-jia.yaml
	report compliance -f json
	[ "$status" -eq 0 ]
	python3 "$BATS_TEST_DIRNAME/report.py" matrix <out | grep -E "^[a-z]*\|($RULES)\|" |
		diff - <(cat <<-'END'
			jia|cases.yearly|pass
			jia|privacy.personal-data|pass
			jia|station.one-per-division|pass
			jia|supervision.yearly|pass
			jia|training.hours|pass
			yi|cases.yearly|fail
			yi|privacy.personal-data|pass
			yi|station.one-per-division|pass
			yi|supervision.yearly|fail
			yi|training.hours|fail
		END
		)
}

@test "the worst is fail, then pending, waived, pass, not-applicable" {
	cp records/workers/w-jia.yaml records/workers/w-ok.yaml
	sed -i 's/w-jia/w-ok/; s/29.50/30/' records/workers/w-ok.yaml
	sed -i 's/2021-06-01/2023-01-15/' records/workers/w-yi.yaml
	cell() {
		report compliance -f json "$@"
		python3 "$BATS_TEST_DIRNAME/report.py" matrix <out | grep '|training.hours|'
	}
	cell | diff - <(printf 'jia|training.hours|fail\nyi|training.hours|not-applicable\n')
	cell --as-of 2022-12-31 | diff - <(printf 'jia|training.hours|pending\nyi|training.hours|not-applicable\n')
	printf 'waivers:\n  - {rule: training.hours, subject_kind: worker, subject: w-jia, reason: 病假, approved_on: 2022-12-01, ends_on: 2023-06-30}\n' >>records/sws.yaml
	cell --station jia | diff - <(printf 'jia|training.hours|waived\n')
	rm records/workers/w-jia.yaml
	cell --station jia | diff - <(printf 'jia|training.hours|pass\n')
}

@test "a station without a single subject of a rule has an empty cell" {
	rm records/workers/w-yi.yaml
	report compliance -f csv
	python3 "$BATS_TEST_DIRNAME/report.py" cell yi training.hours <out | grep -qx ''
	python3 "$BATS_TEST_DIRNAME/report.py" cell jia training.hours <out | grep -qx fail
}

@test "compliance by clause takes the worst of the clause's rules, in the notice's order" {
	report compliance --by clause -f json
	[ "$status" -eq 0 ]
	python3 "$BATS_TEST_DIRNAME/report.py" matrix <out >matrix
	grep -qx 'jia|三(二)|fail' matrix
	grep -qx 'yi|三(一)|fail' matrix
	python3 "$BATS_TEST_DIRNAME/report.py" columns <out | grep -xE '一|一\(三\)|三\(一\)|三\(二\)|none' |
		diff - <(printf '%s\n' 一 '一(三)' '三(一)' '三(二)' none)
}

@test "without a station there is no row, and the status says so" {
	rm -r records/stations records/workers records/projects records/cases records/agencies
	report compliance -f csv
	[ "$status" -eq 1 ]
	[ "$(wc -l <out)" -eq 1 ]
	report verdicts -f csv
	[ "$status" -eq 0 ]
	grep -qx 'coverage,district,district,fail,0,2,2022-12-31' out
}

# --- why ---

@test "why a subject fails: what was measured, parameters and records with their lines" {
	report --why yi cases.yearly -f json
	[ "$status" -eq 0 ]
	python3 "$BATS_TEST_DIRNAME/report.py" tables <out | diff - <(cat <<-'END'
		verdict: rule=cases.yearly subject_kind=station subject=yi verdict=fail measured=1 required=2 due=2022-12-31 clause=三(一) path=stations/yi.yaml line=1
		parameters: parameter=case_methods value=casework, groupwork, community title=Methods of cases that count
		parameters: parameter=cases_per_year value=2 title=Professional cases a station and year
		parameters: parameter=complete_reasons value=goals-met title=Closure reasons of complete cases
		evidence: path=cases/2022/yi/k3.yaml line=1 intake=2022-03-01 decision=accept assessment=2022-03-08 plan=2022-03-15 interventions_from=2022-03-22 interventions_to=2022-03-22 evaluation=2022-05-10 closure=2022-05-17 reason=goals-met follow_ups_from=None method=casework
	END
	)
}

@test "why a subject passes is told as well" {
	report --why jia supervision.yearly -f json
	[ "$status" -eq 0 ]
	python3 "$BATS_TEST_DIRNAME/report.py" tables <out | grep -v ' title=' | diff - <(cat <<-'END'
		verdict: rule=supervision.yearly subject_kind=station subject=jia verdict=pass measured=30.2 required=30 due=2022-12-31 clause=三(一) path=stations/jia.yaml line=1
		evidence: path=projects/2022/p.yaml line=8 date=2022-03-01 hours=15.1 form=None
		evidence: path=projects/2022/p.yaml line=9 date=2022-04-01 hours=15.1 form=None
	END
	)
	python3 "$BATS_TEST_DIRNAME/report.py" tables <out | grep '^parameters' >parameters
	diff parameters - <<-'END'
		parameters: parameter=supervision_hours value=30 title=Hours of professional supervision a year
		parameters: parameter=supervision_scope value=station title=What supervision hours are counted for
	END
}

@test "all records that contributed are shown, however many" {
	for n in $(seq 150); do
		echo "  - {date: 2022-05-01, hours: 0.1}"
	done >>records/projects/2022/p.yaml
	report --why jia supervision.yearly -f json
	[ "$(python3 "$BATS_TEST_DIRNAME/report.py" tables <out | grep -c '^evidence')" -eq 152 ]
}

@test "why a keyword's rule failed: where its findings are, and nobody's number" {
	printf 'id: bad\nname: 电话13800138000\nstations: [jia]\nstarts_on: 2022-01-01\n' >records/projects/2022/bad.yaml
	report --why bad privacy.personal-data -q -f json
	[ "$status" -eq 0 ]
	[ ! -s err ]
	python3 "$BATS_TEST_DIRNAME/report.py" tables <out | diff - <(cat <<-'END'
		verdict: rule=privacy.personal-data subject_kind=project subject=bad verdict=fail measured=None required=None due=None clause=None path=projects/2022/bad.yaml line=1
		evidence: path=projects/2022/bad.yaml line=2 column=7 pointer=/name
	END
	)
	! grep -q 13800138000 out
}

@test "an id of several kinds wants its kind" {
	sed 's/id: k1/id: p/' records/cases/2022/jia/k1.yaml >records/cases/2022/jia/p.yaml
	refuses sws-report -C records --why p privacy.personal-data <<-'END'
		sws-report: p is the id of several: case/p, project/p
		hint: name its kind, too: KIND/ID
	END
	report --why case/p privacy.personal-data
	[ "$status" -eq 0 ]
	grep -q 'cases/2022/jia/p.yaml' out
}

# --- for people ---

@test "tables are in the reader's language, those for machines in any" {
	report --why jia cases.yearly
	head -n 1 out | grep -qx 'Professional cases completed in the year'
	grep -q '^Parameters used$' out
	report --why jia cases.yearly --lang zh
	head -n 1 out | grep -qx 年度完成的专业服务案例
	grep -q '^所用参数$' out
	is_chinese out
	report verdicts --lang zh
	head -n 1 out | grep -q '^规则  *对象类别  *对象  *判定  *实际  *要求  *期限$'
	for format in csv tsv json ndjson; do
		report verdicts -f $format
		mv out wanted
		LC_ALL=zh_CN.UTF-8 TZ=America/New_York report verdicts -f $format
		cmp out wanted
	done
}

@test "the list names the reports with their titles" {
	execute sws-report --list
	[ "$status" -eq 0 ]
	grep -qE '^compliance  *Compliance by station$' out
	grep -qE '^verdicts  *Verdicts$' out
	execute sws-report --list --lang zh -f csv
	grep -qx 'verdicts,逐项判定' out
}

@test "that files are wrong is said beside the report, not within it" {
	echo 'nmae: x' >>records/agencies/org.yaml
	report verdicts -f csv
	[ "$status" -eq 0 ]
	grep -q '^sws-report: findings about the records themselves: 1; ' err
	told csv | diff <(verdicts) -
	report verdicts -f csv -q
	[ ! -s err ]
}

@test "a report goes to a file, whole" {
	echo old >file
	report verdicts -f csv -O file
	[ "$status" -eq 0 ]
	[ ! -s out ]
	mv file out
	told csv | diff <(verdicts) -
	report verdicts -f json:file.json
	[ ! -s out ]
	is_json file.json
	mkdir folder
	report verdicts -O folder/none/file
	[ "$status" -eq 2 ]
	[ ! -e folder/none ]
	[ -c /dev/full ] || skip "no /dev/full here"
	status=0
	sws-report -C records verdicts >/dev/full 2>err || status=$?
	[ "$status" -eq 2 ]
	grep -q '^sws-report: cannot write stdout: ' err
}

# --- refused ---

@test "what is unknown is refused, with the nearest names" {
	refuses sws-report -C records verdict <<-'END'
		sws-report: no such report: verdict; nearest: verdicts
		hint: sws-report --list lists them
	END
	refuses sws-report -C records nothing <<-'END'
		sws-report: no such report: nothing
		hint: sws-report --list lists them
	END
	refuses sws-report -C records verdicts --station ji <<-'END'
		sws-report: no such station: ji; nearest: jia, yi
	END
	refuses sws-report -C records verdicts --station nowhere <<-'END'
		sws-report: no such station: nowhere
	END
	refuses sws-report -C records verdicts --station '' <<<'sws-report: no such station: '
	refuses sws-report -C records --why jia case.yearly <<-'END'
		sws-report: no such rule: case.yearly; nearest: cases.yearly
		hint: sws-schema --rules lists them
	END
	refuses sws-report -C records --why ji cases.yearly <<-'END'
		sws-report: cases.yearly judges nobody called ji; nearest: jia, yi
		hint: the report verdicts lists whom it judges
	END
	refuses sws-report -C records --why worker/jia cases.yearly <<-'END'
		sws-report: cases.yearly judges nobody called worker/jia; nearest: jia
		hint: the report verdicts lists whom it judges
	END
	refuses sws-report -C records verdicts --set cases_per_yaer=3 <<-'END'
		sws-report: no such parameter: cases_per_yaer; did you mean cases_per_year?
		hint: sws-schema --parameters lists them
	END
}

@test "a year that has not begun is refused" {
	refuses sws-report -C records verdicts --year 2024 --as-of 2023-12-31 <<-'END'
		sws-report: the year 2024 has not begun on 2023-12-31
		hint: choose an earlier --year or a later --as-of
	END
}

@test "options that do not go together are refused" {
	refuses sws-report -C records verdicts --by clause <<-'END'
		sws-report: --by goes with the report compliance only
	END
	refuses sws-report -C records compliance --by year <<-'END'
		sws-report: --by takes rule or clause, not year
	END
	refuses sws-report -C records --station jia --why jia cases.yearly <<-'END'
		sws-report: --station goes with a report only
	END
	refuses sws-report -C records --rev HEAD --staged verdicts <<-'END'
		sws-report: --rev and --staged are two snapshots: choose one
	END
	for format in csv tsv ndjson; do
		refuses sws-report -C records -f $format --why jia cases.yearly <<-END
			sws-report: the answer is several tables, and the format $format holds one
			hint: use the format table or json
		END
	done
	for operands in '' 'verdicts compliance' '--why jia' '--why a b c' '--list verdicts' '--list --why a b'; do
		# shellcheck disable=SC2086 # words
		execute sws-report -C records $operands
		[ "$status" -eq 2 ]
		[ ! -s out ]
		grep -q '^sws-report: name one report' err
	done
}

@test "where sws.yaml names no policy that is there nothing is judged" {
	sed -i 's/policy: binhai/policy: elsewhere/' records/sws.yaml
	refuses sws-report -C records verdicts <<-'END'
		sws-report: nothing can be judged: sws.yaml cannot be used
		hint: sws-validate says what is wrong with it
	END
}
