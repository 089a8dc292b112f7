#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-validate --staged: git's index is judged, whatever the work tree holds.

load helper

setup() {
	begin
	git -C records init -q -b main
	git -C records add -A
}

# staged OPTION...: judges what is staged in ./records.
staged() {
	judge --staged "$@"
}

git_commit() {
	git -C records -c user.name=x -c user.email=x@example.org commit -q --allow-empty -m x "$@"
}

@test "what is staged gives the same bytes as a folder and as the commit of it" {
	cp -R "$BINHAI" copy
	git -C copy init -q
	git -C copy add -A
	options='--year 2023 --as-of 2024-06-30'
	for format in '--lang en' '--lang zh' '-f json'; do
		# shellcheck disable=SC2086 # words
		execute sws-validate -C copy $options $format
		[ "$status" -eq 1 ]
		sed '/^    "\(snapshot\|commit\)": /d' out >folder
		# shellcheck disable=SC2086 # words
		execute sws-validate -C copy --staged $options $format
		[ "$status" -eq 1 ]
		sed '/^    "\(snapshot\|commit\)": /d' out | diff folder -
	done
}

@test "JSON says that it was the index" {
	staged -f json
	grep -E '^    "(snapshot|commit|paths)"' out | diff - <(
		printf '    "snapshot": "index",\n    "commit": null,\n    "paths": null,\n'
	)
}

@test "the work tree is neither looked at nor needed" {
	staged
	mv out before
	agency 'x: 1'
	printf '\0' >records/workers/zhong.yaml
	mkfifo records/agencies/fifo.yaml
	staged
	diff before out
	rm -rf records/sws.yaml records/workers records/agencies records/communities
	staged
	diff before out
	mkdir records/agencies
	execute sws-validate -C records/agencies --as-of $AS_OF -q --staged
	diff before out
}

@test "what is staged counts, and what is only in the work tree does not" {
	agency 'x: 1'
	git -C records add -A
	agency
	finds --staged <<-'END'
		agencies/jia.yaml:3:1: error: schema.additional-properties: unknown key x
		   hint: delete it, or correct its name
	END
}

@test "what is only meant to be added is no record" {
	staged
	mv out before
	agency 'x: 1'
	git -C records add -N agencies/jia.yaml
	staged
	diff before out
}

@test "a record that git has still to merge is a finding" {
	agency
	git -C records add -A
	git_commit
	git -C records checkout -q -b side
	agency 'x: 1'
	git_commit -a
	git -C records checkout -q main
	agency 'y: 1'
	git_commit -a
	! git -C records -c user.name=x -c user.email=x@example.org merge -q side >log 2>&1 || false
	finds --staged <<-'END'
		agencies/jia.yaml:1:1: error: git.unmerged: is not merged: git holds several versions of it
		   hint: settle the conflict, then 'git add' the file
	END
	agency
	git -C records add -A
	finds --staged <<-'END'
	END
}

@test "a sws.yaml that git has still to merge leaves the rules unjudged" {
	git_commit
	git -C records checkout -q -b side
	echo '# side' >>records/sws.yaml
	git_commit -a
	git -C records checkout -q main
	echo '# main' >>records/sws.yaml
	git_commit -a
	! git -C records -c user.name=x -c user.email=x@example.org merge -q side >log 2>&1 || false
	finds --staged <<-'END'
		sws.yaml:1:1: error: git.unmerged: is not merged: git holds several versions of it
		   hint: settle the conflict, then 'git add' the file
		sws.yaml:1:1: error: pack.not-judged: the rules were not judged: sws.yaml cannot be used
		   hint: mend sws.yaml first
	END
}

