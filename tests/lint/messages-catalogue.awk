# SPDX-License-Identifier: MIT
# Facts about one catalogue, separated by tabs:
#   entry  language  file:line  id  part  placeholders      part: message or hint
#   bad    file:line  what is wrong
# A catalogue is kept to one form, an id and below it its texts on a line each:
#   git.unknown-revision:
#     message: "no such revision: {rev}"
#     hint: "name a branch, tag or commit"
# Usage: awk -v language=en -f messages-catalogue.awk schema/messages/en.yaml

BEGIN {
	OFS = "\t"
}

function bad(text) {
	print "bad", FILENAME ":" FNR, text
}

# The placeholders {name} and {@name} of a text, each once, in byte order, blanks around.
function placeholders(text,    list, name, n, part, i, j) {
	while (match(text, /\{@?[a-z][a-z0-9_-]*\}/)) {
		name = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		if (index(list, name " ") == 0)
			list = list name " "
	}
	n = split(list, part, " ")
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && part[j] < part[j - 1]; j--) {
			name = part[j]
			part[j] = part[j - 1]
			part[j - 1] = name
		}
	list = " "
	for (i = 1; i <= n; i++)
		list = list part[i] " "
	return list
}

function close_entry() {
	if (id != "" && !("message" in seen))
		print "bad", FILENAME ":" id_line, id " has no message"
	split("", seen)
}

/^$/ || /^#/ {
	next
}

/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:$/ {
	close_entry()
	id = substr($0, 1, length($0) - 1)
	id_line = FNR
	if (id in ids)
		bad(id " is here twice")
	ids[id] = 1
	next
}

/^  (message|hint): "([^"\\]|\\.)+"$/ && id != "" {
	part = $1
	sub(/:$/, "", part)
	if (part in seen)
		bad(id " has two texts for its " part)
	seen[part] = 1
	print "entry", language, FILENAME ":" FNR, id, part, placeholders($0)
	next
}

{
	bad("not of the form of a catalogue: " $0)
}

END {
	close_entry()
}
