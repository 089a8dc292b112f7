#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-mv: another id for a record, with all references to it, by one commit or none.

load helper

setup() {
	begin
	rm records/workers/zhong.yaml
	export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
	cd records || return 1
	mkdir -p cases/2022/zhan households/zhan communities projects/2022 stations
	cat >sws.yaml <<-'END'
		format: 1
		policy: binhai
		district: {code: "120116", name: 滨海新区}
		divisions: [{code: "120116001", name: 塘沽街道, kind: subdistrict}]
		access:
		  - identity: a@example.org
		    stations: [zhan] # 一站
		waivers:
		  - {rule: station.signage, subject_kind: station, subject: zhan, ends_on: 2030-01-01}
		  - {rule: staffing.certificate, subject_kind: worker, subject: "zhan", ends_on: 2030-01-01}
	END
	cat >stations/zhan.yaml <<-'END'
		# 站点
		id: zhan # 编号
		name: "站"
		division: "120116001"
		closed_on: 2022-12-01
		service_rooms:
		  - {community: she, name: 服务室}
		publicity:
		  - date: 2022-05-01
		    kind: worker
		    channel: 网站
		    title: 报道
		    worker: "zhan" # 社工
	END
	printf 'id: zhan\nname: 甲\npostings:\n  - {station: "zhan", starts_on: 2022-01-01}\n' \
		>workers/zhan.yaml
	cat >workers/jia.yaml <<-'END'
		id: jia
		name: 乙
		postings:
		  # 第一站
		  - station: 'zhan' # 所在站点
		    starts_on: 2022-01-01
	END
	printf 'id: she\ncode: "120116001001"\nname: 社区\nstation: zhan\n' >communities/she.yaml
	cat >households/zhan/hu.yaml <<-'END'
		id: hu
		station: zhan
		community: she
		code: H-1
	END
	cat >cases/2022/zhan/an.yaml <<-'END'
		id: an
		workers: [ jia,zhan, 'jia2' ]
		station: zhan   # 站点
		project: xiang
		method: community
		intake: {date: 2022-03-01, problem: 与zhan无关, decision: accept}
		interventions:
		  - date: 2022-04-01
		    worker: jia
		    kind: visit
	END
	printf 'id: jia2\nname: 丙\n' >workers/jia2.yaml
	cat >projects/2022/xiang.yaml <<-'END'
		id: xiang
		name: 项目
		stations:
		- zhan
		field: elderly-care
		starts_on: 2022-01-01
		activities:
		- date: 2022-02-01
		  item: special
		  station: zhan
	END
	git init -q -b main
	git config user.name x
	git config user.email x@example.org
	git add -A
	git commit -qm base
	LC_ALL=C.UTF-8
	export LC_ALL
}

# moves ARGUMENT...: it becomes one commit; what is said after it, and the changed lines under the
# names of their files, are on standard input.
moves() {
	local before
	cat >../want
	before=$(git rev-list --count main)
	execute sws-mv --as-of $AS_OF "$@"
	[ "$status" -eq 0 ]
	[ ! -s err ]
	[ "$(head -n 1 out)" = "commit: $(git rev-parse main) on refs/heads/main" ]
	{ sed 1d out && changed; } | diff -u ../want -
	rm out err
	[ "$(git rev-list --count main)" -eq $((before + 1)) ]
	[ -z "$(git status --porcelain)" ]
}

# changed: the lines of the last commit that changed.
changed() {
	git diff -M20 -U0 HEAD~ | sed -n '/^rename/p;/^+++/p;/^---/d;/^[-+][^+]/p'
}

# keeps STATUS ARGUMENT...: nothing is committed; what is printed is on standard input.
keeps() {
	local want=$1 before
	shift
	cat >../want
	before=$(git rev-parse main)
	execute sws-mv --as-of $AS_OF "$@"
	[ "$status" -eq "$want" ]
	cat out err | diff -u ../want -
	rm out err
	[ "$(git rev-parse main)" = "$before" ]
	[ -z "$(git status --porcelain)" ]
}

