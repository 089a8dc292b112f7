#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sets fields at random by sws-set, and sees that nothing else changes.

usage: edits.py COUNT BIN

Each edit gives one field of a commented record another text, hard to write in YAML more often
than not. It must be one commit; the only line that differs must be the field's, its comment and
all before the value as they were; and sws-query must give just the value that was asked for.
The seed is fixed: a run can be repeated.
"""

import difflib
import json
import os
import random
import subprocess
import sys
import tempfile

SWS = """format: 1
policy: binhai
district: {code: "120116", name: D}
divisions: []
evaluation_standard: {title: E, issued_on: 2022-01-01}
"""
# Every field that is edited stands on one line of its own.
CASE = """# 案例 %d
id: zhan-2022-c%03d   # 编号

station: zhan
workers: [jia]        # 一名社工
method: casework
clients:
  - code: FW-%07d-1
    target_group: older-person # 老人
    age_band: "60-79"
    consent:
      {date: 2022-01-03, given_by: client}

# 接案
intake:
  date: 2022-01-03
  problem: 独居  # 问题
  decision: accept
assessment:
    date: 2022-01-04  # 缩进不同
    method: '访谈'
    needs:
    - 照料      # 需求
plan: # 计划
  date: 2022-01-05
  goals:
    - "目标一" # 引号
    - 目标二
  actions:
    # 措施
    - 措施一
"""
# field: (its line's beginning and end, table and place of its value for sws-query)
FIELDS = {"intake.problem": ("  problem:", "  # 问题", "intake_problem"),
          "assessment.method": ("    method:", "", "assessment_method"),
          "assessment.needs[1]": ("    -", "      # 需求", "assessment_needs 1"),
          "plan.goals[1]": ("    -", " # 引号", "plan_goals 1"),
          "plan.goals[2]": ("    -", "", "plan_goals 2"),
          "plan.actions[1]": ("    -", "", "plan_actions 1")}
PIECES = ["社工", "探访", "a", "No", "~", "null", "#", " # ", ": ", ":", "- ", "-", "'", '"', "\\", "{", "}", "[", "]",
          ",", "&x", "*x", "!t", "|", ">", "%", "@", "`", "?", "? ", "0", "0x1", "1e3", "true", "<<", "=", "é", "😀", "  "]


def run(*args, **more):
    return subprocess.run(args, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, encoding="utf-8", check=False, **more)


def must(*args):
    done = run(*args)
    if done.returncode:
        sys.exit(f"{args}: {done.stderr}")
    return done.stdout


def text(rng):
    """A text that is as it was after blanks around it are taken off, as sws-set does."""
    while True:
        value = "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 7))).strip()
        # N/A, -, ; and the like say something else to sws-set
        if len(value) > 1 and not set(value) <= set("-~/ ") and value.lower() != "null":
            return value


class Repository:
    def __init__(self, folder, programs, n):
        self.folder, self.programs = folder, programs
        must("git", "init", "-qb", "main", folder)
        for name, value in (("user.name", "T"), ("user.email", "t@example.org")):
            must("git", "-C", folder, "config", name, value)
        self.write("sws.yaml", SWS)
        self.write("stations/zhan.yaml", 'id: zhan\nname: 站\ndivision: "120116001"\nclosed_on: 2022-12-31\n')
        self.write("workers/jia.yaml", "id: jia\nname: 甲\n")
        self.paths = [f"cases/2022/zhan/zhan-2022-c{i:03}.yaml" for i in range(1, n + 1)]
        for i, path in enumerate(self.paths, 1):
            self.write(path, CASE % (i, i, i))
        must("git", "-C", folder, "add", "-A")
        must("git", "-C", folder, "commit", "-qm", "base")

    def write(self, path, content):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)

    def read(self, path):
        with open(os.path.join(self.folder, path), encoding="utf-8", newline="") as file:
            return file.read()

    def value(self, record, field):
        """What sws-query says that the field is."""
        table, _, place = FIELDS[field][2].partition(" ")
        if place:
            sql = f"SELECT value FROM case_{table} WHERE _record = '{record}' AND _n = {place}"
        else:
            sql = f"SELECT {table} AS value FROM cases WHERE id = '{record}'"
        rows = json.loads(must(f"{self.programs}/sws-query", "-C", self.folder, "-f", "json", "--sql", sql))
        return rows["rows"][0]["value"]

    def edit(self, path, field, value):
        """What is wrong with the edit, or ""."""
        before, tip = self.read(path), must("git", "-C", self.folder, "rev-parse", "main")
        record = os.path.basename(path)[:-len(".yaml")]
        done = run(f"{self.programs}/sws-set", "-C", self.folder, "--no-fsync", "--as-of", "2023-06-30", record,
                   f"{field}={value}")
        if done.returncode:
            return f"status {done.returncode}: {done.stderr}"
        if must("git", "-C", self.folder, "rev-parse", "main~") != tip:
            return "not one commit"
        if must("git", "-C", self.folder, "status", "--porcelain"):
            return "the work tree is not clean"
        got = self.value(record, field)
        if got != value:
            return f"reads {got!r}"
        return self.compare(field, before.splitlines(), self.read(path).splitlines())

    @staticmethod
    def compare(field, before, after):
        changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
        if sorted(line[0] for line in changed) != ["+", "-"]:
            return "other lines differ: " + repr(changed)
        old, new = sorted(changed, reverse=True)
        begin, end = FIELDS[field][:2]
        if not (old[2:].startswith(begin) and new[2:].startswith(begin)):
            return "another line differs: " + repr(changed)
        return "" if new.endswith(end) else "the comment is gone: " + repr(changed)


def main():
    count, programs = int(sys.argv[1]), os.path.abspath(sys.argv[2])
    rng = random.Random(20220301)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(os.path.join(folder, "r"), programs, 20)
        last = {}
        for i in range(count):
            path, field = rng.choice(repository.paths), rng.choice(list(FIELDS))
            value = text(rng)
            if last.get((path, field)) == value:
                value += "x"
            said = repository.edit(path, field, value)
            last[path, field] = value
            if said:
                wrong += 1
                print(f"{i}: {path}: {field}={value!r}: {said}")
    print(f"{count} edits, {wrong} wrong")
    sys.exit(1 if wrong or not count else 0)


if __name__ == "__main__":
    main()
