#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints sws-findings(7): manual.in, with the samples of a family for each line `.\" samples
# FAMILY`. The page is kept in man/; run.bats holds it against this.
set -eu
cd "$(dirname "$0")"
export LC_ALL=C # widths are told from bytes

fail()
{
	echo "tests/gallery/$1" >&2
	exit 1
}

# block TITLE FILE: the bytes of a file.
block()
{
	printf '%s\n' "$1"
	od -An -v -tx1 "$2" | awk -f manual-bytes.awk
}

# What the sample is made of, the schemas first; how other files are made, and what is run if that
# is not as usual.
show_sample()
{
	(cd "$1" && find . -type f | sed 's|^\./||' | sort) >"$work/names"
	for name in $(sed '/schema\.yaml$/!d' "$work/names"; sed '/schema\.yaml$/d' "$work/names"); do
		case $name in
		about | also | command | make.sh | expected.??) ;;
		*schema.yaml) [ true = "$(cat "$1/$name")" ] || block "$name" "$1/$name" ;;
		*) block "$name" "$1/$name" ;;
		esac
	done
	if [ -e "$1/make.sh" ]; then
		sed '1d; s/\t/  /g' "$1/make.sh" >"$work/make"
		block 'made by' "$work/make"
	fi
	if [ -e "$1/command" ]; then
		block 'judged by' "$1/command"
	fi
}

show_family()
{
	for sample in $(ls -d "$1".*/ | tr -d / | sort); do
		awk -v id="$sample" -f manual-fold.awk -f manual-words.awk "$sample/expected.en" \
			"$sample/expected.zh" >"$work/words" || fail "$sample: no output is expected"
		printf '.It Sy %s\n' "$sample"
		sed 's/\([.:;]\) \([A-Z]\)/\1\n\2/g' "$sample/about"
		echo '.Bd -literal'
		{ show_sample "$sample" | sed 's/^/  /' && cat "$work/words"; } | sed 's/\\/\\e/g'
		echo '.Ed'
	done
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for sample in *.*/; do
	grep -qxF ".\\\" samples ${sample%%.*}" manual.in || fail "manual.in:1: no samples of $sample"
done
while IFS= read -r line; do
	case $line in
	'.\" samples '*) show_family "${line#*samples }" ;;
	*) printf '%s\n' "$line" ;;
	esac
done <manual.in
