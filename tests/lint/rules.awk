# SPDX-License-Identifier: MIT
# Holds the catalogue of rules against their files, cases and manual page.
# Usage: awk -f rules.awk CATALOGUE CASES ENTRIES RULE...      cases and entries: of rules.sh,
#   case   id  good|bad     tests/rules has such a case
#   entry  id               sws-rules(7) has this rule

function bad(at, text) {
	print at ": " text
	failed = 1
}

# `a, b` in an order of its own.
function sorted(list,    n, item, i, k, swap, text) {
	n = split(list, item, /, */)
	for (i = 1; i <= n; i++)
		for (k = i + 1; k <= n; k++)
			if (item[k] < item[i]) {
				swap = item[i]
				item[i] = item[k]
				item[k] = swap
			}
	for (i = 1; i <= n; i++)
		text = text (i > 1 ? ", " : "") item[i]
	return text
}

FNR == 1 {
	part++
}

part == 1 && /^[^#]/ {
	split($0, column, / *[|] */)
	if (column[1] in line)
		bad(FILENAME ":" FNR, column[1] ": stands on line " line[column[1]] ", too")
	line[column[1]] = FNR
	catalogue = FILENAME
	wanted[column[1], "clause"] = column[2] == "-" ? "" : column[2]
	wanted[column[1], "level"] = column[3]
	wanted[column[1], "term"] = column[4]
	wanted[column[1], "subject"] = sorted(column[5])
}

$1 == "case" {
	has[$2, $3] = 1
	tested[$2] = 1
}

$1 == "entry" {
	shown[$2] = 1
}

/^rule: / && FILENAME ~ /\.yaml$/ {
	id = substr($0, 7)
	place[id, ++files[id]] = FILENAME
}

/^(clause|level|term|subject): / && FILENAME ~ /\.yaml$/ {
	key = $1
	sub(/:$/, "", key)
	text = substr($0, length(key) + 3)
	gsub(/[][]/, "", text)
	got[FILENAME, key] = text
	at[FILENAME, key] = FNR
}

# Of a rule in several files, each has one of the subjects.
function subjects(id,    i, text) {
	for (i = 1; i <= files[id]; i++)
		text = text (i > 1 ? ", " : "") got[place[id, i], "subject"]
	return sorted(text)
}

function check(id, key, file, text,    line_of) {
	line_of = (file, key) in at ? at[file, key] : 1
	if (text != wanted[id, key])
		bad(file ":" line_of, id ": " key " is " (text == "" ? "-" : text) ", and " \
			(wanted[id, key] == "" ? "-" : wanted[id, key]) " in the catalogue")
}

function check_rule(id,    i, file) {
	for (i = 1; i <= files[id]; i++) {
		file = place[id, i]
		check(id, "clause", file, got[file, "clause"])
		check(id, "level", file, got[file, "level"])
		check(id, "term", file, got[file, "term"])
	}
	check(id, "subject", place[id, 1], subjects(id))
	if (!((id, "good") in has))
		bad(catalogue ":" line[id], id ": no case in tests/rules/" id "/good")
	if (!((id, "bad") in has))
		bad(catalogue ":" line[id], id ": no case in tests/rules/" id "/bad")
	if (!(id in shown))
		bad(catalogue ":" line[id], id ": not in man/sws-rules.7")
}

END {
	for (id in line) {
		if (files[id])
			check_rule(id)
		else
			bad(catalogue ":" line[id], id ": no rule in schema/rules")
	}
	for (id in files)
		if (files[id] && !(id in line))
			bad(place[id, 1] ":1", id ": not in the catalogue")
	for (id in tested)
		if (!(id in line))
			bad("tests/rules/" id ":1", id ": not in the catalogue")
	for (id in shown)
		if (!(id in line))
			bad("man/sws-rules.7:1", id ": not in the catalogue")
	exit failed
}
