#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Verdicts against those that Python works out from the text of the rules, without their SQL.

setup() {
	export PYTHONDONTWRITEBYTECODE=1
	cd "$BATS_TEST_TMPDIR" || return
}

recompute() {
	run python3 "$BATS_TEST_DIRNAME/recompute.py" "$B/generate" "$@"
	echo "$output"
}

@test "every verdict on ten repositories with planted faults is the same" {
	recompute
	[ "$status" -eq 0 ]
	read -r rules _ verdicts _ faults _ <<<"${lines[-1]}"
	[ "$rules" -ge 75 ]
	[ "$verdicts" -gt 100000 ]
	[ "$faults" -eq 0 ]
}

@test "what differs is shown with its repository, year, day and parameters" {
	mkdir bin
	cat >lie <<-'END'
		/staffing.registration"/s/"fail"/"pass"/
		/training.hours/s/"measured": 3/"measured": 4/
		/milestone.staffing/s/2022-07-31"}/2022-07-30"}/
		s/"rule": "party.leadership"/"rule": "party.loyalty"/
	END
	printf '#!/bin/sh\n"%s" "$@" | sed -f "%s/lie"\n' "$(command -v sws-report)" "$PWD" >bin/sws-report
	chmod +x bin/sws-report
	PATH=$PWD/bin:$PATH recompute 1
	[ "$status" -eq 1 ]
	shown() {
		grep -q "^records1 --year 202[23] --as-of [0-9-]* .*: $1" <<<"$output"
	}
	shown 'staffing.registration worker/.*: pass, recomputed fail$'
	shown 'training.hours worker/.*: pass 4.*, recomputed pass 3'
	shown 'milestone.staffing station/.* 2022-07-30, recomputed .* 2022-07-31$'
	shown 'party.leadership station/tanggu: nothing, recomputed'
	shown 'party.loyalty station tanggu: .*, not recomputed$'
}
