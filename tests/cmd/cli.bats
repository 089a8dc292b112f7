#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What is the same in every command: options, languages, colours, and where output can go.

load helper

setup() {
	begin
}

# printing: command lines that print something on standard output.
printing() {
	cat <<-END
		sws-validate -C records --as-of $AS_OF
		sws-validate -C records --as-of $AS_OF -f json
		sws-validate --explain coverage
		sws-validate --version
		sws-validate --help
		sws-schema --kinds
		sws-schema --rules
		sws-schema --parameters
		sws-schema --tables
		sws-schema station
		sws-schema --version
		sws-init made
		sws-init made
		sws-init --help
		sws-init --version
	END
}

# each_printing SCRIPT: evaluates it with each of these command lines in $line; names those for
# which it fails.
each_printing() {
	local line failed=0
	while read -r line; do
		eval "$1" && continue
		echo "^ $line"
		failed=1
	done < <(printing)
	[ "$failed" -eq 0 ]
}

# --- where output can go ---

@test "a full disk is status 2 with a message" {
	[ -e /dev/full ] || skip "no /dev/full here"
	full() {
		status=0
		$line >/dev/full 2>err || status=$?
		[ "$status" -eq 2 ] &&
			diff err <(echo "${line%% *}: cannot write stdout: No space left on device")
	}
	each_printing full
}

@test "a closed standard output is status 2 with a message" {
	closed() {
		status=0
		$line >&- 2>err || status=$?
		[ "$status" -eq 2 ] &&
			diff err <(echo "${line%% *}: cannot write stdout: Bad file descriptor")
	}
	each_printing closed
}

@test "with all three descriptors closed the status still tells" {
	status=0
	sws-validate -C records --as-of $AS_OF <&- >&- 2>&- || status=$?
	[ "$status" -eq 2 ]
	status=0
	sws-validate -C records --as-of $AS_OF -O out <&- >&- 2>&- || status=$?
	[ "$status" -eq 1 ]
	head -n 2 out | diff - <(echo "$KNOWN")
}

@test "a closed standard input or error changes nothing" {
	judge
	mv out whole
	status=0
	sws-validate -C records --as-of $AS_OF -q <&- >out || status=$?
	[ "$status" -eq 1 ]
	diff whole out
	status=0
	sws-validate -C records --as-of $AS_OF -q 2>&- >out || status=$?
	[ "$status" -eq 1 ]
	diff whole out
	status=0
	sws-validate --nonsense 2>&- >out || status=$?
	[ "$status" -eq 2 ]
	[ ! -s out ]
}

@test "with standard error closed no message gets into the file that is written" {
	status=0
	sws-validate -C records --as-of $AS_OF -q -O file 2>&- || status=$?
	[ "$status" -eq 1 ]
	head -n 2 file | diff - <(echo "$KNOWN")
	status=0
	sws-init -q made --nonsense 2>&- || status=$?
	[ "$status" -eq 2 ]
}

@test "a reader that goes away is no trouble, and nothing is said" {
	for n in $(seq 2000); do
		printf 'id: a%s\nname: x\nuscc: %s\n' "$n" "$n" >"records/agencies/a$n.yaml"
	done
	{ sws-validate -C records --as-of $AS_OF 2>err || echo $? >ended; } | head -n 1 >first
	[ "$(cat ended)" -eq 141 ]
	[ ! -s err ]
	grep -q '^agencies/a1.yaml:3:7: ' first
}

@test "-O writes the file, replaces what is there, and - is standard output" {
	execute sws-validate -C records --as-of $AS_OF -q
	mv out whole
	for file in file ./file; do
		times 9999 x >"$file"
		execute sws-validate -C records --as-of $AS_OF -q -O "$file"
		[ "$status" -eq 1 ]
		[ ! -s out ]
		diff whole "$file"
	done
	execute sws-validate -C records --as-of $AS_OF -q --output=-
	diff whole out
	execute sws-schema -O file --kinds
	[ "$status" -eq 0 ]
	[ "$(wc -l <file)" -eq 8 ]
}

