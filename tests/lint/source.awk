# SPDX-License-Identifier: MIT
# Usage: LC_ALL=C awk -f source.awk FILE...

BEGIN {
	COLUMNS_MAX = 96
	LINES_MAX = 60
}

function bad(line, text) {
	print FILENAME ":" line ": " text
	failed = 1
}

# Columns of a line with tabs of 8; a code point of UTF-8 takes one.
function columns(line,    part, n, i, width) {
	gsub(/[\200-\277]/, "", line)
	n = split(line, part, "\t")
	for (i = 1; i < n; i++)
		width += length(part[i]) + 8 - (width + length(part[i])) % 8
	return width + length(part[n])
}

FNR == 1 {
	c = FILENAME ~ /\.[ch]$/
	product = FILENAME ~ /^(lib|cmd|schema)\//
	name_line = body = 0
	if (c && $0 != "/* SPDX-License-Identifier: MIT */")
		bad(1, "the first line is not /* SPDX-License-Identifier: MIT */")
}

FNR == 2 && c && $0 !~ /^\/\*/ {
	bad(2, "no paragraph here that says what this file is")
}

/[ \t\r]$/ {
	bad(FNR, "white space at the end of the line")
}

product && /(^|[^A-Za-z])(TODO|FIXME|XXX)([^A-Za-z]|$)/ {
	bad(FNR, "unfinished work")
}

!c {
	next
}

columns($0) > COLUMNS_MAX {
	bad(FNR, "longer than " COLUMNS_MAX " columns")
}

# A function runs from the line with its name to the bracket that closes it.
/^[A-Za-z_].*\(/ && !/;[ \t]*$/ && !body {
	name_line = FNR
	name = $0
	sub(/[ \t]*\(.*/, "", name)
	sub(/^.*[ \t*]/, "", name)
}

/^\{/ && name_line {
	body = 1
}

name_line && !body && /\)[ \t]*\{[ \t]*$/ {
	bad(FNR, "the opening bracket of a function stands on a line of its own")
	body = 1
}

/^\}/ {
	if (body && FNR - name_line + 1 > LINES_MAX)
		bad(name_line, name " has " FNR - name_line + 1 " lines, at most " LINES_MAX)
	name_line = body = 0
}

END {
	exit failed
}
