# SPDX-License-Identifier: MIT
# Usage: nm -f sysv foo.o | awk -v source=lib/x/foo.c -f symbols.awk

BEGIN {
	FS = "|"
	lib = source ~ /^lib\//
	module = source
	sub(/^.*\//, "", module)
	sub(/\.c$/, "", module)
	command = source ~ /^cmd\/sws-/
	gsub(/-/, "_", module)

	n = split("printf vprintf puts putchar perror stdout stderr __printf_chk __vprintf_chk", \
		word, " ")
	for (i = 1; i <= n; i++)
		absent[word[i]] = "prints"
	n = split("exit _exit _Exit quick_exit abort", word, " ")
	for (i = 1; i <= n; i++)
		absent[word[i]] = "exits"
	n = split("getenv secure_getenv setenv putenv environ setlocale", word, " ")
	for (i = 1; i <= n; i++)
		absent[word[i]] = "reads the environment"
	n = split("time clock clock_gettime gettimeofday localtime_r mktime", word, " ")
	for (i = 1; i <= n; i++)
		absent[word[i]] = "reads the clock or its time zone"
	n = split("malloc calloc realloc reallocarray strdup __strdup strndup __strndup asprintf", \
		word, " ")
	for (i = 1; i <= n; i++)
		absent[word[i]] = "allocates beside base/mem.h"
	n = split("system popen fork vfork execv execve execvp posix_spawn posix_spawnp", word, " ")
	for (i = 1; i <= n; i++)
		absent[word[i]] = "starts a program"
}

# A variable within a function is `name.0` for gcc and `function.name` for clang.
function plain(name) {
	sub(/\.[0-9]+$/, "", name)
	sub(/^.*\./, "", name)
	return name
}

# The line of the source that has the name as a word: its definition where there is one.
function line_of(name,    line, n, at) {
	while ((getline line < source) > 0) {
		n++
		if (line !~ /^[ \t]*#/ && line ~ ("(^|[^A-Za-z0-9_])" name "([^A-Za-z0-9_]|$)")) {
			if (!at)
				at = n
			if (line ~ /^[A-Za-z].*[^;]$/) {
				at = n
				break
			}
		}
	}
	close(source)
	return at ? at : 1
}

function bad(name, text) {
	print source ":" line_of(name) ": " text
	failed = 1
}

function check_export(name) {
	if (command ? name == "main" : name == module || index(name, module "_") == 1)
		return
	bad(name, "exports " name (command ? ": a command exports main only" : \
		": make it static or call it " module "_..."))
}

NF < 7 {
	next
}

{
	for (i = 1; i <= NF; i++)
		gsub(/[ \t]/, "", $i)
	name = plain($1)
	class = $3
	section = $7
}

class ~ /^[ABCDGRSTVWi]$/ {
	check_export(name)
}

class ~ /^[BbCDdGgSs]$/ && lib && section !~ /^\.data\.rel\.ro/ {
	bad(name, name " can change: no mutable file-scope state in lib/")
}

class == "U" && lib && source != "lib/base/mem.c" && name in absent {
	bad(name, name " " absent[name] ": lib/ never does")
}

END {
	exit failed
}
