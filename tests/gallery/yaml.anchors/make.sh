# SPDX-License-Identifier: MIT
seq -f '- &a%.0f 1' 10001 >instance.yaml
