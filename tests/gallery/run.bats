# SPDX-License-Identifier: MIT
# The gallery: for each finding the tools can give a folder of its id, with a sample that shows it.
#
#	about        what the finding means, in one line; printed in the manual
#	make.sh      makes what cannot stand in a tree of files (links, large files, objects of git)
#	also         ids of other findings that the sample cannot do without
#	command      what is run, a command a line, where it is not the usual one
#	expected.en  what is said of the finding itself, without other findings and counts
#	expected.zh  the same in Chinese
# and the sample: all other files. It is copied into a scratch folder, where make.sh and the
# command are run. An instance*.yaml or .json is held against the schema.yaml beside it; schema/ is
# a broken policy pack, linked into a program of its own; all else are records, with the gallery's
# sws.yaml if they have none. Records may have a folder document/ beside them, where the same
# finding is given for an instance and a schema. From this manual.sh writes sws-findings(7);
# tests/lint/gallery.sh says which findings have no sample.
#
# usage: UPDATE=1 B=build sh tests/run tests/gallery     writes expected.* and the page again: read
# what changed.

load ../cmd/helper

GALLERY=$BATS_TEST_DIRNAME
NOT_OF_SAMPLE='about also command make.sh expected.en expected.zh'

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
}

# samples open|closed: those whose files can be read, or not.
samples() {
	for folder in "$GALLERY"/*/; do
		kind=open
		! grep -qs 'chmod 0' "$folder/make.sh" || kind=closed
		[ $kind != "$1" ] || echo "${folder%/}"
	done
}

# link_pack: ./sws-schema, with the pack in ./schema; what the sample does not have is taken from
# ours, but for rules.
link_pack() {
	local pack=$PWD libs
	cp -R "$ROOT/schema" pack && rm -r pack/rules && cp -R schema/. pack || return
	(cd pack && find . -type f | cut -c 3- | LC_ALL=C sort) >names
	# shellcheck disable=SC2046 # names of ours
	sh "$ROOT/lib/schema/embed.sh" pack $(cat names) >embedded.c
	libs=$(sed -n 's/^LIB_LIBS := //p' "$B"/config*.mk | head -n 1)
	# the flags as the build has them, but for the version at the end
	(cd "$ROOT" && $(sed 's/ [^ ]*$//' "$B/flags") -pie -o "$pack/sws-schema" "$pack/embedded.c" \
		"$B/cmd/sws-schema.o" "$B/libcli.a" "$B/libsws.a" $libs -lm)
}

# usual: what is run where the sample does not say, a command a line.
usual() {
	if [ -e schema ]; then
		echo ./sws-schema --check
	elif [ -e schema.yaml ]; then
		echo sws-validate --schema schema.yaml --format-assertion instance*
	else
		echo sws-validate -q --allow-empty --as-of 2023-06-30
	fi
	! [ -e document ] || echo sws-validate --schema document/schema.yaml document/instance*
}

# make SAMPLE: the sample in ./scratch, ready for what ./command says.
make() {
	rm -rf scratch
	cp -R "$1" scratch && cd scratch || return
	# shellcheck disable=SC2086 # names
	rm -f $NOT_OF_SAMPLE
	[ -e sws.yaml ] || cp "$GALLERY/sws.yaml" . || return
	! [ -e "$1/make.sh" ] || sh "$1/make.sh" || return
	! [ -e schema ] || link_pack || return
	cp "$1/command" .. 2>/dev/null || usual >../command
}

# show LANGUAGE: runs the commands of the sample; all that they print.
show() {
	local status command
	while read -r command; do
		status=0
		# shellcheck disable=SC2086 # words
		${unprivileged-} $command --lang "$1" </dev/null 2>&1 || status=$?
		[ "$status" -le 2 ] || return
	done <../command
}

# ids: of the findings printed, but for those of rules that measure: few records meet them all.
ids() {
	sed -n 's/^[^ ].*: \(error\|warning\|info\|错误\|警告\|信息\): \([a-z][a-z0-9.-]*\).*/\2/p' |
		grep -vxFf <(grep -l '^measure:' "$ROOT"/schema/rules/*.yaml |
			xargs sed -n 's/^rule: *//p') | LC_ALL=C sort -u
}

# own ID: of what is printed, the findings of this id: a line and the indented ones after it.
own() {
	awk -v id="$1" '
	/^[^ ]/ { shown = $3 == id ":" || $3 == id }
	/^$/ { shown = 0 }
	shown'
}

# is_shown SAMPLE: whether it gives its own finding, no others but those it names, and the words
# expected in both languages.
is_shown() {
	local id=${1##*/}
	(
		make "$1" || return
		for language in en zh; do
			show $language >../printed || { cat ../printed && return 1; }
			own "$id" <../printed >../words
			{ echo "$id" && cat "$1/also" 2>/dev/null; } | LC_ALL=C sort |
				diff - <(ids <../printed) || { cat ../printed && return 1; }
			if [ "${UPDATE-}" ]; then
				cp ../words "$1/expected.$language"
			else
				diff "$1/expected.$language" ../words || return
			fi
		done
	)
}

# all_shown open|closed
all_shown() {
	local n=0 failed=0 sample
	for sample in $(samples "$1"); do
		n=$((n + 1))
		is_shown "$sample" && continue
		echo "^ tests/gallery/${sample##*/}"
		failed=1
	done
	[ "$n" -gt 0 ] && [ "$failed" -eq 0 ]
}

@test "every sample shows its finding, and nothing else, in both languages" {
	all_shown open
}

@test "samples of files that may not be read do so, too" {
	drop_privileges
	all_shown closed
}

@test "a sample that shows something else is found" {
	mkdir -p x/yaml.tab/agencies
	printf 'id: jia\nname:\t甲\nkind: *a\n' >x/yaml.tab/agencies/jia.yaml
	touch x/yaml.tab/expected.en x/yaml.tab/expected.zh
	unset UPDATE
	run is_shown "$PWD/x/yaml.tab"
	[ "$status" -ne 0 ]
	[[ "$output" == *'yaml.alias'* ]]
	mkdir -p x/yaml.alias/agencies
	printf 'id: jia\nname: *a\n' >x/yaml.alias/agencies/jia.yaml
	touch x/yaml.alias/expected.en x/yaml.alias/expected.zh
	run is_shown "$PWD/x/yaml.alias"
	[ "$status" -ne 0 ]
	[[ "$output" == *'> agencies/jia.yaml:2:7: error: yaml.alias: '* ]]
}

@test "every sample says in one line what its finding means, and fits the page" {
	for folder in "$GALLERY"/*/; do
		echo "$folder"
		grep -q '^[^ ].*[.]$' "$folder/about"
		[ "$(wc -l <"$folder/about")" -eq 1 ]
		[ ! -e "$folder/make.sh" ] || ! grep -nE '^.{65}' "$folder/make.sh" || false
	done
}

@test "sws-findings(7) is what the gallery says" {
	sh "$GALLERY/manual.sh" >sws-findings.7
	[ -z "${UPDATE-}" ] || cp sws-findings.7 "$ROOT/man/sws-findings.7"
	diff "$ROOT/man/sws-findings.7" sws-findings.7
}
