# SPDX-License-Identifier: MIT
# Holds the samples of the gallery against the findings that the source gives.
# Usage: awk -f gallery.awk FACTS CATALOGUE... EXPECTED...      facts: of messages-source.awk, and
#   sample  id        the gallery has a folder of this name
# Words of a finding are those of its rule's id, or those of an id that finding_under gives to the
# rule, or, where the call does not tell which, those whose id is the rule's and one more word.

BEGIN {
	FS = "\t"
}

function bad(at, text) {
	print at ": " text
	failed = 1
}

NR == FNR && $1 == "call" && $5 == "finding_add" && $3 !~ /^rule\./ {
	if (!($3 in given))
		given[$3] = $2
}

NR == FNR && $1 == "under" {
	if (!($3 in rule_at))
		rule_at[$3] = $2
	if ($4 != "")
		under[$4] = under[$4] " " $3
	else
		untold[$3] = 1
}

NR == FNR && $1 == "sample" {
	samples[$2] = 1
}

NR == FNR {
	next
}

FNR == 1 && !rules_known {
	rules_known = 1
	for (id in given)
		if (!(id in under) && !(stem(id) in untold))
			rule_at[id] = given[id]
}

FNR == 1 {
	catalogue = FILENAME ~ /\.yaml$/
	language = FILENAME
	sub(/.*\//, "", language)
	gsub(/expected\.|\.yaml$/, "", language)
	id = FILENAME
	sub(/\/[^\/]*$/, "", id)
	sub(/.*\//, "", id)
}

FNR == 1 && !catalogue {
	shown[id, language] = 1
}

catalogue && /^[a-z].*:$/ {
	id = substr($0, 1, length($0) - 1)
	place = FILENAME ":" FNR
}

catalogue && /^  message: "/ {
	text = substr($0, 13, length($0) - 13)
	gsub(/\\"/, "\"", text)
	gsub(/\\\\/, "\\", text)
	n_rules = split(rules_of(id), rule, " ")
	for (i = 1; i <= n_rules; i++) {
		n = ++n_words[rule[i], language]
		words[rule[i], language, n] = text
		words_id[rule[i], language, n] = id
		words_at[rule[i], language, n] = place
	}
}

!catalogue && index($0, ": " id) && /^[^ ]/ {
	text = substr($0, index($0, ": " id) + 2 + length(id))
	sub(/^ \[[^]]*\]/, "", text)
	said(id, language, substr(text, 3))
}

# Without its last word.
function stem(id) {
	sub(/-[a-z]+$/, "", id)
	return id
}

# The rules of a finding that has the words of this id, with blanks between.
function rules_of(id) {
	if (id in under)
		return under[id]
	if (id in rule_at)
		return id
	if ((!(id in given) || stem(id) in untold) && stem(id) in rule_at)
		return stem(id)
	return ""
}

# How many characters of the words stand in the text, something in each hole; or 0.
function matched(words, text,    n, part, i, at, length_of) {
	gsub(/\{@?[a-z_]+\}/, "\001", words)
	n = split(words, part, "\001")
	if (n == 1)
		return words == text ? length(words) + 1 : 0
	if (substr(text, 1, length(part[1])) != part[1])
		return 0
	text = substr(text, length(part[1]) + 1)
	length_of = length(part[1]) + 1
	for (i = 2; i < n; i++) {
		at = index(substr(text, 2), part[i])
		if (!at)
			return 0
		text = substr(text, at + 1 + length(part[i]))
		length_of += length(part[i])
	}
	at = length(text) - length(part[n]) + 1
	return at > 1 && substr(text, at) == part[n] ? length_of + length(part[n]) : 0
}

# The finding was said in the words that fit best.
function said(rule, language, text,    i, fit, best, which) {
	for (i = 1; i <= n_words[rule, language]; i++) {
		fit = matched(words[rule, language, i], text)
		if (fit > best) {
			best = fit
			which = i
		}
	}
	if (which)
		seen[rule, language, which] = 1
}

function check_words(rule, language,    i) {
	for (i = 1; i <= n_words[rule, language]; i++)
		if (!((rule, language, i) in seen))
			bad(words_at[rule, language, i], words_id[rule, language, i] \
				": tests/gallery/" rule " does not show these words")
}

END {
	for (id in rule_at) {
		if ((id, "en") in shown && (id, "zh") in shown) {
			check_words(id, "en")
			check_words(id, "zh")
		} else
			bad(rule_at[id], id ": no sample in tests/gallery with its output" \
				" in both languages")
	}
	for (id in samples)
		if (!(id in rule_at))
			bad("tests/gallery/" id "/about:1", "nothing gives the finding " id)
	exit failed
}
