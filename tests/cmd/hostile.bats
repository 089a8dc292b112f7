#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Bad input: one finding or one message each, naming what and where, and the next file is read.

load helper

setup() {
	begin
}

# --- bytes that are no text ---

@test "an empty file is a finding" {
	bytes ''
	finds <<-'END'
		agencies/jia.yaml:1:1: error: yaml.empty: is empty
		   hint: fill it in, or delete the file
	END
}

@test "a file of comments and blank lines is empty" {
	bytes '\n# nothing\n\n'
	finds <<-'END'
		agencies/jia.yaml:1:1: error: yaml.empty: is empty
		   hint: fill it in, or delete the file
	END
}

@test "a binary file is named as such" {
	bytes '\177ELF\002\001\001\000\000\000id: jia\000'
	finds <<-'END'
		agencies/jia.yaml:1:1: error: text.binary: is a binary file, not text
		   hint: a record is a YAML text file; keep other files outside the record folders
	END
}

@test "UTF-8 that ends within a character is told from other damage" {
	bytes 'id: jia\nname: \344\270'
	finds <<-'END'
		agencies/jia.yaml:2:7: error: text.truncated-utf-8: ends in the middle of a UTF-8 character
		   hint: the file was cut off: get a complete copy
	END
}

@test "a byte that is no UTF-8 is cited by line and column" {
	bytes 'id: jia\nname: \347\224\262\200\nkind: \347\224\262\n'
	finds <<-'END'
		agencies/jia.yaml:2:8: error: text.malformed-utf-8: is not well-formed UTF-8 from here on
		   hint: save as UTF-8 in an editor, and look at this place
	END
}

@test "GB 18030 text is named, with the command that converts it" {
	printf 'id: jia\nname: 滨海新区社会工作服务站\n' | iconv -f UTF-8 -t GB18030 >records/agencies/jia.yaml
	finds <<-'END'
		agencies/jia.yaml:1:1: error: text.gb18030: is GB 18030 (GBK) text, not UTF-8
		   hint: convert it: iconv -f GB18030 -t UTF-8
	END
}

@test "UTF-16 text is named, with a byte order mark and without" {
	for encoding in UTF-16 UTF-16LE UTF-16BE; do
		printf 'id: jia\nname: 甲\n' | iconv -f UTF-8 -t $encoding >records/agencies/jia.yaml
		finds <<-'END'
			agencies/jia.yaml:1:1: error: text.utf-16: is UTF-16, not UTF-8
			   hint: save as UTF-8
		END
	done
}

@test "a byte order mark is a warning and the record is read" {
	bytes '\357\273\277id: jia\nnmae: x\nname: y\n'
	finds <<-'END'
		agencies/jia.yaml:1:1: warning: text.byte-order-mark: begins with a byte order mark
		   hint: save as UTF-8 without BOM
		agencies/jia.yaml:2:1: error: schema.additional-properties: unknown key nmae
		   hint: delete it, or correct its name
	END
}

@test "a control character and a line separator are cited by code" {
	bytes 'id: jia\nname: a\033[31m\n'
	finds <<-'END'
		agencies/jia.yaml:2:8: error: text.control-character: control character U+001B
		   hint: delete it
	END
	bytes 'id: jia\nname: a\342\200\250b\n'
	finds <<-'END'
		agencies/jia.yaml:2:8: error: text.control-character: control character U+2028
		   hint: delete it
	END
}

@test "text that is not in Normalization Form C is a finding" {
	bytes 'id: jia\nname: e\314\201\n'
	finds <<-'END'
		agencies/jia.yaml:2:7: error: yaml.nfc: text is not in Unicode Normalization Form C
		   hint: normalise it (NFC), e.g. with uconv -x any-nfc
	END
}

# --- too much of it ---

@test "a record of 2 MiB is not read" {
	{ printf 'id: jia\nname: ' && times 2097152 x; } >records/agencies/jia.yaml
	finds <<-'END'
		agencies/jia.yaml:1:1: error: text.too-large: larger than 1 MiB, the most a record may be
		   hint: split the record, or keep attachments as files of their own and name them in `file`
	END
}

@test "a record of 1 MiB is read, of a byte more not" {
	{ printf 'id: jia\nnmae: 1\nname: x\n' && times $((1048576 - 24)) '#'; } >records/agencies/jia.yaml
	finds <<-'END'
		agencies/jia.yaml:2:1: error: schema.additional-properties: unknown key nmae
		   hint: delete it, or correct its name
	END
	printf '#' >>records/agencies/jia.yaml
	judge
	[ "$(sed -n 's/.*error: \([a-z.-]*\):.*/\1/p' out | head -n 1)" = text.too-large ]
}

@test "100,000 nested brackets are one finding" {
	{ printf 'id: jia\nname: ' && times 100000 '['; } >records/agencies/jia.yaml
	finds <<-'END'
		agencies/jia.yaml:2:70: error: yaml.depth: nested deeper than 64 levels
		   hint: records are shallow: check brackets and indentation
	END
	{ printf 'id: jia\nname: ' && times 100000 '{a: '; } >records/agencies/jia.yaml
	finds <<-'END'
		agencies/jia.yaml:2:259: error: yaml.depth: nested deeper than 64 levels
		   hint: records are shallow: check brackets and indentation
	END
}

@test "64 levels are read, 65 not, whatever the style" {
	levels() {
		awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "%*sa:\n", i, "" }' \
			>records/agencies/jia.yaml
	}
	levels 64
	finds <<-'END'
		agencies/jia.yaml:1:1: error: schema.additional-properties: unknown key a
		   hint: delete it, or correct its name
		agencies/jia.yaml:1:1: error: schema.required: the key id is missing
		   hint: add id
		agencies/jia.yaml:1:1: error: schema.required: the key name is missing
		   hint: add name
	END
	levels 65
	finds <<-'END'
		agencies/jia.yaml:65:65: error: yaml.depth: nested deeper than 64 levels
		   hint: records are shallow: check brackets and indentation
	END
}

