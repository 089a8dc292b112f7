# SPDX-License-Identifier: MIT
"""Verdicts worked out anew, from the text of the rules and not from their SQL, and compared.

usage: recompute.py GENERATE [N ...]

GENERATE is the program that makes repositories; sws-query and sws-report are found in PATH. Of ten
repositories with planted faults, or of those numbered, each is judged on several days, in several
years, with several parameters, and every verdict of every rule here compared, with what was
measured and required and when it was due. Then each rule is shown with the verdicts that occurred.
Status 1 if one differs, or if all ten did not show a rule in both ways.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal

import plant
import rules_assurance  # noqa: F401 (they register the rules)
import rules_records  # noqa: F401
import rules_service  # noqa: F401
import rules_station  # noqa: F401
from world import RULES, TABLES, World, parameters

# Year, as-of, and parameters set: each for every repository.
RUNS = [
    (2022, "2022-03-31", ""),
    (2022, "2022-07-31", "supervision_scope=project part_year=prorated"),
    (2022, "2022-12-31", "case_methods=casework,groupwork coverage_due=2023-01-31"),
    (2022, "2023-01-01", "part_year=prorated class_hours=40 certified_workers=1"
                         " safety_checks_per_year=2"),
    (2023, "2023-06-30", "registration_city=北京 inactive_days=30 staffing_due=2023-09-30"
                         " hardware_due=2023-06-30"),
    (2023, "2023-12-31", "part_year=exempt supervision_scope=project supervision_hours=10"),
    (2022, "2024-05-01", "complete_reasons=goals-met,referred,moved cases_per_year=4"
                         " clerical_share=0.05"),
    (2023, "2024-04-30", "plan_yearly_due=04-30 report_due=06-30 induction_days=0"
                         " social_security_days=5"),
    (2023, "2024-05-01", "part_year=prorated counted_divisions=development-zone"
                         " registration_notice_days=400"),
]
DUE = {"2022-04-30", "2022-05-31", "2022-07-31"}
REPOSITORIES = 10
SHOWN = 100  # differences


def run(*command):
    answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode > 1:
        sys.exit(f"{' '.join(command)}: status {answer.returncode}: {answer.stderr}")
    return answer.stdout


def rows(*command):
    """Numbers stay exact."""
    return json.loads(run(*command, "-f", "json"), parse_float=Decimal, parse_int=Decimal)["rows"]


def make(generate, number):
    folder = f"records{number}"
    run(generate, "--seed", str(number), "--records", str(120 + 20 * (number % 10)), folder)
    turns = sorted({day for year, as_of, _ in RUNS
                    for day in (f"{year}-01-01", min(as_of, f"{year}-12-31"), as_of)} | DUE)
    plant.plant(folder, number, turns, [(name, kind) for name, rule in RULES.items()
                                        for kind in rule.kinds.split() if kind in TABLES])
    return folder


def tables(folder):
    names = [row["table"] for row in rows("sws-query", "-C", folder, "--tables")]
    return {name: rows("sws-query", "-C", folder, "--sql", f"SELECT * FROM {name}")
            for name in names if not name.startswith("param")}


def compare(world, said, label):
    """Counts (rule, verdict), and lists what differs."""
    counts, wrong = Counter(), []
    given = {(row["rule"], row["subject_kind"], row["subject"]):
             (row["verdict"], row["measured"], row["required"], row["due"]) for row in said}
    for name, rule in RULES.items():
        for kind in world.kinds(rule):
            for record in world.all(TABLES[kind]):
                ours = world.final(name, kind, record)
                theirs = given.pop((name, kind, record["id"]), None)
                counts[name, ours[0]] += 1
                if ours != theirs:
                    wrong.append(f"{label}: {name} {kind}/{record['id']}: {show(theirs)},"
                                 f" recomputed {show(ours)}")
    wrong += [f"{label}: {' '.join(key)}: {show(value)}, not recomputed"
              for key, value in given.items()]
    return counts, wrong


def show(answer):
    if answer is None:
        return "nothing"
    return " ".join(str(value) for value in answer if value is not None)


def judge(generate, number):
    folder = make(generate, number)
    known, counts, wrong = tables(folder), Counter(), []
    for year, as_of, changes in RUNS:
        sets = [word for change in changes.split() for word in ("--set", change)]
        said = rows("sws-report", "-C", folder, "verdicts", "-q",
                    "--year", str(year), "--as-of", as_of, *sets)
        world = World(known, year, as_of, parameters(changes.split()))
        found, differ = compare(world, said, f"{folder} --year {year} --as-of {as_of} {changes}")
        counts += found
        wrong += differ
    return counts, wrong


def one_sided(counts):
    """The rules that did not show both that they hold and that they do not."""
    for name, rule in RULES.items():
        other = "not-applicable" if rule.level == "may" else "fail"
        for verdict in ("pass", other):
            if not counts[name, verdict]:
                yield f"{name}: no {verdict} occurred"


def main(generate, numbers):
    counts, wrong = Counter(), []
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        for found, differ in pool.map(judge, [generate] * len(numbers), numbers):
            counts += found
            wrong += differ
    for name in sorted(RULES):
        verdicts = ((verdict, counts[name, verdict])
                    for verdict in ("pass", "fail", "pending", "not-applicable", "waived"))
        print(name, *(f"{verdict} {number}" for verdict, number in verdicts if number))
    print(*wrong[:SHOWN], sep="\n", end="\n" if wrong else "")
    if len(numbers) == REPOSITORIES:
        wrong += one_sided(counts)
        print(*one_sided(counts), sep="\n", end="\n" if any(one_sided(counts)) else "")
    print(f"{len(RULES)} rules, {sum(counts.values())} verdicts, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], [int(n) for n in sys.argv[2:]] or list(range(1, REPOSITORIES + 1))))
