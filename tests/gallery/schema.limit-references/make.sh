# SPDX-License-Identifier: MIT
{
	echo '$ref: "#/$defs/d1"'
	echo '$defs:'
	for n in $(seq 257); do
		echo "  d$n: {\$ref: '#/\$defs/d$((n + 1))', minLength: 1}"
	done
	echo '  d258: {type: string}'
} >schema.yaml
