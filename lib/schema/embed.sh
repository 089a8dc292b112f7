#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes the C source that defines embedded_files (embedded.h): usage: embed.sh FOLDER NAME...
# The names are relative to the folder and given in byte order.
set -eu
folder=$1
shift

echo '/* Made by lib/schema/embed.sh. */'
echo '#include "schema/embedded.h"'
i=0
for name in "$@"; do
	echo
	echo "static const unsigned char file_${i}[] = {"
	od -An -v -tu1 "$folder/$name" | sed 's/^ *//; s/ *$/,/; s/  */,/g'
	echo '0};'
	i=$((i + 1))
done

echo
echo 'static const struct pack_file files[] = {'
i=0
for name in "$@"; do
	echo "	{{\"$name\", sizeof \"$name\" - 1}, {(const char *)file_$i, sizeof file_$i - 1}},"
	i=$((i + 1))
done
cat <<END
	{{NULL, 0}, {NULL, 0}},
};

const struct pack_file *embedded_files(size_t *n)
{
	*n = sizeof files / sizeof *files - 1;
	return files;
}
END