@test "-O where nothing can be written is status 2 with a message" {
	check() {
		execute sws-validate -C records --as-of $AS_OF -O "$1"
		[ "$status" -eq 2 ]
		[ ! -s out ]
		diff err <(echo "sws-validate: cannot write $1: $2")
		execute sws-schema --kinds -O "$1"
		[ "$status" -eq 2 ]
		diff err <(echo "sws-schema: cannot write $1: $2")
	}
	check nowhere/file 'No such file or directory'
	check records 'Is a directory'
	[ ! -e /dev/full ] || check /dev/full 'No space left on device'
	check records/sws.yaml/x 'Not a directory'
}

@test "a name that cannot be written to is quoted safely" {
	execute sws-validate -C records --as-of $AS_OF -O $'no\033[31m\nwhere/x'
	diff err <(echo 'sws-validate: cannot write no\x1B[31m\nwhere/x: No such file or directory')
}

# --- options ---

@test "--help is the usage, and the status is 0" {
	for name in $(commands); do
		for option in --help -h; do
			execute $name $option
			[ "$status" -eq 0 ]
			[ ! -s err ]
			[ "$(wc -l <out)" -eq 1 ]
			grep -q "^$name \[-" out
		done
	done
}

@test "--version names the command and its libraries" {
	for name in $(commands); do
		execute $name --version
		[ "$status" -eq 0 ]
		sed 's/ [0-9][0-9.]*\( .*\)\{0,1\}$/ N/' out | diff - <(cat <<-END
			$name N
			libgit2 N
			libidn2 N
			libyaml N
			nettle N
			PCRE2 N
			SQLite N
			utf8proc N
		END
		)
	done
}

