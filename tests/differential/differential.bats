#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Our verdicts against those of python3-jsonschema, on changed example records and kinds.

HERE=$BATS_TEST_DIRNAME

setup() {
	export PYTHONDONTWRITEBYTECODE=1
	cd "$BATS_TEST_TMPDIR" || return
	python3 -W ignore -c 'import jsonschema' 2>/dev/null || skip "python3-jsonschema is not installed"
}

compare() {
	run python3 -W ignore "$HERE/compare.py" "$@"
}

@test "both say the same of more than 5,000 changed records and kinds" {
	compare "$B/tests/differential/ask"
	echo "$output"
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 1 ]
	read -r valid _ invalid _ compiled _ refused _ <<<"$output"
	[ "$valid" -gt 1000 ]
	[ "$invalid" -gt 3000 ]
	[ "$compiled" -gt 500 ]
	[ "$refused" -gt 40 ]
	[ $((valid + invalid)) -gt 5000 ]
}

# answers SED-COMMAND: a program that answers as ours does, but for that.
answers() {
	printf '#!/bin/sh\n"%s" | sed "%s"\n' "$B/tests/differential/ask" "$1" >liar
	chmod +x liar
}

@test "a verdict that differs is shown with its case, and is the same case again" {
	answers 's/^valid$/invalid/'
	compare ./liar record/station/4
	[ "$status" -eq 0 ]
	compare ./liar record/station/5
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = 'record/station/5: ours: invalid, theirs: valid' ]
	[[ "${lines[1]}" == '  schema: {'* ]]
	[[ "${lines[2]}" == '  instance: {"id": '* ]]
	[ "${lines[3]}" = '0 valid, 0 invalid, 1 compiled, 0 refused, 1 differ' ]
}

@test "a schema that only one refuses is shown" {
	answers 's/^compiled$/refused for nothing/'
	compare ./liar kind/station/6
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = 'kind/station/6: ours: refused for nothing, theirs: compiled' ]
}
