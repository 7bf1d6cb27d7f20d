"""What the keywords of a schema may hold, draft by draft: the metaschemas of Helm's validator as tables.

    SHAPES[draft]    keyword -> what its value must be; a keyword that is missing may hold anything

A shape gets the walk through the schema, the value of the keyword and the resource that it stands in. It raises
DoubtError for a value that the metaschema refuses, or perhaps refuses: who words the error decides.
"""

from __future__ import annotations

from chartloom.chart.schema_doubt import DoubtError
from chartloom.chart.schema_equality import has_twins, is_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from chartloom.chart.schema_walk import Resource, Walk

    Shape = Callable[[Walk, Any, Resource], None]

__all__ = ["SHAPES"]

_TYPES = frozenset(("array", "boolean", "integer", "null", "number", "object", "string"))
_ANCHOR = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")


def _of(kind: type) -> Shape:
    """A shape for values of one type of JSON."""

    def shape(_: Walk, value: Any, __: Resource) -> None:
        if type(value) is not kind:
            raise DoubtError

    return shape


_text, _flag, _list = _of(str), _of(bool), _of(list)


def _number(_: Walk, value: Any, __: Resource) -> None:
    if not is_number(value):
        raise DoubtError


def _positive(_: Walk, value: Any, __: Resource) -> None:
    if not is_number(value) or value <= 0:
        raise DoubtError


def _count(_: Walk, value: Any, __: Resource) -> None:
    if type(value) is not int or value < 0:
        raise DoubtError


def _strings(_: Walk, value: Any, __: Resource) -> None:
    if type(value) is not list or any(type(item) is not str for item in value) or has_twins(value):
        raise DoubtError


def _some_strings(walk: Walk, value: Any, home: Resource) -> None:
    _strings(walk, value, home)
    if not value:
        raise DoubtError


def _some_values(_: Walk, value: Any, __: Resource) -> None:
    if type(value) is not list or not value or has_twins(value):
        raise DoubtError


def _type(walk: Walk, value: Any, home: Resource) -> None:
    if type(value) is str:
        value = [value]
    _some_strings(walk, value, home)
    if not _TYPES.issuperset(value):
        raise DoubtError


def _pattern(walk: Walk, value: Any, _: Resource) -> None:
    if type(value) is not str:
        raise DoubtError
    walk.require_pattern(value)


def _anchor(_: Walk, value: Any, __: Resource) -> None:
    if type(value) is not str or not _ANCHOR.issuperset(value) or not value[:1].isalpha():
        raise DoubtError


def _nothing_known(_: Walk, __: Any, ___: Resource) -> None:
    raise DoubtError


# Keywords that hold schemas


def _schema(walk: Walk, value: Any, home: Resource) -> None:
    walk.enter(value, home)


def _schema_or_flag(walk: Walk, value: Any, home: Resource) -> None:
    if type(value) is not bool:
        walk.enter(value, home)


def _schemas(walk: Walk, value: Any, home: Resource) -> None:
    if type(value) is not list or not value:
        raise DoubtError
    for item in value:
        walk.enter(item, home)


def _schema_or_schemas(walk: Walk, value: Any, home: Resource) -> None:
    (_schemas if type(value) is list else _schema)(walk, value, home)


def _table(walk: Walk, value: Any, home: Resource) -> None:
    if type(value) is not dict:
        raise DoubtError
    for item in value.values():
        walk.enter(item, home)


def _patterns(walk: Walk, value: Any, home: Resource) -> None:
    _table(walk, value, home)
    for pattern in value:
        walk.require_pattern(pattern)


def _table_of(strings: Shape, other: Shape) -> Shape:
    """A shape for tables, each entry of which is a list of strings or something else."""

    def shape(walk: Walk, value: Any, home: Resource) -> None:
        if type(value) is not dict:
            raise DoubtError
        for item in value.values():
            (strings if type(item) is list else other)(walk, item, home)

    return shape


_DRAFT4: dict[str, Shape] = {
    **dict.fromkeys(("id", "$schema", "title", "description", "format", "$ref"), _text),
    **dict.fromkeys(("maximum", "minimum"), _number),
    **dict.fromkeys(("exclusiveMaximum", "exclusiveMinimum", "uniqueItems"), _flag),
    **dict.fromkeys(
        ("maxItems", "maxLength", "maxProperties", "minItems", "minLength", "minProperties"), _count
    ),
    **dict.fromkeys(("additionalItems", "additionalProperties"), _schema_or_flag),
    **dict.fromkeys(("definitions", "properties"), _table),
    **dict.fromkeys(("allOf", "anyOf", "oneOf"), _schemas),
    "dependencies": _table_of(_some_strings, _schema),
    "enum": _some_values,
    "items": _schema_or_schemas,
    "multipleOf": _positive,
    "not": _schema,
    "pattern": _pattern,
    "patternProperties": _patterns,
    "required": _some_strings,
    "type": _type,
}

_DRAFT6: dict[str, Shape] = {
    **{keyword: shape for keyword, shape in _DRAFT4.items() if keyword != "id"},
    **dict.fromkeys(("additionalItems", "additionalProperties", "contains", "propertyNames"), _schema),
    **dict.fromkeys(("exclusiveMaximum", "exclusiveMinimum"), _number),
    "$id": _text,
    "dependencies": _table_of(_strings, _schema),
    "required": _strings,
}

_DRAFT7: dict[str, Shape] = {
    **_DRAFT6,
    **dict.fromkeys(("$comment", "contentEncoding", "contentMediaType"), _text),
    **dict.fromkeys(("readOnly", "writeOnly"), _flag),
    **dict.fromkeys(("if", "then", "else"), _schema),
    "examples": _list,
}

_DRAFT2019: dict[str, Shape] = {
    **_DRAFT7,
    **dict.fromkeys(("contentSchema", "unevaluatedItems", "unevaluatedProperties"), _schema),
    **dict.fromkeys(("$defs", "dependentSchemas"), _table),
    **dict.fromkeys(("maxContains", "minContains"), _count),
    **dict.fromkeys(("$recursiveAnchor", "deprecated"), _flag),
    "$anchor": _anchor,
    "$recursiveRef": _text,
    "$vocabulary": _nothing_known,
    "dependentRequired": _table_of(_strings, _nothing_known),
    "enum": _list,
}

_DRAFT2020: dict[str, Shape] = {
    **_DRAFT2019,
    # Helm looks for names of schemas in it, and nothing else.
    "additionalItems": _flag,
    "$dynamicAnchor": _anchor,
    "$dynamicRef": _text,
    "$recursiveAnchor": _nothing_known,
    "$recursiveRef": _nothing_known,
    "items": _schema,
    "prefixItems": _schemas,
}

SHAPES = {4: _DRAFT4, 6: _DRAFT6, 7: _DRAFT7, 2019: _DRAFT2019, 2020: _DRAFT2020}
