# SPDX-License-Identifier: MIT
mkdir agencies
ln -s /etc/passwd agencies/jia.yaml
