#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# sws-query: rows of a kind, of records named, of any SELECT; and what is refused.

load helper

setup() {
	begin
	rm records/workers/zhong.yaml
	printf 'id: jia\nname: 甲机构\nnonprofit: true\nregistered_on: 2020-02-29\n' >records/agencies/jia.yaml
	printf 'id: yi\nname: 乙机构\n' >records/agencies/yi.yaml
	mkdir -p records/projects/2022 records/projects/2023
	cat >records/projects/2022/p1.yaml <<-'END'
		id: p1
		name: 一
		stations: [b, a]
		agency: jia
		supervision:
		  - {date: 2022-03-01, hours: 1.10, topic: 一}
		  - {date: 2022-01-01, hours: 2.2}
	END
	printf 'id: p2\nname: "二, \\"乙\\""\nagency: jia\n' >records/projects/2023/p2.yaml
}

# query OPTION...
query() {
	execute sws-query -C records --as-of $AS_OF "$@"
	no_placeholder err
}

# rows OPTION...: as CSV, with rows; is what stands on standard input.
rows() {
	query -f csv "$@"
	[ "$status" -eq 0 ]
	[ ! -s err ]
	tr -d '\r' <out >plain && mv plain out
	same
}

# refuses_query OPTION...
refuses_query() {
	refuses sws-query -C records --as-of $AS_OF "$@"
}

# --- rows of a kind ---

@test "a kind's rows have all its columns and come by id" {
	rows agency <<-'END'
		id,name,uscc,kind,registered_on,nonprofit,public_interest,incubated_by,party_organization
		jia,甲机构,,,2020-02-29,true,,,
		yi,乙机构,,,,,,,
	END
}

@test "conditions must all hold, columns and order are as asked for" {
	rows project -w "agency = 'jia'" -w "id <> 'p1'" -s id,name <<-'END'
		id,name
		p2,"二, ""乙"""
	END
	rows project -s 'id AS p' -s '_path' -o 'id DESC' <<-'END'
		p,_path
		p2,projects/2023/p2.yaml
		p1,projects/2022/p1.yaml
	END
	rows project -s id -n 1 <<-'END'
		id
		p1
	END
}

@test "groups are counted, or gathered up as asked for" {
	rows project -g agency <<-'END'
		agency,count(*)
		jia,2
	END
	rows project -g agency 'count(*)' 'max(id)' <<-'END'
		agency,count(*),max(id)
		jia,2,p2
	END
	rows project_supervision -g _record -s 'sum(hours) AS hours' <<-'END'
		_record,hours
		p1,3.3
	END
	rows project 'count(*)' <<-'END'
		count(*)
		2
	END
}

@test "lists are tables with the places of their rows" {
	rows project_supervision -s '_record, _n, date, hours, _line' -o date <<-'END'
		_record,_n,date,hours,_line
		p1,2,2022-01-01,2.2,7
		p1,1,2022-03-01,1.1,6
	END
}

@test "the table for people has titles in their language" {
	query project -s id,agency,_path
	same <<-'END'
		id  agency  path
		p1  jia     projects/2022/p1.yaml
		p2  jia     projects/2023/p2.yaml
	END
	query project -s id,agency,_path --lang zh
	head -n 1 out | grep -q '路径'
	is_chinese out
}

