# SPDX-License-Identifier: MIT
# tests/run, on a small tree of its own whose unit programs are scripts.

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p tests/unit tests/cmd tests/lint build/tests/unit
	cp "$BATS_TEST_DIRNAME/../run" tests/run
}

# unit NAME: a program that does what standard input says
unit() {
	touch tests/unit/$1.c
	{ echo '#!/bin/sh' && cat; } >build/tests/unit/$1
	chmod +x build/tests/unit/$1
}

# The bats that the driver starts must not take itself for a part of this one.
driver() {
	run env $(printf -- '-u %s ' "${!BATS_@}" SANITIZE) PATH="${PATH//$BATS_LIBEXEC:/}" \
		B=build J=3 sh tests/run "$@"
}

@test "units, commands and lints are counted test by test" {
	unit b <<<'echo 1..2; echo "ok 1 - x"; echo "ok 2 - y"'
	echo 'exit 0' >tests/lint/c.sh
	echo '@test "x" { true; }' >tests/cmd/a.bats
	driver
	[ "$status" -eq 0 ]
	diff <(echo "$output") - <<-'END'
		ok tests/cmd/a.bats (1)
		ok tests/lint/c.sh (1)
		ok tests/unit/b.c (2)
		4 passed, 0 failed
	END
}

@test "failures show their output, in a stable order" {
	unit a <<<'sleep 0.3; echo 1..2; echo "ok 1 - x"; echo "not ok 2 - y"; echo "# 1 != 2"; exit 1'
	unit b <<<'echo 1..1; echo "ok 1 - x"'
	echo 'echo "a.c:1: bad"; exit 1' >tests/lint/c.sh
	echo '@test "x" { false; }' >tests/cmd/a.bats
	driver
	[ "$status" -eq 1 ]
	diff <(echo "$output") - <<-'END'
		not ok tests/cmd/a.bats (1 of 1 failed)
		    not ok 1 x
		    # (in test file tests/cmd/a.bats, line 1)
		    #   `@test "x" { false; }' failed
		not ok tests/lint/c.sh (1 of 1 failed)
		    a.c:1: bad
		not ok tests/unit/a.c (1 of 2 failed)
		    not ok 2 - y
		    # 1 != 2
		ok tests/unit/b.c (1)
		2 passed, 3 failed
	END
}

@test "a unit program that crashes has failed, whatever passed before" {
	unit a <<<'echo 1..2; echo "ok 1 - x"; kill -SEGV $$'
	driver
	[ "$status" -eq 1 ]
	[ "${lines[-2]}" = '    # ended by signal 11' ]
	[ "${lines[-1]}" = '1 passed, 1 failed' ]
}

@test "a unit program that ends early, runs nothing, or is not built has failed" {
	unit a <<<'echo 1..2; echo "ok 1 - x"'
	unit b <<<'echo 1..0'
	unit c <<<':'
	touch tests/unit/d.c
	driver
	[ "$status" -eq 1 ]
	[[ "$output" == *'# ran 1 of 2 tests, status 0'* ]]
	[ "${lines[-1]}" = '1 passed, 4 failed' ]
}

@test "a status without a failed test is a failure" {
	unit a <<<'echo 1..1; echo "ok 1 - x"; exit 86'
	driver
	[ "$status" -eq 1 ]
	[ "${lines[-2]}" = '    # ended with status 86' ]
	[ "${lines[-1]}" = '1 passed, 1 failed' ]
}

@test "what is skipped is printed with its reason and counted apart" {
	unit a <<<'echo 1..2; echo "not ok 1 # SKIP x"; echo "ok 2 - y"'
	echo '@test "x" { skip "no network"; }' >tests/cmd/a.bats
	echo 'echo "no mandoc"; exit 77' >tests/lint/c.sh
	driver
	[ "$status" -eq 0 ]
	diff <(echo "$output") - <<-'END'
		ok tests/cmd/a.bats (0)
		    skipped: tests/cmd/a.bats: x no network
		ok tests/lint/c.sh (0)
		    skipped: tests/lint/c.sh: no mandoc
		ok tests/unit/a.c (1)
		    skipped: tests/unit/a.c: x
		1 passed, 0 failed, 3 skipped
	END
}

@test "no test at all is a failure" {
	driver
	[ "$status" -eq 1 ]
	[ "$output" = '0 passed, 0 failed' ]
	unit a <<<'echo 1..1; echo "ok 1 # SKIP x"'
	driver
	[ "$status" -eq 1 ]
	driver tests/nothing
	[ "$status" -eq 1 ]
}

@test "prefixes choose, and under sanitizers the lints are left out" {
	unit a <<<'echo 1..1; echo "ok 1 - x"'
	unit ab <<<'echo 1..1; echo "ok 1 - x"'
	unit b <<<'exit 1'
	echo 'exit 1' >tests/lint/c.sh
	driver tests/unit/a
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = '2 passed, 0 failed' ]
	rm tests/unit/b.c
	SANITIZE=address B=build run sh tests/run
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = '2 passed, 0 failed' ]
}

@test "tests see the same surroundings whoever calls" {
	echo '@test "x" {
		[ "$LC_ALL $TZ $B" = "C.UTF-8 UTC0 $PWD/build" ]
		[ "$PATH" != "${PATH#"$B/bin:"}" ] || [[ "$PATH" == *":$B/bin:"* ]]
		[ -z "$GIT_DIR$LANGUAGE$NO_COLOR$MAKEFLAGS" ]
		[ -d "$HOME" ] && [ -d "$TMPDIR" ] && [ "$HOME" != /root ]
	}' >tests/cmd/a.bats
	GIT_DIR=/x LANGUAGE=de NO_COLOR=1 MAKEFLAGS=-j LC_ALL=C TZ=Asia/Tokyo driver
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = '1 passed, 0 failed' ]
}

@test "nothing is left behind in TMPDIR" {
	unit a <<<'mkdir "$TMPDIR/d"; : >"$TMPDIR/d/f"; chmod 0 "$TMPDIR/d"; echo 1..1; echo "ok 1 - x"'
	mkdir 'a temporary folder'
	TMPDIR="$PWD/a temporary folder" driver
	[ "$status" -eq 0 ]
	[ -z "$(ls a*folder)" ]
}
