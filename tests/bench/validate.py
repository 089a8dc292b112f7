# SPDX-License-Identifier: MIT
"""Python's jsonschema and PyYAML (its libyaml loader where it has one) on lines of `schema TAB file`:
prints the files that are not valid. Status 1 if any is not. Formats are annotations, as in the
standard; a plain 2022-03-01 is a string, as in YAML 1.2."""

import json
import sys

import jsonschema
import yaml

BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(BASE):
    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in BASE.yaml_implicit_resolvers.items()
    }


def is_valid(validators, schema, file):
    """A file that cannot be read as YAML is valid against nothing."""
    if schema not in validators:
        with open(schema, encoding="utf-8") as source:
            validators[schema] = jsonschema.Draft202012Validator(json.load(source))
    try:
        with open(file, "rb") as source:
            return validators[schema].is_valid(yaml.load(source, Loader))
    except yaml.YAMLError:
        return False


def main():
    validators = {}
    status = 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            schema, file = line.rstrip("\n").split("\t")
            if not is_valid(validators, schema, file):
                print(file)
                status = 1
    return status


sys.exit(main())
