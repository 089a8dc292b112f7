#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The formats for machines, read by other programs: Python's json and xml.etree, and a reader of
# workflow commands (formats.py). The files of hostile.bats go the same way (finds, in helper.bash).

load helper

setup() {
	begin
}

@test "the worked repository is the same in all formats, with paths from the top of git's" {
	mkdir top
	cp -r "$BINHAI" top/bin%hai
	git -C top init -q
	execute sws-validate -C top/bin%hai --year 2023 $EVERY_FORMAT
	[ "$status" -eq 1 ]
	python3 "$BATS_TEST_DIRNAME/formats.py" . top/bin%hai bin%hai/
	commit top
	mv json old
	execute sws-validate -C top/bin%hai --year 2023 --rev HEAD $EVERY_FORMAT
	python3 "$BATS_TEST_DIRNAME/formats.py" . top/bin%hai bin%hai/
	diff <(grep '"rule": ' old) <(grep '"rule": ' json)
	grep -q "\"commit\": \"$(git -C top rev-parse HEAD)\"" sarif
	execute sws-validate -C top/bin%hai --year 2023 $EVERY_FORMAT --lang zh
	python3 "$BATS_TEST_DIRNAME/formats.py" . top/bin%hai bin%hai/
	for format in ndjson sarif junit github gitlab; do
		sed 's/"args": {[^}]*}//g; /"properties": {"verdicts"/d; /"type": "summary"/d' $format >words
		is_chinese words
	done
}

@test "a run that finds nothing is complete in all formats, and its records are counted" {
	rm records/workers/zhong.yaml
	agency
	judge $EVERY_FORMAT
	[ "$status" -eq 0 ]
	python3 "$BATS_TEST_DIRNAME/formats.py" . records
	tests=$(grep -c '<testcase ' junit)
	[ "$tests" -ge 2 ]
	grep -q "<testsuites name=\"sws-validate [0-9.]*\" tests=\"$tests\" failures=\"0\" errors=\"0\">" junit
	grep -q 'classname="records.agencies" name="agencies/jia.yaml"' junit
	grep -qx 'records: 1, errors: 0, warnings: 0' github
	grep -qx '\[\]' gitlab
}

# names: of files that would be records, each with what its name could do harm with.
names() {
	cat <<-'END'
		a%41b
		a,b:c=d
		a\nb
		a\033[31mb
		]]><a b="c">&amp;'
		a\342\200\256b
		a\200\377b
		::error file=x::y
		##[error]x
		%2525
		塘沽 站
	END
}

