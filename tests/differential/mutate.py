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
    how = rng.randrange(7)
    if how == 0:
        container[key] = copy.deepcopy(rng.choice(VALUES + DECOMPOSED))
    elif how == 6:  # what a neighbour has: equal dates, equal items
        other = rng.choice(list(container) if isinstance(container, dict) else range(len(container)))
        container[key] = copy.deepcopy(container[other])
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


def type_of(value):
    if value is None:
        return "null"
    return {bool: "boolean", int: "integer", float: "number", str: "string", list: "array",
            dict: "object"}[type(value)]


def near(n, rng):
    """A number of things: just as many, one more or one less."""
    return max(0, n + rng.choice([0, 0, 1, -1]))


# What follows gives keywords at whose boundary a value is: it may pass or fail, and the least
# mistake shows. unevaluated... are left out: python3-jsonschema 4.10 does not see all that
# counts as evaluated, and the standard's test suite holds ours.


def fitting_number(value, rng):
    bound = rng.choice([value, value, value + 1, value - 1])
    return rng.choice([
        {"minimum": bound}, {"maximum": bound}, {"exclusiveMinimum": bound},
        {"exclusiveMaximum": bound}, {"minimum": bound, "exclusiveMaximum": value + 1},
        # whole or a power of two: with any other the arithmetic of doubles is not exact
        {"multipleOf": rng.choice([1, 2, 5, 7, 100, 0.5, 0.25])},
        {"decimal": rng.randrange(3)},
    ])


def fitting_string(value, rng):
    return rng.choice([
        {"minLength": near(len(value), rng)}, {"maxLength": near(len(value), rng)},
        {"pattern": rng.choice(PATTERNS)},
        {"format": rng.choice(["date", "uscc", "division-code", "community-code"])},
    ])


def fitting_array(value, rng):
    item = rng.choice(value) if value else rng.choice(VALUES)
    count = sum(1 for other in value if other == item)
    wanted = rng.choice([{"const": copy.deepcopy(item)}, {"type": type_of(item)}])
    return rng.choice([
        {"minItems": near(len(value), rng)}, {"maxItems": near(len(value), rng)},
        {"uniqueItems": True}, {"contains": wanted},
        {"contains": wanted, "minContains": near(count, rng)},
        {"contains": wanted, "maxContains": near(count, rng)},
        {"items": fitting(item, rng)},
        {"prefixItems": [fitting(other, rng) for other in value[:2]] or [True],
         "items": rng.choice([True, False, fitting(item, rng)])},
    ])


def fitting_object(value, rng):
    key = rng.choice(list(value) + ["absent"])
    other = rng.choice(list(value) + ["absent"])
    member = fitting(value.get(key), rng)
    return rng.choice([
        {"minProperties": near(len(value), rng)}, {"maxProperties": near(len(value), rng)},
        {"required": [key]}, {"properties": {key: member}},
        {"dependentRequired": {key: [other]}},
        {"dependentSchemas": {key: {"required": [other]}}},
        {"dependentSchemas": {key: {"properties": {key: member}}}},
        {"propertyNames": fitting_string(key, rng)},
        {"patternProperties": {rng.choice(PATTERNS + [key[:1]]): member},
         "additionalProperties": rng.choice([True, False, fitting(value.get(other), rng)])},
        {"interval": [key, other] if key != other else ["date", "closed_on"]},
    ])


def fitting(value, rng):
    """Keywords that say something about the value, or a boolean."""
    how = rng.randrange(12)
    if how == 0:
        return rng.choice([True, False, {}])
    if how == 1:
        return {"type": rng.sample(TYPES, 2)}
    if how == 2:
        return {"type": type_of(value)}
    if how == 3:
        return {"const": copy.deepcopy(value)}
    if how == 4:
        return {"enum": copy.deepcopy([rng.choice(VALUES), rng.choice([value, nearby(value, rng)])])}
    by_type = {"integer": fitting_number, "number": fitting_number, "string": fitting_string,
               "array": fitting_array, "object": fitting_object}
    return by_type.get(type_of(value), lambda *_: {"type": rng.choice(TYPES)})(value, rng)


def nest(schema, value, rng):
    """The schema within another one."""
    other, third = fitting(value, rng), fitting(value, rng)
    return rng.choice([
        {"not": schema}, {"not": {"not": schema}}, {"anyOf": [other, schema]},
        {"oneOf": [schema, other]}, {"oneOf": [other, copy.deepcopy(schema), third]},
        {"allOf": [schema, {"anyOf": [other, third]}]},
        {"if": other, "then": schema, "else": third}, {"if": schema, "else": other},
    ])


def reached(container, key, value):
    """Every (container, key, value) where a schema meets a value of the instance, as far as the
    kind's own keywords lead."""
    schema = container[key]
    yield container, key, value
    if not isinstance(schema, dict):
        return
    if isinstance(value, dict) and isinstance(schema.get("properties"), dict):
        for name in schema["properties"]:
            if name in value:
                yield from reached(schema["properties"], name, value[name])
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        for item in value:
            yield from reached(schema, "items", item)


# Keyword values that the meta-schema does not allow. None is a pattern: that those are regular
# expressions is a `format` of the meta-schema, which jsonschema does not assert.
BAD = {
    "type": ["strange", [], ["string", "string"], 1], "required": ["id", ["a", "a"], [1]],
    "properties": [[], 1, {"a": 1}], "minLength": [-1, 1.5, "1"], "maximum": ["1", None],
    "uniqueItems": ["yes", 1], "items": [1, "x", []], "allOf": [[], {}], "enum": ["x", 1],
    "multipleOf": [0, -1, "2"], "not": ["x", None], "maxItems": [-1, 0.5],
    "dependentRequired": [[], {"a": "b"}, {"a": ["b", "b"]}],
    "additionalProperties": ["no", 1], "minProperties": [-2, {}], "format": [1, []],
    "title": [1], "$comment": [1], "description": [[]], "deprecated": ["x"],
}


def mutate_schema(container, key, value, rng):
    """One change of the schema at the place, where it meets the value."""
    schema = container[key]
    how = rng.randrange(8)
    if how < 2 or not isinstance(schema, dict):
        container[key] = nest(schema, value, rng)
    elif how < 6 or not schema:
        added = fitting(value, rng)
        schema.update(added if isinstance(added, dict) else {"allOf": [added]})
    elif how == 6 and rng.randrange(2):
        keyword = rng.choice(list(BAD))
        schema[keyword] = copy.deepcopy(rng.choice(BAD[keyword]))
    else:
        del schema[rng.choice(list(schema))]


def kind(original, instance, rng):
    """One to three changes of a kind's schema, most of them where it meets the instance. What the
    instance does not have is left out first, for the changes to be dense and the checks fast."""
    schema = copy.deepcopy(original)
    schema["properties"] = {k: v for k, v in schema["properties"].items() if k in instance}
    for _ in range(rng.choice([1, 1, 2, 3])):
        met = list(reached({"": schema}, "", instance))[1:]
        if met and rng.randrange(8):
            mutate_schema(*rng.choice(met), rng)
        elif met and rng.randrange(2):
            container, key = rng.choice(list(subschemas(schema)))
            mutate_schema(container, key, rng.choice(VALUES), rng)
        else: # the root, which keeps its identifiers
            schema.setdefault("allOf", []).append(nest(fitting(instance, rng), instance, rng))
    return schema


def generator(*words):
    """The random numbers of one case: the same whatever was asked for before."""
    return random.Random("/".join(str(word) for word in words))