@test "JSON has titles in both languages, types and the source" {
	query agency -s id,nonprofit -n 1 -f json
	same <<-END
		{
		  "columns": [
		    {"name": "id", "titles": {"zh": "$(sws-query --columns agencies -f tsv | sed -n 's/^agencies\tid\ttext\t\([^\t]*\)\t.*/\1/p')", "en": "id"}, "type": "text"},
		    {"name": "nonprofit", "titles": {"zh": "$(sws-query --columns agencies -f tsv | sed -n 's/^agencies\tnonprofit\tboolean\t\([^\t]*\)\t.*/\1/p')", "en": "nonprofit"}, "type": "boolean"}
		  ],
		$(sed -n '6,$p' out)
	END
	is_json out
	grep -q '{"id": "jia", "nonprofit": true}' out
	grep -q '"snapshot": "worktree"' out
}

@test "the source of JSON tells which parameters were read" {
	query -f json --sql 'SELECT p.class_hours FROM param p'
	grep -q '"class_hours": "30"' out
	! grep -q certified_workers out
}

# --- records by name ---

@test "kind and id, path and folder name records, and their kind with them" {
	rows agency/yi -s id <<-'END'
		id
		yi
	END
	rows projects/2023 projects/2022/p1.yaml -s id <<-'END'
		id
		p1
		p2
	END
	rows project_stations project/p1 -s value -o value <<-'END'
		value
		a
		b
	END
}

@test "lists of names, lines or NULs, are read from standard input" {
	printf 'project/p1\n"projects/2023/p2.yaml"\n' >list
	sws-query -C records --files-from - -s id -f tsv <list >out
	printf 'id\np1\np2\n' | same
	printf 'agency/jia\0' | sws-query -C records --files-from - -z -s id -f tsv >out
	printf 'id\njia\n' | same
}

@test "the rows of named records may be compared with all others" {
	rows agency/jia -s id -w "id IN (SELECT agency FROM projects WHERE id = 'p2')" <<-'END'
		id
		jia
	END
}

@test "a revision, the index and a file on standard input are asked like the work tree" {
	commit records
	printf 'id: san\nname: 丙\n' >records/agencies/san.yaml
	rows --rev HEAD agency 'count(*)' <<-'END'
		count(*)
		2
	END
	git -C records add agencies
	rm records/agencies/san.yaml
	rows --staged agency 'count(*)' <<-'END'
		count(*)
		3
	END
	printf 'id: si\nname: 丁\n' | sws-query -C records --stdin --stdin-path agencies/si.yaml \
		-s id,name -f tsv >out
	printf 'id\tname\nsi\t丁\n' | same
	printf 'id: si\nname: 丁\n' | sws-query -C records --stdin --stdin-path agencies/si.yaml \
		--sql 'SELECT count(*) FROM agencies' -f tsv >out
	printf 'count(*)\n3\n' | same
}

# --- SQL, parameters, lists ---

@test "any SELECT is answered" {
	rows --sql "SELECT a.id, p.id FROM agencies a LEFT JOIN projects p ON p.agency = a.id ORDER BY 1, 2" <<-'END'
		id,id:1
		jia,p1
		jia,p2
		yi,
	END
	rows --sql "SELECT regexp_like(name, '^甲.{2}$') AS m FROM agencies ORDER BY id" <<-'END'
		m
		1
		0
	END
}

@test "parameters are bound, as numbers or as texts" {
	rows agency -s id -w 'id = :x' --param x=yi <<-'END'
		id
		yi
	END
	rows --sql 'SELECT typeof(:a) AS a, typeof(:b) AS b, :c AS c' --param a=12 --param b=012 --param "c=x' OR 1" <<-'END'
		a,b,c
		integer,text,x' OR 1
	END
}

@test "the table param has the period and the parameters, as they are set" {
	rows --year 2022 --sql 'SELECT year, as_of, judged_to, certified_workers FROM param' <<-'END'
		year,as_of,judged_to,certified_workers
		2022,2023-06-30,2022-12-31,2
	END
	sed -i '$a parameters: {certified_workers: 3}' records/sws.yaml
	rows --sql 'SELECT certified_workers FROM param' <<-'END'
		certified_workers
		3
	END
	rows --set certified_workers=4 --sql 'SELECT certified_workers FROM param' <<-'END'
		certified_workers
		4
	END
}

@test "tables and columns are listed with titles in both languages, without a repository" {
	cd /
	sws-query --tables -f tsv >"$BATS_TEST_TMPDIR/out"
	sws-query --columns case -f tsv >"$BATS_TEST_TMPDIR/columns"
	cd "$BATS_TEST_TMPDIR"
	grep -qx 'cases	case	专业服务案例	case' out
	grep -qx 'cases	closure_date	date	结案日期	closure date		' columns
	grep -q '^case_workers	value	text	.*	worker	$' columns
	grep -q '^cases	method	text	.*	casework groupwork community$' columns
}

@test "status 1 is an answer without rows" {
	query station
	[ "$status" -eq 1 ]
	query agency -w 0
	[ "$status" -eq 1 ]
	query project -g agency -w "id = 'none'"
	[ "$status" -eq 1 ]
	query agency -n 0
	[ "$status" -eq 1 ]
	query --year 1999 --sql 'SELECT id FROM projects p, param WHERE year_of(p.starts_on) = year'
	[ "$status" -eq 1 ]
}

@test "files that cannot be read are told, and the others answered" {
	printf 'id: [\n' >records/agencies/bad.yaml
	printf 'id: [\n' >records/workers/bad.yaml
	query agency -s id -f csv
	[ "$status" -eq 0 ]
	[ "$(wc -l <out)" -eq 3 ]
	grep -q '^agencies/bad.yaml:' err
	grep -q '^sws-query: problems in the records read: ' err
	! grep -q workers err
	query agency -q -s id -f csv
	[ ! -s err ]
}

# --- outputs ---

@test "a file is written whole, or stays as it was" {
	query agency -s id -f csv -O out.csv
	[ ! -s out ]
	grep -q jia out.csv
	cp out.csv before
	query --sql "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 2000) SELECT CASE n WHEN 1999 THEN 'x' ELSE n END AS v FROM c" -f csv:out.csv
	[ "$status" -eq 2 ]
	cmp out.csv before
}

@test "a full disk is status 2" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	sws-query -C records agency >/dev/full 2>err || status=$?
	[ "$status" -eq 2 ]
	grep -q '^sws-query: cannot write stdout: ' err
}

