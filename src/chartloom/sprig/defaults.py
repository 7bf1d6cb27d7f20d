"""The default functions of Sprig: which of several values counts."""

from __future__ import annotations

from chartloom.gotmpl.errors import FunctionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from chartloom.gotmpl.values import Value

__all__ = ["all_set", "any_set", "coalesce", "default", "fail", "is_empty", "ternary"]


def default(fallback: Value, *given: Value) -> Value:
    """The given value, or the fallback when that is empty or missing."""
    return given[0] if given and given[0] else fallback


def is_empty(value: Value) -> bool:
    """Whether the value is nil, false, zero, or has no elements."""
    return not value


def coalesce(*values: Value) -> Value:
    """The first value that is not empty, else nil."""
    for value in values:
        if value:
            return value
    return None


def all_set(*values: Value) -> bool:
    """Whether no value is empty."""
    return all(values)


def any_set(*values: Value) -> bool:
    """Whether some value is not empty."""
    return any(values)


def ternary(when_true: Value, when_false: Value, test: bool) -> Value:
    """One of two values."""
    return when_true if test else when_false


def fail(message: str) -> str:
    """No result: the template fails with this message."""
    raise FunctionError(message)
