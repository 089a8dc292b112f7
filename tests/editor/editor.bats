#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What an editor shows of records: yaml-language-server itself, told by sws-schema --editor. It comes
# from npm (make editor-test); where it is not installed these tests are skipped.

load ../cmd/helper

CASE=cases/2022/dagang/dagang-2022-c001.yaml

setup() {
	server=$B/editor/node_modules/yaml-language-server/out/server/src/server.js
	[ -e "$server" ] || skip "yaml-language-server is not installed: make editor-test"
	cd "$BATS_TEST_TMPDIR" || return 1
	cp -R "$BINHAI" records
	sws-schema -C records --editor >out
}

# ask COMMAND...
ask() {
	timeout 120 node "$BATS_TEST_DIRNAME/lsp.js" "$server" records "$@"
}

# hover FILE PATTERN: what is shown over the text that the pattern finds first.
hover() {
	local line column
	line=$(grep -n -m 1 -e "$2" "records/$1" | cut -d : -f 1)
	column=$(sed -n "${line}p" "records/$1" | awk -v pattern="$2" '{ print match($0, pattern) }')
	ask hover "$1" "$line" $((column + 1)) | grep -v -e '^$' -e '^Source: '
}

@test "over a key its Chinese title and description are shown, and those of no other key" {
	hover $CASE 'date: 2022-07-11' | diff - <(cat <<-'END'
		#### 专业服务案例
		接案日期
		其年份决定文件所在的文件夹
	END
	)
	hover $CASE 'date: 2022-07-12' | diff - <(cat <<-'END'
		#### 专业服务案例
		同意日期
		写成 年-月-日，如 2022-03-01
	END
	)
	hover sws.yaml '^divisions' | diff - <(cat <<-'END'
		#### 区级设置
		街镇名录
		全区街道、镇、乡和开发区；社工站全覆盖按此名录计算（通知）
	END
	)
}

@test "over an enumeration all its values are shown with their titles" {
	for pattern in method casework; do
		hover $CASE $pattern | diff - <(cat <<-'END'
			#### 专业服务案例
			工作方法
			Allowed Values:
			* `casework`: 个案工作
			* `groupwork`: 小组工作
			* `community`: 社区工作
		END
		)
	done
}

@test "records of every kind are explained" {
	while read -r file pattern title; do
		hover "$file" "^$pattern" | sed -n 2p | diff - <(echo "$title")
	done <<-END
		$CASE id 案例编号
		sws.yaml format 格式版本
		agencies/shili-jigou-1.yaml id 机构编号
		communities/dagu-henanli.yaml id 资源库编号
		stations/dagu.yaml id 站点编号
		households/dagu/dagu-h001.yaml id 档案编号
		projects/2022/dagu-2022-p1.yaml id 项目编号
		workers/shegong-001.yaml id 社工编号
	END
}

@test "values are proposed with their titles" {
	printf 'id: x\nstation: dagang\nintake: {date: 2022-01-01}\nmethod: \n' >records/cases/2022/dagang/x.yaml
	ask complete cases/2022/dagang/x.yaml 4 9 | tr '\t' ' ' | diff - <(cat <<-'END'
		casework 个案工作
		groupwork 小组工作
		community 社区工作
	END
	)
}

@test "keys are proposed with titles and descriptions, but for those that are there" {
	printf 'id: x\nstation: dagang\nintake:\n  date: 2022-01-01\n  \n' >records/cases/2022/dagang/x.yaml
	ask complete cases/2022/dagang/x.yaml 5 3 | tr '\t' ' ' | diff - <(cat <<-'END'
		problem 主要问题
		decision 接案决定
	END
	)
	printf 'id: x\nstation: dagang\nintake: {date: 2022-01-01}\n\n' >records/cases/2022/dagang/x.yaml
	ask complete cases/2022/dagang/x.yaml 4 1 >out
	grep -qx 'plan	计划|专业服务计划，因人施策（通知三(一)）.*' out
	! grep '^station	' out || false
}

@test "a wrong key is marked where it stands" {
	printf 'id: x\nstation: dagang\nintake: {date: 2022-01-01}\nsorce: self\n' >records/cases/2022/dagang/x.yaml
	echo cases/2022/dagang/x.yaml | ask diagnose >out
	same <<-'END'
		cases/2022/dagang/x.yaml:4:1: Property sorce is not allowed.
	END
}

# Dates that do not exist, references, personal data and the rules are beyond an editor.
@test "of all records those are marked whose structure sws-validate finds at fault, and no others" {
	(cd records && find -- * -name '*.yaml') | LC_ALL=C sort >files
	ask diagnose <files | cut -d : -f 1 | sort -u >marked
	sws-validate -C records --year 2023 -q 2>&1 |
		sed -n '/ schema\.format-/d
			s/^\([^ :]*\):[0-9]*:[0-9]*: error: \(schema\|yaml\)\..*/\1/p' | sort -u >found
	diff found marked
	[ "$(wc -l <marked)" -eq 4 ]
	[ "$(wc -l <files)" -gt 300 ]
}
