#!/bin/sh
# SPDX-License-Identifier: MIT
# Measures schema-only validation beside what there is of ajv (installed from npm for this, into
# $B/bench) and Python's jsonschema: whole processes on the same records and the same schemas, those
# of sws-schema --editor, which refer to nothing. Part of make bench.
#
# usage: schema.sh DIR...         repositories of records
#        schema.sh --ours LIST    sws-validate, a process for each kind, on the names in LIST.kinds/
#
# That all give the same verdicts is seen to first, on each repository and on a copy of the first
# with planted faults; if they do not, the status is 1.
set -u
B=${B:-build}
bench=$B/bench
here=$(dirname "$0")

ours()
{
	status=0
	for names in "$1.kinds"/*; do
		xargs -s 1500000 "$B/bin/sws-validate" --schema "${1%.list}/.sws/schema/${names##*/}" \
			<"$names" || status=1
	done
	return $status
}

# list DIR: writes DIR.list, `schema TAB file` for each record, and DIR.list.kinds/KIND.json, the
# files alone.
list()
{
	rm -rf "$1.list" "$1.list.kinds" && mkdir "$1.list.kinds" &&
		"$B/bin/sws-schema" -C "$1" --editor >/dev/null || exit 1
	sed -n 's/^ *"\(\.sws[^"]*\)": "\([^"]*\)",\{0,1\}$/\1 \2/p' "$1/.vscode/settings.json" |
		while read -r schema glob; do
			for file in "$1"/$glob; do # the pattern is to match
				[ ! -e "$file" ] || echo "$file"
			done >"$1.list.kinds/${schema##*/}"
			awk -v schema="$1/$schema" '{ print schema "\t" $0 }' \
				"$1.list.kinds/${schema##*/}"
		done >"$1.list"
}

# plant DIR COPY: a copy in which every seventh record has one of five faults, which are printed.
plant()
{
	rm -rf "$2" && cp -R "$1" "$2" && list "$2"
	cut -f 2 "$2.list" | grep -v '/sws.yaml$' | awk 'NR % 7 == 0 { print ++n % 5, $0 }' |
		while read -r fault file; do
			case $fault in
			0) echo 'nosuch: 1' >>"$file" ;;
			1) sed -i '/^id: /d' "$file" ;;
			2) sed -i 's/^id: .*/id: 12/' "$file" ;;
			3) sed -i 's/^id: .*/id: Not An Id/' "$file" ;;
			4) sed -i 's/^id: \(.*\)/id: [\1]/' "$file" ;;
			esac
			echo "$file"
		done
}

# Sets what there is to run, each a command that the name of a list is added to.
find_tools()
{
	ours="sh $0 --ours" ajv='' python=''
	if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
		echo 'ajv: absent, for there is no npm'
	elif [ -e "$bench/node_modules/ajv" ] || npm install --prefix "$bench" --no-audit --no-fund \
		--silent ajv@8.17.1 js-yaml@4.1.0 >/dev/null 2>&1; then
		ajv="env NODE_PATH=$bench/node_modules node $here/validate.js"
	else
		echo 'ajv: absent, for npm could not install it'
	fi
	for command in /usr/bin/python3 python3; do
		[ -z "$python" ] && $command -c 'import jsonschema, yaml; jsonschema.Draft202012Validator' \
			2>/dev/null && python="$command $here/validate.py"
	done
	[ -n "$python" ] || echo "Python's jsonschema: absent (python3-jsonschema and python3-yaml)"
}

# agree LIST EXPECTED: whether each tool finds just these files invalid.
agree()
{
	agreed=0
	for tool in "$ours" "$ajv" "$python"; do
		[ -n "$tool" ] || continue
		# of a finding the name of its file
		$tool "$1" 2>&1 | sed '/^ /d; /^$/d; /^files: /d; s/:[0-9]*:[0-9]*: error: .*//' |
			LC_ALL=C sort -u >"$bench/invalid"
		cmp -s "$bench/invalid" "$2" || {
			echo "not the verdicts expected: $tool $1"
			diff "$2" "$bench/invalid" | sed 5q
			agreed=1
		}
	done
	return $agreed
}

if [ "${1-}" = --ours ]; then
	ours "$2"
	exit
fi

find_tools
failed=0
plant "$1" "$bench/planted" | LC_ALL=C sort >"$bench/expected"
[ -s "$bench/expected" ] && agree "$bench/planted.list" "$bench/expected" || failed=1
for dir; do
	list "$dir"
	: >"$bench/expected"
	agree "$dir.list" "$bench/expected" || failed=1
	count=$(wc -l <"$dir.list")
	[ "$count" -gt 2000 ] && runs=${RUNS:-1} || runs=${RUNS:-3}
	printf '\nschemas alone, records: %s; ratio: processor time to that of sws-validate\n' "$count"
	# shellcheck disable=SC2086 # commands are lists of words
	set -- -- $ours "$dir.list"
	# shellcheck disable=SC2086
	[ -z "$ajv" ] || set -- "$@" -- $ajv "$dir.list"
	# shellcheck disable=SC2086
	[ -z "$python" ] || set -- "$@" -- $python "$dir.list"
	"$B/tests/bench/measure" "$runs" "$@"
done
exit $failed
