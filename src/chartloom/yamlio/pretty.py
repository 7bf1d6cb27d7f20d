"""Values as the YAML of Helm's ``toYamlPretty``: the newer encoder of its library, two spaces deep.

Nothing goes through JSON here: floats print as floats, broken bytes as base64. Lists are indented under
their key and no line folds.
"""

from __future__ import annotations

from chartloom.yamlio.emit import NO_FOLDING, Place, is_simple_key, is_text, scalar
from chartloom.yamlio.errors import YamlError
from chartloom.yamlio.keyorder import natural_pretty
from chartloom.yamlio.numbers import format_general
from chartloom.yamlio.write import LONG, MOST_LINES, check_length

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Write = Callable[[str], None]

__all__ = ["to_yaml_pretty"]

_BREAKS = ("\n", "\u2028", "\u2029")


def to_yaml_pretty(value: object) -> str:
    """The YAML of a value, ending in a newline; raises MemoryError for more than a quarter of a million lines.

    >>> to_yaml_pretty({"a": [1e6, {"b": "no"}]}).splitlines()
    ['a:', '  - 1e+06', '  - b: "no"']
    """
    out: list[str] = []

    def write(line: str) -> None:
        if len(out) > MOST_LINES:
            # A map that holds another twice, and that one the next, is small until it is written.
            raise MemoryError("too many lines of YAML")
        if len(line) > LONG:
            check_length(out)
        out.append(line)

    try:
        _write(value, "", "", write)
    except RecursionError:  # where Go's stack would overflow
        raise YamlError.of_value("yaml: the value contains itself") from None
    return "".join(out)


def _write(value: Any, lead: str, indent: str, write: Write) -> None:
    """A value whose first line begins with ``lead``; further lines of a collection begin with ``indent``."""
    value = _plain(value)
    if isinstance(value, dict) and value:
        _write_map(value, lead, indent, write)
    elif isinstance(value, list) and value:
        for item in value:
            _write(item, lead + "- ", indent + "  ", write)
            lead = indent
    else:
        write(_ended(lead + _scalar(value, len(lead), len(indent) or 2)))


def _write_map(value: dict[str, Any], lead: str, indent: str, write: Write) -> None:
    deeper = indent + "  "
    for key in natural_pretty(value):
        item = _plain(value[key])
        prefix = _key(key, lead, indent)
        lead = indent
        if not prefix.endswith(":"):
            write(prefix)
            _write(item, indent + ": ", deeper, write)
        elif isinstance(item, dict | list) and item:
            write(prefix + "\n")
            _write(item, deeper, deeper, write)
        else:
            _write(item, prefix + " ", deeper, write)


def _key(key: str, lead: str, indent: str) -> str:
    if is_simple_key(key):
        return f"{lead}{_text(key, len(lead), 0, is_key=True)}:"
    return _ended(f"{lead}? {_text(key, len(lead) + 2, len(indent) + 2)}")


def _scalar(value: object, column: int, indent: int) -> str:
    if isinstance(value, str):
        return _text(value, column, indent)
    if value.__class__ is bool:
        return "true" if value else "false"
    if isinstance(value, float):
        return format_general(value)
    return {dict: "{}", list: "[]", type(None): "null"}.get(value.__class__) or str(value)


def _text(value: str, column: int, indent: int, *, is_key: bool = False) -> str:
    place = Place(column, indent, NO_FOLDING, is_key=is_key, tabs_in_blocks=True)
    if value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value):
        return scalar(value, place, plain=_is_text(value))
    text = _base64(value.encode("utf-8", "surrogateescape"))
    tagged = Place(column + len("!!binary "), indent, NO_FOLDING, is_key=is_key)
    return "!!binary " + scalar(text, tagged, plain=True)


def _is_text(value: str) -> bool:
    import re

    return is_text(value) and not re.fullmatch("0o[-+][0-7]+", value.replace("_", ""))


def _base64(data: bytes) -> str:
    """Base64 in lines of 70, each ended, where one line does not do."""
    from base64 import b64encode

    text = b64encode(data).decode("ascii")
    if len(text) < 70:
        return text
    return "".join(text[at : at + 70] + "\n" for at in range(0, len(text), 70))


def _ended(line: str) -> str:
    return line if line.endswith(_BREAKS) else line + "\n"


def _plain(value: Any) -> Any:
    if value.__class__ in (str, bool, int, float, dict, list) or value is None:
        return value
    if isinstance(value, bytes | bytearray):  # a slice of numbers to the encoder
        return list(value)
    if getattr(value, "go_nil", False):
        return {} if isinstance(value, dict) else []
    from chartloom.yamlio.plainvalue import plain_value

    return plain_value(value)
