#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-schema: kinds, rules, parameters and tables, as lists and in full.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
}

@test "--kinds lists name, path and title of each kind" {
	execute sws-schema --kinds
	[ "$status" -eq 0 ]
	tr '\t' '|' <out | diff - <(cat <<-'END'
		agency|agencies/{id}.yaml|承接机构
		case|cases/{intake.date:year}/{station}/{id}.yaml|专业服务案例
		community|communities/{id}.yaml|社区资源库
		district|sws.yaml|区级设置
		household|households/{station}/{id}.yaml|居民需求档案
		project|projects/{starts_on:year}/{id}.yaml|服务项目
		station|stations/{id}.yaml|社工站
		worker|workers/{id}.yaml|驻站社工
	END
	)
}

@test "--rules lists id, clause, level, term and subjects as the catalogue of rules has them" {
	execute sws-schema --rules
	[ "$status" -eq 0 ]
	cut -f 1-5 out | LC_ALL=C sort -u >listed
	for rule in 'cases.yearly|三(一)|must|yearly|station' 'coverage|通知|must|dated|district' \
		'privacy.personal-data|-|must|standing|case,household,community,project' \
		'supervision.yearly|三(一)|must|yearly|project' 'supervision.yearly|三(一)|must|yearly|station' \
		'training.hours|三(二)|must|yearly|worker' 'services.basic|annex 二|should|yearly|station'; do
		tr '\t' '|' <listed | grep -qxF "$rule"
	done
}

@test "--parameters lists name, type and default as the catalogue of rules has them" {
	execute sws-schema --parameters
	[ "$status" -eq 0 ]
	cut -f 1-3 out | tr '\t' '|' | diff - <(cat <<-'END'
		administrative_words|list|审批, 发证, 执法, 盖章, 录入
		case_methods|list|casework, groupwork, community
		cases_per_year|integer|2
		certified_workers|integer|2
		class_hours|decimal|30
		clerical_share|decimal|0.3
		complete_reasons|list|goals-met
		counted_divisions|list|subdistrict, town, township
		coverage_due|date|2022-12-31
		hardware_due|date|2022-05-31
		inactive_days|integer|120
		induction_days|integer|30
		part_year|text|full
		plan_due|date|2022-04-30
		plan_yearly_due|month-day|03-31
		registration_city|text|天津
		registration_notice_days|integer|90
		report_due|month-day|04-30
		safety_checks_per_year|integer|1
		social_security_days|integer|30
		social_security_kinds|list|pension, medical, unemployment, injury, maternity
		staffing_due|date|2022-07-31
		supervision_hours|decimal|30
		supervision_scope|text|station
	END
	)
}

@test "titles of rules and parameters follow the language, ids and types do not" {
	for list in --rules --parameters; do
		execute sws-schema --lang en $list
		sed 's/\t[^\t]*$//' out >english
		! sed 's/.*\t//' out | LC_ALL=C grep '[^ -~]' || false
		execute sws-schema --lang zh $list
		sed 's/\t[^\t]*$//' out | diff english -
		! sed 's/.*\t//' out | LC_ALL=C grep -v '[^ -~]' || false
	done
}

@test "--tables lists the columns of a list within a list" {
	execute sws-schema --tables
	[ "$status" -eq 0 ]
	grep '^station_plans_tasks	' out | cut -f 2,3 | tr '\t' '|' | diff - <(cat <<-'END'
		_record|text
		_n|integer
		_n2|integer
		title|text
		owner|text
		due_on|text
		done_on|text
		_path|text
		_line|integer
	END
	)
	grep '^station_premises_rooms	' out | cut -f 2,3 | tr '\t' '|' | diff - <(cat <<-'END'
		_record|text
		_n|integer
		value|text
		_values|text
		_path|text
		_line|integer
	END
	)
}

@test "every list has the same number of fields on each line" {
	for list in '--kinds 3' '--rules 6' '--parameters 4' '--tables 4'; do
		execute sws-schema "${list% *}"
		[ -s out ]
		awk -F '\t' -v n="${list#* }" 'NF != n { print; bad = 1 } END { exit bad }' out
	done
}