# --- refused ---

@test "an unknown kind, table or id is refused with the nearest" {
	refuses_query agencie <<-'END'
		sws-query: no such kind of record, and no such table: agencie; did you mean agencies, agency?
		hint: sws-query --tables lists them
	END
	refuses_query agency/jai <<-'END'
		sws-query: no such record: agency/jai; did you mean jia?
	END
	refuses sws-query --columns projct <<-'END'
		sws-query: no such kind of record, and no such table: projct; did you mean project, projects?
		hint: sws-query --tables lists them
	END
	refuses_query --sql 'SELECT id FROM agncies' <<-'END'
		sws-query: no such table: agncies; did you mean agencies?
		hint: sws-query --tables lists them
		    1 | SELECT id FROM agncies
		      |                ^^^^^^^
	END
}

@test "an unknown column is refused with the nearest and its place, whichever piece it is in" {
	refuses_query agency -w "name = '甲' AND nam = 1" <<-'END'
		sws-query: no such column: nam; did you mean name?
		hint: sws-query --columns KIND lists them; a text stands in single quotes
		    1 | name = '甲' AND nam = 1
		      |                 ^^^
	END
	refuses_query project -g agncy <<-'END'
		sws-query: no such column: agncy; did you mean agency?
		hint: sws-query --columns KIND lists them; a text stands in single quotes
		    1 | agncy
		      | ^^^^^
	END
	refuses_query agency -s id -o 'id, nome' <<-'END'
		sws-query: no such column: nome; did you mean name?
		hint: sws-query --columns KIND lists them; a text stands in single quotes
		    1 | id, nome
		      |     ^^^^
	END
}

@test "bad SQL has a caret under what is wrong, in the user's own text" {
	refuses_query agency -w 'id = = 1' <<-'END'
		sws-query: SQL: near "=": syntax error
		    1 | id = = 1
		      |      ^
	END
	refuses_query agency -w 'id =' <<-'END'
		sws-query: this piece of SQL ends too early
		    1 | id =
		      |     ^
	END
	refuses_query agency -w "1) OR (1" <<-'END'
		sws-query: a bracket is closed that was not opened
		    1 | 1) OR (1
		      |  ^
	END
	refuses_query agency -s "id, 'x" <<-'END'
		sws-query: a quote, a comment or a bracket is not closed
		    1 | id, 'x
		      |     ^
	END
	refuses_query --sql "$(printf 'SELECT id\nFRM agencies')" <<-'END'
		sws-query: SQL: near "agencies": syntax error
		    2 | FRM agencies
		      |     ^^^^^^^^
	END
}

