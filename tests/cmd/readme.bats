#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The README's session is real output.

root=$BATS_TEST_DIRNAME/../..

# transcript COMMAND: the lines that the README shows under the command, indentation taken off.
transcript()
{
	awk -v command="    \$ $1" '
	$0 == command { shown = 1; next }
	shown && (/^    \$ / || /^[^ ]/) { exit }
	shown { sub(/^    /, ""); print }' "$root/README.md" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
}

# follows EXPECTED ACTUAL: the same lines, where `...` stands for any number of them.
follows()
{
	awk 'NR == FNR { want[n++] = $0; next }
	     { got[m++] = $0 }
	     END {
		for (i = j = 0; i < n; i++) {
			if (want[i] == "...") { loose = 1; continue }
			while (loose && j < m && got[j] != want[i]) j++
			if (j == m || got[j] != want[i]) { print "missing: " want[i]; exit 1 }
			j++; loose = 0
		}
		exit j != m && !loose
	     }' "$1" "$2"
}

@test "the session is what the command prints" {
	cd "$root"
	transcript 'build/bin/sws-validate -C examples/binhai --year 2023 --lang zh' >"$BATS_TEST_TMPDIR/want"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/want")" -gt 10 ]
	sws-validate -C examples/binhai --year 2023 --lang zh >"$BATS_TEST_TMPDIR/got" || [ $? -eq 1 ]
	follows "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
}

@test "the check by a schema is what the command prints" {
	cd "$root"
	command='build/bin/sws-validate --schema https://schema.sws.example/kinds/worker.yaml examples/binhai/workers/shegong-001.yaml'
	transcript "$command" >"$BATS_TEST_TMPDIR/want"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/want")" -eq 5 ]
	${command#build/bin/} >"$BATS_TEST_TMPDIR/got" || [ $? -eq 1 ]
	diff "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
}

@test "a session that differs is noticed" {
	printf 'a\n...\nc\n' >"$BATS_TEST_TMPDIR/want"
	printf 'a\nb\nb\nc\n' >"$BATS_TEST_TMPDIR/got"
	follows "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
	printf 'a\nc\n' >"$BATS_TEST_TMPDIR/want"
	run follows "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
	[ "$status" -eq 1 ]
	printf 'a\n...\nd\n' >"$BATS_TEST_TMPDIR/want"
	run follows "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
	[ "$status" -eq 1 ]
}

@test "the README fits on a hundred lines" {
	[ "$(wc -l <"$root/README.md")" -le 100 ]
}
