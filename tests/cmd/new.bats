#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-new: a record of a kind, its keys and comments, its id, and the editor it goes through.

load helper

setup() {
	begin
	rm records/workers/zhong.yaml
	export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
	mkdir -p records/stations records/cases/2022/zhan tmp
	cat >records/stations/zhan.yaml <<-'END'
		id: zhan
		name: "站"
		division: "120116001"
		closed_on: 2022-01-01
	END
	printf 'id: shegong-009\nname: 甲\n' >records/workers/shegong-009.yaml
	printf 'id: zhan-2022-c017\nstation: zhan\nintake: {date: 2022-02-03}\n' \
		>records/cases/2022/zhan/zhan-2022-c017.yaml
	git -C records init -q -b main
	git -C records config user.name x
	git -C records config user.email x@example.org
	git -C records add -A
	git -C records commit -qm base
	export TMPDIR=$PWD/tmp
	cd records || return 1
	unset VISUAL EDITOR
	LC_ALL=C.UTF-8
	export LC_ALL
}

# new ARGUMENT...: runs sws-new; what it prints, out then err, is on standard input.
new() {
	cat >../want
	execute sws-new --as-of $AS_OF "$@"
	cat out err | sed "s/$(git rev-parse main)/COMMIT/; s|$TMPDIR/sws-[^/]*|TMP|g" |
		diff -u --label expected --label printed ../want -
	no_placeholder err
	rm out err
	git diff --quiet HEAD && [ -z "$(git status --porcelain)" ]
}

# makes PATH ARGUMENT...: one commit, which adds the file PATH.
makes() {
	local path=$1 before
	shift
	before=$(git rev-list --count main)
	new "$@" <<-END
		record: $path
		commit: COMMIT on refs/heads/main
	END
	[ "$status" -eq 0 ]
	[ "$(git rev-list --count main)" -eq $((before + 1)) ]
	[ "$(git diff --name-status HEAD~)" = "A	$path" ]
	[ -z "$(ls "$TMPDIR")" ]
}

# keeps STATUS ARGUMENT...: nothing is committed; what is printed is on standard input, and in
# Chinese something is said, too.
keeps() {
	local want=$1 before
	shift
	before=$(git rev-parse main)
	new "$@"
	[ "$status" -eq "$want" ]
	[ "$(git rev-parse main)" = "$before" ]
	execute sws-new --lang zh --as-of $AS_OF "$@"
	[ "$status" -eq "$want" ]
	cat out err >both
	is_chinese both
	rm out err both
}

# editor: what is on standard input is the script that EDITOR runs, with the file as $1.
editor() {
	{ echo '#!/bin/sh' && cat; } >"$BATS_TEST_TMPDIR/the editor"
	chmod +x "$BATS_TEST_TMPDIR/the editor"
	export EDITOR="'$BATS_TEST_TMPDIR/the editor'"
}

@test "a record has every key of its kind, what is not there switched off" {
	makes communities/he-ping.yaml community station=zhan 社区名称=和平 id=he-ping \
		'resources[1].name=场' 'resources[1].kind=场地' 'surveys[1].date=2022-1-1'
	cat >../want <<-'END'
		## 社区资源库
		## Take '# ' away from the beginning of lines to switch them on; '##' begins words.

		id: he-ping # 资源库编号, required
		# code: "" # 社区代码
		name: 和平 # 社区名称, required
		station: zhan # 所属站点, required: id of station
		# opened_on: # 建库日期: YYYY-MM-DD
		# closed_on: # 停用日期: YYYY-MM-DD

		surveys: # 资源评估
		  - date: 2022-01-01 # 评估日期, required: YYYY-MM-DD
		    # worker: # 评估社工: id of worker

		resources: # 资源
		  - name: 场 # 资源名称, required
		    ## 资源种类, required: one of charity 慈善资源, volunteer 志愿服务资源, venue 场地,
		    ## fund 资金, organization 社会组织, heritage 历史文化资源, nature 自然资源, craft 手工艺,
		    ## historic-building 古建筑, other 其他资源
		    kind: venue
		    ## 可用于的服务事项: one of policy-advocacy 政策宣传, needs-assessment 需求评估,
		    ## resource-assessment 资源评估, social-assistance 社会救助服务, elderly-care 养老服务,
		    ## child-protection 儿童关爱保护服务, disability-services 残障人士服务,
		    ## community-services 社区公共服务, community-revitalization 社区营造服务,
		    ## organizations-volunteering 社区社会组织和社区志愿服务, community-charity 社区慈善服务,
		    ## special 其他特色服务
		    # items:
		    #   -
		    # capacity: # 服务容量
		    # provider: "" # 提供方
		    # available: # 是否可用: true or false
	END
	diff -u ../want communities/he-ping.yaml
}

