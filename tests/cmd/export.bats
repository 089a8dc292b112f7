#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-export: every format, what may be published, and what is refused.

load helper

CHECK=$BATS_TEST_DIRNAME/export.py

setup() {
	begin
	rm records/workers/zhong.yaml
	printf 'format: 1\npolicy: binhai\n' >records/sws.yaml
	cat >records/workers/yi.yaml <<-'END'
		# a comment
		id: yi
		name: 王一
		certificates:
		  - {kind: national, number: "202112000001"}
		postings:
		  - {station: zhan, starts_on: 2022-07-08}
		social_security:
		  - {kind: pension, starts_on: 2022-01-01}
		  - {kind: injury, starts_on: 2022-01-01}
	END
	mkdir records/stations
	cat >records/stations/zhan.yaml <<-'END'
		id: zhan
		name: 站
		division: "120116001"
		premises: {office: true, rooms: [archive]}
		plans:
		  - year: 2022
		    tasks: [{title: 一}, {title: 二}]
		practice_bases:
		  - {university: 甲大学, students: 4}
		  - {university: 乙大学, students: 5}
	END
}

# export_records OPTION...: in order, and nothing said; what is exported in ./out.
export_records() {
	execute sws-export -C records "$@"
	[ "$status" -eq 0 ]
	[ ! -s err ]
}

# hostile: agencies whose names try to end what they stand in.
hostile() {
	cat >records/agencies/jia.yaml <<-'END'
		id: jia
		name: |-
		  O'Brien "x", a\'; DROP TABLE agencies; --
		  \copy $$ :name	tab
		  ---
		  _kind: worker
		kind: other
	END
	local n=0 name
	for name in '"=1+1"' '"NULL"' '"true"' '" blank "' '"00120"' '"\\N"' '"\""' '"a\r\nb"' '"\\\\"' \
		'"\u3000全角，；"' '"\U0001F600"' '"1e5"' '"~"' '"# x"' '"a: b"' '"\u202Ex"'; do
		n=$((n + 1))
		printf 'id: a%s\nname: %s\n' $n "$name" >records/agencies/a$n.yaml
	done
}

# agrees: whether all formats say what JSON says, and YAML gives the same records again.
agrees() {
	export_records "$@" -f ndjson -O r.ndjson
	export_records "$@" -f yaml -O r.yaml
	export_records "$@" -f sql -O r.sql
	export_records "$@" -f csv -O csv
	export_records "$@" -f tsv -O tsv --bom
	python3 "$CHECK" tables r.ndjson csv csv
	python3 "$CHECK" tables r.ndjson tsv tsv
	python3 "$CHECK" sqlite r.ndjson r.sql
	python3 "$CHECK" rebuild r.ndjson r.yaml again
	execute sws-export -C again "$@" -f ndjson
	[ "$status" -eq 0 ]
	cmp out r.ndjson
}

# --- formats ---

@test "JSON lines have a whole record each, its kind first" {
	export_records -f ndjson
	same <<-'END'
		{"_kind": "station", "id": "zhan", "name": "站", "division": "120116001", "premises": {"office": true, "rooms": ["archive"]}, "plans": [{"year": 2022, "tasks": [{"title": "一"}, {"title": "二"}]}], "practice_bases": [{"university": "甲大学", "students": 4}, {"university": "乙大学", "students": 5}]}
		{"_kind": "district", "format": 1, "policy": "binhai"}
		{"_kind": "worker", "id": "yi", "name": "王一", "certificates": [{"kind": "national", "number": "202112000001"}], "postings": [{"station": "zhan", "starts_on": "2022-07-08"}], "social_security": [{"kind": "pension", "starts_on": "2022-01-01"}, {"kind": "injury", "starts_on": "2022-01-01"}]}
	END
}

@test "YAML is a stream of documents, the kind first" {
	printf 'id: jia\nname: 甲\nkind: company\n' >records/agencies/jia.yaml
	export_records -f yaml agency worker
	same <<-'END'
		---
		_kind: agency
		id: jia
		name: 甲
		kind: company
		---
		_kind: worker
		id: yi
		name: 王一
		certificates:
		  - kind: national
		    number: "202112000001"
		postings:
		  - station: zhan
		    starts_on: 2022-07-08
		social_security:
		  - kind: pension
		    starts_on: 2022-01-01
		  - kind: injury
		    starts_on: 2022-01-01
	END
}