@test "an alias bomb is refused alias by alias, and nothing grows" {
	agency 'a: &a [x, x]' 'b: &b [*a, *a]'
	finds <<-'END'
		agencies/jia.yaml:3:1: error: schema.additional-properties: unknown key a
		   hint: delete it, or correct its name
		agencies/jia.yaml:3:4: error: yaml.anchor: the anchor &a is not allowed in a record
		   hint: delete it and write values out
		agencies/jia.yaml:4:1: error: schema.additional-properties: unknown key b
		   hint: delete it, or correct its name
		agencies/jia.yaml:4:4: error: yaml.anchor: the anchor &b is not allowed in a record
		   hint: delete it and write values out
		agencies/jia.yaml:4:8: error: yaml.alias: the alias *a is not allowed in a record
		   hint: write the value out
		agencies/jia.yaml:4:12: error: yaml.alias: the alias *a is not allowed in a record
		   hint: write the value out
	END
	# Ten levels of ten would be ten thousand million values.
	awk 'BEGIN {
		print "id: jia\nname: x\na: &a [x]"
		for (i = 98; i < 108; i++) {
			printf "%c: &%c [", i, i
			for (k = 0; k < 10; k++)
				printf "*%c, ", i - 1
			print "]"
		}
	}' >records/agencies/jia.yaml
	judge
	[ "$(grep -c ': yaml.anchor: ' out)" -eq 10 ]
	[ "$(grep -c ': yaml.alias: ' out)" -eq 90 ]
	grep -q '^agencies/jia.yaml:.*: text.more-findings: ' out
	grep -q '^workers/zhong.yaml:3:1:' out
}

@test "60,000 keys are one finding: too many values" {
	{ printf 'id: jia\nname: x\n' && seq -f 'k%.0f: 1' 60000; } >records/agencies/jia.yaml
	finds <<-'END'
		agencies/jia.yaml:50000:9: error: yaml.nodes: more than 100000 values in one file
		   hint: split the record
	END
}

@test "of what is wrong with one file the first hundred are said, and that there is more" {
	{ printf 'id: jia\nname: x\n' && seq -f 'k%.0f: 1' 40000; } >records/agencies/jia.yaml
	judge
	[ "$(grep -c '^agencies/jia.yaml:.* unknown key' out)" -eq 100 ]
	grep -q '^agencies/jia.yaml:.*: text.more-findings: more findings in this file are not shown' out
	grep -q '^agencies/jia.yaml:102:1: .* unknown key k100$' out
	tail -n 1 out | grep -qx 'records: 2, errors: 102, warnings: 0'
	judge -f json
	is_json out
	{ printf 'id: jia\nname: x\n' && seq -f 'k%.0f: 1' 100; } >records/agencies/jia.yaml
	judge
	[ "$(grep -c '^agencies/jia.yaml:.* unknown key' out)" -eq 100 ]
	! grep more-findings out || false
}

@test "of what is wrong with one file's YAML the first hundred are said, too" {
	{ printf 'id: jia\nname: x\nsystems:\n' && seq -f '  - *a%.0f' 40000; } >records/agencies/jia.yaml
	judge
	[ "$(grep -c '^agencies/jia.yaml:.*: yaml.alias: ' out)" -eq 100 ]
	[ "$(grep -c '^agencies/jia.yaml:.*: text.more-findings: ' out)" -eq 1 ]
	tail -n 1 out | grep -qx 'records: 2, errors: 102, warnings: 0'
}

# bank LINE...: communities/jia.yaml, in order but for the lines.
bank() {
	station
	printf '%s\n' 'id: jia' 'name: 甲' 'station: zhan' "$@" >records/communities/jia.yaml
}

@test "90,000 wrong values in one list are a hundred findings, and soon found" {
	bank "resources: [{name: x, kind: other, items: [$(seq -s , -f a%.0f 90000)]}]"
	judge
	[ "$(grep -c '^communities/jia.yaml:4:.*: schema.enum: ' out)" -eq 100 ]
	[ "$(grep -c ': text.more-findings: ' out)" -eq 1 ]
	grep -q '^workers/zhong.yaml:3:1: ' out
	bank "resources:" "$(seq -f '  - {name: x, kind: other, items: [a%.0f]}' 12000)"
	judge
	[ "$(grep -c '^communities/jia.yaml:.*: schema.enum: ' out)" -eq 100 ]
}

@test "90,000 references to nothing in one file are a hundred findings, and soon found" {
	station
	mkdir -p records/cases/2023/zhan
	printf '%s\n' 'id: c' 'station: zhan' 'method: community' 'intake: {date: 2023-01-01, problem: x}' \
		"workers: [$(seq -s , -f a%.0f 90000)]" >records/cases/2023/zhan/c.yaml
	judge
	[ "$(grep -c '^cases/2023/zhan/c.yaml:5:.*: reference.exists: ' out)" -eq 100 ]
	grep -q '^workers/zhong.yaml:3:1: ' out
	[ "$(wc -c <out)" -lt 100000 ]
}

@test "many findings in one file are soon shown on a terminal" {
	command -v script || skip "no script(1) here to play a terminal"
	station
	mkdir -p records/cases/2023/zhan
	{
		printf '%s\n' 'id: c' 'station: zhan' 'method: community' 'intake: {date: 2023-01-01, problem: x}' interventions:
		seq -f '  - {date: 2023-01-02, kind: visit, worker: a%.0f}' 20000
	} >records/cases/2023/zhan/c.yaml
	on_terminal "timeout $SECONDS_MAX sws-validate -C records --as-of $AS_OF -q"
	[ "$status" -eq 1 ]
}

@test "a text of 64 KiB is read, of a byte more not" {
	{ printf 'id: jia\nname: ' && times 65536 x; } >records/agencies/jia.yaml
	echo "$KNOWN" >want
	judge
	head -n 2 out | diff want -
	printf x >>records/agencies/jia.yaml
	finds <<-'END'
		agencies/jia.yaml:2:7: error: yaml.scalar-size: a text of more than 64 KiB
		   hint: shorten it, or keep it as a file of its own
	END
}

