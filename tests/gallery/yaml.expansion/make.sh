# SPDX-License-Identifier: MIT
{
	echo 'a0: &a0 [x, x]'
	for n in $(seq 20); do
		echo "a$n: &a$n [*a$((n - 1)), *a$((n - 1))]"
	done
} >instance.yaml