@test "an unknown option is refused with the usage" {
	for name in $(commands); do
		usage=$($name --help)
		for option in -Z --nonsense --nonsense=1 --; do
			[ "$option" = -- ] && continue
			refuses $name $option <<-END
				$name: no such option: $option; usage: ${usage#"$name "}
			END
		done
	done
}

@test "an unknown option is found behind others, in a cluster too" {
	usage=$(sws-validate --help)
	refuses sws-validate -qx <<-END
		sws-validate: no such option: -x; usage: ${usage#* }
	END
	refuses sws-validate -q -C records --rules <<-END
		sws-validate: no such option: --rules; usage: ${usage#* }
	END
}

@test "options that are not UTF-8, or of many bytes, are quoted safely" {
	for option in $'-\377' $'--\377' $'--\033[31m' '-文' '--文' $'--a\nb'; do
		execute sws-validate "$option"
		[ "$status" -eq 2 ]
		[ ! -s out ]
		[ "$(wc -l <err)" -eq 1 ]
		! LC_ALL=C tr -d '\n' <err | LC_ALL=C grep '[[:cntrl:]]' || false
		iconv -f UTF-8 -t UTF-8 err >copy
	done
	grep -qF 'no such option: --a\nb;' err
	execute sws-validate -文
	grep -qF 'no such option: -文;' err || grep -qF 'no such option: -\xE6' err
}

@test "an option of a megabyte is refused, and not shown whole" {
	execute sws-validate "--$(times 100000 x)"
	[ "$status" -eq 2 ]
	[ "$(wc -c <err)" -lt 2000 ]
}

@test "an option without its value is refused" {
	for name in sws-validate sws-schema; do
		usage=$($name --help)
		for option in -O --output --lang --color; do
			refuses $name $option <<-END
				$name: the option wants a value: $option; usage: ${usage#* }
			END
		done
	done
}

@test "an option with a value that it does not take is refused" {
	usage=$(sws-validate --help)
	refuses sws-validate --quiet=1 <<-END
		sws-validate: the option takes no value: --quiet=1; usage: ${usage#* }
	END
	usage=$(sws-schema --help)
	refuses sws-schema --kinds=1 <<-END
		sws-schema: the option takes no value: --kinds=1; usage: ${usage#* }
	END
}

@test "a value may follow its letter, an equals sign, or stand by itself" {
	execute sws-validate -C records --as-of $AS_OF -q -f json
	mv out whole
	for options in "-qCrecords -fjson" "-q --directory=records --format=json" \
		"--quiet --directory records --format json" "-qf json -C records"; do
		# shellcheck disable=SC2086 # words
		execute sws-validate --as-of=$AS_OF $options
		diff whole out
	done
}

@test "of an option that is given twice the last one counts" {
	execute sws-validate -C nowhere -C records --as-of 2020-01-01 --as-of $AS_OF -q -O nowhere -O -
	diff out - <<-END
		$KNOWN

		records: 1, errors: 1, warnings: 0
	END
}

@test "an operand that is not wanted is refused, also behind --" {
	usage=$(sws-validate --help)
	refuses sws-validate --explain yaml.tab records <<-END
		sws-validate: unexpected operand: records; usage: ${usage#* }
	END
	refuses sws-validate --explain yaml.tab -- -q <<-END
		sws-validate: unexpected operand: -q; usage: ${usage#* }
	END
	usage=$(sws-init --help)
	refuses sws-init made more <<-END
		sws-init: unexpected operand: more; usage: ${usage#* }
	END
	[ ! -e made ]
}

@test "-- ends the options" {
	execute sws-validate -C records --as-of $AS_OF -q --
	[ "$status" -eq 1 ]
	execute sws-init -q -- -made
	[ "$status" -eq 0 ]
	[ -e ./-made/sws.yaml ]
}

@test "a language or colour that is none is refused" {
	for name in $(commands); do
		usage=$($name --help)
		execute $name --lang fr
		[ "$status" -eq 2 ]
		diff err <(echo "$name: no such language: fr; zh or en; usage: ${usage#* }")
		execute $name --color sometimes
		[ "$status" -eq 2 ]
		diff err <(echo "$name: colours are auto, always or never, not sometimes; usage: ${usage#* }")
	done
}

# --- languages ---

# language VARIABLE=VALUE...: that of a message, in this environment.
language() {
	env -u LC_ALL -u LC_MESSAGES -u LANG -u LANGUAGE "$@" sws-validate --set x 2>err || :
	if grep -q 'wants NAME' err; then echo en; else echo zh; fi
}

@test "the language is that of LC_ALL, then LC_MESSAGES, then LANG, then English" {
	diff <(
		language A=
		language LANG=zh_CN.UTF-8
		language LC_MESSAGES=zh_CN.UTF-8
		language LC_ALL=zh_CN.UTF-8
		language LC_ALL=zh
		language LANG=zh_CN.UTF-8 LC_MESSAGES=en_GB.UTF-8
		language LANG=zh_CN.UTF-8 LC_ALL=C
		language LANG=en_GB.UTF-8 LC_ALL= LC_MESSAGES=zh_TW.Big5
		language LANG=zh_CN.UTF-8 LC_MESSAGES=
		language LANG=tr_TR.UTF-8
		language LANG=nonsense
		language LANGUAGE=zh
	) <(printf '%s\n' en zh zh zh zh en en zh zh en en en)
}

@test "--lang wins over the environment, in both directions" {
	LC_ALL=zh_CN.UTF-8 execute sws-validate --lang en --set x
	grep -q '^sws-validate: --set wants NAME=VALUE, not x$' err
	LC_ALL=C execute sws-validate --lang zh --set x
	is_chinese err
}

@test "a message about an option is in the language of the whole command line" {
	execute sws-validate --set x --lang zh
	[ "$status" -eq 2 ]
	LC_ALL=C grep -q "$(printf '[\344-\351]')" err
}

@test "what a rule asks for is explained in Chinese" {
	sws-schema --rules | cut -f 1 | sort -u >rules
	[ "$(wc -l <rules)" -ge 8 ]
	while read -r rule; do
		execute sws-validate --explain "$rule" --lang zh
		[ "$status" -eq 0 ]
		is_chinese out
		execute sws-validate --explain "$rule"
		[ "$status" -eq 0 ]
		no_placeholder out
		head -n 1 out | grep -q "^$rule: [A-Z]"
	done <rules
}

@test "every finding can be explained in Chinese without an English sentence" {
	sed -n 's/^\([a-z]*\.[a-z0-9.-]*\):$/\1/p' "$ROOT/schema/messages/zh.yaml" |
		grep -E '^(text|yaml|path|reference|privacy|schema|pack)\.' >ids
	[ "$(wc -l <ids)" -gt 80 ]
	while read -r id; do
		execute sws-validate --explain "$id" --lang zh
		[ "$status" -eq 0 ] || continue # not a finding
		! LC_ALL=C grep -nE '(^|[^a-z-])[a-z]{2,} [a-z]{2,} [a-z]{2,}' out || false
		echo "$id" >>explained
	done <ids
	[ "$(wc -l <explained)" -gt 60 ]
}

@test "what the system says is in Chinese in a Chinese message, or left out" {
	mkdir records/.git
	: >records/.git/HEAD
	for options in '-C nowhere' '-C records -O nowhere/x' '-C records --rev HEAD' '-C records/sws.yaml'; do
		# shellcheck disable=SC2086 # words
		execute sws-validate --lang zh $options
		[ "$status" -eq 2 ]
		is_chinese err
	done
}

@test "lists of sws-schema are in Chinese, too" {
	for list in --kinds --rules --parameters --tables; do
		execute sws-schema --lang zh $list
		[ "$status" -eq 0 ]
		! LC_ALL=C grep -nE '(^|[^a-z-])[a-z]{2,} [a-z]{2,} [a-z]{2,}' out || false
		LC_ALL=C awk -F '\t' '!/[\344-\351]/ && $NF != "" { print; bad = 1 } END { exit bad }' out
	done
}

@test "the counts and the table of verdicts are in Chinese" {
	execute sws-validate -C records --as-of $AS_OF --lang zh
	[ "$status" -eq 1 ]
	is_chinese out
	sed -n '/^$/,$p' out | sed 1d | diff - <(cat <<-END
		规则              达标  未达标  待完成  不适用  已豁免
		supervision.team     0       0       1       0       0
		另有 $(($(rules | wc -l) - 1)) 条规则未列出，均无未达标、待完成或已豁免（加 -v 全部列出）

		记录 1 份，错误 1 个，警告 0 个
	END
	)
}

# --- colours ---

colours() {
	grep -q "$(printf '\033')" out && echo colours || echo plain
}

@test "without a terminal there are no colours, but with --color always" {
	judge
	[ "$(colours)" = plain ]
	judge --color auto
	[ "$(colours)" = plain ]
	judge --color always
	[ "$(colours)" = colours ]
	sed "s/$(printf '\033')\[[0-9;]*m//g" out >bare
	judge
	diff out bare
	execute sws-validate -C records --as-of $AS_OF -q --color always -O file
	grep -q "$(printf '\033')" file
}

@test "--color always wins over NO_COLOR, and JSON has none" {
	NO_COLOR=1 judge --color always
	[ "$(colours)" = colours ]
	judge --color always -f json
	[ "$(colours)" = plain ]
	is_json out
}

@test "on a terminal there are colours, unless NO_COLOR, TERM or --color say no" {
	command -v script || skip "no script(1) here to play a terminal"
	line="sws-validate -C records --as-of $AS_OF -q"
	on_terminal "$line"
	[ "$(colours)" = colours ]
	on_terminal "NO_COLOR=1 $line"
	[ "$(colours)" = plain ]
	on_terminal "NO_COLOR= $line"
	[ "$(colours)" = colours ]
	on_terminal "TERM=dumb $line"
	[ "$(colours)" = plain ]
	on_terminal "$line --color never"
	[ "$(colours)" = plain ]
	on_terminal "$line -O file; cat file"
	[ "$(colours)" = plain ]
}

@test "a terminal is shown the line with a caret under the place, by width of characters" {
	command -v script || skip "no script(1) here to play a terminal"
	agency 'systems: [{kind: finance, title: 甲乙丙, file: 0123}]' 'kind: 机构'
	on_terminal "sws-validate -C records --as-of $AS_OF -q --color never"
	[ "$status" -eq 1 ]
	same <<-END
		agencies/jia.yaml:3:45: error: schema.type: 0123 without quotes is not text to YAML
		    3 | systems: [{kind: finance, title: 甲乙丙, file: 0123}]
		      |                                                ^^^^
		   hint: put it in quotes: "0123"
		agencies/jia.yaml:4:7: error: schema.enum: 机构 is none of the allowed values
		    4 | kind: 机构
		      |       ^^^^
		   hint: choose one of: social-service-institution, association, foundation, company, other
		workers/zhong.yaml:3:1: error: schema.additional-properties: unknown key nmae
		    3 | nmae: 丙
		      | ^^^^
		   hint: delete it, or correct its name

		records: 2, errors: 3, warnings: 0
	END
}

@test "of a very long line a terminal is shown the part around the place" {
	command -v script || skip "no script(1) here to play a terminal"
	agency "incubated_by: \"$(times 3000 长)\"" "systems: [{file: $(times 3000 x), kind: 0123}]"
	on_terminal "sws-validate -C records --as-of $AS_OF -q --color never"
	awk '{ if (length > 200) exit 1 }' out
	grep -q '^    4 | …x*, kind: 0123}\]$' out
}