@test "in Chinese its comments are Chinese" {
	keeps 0 --print --lang zh household station=zhan <<-'END'
		## 居民需求档案：以家庭为单位的需求档案，每年更新一次（附件一2、一3）；家庭只写代号
		## 去掉行首的“# ”，该行即启用；“##”开头的是说明。

		id: household-001 # 档案编号，必填
		station: zhan # 所属站点，必填：编号取自社工站
		# community: # 所在社区：所在社区的社区资源库编号；编号取自社区资源库
		## 家庭代号，不公开：代替姓名的代号，字母开头，只含字母、数字和连字符，2至32个字符；不得写姓名、身份证号、电话
		# code: ""
		# members: # 家庭人数：整数

		## 服务对象类别：家庭成员所属的类别，可填多种；可填 living-alone 独居老年人、
		## empty-nest 空巢老年人、left-behind-elder 留守老年人、disabled-elder 失能老年人、
		## dementia-elder 失智老年人、family-planning-special 计划生育特殊家庭老年人、
		## child-in-need 困境儿童、left-behind-child 留守儿童、disabled 残障人士、
		## assisted 社会救助对象、low-income 低收入人口、community-hardship 社区困境人群、
		## general 一般居民、other 其他
		# target_groups:
		#   -

		# opened_on: # 建档日期：写成 年-月-日，如 2022-03-01
		# closed_on: # 销档日期：仍在册的不填

		# surveys: # 需求评估：每次评估更新一项（附件一2、一3）
		#   - date: # 评估日期，必填：写成 年-月-日，如 2022-03-01
		#     # worker: # 评估社工：编号取自驻站社工

		# needs: # 需求清单：家庭的每项需求一条（附件一2）
		#   ## 服务事项，必填：服务指导清单的十二项（附件）；可填 policy-advocacy 政策宣传、
		#   ## needs-assessment 需求评估、resource-assessment 资源评估、
		#   ## social-assistance 社会救助服务、elderly-care 养老服务、
		#   ## child-protection 儿童关爱保护服务、disability-services 残障人士服务、
		#   ## community-services 社区公共服务、community-revitalization 社区营造服务、
		#   ## organizations-volunteering 社区社会组织和社区志愿服务、community-charity 社区慈善服务、
		#   ## special 其他特色服务
		#   - item:
		#     # summary: "" # 需求简述
		#     # priority: # 优先程度：可填 high 高、normal 一般、low 低
		#     raised_on: # 提出日期，必填：写成 年-月-日，如 2022-03-01
		#     # met_on: # 满足日期：尚未满足的不填
		#     # resource: "" # 对接资源：所在社区资源库中一项资源的名称

		# visits: # 入户走访：驻站社工进村入户（通知三(一)）
		#   - date: # 走访日期，必填：写成 年-月-日，如 2022-03-01
		#     # worker: # 走访社工：编号取自驻站社工
	END
}

@test "the next id follows those that are there" {
	makes workers/shegong-010.yaml worker name=乙
	makes cases/2022/zhan/zhan-2022-c018.yaml case station=zhan intake.date=2022-12-31
	makes cases/2023/zhan/zhan-2023-c001.yaml case station=zhan 接案日期=2023年1月1日
	makes workers/jia.yaml worker name=丙 id=jia
	makes workers/shegong-011.yaml worker 姓名=丁 社工编号=
	[ "$(git log -1 --format=%B | head -n 1)" = 'worker/shegong-011: new record' ]
	makes workers/shegong-012.yaml 驻站社工 name=戊 -m 入职
	[ "$(git log -1 --format=%s)" = 入职 ]
}

