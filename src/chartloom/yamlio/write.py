"""Values as the YAML of Helm's ``toYaml``, byte for byte.

Helm marshals to JSON, reads that back as YAML and writes it with its library's emitter. So a text has
gone through JSON before it is written (see ``reread``), keys sort as the emitter sorts, lists are not
indented under their key, and lines fold at the first space behind column 80.

Nearly every scalar of a chart is a short plain text; ``_is_plain`` knows those without looking closer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite

from chartloom.yamlio.keyorder import natural
from chartloom.yamlio.numbers import INT64_MIN, UINT64_MAX, format_general, format_json_float
from chartloom.yamlio.scalars import WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from chartloom.yamlio.errors import YamlError

    Write = Callable[[str], None]

__all__ = ["LONG", "MOST_LINES", "check_length", "to_yaml"]

_WIDTH = 80
_EXACT = 1e15  # whole numbers below have no other digits than their own
_FLOAT_IN_DIGITS = 1e21  # JSON uses an exponent from here on
MOST_LINES = 1 << 18
LONG = 1 << 20
_LONGEST = 1 << 26
_BREAKS = ("\n", "\u2028", "\u2029")


def to_yaml(value: object) -> str:
    """The YAML of a value, ending in a newline; raises YamlError for what YAML or JSON cannot say.

    Raises MemoryError for more than a quarter of a million lines.

    >>> to_yaml({"port": 8080, "verbs": ["-v", "yes"], "env": {}}).splitlines()
    ['env: {}', 'port: 8080', 'verbs:', '- -v', '- "yes"']
    """
    out: list[str] = []
    try:
        _write(value, "", "", out)
    except RecursionError:
        message = "json: unsupported value: encountered a cycle via map[string]interface {}"
        raise _refusal(message) from None
    except TypeError as error:
        if not str(error).startswith("json: "):
            raise
        raise _refusal(str(error)) from None
    return "".join(out)


def check_length(out: list[str]) -> None:
    """Refuse to go on with a text that is too long already."""
    if sum(map(len, out)) > _LONGEST:
        raise MemoryError("the YAML text is too long")


def _refusal(message: str) -> YamlError:
    from chartloom.yamlio.errors import YamlError

    return YamlError.of_value(f"error marshaling into JSON: {message}")


def _write(value: Any, lead: str, indent: str, out: list[str]) -> None:
    """A value whose first line begins with ``lead``; further lines of a collection begin with ``indent``."""
    kind = value.__class__
    if kind is dict and value:
        _write_map(value, lead, indent, out)
    elif kind is list and value:
        _write_list(value, lead, indent, out)
    elif kind is str:
        if len(value) > LONG:
            check_length(out)
        out.append(_ended(lead + _text(value, len(lead), len(indent) or 2)))
    elif kind in _ATOMS:
        out.append(f"{lead}{_ATOMS[kind](value)}\n")
    else:
        _write(_plain(value), lead, indent, out)


def _write_map(value: Mapping[str, Any], lead: str, indent: str, out: list[str]) -> None:
    if len(out) > MOST_LINES:
        # A map that holds another twice, and that one the next, is small until it is written.
        raise MemoryError("too many lines of YAML")
    deeper = indent + "  "
    for key in natural(value):
        item = value[key]
        prefix = f"{lead}{key}:" if len(key) < _WIDTH and _is_plain(key) else _key(key, lead, indent)
        lead = indent
        if prefix[-1] != ":":
            out.append(prefix)
            _write(item, indent + ": ", deeper, out)
        elif item.__class__ is str and len(prefix) + len(item) < _WIDTH and _is_plain(item):
            out.append(f"{prefix} {item}\n")
        else:
            _write_item(item, prefix, indent, deeper, out)


def _write_item(item: Any, prefix: str, indent: str, deeper: str, out: list[str]) -> None:
    """The value of a key that stands in ``prefix``."""
    kind = item.__class__
    if kind is dict and item:
        out.append(prefix + "\n")
        _write_map(item, deeper, deeper, out)
    elif kind is list and item:
        out.append(prefix + "\n")
        _write_list(item, indent, indent, out)
    elif kind is str or kind in _ATOMS:
        _write(item, prefix + " ", deeper, out)
    else:
        _write_item(_plain(item), prefix, indent, deeper, out)


def _write_list(value: list[Any], lead: str, indent: str, out: list[str]) -> None:
    if len(out) > MOST_LINES:
        raise MemoryError("too many lines of YAML")
    deeper = indent + "  "
    for item in value:
        if item.__class__ is str and len(lead) + len(item) < _WIDTH - 2 and _is_plain(item):
            out.append(f"{lead}- {item}\n")
        else:
            _write(item, lead + "- ", deeper, out)
        lead = indent


def _plain(value: object) -> object:
    from chartloom.yamlio.plainvalue import plain_value

    found = plain_value(value)
    if isinstance(found, dict):
        return dict(found.items())
    return list(found) if isinstance(found, list) else found


@lru_cache(8192)
def _is_plain(text: str) -> bool:
    """Whether a short text is surely written as it is; False also where that takes a closer look.

    Texts come again and again in a chart, hence the cache; callers keep long texts out of it.
    """
    if not re.fullmatch(r"(?:[A-Za-z_/$(]|--?[A-Za-z]|\.[A-Za-z_/])[ -~\xa1-\u1fff]*", text):
        return False
    return text not in WORDS and text[-1] not in ": " and ": " not in text and " #" not in text


def _text(value: str, column: int, indent: int) -> str:
    from chartloom.yamlio.emit import Place, is_text, scalar
    from chartloom.yamlio.reread import reread

    text = reread(value)
    return scalar(text, Place(column, indent), plain=is_text(text))


def _key(key: str, lead: str, indent: str) -> str:
    """The beginning of the line of a key; or lines of its own, after a question mark."""
    from chartloom.yamlio.emit import Place, is_simple_key, is_text, scalar
    from chartloom.yamlio.reread import reread_key

    text = reread_key(key)
    if is_simple_key(text):
        return f"{lead}{scalar(text, Place(len(lead), 0, is_key=True), plain=is_text(text))}:"
    place = Place(len(lead) + 2, len(indent) + 2)
    return _ended(f"{lead}? {scalar(text, place, plain=is_text(text))}")


def _ended(line: str) -> str:
    return line if line.endswith(_BREAKS) else line + "\n"


def _float(value: float) -> str:
    if value.is_integer() and abs(value) < _FLOAT_IN_DIGITS:
        return _whole(value)
    if not isfinite(value):
        name = "NaN" if value != value else "+Inf" if value > 0 else "-Inf"
        raise TypeError(f"json: unsupported value: {name}")
    return format_general(value)


def _whole(value: float) -> str:
    """JSON writes the shortest digits and zeros after them; YAML reads an integer there, if it is one."""
    number = int(value) if abs(value) < _EXACT else int(format_json_float(value))
    return str(number) if INT64_MIN <= number <= UINT64_MAX else format_general(value)


_ATOMS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
    int: str,
    float: _float,
    dict: lambda _: "{}",  # an empty one
    list: lambda _: "[]",
}
