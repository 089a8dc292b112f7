#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints sws-rules(7): manual.in, with the rules of clauses that begin so for each line
# `.\" rules CLAUSE`, in the order of catalogue.txt. The page is kept in man/; run.bats holds it
# against this.
set -eu
cd "$(dirname "$0")"
export LC_ALL=C # widths are told from bytes
PACK=../../schema
FOLD=../gallery/manual-fold.awk

# The rule's files, the one of its name first.
files_of()
{
	ls "$PACK/rules/$1.yaml" || return
	grep -lx "rule: *$1" "$PACK"/rules/*.yaml | grep -v "/$1\.yaml$" || :
}

# The first bad case with words in Chinese; of those, one without parameters of its own.
show_example()
{
	for case in $(grep -L -e --set "$1"/bad/*/args; grep -l -e --set "$1"/bad/*/args); do
		case=${case%/args}
		[ -s "$case/expected.zh" ] || continue
		awk -f "$FOLD" -f manual-example.awk "$case/args" "$case/expected" "$case/expected.zh"
		return
	done
}

show_rules()
{
	awk -F ' *[|] *' -v clause="$1" '/^[^#]/ && index($2, clause) == 1 { print $1 }' catalogue.txt |
		while read -r id; do
			printf '.It Sy %s\n' "$id"
			files=$(files_of "$id")
			# shellcheck disable=SC2086 # names of ours
			awk -f "$FOLD" -f manual-rule.awk "$PACK/pack.yaml" $files
			show_example "$id"
			echo '.Ed'
		done >"$work"
	sed 's/\\/\\e/g' "$work"
}

work=$(mktemp)
trap 'rm -f "$work"' EXIT
while IFS= read -r line; do
	case $line in
	'.\" rules '*) show_rules "${line#*rules }" ;;
	*) printf '%s\n' "$line" ;;
	esac
done <manual.in