@test "CSV is a file for each table of the kinds, lists beside their records" {
	export_records worker -O files
	[ "$(ls files | tr '\n' ' ')" = "worker_certificates.csv worker_exceptions.csv worker_postings.csv worker_registrations.csv worker_social_security.csv worker_training.csv workers.csv " ]
	diff - files/workers.csv <<-'END'
		id,name,talent
		yi,王一,
	END
	diff - files/worker_postings.csv <<-'END'
		_record,_n,station,starts_on,ends_on,mode,role,agency
		yi,1,zhan,2022-07-08,,,,
	END
	export_records --table station_plans_tasks
	same <<-'END'
		_record,_n,_n2,title,owner,due_on,done_on
		zhan,1,1,一,,,
		zhan,1,2,二,,,
	END
	export_records --table station_premises_rooms -f tsv --bom
	printf '\357\273\277_record\t_n\tvalue\nzhan\t1\tarchive\n' | same
}

@test "SQL has types, keys, and the references that hold" {
	sed -i 's/starts_on: 2022-07-08/starts_on: 2022-07-08, agency: nowhere/' records/workers/yi.yaml
	export_records -f sql
	sed -n '/"worker_postings" (/,/^$/p' out >got
	diff - got <<-'END'
		CREATE TABLE "worker_postings" (
		  "_record" TEXT NOT NULL,
		  "_n" BIGINT NOT NULL,
		  "station" TEXT,
		  "starts_on" TEXT,
		  "ends_on" TEXT,
		  "mode" TEXT,
		  "role" TEXT,
		  "agency" TEXT,
		  "_path" TEXT,
		  "_line" BIGINT,
		  PRIMARY KEY ("_record", "_n"),
		  FOREIGN KEY ("_record") REFERENCES "workers" ("id"),
		  FOREIGN KEY ("station") REFERENCES "stations" ("id")
		);
		-- no foreign key of "agency" to "agencies": some values are no id there
		INSERT INTO "worker_postings" VALUES
		('yi', 1, 'zhan', '2022-07-08', NULL, NULL, NULL, 'nowhere', 'workers/yi.yaml', 7);

	END
	export_records -f sql --table worker_postings
	! grep -q 'FOREIGN KEY' out
	[ "$(head -n 1 out)" = 'BEGIN;' ]
	[ "$(tail -n 1 out)" = 'COMMIT;' ]
}

# keys KIND LINE...: what a pack of the repository adds to a kind.
keys() {
	mkdir -p records/policy/own/kinds
	printf 'pack: own\nextends: binhai\n' >records/policy/own/pack.yaml
	printf 'format: 1\npolicy: own\n' >records/sws.yaml
	printf '%s\n' "${@:2}" >"records/policy/own/kinds/$1.yaml"
}

@test "tables that refer to themselves, or to each other in a circle" {
	keys station 'properties:' '  parent: {title: 上级站点, type: string, references: station}' \
		'  first: {title: 首个机构, type: string, references: agency}'
	keys agency 'properties:' '  home: {title: 所在站点, type: string, references: station}'
	printf 'parent: zong\nfirst: jia\n' >>records/stations/zhan.yaml
	printf 'id: zong\nname: 总站\ndivision: "120116001"\n' >records/stations/zong.yaml
	printf 'id: jia\nname: 甲\nhome: zhan\n' >records/agencies/jia.yaml
	agrees
	grep 'REFERENCES "stations" ("id") DEFERRABLE INITIALLY DEFERRED' r.sql
	grep -x -- '-- no foreign key of "first" to "agencies": the tables refer to each other in a circle' r.sql
	sed -n '/TABLE "agencies" (/,/^)/p' r.sql | grep 'FOREIGN KEY ("home") REFERENCES "stations"'
	[ "$(grep -c -- '^--' r.sql)" -eq 1 ]
}

@test "keys of a pack may be sensitive, and may count people" {
	keys station 'properties:' '  phone: {title: 电话, type: string, sensitive: true}' \
		'  regulars: {title: 常客人数, type: integer, people: true}'
	printf 'phone: "22001"\nregulars: 2\n' >>records/stations/zhan.yaml
	execute sws-export -C records --public --table stations
	[ "$status" -eq 0 ]
	! grep -E 'phone|22001' out
	grep -q '^id,.*,regulars$' out
	grep -q '^zhan,.*,$' out
	grep -qx 'sws-export: left out: station.phone, marked sensitive: 1' err
	grep -qx 'sws-export: left out: station.regulars, numbers of people below 5: 1' err
}

@test "hostile texts are the same in every format" {
	hostile
	agrees
	export_records -f ndjson agency
	[ "$(wc -l <out)" -eq 17 ]
}

@test "generated records are the same in every format" {
	rm -r records
	"$B/generate" --seed 2 --records 300 records
	agrees
}

@test "without records there are tables, and no rows" {
	rm -r records/workers records/stations
	export_records worker -f ndjson
	[ ! -s out ]
	export_records worker -f yaml
	[ ! -s out ]
	export_records --table workers
	echo id,name,talent | same
	export_records worker -f sql
	[ "$(grep -c '^CREATE TABLE' out)" -eq 7 ]
	! grep -q INSERT out
}

