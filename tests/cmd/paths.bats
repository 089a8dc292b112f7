#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-validate on some paths: operands, lists of them, and a file on standard input.

load helper

setup() {
	begin
	agency 'x: 1'
}

# The findings of ./records as it is set up, by file.
AGENCY='agencies/jia.yaml:3:1: error: schema.additional-properties: unknown key x
   hint: delete it, or correct its name
'

# counts RECORDS ERRORS: the last line.
counts() {
	echo "records: $1, errors: $2, warnings: 0"
}

# judge_from FOLDER OPTION...
judge_from() {
	local folder=$1
	shift
	execute sws-validate -C "$folder" --as-of $AS_OF "$@"
}

# judge_with FILE OPTION...: the same of ./records, with the file on standard input.
judge_with() {
	local file=$1
	shift
	status=0
	timeout --foreground "$SECONDS_MAX" sws-validate -C records --as-of $AS_OF "$@" \
		>out 2>err <"$file" || status=$?
	[ "$status" -le 2 ]
}

# --- operands ---

@test "only the findings of the named file are shown, and its records counted" {
	judge agencies/jia.yaml
	[ "$status" -eq 1 ]
	{ echo "$AGENCY" && counts 1 1; } | same
	judge workers/zhong.yaml
	{ echo "$KNOWN" && echo && counts 1 1; } | same
	[ "$status" -eq 1 ]
}

@test "a named file without fault is status 0, whatever is wrong with others" {
	printf 'id: yi\nname: y\n' >records/agencies/yi.yaml
	judge agencies/yi.yaml
	[ "$status" -eq 0 ]
	counts 1 0 | same
}

@test "a kind stands for all its records, kind and id for one, also in a list" {
	judge agency/jia
	{ echo "$AGENCY" && counts 1 1; } | same
	judge worker agency
	[ "$status" -eq 1 ]
	tail -n 1 out | grep -qx "$(counts 2 2)"
	echo agency/jia >list
	judge_with list --files-from - -q
	{ echo "$AGENCY" && counts 1 1; } | same
}

@test "a folder stands for all that is in it, and several paths for all of theirs" {
	mkdir -p records/agencies/deep
	printf 'id: yi\n' >records/agencies/deep/yi.yaml
	judge agencies
	[ "$status" -eq 1 ]
	tail -n 1 out | diff - <(counts 2 3)
	judge agencies/deep workers/zhong.yaml agencies/deep/yi.yaml
	tail -n 1 out | diff - <(counts 2 3)
	judge .
	mv out all
	judge
	diff all out
}

@test "what a named record refers to is read, and found missing" {
	station 'contracts: [{agency: jia}, {agency: yi}]'
	judge stations/zhan.yaml
	diff out - <<-'END'
		stations/zhan.yaml:4:37: error: reference.exists: there is no agency yi
		   hint: correct the id, or add the record

		records: 1, errors: 1, warnings: 0
	END
}

@test "a failing rule is shown where it points at a named file" {
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 stations/xincun.yaml
	[ "$status" -eq 1 ]
	head -n 1 out | grep -q '^stations/xincun.yaml:1:1: error: supervision.yearly '
	tail -n 1 out | diff - <(counts 1 1)
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 stations/tanggu.yaml
	[ "$status" -eq 0 ]
	counts 1 0 | same
}

@test "there is no table of verdicts, which would be of the whole district" {
	judge_from records agencies/jia.yaml
	{ echo "$AGENCY" && counts 1 1; } | same
	judge_from records -f json agencies/jia.yaml ./workers/
	is_json out
	grep -qx '  "verdicts": {},' out
	grep -qx '    "paths": \["agencies/jia.yaml", "workers"\],' out
	grep -qx '    "records": 2,' out
}

@test "paths are relative to the folder of -C, or to the current one" {
	judge agencies/jia.yaml
	mv out first
	for call in 'records/agencies jia.yaml' 'records/agencies .' 'records/agencies ../agencies/jia.yaml' \
		"records/workers $PWD/records/agencies/jia.yaml" 'records ./agencies//jia.yaml' \
		'records workers/../agencies'; do
		# shellcheck disable=SC2086 # words
		judge_from ${call% *} "${call#* }"
		diff first out
	done
	ln -s records link
	judge_from link/agencies "$PWD/link/agencies/jia.yaml"
	diff first out
	cd records/agencies
	sws-validate --as-of $AS_OF jia.yaml >../../out || [ $? -eq 1 ]
	diff ../../first ../../out
}

