# SPDX-License-Identifier: MIT
{
	printf '"'
	yes 甲 | tr -d '\n' | head -c 16777218
	echo '"'
} >instance.json
