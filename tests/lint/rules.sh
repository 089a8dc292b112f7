#!/bin/sh
# SPDX-License-Identifier: MIT
# Rules: those of tests/rules/catalogue.txt are those of schema/rules, of the same clause, level, term
# and subjects; each has good and bad cases in tests/rules, and its entry in sws-rules(7).
set -u
here=$(dirname "$0")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

for folder in tests/rules/*/*/*/; do
	[ -e "$folder" ] && echo "$folder" | awk -F / '{ print "case\t" $3 "\t" $4 }'
done | sort -u >"$work/cases"
find man -name sws-rules.7 -exec sed -n 's/^\.It Sy /entry\t/p' {} + >"$work/entries"
# shellcheck disable=SC2046 # names of ours
awk -f "$here/rules.awk" tests/rules/catalogue.txt "$work/cases" "$work/entries" \
	$(find schema/rules -name '*.yaml' | LC_ALL=C sort) >"$work/out"
status=$?
LC_ALL=C sort -t : -k 1,1 -k 2,2n -k 3 "$work/out"
exit $status
