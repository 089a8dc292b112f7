#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The pack's SQL on PostgreSQL: the same tables, the same statements, the same rows.
#
# A server of its own runs in a scratch folder, reached by a socket there; nothing listens.

EXPORT=$B/tests/postgres/export
ROOT=$BATS_TEST_DIRNAME/../..

binaries() {
	find /usr/lib/postgresql /usr/pgsql* -name initdb -path '*/bin/*' 2>/dev/null | sort -V |
		sed -n '$s,/initdb$,,p' | grep . || dirname "$(command -v initdb)" 2>/dev/null
}

# as_nobody COMMAND...: the server does not run as root.
as_nobody() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
	else
		"$@"
	fi
}

setup_file() {
	PG=$(binaries)
	export PG
	[ -n "$PG" ] || return 0
	SCRATCH=$(mktemp -d /tmp/sws-postgres-XXXXXX)
	export SCRATCH
	chmod 755 "$SCRATCH"
	mkdir "$SCRATCH/data"
	[ "$(id -u)" -ne 0 ] || chown nobody:nogroup "$SCRATCH" "$SCRATCH/data"
	cd "$SCRATCH" || return 1
	as_nobody "$PG/initdb" -D "$SCRATCH/data" -U sws --auth=trust --no-sync -E UTF8 --locale=C >"$BATS_FILE_TMPDIR/log" 2>&1 &&
		as_nobody "$PG/pg_ctl" -D "$SCRATCH/data" -l "$SCRATCH/log" -w start \
			-o "-c listen_addresses= -c unix_socket_directories=$SCRATCH -c fsync=off" >>"$BATS_FILE_TMPDIR/log" 2>&1 || {
		cat "$BATS_FILE_TMPDIR/log" "$SCRATCH/log"
		return 1
	}
}

teardown_file() {
	[ -n "${SCRATCH-}" ] || return 0
	as_nobody "$PG/pg_ctl" -D "$SCRATCH/data" -m immediate stop >/dev/null 2>&1 || :
	rm -rf "$SCRATCH"
}

setup() {
	[ -n "$PG" ] || skip "no PostgreSQL server is installed"
	cd "$BATS_TEST_TMPDIR" || return 1
}

# agree DIR YEAR AS_OF: both engines, on the same tables.
agree() {
	local name=db$RANDOM$RANDOM
	local psql=("$PG/psql" -X -q -h "$SCRATCH" -U sws -v ON_ERROR_STOP=1)
	"$EXPORT" "$1" "$2" "$3" script.sql rows
	"$B/bin/sws-export" -C "$1" -f sql >tables.sql 2>broken || [ $? -eq 1 ]
	"${psql[@]}" -c "CREATE DATABASE $name" postgres
	"${psql[@]}" -f tables.sql -f script.sql "$name" >answered
	[ -s rows ]
	diff <(LC_ALL=C sort rows) <(LC_ALL=C sort answered)
	"${psql[@]}" -c "DROP DATABASE $name" postgres
}

# damage DIR N: takes every N-th single-line item of a list out of the records.
damage() {
	find "$1" -name '*.yaml' | LC_ALL=C sort | while read -r file; do
		awk -v n="$2" '/^ *- \{.*\}$/ && ++seen % n == 0 { next } { print }' "$file" >changed
		mv changed "$file"
	done
}

@test "on the worked example, in each year and on the days that matter" {
	agree "$ROOT/examples/binhai" 2023 2024-01-31
	agree "$ROOT/examples/binhai" 2023 2023-12-31
	agree "$ROOT/examples/binhai" 2022 2022-07-31
}

@test "on three generated repositories with planted faults" {
	for seed in 1 2 3; do
		"$B/generate" --seed $seed --records $((seed * 200)) "records$seed"
		damage "records$seed" $((seed + 2))
		agree "records$seed" 2023 2023-12-31
		agree "records$seed" 2023 2024-05-01
		agree "records$seed" 2022 2023-01-15
	done
}

# count FOLDER: the rows of each table in CSV files, as `table n`, without header lines and breaks within cells.
count() {
	python3 - "$1" <<-'END'
		import csv, os, sys
		for name in sorted(os.listdir(sys.argv[1])):
		    with open(os.path.join(sys.argv[1], name), encoding='utf-8', newline='') as file:
		        print(name[:-4], sum(1 for row in csv.reader(file, strict=True)) - 1, sep='\t')
	END
}

@test "what sws-export writes is loaded whole, hostile texts, too" {
	local psql=("$PG/psql" -X -q -h "$SCRATCH" -U sws -v ON_ERROR_STOP=1)
	"$B/generate" --seed 4 --records 300 records
	rm records/workers/*1.yaml # some references lead nowhere
	local text="O'Brien \"x\" a\\'; DROP TABLE agencies; -- \$\$ :name"
	printf 'id: jia\nname: |-\n  %s\n  \\copy\nnonprofit: true\n' "$text" >records/agencies/jia.yaml
	"$B/bin/sws-export" -C records -f sql -O tables.sql
	"$B/bin/sws-export" -C records -O csv
	grep -q '^-- no foreign key' tables.sql
	"${psql[@]}" -c "CREATE DATABASE whole" postgres
	"${psql[@]}" -f tables.sql whole
	count csv >want
	[ "$(wc -l <want)" -eq 74 ]
	cut -f 1 want | while read -r table; do
		"${psql[@]}" -c "COPY (SELECT '$table', count(*) FROM \"$table\") TO STDOUT" whole
	done >got
	diff want got
	"${psql[@]}" -At -c "SELECT name FROM agencies WHERE id = 'jia' AND nonprofit" whole >got
	printf '%s\n\\copy\n' "$text" | diff - got
	"${psql[@]}" -c "DROP DATABASE whole" postgres
}
