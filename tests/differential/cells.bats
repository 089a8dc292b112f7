#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Our cells of delimited texts against those of Python's csv module.

HERE=$BATS_TEST_DIRNAME

setup() {
	export PYTHONDONTWRITEBYTECODE=1
	cd "$BATS_TEST_TMPDIR" || return
}

@test "both read the same of 12,000 random texts, and refuse the same" {
	run python3 "$HERE/cells.py" "$B/tests/differential/cells"
	echo "$output"
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 1 ]
	read -r rows _ refused _ detected _ <<<"$output"
	[ "$rows" -gt 20000 ]
	[ "$refused" -gt 2000 ]
	[ "$detected" -gt 300 ]
}

@test "a text of which both say different things is shown, and is the same case again" {
	printf '#!/bin/sh\n"%s" | sed "s/, true\\]$/, false]/"\n' "$B/tests/differential/cells" >liar
	chmod +x liar
	run python3 "$HERE/cells.py" ./liar
	[ "$status" -eq 1 ]
	case=${lines[0]%%:*}
	run python3 "$HERE/cells.py" ./liar "$case"
	[ "$status" -eq 1 ]
	[[ "${lines[0]}" == "$case: '"* ]]
	[[ "${lines[1]}" == '  ours:   '*', False]' ]]
	[[ "${lines[2]}" == '  theirs: '*', True]' ]]
	[[ "${lines[3]}" == *', 1 differ' ]]
}

@test "a program that does not answer every text is no agreement" {
	printf '#!/bin/sh\n"%s" | sed 1d\n' "$B/tests/differential/cells" >short
	chmod +x short
	run python3 "$HERE/cells.py" ./short 7
	[ "$status" -eq 1 ]
}
