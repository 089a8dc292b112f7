# SPDX-License-Identifier: MIT
"""Reads the output formats of sws-validate as their consumers would, and holds them against json.

usage: formats.py FOLDER ROOT [PREFIX]

In FOLDER lie json, ndjson, sarif, junit, github and gitlab of one run; ROOT is the folder of the
records, PREFIX what the repository's paths have before theirs. Nothing is printed and the status
is 0 if all is in order; else the first thing that is not ends it.
"""
import json
import os
import re
import stat
import sys
import urllib.parse
import xml.etree.ElementTree


def check(condition, *what):
    if not condition:
        sys.exit("formats.py: " + " ".join(repr(w) for w in what))


def read(name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read().decode("utf-8")


def unique(values):
    values = list(values)
    check(len(values) == len(set(values)), "not unique", values)


def strict(text):
    """JSON (RFC 8259): no NaN, no member twice."""

    def members(pairs):
        unique(key for key, _ in pairs)
        return dict(pairs)

    def refuse(constant):
        check(False, "no JSON", constant)

    return json.loads(text, object_pairs_hook=members, parse_constant=refuse)


def place(finding):
    return [finding[key] for key in ("line", "column", "end_line", "end_column")]


def lines_of(path):
    """Of a record's text, or None when it is none."""
    try:
        path = os.path.join(root, path)
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return re.split("\r\n|\r|\n", text.removeprefix("\N{BYTE ORDER MARK}"))


def check_region(path, line, column, end_line, end_column):
    check((line, column) <= (end_line, end_column), "ends before it begins", path)
    lines = lines_of(path)
    if lines is None:
        return
    check(1 <= line <= end_line <= len(lines), "lines beyond the file", path, line, end_line)
    check(1 <= column <= len(lines[line - 1]) + 1, "a column beyond the line", path, line)
    check(1 <= end_column <= len(lines[end_line - 1]) + 1, "an end beyond the line", path)


def check_ndjson():
    objects = [strict(line) for line in read("ndjson").splitlines()]
    check(all(list(o)[0] == "type" for o in objects), "type comes first")
    check([o.pop("type") for o in objects[:-1]] == ["finding"] * len(findings), "findings")
    check(objects.pop() == {"type": "summary", "verdicts": whole["verdicts"],
                            "source": whole["source"]}, "summary")
    check(objects == findings, "ndjson differs from json")


def uri_path(location):
    """The file's name, in bytes, of an artifactLocation."""
    uri = location["uri"]
    check(re.fullmatch(r"([A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri), "not a URI path", uri)
    check(location["uriBaseId"] == "SRCROOT", "uriBaseId")
    path = urllib.parse.unquote_to_bytes(uri)
    check(path.startswith(prefix), "prefix", uri)
    return path[len(prefix):]


def check_rules(rules):
    unique(rule["id"] for rule in rules)
    for rule in rules:
        for key in ("shortDescription", "fullDescription", "help"):
            check(rule[key]["text"], "no text", rule["id"], key)
        check(rule["defaultConfiguration"]["level"] in ("error", "warning", "note"), "level")
    check({f["rule"] for f in findings} | set(whole["verdicts"]) == {r["id"] for r in rules},
          "rules")


def check_result(result, finding, rules):
    check(rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"], "rule")
    level = {"error": "error", "warning": "warning", "info": "note"}[finding["severity"]]
    check(result["level"] == level, "level")
    check(result["message"]["text"].startswith(finding["message"]), "message")
    for location in result["locations"]:
        physical = location["physicalLocation"]
        region = physical["region"]
        path = uri_path(physical["artifactLocation"])
        check(path.decode("utf-8", "replace").replace("\ufffd", "") ==
              finding["path"].replace("\ufffd", ""), "path", path)
        spot = [region.get(k) for k in ("startLine", "startColumn", "endLine", "endColumn")]
        check(spot == place(finding), "region", spot)
        if finding["column"]:
            check_region(path, *spot)
        pointers = [o["fullyQualifiedName"] for o in location.get("logicalLocations", [])]
        check(pointers == ([finding["pointer"]] if finding["pointer"] else []), "pointer")
    related = result.get("relatedLocations", [])
    check(len(related) == len(finding["contributions"]), "contributions")
    unique(location["id"] for location in related)
    for location in related:
        check(location["message"]["text"], "related without words")
        if "physicalLocation" in location:
            uri_path(location["physicalLocation"]["artifactLocation"])


def check_sarif():
    log = strict(read("sarif"))
    check(log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json"), "log")
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    check(driver["name"] == "sws-validate", "name")
    check(re.fullmatch(r"\d+\.\d+\.\d+", driver["semanticVersion"]), "version")
    check(run["columnKind"] == "unicodeCodePoints", "columnKind")
    check("SRCROOT" in run["originalUriBaseIds"], "originalUriBaseIds")
    check_rules(driver["rules"])
    check(len(run["results"]) == len(findings), "results")
    for result, finding in zip(run["results"], findings):
        check_result(result, finding, driver["rules"])
    unique(tuple(r["partialFingerprints"].values()) for r in run["results"])


def check_junit():
    top = xml.etree.ElementTree.fromstring(read("junit"))
    check(top.tag == "testsuites", "root")
    totals = {"tests": 0, "failures": 0, "errors": 0}
    for suite in top:
        counts = {"tests": len(suite.findall("testcase")),
                  "failures": len(suite.findall("testcase/failure")),
                  "errors": len(suite.findall("testcase/error")),
                  "skipped": len(suite.findall("testcase/skipped"))}
        check(counts == {key: int(suite.get(key)) for key in counts}, "counts", suite.attrib)
        check(counts["tests"] > 0, "an empty suite", suite.attrib)
        totals = {key: n + counts[key] for key, n in totals.items()}
    check(totals == {key: int(top.get(key)) for key in totals}, "totals", totals)
    cases = top.findall("testsuite/testcase")
    unique((case.get("classname"), case.get("name")) for case in cases)
    records = [case for case in cases if case.get("classname").split(".")[0] == "records"]
    check(len(records) >= whole["source"]["records"], "records are left out")
    check_failures(cases)


def check_failures(cases):
    """As many lines of a severity as there are findings, each in the kind of element it belongs
    to."""
    for tag, severity in (("failure", "error"), ("system-out", "warning")):
        texts = [element.text for case in cases for element in case.findall(tag)]
        said = [line for text in texts for line in text.splitlines() if line[:1] != " "]
        wanted = [f for f in findings if f["severity"] == severity]
        check(len(said) == len(wanted), tag, said)
        for finding in wanted:
            check(any(finding["rule"] in line and finding["message"] in line for line in said),
                  "not said", finding)


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescape(text, *more):
    for escaped, plain in (*more, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escaped, plain)
    return text


def parse_command(line):
    """As the runner does it; None for what is no command."""
    line = line.lstrip()
    if not line.startswith("::"):
        check("##[" not in line, "an old command", line)
        return None
    match = COMMAND.fullmatch(line)
    check(match, "no command", line)
    pairs = (pair.split("=", 1) for pair in match[2].split(","))
    properties = {key: unescape(value, ("%3A", ":"), ("%2C", ",")) for key, value in pairs}
    return match[1], properties, unescape(match[3])


def check_command(command, finding):
    severity, properties, text = command
    line, column, end_line, end_column = place(finding)
    check(severity == finding["severity"].replace("info", "notice"), "severity")
    check(properties["title"].split(" ")[0] == finding["rule"], "title")
    check(text.startswith(finding["message"]), "message", text)
    if not finding["path"]:
        return
    check(properties["file"].startswith(prefix.decode()), "file", properties)
    check(int(properties["line"]) == line, "line")
    if column:
        check(int(properties["endLine"]) == end_line, "endLine")
    if column and line == end_line:
        check(int(properties["col"]) == column, "col")
        if end_column > column:
            check(int(properties["endColumn"]) == end_column - 1, "endColumn")
    else:
        check("col" not in properties and "endColumn" not in properties, "columns")


def check_github():
    commands, plain = [], []
    for line in read("github").splitlines():
        command = parse_command(line)
        if command:
            commands.append(command)
        elif line.startswith("- "):
            plain.append(line)
    check(len(commands) + len(plain) == len(findings), "some are left out")
    for severity in ("error", "warning", "info"):
        wanted = [f for f in findings if f["severity"] == severity][:10]
        shown = [c for c in commands if c[0] == severity.replace("info", "notice")]
        check(len(shown) == len(wanted), "annotations", severity)
        for command, finding in zip(shown, wanted):
            check_command(command, finding)


def check_gitlab():
    issues = strict(read("gitlab"))
    check(len(issues) == len(findings), "issues")
    unique(issue["fingerprint"] for issue in issues)
    for issue, finding in zip(issues, findings):
        check(issue["description"].startswith(finding["message"]), "description")
        check(issue["check_name"] == finding["rule"], "check_name")
        check(issue["severity"] in ("info", "minor", "major", "critical", "blocker"), "severity")
        check(issue["location"]["path"] ==
              prefix.decode() + (finding["path"] or "sws.yaml"), "path")
        check(issue["location"]["lines"]["begin"] == (finding["line"] or 1), "line")


folder, root = sys.argv[1], os.fsencode(sys.argv[2])
prefix = os.fsencode(sys.argv[3]) if len(sys.argv) > 3 else b""
whole = strict(read("json"))
findings = whole["findings"]
check_ndjson()
check_sarif()
check_junit()
check_github()
check_gitlab()