@test "nothing but reading is done, and no file made" {
	local sql
	for sql in "ATTACH 'x.db' AS x" "VACUUM INTO 'x.db'" 'PRAGMA journal_mode' 'DELETE FROM agencies' \
		'CREATE VIRTUAL TABLE x USING fts5(a)' "SELECT * FROM pragma_table_info('cases')"; do
		echo 'sws-query: only one SELECT can be asked, that reads and changes nothing' >said
		refuses_query --sql "$sql" <said
	done
	for sql in 'SELECT * FROM sqlite_master' 'SELECT count(*) FROM sqlite_schema' \
		"SELECT * FROM json_each('[1]')" 'SELECT * FROM fts3tokenize' 'SELECT * FROM touched' \
		"SELECT load_extension('x')" 'SELECT randomblob(9)' 'SELECT zeroblob(9e8)' \
		"SELECT printf('%.*c', 5e8, 'x')" "SELECT date('now')" 'SELECT 1; SELECT 2'; do
		query --sql "$sql"
		[ "$status" -eq 2 ]
		[ ! -s out ]
		grep -qE '^sws-query: (no such table|no such function to be called here|there is more)' err
	done
	[ ! -e x.db ]
	[ ! -e records/x.db ]
}

@test "what takes too long, too much or too many is ended" {
	local numbers='WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)'
	query --time-limit 1 --sql "$numbers SELECT count(*) FROM c"
	[ "$status" -eq 2 ]
	grep -q '^sws-query: the query takes more time than it may$' err
	query --memory-limit 8 --sql "$numbers SELECT n FROM c ORDER BY -n"
	[ "$status" -eq 2 ]
	grep -q '^sws-query: the query takes more memory than it may$' err
	query --sql "WITH RECURSIVE c(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM c) SELECT max(s) FROM c"
	[ "$status" -eq 2 ]
	grep -q '^sws-query: the query, or a value in it, is too long$' err
}

@test "parameters and values that do not match are refused" {
	refuses_query agency -w 'id = :x' <<-'END'
		sws-query: the parameter :x has no value
		hint: give it one: --param x=VALUE
	END
	refuses_query agency --param x=1 <<-'END'
		sws-query: the query has no parameter :x
	END
	refuses_query agency -w 'id = ?' <<-'END'
		sws-query: parameters are written :NAME, not ?
	END
	refuses_query agency --param x <<-'END'
		sws-query: --param wants NAME=VALUE, not x
	END
}

@test "a question of two things is refused" {
	refuses_query agency project <<-'END'
		sws-query: rows can be of one table only: agencies or projects
		hint: --sql can join them
	END
	refuses_query agencies/jia.yaml projects <<-'END'
		sws-query: rows can be of one table only: projects or agency
		hint: --sql can join them
	END
	refuses_query --sql 'SELECT 1' -w 1 <<-'END'
		sws-query: -w, -s, -g, -o, -n and --sql do not go together: write it into the statement
	END
	refuses_query project -g agency -s id <<-'END'
		sws-query: the column id is neither grouped by nor gathered up
		hint: add it to -g, or write what of it is meant, as max(id)
		    1 | id
		      | ^^
	END
	query
	[ "$status" -eq 2 ]
	query --sql 'SELECT 1' agency
	[ "$status" -eq 2 ]
	query --tables --columns case
	[ "$status" -eq 2 ]
}

@test "a year that has not begun and a setting that is none are refused" {
	refuses_query agency --year 2024 <<-'END'
		sws-query: the year 2024 has not begun on 2023-06-30
		hint: choose an earlier --year or a later --as-of
	END
	query agency --set certified_worker=1
	[ "$status" -eq 2 ]
	grep -q certified_workers err
}
