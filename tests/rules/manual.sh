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

fail()
{
	echo "tests/rules/$1" >&2
	exit 1
}

# The rule's files, the one of its name first.
files_of()
{
	ls "$PACK/rules/$1.yaml"
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
			[ -e "$PACK/rules/$id.yaml" ] || fail "catalogue.txt: no rule $id"
			printf '.It Sy %s\n' "$id"
			# shellcheck disable=SC2046 # names of ours
			{
				awk -f "$FOLD" -f manual-rule.awk "$PACK/pack.yaml" $(files_of "$id")
				show_example "$id"
			} | sed 's/\\/\\e/g'
			echo '.Ed'
		done
}

while IFS= read -r line; do
	case $line in
	'.\" rules '*) show_rules "${line#*rules }" ;;
	*) printf '%s\n' "$line" ;;
	esac
done <manual.in
