#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Where records come from: a folder or a revision, found from anywhere, judged alike and with the
# same bytes printed; and which files are records.

load helper

setup() {
	begin
}

# judge_in FOLDER OPTION...
judge_in() {
	local folder=$1
	shift
	execute sws-validate -C "$folder" --as-of $AS_OF "$@"
}

# content FILE: JSON without what says where it came from.
content() {
	sed '/^    "\(snapshot\|commit\)": /d' "$1"
}

git_commit() {
	git -C "$1" add -A
	git -C "$1" -c user.name=x -c user.email=x@example.org commit -q --allow-empty -m "${2-x}"
}

# --- a revision is judged as a folder is ---

@test "the examples, committed, give the same bytes as in a folder" {
	cp -R "$BINHAI" copy
	commit copy
	for options in '--lang en' '--lang zh' '-f json'; do
		# shellcheck disable=SC2086 # words
		execute sws-validate -C copy --year 2023 --as-of 2024-06-30 $options
		[ "$status" -eq 1 ]
		content out >folder
		# shellcheck disable=SC2086 # words
		execute sws-validate -C copy --year 2023 --as-of 2024-06-30 --rev HEAD $options
		[ "$status" -eq 1 ]
		content out | diff folder -
	done
}

@test "JSON says where it came from" {
	commit records
	judge_in records -f json
	grep -A 1 '^    "snapshot"' out | diff - <(printf '    "snapshot": "worktree",\n    "commit": null,\n')
	judge_in records -f json --rev HEAD
	grep -A 1 '^    "snapshot"' out | diff - <(printf '    "snapshot": "revision",\n    "commit": "%s",\n' \
		"$(git -C records rev-parse HEAD)")
}

@test "what is not committed does not count for a revision, staged or not" {
	commit records
	judge_in records --rev HEAD
	mv out committed
	agency 'x: 1'
	judge_in records --rev HEAD
	diff committed out
	git -C records add -A
	judge_in records --rev HEAD
	diff committed out
	rm -rf records/workers records/agencies
	judge_in records --rev HEAD
	diff committed out
}

@test "a revision may be a branch, a tag, a tag with a message, an id, or a way from one" {
	commit records
	judge_in records -q
	mv out first
	git -C records tag light
	git -C records -c user.name=x -c user.email=x@example.org tag -m x heavy
	git -C records branch side/branch
	id=$(git -C records rev-parse HEAD)
	agency 'x: 1'
	git_commit records
	for rev in light heavy side/branch refs/tags/light "$id" "${id:0:10}" HEAD~1 HEAD^ '@{0}~' 'heavy^{commit}'; do
		judge_in records -q --rev "$rev"
		diff first out
	done
	judge_in records -q --rev HEAD
	! diff first out >/dev/null || false
}

@test "a bare repository, a shallow clone, a linked work tree and packed objects will do" {
	commit records
	judge_in records -q
	mv out folder
	git clone -q --bare records bare.git
	git clone -q --depth 1 "file://$PWD/records" shallow
	git clone -q --shared records shared
	git -C records worktree add -q --detach ../linked
	git clone -q records packed
	git -C packed gc -q
	git -C packed pack-refs --all
	for repository in bare.git shallow shared linked packed; do
		judge_in $repository -q --rev HEAD
		diff folder out
	done
	for repository in shallow shared linked packed; do
		judge_in $repository -q
		diff folder out
	done
	judge_in packed/.git -q --rev HEAD
	diff folder out
}

@test "a bare repository has no folder to judge without --rev" {
	commit records
	git clone -q --bare records bare.git
	refuses sws-validate -C bare.git <<-'END'
		sws-validate: no sws.yaml in bare.git or a folder above
		hint: change to the records' folder, or give it with -C; sws-init makes a new one
	END
}

@test "what a shallow clone does not have is said to be so" {
	commit records
	git_commit records
	git clone -q --depth 1 "file://$PWD/records" shallow
	execute sws-validate -C shallow --rev "$(git -C records rev-parse HEAD~1)"
	[ "$status" -eq 2 ]
	execute sws-validate -C shallow --rev HEAD~1
	[ "$status" -eq 2 ]
	grep -q 'HEAD~1' err
}

@test "a repository without a commit, or of a format that is not known, is refused" {
	allow_leaks_of_libgit2
	git -C records init -q
	refuses_records --rev HEAD <<-'END'
		sws-validate: no such revision: HEAD
		hint: name a branch, tag or commit; 'git log --oneline' lists commits
	END
	rm -rf records/.git
	git -C records init -q --object-format=sha256 || skip "this git knows no SHA-256"
	git_commit records
	execute sws-validate -C records --rev HEAD
	[ "$status" -eq 2 ]
	[ -s err ]
	judge_in records -q
	[ "$status" -eq 1 ]
}

