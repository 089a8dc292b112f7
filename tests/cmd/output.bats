#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Several formats in one run, and files that are never half written.

load helper

setup() {
	begin
	judge
	mv out text
	judge -f json
	mv out json
}

# alone FILE: whether nothing else is in its folder.
alone() {
	ls -A "$(dirname "$1")" | diff - <(basename "$1")
}

@test "one run writes several formats, each to its own file" {
	judge -f text:a -f json:b
	[ "$status" -eq 1 ]
	[ ! -s out ]
	diff text a
	diff json b
	judge -f json -f text:c
	diff json out
	diff text c
	judge -f json -f text:c -O d
	[ ! -s out ]
	diff json d
	judge -f json:- -f text:c
	diff json out
}

@test "a file's name may have colons" {
	judge -f json:a:b:c
	diff json a:b:c
}

@test "two outputs to one place are refused, whatever it is called" {
	two() {
		refuses_records "${@:2}" <<-END
			sws-validate: two outputs would go to $1
			hint: give each its own file: -f FORMAT:FILE
		END
	}
	two stdout -f text -f json
	two stdout -f text -f json:-
	two stdout -f text:- -f text:-
	two a -f text:a -f json:a
	two ./a -f text:a -f json:./a
	two a -f text:records/../a -f json:a
	[ ! -e a ]
	: >a
	ln -s a b
	ln a c
	two b -f text:a -f json:b
	two c -f text:a -f json:c
	two a -f text:a -f json -O a
	two /dev/fd/1 -f text -f json:/dev/fd/1
	[ ! -s a ]
}

@test "an -O that has nothing to write, and a colon without a file, are refused" {
	refuses_records -f text:a -O b <<-'END'
		sws-validate: nothing is left to write to b: every format has a file of its own
		hint: leave out -O, or add -f FORMAT without a file
	END
	refuses_records -f text: <<-'END'
		sws-validate: no file after the colon: text:
		hint: write FORMAT:FILE, or FORMAT alone for standard output
	END
	[ ! -e a ]
	[ ! -e b ]
}

@test "when one output cannot be written the others are, and the status is 2" {
	judge -f json:nowhere/a -f text:b -f json
	[ "$status" -eq 2 ]
	diff text b
	diff json out
	diff err <(echo 'sws-validate: cannot write nowhere/a: No such file or directory')
}

@test "a file is replaced whole, with the permissions it had, and nothing else is left" {
	mkdir new
	judge -O new/file
	alone new/file
	[ "$(stat -c %a new/file)" = "$(stat -c %a text)" ]
	chmod 640 new/file
	times 9999 x >new/file
	cp -p new/file old
	exec 9<new/file
	judge -O new/file
	diff text new/file
	diff old /dev/fd/9 # who had it open still reads the old one
	exec 9<&-
	alone new/file
	[ "$(stat -c %a new/file)" = 640 ]
}

@test "a full disk leaves the old file, and nothing beside it" {
	mkdir new
	echo old >new/file
	full() {
		ulimit -f 0 # of what follows: not one byte into a file
		trap '' XFSZ
		sws-validate -C records --as-of $AS_OF -f text:new/file -f json >/dev/full
	}
	(full || echo $?) 2>&1 | cat >err
	diff err - <<-'END'
		sws-validate: cannot write new/file: File too large
		sws-validate: cannot write stdout: No space left on device
		2
	END
	echo old | diff - new/file
	alone new/file
}

@test "what may not be written is status 2, and stays" {
	drop_privileges
	mkdir closed-folder
	echo old >closed-folder/file
	chmod 555 closed-folder
	judge -O closed-folder/file
	[ "$status" -eq 2 ]
	diff err <(echo 'sws-validate: cannot write closed-folder/file: Permission denied')
	chmod 755 closed-folder
	chmod 444 closed-folder/file
	judge -O closed-folder/file
	[ "$status" -eq 2 ]
	diff err <(echo 'sws-validate: cannot write closed-folder/file: Permission denied')
	echo old | diff - closed-folder/file
	alone closed-folder/file
}

@test "a name left taken by an earlier run is passed over" {
	mkdir new
	# shellcheck disable=SC2016 # the shell that becomes the command evaluates it
	sh -c 'touch new/.sws-$$-0 new/.sws-$$-1; exec sws-validate -C records --as-of "$1" -q -O new/file' sh $AS_OF || :
	diff text new/file
	[ "$(ls -A new | wc -l)" -eq 3 ]
}

@test "a symlink stays one, and what it leads to is replaced" {
	mkdir far
	echo old >far/file
	ln -s far/file link
	judge -O link
	[ -L link ]
	diff text far/file
	alone far/file
	rm far/file
	judge -O link
	[ -L link ]
	diff text far/file
}

@test "pipes and devices are written as they stand" {
	mkfifo pipe
	cat pipe >read &
	judge -O pipe
	wait $!
	[ -p pipe ]
	diff text read
	judge -O /dev/stdout
	diff text out
	judge -O /dev/null
	[ -c /dev/null ]
	[ ! -s out ]
}

@test "people are spoken to in their language, machines in English" {
	LC_ALL=zh_CN.UTF-8 execute sws-validate -C records --as-of $AS_OF -q -f json:a -f text
	diff json a
	is_chinese out
	execute sws-validate -C records --as-of $AS_OF -q -f json:a -f text --lang zh
	is_chinese out
	grep -q '"message": "没有' a
}
