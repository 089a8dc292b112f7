# SPDX-License-Identifier: MIT
# Shows the bytes of a file, given as hexadecimal numbers (od -An -v -tx1): printable text in UTF-8
# as it is, any other byte as <XX>; and so all but ASCII where much is no UTF-8. A line of more than
# 64 columns is cut short.

BEGIN {
	COLUMNS_MAX = 64
	for (i = 0; i < 256; i++)
		code[sprintf("%02x", i)] = i
}

{
	for (i = 1; i <= NF; i++)
		byte[++n] = $i
}

# How many bytes the character at i has, or 0 if it is none that can be shown: a control character,
# a byte order mark, an accent on the letter before it.
function length_at(i,    lead, length_of, k) {
	lead = code[byte[i]]
	if (foreign && lead > 126)
		return 0
	length_of = lead < 32 ? 0 : lead < 127 ? 1 : lead < 194 ? 0 : lead < 224 ? 2 : \
		lead < 240 ? 3 : lead < 245 ? 4 : 0
	for (k = 1; k < length_of; k++)
		if (!(byte[i + k] ~ /^[89ab]/))
			return 0
	if (byte[i] byte[i + 1] ~ /^(cc|cd[89a])/ || byte[i] byte[i + 1] byte[i + 2] == "efbbbf")
		return 0
	return length_of
}

# Whether the file is in another encoding, or none.
function is_foreign(    i, length_of, n_bad) {
	for (i = 1; i <= n; i += length_of ? length_of : 1) {
		length_of = length_at(i)
		n_bad += !length_of && code[byte[i]] > 126
	}
	return n_bad > 4
}

function flush_line() {
	print "  " line
	line = ""
	columns = 0
}

function put(text, width) {
	if (columns + width > COLUMNS_MAX) {
		if (columns <= COLUMNS_MAX)
			line = line "..."
		columns = COLUMNS_MAX + 1
		return
	}
	line = line text
	columns += width
}

END {
	foreign = is_foreign()
	for (i = 1; i <= n; i += length_of ? length_of : 1) {
		length_of = length_at(i)
		if (byte[i] == "0a") {
			flush_line()
			continue
		}
		if (!length_of)
			put("<" toupper(byte[i]) ">", 4)
		text = ""
		for (k = 0; k < length_of; k++)
			text = text sprintf("%c", code[byte[i + k]])
		if (length_of)
			put(text, length_of > 2 ? 2 : 1)
	}
	if (line != "")
		flush_line()
}
