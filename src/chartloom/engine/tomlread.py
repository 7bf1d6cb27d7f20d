"""TOML as values, as BurntSushi/toml 1.6 reads it.

Python's own reader does the work; it is as strict, but for what is said below.
"""

from __future__ import annotations

import re
from tomllib import TOMLDecodeError, loads

from chartloom.engine.toml import RFC3339, ZONES
from chartloom.gotmpl.values import Int64, MapList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from chartloom.gotmpl.values import Value
    from chartloom.sprig.times import GoTime

__all__ = ["from_toml"]

_INT64_LIMIT = 1 << 63
_ARRAY_OF_TABLES = re.compile(r"^[ \t]*\[\[(.*)\]\]", re.MULTILINE)


def from_toml(text: str) -> dict[str, Any]:
    """The table in a TOML text; what is wrong with the text stands under ``Error``.

    The text is TOML 1.0, and the cause is worded by Python's parser; only its line is said as Helm says it.
    """
    try:
        table = {key: _go_value(value) for key, value in loads(text).items()}
    except (ValueError, RecursionError) as error:
        return {"Error": _read_error(error)}
    for path in _arrays_of_tables(text):
        _give_type(table, path)
    return table


def _read_error(error: Exception) -> str:
    message, _, place = str(error).removesuffix(")").partition(" (at ")
    line = place.removeprefix("line ").partition(",")[0]
    return f"toml: line {line}: {message}" if line.isdecimal() else f"toml: {message}"


# Arrays of tables: a list that is written with [[headers]] has a type of its own, one in brackets has not.


def _arrays_of_tables(text: str) -> Iterator[list[str]]:
    """The paths of all headers ``[[a.b]]``, the deepest last."""
    headers = {match[1] for match in _ARRAY_OF_TABLES.finditer(text)} if "[[" in text else ()
    paths = [path for header in headers if (path := _path(header))]
    yield from sorted(paths, key=len)


def _path(header: str) -> list[str]:
    """The keys of a header; none for what only looks like one, within a text or an array."""
    try:
        table: Any = loads(f"[{header}]")
    except TOMLDecodeError:
        return []
    path: list[str] = []
    while table and isinstance(table, dict):
        ((key, table),) = table.items()
        path.append(key)
    return path


def _give_type(table: Value, path: list[str]) -> None:
    """Make a list of tables, at the path below each of the tables above it, one of the type that Go has."""
    key, *rest = path
    tables = [table] if isinstance(table, dict) else table if isinstance(table, list) else []
    for found in [t for t in tables if isinstance(t, dict) and key in t]:
        if rest:
            _give_type(found[key], rest)
        elif found[key].__class__ is list and all(item.__class__ is dict for item in found[key]):
            found[key] = MapList(found[key])


# Values


def _go_value(value: Any) -> Value:
    if isinstance(value, dict):
        return {key: _go_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_go_value(item) for item in value]
    if isinstance(value, bool | str | float):
        return value
    if isinstance(value, int):
        return _int64(value)
    return _go_time(value)


def _int64(number: int) -> Int64:
    if not -_INT64_LIMIT <= number < _INT64_LIMIT:
        raise ValueError(f"{number} is out of range for int64")
    return Int64(number)


def _go_time(value: Any) -> GoTime:
    """A date, a time or both. Without an offset they are in a zone of their own, as the library has it."""
    from datetime import date, datetime

    text = value.isoformat()
    if isinstance(value, datetime):
        return (
            _parsed(text, RFC3339, "")
            if value.tzinfo
            else _parsed(text, ZONES["datetime-local"], "datetime-local")
        )
    name = "date-local" if isinstance(value, date) else "time-local"
    return _parsed(text, ZONES[name], name)


def _parsed(text: str, layout: str, zone: str) -> GoTime:
    from chartloom.sprig.parsing import parse_time
    from chartloom.sprig.times import now
    from chartloom.sprig.zones import LOCAL, FixedZone

    place = FixedZone(zone, now().clock.offset) if zone else LOCAL
    return parse_time(layout, text, place, LOCAL)