@test "what is missing is said at once, with its titles" {
	keeps 2 case clients[1].age_band=18-59 <<-'END'
		sws-new: case lacks what it must have: station 所属站点, clients[1].code 服务对象代号, intake.date 接案日期
		hint: give it as FIELD=VALUE, or fill it in with -e
	END
	keeps 2 project id=x <<-'END'
		sws-new: project lacks what it must have: name 项目名称, stations 所在站点, starts_on 项目起始日期
		hint: give it as FIELD=VALUE, or fill it in with -e
	END
}

@test "an id that is taken, or is none, is refused" {
	keeps 2 worker id=shegong-009 name=乙 <<-'END'
		sws-new: the id shegong-009 is taken: workers/shegong-009.yaml
		hint: give another, or none, and the next free one is taken; sws-set changes a record that is there
	END
	keeps 2 case id=zhan-2022-c017 station=zhan intake.date=2023-1-1 <<-'END'
		sws-new: the id zhan-2022-c017 is taken: cases/2022/zhan/zhan-2022-c017.yaml
		hint: give another, or none, and the next free one is taken; sws-set changes a record that is there
	END
	keeps 2 worker id=../../x name=乙 <<-'END'
		sws-new: ../../x is no id
		hint: an id begins with a small letter and has small letters, digits and single hyphens, 64 at most
	END
	keeps 2 district <<-'END'
		sws-new: the id district is taken: sws.yaml
		hint: give another, or none, and the next free one is taken; sws-set changes a record that is there
	END
}

@test "where the ids have no number one must be given" {
	keeps 2 station name=新 division=120116001 <<-'END'
		sws-new: the ids of kind station have no number to go on from
		hint: give one: id=...
	END
	keeps 2 casse <<-'END'
		sws-new: there is no kind casse; did you mean case?
		hint: sws-schema --kinds lists them
	END
	keeps 2 quux <<-'END'
		sws-new: there is no kind quux
		hint: sws-schema --kinds lists them
	END
	keeps 2 case station=.. intake.date=2022-1-1 <<-'END'
		sws-new: the place of the file follows from these fields, which are unfit for it: station
	END
}

@test "values are read as sws-set reads them, and refused alike" {
	keeps 2 worker nmae=x <<-'END'
		sws-new: the record has no field 'nmae'; did you mean name?
		hint: sws-schema KIND shows the fields of a kind
	END
	keeps 2 worker name=x talent=town <<-'END'
		sws-new: talent is one of: national 国家级人才, city 市级人才, district 区级人才
	END
	keeps 2 worker name <<-'END'
		sws-new: not an assignment: name
		hint: write FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE, or FIELD= to remove it
	END
}

@test "a record that would be wrong is refused with its findings" {
	keeps 1 worker name=乙 'postings[1].station=nowhere' 'postings[1].starts_on=2022-1-1' <<-'END'
		workers/shegong-010.yaml:8:14: error: reference.exists: there is no station nowhere
		   hint: correct the id, or add the record
		nothing was committed
		sws-new: now unmet: Certificate of social work (staffing.certificate): shegong-010
		sws-new: now unmet: Registration as a social worker (staffing.registration): shegong-010
		sws-new: now unmet: Social security during postings (worker.social-security): shegong-010
	END
	keeps 1 case station=zhan intake.date=2022-1-1 method=casework <<-'END'
		cases/2022/zhan/zhan-2022-c018.yaml:4:1: error: schema.required: the key clients is missing
		   hint: add clients
		nothing was committed
	END
}

@test "a dry run shows the patch" {
	execute sws-new --dry-run --as-of $AS_OF worker name=乙
	[ "$status" -eq 0 ]
	grep -qx '+++ b/workers/shegong-010.yaml' out
	grep -q '^+name: 乙 # 姓名' out
	[ "$(cat err)" = 'a commit on refs/heads/main would be made' ]
	[ "$(git rev-list --count main)" -eq 1 ]
}

@test "all at once get an id each" {
	local i pids=() pid
	for i in 1 2 3 4 5 6; do
		sws-new --no-fsync --as-of $AS_OF worker name=甲$i >../out$i 2>&1 &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do
		wait "$pid"
	done
	[ "$(git ls-tree --name-only main workers/ | tr '\n' ' ')" = "$(printf 'workers/shegong-%03d.yaml ' 9 10 11 12 13 14 15)" ]
	[ "$(git rev-list --count main)" -eq 7 ]
	git fsck --strict
}

