#!/bin/sh
# SPDX-License-Identifier: MIT
# Messages: every id that the source gives to error_set, finding_add or message_set has its words
# in both catalogues, with the same placeholders, each of them an argument that the call gives;
# and every id of a catalogue is used. Part of the build (make all).
set -u
here=$(dirname "$0")
facts=$(mktemp) || exit 2
trap 'rm -f "$facts" "$facts".*' EXIT

sh "$here/calls" >"$facts" || exit 1
for language in en zh; do
	catalogue=schema/messages/$language.yaml
	if [ -e $catalogue ]; then
		awk -v language=$language -f "$here/messages-catalogue.awk" $catalogue
	else
		printf 'bad\t%s:1\t%s\n' $catalogue 'there is no such catalogue'
	fi
done >>"$facts"
# shellcheck disable=SC2046 # a list
awk -f "$here/messages.awk" "$facts" \
	$(find schema -name '*.yaml' ! -path '*/messages/*') >"$facts.out"
status=$?
LC_ALL=C sort -t : -k 1,1 -k 2,2n -k 3 "$facts.out"
exit $status
