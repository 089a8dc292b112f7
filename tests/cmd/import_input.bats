#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-import: what people send, good and bad, and what they are told of it.

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

# fails OPTION...: with status 2, and what stands on standard input.
fails() {
	import "$@"
	[ "$status" -eq 2 ]
	diff -u --label expected --label said - err
}

@test "names that are not there are answered with the nearest, letter by letter" {
	printf '姓明,id\n甲,a\n' >w.csv
	fails worker w.csv <<-'END'
		sws-import: w.csv:1:1: there is no field 姓明; did you mean 姓名?
		hint: correct the header, or say with --map what it is
	END
	printf 'id,姓名,驻站站点\na,甲,tanggu\n' >w.csv
	fails --lang zh worker w.csv <<-'END'
		sws-import: w.csv:1:7：没有字段 驻站站点；是否要写 驻站经历1驻站站点？
		提示: 请改正表头，或用 --map 说明它是什么
	END
	printf 'id,name,certificates[1].nunber\na,x,1\n' >w.csv
	fails worker w.csv <<-'END'
		sws-import: w.csv:1:9: there is no field certificates[1].nunber; did you mean certificates[1].number?
		hint: correct the header, or say with --map what it is
	END
	printf '_record,date\na,2022-01-01\n' >t.csv
	fails worker --child worker_trainings=t.csv <<-'END'
		sws-import: there is no list worker_trainings; did you mean worker_training?
	END
	fails --lang zh worker --child 培训纪录=t.csv <<-'END'
		sws-import: 没有列表 培训纪录；是否要写 培训记录？
	END
}

@test "a document of a kind that is not there is answered with the nearest" {
	printf '{"_kind":"wroker","id":"y"}\n{"_kind":3,"id":"y"}\n' >k.jsonl
	import k.jsonl
	[ "$status" -eq 1 ]
	diff -u - err <<-'END'
		k.jsonl:1: error: import.bad-kind: row 1, _kind: there is no kind wroker; did you mean worker?
		   hint: sws-schema --kinds lists them
		k.jsonl:2: error: import.kindless: row 2, _kind: the record does not say its kind
		   hint: name the kind before the files, or add the key _kind
	END
}

@test "of a list the item is told that will not do, of a template what it made" {
	printf 'id,station,code,target_groups\nh1,tanggu,H001,独居老年人；富人;残障人士\n' >h.csv
	import household h.csv
	[ "$status" -eq 1 ]
	grep -q '^h.csv:2:16: error: import.no-choice: row 1, target_groups: 富人: none of the values' err
	cat >m.yaml <<-'END'
		templates: {"certificates[1].issued_on": "{年}-{月}-{日}"}
		constants: {"certificates[1].kind": 天津市社会工作员}
	END
	printf 'id,name,年,月,日\na,甲,2020,2,30\nb,乙,,,\n' >w.csv
	import --map m.yaml worker w.csv
	[ "$status" -eq 1 ]
	grep -qx 'w.csv:2: error: cell.no-such-day: row 1, certificates\[1\].issued_on: 2020-2-30: there is no such day' err
	[ "$(head -n 1 out)" = 'rows: 2 = 1 new + 0 changed + 0 unchanged + 1 rejected' ]
}
