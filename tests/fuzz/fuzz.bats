#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The fuzz targets without libFuzzer: each holds for its corpus and for changed copies of it;
# and what does not hold is seen, here and by `make fuzz`.

ROOT=$BATS_TEST_DIRNAME/../..

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# replay TARGET
replay() {
	"$B/tests/fuzz/$1" -m 100 "$ROOT/tests/fuzz/corpus/$1"/*
}

@test "cell holds" {
	replay cell
}

@test "check holds" {
	replay check
}

@test "csv holds" {
	replay csv
}

@test "edit holds" {
	replay edit
}

@test "encoding holds" {
	replay encoding
}

@test "format holds" {
	replay format
}

@test "json holds" {
	replay json
}

@test "number holds" {
	replay number
}

@test "pattern holds" {
	replay pattern
}

@test "personal holds" {
	replay personal
}

@test "schema holds" {
	replay schema
}

@test "yaml holds" {
	replay yaml
}

@test "each target has a corpus and a test here, and no corpus is without a target" {
	cd "$ROOT/tests/fuzz"
	ls *.c | sed 's/\.c$//' | grep -v -x -e holds -e replay >"$BATS_TEST_TMPDIR/targets"
	ls corpus | diff "$BATS_TEST_TMPDIR/targets" -
	sed -n 's/^@test "\([a-z]*\) holds" {$/\1/p' fuzz.bats | diff "$BATS_TEST_TMPDIR/targets" -
}

# A target that holds for inputs of up to two bytes.
build_target() {
	cat >short.c <<-'END'
		#include "holds.h"

		int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
		{
			HOLDS(holds_input(data, size).len < 3);
			return 0;
		}
	END
	# shellcheck disable=SC2086 # a list
	${CC:-gcc} ${SANITIZE:+-fsanitize=$SANITIZE} -D_POSIX_C_SOURCE=200809L -I"$ROOT/lib" \
		-I"$ROOT/tests/fuzz" ${LIB_CFLAGS-} -o short short.c "$ROOT"/tests/fuzz/holds.c \
		"$ROOT"/tests/fuzz/replay.c "$B/libsws.a"
}

@test "an input for which a target does not hold ends it and is kept" {
	build_target
	printf 'ab' >good
	printf 'abc' >bad
	./short good
	[ ! -e replay.input ]
	run ./short good bad
	[ "$status" -gt 128 ]
	[[ "$output" == *'short.c:5: does not hold: holds_input(data, size).len < 3'* ]]
	cmp replay.input bad
}

@test "changed copies of an input are tried, the same ones each time" {
	build_target
	printf 'ab' >good
	run ./short -m 50 good
	[ "$status" -gt 128 ]
	mv replay.input first
	run ./short -m 50 good
	cmp replay.input first
}

@test "a file that cannot be read is no replay" {
	run "$B/tests/fuzz/json" none
	[ "$status" -eq 2 ]
	run "$B/tests/fuzz/json"
	[ "$status" -eq 2 ]
}

# fuzzer NAME BODY: a target as libFuzzer would make it, for run.sh
fuzzer() {
	printf '#!/bin/sh\n%s\n' "$2" >"b/tests/fuzz/$1"
	chmod +x "b/tests/fuzz/$1"
}

@test "make fuzz says in a line what each target did, and fails for one that does not hold" {
	mkdir -p b/tests/fuzz
	fuzzer json 'echo "stat::number_of_executed_units: 123"'
	fuzzer yaml 'echo "Test unit written to found/yaml-crash-1"; exit 77'
	B=$PWD/b FUZZ_SECONDS=7 run sh "$ROOT/tests/fuzz/run.sh" tests/fuzz/json
	[ "$status" -eq 0 ]
	[ "$output" = 'json       123 inputs in 7 seconds' ]
	B=$PWD/b FUZZ_SECONDS=7 run sh "$ROOT/tests/fuzz/run.sh" tests/fuzz/yaml
	[ "$status" -eq 1 ]
	[ "$output" = "yaml       does not hold: found/yaml-crash-1 ($PWD/b/yaml.log)" ]
}
