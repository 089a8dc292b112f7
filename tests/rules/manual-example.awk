# SPDX-License-Identifier: MIT
# Shows the first finding of a case, in English and in Chinese, without its hint; of what stands
# behind it, MOST lines.
# Usage: awk -f manual-fold.awk -f manual-example.awk args expected expected.zh

BEGIN {
	MOST = 6
}

FNR == 1 {
	part++
	findings = lines = 0
}

# The options, in one line.
part == 1 && !/^#/ {
	options = options " " $0
}

part == 2 && FNR == 1 {
	INDENT = ""
	fold("example, with" options)
}

part == 1 {
	next
}

/^[^ ]/ {
	findings++
	INDENT = "  "
}

/^   [^ ]/ {
	INDENT = "     "
}

findings > 1 || /^   (hint|提示): / || ++lines > MOST + 2 {
	next
}

lines == MOST + 2 {
	print INDENT "..."
	next
}

{
	sub(/^ +/, "")
	gsub(/  /, " ")
	fold($0)
}
