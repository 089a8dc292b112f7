#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Whose commit it is, and of when: options before the environment before git's configuration.

load helper

setup() {
	begin
	rm records/workers/zhong.yaml
	printf 'id: jia\nname: 甲\n' >records/workers/jia.yaml
	export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
	git -C records init -q -b main
	git -C records config user.name Own
	git -C records config user.email own@example.org
	git -C records add -A
	git -C records commit -q -m base
	N=0
}

# writes OPTION...: sets another name; `persons` is who wrote and committed that, and when.
writes() {
	N=$((N + 1))
	execute sws-set -C records --no-fsync --as-of $AS_OF "$@" jia name=n$N
	[ "$status" -eq 0 ] || {
		cat err
		return 1
	}
	persons=$(git -C records log -1 --date=raw --format='%an <%ae> %ad, %cn <%ce> %cd')
}

@test "the environment goes before the configuration, and options before it" {
	export GIT_AUTHOR_NAME=作者 GIT_AUTHOR_EMAIL=a@example.org GIT_AUTHOR_DATE='1646098200 +0100'
	export GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.org GIT_COMMITTER_DATE='2022-03-02T00:00:00Z'
	writes
	[ "$persons" = '作者 <a@example.org> 1646098200 +0100, C <c@example.org> 1646179200 +0000' ]
	writes --author 'O <o@example.org>'
	[ "$persons" = 'O <o@example.org> 1646098200 +0100, C <c@example.org> 1646179200 +0000' ]
	writes --date 2022-03-03
	[ "$persons" = '作者 <a@example.org> 1646236800 +0800, C <c@example.org> 1646179200 +0000' ]
	unset GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL
	writes
	[ "$persons" = 'Own <a@example.org> 1646098200 +0100, C <own@example.org> 1646179200 +0000' ]
	[ -z "$(git -C records fsck --strict)" ]
}

@test "an import honours it, too" {
	export GIT_AUTHOR_NAME=A GIT_COMMITTER_NAME=C GIT_AUTHOR_DATE='@5 +0000' GIT_COMMITTER_DATE='@6 +0000'
	printf 'id,name\nyi,乙\n' >w.csv
	execute sws-import -C records --as-of $AS_OF worker w.csv
	[ "$status" -eq 0 ]
	[ "$(git -C records log -1 --date=raw --format='%an %ad, %cn %cd')" = 'A 5 +0000, C 6 +0000' ]
}

@test "an empty date of the environment is now, as in git" {
	local before after
	before=$(date +%s)
	GIT_AUTHOR_DATE='' writes
	after=$(date +%s)
	set -- $(git -C records log -1 --date=raw --format=%ad)
	[ "$1" -ge "$before" ]
	[ "$1" -le "$after" ]
	[ "$2" = +0800 ]
}

@test "dates are read as git reads them" {
	local date
	while read -r date; do
		writes --date "$date"
		printf '%s: %s\n' "$date" "$(git -C records log -1 --date=raw --format=%ad)"
		printf '%s: %s\n' "$date" "$(GIT_AUTHOR_DATE=$date git -C records commit-tree -m x HEAD^{tree} |
			xargs git -C records log -1 --date=raw --format=%ad)" >>want
	done >got <<-'END'
		1646098200 +0800
		1646098200 -0330
		@0 +0000
		1646098200
		2022-03-01T09:30:00+08:00
		2022-03-01T09:30:00 +0800
		2022-03-01 09:30 +0800
		2022-03-01T09:30:00.75Z
		2022-03-01T23:59:59-0330
		Tue, 1 Mar 2022 09:30:00 +0800
		1 Mar 2022 09:30:00 +0800
		Tue Mar 1 09:30:00 2022 +0800
		Tue Mar 01 09:30:00 UTC 2022
		2022.03.01 09:30:00 +0800
		03/01/2022 09:30:00 +0800
		01.03.2022 09:30:00 +0800
		29 Feb 2024 00:00:00 GMT
	END
	diff -u want got
	[ "$(wc -l <got)" -eq 17 ]
}

@test "what is no date is refused, in the environment by its name" {
	local date
	for date in yesterday '1.3.2022' 2022-02-29 '29 Feb 2023' 2022-13-01 '2022-03-01T24:00' \
		'2022-03-01T09:60' '2022-03-01T09:30+1500' '2022-03-01 2022-03-02' '2022-03-01 09:30 10:30' \
		'1646098200 +08' '2022-03-01 Z Z' '@' '1969-12-31' '@253402300800' 09:30 Mar 'Mar 2022' \
		'2022-03-01x' '2022-3-1' '甲' ,; do
		execute sws-set -C records --date "$date" jia name=乙
		[ "$status" -eq 2 ] || {
			echo "taken: $date"
			return 1
		}
	done
	export GIT_COMMITTER_DATE='2022-02-29 甲'
	refuses sws-set -C records jia name=乙 <<-'END'
		sws-set: GIT_COMMITTER_DATE in the environment is not a date: 2022-02-29 甲
		hint: write 2022-03-01T09:30:00+08:00, or seconds since 1970 and a zone: 1646098200 +0800
	END
	[ "$(git -C records rev-list --count main)" -eq 1 ]
}

@test "a date of long ago or far ahead does not change how old a lock is" {
	: >records/.git/index.lock
	touch -d '3 hours ago' records/.git/index.lock
	GIT_COMMITTER_DATE='2001-01-01T00:00:00Z' execute sws-set -C records jia name=乙
	[ "$status" -eq 2 ]
	grep -q 'index.lock is 3 h old and belongs to ' err
}

@test "without a name, or with one of nothing but punctuation, it says what to set" {
	git -C records config --unset user.name
	refuses sws-set -C records jia name=乙 <<-'END'
		sws-set: whose commit is it? git does not know user.name
		hint: run 'git config --global user.name "..."'
	END
	export GIT_AUTHOR_NAME=A
	execute sws-set -C records jia name=乙
	[ "$status" -eq 2 ]
	export GIT_COMMITTER_NAME=.
	refuses sws-set -C records jia name=乙 <<-'END'
		sws-set: git takes "." for no name or address: nothing is left of it but punctuation
		hint: set user.name and user.email with 'git config', or correct GIT_AUTHOR_NAME and its like in the environment
	END
	GIT_COMMITTER_NAME=C writes
}
