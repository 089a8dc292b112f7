#!/bin/sh
# SPDX-License-Identifier: MIT
# The form of the source: licence line and opening paragraph, line length, white space at the
# end of lines, functions of at most 60 lines, no words of unfinished work.
set -u
find lib cmd schema examples tests man .ci Makefile \( -name '*.[ch]' -o -name '*.sh' \
	-o -name '*.awk' -o -name '*.bats' -o -name '*.yaml' -o -name '*.[1-9]' -o -name '*.md' \
	-o -path .ci/packages -o -path .ci/run -o -path tests/run -o -path tests/lint/calls \
	-o -name Makefile \) -type f ! -path 'tests/rules/*' ! -path 'tests/gallery/*.yaml' \
	! -path 'examples/binhai/*' 2>/dev/null | LC_ALL=C sort |
	LC_ALL=C xargs awk -f "$(dirname "$0")/source.awk" || exit 1
