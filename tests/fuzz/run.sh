#!/bin/sh
# SPDX-License-Identifier: MIT
# Fuzzes with libFuzzer, one target after the other; `make fuzz` calls this with what it built.
#
# usage: B=build/fuzz FUZZ_SECONDS=60 sh tests/fuzz/run.sh [PREFIX]     only the targets whose
#        path begins so: tests/fuzz/yaml
#
# One line a target. What libFuzzer learned stays in $B/corpus, what it said in $B/<target>.log.
# Status 1 when a target did not hold: its line names the input that shows it.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build/fuzz}
seconds=${FUZZ_SECONDS:-60}
prefix=${1-}
status=0

# fuzz NAME DICTIONARY-OPTION...
fuzz()
{
	name=$1
	shift
	"$B/tests/fuzz/$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
		-max_len=4096 -print_final_stats=1 -artifact_prefix="$B/found/$name-" "$@" \
		"$B/corpus/$name" "tests/fuzz/corpus/$name" >"$B/$name.log" 2>&1
}

# stat NAME WORD: a figure of libFuzzer's last lines
stat()
{
	sed -n "s/^stat::$2: *//p" "$B/$1.log"
}

for folder in tests/fuzz/corpus/*/; do
	target=$(basename "$folder")
	case tests/fuzz/$target in "$prefix"*) ;; *) continue ;; esac
	mkdir -p "$B/corpus/$target" "$B/found"
	dictionary=tests/fuzz/$target.dict
	if fuzz "$target" $([ ! -e "$dictionary" ] || echo "-dict=$dictionary"); then
		printf '%-10s %s inputs in %s seconds\n' "$target" \
			"$(stat "$target" number_of_executed_units)" "$seconds"
	else
		status=1
		printf '%-10s does not hold: %s (%s)\n' "$target" \
			"$(sed -n 's/.*Test unit written to //p' "$B/$target.log" | tail -n 1)" \
			"$B/$target.log"
	fi
done
exit $status
