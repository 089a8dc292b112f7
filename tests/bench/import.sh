#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures the import of N rows of CSV into a new repository, judging and all, beside git
# fast-import of the same commit; then the same rows once more, which change nothing.
#
# usage: B=build sh tests/bench/import.sh [N]
set -eu
B=${B:-build}
n=${1:-100000}
data=$B/bench/import
rm -rf "$data"
mkdir -p "$data/base/stations"
printf 'format: 1\npolicy: binhai\ndistrict: {code: "120116", name: 滨海新区}\ndivisions: []\n' >"$data/base/sws.yaml"
printf 'id: tanggu\nname: 站\ndivision: "120116001"\nclosed_on: 2021-12-31\n' >"$data/base/stations/tanggu.yaml"
git -C "$data/base" init -q -b main
git -C "$data/base" add -A
git -C "$data/base" -c user.name=x -c user.email=x@example.org commit -q -m base
awk -v n="$n" 'BEGIN {
	print "id,station,code,members,target_groups,opened_on,surveys[1].date,needs[1].item," \
		"needs[1].summary,needs[1].priority,needs[1].raised_on,visits[1].date"
	for (i = 0; i < n; i++)
		printf "h%06d,tanggu,H%06d,%d,独居老年人;disabled,2019/3/%d,2022年3月%d日,养老服务," \
			"需要定期上门探访，帮助购买药品和日用品%d,high,2022-01-%02d,2022-03-04\n",
			i, i, i % 6 + 1, i % 28 + 1, i % 9 + 1, i, i % 28 + 1
}' >"$data/rows.csv"

import='git clone -q --bare "$1" "$2" && git -C "$2" config user.name x && git -C "$2" config user.email x@example.org && exec "$3" -q -C "$2" household "$4"'
sh -c "$import" first "$data/base" "$data/done" "$B/bin/sws-import" "$data/rows.csv"
git -C "$data/done" fast-export main >"$data/stream"
printf '\n%s rows of CSV to one commit; then again, nothing to change\n' "$n"
# shellcheck disable=SC2016 # for the other shell
"$B/tests/bench/measure" "${RUNS:-3}" \
	-- sh -c 'rm -rf "$1" && git init -q --bare -b main "$1" && exec git -C "$1" -c fsync.objectFiles=true fast-import --quiet <"$2"' \
	fast-import "$data/theirs" "$data/stream" \
	-- sh -c "rm -rf \"\$2\" && $import" import "$data/base" "$data/ours" "$B/bin/sws-import" "$data/rows.csv" \
	-- "$B/bin/sws-import" -q -C "$data/done" household "$data/rows.csv"
git -C "$data/ours" fsck --strict
[ "$(git -C "$data/done" rev-list --count main)" -eq 2 ]
rm -rf "$data"