# refuses_mv ARGUMENT...: what it says is on standard input; in Chinese it says something, too.
refuses_mv() {
	keeps 2 "$@"
	execute sws-mv --lang zh --as-of $AS_OF "$@"
	[ "$status" -eq 2 ]
	is_chinese err
	rm out err
}

# judged: what there is to say of the records.
judged() {
	sws-validate --as-of $AS_OF -q || :
}

@test "a station moves with all that names it, and nothing else changes" {
	local before
	before=$(judged | tail -n 1)
	moves station/zhan haibin <<-'END'
		station/zhan is now station/haibin; files changed: 8, of them moved: 3; references changed: 9
		cases/2022/haibin/an.yaml:6: zhan stands here in text and was left
		rename from cases/2022/zhan/an.yaml
		rename to cases/2022/haibin/an.yaml
		+++ b/cases/2022/haibin/an.yaml
		-station: zhan   # 站点
		+station: haibin   # 站点
		+++ b/communities/she.yaml
		-station: zhan
		+station: haibin
		rename from households/zhan/hu.yaml
		rename to households/haibin/hu.yaml
		+++ b/households/haibin/hu.yaml
		-station: zhan
		+station: haibin
		+++ b/projects/2022/xiang.yaml
		-- zhan
		+- haibin
		-  station: zhan
		+  station: haibin
		rename from stations/zhan.yaml
		rename to stations/haibin.yaml
		+++ b/stations/haibin.yaml
		-id: zhan # 编号
		+id: haibin # 编号
		+++ b/sws.yaml
		-    stations: [zhan] # 一站
		+    stations: [haibin] # 一站
		-  - {rule: station.signage, subject_kind: station, subject: zhan, ends_on: 2030-01-01}
		+  - {rule: station.signage, subject_kind: station, subject: haibin, ends_on: 2030-01-01}
		+++ b/workers/jia.yaml
		-  - station: 'zhan' # 所在站点
		+  - station: 'haibin' # 所在站点
		+++ b/workers/zhan.yaml
		-  - {station: "zhan", starts_on: 2022-01-01}
		+  - {station: "haibin", starts_on: 2022-01-01}
	END
	[ ! -e cases/2022/zhan ]
	[ "$(git log -1 --format=%s)" = 'station/zhan: new id haibin' ]
	[ "$(judged | tail -n 1)" = "$before" ]
}

@test "a worker of the same id is another record" {
	moves workers/zhan.yaml yi -m 'Yi' <<-'END'
		worker/zhan is now worker/yi; files changed: 4, of them moved: 1; references changed: 3
		cases/2022/zhan/an.yaml:6: zhan stands here in text and was left
		+++ b/cases/2022/zhan/an.yaml
		-workers: [ jia,zhan, 'jia2' ]
		+workers: [ jia,yi, 'jia2' ]
		+++ b/stations/zhan.yaml
		-    worker: "zhan" # 社工
		+    worker: "yi" # 社工
		+++ b/sws.yaml
		-  - {rule: staffing.certificate, subject_kind: worker, subject: "zhan", ends_on: 2030-01-01}
		+  - {rule: staffing.certificate, subject_kind: worker, subject: "yi", ends_on: 2030-01-01}
		rename from workers/zhan.yaml
		rename to workers/yi.yaml
		+++ b/workers/yi.yaml
		-id: zhan
		+id: yi
	END
	[ "$(git log -1 --format=%s)" = Yi ]
}