@test "a kind is printed as it stands in the pack, and common, too" {
	for kind in agency case common community district household project station worker; do
		execute sws-schema $kind
		[ "$status" -eq 0 ]
		diff "$ROOT/schema/kinds/$kind.yaml" out
	done
}

@test "several kinds are documents of one stream" {
	execute sws-schema worker station
	[ "$status" -eq 0 ]
	{ cat "$ROOT/schema/kinds/worker.yaml" && echo --- && cat "$ROOT/schema/kinds/station.yaml"; } | diff - out
}

@test "an unknown kind is refused, and nothing is printed" {
	for kind in nosuch workers ../rules/coverage '' common.yaml $'x\033[31m\n'; do
		execute sws-schema worker "$kind"
		[ "$status" -eq 2 ]
		[ ! -s out ]
		[ "$(wc -l <err)" -eq 2 ]
		grep -q '^sws-schema: no such kind of record: ' err
		! LC_ALL=C tr -d '\n' <err | LC_ALL=C grep '[[:cntrl:]]' || false
	done
	refuses sws-schema nosuch <<-'END'
		sws-schema: no such kind of record: nosuch
		hint: sws-schema --kinds lists them
	END
}

@test "nothing asked for, two lists, or a list and a kind are refused" {
	usage=$(sws-schema --help)
	for what in '' '--kinds --rules' '--kinds worker' '--check --kinds'; do
		# shellcheck disable=SC2086 # words
		refuses sws-schema $what <<-END
			sws-schema: ask for one list, or for kinds; usage: ${usage#* }
		END
	done
}

@test "--check finds the built-in pack in order and prints nothing" {
	execute sws-schema --check
	[ "$status" -eq 0 ]
	[ ! -s out ]
	[ ! -s err ]
}

@test "no repository is needed or looked at" {
	printf '[' >sws.yaml
	execute sws-schema --rules
	[ "$status" -eq 0 ]
	[ ! -s err ]
}

@test "-O writes to a file, lists and kinds alike" {
	for what in --kinds --tables worker; do
		execute sws-schema $what
		mv out printed
		execute sws-schema -O file $what
		[ "$status" -eq 0 ]
		[ ! -s out ]
		diff printed file
	done
}

# entries FILE: what yaml.schemas says there, `schema pattern` a line.
entries() {
	sed -n 's/^ *"\(\.sws[^"]*\)": "\([^"]*\)",\{0,1\}$/\1 \2/p' "$1"
}

@test "--editor writes a schema of each kind, and which records it is for" {
	repository records
	execute sws-schema -C records --editor
	[ "$status" -eq 0 ]
	[ ! -s err ]
	same <<-'END'
		editors now explain and complete records: .vscode/settings.json names the schemas in .sws/schema
	END
	is_json records/.vscode/settings.json
	sws-schema --kinds | while IFS=$'\t' read -r kind path title; do
		is_json "records/.sws/schema/$kind.json"
		head -n 3 "records/.sws/schema/$kind.json" | grep -qxF "  \"title\": \"$title\","
		! grep -E '"\$(ref|id|defs)"' "records/.sws/schema/$kind.json" || false
		echo ".sws/schema/$kind.json $(echo "$path" | sed 's/{[^}]*}/*/g')"
	done >want
	entries records/.vscode/settings.json | diff want -
	[ "$(wc -l <want)" -eq 8 ]
	grep -qx '.sws/schema/case.json cases/\*/\*/\*.yaml' want
	execute sws-schema --lang zh -C records --editor
	[ "$status" -eq 0 ]
	LC_ALL=C grep -q "$(printf '[\344-\351]')" out
}

@test "--editor adds to settings and leaves the rest of them alone" {
	repository records
	mkdir records/.vscode
	printf '{\n  "editor.tabSize": 2\n}\n' >records/.vscode/settings.json
	execute sws-schema -C records --editor
	[ "$status" -eq 0 ]
	head -n 4 records/.vscode/settings.json | diff - <(cat <<-'END'
		{
		  "editor.tabSize": 2,
		  "yaml.schemas": {
		    ".sws/schema/agency.json": "agencies/*.yaml",
	END
	)
	cp -R records again
	execute sws-schema -C again --editor
	diff -r records again
}

@test "--editor writes schemas anew" {
	repository records
	execute sws-schema -C records --editor
	cp records/.sws/schema/case.json .
	echo '{}' >records/.sws/schema/case.json
	execute sws-schema -C records --editor
	diff case.json records/.sws/schema/case.json
	ls -A records/.sws/schema | wc -l | grep -qx 8
}

@test "settings that are not plain JSON are left as they are, and what to add is said" {
	repository records
	mkdir records/.vscode
	printf '{\n  // mine\n  "a": 1,\n}\n' >records/.vscode/settings.json
	cp records/.vscode/settings.json .
	refuses sws-schema -C records --editor <<-'END'
		sws-schema: .vscode/settings.json:2:3: the settings are not plain JSON that can be added to; they were left as they are
		hint: add by hand: "yaml.schemas": {".sws/schema/agency.json": "agencies/*.yaml", ".sws/schema/case.json": "cases/*/*/*.yaml", ".sws/schema/community.json": "communities/*.yaml", ".sws/schema/district.json": "sws.yaml", ".sws/schema/household.json": "households/*/*.yaml", ".sws/schema/project.json": "projects/*/*.yaml", ".sws/schema/station.json": "stations/*.yaml", ".sws/schema/worker.json": "workers/*.yaml"}
	END
	diff settings.json records/.vscode/settings.json
	[ -s records/.sws/schema/case.json ] # what is to be added by hand leads somewhere
}

@test "--editor finds the repository that a folder lies in, and asks for one" {
	repository records
	execute sws-schema -C records/workers --editor
	[ "$status" -eq 0 ]
	[ -s records/.vscode/settings.json ]
	[ ! -e records/workers/.vscode ]
	mkdir elsewhere
	execute sws-schema -C elsewhere --editor
	[ "$status" -eq 2 ]
	grep -q '^sws-schema: no sws.yaml in elsewhere or a folder above' err
	[ -z "$(ls -A elsewhere)" ]
}

@test "--editor follows no link" {
	repository records
	mkdir elsewhere
	for link in .vscode .sws; do
		ln -s ../elsewhere records/$link
		execute sws-schema -C records --editor
		[ "$status" -eq 2 ]
		[ -z "$(ls -A elsewhere)" ]
		rm -rf records/.vscode records/.sws
	done
	mkdir -p records/.vscode
	echo '{}' >mine
	ln -s ../../mine records/.vscode/settings.json
	execute sws-schema -C records --editor
	[ "$status" -eq 2 ]
	[ "$(cat mine)" = '{}' ]
	rm records/.vscode/settings.json
	mkdir records/.vscode/settings.json
	execute sws-schema -C records --editor
	[ "$status" -eq 2 ]
	[ -z "$(ls -A records/.vscode/settings.json)" ]
	rmdir records/.vscode/settings.json
	mkfifo records/.vscode/settings.json
	execute sws-schema -C records --editor
	[ "$status" -eq 2 ]
}

@test "a full disk leaves settings as they were" {
	repository records
	execute sws-schema -C records --editor
	printf '{\n  "a": 1\n}\n' >records/.vscode/settings.json
	cp -R records before
	status=0
	(trap '' XFSZ && ulimit -f 0 && sws-schema -C records --editor 2>&1) | cat >out || status=$?
	grep -q '^sws-schema: cannot write ' out
	diff -r before records
}

@test "what editors are told is no record" {
	repository records
	sed -i /nmae/d records/workers/zhong.yaml
	execute sws-schema -C records --editor
	execute sws-validate -C records --as-of $AS_OF -q
	[ "$status" -eq 0 ]
	same <<-'END'
		records: 1, errors: 0, warnings: 0
	END
}