@test "what the editor leaves becomes the record" {
	editor <<-'END'
		printf '%s\n' "$1" >../name
		ls -ld "$1" "${1%/*}" | cut -c 1-10 >../modes
		cp "$1" ../draft
		: >"$1~"
		sed -i 's/^name: ""/name: 乙/; s/^# talent:/talent: city/' "$1"
	END
	sws-new --print worker >../print
	makes workers/shegong-010.yaml -e worker
	cmp ../print ../draft
	grep -qx "$TMPDIR/sws-[^/]*/worker.yaml" ../name
	[ "$(cat ../modes)" = "$(printf -- 'drwx------\n-rw-------')" ]
	diff ../draft workers/shegong-010.yaml >../changes || :
	[ "$(grep -c '^<' ../changes)" -eq 2 ]
	[ "$(sws-query worker -w "id = 'shegong-010'" -s 'name, talent' -f tsv | tail -n 1)" = \
		"$(printf '乙\tcity')" ]
}

@test "an id is worked out of what was filled in" {
	editor <<-'END'
		sed -i 's/^station:/station: zhan/; s/^  date:/  date: 2022-05-06/' "$1"
	END
	makes cases/2022/zhan/zhan-2022-c018.yaml -e case
	grep -qx 'id: zhan-2022-c018 # 案例编号, required; left empty, the next one is taken' \
		cases/2022/zhan/zhan-2022-c018.yaml
	editor <<-'END'
		sed -i 's/^  date:.*/  date: 2023-05-06/' "$1"
	END
	makes cases/2023/zhan/zhan-2023-c001.yaml -e case station=zhan intake.date=2022-1-1
	editor <<-'END'
		sed -i '/^id:/d; s/^name:.*/name: 丁/' "$1"
	END
	makes workers/shegong-010.yaml -e worker
	editor <<-'END'
		sed -i 's/^id:.*/id: ding/; s/^name:.*/name: 丁/' "$1"
	END
	makes workers/ding.yaml -e worker
}

@test "another who was quicker costs no more than a number" {
	editor <<-'END'
		sed -i 's/^name:.*/name: 丁/' "$1"
		sws-new --no-fsync worker name=先 >../other
	END
	execute sws-new -e --as-of $AS_OF worker
	[ "$status" -eq 0 ]
	[ "$(head -n 1 ../other)" = 'record: workers/shegong-010.yaml' ]
	[ "$(head -n 1 out)" = 'record: workers/shegong-011.yaml' ]
	grep -q '^id: shegong-011 #' workers/shegong-011.yaml
}

@test "a text that is as it was, or empty, makes nothing" {
	local script
	for script in : ': >"$1"' 'sed -i s/^/#/ "$1"'; do
		editor <<<"$script"
		keeps 1 -e worker <<-'END'
			sws-new: the text was left as it was, or empty: nothing is made
		END
		[ -z "$(ls "$TMPDIR")" ]
	done
}

# kept: the one text that is kept; it is removed.
kept() {
	cat "$TMPDIR"/sws-*/*
	rm -r "$TMPDIR"/sws-*
}

# refuses_text STATUS ARGUMENT...: as keeps, with the text kept and on ../kept.
refuses_text() {
	local want=$1 before
	shift
	before=$(git rev-parse main)
	new "$@"
	[ "$status" -eq "$want" ]
	[ "$(git rev-parse main)" = "$before" ]
	kept >../kept
	execute sws-new --lang zh --as-of $AS_OF "$@"
	[ "$status" -eq "$want" ]
	sed "s|$TMPDIR.*||" err >both
	is_chinese both
	rm out err both
	kept >../again
}

@test "what is wrong is said with its lines, and the text is kept" {
	editor <<-'END'
		sed -i 's/^name:.*/name: 丁/; s/^# talent:/talent: town/; s/^# postings:/postings:/' "$1"
	END
	refuses_text 1 -e worker <<-'END'
		workers/shegong-010.yaml:7:10: error: schema.type: nothing stands here; a list is wanted
		   hint: fill it in, or delete the key
		workers/shegong-010.yaml:54:9: error: schema.enum: town is none of the allowed values
		   hint: choose one of: national, city, district
		nothing was committed
		sws-new: the text is kept in TMP/worker.yaml
		hint: go on with it: sws-new -e --from TMP/worker.yaml worker
	END
	grep -q '^talent: town' ../kept
}