@test "a text that may be a number is one in the tables, too" {
	printf 'id: c\nname: 社区\nstation: zhan\nresources:\n  - {name: 甲, kind: venue, capacity: 50}\n' \
		>records/communities/c.yaml
	export_records --table community_resources
	same <<-'END'
		_record,_n,name,kind,capacity,provider,available
		c,1,甲,venue,50,,
	END
}

@test "any snapshot is exported" {
	commit records
	printf 'id: yi\nname: 王二\n' >records/workers/yi.yaml
	git -C records add -A
	printf 'id: yi\nname: 王三\n' >records/workers/yi.yaml
	export_records --table workers --rev HEAD
	grep -q 王一 out
	export_records --table workers --staged
	grep -q 王二 out
	export_records --table workers
	grep -q 王三 out
}

@test "parameters are in no table, which is said" {
	printf 'parameters: {certified_workers: 3}\n' >>records/sws.yaml
	execute sws-export -C records --table district
	[ "$status" -eq 0 ]
	diff - err <<-'END'
		sws-export: left out: district.parameters, whose keys are free, which no table has: 1
		hint: ndjson and yaml have them
	END
	export_records district -f ndjson
	grep -q '"parameters": {"certified_workers": 3}' out
}

# --- records that are wrong ---

@test "records that cannot be read are named, the others exported" {
	printf 'id: [\n' >records/workers/er.yaml
	mkdir records/households
	: >records/households/x.yml
	for format in ndjson yaml; do
		execute sws-export -C records -f $format worker
		[ "$status" -eq 1 ]
		grep -q 王一 out
		grep -q '^workers/er.yaml:.*: error: yaml\.' err
		! grep -q households err
	done
	execute sws-export -C records -f sql
	[ "$status" -eq 1 ]
	grep -q '^workers/er.yaml:.*: error: yaml\.' err
	grep -q '^households/x.yml.*: error: path.extension' err
	tail -n 2 err | head -n 1 | grep -q '^sws-export: problems in the records read: 2; '
}

@test "what does not fit its table is named" {
	printf 'id: er\nname: 李\nnmae: 李\ntalent: none\n' >records/workers/er.yaml
	execute sws-export -C records --table workers
	[ "$status" -eq 1 ]
	same <<-'END'
		id,name,talent
		er,李,
		yi,王一,
	END
	grep -q '^workers/er.yaml:3:1: error: schema.additional-properties' err
	grep -q '^workers/er.yaml:4:9: error: schema.enum' err
	execute sws-export -C records -f ndjson worker
	[ "$status" -eq 0 ]
	grep -q '"nmae": "李", "talent": "none"' out
}

# --- what may be published ---

@test "sensitive fields, small numbers of people and identifiers are not published" {
	cat >records/agencies/jia.yaml <<-'END'
		id: jia
		name: 甲 13800138000
		nmae: 李
		vetting:
		  - {role: head, person_code: P1, date: 2022-01-01}
	END
	printf 'id: x-13800138000\nname: 乙\n' >records/agencies/x-13800138000.yaml
	execute sws-export -C records --public -f ndjson agency station worker
	[ "$status" -eq 0 ]
	same <<-'END'
		{"_kind": "agency", "id": "jia", "name": "甲 ***", "vetting": [{"role": "head", "date": "2022-01-01"}]}
		{"_kind": "station", "id": "zhan", "name": "站", "division": "120116001", "premises": {"office": true, "rooms": ["archive"]}, "plans": [{"year": 2022, "tasks": [{"title": "一"}, {"title": "二"}]}], "practice_bases": [{"university": "甲大学"}, {"university": "乙大学", "students": 5}]}
		{"_kind": "worker", "id": "yi", "certificates": [{"kind": "national"}], "postings": [{"station": "zhan", "starts_on": "2022-07-08"}]}
	END
	diff - err <<-'END'
		sws-export: left out: records of the kind agency with a personal identifier in their path: 1
		sws-export: left out: values of agency.* that its kind does not describe: 1
		sws-export: left out: personal identifiers in texts of agency.name, now ***: 1
		sws-export: left out: agency.vetting.person_code, marked sensitive: 1
		sws-export: left out: station.practice_bases.students, numbers of people below 5: 1
		sws-export: left out: worker.certificates.number, marked sensitive: 1
		sws-export: left out: worker.name, marked sensitive: 1
		sws-export: left out: worker.registrations.number, marked sensitive: 0
		sws-export: left out: worker.social_security, marked sensitive: 2
	END
	execute sws-export -C records --public -f ndjson agency station worker --lang zh
	is_chinese err
}