@test "revisions and the index take paths, too" {
	commit records
	rm -rf records/agencies
	judge --rev HEAD agencies
	{ echo "$AGENCY" && counts 1 1; } | same
	judge --staged agencies/jia.yaml
	{ echo "$AGENCY" && counts 1 1; } | same
	git clone -q --bare records bare.git
	judge_from bare.git --rev HEAD agencies/jia.yaml
	{ echo "$AGENCY" && counts 1 1; } | same
	refuses_records agencies <<<"$(
		echo 'sws-validate: not one record is among what was named'
		echo 'hint: name records or their folders; --allow-empty accepts that there is none'
	)"
}

@test "a path that is not there is status 2, with the one that was meant" {
	refuses_records agencies/jai.yaml <<-'END'
		sws-validate: no such file or folder: agencies/jai.yaml; did you mean agencies/jia.yaml?
		hint: paths are relative to the folder of -C
	END
	refuses_records workers/zhong.yaml nothing/jia <<-'END'
		sws-validate: no such file or folder: nothing/jia
		hint: paths are relative to the folder of -C
	END
	refuses_records agency/jai <<-'END'
		sws-validate: no such record: agency/jai; did you mean jia?
	END
	refuses_records agencis/jia <<-'END'
		sws-validate: no such file or folder: agencis/jia; did you mean agencies/jia.yaml?
		hint: paths are relative to the folder of -C
	END
	refuses sws-validate -C records/workers ../agencies/jia.yml <<-'END'
		sws-validate: no such file or folder: ../agencies/jia.yml; did you mean ../agencies/jia.yaml?
		hint: paths are relative to the folder of -C
	END
	refuses_records '' <<-'END'
		sws-validate: an empty name is no file or folder
		hint: '.' is the folder itself
	END
	refuses_records -- -q <<-'END'
		sws-validate: no such file or folder: -q
		hint: paths are relative to the folder of -C
	END
}

@test "a hostile name is quoted safely" {
	execute sws-validate -C records $'a\e[31m\377\n'
	[ "$status" -eq 2 ]
	LC_ALL=C grep -q $'\e' err && return 1
	[ "$(wc -l <err)" -eq 2 ]
}

@test "a path outside the records is status 2" {
	: >outside.yaml
	for path in .. ../outside.yaml "$PWD/outside.yaml" /; do
		refuses_records "$path" <<-END
			sws-validate: $path is not within the records of $PWD/records
			hint: paths are relative to the folder of -C
		END
	done
}

@test "paths without a record are status 2, unless that is allowed" {
	: >records/README.md
	mkdir records/docs records/stations
	: >records/docs/x
	for path in README.md docs docs/x docs/y stations; do
		refuses_records $path <<-'END'
			sws-validate: not one record is among what was named
			hint: name records or their folders; --allow-empty accepts that there is none
		END
		judge --allow-empty $path
		[ "$status" -eq 0 ]
		counts 0 0 | same
	done
}

@test "sws.yaml may be the only path" {
	judge sws.yaml
	[ "$status" -eq 0 ]
	counts 0 0 | same
	echo 'x: 1' >>records/sws.yaml
	judge sws.yaml
	[ "$status" -eq 1 ]
	grep -q '^sws.yaml:6:1: error: schema.additional-properties: ' out
}

@test "what hinders a named file from being read is shown, though it is no record" {
	mkdir records/Workers
	: >records/Workers/x.yaml
	ln -s jia.yaml records/agencies/link.yaml
	judge Workers/x.yaml agencies/link.yaml
	[ "$status" -eq 1 ]
	diff out - <<-'END'
		Workers:1:1: error: path.folder: is no folder of records and is not read; did you mean workers?
		   hint: rename the folder
		agencies/link.yaml:1:1: error: path.symlink: is a symbolic link; links are not followed
		   hint: put the file itself here

		records: 0, errors: 2, warnings: 0
	END
}

@test "that the rules could not be judged is said, whatever is named" {
	echo '[' >records/sws.yaml
	printf 'id: yi\nname: y\n' >records/agencies/yi.yaml
	judge agencies/yi.yaml
	[ "$status" -eq 1 ]
	diff out - <<-'END'
		sws.yaml:1:1: error: pack.not-judged: the rules were not judged: sws.yaml cannot be used
		   hint: mend sws.yaml first

		records: 1, errors: 1, warnings: 0
	END
}

