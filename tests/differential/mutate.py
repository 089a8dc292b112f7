# SPDX-License-Identifier: MIT
"""Changed records and changed kinds, the same ones for the same seed.

All values are JSON's: None, bool, int, float, str, list, dict. Kept to what both sides can
represent alike; each restriction has its reason beside it.
"""

import copy
import random

# Values of every type, for where another one stood. Floats have at most 15 digits, which is what
# a double keeps: beyond that Python rounds, and we do not. For the same reason no exponent
# reaches 1e308.
VALUES = [
    None, True, False, 0, 1, -1, 2, 100, 101, 1949, 1948, 2101, 10**12, 10**12 + 1, -(10**20),
    1.0, -0.0, 0.5, 1.5, 0.1, 0.001, 1.25, 99.99, 100.0, 100.001, 1e15, 1e300, -1e-7,
    "", " ", "x", "X", "塘沽", "é", "😀", "a" * 64, "a" * 65, "0", "1", "true",
    "2022-03-01", "2022-02-30", "2024-02-29", "1900-02-29", "2000-02-29", "2022-3-1", "20220301",
    "2022-W09-2", "2022-03-01\n", "2022-03-01T00:00:00", "２０２２-03-01", "9999-12-31",
    "0001-01-01", "120116001", "120116001001", "52120116MJ0000001M", "tanggu", "tang--gu", "-a",
    "tanggu-2022-c001", "other", "pass", "casework",
    [], [1], ["x"], ["x", "x"], [[]], [1, 1.0], [True, 1], [0, False], [{"a": 1}, {"a": 1.0}],
    {}, {"a": 1}, {"id": "x"}, {"date": "2022-03-01"},
]

# What no kind may hold itself: its text keeps to the form of records, in Normalization Form C.
DECOMPOSED = ["e\u0301", "塘\u0301沽"]

KEYS = ["", "x", "id", "name", "date", "kind", "title", "塘沽", "x-1", "a/b", "a~b", "$ref", "__proto__"]

# Of ASCII classes, groups and anchors alone, which ECMA-262 and Python's re read alike (but for
# `$`, see reference.py); no \d \w \s \b, which are Unicode's in Python, and no dot.
PATTERNS = ["^[a-z]", "[0-9]+$", "^x-", "^(a|b)*$", "[^a-z]", "^$", "-", "^[A-Za-z][0-9A-Za-z-]{1,31}$"]

TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"]


def places(value):
    """Every (container, key) below the value, in document order."""
    if isinstance(value, dict):
        keys = list(value)
    elif isinstance(value, list):
        keys = range(len(value))
    else:
        return
    for key in keys:
        yield value, key
        yield from places(value[key])


def shorten(value, rng):
    """The value with at most two items in each list: fast to check, still of its kind."""
    if isinstance(value, dict):
        return {key: shorten(item, rng) for key, item in value.items()}
    if isinstance(value, list):
        picked = sorted(rng.sample(range(len(value)), min(2, len(value))))
        return [shorten(value[i], rng) for i in picked]
    return value


def nearby(value, rng):
    """A value of the same type that is a little different, or one of another type."""
    if isinstance(value, bool) or value is None:
        return rng.choice([True, False, None])
    if isinstance(value, int):
        return rng.choice([value + 1, value - 1, -value, float(value), value * 1000, value + 0.5])
    if isinstance(value, float):
        return rng.choice([round(value + 0.01, 3), round(value / 8, 3), -value, int(value)])
    if isinstance(value, str):
        at = rng.randrange(len(value) + 1)
        return rng.choice([
            value + "\n", value[:at] + value[at + 1:], value[:at] + rng.choice("aZ9-. 塘😀") + value[at:],
            value.upper(), value[::-1], value * 9, " " + value,
        ])
    if isinstance(value, list):
        return rng.choice([value + value[:1], value[::-1], value[1:], [value]])
    return dict(list(value.items())[1:])


def mutate_at(container, key, rng):
    how = rng.randrange(6)
    if how == 0:
        container[key] = copy.deepcopy(rng.choice(VALUES + DECOMPOSED))
    elif how < 3:
        container[key] = nearby(container[key], rng)
    elif how == 3:
        del container[key]
    elif isinstance(container, dict):
        name = rng.choice([rng.choice(KEYS), str(key) + "s", str(key)[:-1]])
        container[name] = copy.deepcopy(rng.choice([container[key], rng.choice(VALUES)]))
    else:
        container.insert(key, copy.deepcopy(rng.choice([container[key], rng.choice(VALUES)])))


def record(original, rng):
    """One or two changes of a record."""
    root = [shorten(original, rng)]
    for _ in range(rng.choice([1, 1, 1, 2])):
        # the record itself is changed now and then, most often something in it
        choices = list(places(root))
        mutate_at(*(choices[0] if rng.randrange(40) == 0 else rng.choice(choices[1:] or choices)), rng)
        if not root:
            return None
    return root[0]


# Keywords by what their values hold.
ONE = ["items", "contains", "not", "if", "then", "else", "propertyNames", "additionalProperties"]
MANY = ["allOf", "anyOf", "oneOf", "prefixItems"]
NAMED = ["properties", "patternProperties", "dependentSchemas", "$defs"]


def subschemas(schema):
    """Every (container, key) below the schema where a schema stands."""
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        if keyword in ONE:
            found = [(schema, keyword)]
        elif keyword in MANY and isinstance(value, list):
            found = [(value, i) for i in range(len(value))]
        elif keyword in NAMED and isinstance(value, dict):
            found = [(value, name) for name in value]
        else:
            continue
        for container, key in found:
            yield container, key
            yield from subschemas(container[key])


