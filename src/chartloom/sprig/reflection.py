"""The reflection functions of Sprig: what Go type a value has, and deep equality."""

from __future__ import annotations

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
    kind = one.__class__
    if kind is not other.__class__:
        return isinstance(one, str) and isinstance(other, str) and str(one) == str(other)
    if isinstance(one, dict):
        return one is other or _equal_maps(one, other)
    if isinstance(one, list):
        return one is other or (kind is not NilList and _equal_lists(one, other)) or kind is NilList
    return bool(one == other)


def _equal_maps(one: dict[str, Value], other: dict[str, Value]) -> bool:
    return len(one) == len(other) and all(k in other and deep_equal(v, other[k]) for k, v in one.items())


def _equal_lists(one: list[Value], other: list[Value]) -> bool:
    return len(one) == len(other) and all(map(deep_equal, one, other))