@test "the index that git gives its hooks is the one that counts" {
	agency
	git -C records add -A
	git_commit
	cat >records/.git/hooks/pre-commit <<-END
		#!/bin/sh
		sws-validate --as-of $AS_OF -q --staged >"$PWD/hook" 2>&1
		:
	END
	chmod +x records/.git/hooks/pre-commit
	agency 'x: 1'
	git_commit agencies/jia.yaml # an index of its own, of this file and HEAD
	grep -qx 'agencies/jia.yaml:3:1: error: schema.additional-properties: unknown key x' hook
	agency
	git_commit -a
	! grep -q '^agencies' hook || false
	agency 'x: 1'
	cp records/.git/index other-index
	GIT_INDEX_FILE=$PWD/other-index git -C records add -A
	staged
	! grep -q '^agencies' out || false
	GIT_INDEX_FILE=$PWD/other-index staged
	grep -q '^agencies/jia.yaml:3:1: error: schema' out
	GIT_INDEX_FILE='' staged
	! grep -q '^agencies' out || false
	[ "$status" -eq 1 ]
}

@test "a bare repository, and a folder that is none, have no index" {
	git_commit
	git clone -q --bare records bare.git
	refuses sws-validate -C bare.git --staged <<-END
		sws-validate: a bare repository has no index: $PWD/bare.git
		hint: judge a revision of it with --rev
	END
	rm -rf records/.git
	refuses_records --staged <<-END
		sws-validate: no git repository here or above: $PWD/records
		hint: change to the repository's folder, or give it with -C
	END
}

@test "an index without the records is no success" {
	git -C records rm -q -r --cached .
	refuses_records --staged <<-END
		sws-validate: nothing staged has sws.yaml in $PWD/records or a folder above
		hint: stage the records with 'git add', or change to their folder
	END
	rm records/.git/index
	refuses_records --staged <<-END
		sws-validate: nothing staged has sws.yaml in $PWD/records or a folder above
		hint: stage the records with 'git add', or change to their folder
	END
}

@test "a damaged index is status 2 with its reason" {
	echo garbage >records/.git/index
	execute sws-validate -C records --staged
	[ "$status" -eq 2 ]
	[ ! -s out ]
	head -n 1 err | grep -q "^sws-validate: git's index $PWD/records/.git/index is damaged: ."
	tail -n 1 err | diff - <(
		echo "hint: delete the file; 'git reset' then makes it anew from the last commit, and what was staged is staged again"
	)
}

@test "an index in parts is refused with what makes it whole" {
	git -C records update-index --split-index
	refuses_records --staged <<-'END'
		sws-validate: the index is split over two files, which is not supported
		hint: write it whole: 'git update-index --no-split-index'
	END
	git -C records update-index --no-split-index
	staged
	[ "$status" -eq 1 ]
	git_commit
	mkdir records/docs
	: >records/docs/x
	git -C records add -A
	git_commit
	git -C records sparse-checkout set --cone --sparse-index workers
	refuses_records --staged <<-'END'
		sws-validate: the index is sparse, which is not supported
		hint: write it whole: 'git sparse-checkout reapply --no-sparse-index'
	END
	git -C records sparse-checkout reapply --no-sparse-index
	staged
	[ "$status" -eq 1 ]
}

@test "a staged record whose object is gone is a finding" {
	agency
	git -C records add -A
	id=$(git -C records rev-parse :agencies/jia.yaml)
	rm -f "records/.git/objects/${id:0:2}/${id:2}"
	staged
	grep -q '^agencies/jia.yaml:1:1: error: git.corrupt-record: ' out
	[ "$status" -eq 1 ]
}

@test "a pointer of Git LFS is one finding that says so" {
	agency
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 12345\n' 7 \
		>records/agencies/jia.yaml
	git -C records add -A
	for snapshot in '' --staged; do
		# shellcheck disable=SC2086 # none, or one
		finds $snapshot <<-'END'
			agencies/jia.yaml:1:1: error: git.lfs-pointer: is a pointer of Git LFS, not a record: its content is elsewhere
			   hint: keep records out of Git LFS: delete their pattern in .gitattributes, then 'git add --renormalize .'
		END
	done
}

@test "nothing is written" {
	state() {
		find records -printf '%p %s %T@ %C@ %m\n' | sort
		find records -type f | sort | xargs cksum
	}
	touch -d 2001-01-01 records/sws.yaml
	state >before
	staged
	staged -f json workers
	state | diff before -
}

@test "a revision and the index are not judged at once" {
	refuses_records --staged --rev HEAD <<-END
		sws-validate: --rev and --staged are two snapshots: choose one
	END
}
