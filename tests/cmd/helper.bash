# SPDX-License-Identifier: MIT
# What the tests of the commands share: a small repository, and checks of all that is printed.
#
# In ./records everything is in order but one key of the record that is read last. A test adds what
# it is about and says what is found; that the last record's finding is still there, that the same
# is found as JSON and in Chinese, and how many findings there are, is seen to here.

ROOT=$BATS_TEST_DIRNAME/../..
BINHAI=$ROOT/examples/binhai
AS_OF=2023-06-30
SECONDS_MAX=60 # nothing here may wait; under sanitizers all is slow

KNOWN='workers/zhong.yaml:3:1: error: schema.additional-properties: unknown key nmae
   hint: delete it, or correct its name'

# Every format at once, each in a file of its name.
EVERY_FORMAT='-f json:json -f ndjson:ndjson -f sarif:sarif -f junit:junit -f github:github -f gitlab:gitlab'

begin() {
	cd "$BATS_TEST_TMPDIR" || return 1
	repository records
}

# repository FOLDER
repository() {
	mkdir -p "$1/agencies" "$1/communities" "$1/workers"
	cat >"$1/sws.yaml" <<-'END'
		format: 1
		policy: binhai
		district: {code: "120116", name: 滨海新区}
		divisions: []
		evaluation_standard: {title: 评估规范, issued_on: 2022-01-01}
	END
	printf 'id: zhong\nname: 乙\nnmae: 丙\n' >"$1/workers/zhong.yaml"
}

# agency [LINE...]: agencies/jia.yaml, in order but for the lines.
agency() {
	printf '%s\n' 'id: jia' 'name: 甲' "$@" >records/agencies/jia.yaml
}

# station [LINE...]: stations/zhan.yaml with the lines; closed, so that no rule asks for anything.
station() {
	mkdir -p records/stations
	printf '%s\n' 'id: zhan' 'name: 站' 'division: "120116001"' "$@" 'closed_on: 2022-01-01' \
		>records/stations/zhan.yaml
}

# bytes FORMAT: the same file with just these bytes, as printf writes them.
bytes() {
	# shellcheck disable=SC2059 # a format is what is given
	printf -- "$1" >records/agencies/jia.yaml
}

# times N TEXT: the text N times, on one line.
times() {
	awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) printf "%s", text }'
}

# commands: their names
commands() {
	printf '%s\n' sws-export sws-import sws-init sws-mv sws-new sws-query sws-report sws-schema sws-set sws-validate
}

# rules: their ids, in byte order
rules() {
	sed -n 's/^rule: *//p' "$ROOT"/schema/rules/*.yaml | LC_ALL=C sort -u
}

# execute COMMAND...: runs it; `status`, and what it prints in ./out and ./err.
execute() {
	status=0
	timeout --foreground "$SECONDS_MAX" "$@" >out 2>err </dev/null || status=$?
	# Were it killed, timed out or stopped by a sanitizer, that shows here.
	[ "$status" -le 2 ] || {
		echo "status $status of: $*"
		cat err
		return 1
	}
}

# judge OPTION...: judges ./records, without the table of verdicts.
judge() {
	execute ${unprivileged-} sws-validate -C records --as-of $AS_OF -q "$@"
}

# same: whether standard input is what was printed.
same() {
	diff -u --label expected --label printed - out
}

# places: of findings as text, `line column severity rule` each.
places() {
	# The first on each line that looks so: what a message quotes may look so, too.
	sed -n '/^ /d
		s/:\([0-9]*\):\([0-9]*\): \([a-z]*\): \([a-z0-9.-]*\).*/\n\1 \2 \3 \4/
		s/^.*\n//p'
}

json_places() {
	sed -n 's/^    {"rule": "\([^"]*\)", "severity": "\([^"]*\)", .*, "line": \([0-9]*\), "column": \([0-9]*\), "end_line": [0-9]*, "end_column": [0-9]*, "pointer": .*/\3 \4 \2 \1/p'
}

english() {
	sed 's/: 错误: /: error: /; s/: 警告: /: warning: /'
}

