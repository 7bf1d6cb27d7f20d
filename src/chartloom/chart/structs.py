"""YAML read into the structs of a Go program: fields found whatever their case, each value of its own type.

``read_struct`` gives the fields by their proper names, with text where text is wanted; the values of a type that
their field cannot hold, for which Go refuses the document; and the keys that no field has, which it refuses only
where it is told to be strict.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chartloom.yamlio.convert import fold
from chartloom.yamlio.numbers import format_float32

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ANY", "TEXT", "TRUTH", "Each", "Entries", "Shape", "StructValue", "read_struct"]

TEXT, TRUTH, ANY = "a text", "true or false", "anything"


@dataclass(frozen=True, slots=True)
class Each:
    """A list whose items have one shape."""

    of: Shape


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping with any keys and texts for values."""


Shape = str | Each | Entries | dict[str, "Shape"]
"""What a field holds: a scalar by its name, a list, a mapping, or a struct with its fields."""


@dataclass(slots=True)
class StructValue:
    """A document as a struct, and what did not fit into it, each with the way to it."""

    fields: dict[str, Any] = field(default_factory=dict)
    mismatches: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_struct(value: object, shape: Mapping[str, Shape]) -> StructValue:
    """The value of a YAML document as a struct; nothing and null are a struct without fields.

    >>> read_struct({"Name": 1.5, "size": [], "extra": None}, {"name": TEXT, "size": TEXT})
    StructValue(fields={'name': '1.5'}, mismatches=['`size` must be a text'], unknown=['extra'])
    """
    found = StructValue()
    read = _Reader(found)
    result = read.struct(value, dict(shape), "")
    found.fields = result if result is not None else {}
    return found


class _Reader:
    def __init__(self, found: StructValue) -> None:
        self._found = found

    def read(self, value: object, shape: Shape, path: str) -> Any:
        """The value in its shape; None for null and for what does not fit."""
        if value is None or shape == ANY:
            return value
        if shape == TEXT:
            return self._text(value, path)
        if shape == TRUTH:
            return self._truth(value, path)
        if isinstance(shape, Each):
            return self._list(value, shape, path)
        if isinstance(shape, Entries):
            return self._entries(value, path)
        assert isinstance(shape, dict)
        return self.struct(value, shape, path)

    def struct(self, value: object, shape: dict[str, Shape], path: str) -> dict[str, Any] | None:
        """The fields that are there."""
        if value is None:
            return None
        if not isinstance(value, dict):
            self._refuse(path, "a mapping")
            return None
        names = {fold(name): name for name in shape}
        fields: dict[str, Any] = {}
        for key in sorted(value):  # Go goes by the order of JSON; the last spelling of a field wins
            name = key if key in shape else names.get(fold(key))
            if name is None:
                self._found.unknown.append(_below(path, key))
            elif (inner := self.read(value[key], shape[name], _below(path, key))) is not None:
                fields[name] = inner
        return fields

    def _text(self, value: object, path: str) -> str | None:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float):
            is_whole = value.is_integer() and abs(value) < 1 << 63
            return str(int(value)) if is_whole else format_float32(value)
        if isinstance(value, str):
            return value
        self._refuse(path, TEXT)
        return None

    def _truth(self, value: object, path: str) -> bool | None:
        if isinstance(value, bool):
            return value
        self._refuse(path, TRUTH)
        return None

    def _list(self, value: object, shape: Each, path: str) -> list[Any] | None:
        if not isinstance(value, list):
            self._refuse(path, "a list")
            return None
        return [self.read(item, shape.of, f"{path}[{index}]") for index, item in enumerate(value)]

    def _entries(self, value: object, path: str) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            self._refuse(path, "a mapping")
            return None
        return {key: self._text(item, _below(path, key)) for key, item in value.items() if item is not None}

    def _refuse(self, path: str, wanted: str) -> None:
        self._found.mismatches.append(f"{f'`{path}`' if path else 'the document'} must be {wanted}")


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
