# SPDX-License-Identifier: MIT
mkdir agencies
seq -f 'key%.0f: 1' 101 >agencies/jia.yaml