@test "a number may have 400 digits" {
	for n in 400 401; do
		{ printf 'id: jia\nname: x\nregistered_on: ' && times $n 1; } >records/agencies/jia.yaml
		judge
		sed -n 's/.*error: \([a-z.-]*\): .*/\1/p' out | head -n 1 >>ids
	done
	diff ids - <<-'END'
		schema.type
		yaml.number-range
	END
}

@test "huge numbers where numbers belong are findings, and quoted short" {
	mkdir -p records/stations
	printf '%s\n' 'id: jia' 'name: x' 'division: "120116001"' \
		"funds: [{year: 1e400, budget: $(times 399 9), spent: 1e-400, received: 0x7fffffffffffffffff}]" \
		'closed_on: 2022-01-01' >records/stations/jia.yaml
	judge
	places <out >placed
	diff placed - <<-'END'
		4 16 error schema.maximum
		4 31 error schema.maximum
		4 439 error schema.decimal
		4 457 error yaml.number-range
		3 1 error schema.additional-properties
	END
	[ "$(awk '{ if (length > n) n = length } END { print n }' out)" -lt 400 ]
}

# --- YAML that is none, or not a record's ---

@test "a tab for indentation is a finding" {
	bytes 'id: jia\nname: x\nsystems:\n\t- kind: finance\n'
	finds <<-'END'
		agencies/jia.yaml:4:1: error: yaml.tab: a tab stands where YAML wants spaces
		   hint: indent with spaces
	END
}

@test "a duplicate key cites both lines" {
	agency 'name: 乙'
	finds <<-'END'
		agencies/jia.yaml:3:1: error: yaml.duplicate-key: the key name stands here again; first on line 2
		   hint: keep one of the two
	END
}

@test "no and 12:30 are text, as YAML 1.2 has it" {
	agency 'incubated_by: no' 'party_organization: 12:30'
	judge
	echo "$KNOWN" >want
	head -n 2 out | diff want -
}

@test "digits, dates and words of YAML where text is meant: quote them" {
	agency 'uscc: 0123' 'incubated_by: true' 'party_organization: 0x1F' 'systems: [{kind: finance, title: 1_0, file: 1.50}]' \
		'standards: [{kind: service-delivery, title: ~, file: 2023-01-01}]'
	finds <<-'END'
		agencies/jia.yaml:3:7: error: schema.type: 0123 without quotes is not text to YAML
		   hint: put it in quotes: "0123"
		agencies/jia.yaml:4:15: error: schema.type: true without quotes is not text to YAML
		   hint: put it in quotes: "true"
		agencies/jia.yaml:5:21: error: schema.type: 0x1F without quotes is not text to YAML
		   hint: put it in quotes: "0x1F"
		agencies/jia.yaml:6:45: error: schema.type: 1.50 without quotes is not text to YAML
		   hint: put it in quotes: "1.50"
		agencies/jia.yaml:7:45: error: schema.type: ~ without quotes is not text to YAML
		   hint: put it in quotes: "~"
	END
}

@test "a key without a value wants filling in" {
	agency 'uscc:'
	judge
	head -n 2 out | diff - <(cat <<-'END'
		agencies/jia.yaml:3:6: error: schema.type: nothing stands here; text is wanted
		   hint: fill it in, or delete the key
	END
	)
}

@test "a date that does not exist is a finding" {
	agency 'registered_on: 2023-02-30'
	finds <<-'END'
		agencies/jia.yaml:3:16: error: schema.format-date: 2023-02-30 is not a date that exists
		   hint: write YYYY-MM-DD, such as 2022-03-01
	END
}

@test "a date written in another way is a finding" {
	agency 'registered_on: 2023-2-3' 'financial_reports:' '  - {year: 2023, date: 2023/02/03}' '  - {year: 2023, date: 20230203}' \
		'  - {year: 2023, date: 2023-02-03T00:00:00}' '  - {year: 2023, date: 2100-02-29}'
	finds <<-'END'
		agencies/jia.yaml:3:16: error: schema.format-date: 2023-2-3 is not a date that exists
		   hint: write YYYY-MM-DD, such as 2022-03-01
		agencies/jia.yaml:5:24: error: schema.format-date: 2023/02/03 is not a date that exists
		   hint: write YYYY-MM-DD, such as 2022-03-01
		agencies/jia.yaml:6:24: error: schema.type: 20230203 without quotes is not text to YAML
		   hint: put it in quotes: "20230203"
		agencies/jia.yaml:7:24: error: schema.format-date: 2023-02-03T00:00:00 is not a date that exists
		   hint: write YYYY-MM-DD, such as 2022-03-01
		agencies/jia.yaml:8:24: error: schema.format-date: 2100-02-29 is not a date that exists
		   hint: write YYYY-MM-DD, such as 2022-03-01
	END
}

@test "a tag, a merge key, a directive, a complex key: each has words of its own" {
	bytes '%%YAML 1.2\n---\nid: jia\nname: !!str x\n<<: {uscc: y}\n? [a]\n: b\n'
	finds <<-'END'
		agencies/jia.yaml:1:1: error: yaml.directive: directives are not allowed in a record
		   hint: delete the lines that begin with %
		agencies/jia.yaml:4:7: error: yaml.tag: the tag !!str is not allowed in a record
		   hint: delete the tag; put text in quotes
		agencies/jia.yaml:5:1: error: yaml.merge-key: the merge key << is not allowed in a record
		   hint: write the keys out
		agencies/jia.yaml:6:3: error: yaml.complex-key: a key is not plain text
		   hint: write keys as plain words
	END
}

@test "a second document is a finding, and what is in it is not read" {
	agency '---' 'id: [' '...'
	finds <<-'END'
		agencies/jia.yaml:3:1: error: yaml.second-document: a second document begins here
		   hint: one file holds one record: move it to a file of its own
	END
}