@test "what keeps a record from having a place is a finding, too" {
	editor <<-'END'
		sed -i 's/^station:/station: zhan/' "$1"
	END
	refuses_text 1 -e case <<-'END'
		cases/new.yaml:36:8: error: schema.type: nothing stands here; text is wanted
		   hint: fill it in, or delete the key
		nothing was committed
		sws-new: the text is kept in TMP/case.yaml
		hint: go on with it: sws-new -e --from TMP/case.yaml case
	END
	editor <<-'END'
		printf 'name: [\nname: x\n' >"$1"
	END
	refuses_text 1 -e worker <<-'END'
		workers/new.yaml:2:9: error: yaml.syntax: is not YAML here: a comma or the closing bracket is missing
		   hint: check indentation, quotes and brackets at this place
		nothing was committed
		sws-new: the text is kept in TMP/worker.yaml
		hint: go on with it: sws-new -e --from TMP/worker.yaml worker
	END
}

@test "an id of one's own is looked at" {
	editor <<-'END'
		sed -i 's/^id:.*/id: shegong-009/; s/^name:.*/name: 丁/' "$1"
	END
	refuses_text 2 -e worker <<-'END'
		sws-new: the id shegong-009 is taken: workers/shegong-009.yaml
		hint: give another, or none, and the next free one is taken; sws-set changes a record that is there
		sws-new: the text is kept in TMP/worker.yaml
		hint: go on with it: sws-new -e --from TMP/worker.yaml worker
	END
	keeps 2 -e worker id=shegong-009 <<-'END'
		sws-new: the id shegong-009 is taken: workers/shegong-009.yaml
		hint: give another, or none, and the next free one is taken; sws-set changes a record that is there
	END
	editor <<-'END'
		sed -i 's/^name:.*/name: 丁/' "$1"
	END
	refuses_text 2 -e station division=120116001 <<-'END'
		sws-new: the ids of kind station have no number to go on from
		hint: give one: id=...
		sws-new: the text is kept in TMP/station.yaml
		hint: go on with it: sws-new -e --from TMP/station.yaml station
	END
}

@test "an editor that fails loses nothing" {
	editor <<<'echo "name: 丁" >>"$1"; exit 3'
	refuses_text 2 -e worker <<-END
		sws-new: the editor $EDITOR ended with status 3
		sws-new: the text is kept in TMP/worker.yaml
		hint: go on with it: sws-new -e --from TMP/worker.yaml worker
	END
	[ "$(tail -n 1 ../kept)" = 'name: 丁' ]
	editor <<<'echo "name: 丁" >>"$1"; kill -KILL $$'
	execute sws-new -e worker
	[ "$status" -eq 2 ]
	grep -qx "sws-new: the editor $EDITOR was ended by signal 9" err # the shell may say it, too
	[ "$(kept | tail -n 1)" = 'name: 丁' ]
	rm out err
	EDITOR=false keeps 2 -e worker <<-'END'
		sws-new: the editor false ended with status 1
	END
	EDITOR=/nowhere/at-all execute sws-new -e worker
	[ "$status" -eq 2 ]
	tail -n 2 err | diff -u - <(cat <<-'END'
		sws-new: the editor /nowhere/at-all cannot be run
		hint: set VISUAL or EDITOR to the command of an editor that is installed
	END
	)
	editor <<<'rm "$1"'
	execute sws-new -e worker
	[ "$status" -eq 2 ]
	[ -z "$(git status --porcelain -- . ':!out' ':!err')" ]
}

