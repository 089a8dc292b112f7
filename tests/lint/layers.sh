#!/bin/sh
# SPDX-License-Identifier: MIT
# Includes obey the table in layers.txt: which folder includes which, and where other people's
# libraries are touched.
set -u
here=$(dirname "$0")
find lib cmd examples -name '*.[ch]' 2>/dev/null | LC_ALL=C sort |
	xargs awk -f "$here/layers.awk" "$here/layers.txt" || exit 1