@test "no format has what may not be published, and a file lists it" {
	for format in csv tsv; do
		execute sws-export -C records --public -f $format -O $format
		[ "$status" -eq 0 ]
	done
	for format in ndjson yaml sql; do
		execute sws-export -C records --public -f $format -O public.$format
		[ "$status" -eq 0 ]
	done
	! grep -rE '王一|202112000001|social_security|pension' csv/[^r]* tsv/[^r]* public.*
	[ ! -e csv/worker_social_security.csv ]
	[ "$(head -n 1 csv/workers.csv)" = id,talent ]
	diff - csv/removed.csv <<-'END'
		kind,field,reason,removed
		agency,vetting.person_code,sensitive,0
		household,code,sensitive,0
		station,practice_bases.students,below-5,1
		worker,certificates.number,sensitive,1
		worker,name,sensitive,1
		worker,registrations.number,sensitive,0
		worker,social_security,sensitive,2
	END
	python3 "$CHECK" sqlite public.ndjson public.sql
	rm csv/removed.csv tsv/removed.tsv
	python3 "$CHECK" tables public.ndjson csv csv
	python3 "$CHECK" tables public.ndjson tsv tsv
	refuses sws-export -C records --public --table worker_social_security <<-'END'
		sws-export: the table worker_social_security may not be published: it is marked sensitive
	END
}

@test "values of another kind than their field's are not published" {
	cat >records/workers/yi.yaml <<-'END'
		id: yi
		name: 王一
		talent: 王一是市级人才
		certificates: 王一的证书
		postings: [王一, {station: zhan, starts_on: 王一}]
		training:
		  - {date: 2022-01-01, kind: policy, class_hours: 王一}
	END
	execute sws-export -C records --public -f ndjson worker
	echo '{"_kind": "worker", "id": "yi", "postings": [{"station": "zhan"}], "training": [{"date": "2022-01-01", "kind": "policy"}]}' | same
}

# --- refused ---

@test "several tables do not go to standard output" {
	refuses sws-export -C records <<-'END'
		sws-export: standard output takes one table, and these would be 74
		hint: name a folder for their files with -O, or one of them with --table
	END
}

@test "files that are there stay, unless they are to be replaced" {
	export_records worker -O files
	echo mine >files/worker_postings.csv
	rm files/workers.csv
	refuses sws-export -C records worker -O files <<-'END'
		sws-export: files/worker_postings.csv is there already; nothing was written
		hint: name another folder, or add --replace
	END
	[ ! -e files/workers.csv ]
	[ "$(ls -A files | wc -l)" -eq 6 ]
	[ "$(cat files/worker_postings.csv)" = mine ]
	export_records worker -O files --replace
	grep -q yi,1,zhan files/worker_postings.csv
	[ "$(ls -A files | wc -l)" -eq 7 ]
}

@test "what is no folder is not made one" {
	: >taken
	refuses sws-export -C records worker -O taken <<-'END'
		sws-export: cannot write taken: File exists
	END
	refuses sws-export -C records worker -O no/such <<-'END'
		sws-export: cannot write no/such: No such file or directory
	END
}

@test "kinds and tables that are not there" {
	refuses sws-export -C records wroker <<-'END'
		sws-export: no such kind of record: wroker; did you mean worker?
		hint: sws-query --tables lists them
	END
	refuses sws-export -C records xyzxyz <<-'END'
		sws-export: no such kind of record: xyzxyz
		hint: sws-query --tables lists them
	END
	refuses sws-export -C records --table worker_posting <<-'END'
		sws-export: no such table: worker_posting; did you mean worker_postings?
		hint: sws-query --tables lists them
	END
}

@test "options that do not go together" {
	refuses sws-export -C records -f ndjson --table workers <<-'END'
		sws-export: --table does not go with ndjson, which has whole records and no tables
		hint: use csv, tsv or sql
	END
	refuses sws-export -C records -f sql --bom <<-'END'
		sws-export: --bom goes with csv and tsv only
	END
	refuses sws-export -C records -f sql --replace -O x <<-'END'
		sws-export: --replace goes with files in a folder only
		hint: name the folder with -O, and the format csv or tsv
	END
	refuses sws-export -C records -f xls <<-'END'
		sws-export: no such format: xls; known: csv, tsv, ndjson, yaml, sql
	END
	execute sws-export -C records --rev HEAD --staged
	[ "$status" -eq 2 ]
}

@test "a full disk is status 2" {
	[ -c /dev/full ] || skip "no /dev/full"
	local format
	for format in ndjson yaml sql 'csv --table workers'; do
		status=0
		# shellcheck disable=SC2086 # words
		sws-export -C records -f $format >/dev/full 2>err || status=$?
		[ "$status" -eq 2 ]
		echo 'sws-export: cannot write stdout: No space left on device' | diff - err
	done
}
