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

# listed YEAR: the findings of a year in the tables of examples/binhai/README.md, `PATH SEVERITY RULE`.
listed()
{
	awk -F ' *[|] *' -v year="$1" '
		$2 ~ /^`/ && $4 ~ year {
			split($2, rule, "`")
			severity = $2 ~ /[(]warning[)]/ ? "warning" : "error"
			for (n = split($3, file, "`"); n > 1; n -= 2)
				print file[n - 1], severity, rule[2]
		}' "$root/examples/binhai/README.md" | LC_ALL=C sort
}

@test "the example has the findings that its README lists, and no others" {
	cd "$root"
	for year in 2022 2023; do
		sws-validate -C examples/binhai --year $year --as-of 2024-01-31 -q >"$BATS_TEST_TMPDIR/got" ||
			[ $? -eq 1 ]
		listed $year >"$BATS_TEST_TMPDIR/want"
		[ "$(wc -l <"$BATS_TEST_TMPDIR/want")" -gt 20 ]
		sed -n 's/^\([^ :]*\):[0-9:]* \([a-z]*\): \([a-z0-9.-]*\).*/\1 \2 \3/p' \
			"$BATS_TEST_TMPDIR/got" | LC_ALL=C sort | diff "$BATS_TEST_TMPDIR/want" -
	done
}

@test "the example is what its generator writes" {
	"$B/generate" "$BATS_TEST_TMPDIR/binhai"
	diff -r "$root/examples/binhai" "$BATS_TEST_TMPDIR/binhai"
}