@test "a text that is kept can be gone on with, or any other written" {
	printf 'id:\nname: [丁]\n' >../text
	keeps 1 --from ../text worker <<-'END'
		workers/shegong-010.yaml:2:7: error: schema.type: […] is a list, not text
		   hint: write text
		nothing was committed
	END
	editor <<<"sed -i 's/[][]//g' \"\$1\""
	makes workers/shegong-010.yaml -e --from ../text worker
	[ "$(cat workers/shegong-010.yaml)" = "$(printf 'id: shegong-010\nname: 丁')" ]
	printf 'name: 戊 # x\n' >../text
	EDITOR=: makes workers/shegong-011.yaml -e --from ../text worker
	makes workers/shegong-012.yaml --from ../text worker
	[ "$(cat workers/shegong-012.yaml)" = "$(printf 'id: shegong-012\nname: 戊 # x')" ]
	echo '# x' >../text
	keeps 2 --from ../text worker <<-'END'
		sws-new: ../text is empty: nothing is made
	END
	keeps 2 --from ../nothing worker <<-'END'
		sws-new: cannot read ../nothing: No such file or directory
	END
	for args in '--from ../text worker name=x' '--from ../text --print worker' '-e --print worker' ''; do
		# shellcheck disable=SC2086 # words
		execute sws-new $args
		[ "$status" -eq 2 ]
		grep -q '^sws-new: name a kind of record; ' err
	done
}

@test "an editor may have arguments and names of files any letters" {
	editor <<-'END'
		[ "$1" = --wait ] && [ "$2" = 'a b' ] && [ $# -eq 3 ] || exit 9
		sed -i 's/^name:.*/name: 丁/' "$3"
	END
	mkdir "../t m'p \$(x)"
	export TMPDIR="$BATS_TEST_TMPDIR/t m'p \$(x)"
	EDITOR="$EDITOR --wait 'a b'" execute sws-new -e --as-of $AS_OF worker
	[ "$status" -eq 0 ]
	[ -z "$(ls "$TMPDIR")" ]
	rm out err
	VISUAL="$EDITOR --wait 'a b'" EDITOR=false execute sws-new -e --as-of $AS_OF worker
	[ "$status" -eq 0 ]
	execute env TMPDIR=/nowhere sws-new -e --as-of $AS_OF worker
	[ "$status" -eq 2 ]
	grep -q '/nowhere/sws-' err
}

@test "a work tree that is in the way is seen before the editor and behind it" {
	editor <<-'END'
		sed -i 's/^name:.*/name: 丁/' "$1"
		mkdir -p workers && echo mine >workers/shegong-010.yaml
	END
	execute sws-new -e --as-of $AS_OF worker
	[ "$status" -eq 2 ]
	grep -q 'workers/shegong-010.yaml' err
	kept | grep -q '^name: 丁'
	[ "$(cat workers/shegong-010.yaml)" = mine ]
	git checkout -q --detach
	editor <<<'touch ../opened'
	execute sws-new -e --as-of $AS_OF worker
	[ "$status" -eq 2 ]
	[ ! -e ../opened ]
}

@test "where a commit fails nothing else is told" {
	printf 'id: yi\nname: 乙\nnmae: x\n' >workers/yi.yaml
	git add -A && git commit -qm wrong
	git config --unset user.name
	keeps 2 worker name=丙 <<-'END'
		sws-new: whose commit is it? git does not know user.name
		hint: run 'git config --global user.name "..."'
	END
}

@test "on a terminal one may go back and mend it" {
	script -qec true /dev/null </dev/null >/dev/null 2>&1 || skip "no pseudo-terminals here"
	editor <<-'END'
		if [ -e ../seen ]; then
			sed -i 's/^name:.*/name: 丁/' "$1"
		else
			sed -i 's/^name:.*/name: [丁]/' "$1"
		fi
		: >../seen
	END
	(echo && sleep 1) | TERM=xterm timeout 60 script -qec \
		"stty -echo; sws-new -e --color never --as-of $AS_OF worker" /dev/null >../shown
	tr -d '\r' <../shown | sed "s/$(git rev-parse main)/COMMIT/; /^$/d" >../told
	diff -u - ../told <<-'END'
		workers/shegong-010.yaml:5:7: error: schema.type: […] is a list, not text
		    5 | name: [丁]
		      |       ^^^^
		   hint: write text
		nothing was committed
		go back into the editor? [Y/n] record: workers/shegong-010.yaml
		commit: COMMIT on refs/heads/main
	END
	rm ../seen
	(echo n && sleep 1) | TERM=xterm timeout 60 script -qec \
		"stty -echo; sws-new -e --lang zh --color never --as-of $AS_OF worker" /dev/null >../shown || :
	tail -n 2 ../shown | grep -q '^回到编辑器修改吗？\[Y/n\] sws-new: 文本保留在 '
	kept | grep -q '^name: \[丁\]'
}
