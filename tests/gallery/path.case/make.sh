# SPDX-License-Identifier: MIT
echo 1 >README.md
echo 2 >Readme.md
