# SPDX-License-Identifier: MIT
"""Holds our verdicts against those of Python's jsonschema, on changed records and kinds.

usage: compare.py ASK [CASE]      ASK: the program of ask.c; CASE: that case alone, as printed

Prints how many verdicts were compared, and each disagreement with its case, schema and
instance; then the status is 1. Status 77: there is no jsonschema here.
"""

import collections
import json
import pathlib
import subprocess
import sys

import mutate

try:
    from reference import Reference, SchemaError
except ImportError as missing:
    print("python3-jsonschema is not installed:", missing)
    sys.exit(77)

SEED = 20220331
RECORDS = 3500  # changed records, against their kinds
KINDS = 600  # changed kinds, each with these
INSTANCES = 3  # records of it, all but two changed, too

ROOT = pathlib.Path(__file__).resolve().parents[2]
URI = "https://schema.sws.example/kinds/"

# One question; `ours` is filled in when it was answered.
Case = collections.namedtuple("Case", "name schema instance")


def text(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def ask(program, questions):
    """The answers, one for each question."""
    asked = subprocess.run([program], input="".join(q + "\n" for q in questions),
                           stdout=subprocess.PIPE, check=True, encoding="utf-8")
    answers = asked.stdout.split("\n")[:-1]
    assert len(answers) == len(questions)
    return answers


def read_yaml(program, paths):
    return [json.loads(answer) for answer in ask(program, ["Y %s" % path for path in paths])]


def without(schema, keyword):
    """The schema without our keyword `forbidText`: there is no second implementation of it; the
    fuzz target `personal` holds the search for identifiers."""
    if isinstance(schema, dict):
        return {k: without(v, keyword) for k, v in schema.items() if k != keyword}
    if isinstance(schema, list):
        return [without(item, keyword) for item in schema]
    return schema


class Pack:
    """The kinds, the documents they refer to, and the example records of each."""

    def __init__(self, program):
        files = sorted((ROOT / "schema" / "kinds").glob("*.yaml"))
        schemas = {f.name: without(schema, "forbidText")
                   for f, schema in zip(files, read_yaml(program, files))}
        self.documents = {URI + "common.yaml": schemas.pop("common.yaml")}
        self.kinds, self.records = {}, {}
        for name, schema in schemas.items():
            folder = schema["record"]["path"].split("/")[0]
            paths = sorted((ROOT / "examples" / "binhai").glob(folder + "/**/*.yaml"))
            if paths:
                self.kinds[schema["record"]["kind"]] = schema
                self.records[schema["record"]["kind"]] = read_yaml(program, paths)


def record_case(pack, name):
    kind, n = name.split("/")[1:]
    rng = mutate.generator(SEED, name)
    return Case(name, pack.kinds[kind], mutate.record(rng.choice(pack.records[kind]), rng))


def kind_cases(pack, name):
    kind, n = name.split("/")[1:3]
    rng = mutate.generator(SEED, name)
    original = mutate.shorten(rng.choice(pack.records[kind]), rng)
    schema = mutate.kind(pack.kinds[kind], original, rng)
    yield Case(name, schema, original)
    yield Case(name, schema, mutate.shorten(rng.choice(pack.records[kind]), rng))
    for _ in range(INSTANCES - 2):
        yield Case(name, schema, mutate.record(original, rng))


def all_cases(pack):
    """Grouped by schema."""
    kinds = sorted(pack.kinds)
    for i, kind in enumerate(kinds):
        for n in range(RECORDS // len(kinds) + 1):
            yield record_case(pack, "record/%s/%d" % (kind, n))
    for n in range(KINDS):
        yield from kind_cases(pack, "kind/%s/%d" % (kinds[n % len(kinds)], n))


def one_case(pack, name):
    return [record_case(pack, name)] if name.startswith("record/") else kind_cases(pack, name)


def by_schema(cases):
    """Neighbours with one schema together."""
    groups = []
    for case in cases:
        if not groups or groups[-1][0].schema is not case.schema:
            groups.append([])
        groups[-1].append(case)
    return groups


def our_verdicts(program, pack, groups):
    questions = ["D %s %s" % (uri, text(document)) for uri, document in pack.documents.items()]
    skip = len(questions)
    for group in groups:
        questions.append("S %s %s" % (group[0].schema["$id"], text(group[0].schema)))
        questions.extend("I " + text(case.instance) for case in group)
    return iter(ask(program, questions)[skip:])


class Tally:
    def __init__(self):
        self.counts = collections.Counter()

    def compare(self, case, ours, theirs):
        self.counts[theirs if ours.split(" ")[0] == theirs else "differ"] += 1
        if ours.split(" ")[0] != theirs:
            print("%s: ours: %s, theirs: %s\n  schema: %s\n  instance: %s" % (
                case.name, ours, theirs, text(case.schema), text(case.instance)))


def compare_group(pack, group, ours, tally):
    compiled = next(ours)
    answers = [next(ours) for _ in group]
    try:
        reference = Reference(group[0].schema, pack.documents)
    except SchemaError:
        tally.compare(group[0], compiled, "refused")
        return
    tally.compare(group[0], compiled, "compiled")
    if compiled == "compiled":
        for case, answer in zip(group, answers):
            tally.compare(case, answer, "valid" if reference.valid(case.instance) else "invalid")


def main(program, name=None):
    pack = Pack(program)
    groups = by_schema(one_case(pack, name) if name else all_cases(pack))
    tally = Tally()
    ours = our_verdicts(program, pack, groups)
    for group in groups:
        compare_group(pack, group, ours, tally)
    print(", ".join("%d %s" % (tally.counts[word], word)
                    for word in ["valid", "invalid", "compiled", "refused", "differ"]))
    return 1 if tally.counts["differ"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
