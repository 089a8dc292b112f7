# SPDX-License-Identifier: MIT
printf '%0513d' 0 | tr 0 '[' >instance.json
