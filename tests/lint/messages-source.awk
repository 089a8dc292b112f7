# SPDX-License-Identifier: MIT
# Facts about the messages that one preprocessed file uses, separated by tabs:
#   call  source:line  id  argument names  function
#                                              one per id that the call may give, to one of the
#                                              functions named below
#   under source:line  rule  id                finding_under: a finding of the rule has the words
#                                              of the id, or of one that is not told here
#   text  source:line  string                  every other string that looks like an id
#   add   folder       name                    an argument given by message_add
#   bad   source:line  what is wrong
# A function that hands its own parameter on as an id speaks for its callers: then its calls are
# looked at in the same way. The id may be `table[i].id`: then each id in the file's table of that
# name is one of the call's.
# Usage: cc -E foo.c | awk -v source=foo.c -f messages-source.awk

BEGIN {
	OFS = "\t"
	# function, which argument is the id, where pairs of name and value begin (0: nowhere)
	speaker("error_set", 3, 4, "", "error_set")
	speaker("message_set", 3, 4, "", "message_set")
	speaker("finding_add", 2, 4, "", "finding_add")
	speaker("cli_refuse", 2, 3, "", "cli_refuse")
	speaker("message_vset", 3, 0, "", "message_vset")
	# strings become \001 number \002 in the text, so that they hide no comma or bracket
	string = "\"([^\"\\\\]|\\\\.)*\""
	character = "'([^'\\\\]|\\\\.)+'"
	folder = source
	sub(/\/[^\/]*$/, "", folder)
}

# `given` are the names that the function itself adds; `root` is the one it hands its id to.
function speaker(name, id, pairs, given, root) {
	if (name in id_at)
		return
	speakers[++n_speakers] = name
	id_at[name] = id
	pairs_at[name] = pairs
	given_by[name] = given " "
	root_of[name] = root
}

/^# [0-9]+ "/ {
	inside = index($0, "\"" source "\"") > 0
	line = $2 - 1
	next
}

{
	line++
}

inside {
	rest = $0
	while (match(rest, string "|" character)) {
		kept = kept substr(rest, 1, RSTART - 1)
		if (substr(rest, RSTART, 1) == "'")
			kept = kept "0"
		else {
			literal[++n_literals] = substr(rest, RSTART + 1, RLENGTH - 2)
			literal_line[n_literals] = line
			kept = kept "\001" n_literals "\002"
		}
		rest = substr(rest, RSTART + RLENGTH)
	}
	rest = kept rest "\n"
	if (n_pieces && piece_line[n_pieces] == line) { # a line cut where a macro stood
		empty = piece_start[n_pieces] == length(text)
		sub(/\n$/, empty ? "" : " ", text)
		if (!empty)
			sub(/^[ \t]+/, "", rest)
	} else {
		piece_start[++n_pieces] = length(text) + 1
		piece_line[n_pieces] = line
	}
	text = text rest
	kept = ""
}

function line_at(position,    low, high, middle) {
	low = 1
	high = n_pieces
	while (low < high) {
		middle = int((low + high + 1) / 2)
		if (piece_start[middle] <= position)
			low = middle
		else
			high = middle - 1
	}
	return piece_line[low]
}

# Splits what is between the bracket before `position` and its partner into argument[1..].
function arguments(position,    depth, n, c) {
	n = 1
	depth = 0
	argument[1] = ""
	for (;; position++) {
		c = substr(text, position, 1)
		if (c == "" || (c == ")" && depth == 0))
			return n
		if (c == "," && depth == 0) {
			argument[++n] = ""
			continue
		}
		if (c ~ /[(\[{]/)
			depth++
		else if (c ~ /[])}]/)
			depth--
		argument[n] = argument[n] c
	}
}

# The one string that an argument is made of, pieces joined; or "" when it is something else.
function only_string(part,    value) {
	if (part !~ /^[ \t\n]*(\001[0-9]+\002[ \t\n]*)+$/)
		return ""
	while (match(part, /\001[0-9]+\002/)) {
		value = value literal[substr(part, RSTART + 1, RLENGTH - 2)]
		part = substr(part, RSTART + RLENGTH)
	}
	return value
}

function names_of(name, n, at,    i, names, value) {
	names = given_by[name]
	if (!pairs_at[name])
		return names
	for (i = pairs_at[name]; i < n; i += 2) { # the last one is NULL
		value = only_string(argument[i])
		if (value == "")
			print "bad", at, name ": the name of argument " i " is not a literal"
		names = names value " "
	}
	if ((n - pairs_at[name]) % 2)
		print "bad", at, name ": a name without a value before NULL"
	return names
}