@test "a named path with an identifier in it is never printed" {
	mkdir -p records/cases
	: >records/cases/13800138000.yaml
	for format in text json; do
		judge -f $format cases/13800138000.yaml
		[ "$status" -eq 1 ]
		! grep -q 13800138000 out || false
		grep -q 'privacy.personal-data' out
	done
}

# --- lists ---

@test "a list names paths, one a line or with NULs between" {
	judge agencies/jia.yaml workers/zhong.yaml
	mv out operands
	printf 'agencies/jia.yaml\nworkers/zhong.yaml\n' >list
	judge --files-from list
	diff operands out
	judge_with list -q --files-from -
	diff operands out
	printf 'agencies/jia.yaml\r\n\r\nworkers/zhong.yaml' >list
	judge --files-from list
	diff operands out
	printf 'workers/zhong.yaml\0\0agencies/jia.yaml\0' >list
	judge --files-from list -z
	diff operands out
	judge_with list -qz --files-from=-
	diff operands out
	printf 'workers/zhong.yaml\0' >list
	judge -z --files-from list agencies/jia.yaml
	diff operands out
}

@test "names are of any bytes, and quoted as git quotes them" {
	mkdir records/docs
	name=$'docs/\346\226\207 "x"\\\n\377\t.md'
	: >"records/$name"
	commit records
	git -C records ls-files -z docs >list
	judge -z --files-from list --allow-empty
	[ "$status" -eq 0 ]
	git -C records ls-files docs agencies >list
	[ "$(grep -c '^"docs/\\346\\226\\207 \\"x\\"\\\\\\n\\377\\t.md"$' list)" -eq 1 ]
	judge --files-from list
	{ echo "$AGENCY" && counts 1 1; } | same
	judge -f json --files-from list
	is_json out
}

@test "every escape of git is undone" {
	printf '"\\a\\b\\t\\n\\v\\f\\r\\"\\\\\\001\\377"\n' >list
	execute sws-validate -C records --files-from list
	[ "$status" -eq 2 ]
	mkdir records/docs
	: >records/docs/$'\a\b\t\n\v\f\r"\\\001\377'
	sed -i 's|^"|"docs/|' list
	judge --files-from list --allow-empty
	[ "$status" -eq 0 ]
}

@test "quotes that are not git's are refused by their line" {
	for line in '"' '"x' '"x"y' '"\' '"\x41"' '"\18"' '"\400"' '"\12' '"\"'; do
		printf 'agencies\n%s\n' "$line" >list
		refuses_records --files-from list <<-'END'
			sws-validate: line 2 of the list of paths begins with a quotation mark and is not quoted as git does it
			hint: write the list with NULs between: 'git diff -z', and give -z here
		END
	done
	printf '"x\0' >list
	execute sws-validate -C records -z --files-from list
	grep -q '^sws-validate: no such file or folder, of the list: "x$' err
}

@test "an empty list is status 2, unless that is allowed" {
	for list in '' '\n' '\n\n' '\0'; do
		# shellcheck disable=SC2059 # a format is what is given
		printf "$list" >list
		option=$([ "$list" = '\0' ] && echo -z || :)
		# shellcheck disable=SC2086 # none, or one
		refuses_records --files-from list $option <<-'END'
			sws-validate: not one record is among what was named
			hint: name records or their folders; --allow-empty accepts that there is none
		END
		# shellcheck disable=SC2086 # none, or one
		judge --files-from list $option --allow-empty
		[ "$status" -eq 0 ]
		counts 0 0 | same
	done
	judge --files-from list -z --allow-empty -f json
	grep -qx '    "paths": \[\],' out
}

@test "files of a list that are no records are passed over" {
	: >records/README.md
	mkdir records/docs records/agencies/.cache
	: >records/agencies/.cache/x
	printf 'README.md\ndocs/guide.md\nagencies/.cache/x\nagencies/jia.yaml\n' >list
	judge --files-from list
	{ echo "$AGENCY" && counts 1 1; } | same
}

