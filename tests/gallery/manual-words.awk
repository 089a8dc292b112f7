# SPDX-License-Identifier: MIT
# Shows the findings of a sample: place and severity, then the words in English and in Chinese, in
# lines of at most 66 columns. What the schema's place is, is said once; a hint that the next finding
# repeats is left to that one.
# Usage: awk -v id=ID -f manual-fold.awk -f manual-words.awk expected.en expected.zh

FNR == 1 {
	file++
	n = 0
}

/^[^ ]/ {
	n++
	at = index($0, ": " id)
	place[file, n] = substr($0, 1, at - 1)
	text = substr($0, at + 2 + length(id))
	sub(/^( \[[^]]*\])?: /, "", text)
	message[file, n] = text
	next
}

# The last of the lines after a message is the hint.
{
	sub(/^ +/, "")
	if (hint[file, n] != "")
		schema_place[file, n] = hint[file, n]
	hint[file, n] = $0
}

function say(language, i) {
	fold(message[language, i])
	if (language == 1)
		fold(schema_place[language, i])
	if (hint[language, i] != hint[language, i + 1])
		fold(hint[language, i])
}

END {
	for (i = 1; i <= n; i++) {
		print place[1, i]
		say(1, i)
		say(2, i)
	}
}
