"""Values as TOML, as BurntSushi/toml 1.6 writes it."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.limits import Room
from chartloom.gotmpl.printing import duration_text, float_text
from chartloom.gotmpl.values import Duration, GoObject, go_kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from chartloom.gotmpl.values import Value
    from chartloom.sprig.times import GoTime

    Key = tuple[str, ...]

__all__ = ["RFC3339", "ZONES", "must_to_toml", "to_toml"]

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(32), 127)} | {
    ord(char): f"\\{letter}" for char, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}
ZONES = {
    "datetime-local": "2006-01-02T15:04:05.999999999",
    "date-local": "2006-01-02",
    "time-local": "15:04:05.999999999",
}
"""The zones that the library invents for times without an offset, with the layouts of such times."""

RFC3339 = "2006-01-02T15:04:05.999999999Z07:00"


class _TomlError(ValueError):
    """What cannot be said in TOML, in the library's words."""


def to_toml(value: Value) -> str:
    """The value as TOML; what TOML cannot say is answered with the error's text."""
    try:
        return _written(value)
    except _TomlError as error:
        return str(error)


def must_to_toml(value: Value) -> str:
    """The value as TOML, or an error."""
    try:
        return _written(value)
    except _TomlError as error:
        raise FunctionError(str(error)) from error


# Writing


def _written(value: Value) -> str:
    if value is None:
        raise FunctionError("reflect: call of reflect.Value.Type on zero Value")
    _measure(value, Room())
    out = _Document()
    out.entry((), value)
    return "".join(out.parts)


def _measure(value: Value, room: Room) -> None:
    """Refuse what is too much to be written, as a small map is that holds another twice, and so on."""
    if isinstance(value, dict | list):
        room.take(len(value))
        for item in value.values() if isinstance(value, dict) else value:
            _measure(item, room)


class _Document:
    """A TOML document that grows, one entry after the other."""

    __slots__ = ("parts",)

    def __init__(self) -> None:
        self.parts: list[str] = []

    def entry(self, key: Key, value: Value) -> None:
        """One key with its value: ``key = value``, a table or an array of tables."""
        kind = _kind(value)
        if kind == "tables":
            self._tables(key, value)
        elif kind == "table":
            self._table(key, value)
        elif not key:
            self.parts.append(_inline(value))
        else:
            self.parts.append(f"{_indent(key)}{_key(key[-1])} = {_inline(value)}")
            self._newline()

    def _table(self, key: Key, value: Value) -> None:
        if len(key) == 1:
            self._newline()
        if key:
            self.parts.append(f"{_indent(key)}[{_dotted(key)}]")
            self._newline()
        self._entries(key, value)

    def _tables(self, key: Key, tables: Iterable[Value]) -> None:
        if not key:
            raise _TomlError("toml: top-level values must be Go maps or structs")
        for table in tables:
            self._newline()
            self.parts.append(f"{_indent(key)}[[{_dotted(key)}]]")
            self._newline()
            self._entries(key, table)

    def _entries(self, key: Key, table: Value) -> None:
        for group in _groups(table):
            for name, value in group:
                if value is not None:
                    self.entry((*key, name), value)

    def _newline(self) -> None:
        # The library begins no document with an empty line.
        if self.parts:
            self.parts.append("\n")


def _groups(table: Value) -> Iterator[list[tuple[str, Value]]]:
    """The entries of a table: first those that fit on a line, then those that are tables themselves."""
    given = table.go_fields().items() if isinstance(table, GoObject) else _sorted(table)
    entries = [entry for entry in given if not getattr(entry[1], "go_nil", False)]
    deeper = [_kind(value) in ("table", "tables") for _, value in entries]
    yield [entry for entry, is_deeper in zip(entries, deeper, strict=True) if not is_deeper]
    yield [entry for entry, is_deeper in zip(entries, deeper, strict=True) if is_deeper]


def _sorted(table: dict[Any, Value]) -> list[tuple[str, Value]]:
    if not all(isinstance(key, str) for key in table):
        raise _TomlError("toml: cannot encode a map with non-string key type")
    return sorted(table.items(), key=lambda entry: entry[0].encode("utf-8", "surrogateescape"))


def _kind(value: Value) -> str:
    """Whether the value is a ``table``, an array of ``tables``, or a ``value``; raises for lists with nil."""
    if isinstance(value, dict):
        return "table"
    if isinstance(value, list):
        return _list_kind(value)
    if isinstance(value, GoObject):
        return "value" if _marshals(value) or go_kind(value) not in ("struct", "ptr") else "table"
    if isinstance(value, complex):
        raise _TomlError("unsupported type: complex128")
    return "value"


def _list_kind(items: list[Value]) -> str:
    kinds = []
    for item in items:
        if item is None:
            raise _TomlError("toml: cannot encode array with nil element")
        kinds.append(_kind(item))
    return "tables" if kinds and all(kind == "table" for kind in kinds) else "value"


def _marshals(value: GoObject) -> bool:
    return "MarshalText" in value.go_methods


def _inline(value: Value) -> str:
    """The value on one line."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, Duration):
        return _quoted(duration_text(value))
    if isinstance(value, int):
        return str(int(value))
    return _inline_other(value)


def _inline_other(value: Value) -> str:
    if isinstance(value, list | bytes):
        return f"[{', '.join(_inline(item) for item in value)}]"
    if isinstance(value, GoObject) and _marshals(value):
        return _marshalled(value)
    if isinstance(value, GoObject) and go_kind(value) == "int":
        return str(getattr(value, "number", 0))
    return "{" + _inline_entries(value) + "}"


def _inline_entries(table: Value) -> str:
    """The entries of a table on one line. Nil ones are left out, but not their commas."""
    direct, deeper = _groups(table)
    parts: list[str] = []
    for group, follows in ((direct, bool(deeper)), (deeper, False)):
        for index, (name, value) in enumerate(group, 1):
            if value is not None:
                comma = ", " if follows or index < len(group) else ""
                parts.append(f"{_key(name)} = {_inline(value)}{comma}")
    return "".join(parts)


def _marshalled(value: GoObject) -> str:
    if value.go_type == "time.Time":
        return _time(value)  # type: ignore[arg-type]
    text: bytes = value.go_methods["MarshalText"].call(value)
    return _quoted(text.decode("utf-8", "surrogateescape"))


def _time(time: GoTime) -> str:
    from chartloom.sprig.zones import UTC

    layout = ZONES.get(time.clock.zone)
    return time.within(UTC).format(layout) if layout else time.format(RFC3339)


def _float(number: float) -> str:
    if number != number:
        return "nan"
    if number in (float("inf"), float("-inf")):
        return "inf" if number > 0 else "-inf"
    text = float_text(number)
    return text if "e" in text or "." in text else f"{text}.0"


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def _key(name: str) -> str:
    return name if name and _BARE.issuperset(name) else _quoted(name)


def _dotted(key: Key) -> str:
    return ".".join(map(_key, key))


def _indent(key: Key) -> str:
    return "  " * (len(key) - 1)
