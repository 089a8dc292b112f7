# SPDX-License-Identifier: MIT
mkdir agencies
yes '# 附件' | head -c 1048577 >agencies/jia.yaml
yes '# 附件' | head -c 67108865 >document/instance.yaml