def scalar(rng):
    return rng.choice([v for v in VALUES if not isinstance(v, (list, dict))])


def keywords(rng, names):
    """A keyword with a good value. multipleOf is whole or a power of two, in which double
    arithmetic is exact; unevaluated... are left out, since python3-jsonschema 4.10 does not see
    what `additionalProperties` and a passed `not` leave, and the test suite holds ours."""
    some = rng.sample(names, min(2, len(names)))
    return rng.choice([
        lambda: {"type": rng.choice(TYPES)},
        lambda: {"type": rng.sample(TYPES, 2)},
        lambda: {"const": copy.deepcopy(rng.choice(VALUES))},
        lambda: {"enum": [copy.deepcopy(v) for v in rng.sample(VALUES, 4)]},
        lambda: {"minimum": rng.choice([0, 1, 1.5, -1, 2022])},
        lambda: {"exclusiveMaximum": rng.choice([0, 1.5, 100, 10**12])},
        lambda: {"maximum": rng.choice([0, 1, 99.5]), "exclusiveMinimum": rng.choice([-1, 0, 0.5])},
        lambda: {"multipleOf": rng.choice([1, 2, 7, 0.5, 0.25])},
        lambda: {"minLength": rng.randrange(4), "maxLength": rng.randrange(2, 12)},
        lambda: {"pattern": rng.choice(PATTERNS)},
        lambda: {"format": rng.choice(["date", "uscc", "division-code", "community-code"])},
        lambda: {"minItems": rng.randrange(3)},
        lambda: {"maxItems": rng.randrange(3), "uniqueItems": True},
        lambda: {"contains": simple(rng, names), "minContains": rng.randrange(3)},
        lambda: {"contains": simple(rng, names), "maxContains": rng.randrange(1, 3)},
        lambda: {"prefixItems": [simple(rng, names)], "items": rng.choice([True, False, simple(rng, names)])},
        lambda: {"required": some},
        lambda: {"minProperties": rng.randrange(5)},
        lambda: {"maxProperties": rng.randrange(8)},
        lambda: {"propertyNames": {"pattern": rng.choice(PATTERNS)}},
        lambda: {"dependentRequired": {some[0]: some[-1:]} if some else {}},
        lambda: {"dependentSchemas": {some[0]: simple(rng, names)} if some else {}},
        lambda: {"patternProperties": {rng.choice(PATTERNS): simple(rng, names)},
                 "additionalProperties": rng.choice([True, False, simple(rng, names)])},
        lambda: {"properties": {name: simple(rng, names) for name in some}},
        lambda: {"decimal": rng.randrange(3)},
        lambda: {"interval": ["date", "ends_on"]},
    ])()


def simple(rng, names):
    """A small schema."""
    if rng.randrange(5) == 0:
        return rng.choice([True, False, {}])
    return keywords(rng, names)


def nest(schema, rng, names):
    """The schema within another one. A boolean stays what it means in every one of these."""
    other = simple(rng, names)
    return rng.choice([
        lambda: {"not": schema},
        lambda: {"not": {"not": schema}},
        lambda: {"anyOf": [other, schema]},
        lambda: {"oneOf": [schema, other]},
        lambda: {"oneOf": [schema, copy.deepcopy(schema), other]},
        lambda: {"allOf": [schema, {"anyOf": [other, {"not": other}]}]},
        lambda: {"if": other, "then": schema, "else": simple(rng, names)},
        lambda: {"if": schema, "else": other},
    ])()


# Keyword values that the meta-schema does not allow. None is a pattern: that those are regular
# expressions is a `format` of the meta-schema, which jsonschema does not assert.
BAD = {
    "type": ["strange", [], ["string", "string"], 1], "required": ["id", ["a", "a"], [1]],
    "properties": [[], 1, {"a": 1}], "minLength": [-1, 1.5, "1"], "maximum": ["1", None],
    "uniqueItems": ["yes", 1], "items": [1, "x", []], "allOf": [[], {}], "enum": ["x", 1],
    "multipleOf": [0, -1, "2"], "not": ["x", None], "maxItems": [-1, 0.5],
    "dependentRequired": [[], {"a": "b"}, {"a": ["b", "b"]}], "const": [],
    "additionalProperties": ["no", 1], "minProperties": [-2, {}], "format": [1, []],
    "title": [1], "$comment": [1], "description": [[]], "deprecated": ["x"],
}


def mutate_schema(container, key, rng, names):
    """One change of the schema at the place."""
    schema = container[key]
    how = rng.randrange(8)
    if how < 2 or not isinstance(schema, dict):
        container[key] = nest(schema, rng, names)
    elif how == 2:
        container[key] = simple(rng, names)
    elif how < 5 or not schema:
        schema.update(keywords(rng, names))
    elif how == 5 and rng.randrange(3) == 0:
        keyword = rng.choice([k for k in BAD if BAD[k]])
        schema[keyword] = copy.deepcopy(rng.choice(BAD[keyword]))
    else:
        del schema[rng.choice(list(schema))]


def kind(original, rng):
    """One to three changes of a kind's schema, of which the root keeps its identifiers."""
    schema = copy.deepcopy(original)
    names = list(schema.get("properties", {}))
    for _ in range(rng.choice([1, 1, 2, 3])):
        choices = list(subschemas(schema))
        if choices and rng.randrange(8):
            mutate_schema(*rng.choice(choices), rng, names)
        else:
            schema.update(keywords(rng, names))
    return schema


def generator(*words):
    """The random numbers of one case: the same whatever was asked for before."""
    return random.Random("/".join(str(word) for word in words))