@test "a name of a list that is not there is status 2, with what leaves it out" {
	printf 'agencies/jia.yaml\nagencies/gone.yaml\n' >list
	refuses_records --files-from list <<-'END'
		sws-validate: no such file or folder, of the list: agencies/gone.yaml
		hint: leave out what was deleted, as 'git diff --diff-filter=d' does; paths are relative to the folder of -C
	END
}

@test "a list that cannot be read is status 2" {
	refuses_records --files-from absent <<-'END'
		sws-validate: cannot read absent: No such file or directory
	END
	refuses_records --files-from records <<-'END'
		sws-validate: cannot read records: Is a directory
	END
	status=0
	sws-validate -C records --files-from - <&- >out 2>err || status=$?
	[ "$status" -eq 2 ]
	grep -q '^sws-validate: cannot read stdin: ' err
}

@test "a list at its bound is read, and one over it is refused" {
	{ printf 'agencies/jia.yaml\0' && head -c $((67108864 - 18)) /dev/zero; } >list
	judge -z --files-from list
	{ echo "$AGENCY" && counts 1 1; } | same
	printf '\0' >>list
	refuses_records -z --files-from list <<-'END'
		sws-validate: the list of paths is longer than 64 MiB: list
	END
}

@test "-z without a list is refused" {
	refuses_records -z <<-END
		sws-validate: -z is about the list of --files-from, which is not there
	END
}

@test "a pre-commit hook judges what is about to be committed, and nothing else" {
	commit records
	cat >records/.git/hooks/pre-commit <<-'END'
		#!/bin/sh
		git diff --cached --name-only --diff-filter=d -z |
			sws-validate --staged --files-from - -z --allow-empty -q
	END
	chmod +x records/.git/hooks/pre-commit
	hooked() {
		status=0
		git -C records -c user.name=x -c user.email=x@example.org commit -qm x "$@" >out 2>&1 || status=$?
	}
	: >records/README.md
	git -C records add README.md
	hooked
	[ "$status" -eq 0 ]
	printf 'id: yi\n' >records/agencies/yi.yaml
	git -C records add agencies/yi.yaml
	printf 'id: yi\nname: y\n' >records/agencies/yi.yaml
	hooked
	[ "$status" -eq 1 ]
	grep -qx 'agencies/yi.yaml:1:1: error: schema.required: the key name is missing' out
	hooked agencies/yi.yaml
	[ "$status" -eq 0 ]
	git -C records rm -q agencies/jia.yaml
	hooked
	[ "$status" -eq 0 ]
}

# --- a file on standard input ---

@test "standard input takes the place of a file, and only its findings are shown" {
	printf 'id: jia\nname: x\nnaem: y\n' >new
	judge_with new -q --stdin --stdin-path agencies/jia.yaml
	[ "$status" -eq 1 ]
	diff out - <<-'END'
		agencies/jia.yaml:3:1: error: schema.additional-properties: unknown key naem
		   hint: delete it, or correct its name

		records: 1, errors: 1, warnings: 0
	END
	grep -q 'x: 1' records/agencies/jia.yaml
	printf 'id: jia\nname: x\n' >new
	judge_with new -q --stdin --stdin-path agencies/jia.yaml
	[ "$status" -eq 0 ]
	counts 1 0 | same
}

@test "the same bytes give the same findings on standard input and in a file" {
	for file in stations/xincun.yaml workers/shegong-001.yaml households/hangu/hangu-h001.yaml \
		communities/dagang-yangchunli.yaml sws.yaml; do
		for format in text json; do
			execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 -f $format $file
			sed '/^    "snapshot": /d' out >file
			status=0
			sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 -f $format \
				--stdin --stdin-path $file <"$BINHAI/$file" >out || status=$?
			[ "$status" -eq 1 ]
			sed '/^    "snapshot": /d' out | diff file -
		done
	done
}

@test "the file may be new, and other records may refer to it" {
	station 'contracts: [{agency: yi}]'
	printf 'id: yi\nname: y\n' >new
	judge_with new -q --stdin --stdin-path agencies/yi.yaml
	[ "$status" -eq 0 ]
	judge_with new -q --stdin --stdin-path agencies/yi.yaml stations/zhan.yaml
	[ "$status" -eq 0 ]
	counts 2 0 | same
	judge stations/zhan.yaml
	[ "$status" -eq 1 ]
	[ ! -e records/agencies/yi.yaml ]
}