# The head of the function around `position` into parameter[1..] and head_name; its parameters.
function head_of(position,    before, at, n, i) {
	before = substr(text, 1, position)
	at = 0
	while (match(substr(before, at + 1), /\n\{\n/)) # the last one
		at += RSTART
	before = substr(before, 1, at)
	while (match(before, /\n[A-Za-z][^\n]*\(/))
		before = substr(before, RSTART + 1)
	match(before, /[A-Za-z0-9_]+\(/)
	head_name = substr(before, RSTART, RLENGTH - 1)
	before = substr(before, RSTART + RLENGTH)
	sub(/\)[^)]*$/, "", before)
	n = split(before, parameter, ",")
	for (i = 1; i <= n; i++) {
		gsub(/[ \t\n]+$/, "", parameter[i])
		sub(/^.*[^A-Za-z0-9_.]/, "", parameter[i])
	}
	return n
}

# The id is a parameter of the function around: that one becomes a speaker.
function speaks_on(name, part, names, position,    n, i, pairs) {
	gsub(/[ \t\n]/, "", part)
	n = head_of(position)
	pairs = parameter[n] == "..." ? n : 0
	for (i = 1; i <= n; i++)
		if (parameter[i] == part) {
			speaker(head_name, i, pairs, names, root_of[name])
			return 1
		}
	return 0
}

# Calls with the ids of a table, `table[i].id`; whether there is one.
function calls_table(name, part, names,    table, rest, k, found) {
	if (!match(part, /^[ \t\n]*[a-z][a-z0-9_]*\[/))
		return 0
	table = substr(part, RSTART, RLENGTH - 1)
	gsub(/[ \t\n]/, "", table)
	if (!match(text, "[ \t*]" table "\\[\\] = \\{"))
		return 0
	rest = substr(text, RSTART)
	rest = substr(rest, 1, index(rest, "};"))
	while (match(rest, /\001[0-9]+\002/)) {
		k = substr(rest, RSTART + 1, RLENGTH - 2)
		rest = substr(rest, RSTART + RLENGTH)
		if (literal[k] !~ /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/)
			continue
		spoken[k] = 1
		print "call", source ":" literal_line[k], literal[k], names, root_of[name]
		found = 1
	}
	return found
}

# Ids may be chosen between: `big ? "x.too-big" : "x.bad"` is two. A message may be copied.
function calls(name, n, position,    at, part, names, found, k) {
	at = source ":" line_at(position)
	names = names_of(name, n, at)
	part = argument[id_at[name]]
	while (match(part, /\001[0-9]+\002/)) {
		k = substr(part, RSTART + 1, RLENGTH - 2)
		spoken[k] = 1
		print "call", at, literal[k], names, root_of[name]
		part = substr(part, RSTART + RLENGTH)
		found = 1
	}
	if (!found && !calls_table(name, part, names) && part !~ /message(\.|->)id/ &&
	    !speaks_on(name, part, names, position))
		print "bad", at, name ": the message id is neither a literal nor a parameter"
}

# finding_under(finding, "rule"): the finding may be one that is just added, the rule a choice.
function rules(position,    at, part, inner, id, found) {
	at = source ":" line_at(position)
	part = argument[1]
	if (sub(/^.*finding_add[ \t\n]*\(/, "", part)) {
		split(part, inner, ",")
		id = only_string(inner[2])
	}
	part = argument[2]
	while (match(part, /\001[0-9]+\002/)) {
		print "under", at, literal[substr(part, RSTART + 1, RLENGTH - 2)], id
		part = substr(part, RSTART + RLENGTH)
		found = 1
	}
	if (!found)
		print "bad", at, "finding_under: the rule is not a literal"
}

# All calls of the function; its own head, whose parameters are declarations, is none.
function walk(name,    rest, base, start, after, before, n) {
	rest = text
	base = 0
	while (match(rest, name "[ \t\n]*\\(")) {
		start = base + RSTART
		after = start + RLENGTH
		before = substr(text, start - 1, 1)
		if (before !~ /[A-Za-z0-9_]/ && !is_head(start)) {
			n = arguments(after)
			if (name == "message_add")
				print "add", folder, only_string(argument[3])
			else if (name == "finding_under")
				rules(start)
			else
				calls(name, n, start)
		}
		base = after - 1
		rest = substr(text, after)
	}
}

# Only what is outside of functions begins a line.
function is_head(start,    line) {
	line = substr(text, 1, start)
	sub(/^.*\n/, "", line)
	return line ~ /^[A-Za-z]/
}

END {
	for (s = 1; s <= n_speakers; s++)
		walk(speakers[s])
	walk("message_add")
	walk("finding_under")
	for (k = 1; k <= n_literals; k++)
		if (!(k in spoken) && literal[k] ~ /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/)
			print "text", source ":" literal_line[k], literal[k]
}
