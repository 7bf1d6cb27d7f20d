"""Where a rule stands in ``values.schema.json``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from chartloom.diagnostics import Span
from chartloom.yamlio import YamlError, read_positions

if TYPE_CHECKING:
    from collections.abc import Iterable

    Path = tuple[str | int, ...]

__all__ = ["place_in_schema"]


def place_in_schema(schema: bytes, path: Iterable[str | int], file: str) -> Span:
    r"""The place of the rule that a path leads to; references within the schema are followed on the way.

    >>> text = b'{"properties": {"port": {"$ref": "#/$defs/port"}},\n "$defs": {"port": {"minimum": 1}}}'
    >>> str(place_in_schema(text, ["properties", "port", "minimum"], "values.schema.json"))
    'values.schema.json:2:21'

    The file alone where that cannot be said.
    """
    document = json.loads(schema)
    at = _resolved(document, path)
    try:
        return read_positions(schema, file)[at].key if at else Span(file)
    except (KeyError, YamlError):  # tabs, for example, which only JSON takes
        return Span(file)


def _resolved(document: Any, path: Iterable[str | int]) -> Path:
    """The path in the document itself; () where a reference leads elsewhere."""
    at: Path = ()
    for part in path:
        for _ in range(10):  # a reference may lead to another one
            held = _at(document, at)
            if not isinstance(held, dict) or part in held or "$ref" not in held:
                break
            at = _target(held["$ref"])
        at = (*at, part)
    return at if _at(document, at[:-1]) is not None else ()


def _target(reference: str) -> Path:
    parts = unquote(reference.removeprefix("#")).split("/")[1:]
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)


def _at(held: Any, path: Path) -> Any:
    for part in path:
        if isinstance(held, dict):
            held = held.get(part)
        elif isinstance(held, list) and str(part).isdecimal() and int(part) < len(held):
            held = held[int(part)]
        else:
            return None
    return held
