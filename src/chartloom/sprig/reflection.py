"""The reflection functions of Sprig: what Go type a value has, and deep equality."""

from __future__ import annotations

from chartloom.gotmpl.limits import Room
from chartloom.gotmpl.values import go_kind, go_type
from chartloom.sprig.nil import NilList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = ["deep_equal", "kind_is", "kind_of", "type_is", "type_is_like", "type_of"]


def type_of(value: Value) -> str:
    """The name of the value's Go type."""
    return go_type(value)


def type_is(name: str, value: Value) -> bool:
    """Whether the value's Go type has this name."""
    return name == go_type(value)


def type_is_like(name: str, value: Value) -> bool:
    """Whether the value's Go type, or the type it points to, has this name."""
    return go_type(value) in (name, f"*{name}")


def kind_of(value: Value) -> str:
    """The name of the value's ``reflect.Kind``."""
    return go_kind(value)


def kind_is(name: str, value: Value) -> bool:
    """Whether the value's ``reflect.Kind`` has this name."""
    return name == go_kind(value)


def deep_equal(one: Value, other: Value) -> bool:
    """Whether two values have the same type and content, as ``reflect.DeepEqual`` sees it."""
    if isinstance(one, dict | list):
        return _equal(one, other, Room())
    return _equal_scalars(one, other)


def _equal_scalars(one: Value, other: Value) -> bool:
    if one.__class__ is other.__class__:
        return bool(one == other)
    return isinstance(one, str) and isinstance(other, str) and str(one) == str(other)


def _equal(one: Value, other: Value, room: Room) -> bool:
    kind = one.__class__
    if kind is not other.__class__ or not isinstance(one, dict | list):
        return _equal_scalars(one, other)
    if one is other or kind is NilList:
        return True
    room.take(len(one))
    if len(one) != len(other):
        return False
    if isinstance(one, dict):
        return all(k in other and _equal(v, other[k], room) for k, v in one.items())
    return all(_equal(v, w, room) for v, w in zip(one, other, strict=True))
