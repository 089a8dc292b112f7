# SPDX-License-Identifier: MIT
# The manual: its examples run and print what it shows, and its options are those of the commands.
#
# In EXAMPLES a literal block is a session. `$ COMMAND` is run by sh in a copy of examples/binhai
# that is committed to git, one copy a page; lines `> ` continue the command. It ends with status
# 0, or with what the comment `# status N` behind it says. The lines after it are all it prints,
# on both streams, where `...` alone stands for any number of lines; if there are none, its output
# is not looked at.

ROOT=$BATS_TEST_DIRNAME/../..
LINES_LEAST=60
LINES_MOST=125
RECORDS_LINES_MOST=160 # sws-records(5), where every kind is

# extract PAGE FOLDER: writes the page's N-th command to N.command in the folder, its status to
# N.status, the line where it stands to N.line and what it prints, if shown, to N.output.
extract() {
	mkdir -p "$2"
	awk -v folder="$2" '
	function fail(text) {
		print FILENAME ":" FNR ": " text
		failed = 1
	}

	function plain(line,    out, i) {
		while ((i = index(line, "\\")) > 0) {
			out = out substr(line, 1, i - 1)
			line = substr(line, i + 1)
			if (line ~ /^[&e]/) {
				out = out (line ~ /^e/ ? "\\" : "")
				line = substr(line, 2)
			} else if (line ~ /^\(aq/) {
				out = out "\047"
				line = substr(line, 4)
			} else {
				fail("an escape that the extractor does not know")
			}
		}
		return out line
	}

	function finish() {
		if (command == "")
			return
		print command >(folder "/" n ".command")
		print status >(folder "/" n ".status")
		print at >(folder "/" n ".line")
		command = ""
	}

	function begin(line) {
		finish()
		n++
		at = FNR
		status = shown = 0
		if (match(line, /  *# status [0-9]+$/)) {
			status = substr(line, RSTART)
			sub(/.* /, "", status)
			line = substr(line, 1, RSTART - 1)
		}
		command = line
	}

	/^\.Sh / {
		if (block)
			fail("a literal block is not closed")
		block = 0
		examples = $2 == "EXAMPLES"
	}
	!examples { next }
	/^\.Bd -literal/ { block = 1; next }
	/^\.Ed/ {
		if (block && command == "" && !shown)
			fail("a literal block without a command")
		finish()
		block = shown = 0
		next
	}
	!block { next }
	/^[.\047]/ { fail("a request within a literal block"); next }
	/^\$ / { begin(plain(substr($0, 3))); next }
	/^> / && command != "" && !shown {
		command = command "\n" plain(substr($0, 3))
		next
	}
	{
		if (command == "")
			fail("output without a command")
		shown = 1
		print plain($0) >(folder "/" n ".output")
	}
	END {
		if (block)
			fail("a literal block is not closed")
		exit failed
	}' "$1"
}

# same EXPECTED ACTUAL: whether the lines are the same, `...` standing for any number of them.
same() {
	awk '
	function matches(i, k) {
		for (; i <= n; i++ && k++) {
			if (expected[i] != "...") {
				if (k > m || expected[i] != actual[k])
					return 0
				continue
			}
			for (; k <= m + 1; k++)
				if (matches(i + 1, k))
					return 1
			return 0
		}
		return k > m
	}
	NR == FNR { expected[++n] = $0; next }
	{ actual[++m] = $0 }
	END { exit !matches(1, 1) }' "$1" "$2"
}

# replay PAGE EXAMPLE: runs the page's examples in a copy of the folder; says which are not as
# shown, and fails if any is not or there is none.
replay() {
	local page=${1##*/} session place n=0 failed=0
	session=$BATS_TEST_TMPDIR/$page.session
	extract "$1" "$session" && cp -R "$2" "$session/copy" && commit "$session/copy" || return 1
	while [ -e "$session/$((n + 1)).command" ]; do
		n=$((n + 1))
		place="$page:$(cat "$session/$n.line")"
		(cd "$session/copy" && sh "../$n.command") >"$session/actual" 2>&1 </dev/null
		echo $? | diff "$session/$n.status" - || {
			echo "$place: another status than shown; it prints"
			cat "$session/actual"
			failed=1
		}
		[ ! -e "$session/$n.output" ] || same "$session/$n.output" "$session/actual" || {
			echo "$place: prints something else than shown"
			diff "$session/$n.output" "$session/actual"
			failed=1
		}
	done
	[ "$n" -gt 0 ] || echo "$page: no examples"
	[ "$n" -gt 0 ] && [ "$failed" -eq 0 ]
}

commit() {
	git -C "$1" init -q
	git -C "$1" add -A
	git -C "$1" -c user.name=x -c user.email=x@example.org commit -q -m x
}

# The options of a page's lists, of a page's synopsis, of a command's or cli.c's table and of a
# usage line. Lists and tables give a line an option: `-C --directory value`.
listed() {
	awk '
	/^\.It Fl / {
		out = value = ""
		for (i = 2; i <= NF; i++) {
			if ($i == "Fl")
				out = out (out ? " " : "") "-" $++i
			else if ($i == "Ar" || $i == "Cm")
				value = " value"
		}
		print out value
	}' "$1" | LC_ALL=C sort
}

synopsis() {
	awk '
	/^\.Sh / { inside = $2 == "SYNOPSIS" }
	inside {
		for (i = 1; i < NF; i++)
			if ($i == "Fl" || $i == ".Fl")
				print "-" $(i + 1)
	}' "$1" | LC_ALL=C sort -u
}

tabled() {
	awk '/^static const struct cli_option [a-z]*\[\]/ { on = 1 } on { print } /^};/ { on = 0 }' "$1" |
		grep -o '{[^{}]*, "[^{}]*}' |
		sed "s/{'\(.\)', /-\1 /; s/{[A-Z_]*, //; s/\"\([a-z-]*\)\"/--\1/; s/, false}//
			s/, true}/ value/" | LC_ALL=C sort
}

used() {
	tr ' |[]=' '\n' | grep -E '^--?[A-Za-z]' | LC_ALL=C sort -u
}

# columns PAGE: what sws-records(5) says of the kinds, as `table column type` each. After
# `.It Sy KIND , Pa PATH` come the keys, up to the next request.
columns() {
	awk '
	function emit(column, word) {
		if (word !~ /:(integer|decimal|boolean)$/)
			word = column ~ /(^|_)year$/ ? ":integer" : ":text"
		sub(/.*:/, "", word)
		print table[depth], column, word
	}

	function enter(key, bracket) {
		depth++
		path[depth] = path[depth - 1] "_" key
		table[depth] = bracket == "[" ? path[depth] : table[depth - 1]
		prefix[depth] = bracket == "[" ? "" : prefix[depth - 1] key "_"
	}

	# A word and what stands behind it.
	function take(word, behind,    key) {
		key = word
		sub(/[*:@].*/, "", key)
		if (word ~ /^[]}]$/)
			depth--
		else if (behind ~ /^[[{]$/)
			enter(key, behind)
		else if (word ~ /^(@.*|enum|text)$/ && behind == "]" && last == "[")
			emit("value", word)
		else if (word !~ /^([[{]|\.\.\.)$/)
			emit(prefix[depth] key, word)
		last = word
	}

	function finish() {
		for (i = 1; i <= n; i++)
			take(words[i], words[i + 1])
		n = words[1] = 0
	}

	BEGIN { depth = 0 }
	/^\./ { finish() }
	/^\.It Sy / {
		path[0] = $3
		table[0] = $6 ~ /\// ? substr($6, 1, index($6, "/") - 1) : $3
	}
	/^\./ { inside = /^\.It Sy /; next }
	inside {
		gsub(/[][{}]/, " & ")
		for (i = 1; i <= NF; i++)
			words[++n] = $i
		words[n + 1] = ""
	}' "$1" | LC_ALL=C sort
}

# named PAGE: the ids of findings that a page names in full.
named() {
	grep -Eo '(^|[ "])(text|yaml|path|schema|reference|privacy|pack|git)\.[a-z][a-z0-9-]*' "$1" |
		tr -d ' "' | grep -v '\.yaml$' | LC_ALL=C sort -u
}

pages() {
	find "$ROOT/man" -name '*.[1-9]' | LC_ALL=C sort
}

commands() {
	ls "$ROOT/cmd" | sed -n 's/^\(sws-.*\)\.c$/\1/p'
}

# page LINE...: a page with these lines in its EXAMPLES, from line 5 on, and an example to copy.
page() {
	rm -rf page.1.session example
	printf '%s\n' '.Sh NAME' '.Bd -literal' '$ no example' '.Ed' '.Sh EXAMPLES' "$@" >page.1
	mkdir example
	echo record >example/record
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

@test "the extractor finds commands, their status, place and output" {
	page Text. '.Bd -literal -offset indent' '$ cat <<X; false # status 1' '> a\eb\(aq' '> X' \
		'a\eb\(aq' '\&...' .Ed Text. '.Bd -literal' '$ true' .Ed
	extract page.1 session
	diff session/1.command - <<-'END'
		cat <<X; false
		a\b'
		X
	END
	diff session/1.output - <<-'END'
		a\b'
		...
	END
	diff <(cat session/1.status session/1.line) <(printf '1\n8\n')
	diff <(cat session/2.command session/2.status session/2.line) <(printf 'true\n0\n16\n')
	[ ! -e session/2.output ]
	[ ! -e session/3.command ]
}

@test "the extractor refuses what it cannot run" {
	refuses() {
		local message=$1
		shift
		page '.Bd -literal' "$@"
		run extract page.1 session
		[ "$status" -eq 1 ]
		[ "$output" = "page.1:$message" ]
	}
	refuses '7: a literal block is not closed' '$ true'
	refuses '8: a literal block is not closed' '$ true' '.Sh X'
	refuses '7: output without a command' x '$ true' .Ed
	refuses '7: a literal block without a command' .Ed
	refuses '8: a request within a literal block' '$ true' .Pp .Ed
	refuses '7: an escape that the extractor does not know' '$ echo \-' .Ed
}

@test "an example that does something else than shown is found" {
	shows() {
		local wanted=$1
		shift
		page '.Bd -literal' "$@" .Ed
		run replay page.1 example
		[ "$status" -eq "$wanted" ] || {
			echo "status $status:" "$@" "$output"
			return 1
		}
	}
	shows 0 '$ cat record; git log --format=%s' record x
	shows 0 '$ seq 5' '\&...' 2 '\&...' 5 '\&...'
	shows 0 '$ echo a >b' '$ cat b; echo c >&2; exit 7 # status 7' a c
	shows 0 '$ echo a'
	shows 1 '$ false'
	shows 1 '$ true # status 1'
	shows 1 '$ exit 2 # status 1'
	shows 1 '$ false' '$ true'
	shows 1 '$ true' a
	shows 1 '$ echo a' b
	shows 1 '$ echo a' a b
	shows 1 '$ seq 2' 1
	shows 1 '$ seq 2' 2
	shows 1 '$ seq 2' '\&...' 1
	shows 1 '$ seq 2' '\&...' 3 '\&...'
	page Text.
	run replay page.1 example
	[ "$status" -eq 1 ]
	[ "$output" = 'page.1: no examples' ]
}

@test "every example of every page runs as shown" {
	local failed=0
	for page in $(pages); do
		replay "$page" "$ROOT/examples/binhai" || failed=1
	done
	[ "$failed" -eq 0 ]
}

@test "the manual is clean mdoc" {
	command -v mandoc || skip "mandoc is not installed"
	printf '.Dd x\n' >bad.1
	run mandoc -T lint -W warning bad.1
	[ "$status" -ne 0 ]
	mandoc -T lint -W warning $(pages)
}

@test "every command has its page, and sws(7) names every page" {
	for name in $(commands); do
		[ -e "$ROOT/man/$name.1" ]
	done
	for page in $(pages); do
		name=${page##*/}
		[ "$name" = sws.7 ] || grep -q "Xr ${name%.*} ${name##*.}" "$ROOT/man/sws.7"
	done
}

@test "pages have at least $LINES_LEAST and at most $LINES_MOST lines" {
	local most
	for page in $(pages); do
		case $page in
		*/sws-findings.7 | */sws-rules.7) continue ;; # written by a manual.sh
		*/sws-records.5) most=$RECORDS_LINES_MOST ;;
		*) most=$LINES_MOST ;;
		esac
		awk -v least=$LINES_LEAST -v most=$most 'END {
			print FILENAME ": " NR " lines"
			exit NR < least || NR > most
		}' "$page"
	done
}

@test "options are read from lists, synopses, tables and usages" {
	cat >options.1 <<-'END'
		.Sh SYNOPSIS
		.Nm x
		.Op Fl C Ar dir
		.Fl -all | Fl -some Cm a | b
		.Sh DESCRIPTION
		.Bl -tag
		.It Fl C Ar dir , Fl -directory Ar dir
		.It Fl -some Cm a | b
		.It Fl -all
		See
		.Fl x .
	END
	diff <(listed options.1) - <<-'END'
		--all
		--some value
		-C --directory value
	END
	diff <(synopsis options.1) <(printf -- '--all\n--some\n-C\n')
	cat >options.c <<-'END'
		static const struct cli_option options[] = {
			{'C', "directory", true}, {OPT_ALL, "all", false},
			{0, NULL, false},
		};
		static const struct x other[] = {{'X', "x", true}};
	END
	diff <(tabled options.c) <(printf -- '--all\n-C --directory value\n')
	diff <(echo 'x [-C DIR] [--some=a|b] --all | --as-of X-Y...' | used) \
		<(printf -- '--all\n--as-of\n--some\n-C\n')
}

@test "a page describes the options its command has, and shows those of its usage" {
	diff <(listed "$ROOT/man/sws.7") <(tabled "$ROOT/cmd/cli.c")
	for name in $(commands); do
		echo "$name"
		diff <(listed "$ROOT/man/$name.1") <(tabled "$ROOT/cmd/$name.c")
		"$name" --help >usage
		diff <(synopsis "$ROOT/man/$name.1") <(used <usage)
		{ listed "$ROOT/man/$name.1" && listed "$ROOT/man/sws.7"; } | tr ' ' '\n' >words
		[ -z "$(used <usage | grep -vxFf words)" ]
		listed "$ROOT/man/$name.1" | while read -r option; do
			tr ' ' '\n' <<<"$option" | grep -qxF -e "$(used <usage)"
		done
	done
}

@test "the keys of a kind are read from sws-records(5) as its tables" {
	cat >records.5 <<-'END'
		.It Sy station , Pa stations/ID.yaml
		id* year opened_on premises* {office:boolean rooms [enum] host {name*}} plans* [year*
		tasks [title* hours*:decimal by {x*@worker}] tags [text]] workers [@worker] free {...}
		.Pp
		Text.
		.It Sy district , Pa sws.yaml
		format:integer
		.El
	END
	diff <(columns records.5) - <<-'END'
		district format integer
		station_plans year integer
		station_plans_tags value text
		station_plans_tasks by_x text
		station_plans_tasks hours decimal
		station_plans_tasks title text
		station_premises_rooms value text
		station_workers value text
		stations id text
		stations opened_on text
		stations premises_host_name text
		stations premises_office boolean
		stations year integer
	END
}

@test "sws-records(5) names exactly the keys there are" {
	diff <(columns "$ROOT/man/sws-records.5") <(sws-schema --tables | cut -f 1-3 |
		tr '\t' ' ' | grep -v -e ' _' -e '^district id ' | LC_ALL=C sort)
}

@test "the ids of findings are read from a page" {
	cat >ids.1 <<-'END'
		See pack.yaml, text.utf-16 and
		.Cm pack.unknown :
		.It Sy schema.required
		As other schema.enum.
	END
	diff <(named ids.1) <(printf 'pack.unknown\nschema.enum\nschema.required\ntext.utf-16\n')
}

@test "findings that the manual names exist" {
	for page in $(pages); do
		for id in $(named "$page"); do
			sws-validate --explain "$id" >explained
		done
	done
	[ -s explained ]
	run sws-validate --explain text.nothing
	[ "$status" -eq 2 ]
}
