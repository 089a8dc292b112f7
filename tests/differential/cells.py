#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Our cells of delimited texts against those of Python's csv module (dialect excel, strict).

usage: cells.py PROGRAM [CASE]

Texts are random, over few characters, each by its number; both sides must agree on the
separator, on every cell, on the line where each row begins, and on what is refused. Status 1
when they do not.
"""

import csv
import io
import json
import random
import subprocess
import sys

CASES = 12000
SEPARATORS = ",;\t"
PIECES = ['"', '"', ",", ";", "\t", "\n", "\r\n", "\r", "a", "塘", "，", " ", '""', '","', '"\n"']


def make(number):
    """The text of a case, and the separator that is told, or None."""
    chance = random.Random(number)
    told = chance.choice([None, *SEPARATORS])
    quotes = chance.choice([0, 1, 4])
    pieces = [p for p in PIECES if '"' not in p] + [p for p in PIECES if '"' in p] * quotes
    if chance.random() < 0.5:  # of good cells, for the most part
        cell = lambda: chance.choice(["", "a", "塘 沽", '"a"', '"b\n"', '"c,;\t"', '""""', 'd"'])
        row = lambda: (told or ",").join(cell() for _ in range(chance.randint(1, 4)))
        text = chance.choice(["\n", "\r\n", "\r"]).join(row() for _ in range(chance.randint(1, 5)))
    else:
        text = "".join(chance.choice(pieces) for _ in range(chance.randint(0, 24)))
    if chance.random() < 0.1:
        at = chance.randint(0, len(text))
        text = text[:at] + "\ufeff" + text[at:]
    return text, told


def read(text, separator):
    """Rows with the lines where they begin, and whether the text was refused then."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, line = [], 1
    try:
        for row in reader:
            if row:
                rows.append([line, row])
            line = reader.line_num + 1
    except csv.Error:
        return rows, True
    return rows, False


def columns(text, separator):
    """The cells of the first row, 0 if it cannot be read."""
    rows, _ = read(text, separator)
    return len(rows[0][1]) if rows else 0


def theirs(text, told):
    separator = told or max(SEPARATORS, key=lambda s: columns(text, s))
    rows, refused = read(text, separator)
    return [separator, rows, refused]


def main():
    numbers = [int(sys.argv[2])] if len(sys.argv) > 2 else range(CASES)
    cases = [make(n) for n in numbers]
    given = b"".join(
        f"{told or '?'} {len(text.encode())}\n".encode() + text.encode() for text, told in cases
    )
    done = subprocess.run([sys.argv[1]], input=given, stdout=subprocess.PIPE, check=True)
    ours = [json.loads(line) for line in done.stdout.splitlines()]
    differ = abs(len(ours) - len(cases))
    found = {"rows": 0, "refused": 0, "detected": 0}
    for number, (text, told), mine in zip(numbers, cases, ours):
        other = theirs(text, told)
        found["rows"] += len(other[1])
        found["refused"] += other[2]
        found["detected"] += told is None and other[0] != ","
        if mine != other:
            differ += 1
            if differ <= 5:
                print(f"{number}: {text!r}\n  ours:   {mine}\n  theirs: {other}")
    print(", ".join(f"{n} {what}" for what, n in found.items()) + f", {differ} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
