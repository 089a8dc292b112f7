#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-set: fields of one record, by one commit or none.

load helper

setup() {
	begin
	rm records/workers/zhong.yaml
	export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
	mkdir -p records/stations records/communities
	cat >records/stations/zhan.yaml <<-'END'
		# 站点
		id: zhan # 编号
		name: "站"
		division: "120116001"
		closed_on: 2022-01-01
	END
	cat >records/workers/jia.yaml <<-'END'
		id: jia

		# 姓名
		name: 甲 # 化名
		certificates:
		  # 第一张
		  - kind: national
		    number: "202112000001" # 加引号
		    issued_on: 2021-03-20
		  - kind: tianjin
		    number: "TJ201712000001"
		    issued_on: 2017-09-20
		postings:
		  - {station: zhan, starts_on: 2021-07-08}
	END
	git -C records init -q -b main
	git -C records config user.name x
	git -C records config user.email x@example.org
	git -C records add -A
	git -C records commit -qm base
	cd records || return 1
	LC_ALL=C.UTF-8
	export LC_ALL
}

# sets ARGUMENT...: it becomes one commit, whose changed lines are those on standard input.
sets() {
	local before
	cat >../want
	before=$(git rev-list --count main)
	execute sws-set --as-of $AS_OF "$@"
	[ "$status" -eq 0 ]
	[ -z "$(grep -v '^sws-set: now unmet: ' err)" ]
	[ "$(cat out)" = "commit: $(git rev-parse main) on refs/heads/main" ]
	rm out err
	[ "$(git rev-list --count main)" -eq $((before + 1)) ]
	[ -z "$(git status --porcelain)" ]
	git diff -U0 HEAD~ | sed -n '/^[-+]/{/^---/d;/^+++/d;p}' | diff -u ../want -
}

# keeps STATUS ARGUMENT...: nothing is committed; what is printed is on standard input.
keeps() {
	local want=$1 before
	shift
	cat >../want
	before=$(git rev-parse main)
	execute sws-set --as-of $AS_OF "$@"
	[ "$status" -eq "$want" ]
	cat out err | diff -u ../want -
	rm out err
	[ "$(git rev-parse main)" = "$before" ]
	[ -z "$(git status --porcelain)" ]
}

@test "a value changes and its comments, quotes and neighbours stay" {
	sets jia name=乙 <<-'END'
		-name: 甲 # 化名
		+name: 乙 # 化名
	END
	sets worker/jia 'certificates[1].number=202112000002' <<-'END'
		-    number: "202112000001" # 加引号
		+    number: "202112000002" # 加引号
	END
	sets stations/zhan.yaml name=新站 <<-'END'
		-name: "站"
		+name: "新站"
	END
	[ "$(git log -3 --format=%s)" = "$(printf '%s\n' 'stations/zhan.yaml: set name' \
		'worker/jia: set certificates[1].number' 'jia: set name')" ]
}

@test "fields are named by title, place and column, values by title and in any form" {
	sets jia 姓名=丙 职业资格证书2证书种类=社会工作师 'certificates[2].issued_on=2017年9月1日' <<-'END'
		-name: 甲 # 化名
		+name: 丙 # 化名
		-  - kind: tianjin
		+  - kind: national
		-    issued_on: 2017-09-20
		+    issued_on: 2017-09-01
	END
	sets zhan premises_address='  某路 1 号 ' premises.office=是 <<-'END'
		+premises:
		+  address: 某路 1 号
		+  office: true
	END
}

@test "lists of values take and lose values" {
	sets zhan 'focus.contents=甲；乙;丙' 'focus.contents+=丁' 'focus.contents-=乙' \
		'focus.contents[1]=戊' <<-'END'
		+focus:
		+  contents:
		+    - 戊
		+    - 丙
		+    - 丁
	END
	sets zhan 'focus.contents[4]=己' 'focus.contents[2]=' <<-'END'
		-    - 丙
		+    - 己
	END
	keeps 0 zhan 'focus.contents-=庚' 'focus.contents[9]=' <<-'END'
		nothing has changed: no commit
	END
}

@test "items of a list of objects are added, changed and removed" {
	sets jia 'postings[2].station=zhan' 'postings[2].starts_on=2022/7/8' <<-'END'
		+  - station: zhan
		+    starts_on: 2022-07-08
	END
	sets jia 'certificates[1]=' 'postings=' <<-'END'
		-  # 第一张
		-  - kind: national
		-    number: "202112000001" # 加引号
		-    issued_on: 2021-03-20
		-postings:
		-  - {station: zhan, starts_on: 2021-07-08}
		-  - station: zhan
		-    starts_on: 2022-07-08
	END
}

