# SPDX-License-Identifier: MIT
git init -q agencies/tanggu
