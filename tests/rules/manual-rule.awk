# SPDX-License-Identifier: MIT
# Shows a rule: clause, level, term and subject; then in a literal block its title, the reading and
# how to mend it in English and in Chinese, and the parameters that it reads, with their defaults.
# Usage: awk -f manual-fold.awk -f manual-rule.awk pack.yaml RULE.yaml...    the files of one rule

function fail(text) {
	print FILENAME ":" FNR ": " text >"/dev/stderr"
	failed = 1
	exit 1
}

# The text of a scalar on one line.
function plain(text) {
	if (text ~ /^[|>'&*\[{]/)
		fail("a scalar that the manual cannot read")
	if (text !~ /^"/)
		return text
	text = substr(text, 2, length(text) - 2)
	gsub(/\\"/, "\"", text)
	gsub(/\\\\/, "\\", text)
	return text
}

# `key: {zh: A, en: B}`
function read_texts(key,    text, at) {
	text = substr($0, length(key) + 3)
	at = index(text, ", en: ")
	if (text !~ /^\{zh: .*\}$/ || !at)
		fail("no {zh: ..., en: ...}")
	texts[file, key, "zh"] = plain(substr(text, 6, at - 6))
	texts[file, key, "en"] = plain(substr(text, at + 6, length(text) - at - 6))
}

FNR == 1 {
	in_pack = !seen_pack
	seen_pack = 1
	file += !in_pack
	section = ""
}

/^[a-z]/ {
	section = $1
}

in_pack && section == "parameters:" && /^  [a-z_0-9]+:$/ {
	parameter[++n_parameters] = substr($1, 1, length($1) - 1)
}

in_pack && section == "parameters:" && /^    default: / {
	value[n_parameters] = substr($0, 14)
	gsub(/[][]/, "", value[n_parameters])
}

in_pack {
	next
}

/^(clause|level|term|subject|keyword): / {
	word = substr($0, length($1) + 2)
	gsub(/[][]/, "", word)
	texts[file, substr($1, 1, length($1) - 1)] = word
}

/^when: / {
	condition[file] = substr($0, 8, length($0) - 8)
	sub(/: /, " is ", condition[file])
}

/^(title|hint): / {
	read_texts(substr($1, 1, length($1) - 1))
}

section == "reading:" && /^  (zh|en): / {
	texts[file, "reading", substr($1, 1, 2)] = plain(substr($0, 7))
}

# SQL names them p.NAME, for whatever alias param has, and param_NAME.
section == "measure:" || section == "evidence:" || section == "when:" {
	sql = sql " " $0 " "
}

function has_word(text,    at, rest) {
	rest = sql
	while ((at = index(rest, text)) > 0) {
		if (substr(rest, at - 1, 1) !~ /[a-z_]/ && substr(rest, at + length(text), 1) !~ /[a-z_0-9]/)
			return 1
		rest = substr(rest, at + length(text))
	}
	return 0
}

function reads(name) {
	return has_word("p." name) || has_word("q." name) || has_word("param_" name) || has_word("{" name)
}

function show(heading, key,    language, text) {
	if (heading != "")
		print heading
	for (language = 1; language <= 2; language++) {
		text = texts[shown, key, language == 1 ? "en" : "zh"]
		if (text != "")
			fold(text)
	}
}

function show_file(same) {
	if (condition[shown] != "")
		print "where " condition[shown] ", of each " texts[shown, "subject"]
	if (!same || texts[shown, "title", "en"] != texts[1, "title", "en"])
		show("", "title")
	if (texts[shown, "reading", "en"] != "")
		show("reading", "reading")
	if (!same || texts[shown, "hint", "en"] != texts[1, "hint", "en"])
		show("to mend it", "hint")
}

END {
	if (failed)
		exit 1
	printf "%s, %s, %s; of each %s", texts[1, "clause"] == "" ? "No clause" : \
		"Clause " texts[1, "clause"], texts[1, "level"], texts[1, "term"], texts[1, "subject"]
	for (shown = 2; shown <= file; shown++)
		printf " or %s", texts[shown, "subject"]
	print "."
	print ".Bd -literal"
	for (shown = 1; shown <= file; shown++)
		show_file(shown > 1)
	for (i = 1; i <= n_parameters; i++) {
		if (!reads(parameter[i]))
			continue
		if (!listed++)
			print "parameters"
		fold(parameter[i] " = " value[i])
	}
}
