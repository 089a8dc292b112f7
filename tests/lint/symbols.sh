#!/bin/sh
# SPDX-License-Identifier: MIT
# What the compiled files say of themselves: foo.c exports foo and foo_* only; lib/ has no data
# that can change, and neither prints, exits, reads environment or clock, nor allocates beside
# base/mem.c; no two modules have one name. Reads the objects under $B.
set -u
here=$(dirname "$0")
status=0
for source in $(find lib cmd -name '*.c' 2>/dev/null | LC_ALL=C sort); do
	object=${B:-build}/${source%.c}.o
	if [ ! -e "$object" ]; then
		echo "$source:1: not compiled: no $object"
		status=1
		continue
	fi
	faults=$(nm -f sysv "$object" | awk -v source="$source" -f "$here/symbols.awk") || status=1
	[ -z "$faults" ] || echo "$faults" | LC_ALL=C sort -t : -k 2,2n -k 3
done
# Exports begin with the module's name: of two modules with one name, in different folders, the linker
# would quietly take whichever function it meets first.
for name in $(find lib cmd -name '*.c' 2>/dev/null | sed 's|.*/||' | LC_ALL=C sort | uniq -d); do
	for source in $(find lib cmd -name "$name" | LC_ALL=C sort); do
		echo "$source:1: another folder has a $name: their exports could be of one name"
	done
	status=1
done
exit $status
