#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the JSON Schema Test Suite, which lies in $SWS_JSTS; where it does not, says so (77).
set -u
suite=${SWS_JSTS:-../shared/data/json-schema-test-suite}
if [ ! -d "$suite/tests/draft2020-12" ]; then
	echo "no JSON Schema Test Suite in $suite (SWS_JSTS)"
	exit 77
fi
exec "${B:-build}/tests/conformance/conformance" "$suite" tests/conformance/known.txt
