#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-import: rows of tables and documents become records in one commit, or nothing does.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	mkdir -p records/stations
	cat >records/sws.yaml <<-'END'
		format: 1
		policy: binhai
		district: {code: "120116", name: 滨海新区}
		divisions: [{code: "120116001", name: 塘沽街道, kind: subdistrict}]
	END
	printf 'id: tanggu\nname: 塘沽街道社工站\ndivision: "120116001"\nclosed_on: 2022-01-01\n' \
		>records/stations/tanggu.yaml
	git -C records init -q -b main
	git -C records config user.name Tester
	git -C records config user.email tester@example.org
	git -C records add -A
	git -C records commit -q -m base
}

# import OPTION...
import() {
	execute sws-import -C records --as-of $AS_OF "$@"
	no_placeholder out
	no_placeholder err
}

# commits N: how many there are on the branch, and the work tree is clean.
commits() {
	[ "$(git -C records rev-list --count main)" -eq "$1" ]
	[ -z "$(git -C records status --porcelain)" ]
	git -C records fsck --strict --no-dangling
}

# record PATH: is what stands on standard input.
record() {
	diff -u --label expected --label record - "records/$1"
}

# said: what was said on standard error is what stands on standard input; in Chinese something is
# said, too.
said() {
	diff -u --label expected --label said - err
}

# counted NEW CHANGED UNCHANGED REJECTED
counted() {
	sed -n 1p out | diff -u - <(echo "rows: $(($1 + $2 + $3 + $4)) = $1 new + $2 changed + $3 unchanged + $4 rejected")
}

# --- Tables. ---

@test "rows of a table become records in one commit, and a second run makes none" {
	printf 'id,name,talent\r\njia,甲,city\r\nyi,乙,市级人才\r\n' >workers.csv
	import -v worker workers.csv
	[ "$status" -eq 0 ]
	counted 2 0 0 0
	sed 's/[0-9a-f]\{40\}/ID/' out | tail -n 1 | grep -qx 'commit: ID on refs/heads/main'
	said <<-'END'
		workers.csv:3: row 2, talent: a title was taken for its code: 市级人才 → city
	END
	record workers/jia.yaml <<-'END'
		id: jia
		name: 甲
		talent: city
	END
	commits 2
	[ "$(git -C records log -1 --format=%an,%ae)" = Tester,tester@example.org ]
	git -C records log -1 --format=%B | grep -qx "Import-Source: sha256:$(sha256sum <workers.csv | cut -c 1-64) workers.csv"
	git -C records log -1 --format=%B | grep -qxE 'Import-Batch: [0-9a-f]{16}'
	import worker workers.csv
	[ "$status" -eq 0 ]
	counted 0 0 2 0
	[ "$(sed -n 2p out)" = 'nothing has changed: no commit' ]
	commits 2
}

@test "only what the columns name changes, and comments stay" {
	mkdir records/workers
	cat >records/workers/jia.yaml <<-'END'
		# The first.
		id: jia
		name: '甲' # as in the contract
		certificates:
		  - {kind: national, number: "20190001"}
		talent: city
	END
	git -C records add -A
	git -C records commit -q -m worker
	printf 'id,name,certificates[1].issued_on\njia,丙,2019/3/5\n' >workers.csv
	import worker workers.csv
	[ "$status" -eq 0 ]
	counted 0 1 0 0
	record workers/jia.yaml <<-'END'
		# The first.
		id: jia
		name: '丙' # as in the contract
		certificates:
		  - {kind: national, number: "20190001", issued_on: 2019-03-05}
		talent: city
	END
	commits 3
}

@test "an empty cell, or a word for nothing, takes the value out, unless it is to be kept" {
	printf 'id,name,talent\njia,甲,city\nyi,乙,city\n' >workers.csv
	import worker workers.csv
	printf 'id,name,talent\njia,甲,\nyi,乙,无\n' >workers.csv
	import --keep-empty worker workers.csv
	counted 0 0 2 0
	import worker workers.csv
	counted 0 2 0 0
	said <<-'END'
		workers.csv:3: talent: a word for nothing: there is no value: 1, the first 无
	END
	record workers/yi.yaml <<-'END'
		id: yi
		name: 乙
	END
}