@test "an id that is a word of YAML is quoted" {
	moves jia no <<-'END'
		worker/jia is now worker/no; files changed: 2, of them moved: 1; references changed: 2
		+++ b/cases/2022/zhan/an.yaml
		-workers: [ jia,zhan, 'jia2' ]
		+workers: [ "no",zhan, 'jia2' ]
		-    worker: jia
		+    worker: "no"
		rename from workers/jia.yaml
		rename to workers/no.yaml
		+++ b/workers/no.yaml
		-id: jia
		+id: "no"
	END
	moves worker/no jia <<-'END'
		worker/no is now worker/jia; files changed: 2, of them moved: 1; references changed: 2
		+++ b/cases/2022/zhan/an.yaml
		-workers: [ "no",zhan, 'jia2' ]
		+workers: [ "jia",zhan, 'jia2' ]
		-    worker: "no"
		+    worker: "jia"
		rename from workers/no.yaml
		rename to workers/jia.yaml
		+++ b/workers/jia.yaml
		-id: "no"
		+id: "jia"
	END
}

@test "an id written with escapes is found" {
	sed -i 's/worker: jia$/worker: "\\x6Aia"/' cases/2022/zhan/an.yaml
	git commit -qam escape
	moves jia yi <<-'END'
		worker/jia is now worker/yi; files changed: 2, of them moved: 1; references changed: 2
		+++ b/cases/2022/zhan/an.yaml
		-workers: [ jia,zhan, 'jia2' ]
		+workers: [ yi,zhan, 'jia2' ]
		-    worker: "\x6Aia"
		+    worker: "yi"
		rename from workers/jia.yaml
		rename to workers/yi.yaml
		+++ b/workers/yi.yaml
		-id: jia
		+id: yi
	END
}

