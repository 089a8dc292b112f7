#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures one commit of N files of about 1 KB beside git fast-import of the same, both synced.
#
# usage: B=build sh tests/bench/commit.sh [N]
set -eu
B=${B:-build}
n=${1:-100000}
data=$B/bench/commit
rm -rf "$data"
mkdir -p "$data"
"$B/tests/bench/commit" stream "$n" >"$data/stream"
printf '\none commit of %s files of about 1 KB, into a new repository\n' "$n"
# shellcheck disable=SC2016 # for the other shell
"$B/tests/bench/measure" "${RUNS:-3}" \
	-- sh -c 'rm -rf "$1" && git init -q --bare -b main "$1" && exec git -C "$1" fast-import --quiet <"$2"' \
	fast-import "$data/theirs" "$data/stream" \
	-- sh -c 'rm -rf "$1" && git init -q --bare -b main "$1" && exec "$2" write "$3" "$1"' \
	write "$data/ours" "$B/tests/bench/commit" "$n"
[ "$(git -C "$data/ours" rev-parse main)" = "$(git -C "$data/theirs" rev-parse main)" ]
git -C "$data/ours" fsck --strict
rm -rf "$data"
