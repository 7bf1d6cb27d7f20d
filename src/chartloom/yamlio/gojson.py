"""JSON as Go's ``encoding/json`` writes and reads it, which is what Helm's JSON functions do."""

from __future__ import annotations

import re
from math import isfinite, isnan

from chartloom.yamlio.numbers import format_json_float
from chartloom.yamlio.plainvalue import Record, plain_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from chartloom.yamlio.errors import JsonError

__all__ = ["to_json", "to_pretty_json", "to_raw_json"]

_SPECIAL = '[\x00-\x1f"\\\\\u2028\u2029\ud800-\udfff]'
_SPECIAL_HTML = '[\x00-\x1f"\\\\<>&\u2028\u2029\ud800-\udfff]'
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_json(value: object) -> str:
    r"""Compact JSON, safe within HTML; raises JsonError for what JSON cannot say.

    >>> to_json({"b": 1e6, "a": "<é>"})
    '{"a":"\\u003cé\\u003e","b":1000000}'
    """
    return _encoded(value, _SPECIAL_HTML, None)


def to_pretty_json(value: object) -> str:
    """JSON over several lines, indented by two spaces."""
    return _encoded(value, _SPECIAL_HTML, "\n")


def to_raw_json(value: object) -> str:
    """Compact JSON with ``<``, ``>`` and ``&`` as they are."""
    return _encoded(value, _SPECIAL, None)


_LONGEST = 16 << 20


def _encoded(value: object, special: str, line: str | None) -> str:
    try:
        return _encode(value, special, line)
    except RecursionError:
        raise _refusal("json: unsupported value: encountered a cycle via map[string]interface {}") from None
    except TypeError as error:
        if not str(error).startswith("json: "):
            raise
        raise _refusal(str(error)) from None


def _refusal(message: str) -> JsonError:
    from chartloom.yamlio.errors import JsonError  # only failures need it

    return JsonError.of_value(message)


def _encode(value: Any, special: str, line: str | None) -> str:
    """``line`` is a line break with the indent of the line that is open, or None for one line."""
    kind = value.__class__
    if kind is str:
        return _string(value, special)
    if kind is dict or kind is Record:
        return _object(value, special, line)
    if kind is list:
        return _array(value, special, line)
    if kind in _ATOMS:
        return _ATOMS[kind](value)
    return _encode(_plain(value), special, line)


def _plain(value: object) -> object:
    found = plain_value(value)
    if isinstance(found, dict) and found.__class__ is not Record:
        return dict(found.items())
    return list(found) if isinstance(found, list) else found


def _string(text: str, special: str) -> str:
    return '"' + re.sub(special, _escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":
        return "\\ufffd"
    return _ESCAPES.get(char) or f"\\u{ord(char):04x}"


def _object(value: dict[str, Any], special: str, line: str | None) -> str:
    if not value:
        return "{}"
    deeper = None if line is None else line + "  "
    colon = ":" if line is None else ": "
    keys = value if value.__class__ is Record else sorted(value, key=_byte_order)
    items = (f"{_string(key, special)}{colon}{_encode(value[key], special, deeper)}" for key in keys)
    return _joined(items, "{", "}", line)


def _array(value: list[Any], special: str, line: str | None) -> str:
    if not value:
        return "[]"
    deeper = None if line is None else line + "  "
    return _joined((_encode(item, special, deeper) for item in value), "[", "]", line)


def _joined(items: Iterable[str], opening: str, closing: str, line: str | None) -> str:
    if line is None:
        text = opening + ",".join(items) + closing
    else:
        text = f"{opening}{line}  " + f",{line}  ".join(items) + line + closing
    if len(text) > _LONGEST:
        # A small value that holds another twice, which holds another twice, and so on.
        raise MemoryError("the JSON text is too long")
    return text


def _byte_order(key: str) -> str | bytes:
    """Bytes and code points sort alike, but for the marks of broken bytes."""
    return key.encode("utf-8", "surrogateescape")


def _float(value: float) -> str:
    if not isfinite(value):
        name = "NaN" if isnan(value) else "+Inf" if value > 0 else "-Inf"
        raise TypeError(f"json: unsupported value: {name}")
    return format_json_float(value)


_ATOMS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
    int: str,
    float: _float,
}