@test "columns are called by path, by title, by both, or as columns of tables are" {
	cat >cases.csv <<-'END'
		id,所属站点,method,intake_date,预估.date,clients[1].服务对象代号,服务对象1知情同意同意日期,服务对象1.知情同意.scope,结案日期,assessment.needs
		c1,tanggu,个案工作,2023/2/28,2023-03-01,K001,2023年2月28日,接受服务；publicity,,陪伴; 就医
	END
	import case cases.csv
	[ "$status" -eq 0 ]
	record cases/2023/tanggu/c1.yaml <<-'END'
		id: c1
		station: tanggu
		method: casework
		clients:
		  - code: K001
		    consent:
		      date: 2023-02-28
		      scope:
		        - service
		        - publicity
		intake:
		  date: 2023-02-28
		assessment:
		  date: 2023-03-01
		  needs:
		    - 陪伴
		    - 就医
	END
}

@test "each conversion is a note with its count, and with -v each by itself" {
	printf 'id;name;training[1].date;training[1].kind;training[1].class_hours\n' >w.csv
	printf 'jia;甲;2022年3月5日;岗前培训; ８学时\n' >>w.csv
	printf 'yi;乙;20220306;induction;1,000.50\n' >>w.csv
	import worker w.csv
	[ "$status" -eq 0 ]
	said <<-'END'
		w.csv:2: training[1].date: the date was written as year-month-day: 2, the first 2022年3月5日 → 2022-03-05
		w.csv:2: training[1].kind: a title was taken for its code: 1, the first 岗前培训 → induction
		w.csv:2: training[1].class_hours: blanks before and after it were left out: 1, the first  ８学时 → 8
		w.csv:2: training[1].class_hours: full-width characters were written as ASCII: 1, the first  ８学时 → 8
		w.csv:2: training[1].class_hours: the unit was left out: 1, the first  ８学时 → 8
		w.csv:3: training[1].class_hours: the commas between thousands were left out: 1, the first 1,000.50 → 1000.50
	END
}

@test "GB 18030 is found out and said, and tabs and semicolons are, too" {
	printf 'id\tname\njia\t甲\n' | iconv -f UTF-8 -t GB18030 >w.tsv
	printf '姓名和社工编号\n' >/dev/null
	printf '社工编号;姓名\nyi;乙乙丙丁戊己庚辛\n' | iconv -f UTF-8 -t GB18030 >w2.csv
	import --encoding gb18030 worker w.tsv w2.csv
	[ "$status" -eq 0 ]
	grep -qx 'w2.csv is in GB18030' err
	counted 2 0 0 0
	grep -qx 'name: 甲' records/workers/jia.yaml
}

@test "standard input is a table, or what -f says" {
	printf 'id,name\njia,甲\n' >w
	status=0
	sws-import -C records worker - <w >out 2>err || status=$?
	[ "$status" -eq 0 ]
	counted 1 0 0 0
	printf '{"id": "yi", "name": "乙"}\n' >w
	sws-import -C records -f ndjson worker - <w >out 2>err
	counted 1 0 0 0
	git -C records log -1 --format=%B | grep -q 'Import-Source: .* stdin$'
}

# --- Documents. ---

@test "JSON lines and YAML streams say their kinds, and null takes out" {
	printf '{"_kind": "worker", "id": "jia", "name": "甲", "talent": "city"}\n\n' >all.jsonl
	printf '{"_kind": "agency", "id": "jia", "name": "甲社", "kind": "company"}\n' >>all.jsonl
	cat >more.yaml <<-'END'
		# nothing yet
		---
		_kind: worker
		id: yi
		name: 乙
		...
		---
		# nothing here
		---
		_kind: worker
		id: bing
		certificates: [{number: "123456", kind: national}]
		name: 丙
	END
	import all.jsonl more.yaml
	[ "$status" -eq 0 ]
	counted 4 0 0 0
	record agencies/jia.yaml <<-'END'
		id: jia
		name: 甲社
		kind: company
	END
	record workers/bing.yaml <<-'END'
		id: bing
		name: 丙
		certificates:
		  - kind: national
		    number: "123456"
	END
	printf '{"id": "jia", "talent": null}\n' >w.jsonl
	import worker w.jsonl
	counted 0 1 0 0
	record workers/jia.yaml <<-'END'
		id: jia
		name: 甲
	END
}

