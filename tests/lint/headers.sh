#!/bin/sh
# SPDX-License-Identifier: MIT
# Every header compiles alone and has the include guard FOLDER_NAME_H; every .c file includes
# what it uses, without the help of base/banned.h, which the build puts before it.
set -u
status=0
headers=$(find lib cmd -name '*.h' 2>/dev/null | LC_ALL=C sort)
sources=$(find lib cmd -name '*.c' 2>/dev/null | LC_ALL=C sort)

alone()
{
	# shellcheck disable=SC2086 # lists
	${CC:-gcc} -std=c11 -D_POSIX_C_SOURCE=200809L -DSWS_VERSION='""' -Ilib ${LIB_CFLAGS-} \
		-fsyntax-only -Wall -Werror "$@" || status=1
}

for header in $headers; do
	printf '#include "%s"\n' "$header" | alone -I. -x c -
done
# shellcheck disable=SC2086
[ -z "$sources" ] || alone $sources

# shellcheck disable=SC2086
[ -z "$headers" ] || awk '
	function bad(line, text) { print FILENAME ":" line ": " text; failed = 1 }
	FNR == 1 {
		guard = FILENAME
		sub(/^lib\//, "", guard)
		gsub(/[^A-Za-z0-9]/, "_", guard)
		guard = toupper(guard)
		step = 0
	}
	/^#/ && step == 0 {
		step = 1
		if ($0 != "#ifndef " guard)
			bad(FNR, "the first directive is not #ifndef " guard)
		next
	}
	/^#/ && step == 1 {
		step = 2
		if ($0 != "#define " guard)
			bad(FNR, "the second directive is not #define " guard)
	}
	END { exit failed }' $headers || status=1
exit $status