@test "rules that are failed newly are told, and refuse nothing" {
	execute sws-set --as-of $AS_OF jia 'postings[2].station=zhan' 'postings[2].starts_on=2022-07-08'
	[ "$status" -eq 0 ]
	diff -u - err <<-'END'
		sws-set: now unmet: Postings that do not overlap (staffing.one-station): jia
	END
	execute sws-set --as-of $AS_OF jia name=甲甲
	[ ! -s err ]
}

@test "keys that are free hold numbers, truths and texts" {
	sets district parameters.cases_per_year=3 <<-'END'
		+parameters:
		+  cases_per_year: 3
	END
	keeps 2 district parameters.cases_per_year+=4 <<-'END'
		sws-set: nothing can be put into '/parameters/cases_per_year': it has a value of its own
		hint: set it as a whole
	END
}

@test "nothing to change makes no commit" {
	keeps 0 jia name=甲 'certificates[5]=' 社会保险= <<-'END'
		nothing has changed: no commit
	END
}

@test "a record that would be wrong is refused, and so is a reference to nothing" {
	keeps 1 jia id=yi 'postings[1].station=nowhere' <<-'END'
		workers/jia.yaml:1:5: error: path.id-mismatch: the id yi is not the file's name jia
		   hint: rename the file or correct the id
		workers/jia.yaml:14:15: error: reference.exists: there is no station nowhere
		   hint: correct the id, or add the record
		nothing was committed
	END
}

@test "what was wrong before does not refuse" {
	echo 'nmae: x' >>workers/jia.yaml
	git commit -qam wrong
	sets jia name=乙 <<-'END'
		-name: 甲 # 化名
		+name: 乙 # 化名
	END
}

@test "nor does a waiver that was wrong before" {
	echo 'waivers: [{rule: x, subject_kind: worker, subject: jia, ends_on: 2030-01-01}]' >>sws.yaml
	git commit -qam wrong
	sets jia name=乙 <<-'END'
		-name: 甲 # 化名
		+name: 乙 # 化名
	END
	keeps 1 district 'waivers[1].rule=y' <<-'END'
		sws.yaml:6:18: error: pack.waiver-unknown-rule: no such rule: y
		   hint: sws-schema --rules lists them
		nothing was committed
	END
}

@test "a dry run shows the lines and leaves all as it was" {
	keeps 0 --dry-run jia 'certificates[2].kind=national' <<-'END'
		diff --git a/workers/jia.yaml b/workers/jia.yaml
		index 5c98f0d..2c8e52e 100644
		--- a/workers/jia.yaml
		+++ b/workers/jia.yaml
		@@ -7,7 +7,7 @@ certificates:
		   - kind: national
		     number: "202112000001" # 加引号
		     issued_on: 2021-03-20
		-  - kind: tianjin
		+  - kind: national
		     number: "TJ201712000001"
		     issued_on: 2017-09-20
		 postings:
		a commit on refs/heads/main would be made
	END
	keeps 1 --dry-run jia 'postings[1].station=nowhere' <<-'END'
		diff --git a/workers/jia.yaml b/workers/jia.yaml
		index 5c98f0d..056a4e8 100644
		--- a/workers/jia.yaml
		+++ b/workers/jia.yaml
		@@ -11,4 +11,4 @@ certificates:
		     number: "TJ201712000001"
		     issued_on: 2017-09-20
		 postings:
		-  - {station: zhan, starts_on: 2021-07-08}
		+  - {station: nowhere, starts_on: 2021-07-08}
		workers/jia.yaml:14:15: error: reference.exists: there is no station nowhere
		   hint: correct the id, or add the record
		nothing was committed
	END
}

# refuses_set ARGUMENT...: what it says is on standard input; in Chinese it says something, too.
refuses_set() {
	keeps 2 "$@"
	execute sws-set --lang zh --as-of $AS_OF "$@"
	[ "$status" -eq 2 ]
	is_chinese err
	rm out err
}

