# SPDX-License-Identifier: MIT
{
	echo '$ref: "#/$defs/d1"'
	echo '$defs:'
	for n in $(seq 60); do
		echo "  d$n: {\$ref: '#/\$defs/d$((n + 1))', minItems: 1}"
	done
	echo '  d61: {items: {$ref: "#"}}'
} >schema.yaml