@test "names that do harm in some format do none" {
	while IFS= read -r name; do
		# shellcheck disable=SC2059 # escapes are what it is for
		printf 'id: x\n' >"records/agencies/$(printf "${name//%/%%}").yaml"
	done < <(names)
	read_back
	[ "$(ls records/agencies | wc -l)" -ge 11 ]
	[ "$(grep -c '^::error file=agencies/' github)" -eq 10 ]
	for format in json ndjson sarif junit github gitlab; do
		# No escape sequence, no bidirectional control, nothing that is not UTF-8.
		iconv -f UTF-8 -t UTF-8 $format >/dev/null
		! LC_ALL=C grep -q "$(printf '\033\\|\342\200\256')" $format || false
	done
	grep -q '"uri": "agencies/a%80%FFb.yaml"' sarif
	grep -q '"uri": "agencies/a%2541b.yaml"' sarif
	grep -q 'name="agencies/\]\]&gt;&lt;a b=&quot;c&quot;&gt;&amp;amp;' junit
}

@test "text that does harm in some format does none" {
	printf '%s\n' 'id: jia' 'name: x' '"]]><a>&lt;": 1' '"%0A::error::x": 2' '"##[error]x": 3' '"a\u202Eb": 4' \
		'"a\nb": 5' "'\"': 6" 'uscc: "%25"' >records/agencies/jia.yaml
	read_back
	grep -q 'unknown key %250A::error::x' github
	grep -q 'unknown key \]\]&gt;&lt;a&gt;&amp;lt;' junit
}

# prints FORMAT: the fingerprints in the order of findings, a line each.
prints() {
	python3 - "$1" <<-'END'
		import json, sys
		whole = json.load(open(sys.argv[1], encoding="utf-8"))
		issues = whole if isinstance(whole, list) else whole["runs"][0]["results"]
		for issue in issues:
		    print(issue.get("fingerprint") or issue["partialFingerprints"]["findingIdentity/v1"])
	END
}

@test "fingerprints stay when something else is edited, and only then" {
	station
	bank() {
		printf '%s\n' "$@" 'id: jia' 'name: 甲' 'station: zhan' 'resources:' \
			'  - {name: x, kind: othr}' '  - {name: x, kind: othr}' '  - {name: y, kind: xx}' >records/communities/jia.yaml
	}
	bank
	read_back
	prints sarif >old
	diff old <(prints gitlab)
	[ "$(sort -u old | wc -l)" -eq 4 ]
	# A comment above; a correct item before the others.
	bank '# one' '# two'
	sed -i 's/^resources:/&\n  - {name: z, kind: other}/' records/communities/jia.yaml
	read_back
	grep -q '"startLine": 8' sarif
	prints sarif | diff old -
	prints gitlab | diff old -
	# Another mistake at the same place.
	sed -i 's/kind: xx/kind: yy/' records/communities/jia.yaml
	read_back
	[ "$(prints sarif | diff - old | grep -c '^[<>]')" -eq 2 ]
}

@test "a verdict keeps its fingerprint while the numbers change" {
	cp -r "$BINHAI" binhai
	for hours in 28 29; do
		execute sws-validate -C binhai --year 2023 --as-of 2024-01-15 --set class_hours=$((hours + 12)) -f sarif:sarif -f json:json
		python3 -c '
import json
for r in json.load(open("sarif"))["runs"][0]["results"]:
    if r["ruleId"] == "training.hours":
        print(r["properties"]["subject"], r["partialFingerprints"])' >prints.$hours
		grep -q "\"required\": \"$((hours + 12))\"" json
	done
	[ "$(wc -l <prints.28)" -gt 2 ]
	diff /dev/null <(comm -23 prints.28 prints.29)
}

@test "the same bytes come in any locale, time zone and folder" {
	agency '坏: 值'
	read_back
	for format in json ndjson sarif junit github gitlab; do
		mv $format $format.here
	done
	mkdir far && cp -r records far/
	cd far
	LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 TZ=Asia/Shanghai read_back
	cd ..
	for format in json ndjson sarif junit github gitlab; do
		diff $format.here far/$format
	done
}

@test "of a record the clause, the region and the pointer are told" {
	agency 'systems: [{kind: finace, title: 甲}]'
	read_back
	grep -q '"region": {"startLine": 3, "startColumn": 18, "endLine": 3, "endColumn": 24}' sarif
	grep -q '"logicalLocations": \[{"fullyQualifiedName": "/systems/0/kind", "name": "kind"}\]' sarif
	grep -q '^::error file=agencies/jia.yaml,line=3,endLine=3,col=18,endColumn=23,title=schema.enum::' github
	grep -q '"location": {"path": "agencies/jia.yaml", "lines": {"begin": 3, "end": 3}}' gitlab
}

@test "--fail-on decides what is a failure in junit" {
	rm records/workers/zhong.yaml
	agency
	echo x >records/agencies/foreign.txt
	judge -f junit
	[ "$status" -eq 0 ]
	grep -q 'failures="0"' out
	grep -q '<system-out>agencies/foreign.txt:1:1: warning: path.foreign' out
	for severity in warning info; do
		judge -f junit --fail-on $severity
		[ "$status" -eq 1 ]
		tests=$(grep -c '<testcase ' out)
		[ "$tests" -ge 3 ]
		grep -q "<testsuites name=\"sws-validate [0-9.]*\" tests=\"$tests\" failures=\"1\"" out
		grep -q '<failure message="[^"]*" type="path.foreign">' out
	done
}

@test "a rule is described as it was in force" {
	for scope in station project; do
		execute sws-validate -C "$BINHAI" --year 2023 --set supervision_scope=$scope -f sarif
		grep '"id": "supervision.yearly"' out >$scope
	done
	grep -q 'summed over the projects that name the station' station
	grep -q 'summed per project' project
}

@test "documents of any schema are told in all formats" {
	echo '{"type": "object", "properties": {"a": {"type": "integer"}}}' >schema.json
	printf 'a: x\n' >bad.yaml
	printf 'a: 1\n' >good.yaml
	execute sws-validate --schema schema.json $EVERY_FORMAT bad.yaml good.yaml
	[ "$status" -eq 1 ]
	python3 "$BATS_TEST_DIRNAME/formats.py" . .
	grep -q 'name="good.yaml"></testcase>' junit
	execute sws-validate --schema schema.json -f sarif "$PWD/bad.yaml"
	grep -q "\"artifactLocation\": {\"uri\": \"file://$PWD/bad.yaml\"}" out
	grep -q '"SRCROOT": {"description": {"text": "the folder that the command ran in"}}' out
}

@test "the reader finds what is wrong with a format" {
	read_back
	spoil() {
		cp "$1" whole
		sed "$2" whole >"$1"
		! cmp -s whole "$1" || return 1
		! python3 "$BATS_TEST_DIRNAME/formats.py" . records 2>err || return 1
		grep -q "$3" err || { cat err; return 1; }
		cp whole "$1"
	}
	spoil ndjson 's/"line": 3/"line": 4/' 'differs'
	spoil ndjson '$d' 'findings'
	spoil sarif 's/"ruleIndex": [0-9]*/"ruleIndex": 0/' "'rule'"
	spoil sarif 's/"endColumn": 5/"endColumn": 6/' region
	spoil sarif 's/"uri": "workers/"uri": "wörkers/' URI
	spoil junit 's/failures="1"/failures="2"/' counts
	spoil junit 's/<failure.*/<failure>x<\/failure><\/testcase>/' "failure\\|Error"
	spoil github 's/^::error/::eror/' command
	spoil github 's/endColumn=4/endColumn=5/' endColumn
	spoil gitlab 's/"major"/"bad"/' severity
	python3 "$BATS_TEST_DIRNAME/formats.py" . records
}