@test "a quote that is not closed is cited where it opens" {
	agency 'uscc: "abc' 'incubated_by: x'
	finds <<-'END'
		agencies/jia.yaml:3:7: error: yaml.unclosed: a quote or bracket is never closed
		   hint: close it
	END
}

@test "a bracket that is not closed is a finding" {
	agency 'systems: [{kind: finance}'
	judge
	[ "$(places <out | sed -n 1p)" = "4 1 error yaml.unclosed" ] ||
		places <out | sed -n 1p | grep -q '^[34] [0-9]* error yaml\.\(unclosed\|syntax\)$'
	grep -q '^workers/zhong.yaml:3:1: ' out
}

@test "a second colon, a missing one and wrong indentation are told apart" {
	agency 'uscc: a: b'
	finds <<-'END'
		agencies/jia.yaml:3:8: error: yaml.colon: a second `: ` in one value
		   hint: put the value in quotes, or begin a new line
	END
	agency 'uscc abc'
	finds <<-'END'
		agencies/jia.yaml:3:1: error: yaml.missing-colon: a key without `:`
		   hint: write `key: value`, with a colon of ASCII and a space
	END
	agency 'systems:' '    - kind: finance' '  - kind: personnel'
	finds <<-'END'
		agencies/jia.yaml:5:3: error: yaml.indentation: the indentation does not fit what stands above
		   hint: line up keys of one object and dashes of one list
	END
}

@test "what libyaml says in English is not what the Chinese message says" {
	agency 'uscc: @x'
	finds <<-'END'
		agencies/jia.yaml:3:7: error: yaml.syntax: is not YAML here: no value begins with this character
		   hint: check indentation, quotes and brackets at this place
	END
}

@test "a record that is a list or a text is a finding" {
	bytes '- id: jia\n'
	finds <<-'END'
		agencies/jia.yaml:1:1: error: schema.type: […] is a list, not an object with keys
		   hint: write an object with keys
	END
	bytes 'jia\n'
	finds <<-'END'
		agencies/jia.yaml:1:1: error: schema.type: jia is text, not an object with keys
		   hint: write an object with keys
	END
}

# --- files that are none ---

@test "a file that may not be read is a finding" {
	drop_privileges
	agency
	chmod 0 records/agencies/jia.yaml
	finds <<-'END'
		agencies/jia.yaml:1:1: error: path.unreadable: cannot be read: Permission denied
		   hint: check its name and permissions
	END
}

@test "a folder that may not be listed is a finding" {
	drop_privileges
	chmod 0 records/communities
	finds <<-'END'
		communities:1:1: error: path.unreadable: cannot be read: Permission denied
		   hint: check its name and permissions
	END
}

@test "a FIFO is a finding wherever it stands, and is not waited for" {
	mkfifo records/agencies/jia.yaml records/agencies/note.txt records/stations
	finds <<-'END'
		agencies/jia.yaml:1:1: error: path.special: is no regular file
		   hint: delete it
		agencies/note.txt:1:1: error: path.special: is no regular file
		   hint: delete it
		stations:1:1: error: path.special: is no regular file
		   hint: delete it
	END
}

@test "a symlink to /etc/passwd is a finding and is not followed" {
	ln -s /etc/passwd records/agencies/jia.yaml
	finds <<-'END'
		agencies/jia.yaml:1:1: error: path.symlink: is a symbolic link; links are not followed
		   hint: put the file itself here
	END
	! grep -q root: out || false
}

@test "a symlink is not followed within the repository either, nor when it leads nowhere" {
	ln -s ../workers/zhong.yaml records/agencies/jia.yaml
	ln -s nowhere records/agencies/yi.yaml
	finds <<-'END'
		agencies/jia.yaml:1:1: error: path.symlink: is a symbolic link; links are not followed
		   hint: put the file itself here
		agencies/yi.yaml:1:1: error: path.symlink: is a symbolic link; links are not followed
		   hint: put the file itself here
	END
}

@test "a folder of records that is a symlink is not followed" {
	mkdir elsewhere
	cp records/workers/zhong.yaml elsewhere
	ln -s ../elsewhere records/stations
	ln -s ../../elsewhere records/agencies/sub
	finds <<-'END'
		agencies/sub:1:1: error: path.symlink: is a symbolic link; links are not followed
		   hint: put the file itself here
		stations:1:1: error: path.symlink: is a symbolic link; links are not followed
		   hint: put the file itself here
	END
}

@test "a file where a folder of records belongs is a finding" {
	: >records/stations
	finds <<-'END'
		stations:1:1: error: path.not-a-folder: a folder of records belongs here, not a file
		   hint: move the file away
	END
}

@test "a folder whose name ends in .yaml is no record" {
	mkdir records/agencies/jia.yaml
	judge
	head -n 2 out | diff - <(echo "$KNOWN")
}

@test "folders within folders are looked into up to 64, deeper is a finding" {
	path=$(times 65 /a)
	mkdir -p "records/agencies$path"
	judge
	# agencies is the first
	place=agencies$(times 64 /a)
	grep -qxF "$place:1:1: error: path.unreadable: cannot be read: nested too deeply" out
	grep -q '^workers/zhong.yaml:3:1: ' out
	judge -f json
	is_json out
}

@test "a path of more than 1,024 bytes is refused" {
	cd records/agencies
	for n in 1 2 3 4 5 6; do
		mkdir "$(times 200 "$n")"
		cd "$(times 200 "$n")"
	done
	: >a.yaml
	cd "$BATS_TEST_TMPDIR"
	judge
	[ "$status" -eq 2 ]
	[ ! -s out ]
	grep -q 1024 err
}

@test "a thousand bad files are a thousand findings, and the good one among them is read" {
	for n in $(seq 1000); do
		printf 'id: a%s\nname: x\nuscc: %s\n' "$n" "$n" >"records/agencies/a$n.yaml"
	done
	agency
	judge
	[ "$(grep -c '^agencies/a[0-9]*.yaml:3:7: error: schema.type: [0-9]* without quotes' out)" -eq 1000 ]
	[ "$(tail -n 1 out)" = 'records: 1002, errors: 1001, warnings: 0' ]
	judge -f json
	is_json out
	[ "$(json_places <out | wc -l)" -eq 1001 ]
}

