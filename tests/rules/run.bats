# SPDX-License-Identifier: MIT
# The rules: small repositories in which they hold, or fail, with their verdicts and words.
#
# RULE/good/CASE and RULE/bad/CASE hold records, and beside sws.yaml
#	args         what the case shows, as a comment, and the options to judge it with
#	verdicts     of the rule, worked out by hand from its definition: `pass 2 fail 1`
#	expected     what is printed, but for what other rules have to say
#	expected.zh  the same in Chinese, where there is one
# A rule of level may never fails: in its bad cases it passes for nobody.
# Cases are found: a new rule or case needs nothing here. Other rules measure the same records,
# and most fail in them; what they say is left out, so that a new rule changes no other's cases.
#
# catalogue.txt lists the rules of the notice (tests/lint/rules.sh); from them, their files and a bad
# case of each manual.sh writes sws-rules(7).
#
# usage: UPDATE=1 B=build sh tests/run tests/rules     writes expected and expected.zh again, and the
# page: read what changed. It never writes verdicts.

RULES=$BATS_TEST_DIRNAME
PACK=$RULES/../../schema/rules

rules() {
	sed -n 's/^rule: *//p' "$PACK"/*.yaml | LC_ALL=C sort -u
}

# cases good|bad|*
cases() {
	find "$RULES" -mindepth 3 -maxdepth 3 -type d -path "$RULES/*/$1/*" | LC_ALL=C sort
}

rule_of() {
	basename "${1%/*/*}"
}

# each good|bad|* COMMAND...: runs the command with each case as its last argument; names those
# for which it fails, and fails if any does.
each() {
	local which=$1 n=0 failed=0 folder
	shift
	while read -r folder; do
		n=$((n + 1))
		"$@" "$folder" && continue
		echo "^ tests/rules/${folder#"$RULES/"}"
		failed=1
	done < <(cases "$which")
	[ "$n" -gt 0 ] && [ "$failed" -eq 0 ]
}

# judge CASE OPTION...: judges the case; its status goes to ./status.
judge() {
	local folder=$1 status=0
	shift
	# shellcheck disable=SC2046 # the options of a case are words
	sws-validate -C "$folder" $(sed '/^#/d' "$folder/args") "$@" 2>&1 || status=$?
	echo "$status" >status
}

# without_others RULE: of findings as text, all but those of other rules that measure. A finding
# is a line `[PLACE: ]SEVERITY: RULE...` and the indented ones after it; the last line of all
# counts them.
without_others() {
	sed '$d' | awk -v rule="$1" '
	NR == FNR { measures[$2]; next }
	/^[^ ]/ {
		id = $1 ~ /[.\/]/ ? $3 : $2
		sub(/:$/, "", id)
		shown = id == rule || !(id in measures)
	}
	/./ && shown' <(grep -l '^measure:' "$PACK"/*.yaml | xargs grep -h '^rule:') -
}

# verdicts RULE: from the JSON, those that any subject got.
verdicts() {
	sed -n "s/^    \"$1\": {\(.*\)},*\$/\1/p" | tr -d '":' | tr ',' '\n' |
		awk '$2 > 0 { printf "%s%s %s", n++ ? " " : "", $1, $2 } END { print "" }'
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
}

level_of() {
	grep -lx "rule: *$1" "$PACK"/*.yaml | xargs sed -n 's/^level: *//p' | head -n 1
}

# What may be is never failed: it passes nowhere in a bad case.
fails() {
	if [ may = "$(level_of "$(rule_of "$1")")" ]; then
		! grep -q '\<pass [1-9]' "$1/verdicts"
	else
		grep -q '\<fail [1-9]' "$1/verdicts"
	fi
}

passes() {
	! fails "$1"
}

@test "rules fail in bad cases and not in good ones" {
	each bad fails
	each good passes
}

# says FILE CASE: compares the case's words, in ./printed, with those in its file, or writes them.
says() {
	without_others "$(rule_of "$2")" <printed >words
	if [ "${UPDATE-}" ]; then
		cp words "$2/$1"
	else
		diff "$2/$1" words
	fi
}

# An error, as a verdict of fail is for a rule of level must, makes the status 1.
is_judged() {
	local clean=1
	judge "$1" -q --lang en -f text -f json:judged >printed
	grep -q '^[01]$' status || { cat printed && return 1; }
	grep -q '"severity": "error"' judged || clean=0
	verdicts "$(rule_of "$1")" <judged | diff "$1/verdicts" - && diff <(echo "$clean") status &&
		says expected "$1"
}

@test "every case gets its verdicts and its status, and prints what is expected" {
	each '*' is_judged
}

# A case has Chinese words if it has the file.
is_said_in_chinese() {
	[ -e "$1/expected.zh" ] || return 0
	judge "$1" -q --lang zh >printed
	grep -q '^[01]$' status || { cat printed && return 1; }
	says expected.zh "$1"
}

@test "every case with Chinese words prints them" {
	each '*' is_said_in_chinese
}

@test "every rule has a good and a bad case, the bad one in Chinese too" {
	failed=0
	for rule in $(rules); do
		for path in 'good/*/expected' 'bad/*/expected' 'bad/*/expected.zh'; do
			[ may != "$(level_of "$rule")" ] || path=${path%.zh} # it says nothing
			compgen -G "$RULES/$rule/$path" >found && continue
			echo "tests/rules/$rule/$path: there is none"
			failed=1
		done
	done
	[ "$failed" -eq 0 ]
}

@test "every case is of a rule" {
	rules >known
	for folder in "$RULES"/*/; do
		basename "$folder"
	done | LC_ALL=C sort | diff known -
}

is_complete() {
	grep -q '^# .*[.]$' "$1/args" && grep -q '^--.*as-of 2' "$1/args" &&
		[ -s "$1/verdicts" ] && [ -e "$1/expected" ]
}

@test "every case says what it shows, on which day, and what is expected" {
	each '*' is_complete
}

@test "sws-rules(7) is what the rules and their cases say" {
	sh "$RULES/manual.sh" >sws-rules.7
	[ -z "${UPDATE-}" ] || cp sws-rules.7 "$RULES/../../man/sws-rules.7"
	diff "$RULES/../../man/sws-rules.7" sws-rules.7
}
