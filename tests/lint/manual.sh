#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual pages are clean mdoc.
set -u
if ! command -v "${MANDOC:-mandoc}" >/dev/null; then
	echo "mandoc is not installed"
	exit 77
fi
pages=$(find man -name '*.[1-9]' | LC_ALL=C sort)
# shellcheck disable=SC2086 # a list
[ -z "$pages" ] || "${MANDOC:-mandoc}" -T lint -W warning $pages