@test "a file that vanishes while others are read is no more than a finding" {
	for n in $(seq 300); do
		printf 'id: a%s\nname: x\n' "$n" >"records/agencies/a$n.yaml"
	done
	(
		while [ ! -e stop ]; do
			for n in 150 200 250 299; do
				rm -f "records/agencies/a$n.yaml"
				printf 'id: a%s\nname: x\n' "$n" >"records/agencies/a$n.yaml"
				rm -rf "records/agencies/a$n.yaml" && mkfifo "records/agencies/a$n.yaml"
				rm -f "records/agencies/a$n.yaml" && ln -s /etc/passwd "records/agencies/a$n.yaml"
				rm -f "records/agencies/a$n.yaml" && mkdir "records/agencies/a$n.yaml"
				rmdir "records/agencies/a$n.yaml"
			done
		done
	) 3>&- &
	for n in $(seq 20); do
		judge || { touch stop; false; }
		[ "$status" -eq 1 ] || touch stop
		sed -n 's/.* error: \([a-z.-]*\): .*/\1/p' out >>ids
	done
	touch stop
	wait
	[ -z "$(grep -vx 'path.unreadable\|path.symlink\|path.special\|yaml.empty\|schema.required\|schema.additional-properties' ids)" ]
}

# --- sws.yaml ---

# not_judged: the two findings that sws.yaml cannot be used, with the one on standard input.
not_judged() {
	{
		cat <<-'END'
			sws.yaml:1:1: error: pack.not-judged: the rules were not judged: sws.yaml cannot be used
			   hint: mend sws.yaml first
		END
		cat
	} | finds
}

@test "an empty sws.yaml: the records are checked, the rules not judged" {
	: >records/sws.yaml
	not_judged <<-'END'
		sws.yaml:1:1: error: yaml.empty: is empty
		   hint: fill it in, or delete the file
	END
}

@test "a malformed sws.yaml: the records are checked, the rules not judged" {
	printf 'format: 1\npolicy: "binhai\n' >records/sws.yaml
	not_judged <<-'END'
		sws.yaml:2:9: error: yaml.unclosed: a quote or bracket is never closed
		   hint: close it
	END
}

@test "an sws.yaml that is a list is not used" {
	printf '[]\n' >records/sws.yaml
	not_judged <<-'END'
		sws.yaml:1:1: error: schema.type: […] is a list, not an object with keys
		   hint: write an object with keys
	END
}

@test "an sws.yaml that may not be read is a finding" {
	drop_privileges
	chmod 0 records/sws.yaml
	not_judged <<-'END'
		sws.yaml:1:1: error: path.unreadable: cannot be read: Permission denied
		   hint: check its name and permissions
	END
}

@test "an sws.yaml that is a symlink is not followed" {
	mv records/sws.yaml elsewhere
	ln -s ../elsewhere records/sws.yaml
	not_judged <<-'END'
		sws.yaml:1:1: error: path.symlink: is a symbolic link; links are not followed
		   hint: put the file itself here
	END
}

@test "an sws.yaml that is a FIFO is not waited for" {
	rm records/sws.yaml
	mkfifo records/sws.yaml
	not_judged <<-'END'
		sws.yaml:1:1: error: path.special: is no regular file
		   hint: delete it
	END
}

@test "an sws.yaml that is a folder is a finding or a message" {
	rm records/sws.yaml
	mkdir records/sws.yaml
	judge
	[ "$status" -ne 0 ]
	cat out err | grep -q sws.yaml
}

@test "a policy that is not there is a finding, with those that are" {
	sed -i 's/binhai/binhia/' records/sws.yaml
	{
		cat <<-'END'
			sws.yaml:1:1: error: pack.not-judged: the rules were not judged: sws.yaml cannot be used
			   hint: mend sws.yaml first
			sws.yaml:2:9: error: pack.unknown: no such policy pack: binhia; known: binhai
			   hint: correct `policy`
		END
	} | finds
}

@test "parameters of sws.yaml that are unknown or do not fit are findings" {
	cat >>records/sws.yaml <<-'END'
		parameters:
		  class_hour: 30
		  class_hours: "30"
		  certified_workers: 2.5
		  case_methods: casework
		  part_year: some
		  coverage_due: 2022-02-30
		  no_such_thing_at_all: 1
	END
	finds <<-'END'
		sws.yaml:7:15: error: pack.parameter-unknown: no such parameter: class_hour; did you mean class_hours?
		   hint: sws-schema --parameters lists them
		sws.yaml:8:16: error: pack.parameter-value: the parameter class_hours cannot be "30"; it is a number, not negative, of at most 2 decimals
		   hint: correct the value
		sws.yaml:9:22: error: pack.parameter-value: the parameter certified_workers cannot be 2.5; it is a whole number, not negative
		   hint: correct the value
		sws.yaml:10:17: error: pack.parameter-value: the parameter case_methods cannot be casework; it is a list of texts out of: casework, groupwork, community
		   hint: correct the value
		sws.yaml:11:14: error: pack.parameter-value: the parameter part_year cannot be some; it is a text out of: full, prorated, exempt
		   hint: correct the value
		sws.yaml:12:17: error: pack.parameter-value: the parameter coverage_due cannot be 2022-02-30; it is a date, YYYY-MM-DD
		   hint: correct the value
		sws.yaml:13:25: error: pack.parameter-unknown: no such parameter: no_such_thing_at_all
		   hint: sws-schema --parameters lists them
	END
}

# --- hostile text that a message quotes ---