@test "a repository inside a larger one is judged from its folder, and none of the rest" {
	mkdir -p large/sub/deep large/workers
	printf 'nonsense\n' >large/workers/x.yaml
	cp -R records large/sub/deep/records
	commit large
	judge_in records -q
	mv out alone
	for place in large/sub/deep/records large/sub/deep/records/agencies/../workers; do
		for rev in '' '--rev HEAD'; do
			# shellcheck disable=SC2086 # words
			judge_in $place -q $rev
			diff alone out
		done
	done
	execute sws-validate -C large --rev HEAD
	[ "$status" -eq 2 ]
	grep -q 'sws.yaml' err
	execute sws-validate -C large/sub
	[ "$status" -eq 2 ]
	grep -q 'sws.yaml' err
}

@test "the nearest sws.yaml upwards is the one that counts, in a folder and in a revision" {
	mkdir -p records/inner/workers
	cp records/sws.yaml records/inner
	printf 'id: nei\nname: x\n' >records/inner/workers/nei.yaml
	commit records
	for rev in '' '--rev HEAD'; do
		# shellcheck disable=SC2086 # words
		judge_in records/inner/workers -q $rev
		[ "$status" -eq 0 ]
		# shellcheck disable=SC2086 # words
		judge_in records/workers -q $rev
		[ "$status" -eq 1 ]
	done
}

@test "the repository is found from below, by a relative way, an absolute one and a symlink" {
	commit records
	judge_in records -q
	mv out above
	ln -s records link
	for place in records/workers ./records/../records/ "$PWD/records" "$PWD/records/agencies" link link/workers; do
		for rev in '' '--rev HEAD'; do
			# shellcheck disable=SC2086 # words
			judge_in $place -q $rev
			diff above out
		done
	done
	cd records/workers
	for rev in '' '--rev HEAD'; do
		# shellcheck disable=SC2086 # words
		sws-validate --as-of $AS_OF -q $rev >../../out || [ $? -eq 1 ]
		diff ../../above ../../out
	done
}

@test "git's environment has no say" {
	commit records
	judge_in records -q --rev HEAD
	mv out plain
	mkdir other
	git -C other init -q
	GIT_DIR=$PWD/other/.git GIT_WORK_TREE=$PWD/other GIT_INDEX_FILE=/nowhere GIT_OBJECT_DIRECTORY=/nowhere \
		judge_in records -q --rev HEAD
	diff plain out
}

@test "nothing is written, in a folder or in a repository" {
	agency 'x: 1'
	commit records
	state() {
		find records -printf '%p %s %T@ %C@ %m\n' | sort
		find records -type f | sort | xargs cksum
	}
	state >before
	judge_in records
	judge_in records --rev HEAD
	judge_in records -f json
	state | diff before -
}

@test "a repository on which nothing can be written will do" {
	drop_privileges
	commit records
	judge -f json
	mv out before
	chmod -R a-w records
	judge -f json
	diff before out
	judge -f json --rev HEAD
	[ "$status" -eq 1 ]
	chmod -R u+w records
}

# --- the same bytes everywhere ---

@test "the order in which files came to be makes no difference" {
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 -f json
	mv out original
	mkdir reversed
	(cd "$BINHAI" && find . -type f | LC_ALL=C sort -r) | while read -r file; do
		mkdir -p "reversed/${file%/*}"
		cp "$BINHAI/$file" "reversed/$file"
	done
	execute sws-validate -C reversed --year 2023 --as-of 2024-06-30 -f json
	diff original out
}

@test "the times of files make no difference" {
	cp -R "$BINHAI" copy
	execute sws-validate -C copy --year 2023 --as-of 2024-06-30
	mv out before
	find copy -exec touch -d '1971-01-01' {} +
	execute sws-validate -C copy --year 2023 --as-of 2024-06-30
	diff before out
}

