# SPDX-License-Identifier: MIT
"""Reads what sws-report printed on standard input, with nothing of ours, and shows it as lines.

usage: report.py csv|tsv|json|ndjson|source|tables|matrix|columns|tallies
       report.py cell STATION COLUMN
"""
import csv
import decimal
import json
import sys

COLUMNS = ["rule", "subject_kind", "subject", "verdict", "measured", "required", "due"]


def load(text):
    """Numbers stay exact, and must be numbers; a key may stand once only."""

    def members(pairs):
        keys = [key for key, _ in pairs]
        assert len(set(keys)) == len(keys), keys
        return dict(pairs)

    return json.loads(text, parse_float=decimal.Decimal, object_pairs_hook=members)


def show(values):
    print("|".join("" if value is None else str(value) for value in values))


def show_objects(objects):
    for row in objects:
        assert list(row) == COLUMNS, row
        for key in ("measured", "required"):
            assert not isinstance(row[key], str), row
        show(row.values())


def show_delimited(text, **form):
    rows = list(csv.reader(text.splitlines(), strict=True, **form))
    assert rows[0] == COLUMNS, rows[0]
    for row in rows[1:]:
        assert len(row) == len(COLUMNS), row
        show(row)


def check_table(table):
    names = [column["name"] for column in table["columns"]]
    for column in table["columns"]:
        assert set(column["titles"]) == {"zh", "en"}
        assert all(column["titles"].values()), column
        assert column["type"] in ("text", "integer", "decimal", "boolean", "date")
    for row in table["rows"]:
        assert list(row) == names, row
    return names


def show_tables(report):
    for table in report["tables"]:
        check_table(table)
        for row in table["rows"]:
            cells = " ".join(f"{key}={value}" for key, value in row.items())
            print(f"{table['name']}: {cells}")


def show_matrix(report):
    names = check_table(report)
    assert names[:2] == ["station", "name"]
    for row in report["rows"]:
        for name in names[2:]:
            show([row["station"], name, row[name]])


def show_source(report):
    source = report["source"]
    for key, value in (*source.pop("parameters").items(), *source.items()):
        print(f"{key}={value}")


def show_tallies(report):
    lines = []
    for rule, counts in report["verdicts"].items():
        lines += [f"{rule},{verdict},{n}" for verdict, n in counts.items() if n]
    print("\n".join(sorted(lines, key=lambda line: line.rsplit(",", 1)[0].encode())))


def show_cell(text, station, column):
    rows = [row for row in csv.DictReader(text.splitlines(), strict=True) if row["station"] == station]
    assert len(rows) == 1
    print(rows[0][column])


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    what, text = sys.argv[1], sys.stdin.buffer.read().decode("utf-8")
    if what == "csv":
        show_delimited(text)
    elif what == "tsv":
        show_delimited(text, delimiter="\t", quoting=csv.QUOTE_NONE)
    elif what == "ndjson":
        show_objects(load(line) for line in text.splitlines())
    elif what == "cell":
        show_cell(text, *sys.argv[2:])
    elif what == "json":
        check_table(load(text))
        show_objects(load(text)["rows"])
    elif what == "columns":
        print("\n".join(column["name"] for column in load(text)["columns"]))
    else:
        shows = {"source": show_source, "tables": show_tables, "matrix": show_matrix, "tallies": show_tallies}
        shows[what](load(text))


main()