# harmless FILE: no control character but the line feed, no bidirectional control, however written.
harmless() {
	[ -s "$1" ] && ! LC_ALL=C tr -d '\n' <"$1" | LC_ALL=C grep -n \
		-e '[[:cntrl:]]' -e "$(printf '\342\200[\216\217\252-\256\250\251]')" \
		-e "$(printf '\342\201[\246-\251]')" -e "$(printf '\330\234')" -e "$(printf '\302[\200-\237]')"
}

all_harmless() {
	judge
	harmless out
	judge --lang zh
	harmless out
	judge -f json
	harmless out
	is_json out
	judge -f json --lang zh
	harmless out
	is_json out
}

@test "bidirectional controls in a value and a key are shown as escapes" {
	bytes 'id: jia\nname: x\nkind: "\342\200\256evil\\u2066"\n"\342\200\256key\\u2067": 1\n'
	finds <<-'END'
		agencies/jia.yaml:3:7: error: schema.enum: \u202Eevil\u2066 is none of the allowed values
		   hint: choose one of: social-service-institution, association, foundation, company, other
		agencies/jia.yaml:4:1: error: schema.additional-properties: unknown key \u202Ekey\u2067
		   hint: delete it, or correct its name
	END
	all_harmless
}

@test "newlines in a value, a key and an id do not break the lines of a message" {
	bytes 'id: "jia\\nsws.yaml:1:1: error: x: y"\nname: x\nkind: "a\\nb\\tc"\n"k\\ney": 1\n'
	finds <<-'END'
		agencies/jia.yaml:1:5: error: path.id-mismatch: the id jia\nsws.yaml:1:1: error: x: y is not the file's name jia
		   hint: rename the file or correct the id
		agencies/jia.yaml:1:5: error: schema.pattern: jia\nsws.yaml:1:1: error: x: y does not match ^[a-z][a-z0-9]*(-[a-z0-9]+)*$: 小写字母开头，只含小写字母、数字和单个连字符，最长64个字符；即档案的文件名（不含 .yaml）
		   hint: correct it
		agencies/jia.yaml:3:7: error: schema.enum: a\nb\tc is none of the allowed values
		   hint: choose one of: social-service-institution, association, foundation, company, other
		agencies/jia.yaml:4:1: error: schema.additional-properties: unknown key k\ney
		   hint: delete it, or correct its name
	END
	all_harmless
}

@test "an escape sequence written with an escape is refused" {
	bytes 'id: jia\nname: "\\e[31mred"\n"\\e[2J": 1\nuscc: "\\x9b31m"\nincubated_by: "\\0"\n'
	finds <<-'END'
		agencies/jia.yaml:2:7: error: yaml.escaped-control: an escape stands for the control character U+001B
		   hint: delete the escape
		agencies/jia.yaml:3:1: error: yaml.escaped-control: an escape stands for the control character U+001B
		   hint: delete the escape
		agencies/jia.yaml:4:7: error: yaml.escaped-control: an escape stands for the control character U+009B
		   hint: delete the escape
		agencies/jia.yaml:5:15: error: yaml.escaped-control: an escape stands for the control character U+0000
		   hint: delete the escape
	END
	all_harmless
}

@test "anchors, aliases and tags are quoted safely" {
	bytes 'id: jia\nname: &\342\200\256a x\nuscc: *\342\200\256b\nincubated_by: !\342\200\256c y\n'
	judge
	all_harmless
}

@test "in Chinese the types that a value may have are named in Chinese" {
	bank 'resources: [{name: x, kind: other, capacity: true}]'
	judge --lang zh
	grep ' schema.type: ' out
	! grep -q 'integer\|string' out || false
}

@test "a parameter without a value is quoted as such" {
	echo 'parameters: {class_hours: null}' >>records/sws.yaml
	judge
	grep -q '^sws.yaml:6:27: error: ' out
	! grep -F '[…]' out || false
}

