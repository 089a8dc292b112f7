#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures validation of generated repositories beside the bare reading of the same files and a bare
# libyaml pass over the same bytes, and from 100,000 records on each rule and some questions on a
# loaded store; then the reading of CSV beside Python's csv; then the schemas alone beside other
# validators, on those of up to 10,000 records; then one commit of 100,000 files beside git's
# fast-import (make bench). SIZES chooses the numbers of records, RUNS the rounds.
set -eu
B=${B:-build}
SIZES=${SIZES:-1000 10000 100000}
data=$B/bench/data
small=
mkdir -p "$data"
for size in $SIZES; do
	dir=$data/$size
	if [ ! -f "$dir/.complete" ] || [ "$B/generate" -nt "$dir/.complete" ]; then
		rm -rf "$dir"
		"$B/generate" --records "$size" "$dir"
		: >"$dir/.complete"
	fi
	[ "$size" -gt 10000 ] || small="$small $dir"
	[ "$size" -gt 20000 ] && runs=${RUNS:-3} || runs=${RUNS:-7}
	count=$("$B/tests/bench/baseline" read "$dir")
	printf '\n%s records asked for: %s\n' "$size" "$count"
	printf '%s\n' 'ratio: processor time to that of the bare libyaml pass'
	"$B/tests/bench/measure" "$runs" \
		-- "$B/tests/bench/baseline" yaml "$dir" \
		-- "$B/tests/bench/baseline" read "$dir" \
		-- "$B/bin/sws-validate" -C "$dir" --year 2023 --as-of 2024-01-31 -q
	[ "$size" -lt 100000 ] || "$B/tests/bench/rules" "$dir" 2023 2024-01-31
	[ "$size" -lt 100000 ] || "$B/tests/bench/ask" "$dir"
done

[ -f "$data/rows.csv" ] || "$B/tests/bench/delimited" write 100000 "$data/rows.csv"
printf '\nthe rows of a file, decoded and read\n'
"$B/tests/bench/delimited" "$data/rows.csv"
python3 "${0%run.sh}delimited.py" "$data/rows.csv"

# shellcheck disable=SC2086 # a list
[ -z "$small" ] || sh "${0%run.sh}schema.sh" $small
sh "${0%run.sh}commit.sh"
sh "${0%run.sh}import.sh"
