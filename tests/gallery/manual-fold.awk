# SPDX-License-Identifier: MIT
# Folds text for a literal block of a manual page, Chinese and English: lines of at most 66 columns,
# indented by INDENT.

BEGIN {
	COLUMNS_MAX = 66
	INDENT = "  "
}

# The first character of a text of UTF-8.
function first(text,    lead) {
	lead = substr(text, 1, 1)
	return substr(text, 1, lead < "\300" ? 1 : lead < "\340" ? 2 : lead < "\360" ? 3 : 4)
}

# East Asian characters and punctuation take two columns.
function width(character) {
	return character >= "\343" ? 2 : 1
}

# Whether a line may end before the character; Chinese does without blanks, but no line begins with
# a mark that closes something, or ends with one that opens.
function breaks_before(character, before) {
	if (character ~ /^(\343\200[\201\202\213\215\217]|\357\274[\214\232\233\237\201\211]|\342\200[\235\246])$/)
		return 0
	if ((character ~ /^[=()\],.:;]$/ && before != " ") || before ~ /^[(\[]$/)
		return 0
	if (before ~ /^(\357\274\210|\342\200\234|\343\200[\212\214\216])$/)
		return 0
	return before == " " || width(character) == 2 || width(before) == 2
}

# Prints a text folded; lines after the first are indented further.
function fold(text,    line, columns, character, before, rest, at, indent) {
	indent = INDENT
	while (text != "") {
		rest = text
		line = before = ""
		columns = length(indent)
		at = 0
		while (rest != "") {
			character = first(rest)
			if (columns + width(character) > COLUMNS_MAX)
				break
			if (before != "" && breaks_before(character, before))
				at = length(line)
			line = line character
			columns += width(character)
			before = character
			rest = substr(rest, length(character) + 1)
		}
		if (rest != "" && breaks_before(first(rest), before))
			at = length(line)
		if (rest != "" && at)
			line = substr(line, 1, at)
		text = substr(text, length(line) + 1)
		sub(/ +$/, "", line)
		sub(/^ +/, "", text)
		print indent line
		indent = INDENT "    "
	}
}
