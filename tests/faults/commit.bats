#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Commits that are disturbed: by other writers at the same time, and by calls that fail or at
# which the writer is killed. `make torture` lets each call fail; here it is a sample.

ROOT=$BATS_TEST_DIRNAME/../..

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	git init -q -b main r
	cd r || return
	git config user.name Test
	git config user.email test@example.org
	mkdir stations
	echo 'format: 1' >sws.yaml
	: >stations/all.yaml
	git add .
	git commit -qm one
}

# write_40 DIR [OPTION...]: forty writers at once, each of one commit
write_40() {
	local pids=() i dir=$1
	shift
	for i in {1..40}; do
		"$B/tests/faults/writer" "$@" "$dir" "w$i" >/dev/null &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		wait "$i" || return
	done
}

# expect_40 REPOSITORY: that nothing of the forty is lost
expect_40() {
	[ "$(git -C "$1" rev-list --count main)" -eq 41 ]
	[ "$(git -C "$1" cat-file blob main:stations/all.yaml | sort)" = "$(printf 'w%s\n' {1..40} | sort)" ]
	[ "$(git -C "$1" ls-tree --name-only main stations/ | wc -l)" -eq 41 ]
	[ -z "$(git -C "$1" fsck --strict 2>&1)" ]
	[ -z "$(find "$1" -name '*.lock')" ]
}

@test "forty writers at once make forty commits" {
	write_40 .
	expect_40 .
	[ -z "$(git status --porcelain)" ]
}

@test "forty writers of a bare repository make forty commits" {
	git clone -q --bare . ../b.git
	git -C ../b.git config user.name Test
	git -C ../b.git config user.email test@example.org
	git -C ../b.git pack-refs --all
	write_40 ../b.git -s
	expect_40 ../b.git
}

@test "writers and git's own commits do not undo each other" {
	for i in {1..10}; do
		"$B/tests/faults/writer" . "w$i" >/dev/null &
		until git commit -q --allow-empty -m "git $i" 2>../error; do
			grep -q -e 'index.lock' -e 'cannot lock ref' ../error
			sleep 0.02
		done
		wait $!
	done
	[ "$(git rev-list --count main)" -eq 21 ]
	[ "$(sort stations/all.yaml)" = "$(printf 'w%s\n' {1..10} | sort)" ]
	# git writes its commit before it locks the branch, and leaves it there if it comes too late
	[ -z "$(git fsck --strict --no-dangling 2>&1)" ]
	[ -z "$(git status --porcelain)" ]
}

# torture [OPTION...]
torture() {
	[ -z "${SANITIZE-}" ] || skip "a sanitizer's own calls would fail"
	run python3 "$ROOT/tests/faults/torture.py" "$@"
	echo "$output"
	[ "$status" -ne 77 ] || skip "${lines[0]#\# }"
}

@test "a call that fails, or at which the writer is killed, leaves the old commit or the new" {
	torture --every 67 "$B/tests/faults/writer"
	[ "$status" -eq 0 ]
}

@test "what is wrong is seen" {
	cat >writer <<-'END'
		#!/bin/sh
		for name; do :; done
		test "$name" != NEXT && exec sh -c "git -C . commit -q --allow-empty -m $name; git rev-parse HEAD"
	END
	chmod +x writer
	torture --every 997 writer
	[ "$status" -eq 1 ]
}
