#!/bin/sh
# SPDX-License-Identifier: MIT
# Findings: every one that the source can give, but verdicts of rules (tests/rules has those), has
# a sample in tests/gallery/<id>, which shows all the words that it may have in both languages; and
# every sample is of a finding that there is.
set -u
here=$(dirname "$0")
facts=$(mktemp) || exit 2
trap 'rm -f "$facts" "$facts".*' EXIT

sh "$here/calls" >"$facts" || exit 1
for sample in tests/gallery/*/; do
	[ -e "$sample" ] && printf 'sample\t%s\n' "$(basename "$sample")"
done >>"$facts"
awk -f "$here/gallery.awk" "$facts" schema/messages/en.yaml schema/messages/zh.yaml \
	$(find tests/gallery -name 'expected.*' 2>/dev/null | LC_ALL=C sort) >"$facts.out"
status=$?
LC_ALL=C sort -t : -k 1,1 -k 2,2n -k 3 "$facts.out"
exit $status
