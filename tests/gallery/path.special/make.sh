# SPDX-License-Identifier: MIT
mkdir agencies
mkfifo agencies/jia.yaml
