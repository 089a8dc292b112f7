#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-init: what it makes, and what it leaves alone.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
}

# tree FOLDER: all that is in it, with type and size; 0 stands for no bytes.
tree() {
	(cd "$1" && find . -mindepth 1 -printf '%P %y %s\n' |
		awk '{ print $1, $2, $2 == "f" ? ($3 ? "bytes" : "empty") : "" }' | sed 's/ *$//' | LC_ALL=C sort)
}

made() {
	tree "$1" | diff - <(cat <<-'END'
		.editorconfig f bytes
		.gitattributes f bytes
		.sws d
		.sws/schema d
		.sws/schema/agency.json f bytes
		.sws/schema/case.json f bytes
		.sws/schema/community.json f bytes
		.sws/schema/district.json f bytes
		.sws/schema/household.json f bytes
		.sws/schema/project.json f bytes
		.sws/schema/station.json f bytes
		.sws/schema/worker.json f bytes
		.vscode d
		.vscode/settings.json f bytes
		agencies d
		agencies/.gitkeep f empty
		cases d
		cases/.gitkeep f empty
		communities d
		communities/.gitkeep f empty
		households d
		households/.gitkeep f empty
		projects d
		projects/.gitkeep f empty
		stations d
		stations/.gitkeep f empty
		sws.yaml f bytes
		workers d
		workers/.gitkeep f empty
	END
	)
}

@test "a folder that is not there is made, with all that a repository begins with" {
	execute sws-init new
	[ "$status" -eq 0 ]
	[ ! -s err ]
	same <<-'END'
		new is a records repository now: fill in sws.yaml, then git init and commit
	END
	made new
}

@test "a folder that is there becomes a repository, by name, by -C or where one stands" {
	mkdir a b c
	execute sws-init a
	execute sws-init -C b
	(cd c && sws-init >../out)
	for folder in a b c; do
		made $folder
	done
}

@test "an operand is a folder within that of -C" {
	mkdir above
	execute sws-init -q -C above below
	[ "$status" -eq 0 ]
	made above/below
	execute sws-init -q -C above "$PWD/absolute"
	[ "$status" -eq 0 ]
	made absolute
}

# fresh OPTION...: of what is made only what the district itself owes is wrong.
fresh() {
	execute sws-validate -C new --allow-empty --as-of $AS_OF -q "$@"
	[ "$status" -eq 1 ]
	same <<-'END'
		sws.yaml:3:1: error: evaluation.standard [四(二)]: Standard for the evaluation of projects: not met
		   sws.yaml:3  missing=evaluation_standard.issued_on
		   hint: Issue the standard and record its issued_on under evaluation_standard of sws.yaml

		records: 0, errors: 1, warnings: 0
	END
}

@test "what is made is in order, and empty" {
	execute sws-init -q new
	fresh
	execute sws-validate -C new
	[ "$status" -eq 2 ]
}

@test "git adds all of it, and takes records for text" {
	execute sws-init -q new
	commit new
	[ "$(git -C new ls-files | wc -l)" -eq 19 ]
	git -C new check-attr eol text -- sws.yaml workers/x.yaml | diff - <(cat <<-'END'
		sws.yaml: eol: lf
		sws.yaml: text: set
		workers/x.yaml: eol: lf
		workers/x.yaml: text: set
	END
	)
	fresh --rev HEAD
}

@test "editors are told to indent with two spaces" {
	execute sws-init -q new
	grep -qx 'indent_style = space' new/.editorconfig
	grep -qx 'indent_size = 2' new/.editorconfig
	grep -qx 'charset = utf-8' new/.editorconfig
}

@test "what editors are told is what sws-schema --editor would tell them" {
	execute sws-init -q new
	cp -R new renewed
	execute sws-schema -C renewed --editor
	[ "$status" -eq 0 ]
	diff -r new renewed
	rm -r renewed/.sws renewed/.vscode
	execute sws-schema -C renewed --editor
	diff -r new renewed
}

@test "a repository is left as it is, whatever is missing from it" {
	mkdir old
	echo 'format: 1' >old/sws.yaml
	execute sws-init old
	[ "$status" -eq 0 ]
	same <<-'END'
		old is a records repository already; nothing was changed
	END
	tree old | diff - <(echo 'sws.yaml f bytes')
	[ "$(cat old/sws.yaml)" = 'format: 1' ]
}

