# SPDX-License-Identifier: MIT
# Usage: awk -f layers.awk layers.txt FILE...

function bad(text) {
	print FILENAME ":" FNR ": " text
	failed = 1
}

# Whether the blank-separated list has the header, or a folder (ending in '/') that holds it.
function lists(list, header,    part, i, n) {
	n = split(list, part, " ")
	for (i = 1; i <= n; i++)
		if (part[i] == header || (part[i] ~ /\/$/ && index(header, part[i]) == 1))
			return 1
	return 0
}

# The folder that the table knows this file by: lib/text/yaml.c is text, cmd/cli.c is cmd.
function folder_of(path,    part) {
	split(path, part, "/")
	return part[1] == "lib" ? part[2] : part[1]
}

function owner_of(header,    f) {
	for (f in theirs)
		if (lists(theirs[f], header))
			return f
	return ""
}

function check_ours(header,    f) {
	if (header !~ /\//) {
		if (folder in libfolder)
			bad("include \"" header "\": write it as \"" folder "/" header "\"")
		return
	}
	f = substr(header, 1, index(header, "/") - 1)
	if (!(f in libfolder))
		bad("include \"" header "\": lib/ has no folder " f)
	else if (f != folder && !lists(ours[folder], f))
		bad("include \"" header "\": " folder " may not include " f)
}

function check_theirs(header,    owner) {
	if (lists(libc, header))
		return
	owner = owner_of(header)
	if (owner == "")
		bad("include <" header ">: not a header we use, see tests/lint/layers.txt")
	else if (owner != folder)
		bad("include <" header ">: only lib/" owner " touches this library")
	else if (FILENAME ~ /\.h$/)
		bad("include <" header ">: not in a header; its types stay in the .c file")
}

NR == FNR {
	if ($0 ~ /^#/ || $0 !~ /\|/)
		next
	split($0, column, "|")
	name = column[1]
	gsub(/[ \t]/, "", name)
	if (name == "libc") {
		libc = column[2]
		next
	}
	ours[name] = column[2]
	theirs[name] = column[3]
	if (name != "cmd" && name != "examples")
		libfolder[name] = 1
	next
}

FNR == 1 {
	folder = folder_of(FILENAME)
	if (!(folder in ours))
		bad("the folder " folder " is not in tests/lint/layers.txt")
}

/^[ \t]*#[ \t]*include/ {
	header = $0
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "", header)
	if (match(header, /^"[^"]*"/))
		check_ours(substr(header, 2, RLENGTH - 2))
	else if (match(header, /^<[^>]*>/))
		check_theirs(substr(header, 2, RLENGTH - 2))
	else
		bad("include of a macro")
}

END {
	exit failed
}
