"""Values that people write in an inventory, held against the schema of the library chart: keys, types, limits.

Helm would refuse them as well, but only when the chart is rendered and without a line of the inventory. This looks only
at what a typing error breaks; the whole truth stays with the schema.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartloom.diagnostics.suggest import did_you_mean
from chartloom.matrix.value_words import as_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Misfit", "find_misfits"]

Misfit = tuple[tuple[str | int, ...], str, str, str | None]
"""Where in the values, a code, what is wrong, and the fix."""

Node = dict[str, Any]

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "number": (float, int),
    "integer": (float, int),
    "null": (type(None),),
}
_WORDS = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a whole number",
    "null": "null",
}


@cache
def _schema() -> Node:
    file = Path(__file__).parent / "library" / "service.values.schema.json"
    found: Node = json.loads(file.read_text("utf-8"))
    expanded: Node = _expanded(found, found["definitions"])
    return expanded


def _expanded(node: Any, definitions: Node) -> Any:
    """The schema with each definition in the places that refer to it; a block that is one may say more itself."""
    if isinstance(node, list):
        return [_expanded(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return definitions[node["$ref"].rpartition("/")[2]]
    inner = {key: _expanded(value, definitions) for key, value in node.items()}
    return {**inner["allOf"][0], **inner} if "allOf" in inner else inner


def find_misfits(values: Mapping[str, object], *, foreign: tuple[str, ...] = ()) -> Iterator[Misfit]:
    """Every key that the library does not know and every value of a type that it does not take.

    ``foreign`` are further keys that a chart may have; what lies below them is not looked at.
    """
    known = {key: value for key, value in values.items() if key not in foreign}
    yield from _misfits(known, _schema(), ())


def _misfits(value: object, node: Node, path: tuple[str | int, ...]) -> Iterator[Misfit]:
    # null takes a default away, wherever it stands.
    if value is None:
        return
    types = node.get("type", [])
    allowed = [types] if isinstance(types, str) else types
    if allowed and not any(_is(value, name) for name in allowed):
        words = " or ".join(_WORDS[name] for name in allowed)
        yield path, "wrong-type", f"must be {words}, not {_found(value)}", _hint(value, allowed)
    elif "enum" in node and value not in node["enum"]:
        words = ", ".join(str(choice) for choice in node["enum"])
        hint = did_you_mean(str(value), [str(choice) for choice in node["enum"]])
        yield path, "unknown-choice", f"must be one of {words}, not {_found(value)}", hint
    elif broken := _broken_limit(value, node):
        yield path, "wrong-value", f"{broken}, not {_found(value)}", None
    elif isinstance(value, dict):
        yield from _in_mapping(value, node, path)
    elif isinstance(value, list) and isinstance(node.get("items"), dict):
        for index, item in enumerate(value):
            yield from _misfits(item, node["items"], (*path, index))


def _broken_limit(value: object, node: Node) -> str:
    """What a number or a text must be and is not; "" when it is."""
    match value:
        case bool():
            return ""
        case float() | int() if not node.get("minimum", value) <= value <= node.get("maximum", value):
            bounds = (("at least", node.get("minimum")), ("at most", node.get("maximum")))
            return f"must be {' and '.join(f'{word} {bound}' for word, bound in bounds if bound is not None)}"
        case str() if not node.get("minLength", 0) <= len(value):
            return "must not be empty"
        case str() if len(value) > node.get("maxLength", len(value)):
            return f"must have at most {node['maxLength']} characters"
        case str() if "pattern" in node and not re.search(node["pattern"], value):
            return f"must match {node['pattern']}"
        case _:
            return ""


def _in_mapping(value: Mapping[str, object], node: Node, path: tuple[str | int, ...]) -> Iterator[Misfit]:
    properties, rest = node.get("properties", {}), node.get("additionalProperties", True)
    for key, inner in value.items():
        if key in properties:
            yield from _misfits(inner, properties[key], (*path, key))
        elif rest is False:
            hint = _hint_of_key(key) if not path else None
            yield (*path, key), "unknown-key", "is not known", hint or did_you_mean(key, properties)
        elif isinstance(rest, dict):
            yield from _misfits(inner, rest, (*path, key))


def _hint_of_key(key: str) -> str | None:
    """What a key of a service is called here."""
    value = as_value(key)
    return f"that is a key of the service itself; the library chart calls it {value}" if value else None


def _is(value: object, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if name == "integer":
        return isinstance(value, float | int) and value == int(value)
    return isinstance(value, _TYPES[name])


def _found(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case float() | int():
            return f"{value:.15g}"
        case dict():
            return "a mapping"
        case _:
            return "a list"


def _hint(value: object, allowed: list[str]) -> str | None:
    if "string" in allowed and isinstance(value, bool | float | int):
        return f'write it in quotes: "{_found(value)}"'
    if isinstance(value, str) and {"integer", "number"} & set(allowed) and value.strip().isdigit():
        return f"write it without quotes: {value.strip()}"
    return None