@test "documents that do not say what they are, or say something else, are told" {
	cat >w.jsonl <<-'END'
		{"id": "jia", "name": "甲"}
		{"_kind": "wroker", "id": "jia"}
		[1]
		{"_kind": "worker", "id": "a"
		{"_kind": "worker", "id": "a", "id": "b"}
	END
	import w.jsonl
	[ "$status" -eq 1 ]
	counted 0 0 0 5
	said <<-'END'
		w.jsonl:1: error: import.kindless: row 1, _kind: the record does not say its kind
		   hint: name the kind before the files, or add the key _kind
		w.jsonl:2: error: import.bad-kind: row 2, _kind: there is no kind wroker; did you mean worker?
		   hint: sws-schema --kinds lists them
		w.jsonl:3: error: import.no-object: row 3: not an object
		w.jsonl:4:30: error: json.syntax: row 4: not JSON here: a comma or '}' should follow, but the text ends
		   hint: check quotes and brackets: the file may have been cut off
		w.jsonl:5:32: error: json.duplicate-key: row 5: the key id stands here again; first on line 5
		   hint: keep one of the two
	END
}

# --- Lists in files of their own. ---

@test "rows of lists go to the records that they name, with places or in their order" {
	printf 'id,name\njia,甲\nyi,乙\n' >w.csv
	cat >t.csv <<-'END'
		_record,date,kind,class_hours
		jia,2022-03-01,induction,8
		yi,2022-03-02,policy,2
		jia,2022-04-01,practice,4
	END
	import worker w.csv --child training=t.csv
	[ "$status" -eq 0 ]
	counted 5 0 0 0
	record workers/jia.yaml <<-'END'
		id: jia
		name: 甲
		training:
		  - date: 2022-03-01
		    kind: induction
		    class_hours: 8
		  - date: 2022-04-01
		    kind: practice
		    class_hours: 4
	END
	import worker --child worker_training=t.csv
	counted 0 0 3 0
	# With places items keep what no column names, and what no row names goes.
	printf '社工编号,_n,class_hours\njia,2,4.5\n' >t.csv
	import worker --child 培训记录=t.csv
	counted 0 1 0 0
	record workers/jia.yaml <<-'END'
		id: jia
		name: 甲
		training:
		  - date: 2022-04-01
		    kind: practice
		    class_hours: 4.5
	END
}

@test "lists within lists, and of scalars, come in files, too" {
	printf 'id\ntanggu\n' >s.csv
	printf '_record,_n,year,owner\ntanggu,1,2023,甲\ntanggu,2,2024,乙\n' >plans.csv
	printf '_record,_n,_n2,title\ntanggu,1,2,二\ntanggu,1,1,一\ntanggu,2,1,三\n' >tasks.csv
	printf '_record,_n,value\ntanggu,1,casework\ntanggu,2,档案室\n' >rooms.csv
	import station s.csv --child station_plans_tasks=tasks.csv --child plans=plans.csv \
		--child premises.rooms=rooms.csv
	cat err
	[ "$status" -eq 0 ]
	counted 0 8 0 0
	record stations/tanggu.yaml <<-'END'
		id: tanggu
		name: 塘沽街道社工站
		division: "120116001"
		closed_on: 2022-01-01
		premises:
		  rooms:
		    - casework
		    - archive
		plans:
		  - year: 2023
		    owner: 甲
		    tasks:
		      - title: 一
		      - title: 二
		  - year: 2024
		    owner: 乙
		    tasks:
		      - title: 三
	END
}

@test "rows of lists that are nobody's, or contradict each other, reject their record" {
	printf 'id,name\njia,甲\n' >w.csv
	cat >t.csv <<-'END'
		_record,_n,date,kind,class_hours
		jia,1,2022-03-01,induction,8
		jia,1,2022-03-02,induction,8
		nobody,1,2022-03-02,induction,8
		,1,2022-03-02,induction,8
		jia,x,2022-03-02,induction,8
	END
	import worker w.csv --child training=t.csv
	[ "$status" -eq 1 ]
	counted 0 0 0 6
	said <<-'END'
		t.csv:4: error: import.no-such-record: row 3: there is no record nobody, neither here nor among the rows
		t.csv:5: error: import.ownerless: row 4, _record: the row does not say whose it is
		t.csv:6:5: error: import.place: row 5, _n: x: no place in a list
		   hint: a whole number from 1 to 10000
	END
	sed -i '4,$d' t.csv
	import worker w.csv --child training=t.csv
	counted 0 0 0 3
	said <<-'END'
		t.csv:2: error: import.places-twice: row 1, _n: two rows have one place in a list
	END
	commits 1
}

@test "what was exported is the same again in an empty repository, in every form" {
	local form
	"$B/generate" --records 300 full
	git -C full init -q -b main
	git -C full add -A
	git -C full -c user.name=x -c user.email=x@example.org commit -q -m full
	sws-export -C full -f ndjson >want
	sws-export -C full -f yaml -O all.yaml
	sws-export -C full -f csv -O tables
	cp want all.jsonl
	for form in all.jsonl all.yaml 'tables/*.csv'; do
		rm -rf records
		mkdir records
		cp full/sws.yaml records
		git -C records init -q -b main
		git -C records config user.name Tester
		git -C records config user.email tester@example.org
		git -C records add -A
		git -C records commit -q -m base
		# shellcheck disable=SC2086 # a pattern
		import -q $form
		cat err
		[ "$status" -eq 0 ]
		sws-export -C records -f ndjson | cmp want -
		# shellcheck disable=SC2086 # a pattern
		import $form
		[ "$(sed -n 2p out)" = 'nothing has changed: no commit' ]
		commits 2
	done
}

# --- Maps. ---

@test "a map says what the columns of another table are" {
	cat >map.yaml <<-'END'
		kind: community
		columns: {社区代码: code, 社区: name, 街道: station}
		values: {街道: {"120116001": tanggu}}
		templates: {id: "c-{社区代码}"}
		constants: {opened_on: 2022-01-01}
		ignore: [备注]
	END
	printf '社区代码,社区,街道,备注\r\n120116001016,紫云园,120116001,x\r\n' >c.csv
	import --map map.yaml c.csv
	[ "$status" -eq 0 ]
	counted 1 0 0 0
	record communities/c-120116001016.yaml <<-'END'
		id: c-120116001016
		code: "120116001016"
		name: 紫云园
		station: tanggu
		opened_on: 2022-01-01
	END
}

@test "a map that does not fit is refused where it does not" {
	printf 'a,b\n1,2\n' >c.csv
	printf 'columns: {a: code, c: name}\n' >map.yaml
	refuses sws-import -C records --map map.yaml community c.csv <<-'END'
		sws-import: map.yaml:1:20: c.csv has no column c
		hint: write the header as the table has it
	END
	printf 'columns: {a: cod}\n' >map.yaml
	refuses sws-import -C records --map map.yaml community c.csv <<-'END'
		sws-import: map.yaml:1:14: the map cannot be used: no field of the kind, or one of several
		hint: see sws-import-map(5)
	END
	printf 'templates:\n  id: "c-{a"\n' >map.yaml
	refuses sws-import -C records --map map.yaml community c.csv <<-'END'
		sws-import: map.yaml:2:7: the map cannot be used: a brace that is not closed
		hint: see sws-import-map(5)
	END
	printf 'column: {a: code}\n' >map.yaml
	refuses sws-import -C records --map map.yaml community c.csv <<-'END'
		sws-import: map.yaml:1:1: the map cannot be used: not one of kind, columns, values, templates, constants, ignore
		hint: see sws-import-map(5)
	END
}

# --- What is refused. ---

@test "rows are refused by file, line, row and column, and nothing is committed" {
	cat >w.csv <<-'END'
		id,name,talent,training[1].date,training[1].kind,training[1].class_hours
		jia,"甲
		乙",city,3/5/22,induction,8
		../yi,乙,town,2022-02-30,induction,8元
		,丙,,2022-03-01,induction,5%
		ding,丁
		wu,戊,,2022-03-01,induction,8,9
	END
	import worker w.csv
	[ "$status" -eq 1 ]
	counted 0 0 0 5
	[ "$(sed -n 2p out)" = 'nothing was committed' ]
	said <<-'END'
		w.csv:3:9: error: cell.date-order: row 1, training[1].date: 3/5/22: the date does not begin with a year of four digits
		w.csv:4: error: import.bad-id: row 2, id: not an id: ../yi
		   hint: small letters, digits and single hyphens, beginning with a letter, at most 64
		w.csv:4:9: error: import.no-choice: row 2, talent: town: none of the values that the field may have
		   hint: one of: national 国家级人才, city 市级人才, district 区级人才
		w.csv:4:14: error: cell.no-such-day: row 2, training[1].date: 2022-02-30: there is no such day
		w.csv:4:35: error: cell.unit: row 2, training[1].class_hours: 8元: a unit stands beside the number
		w.csv:5:26: error: cell.percent: row 3, training[1].class_hours: 5%: a percentage: a share of 1, or of 100?
		w.csv:6: error: import.ragged: row 4: 2 cells where the header has 6
		   hint: look for a separator or a quote missing
		w.csv:7:30: error: import.nameless: row 5: 9: a cell in a column without a header
		   hint: look for a separator too many, or give the column a header
	END
	commits 1
}

@test "two rows of one id name each other" {
	printf 'id,name\njia,甲\nyi,乙\njia,丙\n' >w.csv
	printf 'id,name\njia,丁\n' >w2.csv
	import worker w.csv w2.csv
	[ "$status" -eq 1 ]
	counted 1 0 0 3
	said <<-'END'
		w.csv:2: error: import.twice: row 1, id: the same id jia as in w.csv, line 4, row 3
		   hint: leave one of them out
		w.csv:4: error: import.twice: row 3, id: the same id jia as in w.csv, line 2, row 1
		   hint: leave one of them out
		w2.csv:2: error: import.twice: row 1, id: the same id jia as in w.csv, line 2, row 1
		   hint: leave one of them out
	END
	commits 1
}

@test "what the candidate is refused for is told with the row" {
	printf 'id,station,name\nc1,tanggu,甲\nc2,nowhere,乙\n' >c.csv
	import community c.csv
	[ "$status" -eq 1 ]
	counted 1 0 0 1
	said <<-'END'
		c.csv:3: error: reference.exists: row 2: communities/c2.yaml:3:10: there is no station nowhere
		   hint: correct the id, or add the record
	END
	commits 1
}

@test "a bad row and a bad candidate are told in one run" {
	printf 'id,station,name\nC1,tanggu,甲\nc2,nowhere,乙\n' >c.csv
	import community c.csv
	[ "$status" -eq 1 ]
	counted 0 0 0 2
	grep -q '^c.csv:2: error: import.bad-id: row 1' err
	grep -q '^c.csv:3: error: reference.exists: row 2' err
	commits 1
}

@test "a record that is there and damaged is left alone" {
	mkdir records/workers
	printf 'id: jia\nname: &a 甲\n' >records/workers/jia.yaml
	git -C records add -A
	git -C records commit -q -m worker
	printf 'id,name\njia,乙\n' >w.csv
	import worker w.csv
	[ "$status" -eq 1 ]
	said <<-'END'
		w.csv:2: error: import.base-damaged: row 1: workers/jia.yaml is there and cannot be read in whole
		   hint: mend it first; sws-validate says what is wrong with it
	END
	commits 2
}

@test "columns that mean nothing, two things or one thing twice are refused with the nearest" {
	printf 'id,nmae\n' >w.csv
	refuses sws-import -C records worker w.csv <<-'END'
		sws-import: w.csv:1:4: there is no field nmae; did you mean name?
		hint: correct the header, or say with --map what it is
	END
	printf 'id,name,姓名\n' >w.csv
	refuses sws-import -C records worker w.csv <<-'END'
		sws-import: w.csv:1:9: column 姓名 and column name are one value, or one is part of the other
		hint: leave one of them out
	END
	printf 'id,station,workers,workers[1]\n' >c.csv
	refuses sws-import -C records case c.csv <<-'END'
		sws-import: c.csv:1:20: column workers[1] and column workers are one value, or one is part of the other
		hint: leave one of them out
	END
	printf '编号\n' >w.csv
	refuses sws-import -C records worker w.csv <<-'END'
		sws-import: w.csv:1:1: there is no field 编号
		hint: correct the header, or say with --map what it is
	END
	: >w.csv
	refuses sws-import -C records worker w.csv <<-'END'
		sws-import: w.csv: there is no header
		hint: the first line names the columns
	END
	refuses sws-import -C records wroker w.csv <<-'END'
		sws-import: there is no kind wroker; did you mean worker?
		hint: sws-schema --kinds lists them; a file of that name is called ./wroker
	END
	printf 'id\n' >w.csv
	refuses sws-import -C records worker w.csv --child trainings=w.csv <<-'END'
		sws-import: there is no list trainings; did you mean training?
	END
	refuses sws-import -C records ./w.csv <<-'END'
		sws-import: ./w.csv is a table, no kind was named, and it is called like none of our tables
		hint: name the kind before the files: sws-import KIND FILE
	END
}

# --- Bad bytes. ---

@test "an open quote is told at the line where it opens" {
	printf 'id,name\njia,甲\nyi,"乙\nbing,丙\n' >w.csv
	refuses sws-import -C records worker w.csv <<-'END'
		sws-import: w.csv:3:4: this quote is not closed
		hint: add the closing quote, or write the whole cell in quotes and each quote in it twice
	END
	commits 1
}

@test "NUL, half a character and a cell of 10 MB are refused" {
	printf 'id,name\njia,\0甲\n' >w.csv
	execute sws-import -C records worker w.csv
	[ "$status" -eq 2 ]
	grep -q '^sws-import: w.csv:2:5: a NUL character$' err
	printf 'id,name\njia,甲\xE7\x94' >w.csv
	execute sws-import -C records --encoding utf-8 worker w.csv
	[ "$status" -eq 2 ]
	grep -q '^sws-import: w.csv:2:6: ends in the middle of a UTF-8 character$' err
	{ printf 'id,name\njia,' && head -c 10000000 /dev/zero | tr '\0' x; } >w.csv
	execute sws-import -C records worker w.csv
	[ "$status" -eq 2 ]
	grep -q '^sws-import: w.csv:2:5: cell 2 of the row is longer than 1048576 bytes$' err
	{ printf 'id,name\njia,' && head -c 100000 /dev/zero | tr '\0' x; } >w.csv
	import worker w.csv
	[ "$status" -eq 1 ]
	grep -q '^w.csv:2: error: emit.scalar-size: row 1: ' err
	commits 1
}

@test "what was lost before is a warning, what looks like a formula is text" {
	printf 'id,name\njia,甲\357\277\275\nyi,=1+1\nbing,@SUM(A1)\n' >w.csv
	import worker w.csv
	[ "$status" -eq 0 ]
	counted 3 0 0 0
	said <<-'END'
		w.csv:2:5: warning: import.damaged: row 1, name: 甲�: a character was lost before the file came here (U+FFFD)
		   hint: look at where the file comes from
	END
	record workers/yi.yaml <<-'END'
		id: yi
		name: =1+1
	END
}

@test "digits that a spreadsheet may have lost are refused" {
	printf 'id,station,name,code\na,tanggu,甲,1.20116E+11\nb,tanggu,乙,20116001016\nc,tanggu,丙,120116001016.0\n' >c.csv
	import community c.csv
	[ "$status" -eq 1 ]
	[ "$(grep -o 'cell.code-[a-z]*' err | tr '\n' ' ')" = 'cell.code-exponent cell.code-zeros cell.code-point ' ]
	printf 'id,name,certificates[1].kind,certificates[1].number\na,甲,national,2019012345678900000\n' >w.csv
	import worker w.csv
	[ "$status" -eq 1 ]
	grep -q 'error: cell.code-digits: row 1, certificates\[1\].number' err
	commits 1
}

@test "personal identifiers are not shown" {
	printf 'id,station,name,opened_on\na,tanggu,13800138000,2022-13-01\nb,tanggu,乙,13800138000\n' >c.csv
	import community c.csv
	[ "$status" -eq 1 ]
	! grep -q 13800138000 out err
}

# --- Some rows and not others. ---

@test "with --keep-going the good rows are committed, and the others can be mended and sent again" {
	printf '\357\273\277id,station,name,opened_on\r\nC1,tanggu,甲,\r\nc2,nowhere,"乙, 丙",2022-01-01\r\nc3,tanggu,丁,x\r\nc4,tanggu,戊,\r\n' >c.csv
	import --keep-going community c.csv
	[ "$status" -eq 1 ]
	counted 1 0 0 3
	commits 2
	tail -n 1 err | grep -qx 'rejected rows: c.rejects.csv'
	tr -d '\r' <c.rejects.csv | diff -u - <(printf '\357\273\277' && cat <<-'END'
		id,station,name,opened_on,sws_row,sws_rule,sws_message
		C1,tanggu,甲,,1,import.bad-id,id: not an id: C1
		c2,nowhere,"乙, 丙",2022-01-01,2,reference.exists,there is no station nowhere
		c3,tanggu,丁,x,3,cell.not-a-date,opened_on: x: not a date
	END
	)
	sed -i 's/^C1/c1/; s/nowhere/tanggu/' c.rejects.csv
	import --keep-going --rejects again.csv community c.rejects.csv
	[ "$status" -eq 1 ]
	counted 2 0 0 1
	commits 3
	tr -d '\r' <again.csv | diff -u - <(printf '\357\273\277' && cat <<-'END'
		id,station,name,opened_on,sws_row,sws_rule,sws_message
		c3,tanggu,丁,x,3,cell.not-a-date,opened_on: x: not a date
	END
	)
}

@test "rejected documents come as documents" {
	printf '{"_kind":"worker","id":"jia","name":"甲"}\n{"_kind":"worker","id":"X","name":"乙"}\n{"id":\n' >w.jsonl
	printf -- '---\n_kind: worker # a note\nid: Bing\n---\n_kind: worker\nid: yi\nname: 乙\n' >w.yaml
	import --keep-going w.jsonl w.yaml
	[ "$status" -eq 1 ]
	counted 2 0 0 3
	diff -u - w.rejects.jsonl <<-'END'
		{"_kind":"worker","id":"X","name":"乙", "sws_row": 2, "sws_rule": "import.bad-id", "sws_message": "id: not an id: X"}
		{"id":
	END
	diff -u - w.rejects.yaml <<-'END'
		---
		_kind: worker # a note
		id: Bing
		sws_row: 1
		sws_rule: import.bad-id
		sws_message: "id: not an id: Bing"
	END
	sed -i 's/: Bing/: bing/; s/^sws_row.*/name: 丙/' w.rejects.yaml
	import w.rejects.yaml
	[ "$status" -eq 0 ]
	record workers/bing.yaml <<-'END'
		id: bing
		name: 丙
	END
}

@test "rows of a list go with their record into the rejects" {
	printf 'id,name\njia,甲\nyi,乙\n' >w.csv
	printf '_record,date,kind,class_hours\njia,2022-03-01,induction,8\njia,x,induction,8\nyi,2022-03-01,induction,8\n' >t.csv
	import --keep-going worker w.csv --child training=t.csv
	[ "$status" -eq 1 ]
	counted 2 0 0 3
	diff -u - w.rejects.csv <<-'END'
		id,name,sws_row,sws_rule,sws_message
		jia,甲,1,import.other-row,another row of the same record is rejected
	END
	diff -u - t.rejects.csv <<-'END'
		_record,date,kind,class_hours,sws_row,sws_rule,sws_message
		jia,2022-03-01,induction,8,1,import.other-row,another row of the same record is rejected
		jia,x,induction,8,2,cell.not-a-date,date: x: not a date
	END
}

# --- What goes, what moves. ---

@test "records that no row is about go with --prune only" {
	printf 'id,name\njia,甲\nyi,乙\n' >w.csv
	import worker w.csv
	printf 'id,name\njia,甲\n' >w.csv
	import worker w.csv
	counted 0 0 1 0
	commits 2
	import --prune worker w.csv
	[ "$status" -eq 0 ]
	diff -u - <(sed 's/[0-9a-f]\{40\}/ID/' out) <<-'END'
		rows: 1 = 0 new + 0 changed + 1 unchanged + 0 rejected
		removed: 1
		commit: ID on refs/heads/main
	END
	[ ! -e records/workers/yi.yaml ]
	printf 'id,name\n' >w.csv
	refuses sws-import -C records --prune worker w.csv <<-'END'
		sws-import: no row names a record, and all would be removed
		hint: look whether the file is the right one
	END
}

@test "a record whose place follows from its values moves, with its comments" {
	mkdir -p records/cases/2023/tanggu
	printf '# kept\nid: c1\nstation: tanggu\nmethod: community\nintake: {date: 2023-01-31}\n' >records/cases/2023/tanggu/c1.yaml
	git -C records add -A
	git -C records commit -q -m case
	printf 'id,intake.date\nc1,2022-12-31\n' >c.csv
	import case c.csv
	[ "$status" -eq 0 ]
	counted 0 1 0 0
	record cases/2022/tanggu/c1.yaml <<-'END'
		# kept
		id: c1
		station: tanggu
		method: community
		intake: {date: 2022-12-31}
	END
	[ ! -e records/cases/2023 ]
	commits 3
	printf 'id,station\nc2,tanggu\n' >c.csv
	execute sws-import -C records case c.csv
	[ "$status" -eq 1 ]
	grep -q '^c.csv:2: error: import.no-path: row 1: ' err
}

@test "sws.yaml itself is a document like others" {
	printf '_kind: district\ndistrict: {name: 滨海}\nparameters: {supervision_hours: 10}\n' >d.yaml
	import d.yaml
	cat err
	[ "$status" -eq 0 ]
	counted 0 1 0 0
	grep -qx 'district: {code: "120116", name: 滨海}' records/sws.yaml
}

# --- How it is written. ---

@test "a dry run shows the patch and leaves nothing" {
	printf 'id,name,talent\njia,甲,市级人才\n' >w.csv
	import --dry-run worker w.csv
	[ "$status" -eq 0 ]
	diff -u - <(sed 's/^index .*/index/' out) <<-'END'
		diff --git a/workers/jia.yaml b/workers/jia.yaml
		new file mode 100644
		index
		--- /dev/null
		+++ b/workers/jia.yaml
		@@ -0,0 +1,3 @@
		+id: jia
		+name: 甲
		+talent: city
	END
	said <<-'END'
		w.csv:2: talent: a title was taken for its code: 1, the first 市级人才 → city
		rows: 1 = 1 new + 0 changed + 0 unchanged + 0 rejected
		a commit on refs/heads/main would be made
	END
	commits 1
	git -C records apply --index <out
	git -C records commit -q -m applied
	import --dry-run -q worker w.csv
	[ ! -s out ]
	[ ! -s err ]
	printf 'id,name\nX,甲\n' >w.csv
	import --dry-run worker w.csv
	[ "$status" -eq 1 ]
}

@test "author, date, message and branch are as they are said" {
	printf 'id,name\njia,甲\n' >w.csv
	git -C records branch side
	import --branch side --author '某 <m@example.org>' --date 2022-03-01T09:30+08:00 -m 'First workers' worker w.csv
	[ "$status" -eq 0 ]
	[ "$(git -C records log -1 --format=%an,%ae,%aI,%s side)" = '某,m@example.org,2022-03-01T09:30:00+08:00,First workers' ]
	commits 1
	refuses sws-import -C records --branch sied worker w.csv <<-'END'
		sws-import: no such branch: sied; did you mean side?
		hint: 'git branch' lists all
	END
}

@test "failures of rules refuse only when they are asked to" {
	printf 'id,name,division,opened_on\nxinhe,新河,120116001,2021-01-01\n' >s.csv
	import --gate rules station s.csv
	[ "$status" -eq 1 ]
	grep -q '^s.csv:2: error: ' err
	commits 1
	import station s.csv
	[ "$status" -eq 0 ]
	grep -qx 'sws-import: now unmet: Office and equipment (station.premises): xinhe' err
	commits 2
	import station s.csv
	[ ! -s err ]
	import -q station s.csv
	[ ! -s err ]
}

@test "an import that is interrupted leaves nothing behind" {
	local signal
	printf 'id,name\njia,甲\n' >w.csv
	import worker w.csv
	awk 'BEGIN { print "id,name"; for (i = 0; i < 200000; i++) print "w" i ",甲" }' >w.csv
	find records/.git -type f | sort >before
	for signal in INT TERM; do
		env --default-signal=INT sws-import -C records -q worker w.csv >out 2>err &
		sleep 0.3
		kill -$signal $!
		status=0
		wait $! || status=$?
		[ "$status" -eq 2 ]
		[ ! -s out ]
		find records/.git -type f | sort | diff before -
	done
	commits 2
}

@test "options that contradict each other, or are no good, are refused" {
	local bad
	for bad in '--prune --keep-going' '-q -v' '--rejects x.csv' '--keep-going --rejects w.csv' '--separator x' \
		'--encoding latin-1' '-f xml' '--child x' '--gate all' '--date 1.3.2022' '--author me' ; do
		printf 'id,name\njia,甲\n' >w.csv
		# shellcheck disable=SC2086 # words
		execute sws-import -C records $bad worker w.csv
		[ "$status" -eq 2 ]
		[ ! -s out ]
		no_placeholder err
		# shellcheck disable=SC2086 # words
		execute sws-import -C records --lang zh $bad worker w.csv
		[ "$status" -eq 2 ]
		is_chinese err || LC_ALL=C grep -q "$(printf '[\344-\351]')" err
	done
	commits 1
}

@test "505 communities of a public list come in one commit, and a second run makes none" {
	local list=$ROOT/../shared/data/communities-120116.csv
	[ -e "$list" ] || skip "no public list here"
	cat >map.yaml <<-'END'
		kind: community
		columns: {code: code, name: name}
		templates: {id: "c{code}"}
		constants: {station: tanggu}
		ignore: [streetCode, provinceCode, cityCode, areaCode]
	END
	import --map map.yaml "$list"
	[ "$status" -eq 0 ]
	counted 505 0 0 0
	commits 2
	import --map map.yaml "$list"
	counted 0 0 505 0
	commits 2
}
