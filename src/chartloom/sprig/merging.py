"""Merging and copying dicts as Sprig's libraries ``mergo`` and ``copystructure`` do it.

Merging changes the destination and lets it share what it takes from the sources. What counts as
missing is decided in two ways: a nil in a source says nothing to ``merge`` and removes the value for
``mergeOverwrite``, while any other empty value in the destination gives way to both.
"""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError
from chartloom.gotmpl.limits import Room
from chartloom.gotmpl.values import StringMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = ["deep_copy", "merge", "merge_overwrite"]


def merge(into: dict[str, Value], *sources: dict[str, Value]) -> dict[str, Value]:
    """The first dict, completed by the others; what it has already stays unless it is empty."""
    into, room = _made(into), Room()
    for source in sources:
        _merge(into, source, room, overwrite=False)
    return into


def merge_overwrite(into: dict[str, Value], *sources: dict[str, Value]) -> dict[str, Value]:
    """The first dict, in which the values of the others have replaced its own, the last one winning."""
    into, room = _made(into), Room()
    for source in sources:
        _merge(into, source, room, overwrite=True)
    return into


def _made(into: dict[str, Value]) -> dict[str, Value]:
    """The dict, or an empty one for a nil one."""
    return {} if getattr(into, "go_nil", False) else into


def _merge(into: dict[str, Value], source: dict[str, Value], room: Room, *, overwrite: bool) -> None:
    room.take(len(source))
    for key, value in list(source.items()):
        if value is None:
            if overwrite:
                _assign(into, key, None, source)
            continue
        present = into.get(key)
        if getattr(present, "go_nil", False):
            present = None
        if isinstance(value, dict) and isinstance(present, dict):
            _merge(present, value, room, overwrite=overwrite)
            replace = not present
        else:
            replace = overwrite or not present
        if replace:
            _assign(into, key, value, source)


def _assign(into: dict[str, Value], key: str, value: Value, source: dict[str, Value]) -> None:
    if into.__class__ is StringMap and source.__class__ is not StringMap:
        raise FunctionError(
            "reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string"
        )
    into[key] = value


def deep_copy(value: Value) -> Value:
    """A copy that shares no dict and no list with the value; there is none of nil."""
    if value is None:
        raise FunctionError("reflect: call of reflect.Value.Type on zero Value")
    return _copy(value, Room())


def _copy(value: Value, room: Room) -> Value:
    if value.__class__ is dict:
        room.take(len(value))
        return {k: (v if v.__class__ is str else _copy(v, room)) for k, v in value.items()}
    if value.__class__ is list:
        room.take(len(value))
        return [_copy(v, room) for v in value]
    if isinstance(value, dict):
        if hasattr(value, "go_copy"):
            return value.go_copy()
        room.take(len(value))
        return value.__class__({k: _copy(v, room) for k, v in value.items()})
    if isinstance(value, list):
        room.take(len(value))
        return value.__class__([_copy(v, room) for v in value])
    return value
