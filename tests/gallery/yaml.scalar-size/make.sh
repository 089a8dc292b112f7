# SPDX-License-Identifier: MIT
mkdir agencies
{ echo 'id: jia' && printf 'name: ' && yes 甲 | tr -d '\n'; } |
	head -c 65552 >agencies/jia.yaml
