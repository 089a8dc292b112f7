# SPDX-License-Identifier: MIT
"""The verdict of Python's jsonschema, made to mean what ours means.

Where the two are known to differ, the difference is taken away here, one by one.
"""

import datetime
import decimal
import re
import warnings

with warnings.catch_warnings():
    # RefResolver is deprecated from 4.18 on, and all there is in 4.10
    warnings.simplefilter("ignore", DeprecationWarning)
    from jsonschema import Draft202012Validator, FormatChecker, RefResolver, ValidationError
    from jsonschema import SchemaError, validators

__all__ = ["Reference", "SchemaError"]


def key(value):
    """Equal for values that are equal in JSON Schema (core, 4.2.2). In Python True == 1, and
    `enum` and `uniqueItems` of jsonschema 4.10 see that too late within lists and objects."""
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, (int, float)):
        return "number", value
    if isinstance(value, list):
        return "array", tuple(key(item) for item in value)
    if isinstance(value, dict):
        return "object", frozenset((name, key(item)) for name, item in value.items())
    return "other", value


def enum(validator, values, instance, schema):
    if key(instance) not in {key(value) for value in values}:
        yield ValidationError("enum")


def unique_items(validator, wanted, instance, schema):
    if wanted and validator.is_type(instance, "array"):
        if len({key(item) for item in instance}) < len(instance):
            yield ValidationError("uniqueItems")


def decimal_places(validator, places, instance, schema):
    """Our `decimal`. A float's shortest notation is the text that was read, up to 15 digits."""
    if validator.is_type(instance, "number") and isinstance(instance, float):
        if decimal.Decimal(repr(instance)).normalize().as_tuple().exponent < -places:
            yield ValidationError("decimal")


def interval(validator, names, instance, schema):
    """Our `interval`: what is no date is for `format` to say."""
    if validator.is_type(instance, "object"):
        start, end = (instance.get(name) for name in names)
        if is_date(start) and is_date(end) and end < start:
            yield ValidationError("interval")


def is_date(text):
    """datetime's fromisoformat takes 20220301 and 2022-W09-2, too."""
    if not isinstance(text, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        datetime.date.fromisoformat(text)
        return True
    except ValueError:
        return False


def is_uscc(text):
    """GB 32100-2015, written from the standard once more."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    if not re.fullmatch("[%s]{2}[0-9]{6}[%s]{10}" % (alphabet, alphabet), text):
        return False
    return sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(text[:17])) % 31 == (
        -alphabet.index(text[17]) % 31)


FORMATS = FormatChecker(formats=())
for name, check in {
    "date": is_date,
    "uscc": is_uscc,
    "division-code": lambda text: re.fullmatch("[0-9]{9}", text),
    "community-code": lambda text: re.fullmatch("[0-9]{12}", text),
}.items():
    FORMATS.checkers[name] = (
        lambda value, check=check: not isinstance(value, str) or bool(check(value)), ())

Validator = validators.extend(Draft202012Validator, {
    "enum": enum, "uniqueItems": unique_items, "decimal": decimal_places, "interval": interval,
})


def python_pattern(pattern):
    """ECMA-262's `$` is the end of the text, Python's is also before a line feed there."""
    return re.sub(r"\$$|\$(?=\))", r"\\Z", pattern)


def python_schema(value, data=False):
    """The schema with Python's patterns. What is data, not schema, stays as it is."""
    if isinstance(value, list):
        return [python_schema(item, data) for item in value]
    if not isinstance(value, dict) or data:
        return value
    changed = {}
    for name, item in value.items():
        if name == "pattern" and isinstance(item, str):
            item = python_pattern(item)
        elif name == "patternProperties" and isinstance(item, dict):
            item = {python_pattern(p): python_schema(s) for p, s in item.items()}
        else:
            item = python_schema(item, name in ("const", "enum"))
        changed[name] = item
    return changed


class Reference:
    """A schema; `documents` are what it may refer to, by URI. Raises SchemaError."""

    def __init__(self, schema, documents):
        Draft202012Validator.check_schema(schema)
        schema = python_schema(schema)
        store = {uri: python_schema(document) for uri, document in documents.items()}
        resolver = RefResolver(schema.get("$id", ""), schema, store=store)
        self.validator = Validator(schema, resolver=resolver, format_checker=FORMATS)

    def valid(self, instance):
        return self.validator.is_valid(instance)
