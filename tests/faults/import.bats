#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Imports and edits that are disturbed, as commit.bats has it of the writer below them, and edits
# in great number. `make torture` does all of it; here it is a sample.

ROOT=$BATS_TEST_DIRNAME/../..

# A sanitizer makes each judging ten times as long, and everyone judges again for everyone before.
MANY=40
[ -z "${SANITIZE-}" ] || MANY=8

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	git init -q -b main r
	cd r || return
	git config user.name Test
	git config user.email test@example.org
	mkdir workers
	printf 'id: jia\nname: 甲\n' >workers/jia.yaml
	cat >sws.yaml <<-'END'
		format: 1
		policy: binhai
		district: {code: "120116", name: 滨海新区}
		divisions: []
		evaluation_standard: {title: 评估规范, issued_on: 2022-01-01}
	END
	git add .
	git commit -qm one
}

# import_many DIR [OPTION...]: so many imports at once, each of two rows of its own and one that all
# have; what each said is in ../<number>.out and .err, and its status is returned
import_many() {
	local pids=() i dir=$1
	shift
	for ((i = 1; i <= MANY; i++)); do
		printf 'id,name\nyi-%s,乙%s\nbing-%s,丙%s\nall,丁%s\n' "$i" "$i" "$i" "$i" "$i" >"../$i.csv"
	done
	for ((i = 1; i <= MANY; i++)); do
		"$B/bin/sws-import" "$@" --as-of 2023-06-30 -C "$dir" worker "../$i.csv" >"../$i.out" 2>"../$i.err" &
		pids+=($!)
	done
	for i in "${!pids[@]}"; do
		wait "${pids[i]}" || {
			cat "../$((i + 1)).err"
			return 1
		}
	done
}

# expect_many REPOSITORY: as many commits, each that which its importer named, and no row lost
expect_many() {
	local i
	[ "$(git -C "$1" rev-list --count main)" -eq $((MANY + 1)) ]
	[ "$(sed -n 's/^commit: \([0-9a-f]*\) on .*/\1/p' ../*.out | sort)" = \
		"$(git -C "$1" rev-list main | sed '$d' | sort)" ]
	[ "$(git -C "$1" ls-tree --name-only main workers/ | sort)" = \
		"$(printf 'workers/%s.yaml\n' jia all $(seq -f yi-%g $MANY) $(seq -f bing-%g $MANY) | sort)" ]
	for ((i = 1; i <= MANY; i++)); do
		[ "$(git -C "$1" cat-file blob "main:workers/yi-$i.yaml")" = "$(printf 'id: yi-%s\nname: 乙%s' "$i" "$i")" ]
	done
	[ "$(git -C "$1" log --reverse --format= -p main -- workers/all.yaml | grep -c '^+name: 丁')" -eq $MANY ]
	[ -z "$(git -C "$1" fsck --strict 2>&1)" ]
	[ -z "$(find "$1" -name '*.lock')" ]
}

@test "forty imports at once make forty commits" {
	import_many .
	expect_many .
	[ -z "$(git status --porcelain)" ]
}

@test "forty imports of a bare repository make forty commits" {
	git clone -q --bare . ../b.git
	git -C ../b.git config user.name Test
	git -C ../b.git config user.email test@example.org
	import_many ../b.git --no-fsync
	expect_many ../b.git
}

@test "imports, edits and git's own commits do not undo each other" {
	local i
	for i in {1..8}; do
		printf 'id,name\nyi-%s,乙\n' "$i" >"../$i.csv"
		"$B/bin/sws-import" --as-of 2023-06-30 worker "../$i.csv" >/dev/null 2>"../$i.err" &
		"$B/bin/sws-set" --as-of 2023-06-30 jia "name=甲$i" >/dev/null 2>"../set$i.err" &
		until git commit -q --allow-empty -m "git $i" 2>../error; do
			grep -q -e 'index.lock' -e 'cannot lock ref' ../error
			sleep 0.02
		done
		wait -n
		wait -n
	done
	[ "$(git rev-list --count main)" -eq 25 ]
	[ "$(git ls-tree --name-only main workers/ | wc -l)" -eq 9 ]
	[ -z "$(git fsck --strict --no-dangling 2>&1)" ]
	[ -z "$(git status --porcelain)" ]
}

@test "a call that fails, or at which the import is killed, leaves the old commit or the new" {
	[ -z "${SANITIZE-}" ] || skip "a sanitizer's own calls would fail"
	run python3 "$ROOT/tests/faults/torture.py" --every 97 "$B/bin/sws-import"
	echo "$output"
	[ "$status" -ne 77 ] || skip "${lines[0]#\# }"
	[ "$status" -eq 0 ]
}

@test "an edit changes its own line, and reads as what was asked" {
	run python3 "$ROOT/tests/faults/edits.py" 100 "$B/bin"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "an edit that does more is seen" {
	mkdir bin
	ln -s "$B/bin/sws-query" bin/
	printf '#!/bin/sh\n"%s/bin/sws-set" "$@" && echo "# more" >>"$2/%s" && git -C "$2" commit -qam x --amend\n' \
		"$B" sws.yaml >bin/sws-set
	sed -i 's,"\$2/sws.yaml",$(ls "$2"/cases/2022/zhan/"$6".yaml),' bin/sws-set
	chmod +x bin/sws-set
	run python3 "$ROOT/tests/faults/edits.py" 2 bin
	echo "$output"
	[ "$status" -eq 1 ]
	[[ $output == *"other lines differ"* ]]
}