# is_json FILE: whether the file is one JSON text (RFC 8259) in UTF-8. Strings become s, other
# scalars v; what is left is folded from the inside out, up to a single v.
is_json() {
	iconv -f UTF-8 -t UTF-8 "$1" >folded &&
		[ v = "$(LC_ALL=C sed -E '
			s/"([^"\\[:cntrl:]]|\\["\\\/bfnrt]|\\u[0-9A-Fa-f]{4})*"/s/g
			s/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?|true|false|null/v/g' <folded |
			tr -d ' \n' | LC_ALL=C sed -E ':again
			s/\{(s:[sv](,s:[sv])*)?\}|\[([sv](,[sv])*)?\]/v/g
			t again
			s/^s$/v/')" ] || {
		echo "$1: not JSON"
		return 1
	}
}

# is_chinese FILE: whether no English sentence and no placeholder is left in it.
is_chinese() {
	[ -s "$1" ] && no_placeholder "$1" && {
		LC_ALL=C grep -nE '(^|[^a-z-])[a-z]{2,} [a-z]{2,} [a-z]{2,}' "$1" && return 1
		return 0
	}
}

no_placeholder() {
	grep -nE '\{@?[a-z_]+\}' "$1" && return 1
	return 0
}

# finds [OPTION...]: what is found is what stands on standard input, and the known finding.
finds() {
	local errors warnings
	{ cat && echo "$KNOWN" && echo; } | sed '1{/^$/d}' >want
	errors=$(grep -c '^[^ ].*: error: ' want) || :
	warnings=$(grep -c '^[^ ].*: warning: ' want) || :
	judge "$@"
	[ "$status" -eq 1 ]
	[ ! -s err ]
	sed '$d' out | diff -u --label expected --label printed want -
	tail -n 1 out | grep -qx "records: [0-9]*, errors: $errors, warnings: $warnings"
	no_placeholder out
	places <want >placed
	[ "$(wc -l <placed)" -eq $((errors + warnings)) ]
	read_back "$@"
	is_json json
	json_places <json | diff placed -
	judge --lang zh "$@"
	[ "$status" -eq 1 ]
	english <out | places | diff placed -
	is_chinese out
}

# read_back [OPTION...]: whether all formats for machines say the same, in ./json, ./sarif and so on.
# Of the work tree's files their regions are looked at, too.
read_back() {
	local root=records
	case " $* " in *' --staged '* | *' --rev'* | *' --stdin'*) root=nowhere ;; esac
	# shellcheck disable=SC2086 # words
	judge $EVERY_FORMAT "$@"
	[ "$status" -eq 1 ]
	[ ! -s out ]
	python3 "$BATS_TEST_DIRNAME/formats.py" . $root
}

# refuses COMMAND...: it could not run, and says what stands on standard input, and nothing else;
# in Chinese, too, it says something.
refuses() {
	local name=$1
	cat >want
	execute "$@"
	diff -u --label expected --label printed want err
	[ "$status" -eq 2 ]
	[ ! -s out ]
	no_placeholder err
	shift
	execute "$name" --lang zh "$@"
	[ "$status" -eq 2 ]
	[ ! -s out ]
	no_placeholder err
	LC_ALL=C grep -q "$(printf '[\344-\351]')" err
}

# refuses_records OPTION...: the same of sws-validate on ./records.
refuses_records() {
	refuses sws-validate -C records --as-of $AS_OF "$@"
}

# Files without permissions can be read by root: without the two capabilities that make it so, not.
drop_privileges() {
	unprivileged=
	: >closed
	chmod 0 closed
	cat closed 2>/dev/null || return 0
	unprivileged='setpriv --bounding-set=-dac_override,-dac_read_search'
	$unprivileged cat closed 2>/dev/null && skip "root cannot be kept from reading here"
	$unprivileged true || skip "root cannot do without its capabilities here"
}

# commit FOLDER: puts the folder under git and commits all that is in it.
commit() {
	git -C "$1" init -q
	git -C "$1" add -A
	git -C "$1" -c user.name=x -c user.email=x@example.org commit -q --allow-empty -m x
}

# on_terminal COMMAND...: ./out is what it shows on a terminal; `status`.
on_terminal() {
	status=0
	TERM=xterm script -qec "$*" /dev/null </dev/null >shown || status=$?
	tr -d '\r' <shown >out
}

# allow_leaks_of_libgit2: its matching of regular expressions forgets memory (1.5.1), which a
# sanitizer would lay at our door.
allow_leaks_of_libgit2() {
	echo leak:libgit2 >"$BATS_TEST_TMPDIR/leaks"
	export ASAN_OPTIONS="${ASAN_OPTIONS-}:fast_unwind_on_malloc=0"
	export LSAN_OPTIONS="suppressions=$BATS_TEST_TMPDIR/leaks:print_suppressions=0"
}