@test "locale, time zone and the rest of the environment make no difference" {
	for options in '-f json' '--lang en' '--lang zh'; do
		line="sws-validate -C $BINHAI --year 2023 --as-of 2024-06-30 $options"
		$line >plain || [ $? -eq 1 ]
		for locale in C POSIX C.UTF-8 zh_CN.UTF-8 tr_TR.UTF-8 de_DE.ISO-8859-1 nonsense; do
			LC_ALL=$locale LANGUAGE=$locale $line >out || [ $? -eq 1 ]
			diff plain out
		done
		for zone in UTC0 Asia/Shanghai America/Los_Angeles Pacific/Kiritimati nonsense ''; do
			TZ=$zone $line >out || [ $? -eq 1 ]
			diff plain out
		done
		# shellcheck disable=SC2086 # words
		env -i "$(command -v sws-validate)" ${line#sws-validate} >out || [ $? -eq 1 ]
		diff plain out
		COLUMNS=10 TERM=xterm-256color HOME=/nonexistent $line >out || [ $? -eq 1 ]
		diff plain out
	done
}

@test "the same is printed each time" {
	execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 -f json
	mv out first
	for n in 1 2 3; do
		execute sws-validate -C "$BINHAI" --year 2023 --as-of 2024-06-30 -f json
		diff first out
	done
}

# --- which files are records ---

# finds_both: what is found in the folder is what stands on standard input, and it is found in the
# revision, too.
finds_both() {
	tee wanted | finds
	commit records
	finds --rev HEAD <wanted
}

@test "a name that differs from another in case only is a finding" {
	printf 'id: jia\nname: x\n' | tee records/agencies/jia.yaml >records/agencies/Jia.yaml
	finds_both <<-'END'
		agencies/Jia.yaml:1:1: error: path.case: differs from agencies/jia.yaml in case or form only: some systems take them for one file
		   hint: rename one of the two
		agencies/Jia.yaml:1:1: error: path.id: the file's name is no id
		   hint: use lower-case letters, digits and single hyphens, beginning with a letter, at most 64
	END
}

@test "a name that differs from another in normal form only is a finding, one for both" {
	: >records/agencies/$'\303\251.txt'
	: >records/agencies/$'e\314\201.txt'
	judge
	grep -c ': path.foreign: ' out | diff - <(echo 2)
	grep ': path.case: ' out | diff - <(
		printf 'agencies/%s.txt:1:1: error: path.case: differs from agencies/%s.txt in case or form only: %s\n' \
			$'e\314\201' $'\303\251' 'some systems take them for one file'
	)
}

@test "folders that differ in case only are a finding" {
	mkdir -p records/Workers
	printf 'id: jia\nname: x\n' >records/Workers/jia.yaml
	finds_both <<-'END'
		Workers:1:1: error: path.folder: is no folder of records and is not read; did you mean workers?
		   hint: rename the folder
	END
}

@test "another extension than .yaml is a finding" {
	for extension in yml YAML json; do
		printf 'id: jia\nname: x\n' >records/agencies/jia.$extension
	done
	finds_both <<-'END'
		agencies/jia.YAML:1:1: error: path.extension: is not read: a record's name ends in .yaml
		   hint: rename the file
		agencies/jia.json:1:1: error: path.extension: is not read: a record's name ends in .yaml
		   hint: rename the file
		agencies/jia.yml:1:1: error: path.extension: is not read: a record's name ends in .yaml
		   hint: rename the file
	END
}

@test "an id that is not the file's name is a finding, and the name is the id" {
	printf 'id: another\nname: x\n' >records/agencies/jia.yaml
	station 'contracts: [{agency: jia}, {agency: another}]'
	finds_both <<-'END'
		agencies/jia.yaml:1:5: error: path.id-mismatch: the id another is not the file's name jia
		   hint: rename the file or correct the id
		stations/zhan.yaml:4:37: error: reference.exists: there is no agency another
		   hint: correct the id, or add the record
	END
}

@test "a record in the wrong folder is a finding, with its place" {
	mkdir -p records/agencies/2023 records/projects/2022 records/projects
	printf 'id: jia\nname: x\n' >records/agencies/2023/jia.yaml
	printf 'id: xm\nname: x\nstations: []\nfield: elderly-care\nstarts_on: 2023-01-01\n' |
		tee records/projects/2022/xm.yaml >records/projects/xm2.yaml
	judge
	grep -E 'misplaced|mismatch' out | diff - <(cat <<-'END'
		agencies/2023/jia.yaml:1:1: error: path.misplaced: belongs at agencies/jia.yaml
		projects/2022/xm.yaml:1:1: error: path.misplaced: belongs at projects/2023/xm.yaml
		projects/xm2.yaml:1:1: error: path.misplaced: belongs at projects/2023/xm2.yaml
		projects/xm2.yaml:1:5: error: path.id-mismatch: the id xm is not the file's name xm2
	END
	)
	mv out folder
	commit records
	judge --rev HEAD
	diff folder out
}

@test "the same id twice within a kind is a finding, and the first counts" {
	station
	mkdir -p records/projects/2022 records/projects/2023
	printf 'id: xm\nname: x\nstations: [zhan]\nfield: elderly-care\nstarts_on: 2022-01-01\n' \
		>records/projects/2022/xm.yaml
	sed 's/2022/2023/' records/projects/2022/xm.yaml >records/projects/2023/xm.yaml
	finds_both <<-'END'
		projects/2023/xm.yaml:1:1: error: reference.duplicate-id: the id xm is taken by projects/2022/xm.yaml; this record is not counted
		   hint: give one of the two another id
	END
}

@test "a misspelt folder of records is a finding" {
	for folder in worker Stations communites proyects household; do
		mkdir -p records/$folder
		: >records/$folder/x.yaml
	done
	mkdir records/docs records/images records/archive
	: >records/docs/x.yaml
	finds_both <<-'END'
		Stations:1:1: error: path.folder: is no folder of records and is not read; did you mean stations?
		   hint: rename the folder
		communites:1:1: error: path.folder: is no folder of records and is not read; did you mean communities?
		   hint: rename the folder
		household:1:1: error: path.folder: is no folder of records and is not read; did you mean households?
		   hint: rename the folder
		proyects:1:1: error: path.folder: is no folder of records and is not read; did you mean projects?
		   hint: rename the folder
		worker:1:1: error: path.folder: is no folder of records and is not read; did you mean workers?
		   hint: rename the folder
	END
}

@test "a folder named after a kind and not its folder is a finding" {
	for folder in agency community; do
		mkdir records/$folder
		: >records/$folder/x.yaml
	done
	finds_both <<-'END'
		agency:1:1: error: path.folder: is no folder of records and is not read; did you mean agencies?
		   hint: rename the folder
		community:1:1: error: path.folder: is no folder of records and is not read; did you mean communities?
		   hint: rename the folder
	END
}

@test "a record beside sws.yaml is a warning, other files are none" {
	printf 'id: jia\n' | tee records/beside.yml >records/jia.yaml
	: >records/README.md
	: >records/Makefile
	finds_both <<-'END'
		beside.yml:1:1: warning: path.stray: is not in a folder of records and is not read
		   hint: move it into the folder of its kind
		jia.yaml:1:1: warning: path.stray: is not in a folder of records and is not read
		   hint: move it into the folder of its kind
	END
}

@test "a file among records that is none is a warning" {
	: >records/agencies/note.txt
	: >records/agencies/jia.yaml.bak
	finds_both <<-'END'
		agencies/jia.yaml.bak:1:1: warning: path.foreign: is no record
		   hint: move it out of the folder of records
		agencies/note.txt:1:1: warning: path.foreign: is no record
		   hint: move it out of the folder of records
	END
}

@test "hidden files and folders are passed over" {
	mkdir -p records/.vscode records/agencies/.cache
	printf '\0[' | tee records/.sws.yaml records/.vscode/x.yaml records/agencies/.gitkeep records/agencies/.jia.yaml.swp \
		records/agencies/.yaml >records/agencies/.cache/x.yaml
	finds_both <<-'END'
	END
}

@test "a submodule is a finding, and its files are not looked at" {
	mkdir -p records/agencies/sub
	git -C records/agencies/sub init -q
	printf '[' >records/agencies/sub/x.yaml
	git_commit records/agencies/sub
	judge
	grep -qx 'agencies/sub:1:1: error: path.submodule: is a submodule; its files are not looked at' out
	[ "$(tail -n 1 out)" = 'records: 1, errors: 2, warnings: 0' ]
	mv out folder
	commit records 2>log
	judge --rev HEAD
	diff folder out
}

@test "a folder of records that is a submodule is a finding" {
	rm -rf records/agencies
	mkdir records/agencies
	git -C records/agencies init -q
	git_commit records/agencies
	judge
	grep -qx 'agencies:1:1: error: path.submodule: is a submodule; its files are not looked at' out
	mv out folder
	commit records 2>log
	judge --rev HEAD
	diff folder out
}

@test "a symlink is a finding in a revision, too" {
	ln -s /etc/passwd records/agencies/jia.yaml
	ln -s workers records/stations
	finds_both <<-'END'
		agencies/jia.yaml:1:1: error: path.symlink: is a symbolic link; links are not followed
		   hint: put the file itself here
		stations:1:1: error: path.symlink: is a symbolic link; links are not followed
		   hint: put the file itself here
	END
}

@test "an executable record and one that ends its lines with CR LF are records" {
	printf 'id: jia\r\nname: x\r\nnmae: y\r\n' >records/agencies/jia.yaml
	chmod +x records/agencies/jia.yaml
	finds_both <<-'END'
		agencies/jia.yaml:3:1: error: schema.additional-properties: unknown key nmae
		   hint: delete it, or correct its name
	END
}