@test "an sws.yaml of any kind makes a repository" {
	mkdir link folder fifo
	ln -s nowhere link/sws.yaml
	mkdir folder/sws.yaml
	mkfifo fifo/sws.yaml
	for folder in link folder fifo; do
		tree $folder >before
		execute sws-init $folder
		[ "$status" -eq 0 ]
		tree $folder | diff before -
	done
	[ ! -e link/nowhere ]
}

@test "files that are there stay as they are" {
	mkdir -p half/workers half/.vscode half/.sws/schema
	echo mine | tee half/.gitattributes half/workers/zhong.yaml half/README.md \
		half/.vscode/settings.json half/.sws/schema/case.json >half/workers/.gitkeep
	execute sws-init half
	[ "$status" -eq 0 ]
	for file in .gitattributes workers/zhong.yaml README.md workers/.gitkeep .vscode/settings.json \
		.sws/schema/case.json; do
		[ "$(cat "half/$file")" = mine ]
	done
	[ -s half/sws.yaml ]
	[ -e half/stations/.gitkeep ]
}

@test "doing it twice changes nothing" {
	execute sws-init -q new
	find new -type f -exec cksum {} + | sort >before
	execute sws-init new
	[ "$status" -eq 0 ]
	find new -type f -exec cksum {} + | sort | diff before -
}

@test "-q says nothing" {
	execute sws-init -q new
	[ "$status" -eq 0 ]
	[ ! -s out ]
	[ ! -s err ]
	execute sws-init --quiet new
	[ "$status" -eq 0 ]
	[ ! -s out ]
}

@test "it is said in Chinese, too" {
	execute sws-init --lang zh new
	[ "$status" -eq 0 ]
	is_chinese out
	execute sws-init --lang zh new
	is_chinese out
}

@test "a folder that cannot be made is refused" {
	execute sws-init no/parents
	[ "$status" -eq 2 ]
	[ ! -s out ]
	grep -q '^sws-init: cannot write no/parents: ' err
	: >file
	execute sws-init file
	[ "$status" -eq 2 ]
	grep -q '^sws-init: cannot write file: ' err
	execute sws-init ''
	[ "$status" -eq 2 ]
	execute sws-init "$(times 300 x)"
	[ "$status" -eq 2 ]
}

@test "a folder in which nothing may be made is refused" {
	drop_privileges
	mkdir closed.d
	chmod 555 closed.d
	execute $unprivileged sws-init closed.d
	[ "$status" -eq 2 ]
	[ ! -s out ]
	[ -s err ]
	tree closed.d | diff - /dev/null
}

@test "where a folder of records belongs and a file stands, it is refused, and said where" {
	mkdir half
	: >half/stations
	execute sws-init half
	[ "$status" -eq 2 ]
	grep -q 'stations' err
	[ ! -e half/sws.yaml ]
}

@test "nothing is written through a symlink to elsewhere" {
	mkdir half elsewhere
	for folder in stations .sws .vscode; do
		ln -s ../elsewhere half/$folder
		execute sws-init half
		[ "$status" -eq 2 ]
		tree elsewhere | diff - /dev/null
		rm half/$folder
	done
}

@test "a full disk leaves no half a file, and no sws.yaml" {
	mkdir half
	status=0
	(trap '' XFSZ && ulimit -f 0 && sws-init half 2>&1) | cat >out || status=$?
	grep -q '^sws-init: cannot write ' out
	[ ! -e half/sws.yaml ]
	[ -z "$(find half -type f -size 0 ! -name .gitkeep)" ]
	# and when there is room again it is made whole
	execute sws-init half
	[ "$status" -eq 0 ]
	made half
}

@test "a hostile name is shown safely" {
	execute sws-init $'a\033[31m\nb\342\200\256'
	[ "$status" -eq 0 ]
	same <<-'END'
		a\x1B[31m\nb\u202E is a records repository now: fill in sws.yaml, then git init and commit
	END
	[ -e $'a\033[31m\nb\342\200\256/sws.yaml' ]
}

@test "what is made does not depend on the language" {
	execute sws-init -q --lang en en
	execute sws-init -q --lang zh zh
	diff -r en zh
}

@test "the umask is kept to" {
	(umask 077 && sws-init -q new)
	[ -z "$(find new -perm /077)" ]
	(umask 022 && sws-init -q other)
	[ "$(find other -type f -perm 644 | wc -l)" -eq 19 ]
	[ "$(find other -type d -perm 755 | wc -l)" -eq 11 ]
}
