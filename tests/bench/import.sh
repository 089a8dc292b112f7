#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures the import of N rows of CSV, judging and all, in one commit:
#
#	into a bare repository, beside git fast-import (its pack synced) of the same blobs alone,
#	and of the whole commit; wanted are at most 3 times the time of the blobs, and 400 MB;
#	the same rows once more, which change nothing;
#	the rows judged on a day by which every record fails a rule, in the same memory;
#	into a work tree, beside git checkout of the same tree, and into none: the difference of
#	the latter two is what compares with the checkout.
#
# usage: B=build sh tests/bench/import.sh [N]
# shellcheck disable=SC2086,SC2046 # lists
set -eu
B=${B:-build}
n=${1:-100000}
data=$B/bench/import
rm -rf "$data"
mkdir -p "$data/base/stations"
printf 'format: 1\npolicy: binhai\ndistrict: {code: "120116", name: 滨海新区}\ndivisions: []\n' >"$data/base/sws.yaml"
printf 'id: tanggu\nname: 站\ndivision: "120116001"\n' >"$data/base/stations/tanggu.yaml"
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

# Folders are made anew and not removed in between: a file system is slow to make files where
# many were removed just before.
cat >"$data/run" <<'END'
set -eu
what=$1 data=$2 import=$3
shift 3
repository=$(mktemp -d "$data/$what.XXXXXX")/r
clone() {
	git clone -q "$@" "$repository"
	git -C "$repository" config user.name x
	git -C "$repository" config user.email x@example.org
}
case $what in
fast-import)
	git init -q --bare -b main "$repository"
	exec git -C "$repository" -c core.fsync=objects fast-import --quiet <"$data/$1"
	;;
bare) clone --bare "$data/base" ;;
tree) clone "$data/base" ;;
checkout)
	clone -n --shared "$data/done"
	exec git -C "$repository" checkout -q -f main
	;;
esac
exec "$import" -q -C "$repository" "$@" household "$data/rows.csv"
END
run() {
	printf '%s\n' "-- sh $data/run $1 $data $B/bin/sws-import"
	shift
	printf '%s\n' "$*"
}
soon='--year 2022 --as-of 2022-06-30'
late='--year 2024 --as-of 2025-01-31'

git clone -q --bare "$data/base" "$data/done"
git -C "$data/done" config user.name x
git -C "$data/done" config user.email x@example.org
"$B/bin/sws-import" -q -C "$data/done" $soon household "$data/rows.csv"
git -C "$data/done" fast-export main >"$data/commit"
git -C "$data/done" ls-tree -r main | cut -d ' ' -f 3 | cut -f 1 |
	git -C "$data/done" cat-file --batch='blob
data %(objectsize)' >"$data/blobs"

printf '\n%s rows of CSV to one commit, beside the same blobs in git fast-import, and its commit;\n' "$n"
printf 'then again, nothing to change; then judged when every record fails a rule\n'
"$B/tests/bench/measure" "${RUNS:-3}" \
	$(run fast-import blobs) $(run fast-import commit) $(run bare $soon) \
	-- "$B/bin/sws-import" -q -C "$data/done" $soon household "$data/rows.csv" \
	$(run bare $late)
printf '\nthe same rows into a work tree, beside git checkout of it, and into none\n'
"$B/tests/bench/measure" "${RUNS:-3}" \
	$(run checkout) $(run tree $soon) $(run bare $soon)
set -- "$data"/tree.*/r
git -C "$1" fsck --strict
[ -z "$(git -C "$1" status --porcelain)" ]
[ "$(git -C "$data/done" rev-list --count main)" -eq 2 ]
rm -rf "$data"