@test "JSON says that it was a candidate, with the commit it is based on" {
	commit records
	printf 'id: jia\nname: x\n' >new
	judge_with new -f json --stdin --stdin-path agencies/jia.yaml
	grep -E '^    "(snapshot|commit|paths)"' out | diff - <(
		printf '    "snapshot": "candidate",\n    "commit": null,\n    "paths": ["agencies/jia.yaml"],\n'
	)
	judge_with new -f json --rev HEAD --stdin --stdin-path agencies/jia.yaml
	grep -A 1 '^    "snapshot"' out | diff - <(
		printf '    "snapshot": "candidate",\n    "commit": "%s",\n' "$(git -C records rev-parse HEAD)"
	)
	judge_with new -q --staged --stdin --stdin-path agencies/jia.yaml
	[ "$status" -eq 0 ]
}

@test "the path of standard input is found as that of a real file" {
	printf 'id: jia\nname: x\n' >new
	status=0
	sws-validate -C records/agencies --as-of $AS_OF --stdin --stdin-path jia.yaml <new >out || status=$?
	[ "$status" -eq 0 ]
	judge_with new --stdin --stdin-path agencies/Jia.yaml
	[ "$status" -eq 1 ]
	grep -q '^agencies/Jia.yaml:1:1: error: path.id: ' out
	judge_with new --stdin --stdin-path Agencies/jia.yaml
	grep -q '^Agencies:1:1: error: path.folder: ' out
	[ "$status" -eq 1 ]
}

@test "standard input has no place outside the records, or where no file can be" {
	ln -s jia.yaml records/agencies/link.yaml
	mkdir records/docs
	for path in ../x.yaml "$PWD/x.yaml"; do
		refuses_records --stdin --stdin-path "$path" <<-END
			sws-validate: $path is not within the records of $PWD/records
			hint: paths are relative to the folder of -C
		END
	done
	for path in agencies agencies/link.yaml docs agencies/jia.yaml/x; do
		refuses_records --stdin --stdin-path "$path" <<-END
			sws-validate: no file can be at $path: a folder, a link or another thing is in its place or on the way
		END
	done
	refuses_records --stdin --stdin-path . <<-'END'
		sws-validate: no file can have this path: .
	END
	for path in README.md docs/new.yaml agencies/.hidden; do
		refuses_records --stdin --stdin-path $path <<-'END'
			sws-validate: not one record is among what was named
			hint: name records or their folders; --allow-empty accepts that there is none
		END
	done
}

@test "standard input at the bound of a record is read, and one over it is a finding" {
	{ printf 'id: jia\nname: x\n#' && head -c $((1048576 - 17)) /dev/zero | tr '\0' x; } >new
	[ "$(wc -c <new)" -eq 1048576 ]
	judge_with new -q --stdin --stdin-path agencies/jia.yaml
	[ "$status" -eq 0 ]
	printf x >>new
	judge_with new -q --stdin --stdin-path agencies/jia.yaml
	[ "$status" -eq 1 ]
	grep -q '^agencies/jia.yaml:1:1: error: text.too-large: ' out
	judge_with /dev/zero -q --stdin --stdin-path agencies/jia.yaml
	grep -q '^agencies/jia.yaml:1:1: error: text.too-large: ' out
}

@test "an empty standard input is an empty file" {
	judge_with /dev/null -q --stdin --stdin-path agencies/jia.yaml
	[ "$status" -eq 1 ]
	grep -q '^agencies/jia.yaml:1:1: error: yaml.empty: ' out
}

@test "--stdin and its path belong together, and standard input is read once" {
	for option in --stdin '--stdin-path agencies/jia.yaml'; do
		# shellcheck disable=SC2086 # words
		refuses_records $option <<-END
			sws-validate: --stdin and --stdin-path belong together: the bytes, and whose they are
		END
	done
	refuses_records --stdin --stdin-path agencies/jia.yaml --files-from - <<-END
		sws-validate: standard input cannot be both a file and a list
	END
	printf 'agencies/jia.yaml\n' >list
	printf 'id: jia\nname: x\n' >new
	judge_with new -q --stdin --stdin-path agencies/jia.yaml --files-from list
	[ "$status" -eq 0 ]
	status=0
	sws-validate -C records --stdin --stdin-path agencies/jia.yaml <&- >out 2>err || status=$?
	[ "$status" -eq 2 ]
	grep -q '^sws-validate: cannot read stdin: ' err
}
