# SPDX-License-Identifier: MIT
mkdir agencies
echo "id: jia" >agencies/jia.yaml
chmod 0 agencies/jia.yaml