@test "keys that a pack adds hold references, under free keys and as keys" {
	mkdir -p policy/own/kinds
	sed -i 's/^policy: binhai/policy: own/' sws.yaml
	printf 'pack: own\nextends: binhai\ntitle: {zh: 自, en: Own}\n' >policy/own/pack.yaml
	cat >policy/own/kinds/station.yaml <<-'END'
		# jia 是谁
		properties:
		  partners:
		    title: 伙伴
		    type: object
		    additionalProperties: {$ref: common.yaml#/$defs/id, references: worker}
		  roster:
		    title: 值班
		    type: object
		    propertyNames: {references: worker}
		  mentors:
		    title: 导师
		    type: array
		    items: {$ref: common.yaml#/$defs/id, references: worker}
	END
	cat >>stations/zhan.yaml <<-'END'
		mentors: [jia]
		partners: {a: jia, jia: jia2}
		roster:
		  # 主值
		  jia: # 周一
		    note: jia 值班
		  "jia2": {}
	END
	git add -A && git commit -qm pack
	moves jia yi <<-'END'
		worker/jia is now worker/yi; files changed: 3, of them moved: 1; references changed: 5
		policy/own/kinds/station.yaml:1: jia stands here in text and was left
		stations/zhan.yaml:19: jia stands here in text and was left
		+++ b/cases/2022/zhan/an.yaml
		-workers: [ jia,zhan, 'jia2' ]
		+workers: [ yi,zhan, 'jia2' ]
		-    worker: jia
		+    worker: yi
		+++ b/stations/zhan.yaml
		-mentors: [jia]
		-partners: {a: jia, jia: jia2}
		+mentors: [yi]
		+partners: {a: yi, jia: jia2}
		-  jia: # 周一
		+  yi: # 周一
		rename from workers/jia.yaml
		rename to workers/yi.yaml
		+++ b/workers/yi.yaml
		-id: jia
		+id: yi
	END
}

@test "the id that it has changes nothing" {
	keeps 0 jia jia <<-'END'
		nothing has changed: no commit
	END
}

@test "an id that is taken, or cannot be one, is refused" {
	refuses_mv jia jia2 <<-'END'
		sws-mv: worker/jia2 is there already: workers/jia2.yaml
		hint: choose another id
	END
	refuses_mv jia Yi <<-'END'
		sws-mv: 'Yi' is not an id
		hint: lower-case letters and digits, words joined by single hyphens, a letter first, at most 64 bytes
	END
	refuses_mv jia ../../x <<-'END'
		sws-mv: '../../x' is not an id
		hint: lower-case letters and digits, words joined by single hyphens, a letter first, at most 64 bytes
	END
	refuses_mv jia "a$(times 64 b)" <<-END
		sws-mv: 'a$(times 64 b)' is not an id
		hint: lower-case letters and digits, words joined by single hyphens, a letter first, at most 64 bytes
	END
	refuses_mv district x <<-'END'
		sws-mv: a record of the kind district has no id of its own that could change
	END
	refuses_mv jiaa x <<-'END'
		sws-mv: no record has the id jiaa; did you mean jia, jia2?
	END
	refuses_mv zhan x <<-'END'
		sws-mv: zhan may be any of stations/zhan.yaml, workers/zhan.yaml
		hint: name it by kind and id, or by its path
	END
	refuses_mv cases x <<-'END'
		sws-mv: cases is not a record
	END
}

@test "so is one that differs from another by case, or lies in another folder" {
	printf 'id: yi\nname: 丁\n' >workers/Yi.yaml
	mkdir cases/2021
	mkdir cases/2021/zhan
	printf 'id: bie\nstation: zhan\n' >cases/2021/zhan/bie.yaml
	git add -A && git commit -qm twins
	refuses_mv jia yi <<-'END'
		sws-mv: worker/yi is there already: workers/Yi.yaml
		hint: choose another id
	END
	refuses_mv an bie <<-'END'
		sws-mv: case/bie is there already: cases/2021/zhan/bie.yaml
		hint: choose another id
	END
}

@test "a file where one would go is not overwritten" {
	mkdir cases/2022/haibin
	printf 'id: an\nstation: haibin\n' >cases/2022/haibin/an.yaml
	git add -A && git commit -qm there
	refuses_mv stations/zhan.yaml haibin <<-'END'
		sws-mv: cases/2022/zhan/an.yaml would have to move to cases/2022/haibin/an.yaml, where a file is already
		hint: move or remove that one first
	END
}

@test "a file that cannot be read as a record and names it stops the move" {
	printf 'id: an2\nworkers:\n  - jia\n  bad\n' >cases/2022/zhan/an2.yaml
	git add -A && git commit -qm broken
	refuses_mv jia yi <<-'END'
		sws-mv: cases/2022/zhan/an2.yaml:3: jia stands here, and the file cannot be read as a record
		hint: mend it first: sws-validate says what is wrong
	END
	moves jia2 yi <<-'END'
		worker/jia2 is now worker/yi; files changed: 2, of them moved: 1; references changed: 1
		+++ b/cases/2022/zhan/an.yaml
		-workers: [ jia,zhan, 'jia2' ]
		+workers: [ jia,zhan, 'yi' ]
		rename from workers/jia2.yaml
		rename to workers/yi.yaml
		+++ b/workers/yi.yaml
		-id: jia2
		+id: yi
	END
}

@test "so does one in which not every value can be told" {
	printf 'id: an2\nworkers: [zhan]\nworkers: [jia]\n' >cases/2022/zhan/an2.yaml
	git add -A && git commit -qm twice
	refuses_mv jia yi <<-'END'
		sws-mv: cases/2022/zhan/an2.yaml:3: jia stands here, and the file cannot be read as a record
		hint: mend it first: sws-validate says what is wrong
	END
	printf 'id: an2\nproject: &x xiang\nworkers: [jia2]\n' >cases/2022/zhan/an2.yaml
	git commit -qam anchor
	refuses_mv xiang yi <<-'END'
		sws-mv: cases/2022/zhan/an2.yaml:2: xiang stands here, and the file cannot be read as a record
		hint: mend it first: sws-validate says what is wrong
	END
}

@test "the record itself has to be readable" {
	echo '  bad' >>workers/jia.yaml
	git commit -qam broken
	refuses_mv jia yi <<-'END'
		sws-mv: workers/jia.yaml:1: jia stands here, and the file cannot be read as a record
		hint: mend it first: sws-validate says what is wrong
	END
}

@test "what cannot be looked into is told of" {
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 9\n' \
		"$(times 64 0)" >workers/lfs.yaml
	git add -A && git commit -qm lfs
	moves jia2 yi <<-'END'
		worker/jia2 is now worker/yi; files changed: 2, of them moved: 1; references changed: 1
		workers/lfs.yaml: could not be looked into, and may still name the old id
		+++ b/cases/2022/zhan/an.yaml
		-workers: [ jia,zhan, 'jia2' ]
		+workers: [ jia,zhan, 'yi' ]
		rename from workers/jia2.yaml
		rename to workers/yi.yaml
		+++ b/workers/yi.yaml
		-id: jia2
		+id: yi
	END
}

@test "words are told of where they stand, up to a bound" {
	{ echo '# jia' && times 25 '见 jia；' && echo && for _ in $(seq 22); do echo jia; done; } >NOTES
	printf '# jia, jia-x and xjia\nid: ding\nname: jia\n' >workers/ding.yaml
	git add -A && git commit -qm notes
	execute sws-mv --as-of $AS_OF jia yi
	[ "$status" -eq 0 ]
	sed -n '3p;22p;$p' out | diff -u - <(printf '%s\n' \
		'NOTES:1: jia stands here in text and was left' \
		'NOTES:20: jia stands here in text and was left' 'and in 6 further places')
	rm out err
	moves jia2 jia3 <<-'END'
		worker/jia2 is now worker/jia3; files changed: 2, of them moved: 1; references changed: 1
		+++ b/cases/2022/zhan/an.yaml
		-workers: [ yi,zhan, 'jia2' ]
		+workers: [ yi,zhan, 'jia3' ]
		rename from workers/jia2.yaml
		rename to workers/jia3.yaml
		+++ b/workers/jia3.yaml
		-id: jia2
		+id: jia3
	END
}

@test "of two files with one id, references stay with the other" {
	mkdir -p cases/2021/zhan
	cp cases/2022/zhan/an.yaml cases/2021/zhan/an.yaml
	printf 'publicity: [{date: 2022-05-01, kind: case, channel: c, title: t, case: an}]\n' |
		cat stations/zhan.yaml - | sed '/^publicity:$/,/社工$/d' >../s
	mv ../s stations/zhan.yaml
	git add -A && git commit -qm two
	moves cases/2021/zhan/an.yaml an2 <<-'END'
		case/an is now case/an2; files changed: 1, of them moved: 1; references changed: 0
		cases/2022/zhan/an.yaml has the id an, too: references were left to it
		rename from cases/2021/zhan/an.yaml
		rename to cases/2021/zhan/an2.yaml
		+++ b/cases/2021/zhan/an2.yaml
		-id: an
		+id: an2
	END
}

@test "what lies elsewhere than it belongs stays there" {
	mkdir -p cases/2020/bie
	git mv cases/2022/zhan/an.yaml cases/2020/bie/an.yaml
	git commit -qm elsewhere
	execute sws-mv --as-of $AS_OF station/zhan haibin
	[ "$status" -eq 0 ]
	grep -q '^station: haibin' cases/2020/bie/an.yaml
	rm out err
	moves case/an an9 <<-'END'
		case/an is now case/an9; files changed: 1, of them moved: 1; references changed: 0
		rename from cases/2020/bie/an.yaml
		rename to cases/2020/bie/an9.yaml
		+++ b/cases/2020/bie/an9.yaml
		-id: an
		+id: an9
	END
}

@test "what was wrong before does not refuse, under its new name either" {
	echo 'nmae: x' | tee -a cases/2022/zhan/an.yaml >>stations/zhan.yaml
	sed -i 's/^closed_on.*/opened_on: 2022-01-01/' stations/zhan.yaml
	git commit -qam wrong
	execute sws-mv --as-of $AS_OF --gate rules station/zhan haibin
	[ "$status" -eq 0 ]
	[ -e cases/2022/haibin/an.yaml ]
}

@test "what would be wrong refuses" {
	keeps 1 case/an a-13812345678 <<-'END'
		cases/2022/zhan/a-***.yaml:1:1: error: privacy.personal-data: the file's name or folder holds a personal identifier
		   hint: rename the file: people are codes
		nothing was committed
	END
}

@test "a dry run shows a patch that git takes, and changes nothing" {
	execute sws-mv --as-of $AS_OF --dry-run station/zhan haibin
	[ "$status" -eq 0 ]
	head -n 2 err | diff -u - <(printf '%s\n' 'a commit on refs/heads/main would be made' \
		'station/zhan is now station/haibin; files changed: 8, of them moved: 3; references changed: 9')
	mv out ../patch
	rm err
	[ -z "$(git status --porcelain)" ]
	execute sws-mv --as-of $AS_OF station/zhan haibin
	rm out err
	git checkout -q HEAD~
	git apply --index ../patch
	[ "$(git write-tree)" = "$(git rev-parse main^{tree})" ]
}

@test "a bare repository moves, too, and so does a folder of one" {
	git clone -q --bare . ../bare.git
	git -C ../bare.git config user.name x
	git -C ../bare.git config user.email x@example.org
	execute sws-mv -C ../bare.git --as-of $AS_OF station/zhan haibin
	[ "$status" -eq 0 ]
	git -C ../bare.git cat-file -e main:cases/2022/haibin/an.yaml
	mkdir ../top
	git -C ../top init -q -b main
	git -C ../top config user.name x
	git -C ../top config user.email x@example.org
	git archive --prefix=a/b/ main | tar -x -C ../top
	git -C ../top add -A
	git -C ../top commit -qm base
	execute sws-mv -C ../top/a/b/cases --as-of $AS_OF --dry-run station/zhan haibin
	grep -qx 'rename to a/b/stations/haibin.yaml' out
	execute sws-mv -C ../top/a/b/cases --as-of $AS_OF station/zhan haibin
	[ "$status" -eq 0 ]
	[ -e ../top/a/b/stations/haibin.yaml ]
	[ -z "$(git -C ../top status --porcelain)" ]
}

@test "unsaved work in what moves is not overwritten" {
	echo '# x' >>cases/2022/zhan/an.yaml
	execute sws-mv --as-of $AS_OF station/zhan haibin
	[ "$status" -eq 2 ]
	grep -q 'cases/2022/zhan/an.yaml' err
	[ "$(git rev-list --count main)" -eq 1 ]
	[ ! -e stations/haibin.yaml ]
	tail -n 1 cases/2022/zhan/an.yaml | grep -qx '# x'
}

@test "two at once make two commits, and nothing is lost" {
	sws-mv --as-of $AS_OF station/zhan haibin >/dev/null 2>../one &
	sws-mv --as-of $AS_OF worker/zhan yi >/dev/null 2>../two &
	wait
	[ "$(git rev-list --count main)" -eq 3 ]
	git show main:cases/2022/haibin/an.yaml | grep -qx "workers: \[ jia,yi, 'jia2' \]"
	git fsck --strict
}

@test "it says in Chinese what it did" {
	echo '# jia2' >NOTES
	git add -A && git commit -qm notes
	execute sws-mv --lang zh --as-of $AS_OF jia2 yi
	[ "$status" -eq 0 ]
	is_chinese out
	sed 1d out | diff -u - <(printf '%s\n' \
		'worker/jia2 的编号已改为 worker/yi；变更文件 2 个，其中改变路径 1 个；变更引用 1 处' \
		'NOTES:1：此处文字中有 jia2，未作更改')
}

@test "a record and an id are asked for" {
	execute sws-mv jia
	[ "$status" -eq 2 ]
	grep -q '^sws-mv: name a record and its new id; usage: ' err
	execute sws-mv jia yi bing
	[ "$status" -eq 2 ]
	execute sws-mv --lang zh jia
	[ "$status" -eq 2 ]
	grep -q '^sws-mv: 请给出档案和新编号' err
}
