# SPDX-License-Identifier: MIT
# Judges the facts of messages-source.awk and messages-catalogue.awk.
# Usage: awk -f messages.awk FACTS PACK.yaml...      the pack's files may use ids, too

BEGIN {
	FS = "\t"
}

function bad(at, text) {
	print at ": " text
	failed = 1
}

NR != FNR { # a file of the pack: anything in it that looks like an id
	line = $0
	while (match(line, /[a-z][a-z0-9-]*(\.[a-z0-9-]+)+/)) {
		used[substr(line, RSTART, RLENGTH)] = 1
		line = substr(line, RSTART + RLENGTH)
	}
	next
}

$1 == "bad" {
	bad($2, $3)
}

$1 == "call" {
	n_calls++
	call_at[n_calls] = $2
	call_id[n_calls] = $3
	call_names[n_calls] = $4
	used[$3] = 1
}

$1 == "add" {
	added[$2] = added[$2] " " $3 " "
}

$1 == "text" {
	used[$3] = 1
	if ($3 ~ /^ui\.[a-z]/ && !($3 in ui))
		ui[$3] = $2
}

$1 == "entry" {
	if (!($4 in known))
		known[$4] = $2
	at[$2, $4, $5] = $3
	holes[$2, $4, $5] = $6
}

function check_languages(id, part,    en, zh) {
	en = ("en", id, part) in at
	zh = ("zh", id, part) in at
	if (en && !zh)
		bad(at["en", id, part], id ": no " part " in zh.yaml")
	else if (zh && !en)
		bad(at["zh", id, part], id ": no " part " in en.yaml")
	else if (en && holes["en", id, part] != holes["zh", id, part])
		bad(at["zh", id, part], id ": the " part " has the placeholders" \
			holes["zh", id, part] "here, but" holes["en", id, part] "in en.yaml")
}

# Each placeholder of the text must be among the names that the call gives.
function check_arguments(call, part,    list, n, i, name, folder, id) {
	id = call_id[call]
	folder = call_at[call]
	sub(/\/[^\/]*$/, "", folder)
	n = split(holes["en", id, part], list, " ")
	for (i = 1; i <= n; i++) {
		name = list[i]
		gsub(/[{}@]/, "", name)
		if (index(call_names[call] added[folder], " " name " ") == 0)
			bad(call_at[call], id ": its " part " wants the argument " name)
	}
}

END {
	for (id in known) {
		check_languages(id, "message")
		check_languages(id, "hint")
		if (!(id in used))
			bad(at[known[id], id, "message"], id ": nothing uses this message")
	}
	for (i = 1; i <= n_calls; i++) {
		if (call_id[i] in known) {
			check_arguments(i, "message")
			check_arguments(i, "hint")
		} else
			bad(call_at[i], call_id[i] ": no such message in schema/messages")
	}
	for (id in ui)
		if (!(id in known))
			bad(ui[id], id ": no such message in schema/messages")
	exit failed
}