@test "braces in a value are not taken for placeholders" {
	agency 'kind: "{value} {@hint} {"'
	judge
	head -n 2 out | diff - <(cat <<-'END'
		agencies/jia.yaml:3:7: error: schema.enum: {value} {@hint} { is none of the allowed values
		   hint: choose one of: social-service-institution, association, foundation, company, other
	END
	)
}

@test "a long value is quoted short" {
	agency "kind: $(times 20000 长)"
	judge
	[ "$(wc -c <out)" -lt 1000 ]
	grep -q 'schema.enum: 长*… is none' out
}

@test "hostile file names are escaped, and each is a finding" {
	for name in $'a\nb' $'a\033[31m' $'a\342\200\256b' $'a\377' -rf . 'a b' 'a"b' 'a:1:1' '{value}' 甲; do
		printf 'id: jia\nname: x\n' >"records/agencies/$name.yaml"
	done
	judge
	grep '^agencies/.*path.id: ' out | sed 's/: error: .*//' | diff - <(cat <<-'END'
		agencies/-rf.yaml:1:1
		agencies/a\nb.yaml:1:1
		agencies/a\x1B[31m.yaml:1:1
		agencies/a b.yaml:1:1
		agencies/a"b.yaml:1:1
		agencies/a:1:1.yaml:1:1
		agencies/a\u202Eb.yaml:1:1
		agencies/a\xFF.yaml:1:1
		agencies/{value}.yaml:1:1
		agencies/甲.yaml:1:1
	END
	)
	all_harmless
}

@test "a name of 64 characters is an id, of 65 none, of 255 bytes no trouble" {
	for n in 64 65 250; do
		name=$(times $n a)
		printf 'id: %s\nname: x\n' "$name" >"records/agencies/$name.yaml"
	done
	judge
	[ "$(grep -c ': path.id: ' out)" -eq 2 ]
	! grep -q "agencies/$(times 64 a).yaml:" out || false
	[ "$(tail -n 1 out)" = 'records: 2, errors: 3, warnings: 0' ]
}

@test "hostile folder names are escaped" {
	mkdir -p $'records/agencies/a\033[31m\nb' $'records/Agencies\033[2J' $'records/stationz\n'
	agency
	mv records/agencies/jia.yaml $'records/agencies/a\033[31m\nb'
	judge
	grep -qF 'agencies/a\x1B[31m\nb/jia.yaml:1:1: error: path.misplaced: belongs at agencies/jia.yaml' out
	all_harmless
}

@test "hostile text is escaped in the excerpt that a terminal is shown" {
	command -v script || skip "no script(1) here to play a terminal"
	bytes 'id: jia\nname: x\nkind: "\342\200\256evil" # \342\201\246 \302\255 bidi\n'
	on_terminal "sws-validate -C records --as-of $AS_OF -q --color never"
	[ "$status" -eq 1 ]
	sed -n '1,4p' out | diff - <(cat <<-'END'
		agencies/jia.yaml:3:7: error: schema.enum: \u202Eevil is none of the allowed values
		    3 | kind: "\u202Eevil" # \u2066 \u00AD bidi
		      |       ^^^^^^^^^^^^
		   hint: choose one of: social-service-institution, association, foundation, company, other
	END
	)
	harmless out
}

# --- git ---

@test "no repository: the message says where" {
	mkdir empty
	refuses sws-validate -C empty <<-'END'
		sws-validate: no sws.yaml in empty or a folder above
		hint: change to the records' folder, or give it with -C; sws-init makes a new one
	END
	refuses sws-validate -C records --rev HEAD <<-END
		sws-validate: no git repository here or above: $(pwd -P)/records
		hint: change to the repository's folder, or give it with -C
	END
}

@test "a folder that is not there is said to be so" {
	execute sws-validate -C nowhere
	diff err - <<-'END'
		sws-validate: cannot open nowhere: No such file or directory
	END
	[ "$status" -eq 2 ]
	execute sws-validate -C records/sws.yaml
	diff err - <<-'END'
		sws-validate: cannot open records/sws.yaml: Not a directory
	END
	[ "$status" -eq 2 ]
	execute sws-validate -C ''
	[ "$status" -eq 2 ]
}

@test "a folder that may not be searched is not taken for one without sws.yaml" {
	drop_privileges
	chmod 0 records
	judge
	chmod 755 records
	[ "$status" -eq 2 ]
	grep -q 'Permission denied' err
}

@test "an unknown revision is refused, whatever it looks like" {
	allow_leaks_of_libgit2
	commit records
	for rev in nosuch '' HEAD~5 -x '..' "$(times 40 0)" 'HEAD@{yesterday}x' 'HEAD^{tag}' ':/nothing'; do
		execute sws-validate -C records --rev "$rev"
		[ "$status" -eq 2 ]
		[ ! -s out ]
		grep -qxF "sws-validate: no such revision: $rev" err || { cat err; false; }
	done
}

@test "an unknown revision is quoted safely" {
	commit records
	refuses_records --rev $'x\033[31m\n\377' <<-'END'
		sws-validate: no such revision: x\x1B[31m\n\xFF
		hint: name a branch, tag or commit; 'git log --oneline' lists commits
	END
}

@test "a revision that is no commit is refused" {
	commit records
	for rev in HEAD:agencies HEAD:sws.yaml 'HEAD^{tree}'; do
		execute sws-validate -C records --rev "$rev"
		[ "$status" -eq 2 ]
		grep -qF "$rev" err
	done
}

# object REV: the file of a loose object of ./records, made writable.
object() {
	local id
	id=$(git -C records rev-parse "$1")
	chmod -R u+w records/.git/objects
	echo "records/.git/objects/${id%"${id#??}"}/${id#??}"
}

@test "a corrupt object of a record is a finding, and the next record is read" {
	agency
	commit records
	echo garbage >"$(object HEAD:agencies/jia.yaml)"
	judge --rev HEAD
	[ "$status" -eq 1 ]
	grep -q '^agencies/jia.yaml:1:1: error: git.corrupt-record: its object in git is damaged: ' out
	tail -n 4 out | head -n 2 | diff - <(echo "$KNOWN")
	judge --rev HEAD -f json
	is_json out
}

@test "a record's object that is missing, cut off or another's is a finding" {
	agency
	commit records
	file=$(object HEAD:agencies/jia.yaml)
	cp "$file" whole
	for damage in 'rm $file' 'head -c 20 whole >$file' ': >$file' 'cp "$(object HEAD:sws.yaml)" $file'; do
		eval "$damage"
		judge --rev HEAD
		[ "$status" -eq 1 ]
		grep -q '^agencies/jia.yaml:1:1: error: git.corrupt-record: ' out
		grep -q '^workers/zhong.yaml:3:1: ' out
	done
}

@test "a corrupt sws.yaml is a finding, and nothing is judged" {
	commit records
	echo garbage >"$(object HEAD:sws.yaml)"
	judge --rev HEAD
	[ "$status" -eq 1 ]
	grep -q '^sws.yaml:1:1: error: git.corrupt-record: ' out
	grep -q '^sws.yaml:1:1: error: pack.not-judged: ' out
	grep -q '^workers/zhong.yaml:3:1: ' out
}

@test "a corrupt tree or commit is refused, naming the object" {
	commit records
	for rev in HEAD:workers HEAD^{tree} HEAD; do
		file=$(object $rev)
		id=$(git -C records rev-parse $rev)
		cp "$file" whole
		for damage in 'echo garbage >$file' 'rm $file' ': >$file'; do
			eval "$damage"
			execute sws-validate -C records --rev HEAD
			[ "$status" -eq 2 ]
			[ ! -s out ]
			grep -q "$id" err
			cp whole "$file"
		done
	done
}

@test "a repository whose HEAD or objects are gone is refused" {
	commit records
	cp -R records whole
	for damage in 'rm records/.git/HEAD' 'echo x >records/.git/HEAD' ': >records/.git/HEAD' \
		'rm -rf records/.git/objects' 'echo "[" >records/.git/config' 'rm -rf records/.git/refs'; do
		eval "$damage"
		execute sws-validate -C records --rev HEAD
		[ "$status" -eq 2 ]
		[ -s err ]
		rm -rf records
		cp -R whole records
	done
}

@test "hostile names in a tree are findings, as in a work tree" {
	commit records
	blob=$(git -C records hash-object -w --stdin <<<'id: jia')
	for name in $'a\nb' $'a\033[31m' $'a\377'; do
		git -C records update-index --add --cacheinfo "100644,$blob,agencies/$name.yaml"
	done
	git -C records update-index --add --cacheinfo "120000,$blob,agencies/link.yaml"
	git -C records update-index --add --cacheinfo "160000,$(git -C records rev-parse HEAD),agencies/sub"
	git -C records -c user.name=x -c user.email=x@example.org commit -q -m x
	finds --rev HEAD <<-'END'
		agencies/a\nb.yaml:1:1: error: path.id: the file's name is no id
		   hint: use lower-case letters, digits and single hyphens, beginning with a letter, at most 64
		agencies/a\x1B[31m.yaml:1:1: error: path.id: the file's name is no id
		   hint: use lower-case letters, digits and single hyphens, beginning with a letter, at most 64
		agencies/a\xFF.yaml:1:1: error: path.id: the file's name is no id
		   hint: use lower-case letters, digits and single hyphens, beginning with a letter, at most 64
		agencies/link.yaml:1:1: error: path.symlink: is a symbolic link; links are not followed
		   hint: put the file itself here
		agencies/sub:1:1: error: path.submodule: is a submodule; its files are not looked at
		   hint: keep records in this repository
	END
}

@test "a tree that leads out of itself is refused" {
	commit records
	blob=$(git -C records rev-parse HEAD:sws.yaml)
	for name in .. . .git; do
		entry=$(printf '40000 %s\\0' "$name")
		tree=$({ printf '100644 sws.yaml\0' && printf "$(sed 's/../\\x&/g' <<<"$blob")"; } |
			git -C records hash-object -t tree -w --stdin --literally)
		top=$({ printf "$entry" && printf "$(sed 's/../\\x&/g' <<<"$tree")" &&
			printf '100644 sws.yaml\0' && printf "$(sed 's/../\\x&/g' <<<"$blob")"; } |
			git -C records hash-object -t tree -w --stdin --literally)
		id=$(git -C records -c user.name=x -c user.email=x@example.org commit-tree -m x "$top")
		execute sws-validate -C records --rev "$id"
		[ "$status" -eq 2 ]
		grep -q "$top" err
	done
}

# --- personal data ---

# digits_shown FILE: whether a number or address of ours is in the file, however it is split.
digits_shown() {
	sed 'y/０１２３４５６７８９/0123456789/; s/[ -]//g' "$1" |
		grep -nE '13800138000|12011620991231002|4111111111111111|zhangsan@'
}

never_shown() {
	for format in '' '-f json' '--lang zh' '-f json --lang zh'; do
		# shellcheck disable=SC2086 # words
		judge $format
		[ "$status" -eq 1 ]
		[ -s out ]
		! digits_shown out || false
		! digits_shown err || false
	done
	command -v script || return 0
	on_terminal "sws-validate -C records --as-of $AS_OF -q --color always"
	grep -q '^ *[0-9]* | ' out
	! digits_shown out || false
}

@test "personal data in a value, a key or a reference is found and never printed" {
	cat >records/communities/jia.yaml <<-'END'
		id: jia
		name: "电话 138 0013 8000"
		station: shouji-13800138000
		code: "138-0013-8000"
		"13800138000": x
		"138 0013 8000": 1
		nmae: "a <zhangsan@example.com> and １３８００１３８０００"
		"４１１１ 1111 1111 1111": 12011620991231002X
		12011620991231002X: [4111111111111111]
		resources:
		  - {name: 13800138000, kind: 13800138000, provider: zhangsan@example.com}
		  - {name: &a-13800138000 x, kind: *a-13800138000}
		  - {name: !13800138000 x, kind: charity, capacity: 13800138000}
		  - {name: x, kind: charity, "13800138000": 1, "13800138000": 2}
		surveys: [{date: 138-0013-8000, worker: "13800138000"}]
		opened_on: 13800138000 # 13800138000
		closed_on: "138\u00300138000"
	END
	judge
	[ "$(grep -c ': privacy.personal-data: ' out)" -ge 12 ]
	never_shown
}

@test "personal data in the name of a file or folder is found and never printed" {
	for name in 13800138000 h-13800138000 H-13800138000; do
		printf 'id: x\nname: y\nstation: z\n' >"records/communities/$name.yaml"
	done
	for name in a-13800138000.yml a-13800138000.txt A-13800138000.json; do
		: >"records/communities/$name"
	done
	mkdir -p records/cases/2023/13800138000 records/households/13800138000 records/communities/s-13800138000/.git
	printf 'id: x\n' >records/cases/2023/13800138000/x.yaml
	mkfifo records/households/13800138000/p.yaml
	ln -s x records/households/13800138000/l.yaml
	ln -s x records/households/13800138000/l.txt
	judge
	[ "$(grep -c ': privacy.personal-data: ' out)" -ge 4 ]
	never_shown
}

@test "a name that holds personal data is said to be so" {
	printf 'id: x\n' >records/communities/h-13800138000.yaml
	finds <<-'END'
		communities/h-***.yaml:1:1: error: privacy.personal-data: the file's name or folder holds a personal identifier
		   hint: rename the file: people are codes
	END
}

@test "personal data that sws.yaml or a station refers to is not printed" {
	mkdir -p records/stations
	cat >records/stations/jia.yaml <<-'END'
		id: jia
		name: 甲
		division: "120116001"
		publicity: [{date: 2023-01-01, kind: case, case: shouji-13800138000}]
	END
	cat >>records/sws.yaml <<-'END'
		waivers:
		  - {rule: cases.yearly, subject_kind: station, subject: shouji-13800138000, ends_on: 2024-01-01, reason: x, approved_by: y}
	END
	judge
	grep -q ': reference.exists: there is no case shouji-\*\*\*$' out
	for format in '' '-f json'; do
		judge $format
		! digits_shown out || false
	done
}
