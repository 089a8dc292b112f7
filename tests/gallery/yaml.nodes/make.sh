# SPDX-License-Identifier: MIT
mkdir agencies
seq -f 'key%.0f: 1' 50000 >agencies/jia.yaml