@test "what cannot be understood is refused with what is near" {
	refuses_set jia nmae=x <<-'END'
		sws-set: the record has no field 'nmae'; did you mean name?
		hint: sws-schema KIND shows the fields of a kind
	END
	refuses_set jia quux.quux=x <<-'END'
		sws-set: the record has no field 'quux.quux'
		hint: sws-schema KIND shows the fields of a kind
	END
	refuses_set jiaa name=x <<-'END'
		sws-set: no record has the id jiaa; did you mean jia?
	END
	refuses_set worker name=x <<-'END'
		sws-set: worker is not a record
	END
	refuses_set jia 'certificates[4].kind=national' <<-'END'
		sws-set: certificates[4].kind lies beyond the end of its list, which has 2
		hint: items count from 1; the one behind the last adds to the list
	END
	refuses_set jia certificates=x <<-'END'
		sws-set: certificates holds fields of its own
		hint: name them: certificates.field=value, of an item in a list certificates[1].field=value
	END
	refuses_set jia name+=x <<-'END'
		sws-set: name is not a list of values
		hint: set it with =; an item of a list of objects is added by naming its fields: list[3].field=value
	END
	refuses_set jia 'certificates[1].kind=nation' <<-'END'
		sws-set: certificates[1].kind is one of: national-assistant 助理社会工作师, national 社会工作师, national-senior 高级社会工作师, tianjin 天津市社会工作员
	END
	refuses_set jia 'postings[1].starts_on=2022-02-29' <<-'END'
		sws-set: postings[1].starts_on: there is no such day
	END
	refuses_set jia 'postings[1].starts_on=无' <<-'END'
		sws-set: postings[1].starts_on: a word for nothing: leave the value out to remove the field
	END
	refuses_set jia name <<-'END'
		sws-set: not an assignment: name
		hint: write FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE, or FIELD= to remove it
	END
}

@test "an id that records of two kinds have names neither" {
	printf 'id: zhan\nname: 丁\n' >workers/zhan.yaml
	git add -A && git commit -qm two
	refuses_set zhan name=x <<-'END'
		sws-set: zhan may be any of stations/zhan.yaml, workers/zhan.yaml
		hint: name it by kind and id, or by its path
	END
	sets worker/zhan name=戊 <<-'END'
		-name: 丁
		+name: 戊
	END
}

@test "hostile values are texts like any other, or refused" {
	local value
	for value in '=1+1' ': x # y' '- a' '{a: b}' '"' "it's \"so\"" '*x' '!tag' 'true' '012' '~' \
		'a
b' '../../x' '甲	乙' '%' '--- x' '无'; do
		execute sws-set --as-of $AS_OF jia "name=$value"
		[ "$status" -eq 0 ]
		execute sws-query worker -s 'count(*) AS n' --rev HEAD -f csv --param v="$value" \
			-w 'name = :v'
		[ "$(tail -n 1 out | tr -d '\r')" = 1 ] || {
			echo "not read again: $value"
			cat workers/jia.yaml
			return 1
		}
		rm out err
	done
	keeps 2 jia name="$(printf 'a\033[31mb')" <<-'END'
		sws-set: name: a character that records may not hold
	END
	[ "$(grep -c '#' workers/jia.yaml)" -eq 4 ]
}

@test "unsaved work in the file is not overwritten" {
	local before
	before=$(git rev-parse main)
	echo '# mine' >>workers/jia.yaml
	execute sws-set --as-of $AS_OF jia name=乙
	[ "$status" -eq 2 ]
	grep -q 'workers/jia.yaml' err
	[ "$(git rev-parse main)" = "$before" ]
	[ "$(tail -n 1 workers/jia.yaml)" = '# mine' ]
}

@test "a bare repository takes commits" {
	git clone -q --bare . ../bare
	git -C ../bare config user.name x
	git -C ../bare config user.email x@example.org
	execute sws-set -C ../bare --as-of $AS_OF jia name=乙 -m '改名' --author '某 <m@example.org>' \
		--date 2022-03-05T08:00:00+08:00
	[ "$status" -eq 0 ]
	[ "$(git -C ../bare show main:workers/jia.yaml | sed -n 4p)" = 'name: 乙 # 化名' ]
	[ "$(git -C ../bare log -1 --format='%s %an %ae %ad' --date=iso main)" = \
		'改名 某 m@example.org 2022-03-05 08:00:00 +0800' ]
	git -C ../bare fsck --strict
}

@test "many edits change the lines asked for and are read again as asked" {
	local i n date number
	RANDOM=1
	for i in $(seq 20); do
		n=$((RANDOM % 2 + 1))
		printf -v date '20%02d-%02d-%02d' $((RANDOM % 20)) $((RANDOM % 12 + 1)) $((RANDOM % 28 + 1))
		number=A-$RANDOM$RANDOM-$i
		execute sws-set --no-fsync --as-of $AS_OF jia "certificates[$n].issued_on=$date" \
			"certificates[$n].number=$number"
		[ "$status" -eq 0 ]
		[ "$(git diff --numstat HEAD~)" = "$(printf '2\t2\tworkers/jia.yaml')" ]
		execute sws-query --rev HEAD worker_certificates -s 'number, issued_on' -w "_n = $n" -f csv
		[ "$(tail -n 1 out | tr -d '\r')" = "$number,$date" ]
		[ "$(grep -c '#' workers/jia.yaml)" -eq 4 ]
	done
}
